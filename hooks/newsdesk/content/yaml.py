"""YAML: read with every scalar as a string and the location of every key, and with diagnostics for common typos."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

import yaml

from newsdesk.content import text_files
from newsdesk.diagnostics import (
    Diagnostic,
    KeyPath,
    Paste,
    SourceFile,
    SourceLocation,
    Span,
    alternatives,
    error,
    suggest,
)
from newsdesk.i18n.messages import NOTHING, Message, msg, verbatim

MAX_YAML_LEVELS = 20
"""Real content is four levels deep."""
MAX_UNCLOSED = 500
_PAIR = re.compile(r"[\[{][^\[\]{}]*[\]}]")
_BRACKET = re.compile(r"[\[\]{}]")
_CHAIN = re.compile(rf"^[ \t]*(?:[-?:][ \t]+(?:[&!][^ \t\n]*[ \t]+)*){{{MAX_YAML_LEVELS + 1}}}", re.MULTILINE)


def nesting_beyond_limit(text: str) -> int | None:
    """Return the offset at which a text is nested too deeply, or None."""
    if chain := _CHAIN.search(text):
        return chain.start()
    if text.count("[") + text.count("{") <= MAX_YAML_LEVELS:
        return None
    flat = text
    for _ in range(MAX_YAML_LEVELS):
        shorter = _PAIR.sub("", flat)
        if shorter == flat:
            break
        flat = shorter
    unclosed = flat.count("[") + flat.count("{")
    return _deepest(text) if _PAIR.search(flat) or unclosed > MAX_UNCLOSED else None


def _deepest(text: str) -> int:
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > MAX_YAML_LEVELS:
            return bracket.start()
    return 0


MAX_TYPOS = 50
"""Diagnostics for one kind of typo in one file."""

_COLON = re.compile(r"^( *(?:- +)*)([a-z]+)(：)[ \t]*(.*)$", re.MULTILINE)
_NO_SPACE = re.compile(r"^( *(?:- +)*)([a-z]+):([^\s:/][^\n]*)$", re.MULTILINE)
"""A field whose colon is not one to YAML; nor is that of `https://`."""
_GOES_ON = re.compile(r"""^( *(?:- +)*)([\w-]+): +((?:"[^"\n]*"|'[^'\n]*')[ \t]*[^\s#,\]}].*)$""", re.MULTILINE)
_COMMENT = re.compile(r"""^[ \t]*#.*|(?:(?<=\S)[ \t]+|(?<=["'\]}]))(#)""", re.MULTILINE)
"""A line that is a comment, or (group 1) a # that may begin one after a value; after a quote it needs no space."""
_VALUE = re.compile(r" *((?:- +)*[\w-]+): +([^\s\"'\[{|>].*)")
_STRAIGHT = re.compile(r""""([^"]*)"|'([^']*)'""")


def typos_in_invalid(text: str, file: SourceFile) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each likely typo in a text that is not valid YAML."""
    for slip in islice(_COLON.finditer(text), MAX_TYPOS):
        yield _full_width_colon(slip, file)
    for slip in islice(_NO_SPACE.finditer(text), MAX_TYPOS):
        message = msg('the colon after "{key}" must be followed by a space', key=slip[2])
        location = file.at(*_line_and_column(text, slip.start(3) - 1))
        line = f"{slip[1].lstrip()}{slip[2]}: {slip[3]}".rstrip()
        yield error("yaml", location, message, suggest(line, Paste.LINE))
    for slip in islice(_GOES_ON.finditer(text), MAX_TYPOS):
        message = msg("{key} has text after its closing quotation mark", key=slip[2])
        value = slip[3].rstrip()
        location = file.at(*_line_and_column(text, slip.start(3)), len(value))
        yield error("yaml-quote", location, message, _quoted_otherwise(value))


def typos_in_valid(text: str, file: SourceFile) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each typo that leaves YAML valid but changes its meaning."""
    colons = list(islice(_COLON.finditer(text), MAX_TYPOS))
    comments = list(islice((each.start(1) for each in _COMMENT.finditer(text) if each[1]), MAX_TYPOS))
    # Locating the values is slow, and hardly any file has either.
    spans = _scalar_spans(text) if colons or comments else []
    over_lines = [(start, end) for start, end in spans if "\n" in text[start:end]]
    for slip in colons:
        if not _is_within(slip.start(3), over_lines):
            yield _full_width_colon(slip, file)
    last_line = 0
    for at in comments:
        # Further # characters on the line are part of the comment.
        if not _is_within(at, spans) and (line := _line_and_column(text, at)[0]) != last_line:
            last_line = line
            yield _comment_behind_value(at, text, file)


def with_curly_quotes(value: str) -> str:
    """Return a value with curly quotation marks in place of straight ones."""
    return _STRAIGHT.sub(lambda pair: f"“{pair[1]}”" if pair[1] is not None else f"‘{pair[2]}’", value)


def in_quotes(value: str) -> str:
    """Return a value as a quoted YAML scalar."""
    if '"' in value:
        return "'" + value.replace("'", "''") + "'"
    return '"' + value.replace("\\", "\\\\") + '"'


def _full_width_colon(slip: re.Match[str], file: SourceFile) -> Diagnostic:
    location = file.at(*_line_and_column(slip.string, slip.start(3)))
    message = msg('the colon after "{key}" must be half-width and followed by a space', key=slip[2])
    return error(
        "full-width", location, message, suggest(f"{slip[1].lstrip()}{slip[2]}: {slip[4]}".rstrip(), Paste.LINE)
    )


def _quoted_otherwise(value: str) -> Message:
    whole = suggest(in_quotes(value))
    inner = with_curly_quotes(value)
    needs_quotes = ": " in inner or " #" in inner or inner[0] in "\"'"
    return whole if needs_quotes else alternatives([suggest(inner), whole])


def _comment_behind_value(at: int, text: str, file: SourceFile) -> Diagnostic:
    line, column = _line_and_column(text, at)
    comment = text[at:].partition("\n")[0].rstrip()
    message = msg('" #" starts a comment: "{comment}" is ignored', comment=comment)
    suggestion = msg("move the comment to its own line")
    if value := _VALUE.fullmatch(text, at - column + 1, at + len(comment)):
        suggestion = alternatives([suggest(f"{value[1]}: {in_quotes(value[2])}", Paste.LINE), suggestion])
    return error("yaml-comment", file.at(line, column, len(comment)), message, suggestion)


def _scalar_spans(text: str) -> Sequence[tuple[int, int]]:
    found = [event for event in yaml.parse(text, Loader=Loader) if isinstance(event, yaml.ScalarEvent)]
    return [(event.start_mark.index, event.end_mark.index) for event in found]  # type: ignore[union-attr]


def _is_within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
Tuple = TypeVar("Tuple", bound=tuple[Any, ...])


@dataclass(slots=True)
class YamlReading:
    """A parsed YAML text: `values` of strings, lists and mappings, and their locations in `source_file`."""

    values: Any = None
    source_file: SourceFile = field(default_factory=lambda: SourceFile(path="", text=""))
    problems: list[Diagnostic] = field(default_factory=list)


def read_yaml(path: str, text: str, yaml_text: str | None = None, *, tags: bool = False) -> YamlReading:
    """Read a file, or `yaml_text`, which begins on its first line; `tags` allows YAML tags such as !ENV."""
    yaml_text = text if yaml_text is None else yaml_text
    file = SourceFile(path=path, text=text)
    if (deep := nesting_beyond_limit(yaml_text)) is not None:
        return YamlReading(source_file=file, problems=[_nested(file, *_line_and_column(yaml_text, deep))])
    try:
        node = yaml.compose(yaml_text, Loader=Loader)
    except yaml.YAMLError as problem:
        meant = list(typos_in_invalid(yaml_text, file))
        return YamlReading(source_file=file, problems=meant or [_invalid(problem, file)])
    except RecursionError:
        return YamlReading(source_file=file, problems=[_nested(file, 1, 1)])
    reader = _Reader(file, yaml_text, tags=tags)
    values = reader.value(node, ()) if node else {}
    problems = [*reader.problems, *(_aliases(yaml_text, file) if reader.aliased else ())]
    if not tags:
        problems += typos_in_valid(yaml_text, file)
    located = SourceFile(path=path, text=text, names=reader.names, values=reader.marks)
    return YamlReading(values, located, problems)


def is_env_tagged(reading: YamlReading, keys: KeyPath) -> bool:
    """Return whether the value of `keys` is tagged `!ENV`."""
    location = reading.source_file.value(*keys)
    return reading.source_file.has(*keys) and location.source.startswith("!ENV", location.column - 1)


def _nested(file: SourceFile, line: int, column: int) -> Diagnostic:
    message = msg("nested too deeply: at most {levels} levels are allowed", levels=MAX_YAML_LEVELS)
    return error(
        "too-deep", file.at(line, column), message, msg("add the missing closing bracket, or reduce the nesting")
    )


class _Reader:
    """Walks the nodes once: returns plain values, collects locations and diagnostics."""

    def __init__(self, file: SourceFile, yaml_text: str, *, tags: bool) -> None:
        self.file = file
        self.text = yaml_text
        self.tags = tags
        self.names: dict[KeyPath, Span] = {}
        self.marks: dict[KeyPath, Span] = {}
        self.problems: list[Diagnostic] = []
        self.aliased = False
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, keys: KeyPath) -> Any:
        self.marks[_shared(keys)] = _shared(self._mark(node))
        if id(node) in self._seen:
            # An alias is the same node again; expanding it could take exponential time.
            self.aliased = True
            return ""
        self._seen.add(id(node))
        if node.tag not in _PLAIN and not self.tags:
            self.problems.append(self._tagged(node))
        if len(keys) > MAX_YAML_LEVELS:
            self.problems.append(_nested(self.file, *self._mark(node)[:2]))
            return ""
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, keys))
        if isinstance(node, yaml.SequenceNode):
            items = [self.value(item, (*keys, number)) for number, item in enumerate(node.value)]
            return self._split_at_commas(node, items) if node.flow_style else items
        if isinstance(node, yaml.ScalarNode):
            self.problems += self._invisible(node)
        return node.value

    def _invisible(self, node: yaml.ScalarNode) -> Iterator[Diagnostic]:
        start = node.start_mark.index
        typed = self.text[start : node.end_mark.index]
        for at, name, sign in islice(
            text_files.escaped_invisible_characters(typed, escapes=node.style == '"'), MAX_TYPOS
        ):
            location = self.file.at(*_line_and_column(self.text, start + at), len(name))
            yield text_files.invisible_character(sign, location)

    def _pairs(self, node: yaml.MappingNode, keys: KeyPath) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        before: tuple[yaml.Node, yaml.Node] | None = None
        for name_node, value_node in node.value:
            name = str(name_node.value) if isinstance(name_node, yaml.ScalarNode) else "?"
            mark = self._mark(name_node)
            if node.flow_style and before and self._has_no_colon(name_node, value_node):
                self.problems.append(self._comma_in_value(name_node, mark, *before))
                continue
            before = name_node, value_node
            if name in seen:
                message = msg('duplicate field "{name}"', name=name)
                self.problems.append(error("key-twice", self.file.at(*mark), message, msg("delete one of them")))
                continue
            seen.add(name)
            self.names[_shared((*keys, name))] = _shared(mark)
            # `tags:` without a value is a field that has not been filled in yet.
            if not _is_empty(value_node):
                yield name, self.value(value_node, (*keys, name))

    def _has_no_colon(self, name: yaml.Node, value: yaml.Node) -> bool:
        """Return whether a key in braces has no colon: `{date: 2014-02-20, text: Gao, not Zhang}`."""
        if not _is_empty(value) or name.end_mark.line != value.start_mark.line:
            return False
        line = self.file.at(name.end_mark.line + 1).source
        return ":" not in line[name.end_mark.column : value.start_mark.column]

    def _tagged(self, node: yaml.Node) -> Diagnostic:
        location = self.file.at(*self._mark(node))
        word = location.source[location.column - 1 :].split(" ")[0] or node.tag
        whole = in_quotes(f"{word} {node.value}") if isinstance(node, yaml.ScalarNode) else ""
        suggestion = suggest(whole) if whole else msg("delete it")
        message = msg('a value must not begin with "{word}", which is YAML syntax', word=word)
        return error("yaml-tag", location, message, suggestion)

    def _split_at_commas(self, node: yaml.SequenceNode, items: list[Any]) -> list[Any]:
        joined = [each for each in node.value if isinstance(each, yaml.ScalarNode) and not each.style]
        with_comma = [each for each in joined if _FULL_WIDTH_COMMA.search(each.value)]
        if not with_comma:
            return items
        parts = [
            part for item in items for part in (_FULL_WIDTH_COMMA.split(item) if isinstance(item, str) else [item])
        ]
        is_simple = all(isinstance(part, str) for part in parts)
        suggestion = self._line_with(node.start_mark, node.end_mark, f"[{', '.join(parts)}]") if is_simple else NOTHING
        line, column, _ = self._mark(with_comma[0])
        comma = _FULL_WIDTH_COMMA.search(self.file.at(line).source, column - 1)
        location = self.file.at(line, comma.start() + 1 if comma else column)
        self.problems.append(error("full-width", location, msg("commas in a list must be half-width"), suggestion))
        return [part for part in parts if part != ""]

    def _comma_in_value(self, name: yaml.Node, mark: Span, key: yaml.Node, value: yaml.Node) -> Diagnostic:
        message = msg(
            'the comma ends the value of "{key}": "{name}" is read as a field', key=key.value, name=name.value
        )
        suggestion = msg("enclose the text in quotation marks")
        if isinstance(value, yaml.ScalarNode):
            whole = in_quotes(f"{value.value}, {name.value}")
            suggestion = self._line_with(value.start_mark, name.end_mark, whole) or suggestion
        return error("yaml-comma", self.file.at(*mark), message, suggestion)

    def _line_with(self, start: Any, end: Any, text: str) -> Message:
        """Return the suggestion to write a line with other text from mark to mark; nothing for several lines."""
        if start.line != end.line:
            return NOTHING
        line = self.file.at(start.line + 1).source
        return suggest(f"{line[: start.column]}{text}{line[end.column :]}".strip(), Paste.LINE)

    def _mark(self, node: yaml.Node) -> Span:
        start, end = node.start_mark, node.end_mark
        length = end.column - start.column if start.line == end.line else 1
        return start.line + 1, start.column + 1, max(1, length)


_known: dict[Any, Any] = {}


def _shared(value: Tuple) -> Tuple:
    """Return an equal tuple from another file, to save memory: files have nearly all keys and spans in common."""
    return _known.setdefault(value, value)  # type: ignore[no-any-return]


_FULL_WIDTH_COMMA = re.compile("[，、]")
_PLAIN = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value == "" and not node.style


def _aliases(yaml_text: str, file: SourceFile) -> Iterator[Diagnostic]:
    for event in yaml.parse(yaml_text, Loader=Loader):
        if isinstance(event, yaml.AliasEvent):
            name = f"*{event.anchor}"
            location = file.at(*_position_of(event.start_mark), len(name))
            message = msg("YAML aliases such as {name} are not allowed", name=name)
            yield error("yaml-alias", location, message, msg("write the value in full"))


def _position_of(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _line_and_column(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


_UNCLOSED = {
    "while parsing a flow sequence": msg("this list is not closed"),
    "while parsing a flow mapping": msg("this brace is not closed"),
    "while scanning a quoted scalar": msg("this quotation mark is not closed"),
}


_REASONS = {
    "mapping values are not allowed": msg("a colon and a space within a value, or a wrong indentation"),
    "could not find expected ':'": msg("the line above is neither a field nor part of a value"),
    "did not find expected key": msg("a field must begin here"),
    "did not find expected '-' indicator": msg("an entry of the list must begin here"),
    "did not find expected node content": msg("a value must begin here"),
    "found character that cannot start any token": msg("a value must not begin with this character"),
    "block sequence entries are not allowed": msg("a list must begin on a line of its own"),
    "did not find expected alphabetic or numeric character": msg("a value must not begin with & or *"),
    "found unknown escape character": msg("a backslash in double quotation marks begins an escape, and this is none"),
    "did not find expected <document start>": msg("the line above is neither a field nor part of a value"),
}
"""What libyaml says, by how it begins."""


def _invalid(problem: yaml.YAMLError, file: SourceFile) -> Diagnostic:
    what = getattr(problem, "problem", None) or str(problem).splitlines()[0]
    context = getattr(problem, "context", None) or ""
    if "another document" in what:
        location = file.at(*_position_of(getattr(problem, "problem_mark", None)), 3)
        message = msg("a file must contain only one YAML document")
        return error("yaml-document", location, message, msg("delete this line: {line}", line=location.source.strip()))
    unclosed = _UNCLOSED.get(context)
    # An unclosed construct is detected at its end, but fixed where it begins.
    mark = getattr(problem, "context_mark" if unclosed else "problem_mark", None)
    line, column = _position_of(mark)
    location = file.at(min(line, file.text.count("\n") + 1), column)
    if "'\\t'" in what or "\t" in location.source[: location.column]:
        return error("yaml", location, msg("indentation must use spaces, not tabs"), msg("use two spaces"))
    if unclosed:
        return error("yaml", location, unclosed, _closed(location))
    reason = next((reason for start, reason in _REASONS.items() if what.startswith(start)), verbatim(what))
    return error("yaml", location, msg("invalid YAML: {what}", what=reason), _quoted_value(what, location.source))


_CLOSING = {"[": "]", "{": "}", '"': '"', "'": "'"}


def _closed(location: SourceLocation) -> Message:
    """Return the suggestion to close what begins at a location at the end of its line, if nothing else can be meant."""
    line, sign = location.source, location.source[location.column - 1 :][:1]
    if line.count(sign) == 1 and _CLOSING.get(sign, sign) not in line[location.column :]:
        return suggest(f"{line.strip()}{_CLOSING[sign]}", Paste.LINE)
    return msg("close it, or enclose the whole value in quotation marks")


def _quoted_value(what: str, source: str) -> Message:
    key, colon, value = source.partition(": ")
    value = value.strip()
    if colon and value and ("mapping values are not allowed" in what or value[0] in "&*!%@`"):
        return suggest(f"{key.strip()}: {in_quotes(value)}", Paste.LINE)
    return NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A value from offset `start` to `end`: it has `items`, or `pairs`, or else is the text `value`.

    `style` is the scalar style: a quotation mark, `|` or `>`, empty for plain. `flow` says that a list or a mapping is
    in brackets or braces. No character after `end` belongs to the node.
    """

    start: int
    end: int
    style: str = ""
    flow: bool = False
    value: str = ""
    items: Sequence["Node"] = ()
    pairs: Sequence[tuple["Node", "Node"]] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written at all: `tags:`."""
        return self.start == self.end

    @property
    def is_block(self) -> bool:
        """Whether it is a list or a mapping in block style, without brackets."""
        return bool(self.items or self.pairs) and not self.flow

    @property
    def is_text(self) -> bool:
        return not (self.flow or self.items or self.pairs)


def layout(text: str) -> Node | None:
    """Return the root node of a YAML text, or None if it is empty."""
    found = yaml.compose(text, Loader=Loader)
    return _node(found, text) if found else None


def _node(node: yaml.Node, text: str) -> Node:
    start, end = node.start_mark.index, node.end_mark.index
    flow = bool(getattr(node, "flow_style", False))
    if isinstance(node, yaml.MappingNode):
        pairs = [(_node(key, text), _node(value, text)) for key, value in node.value]
        last = max(part.end for part in pairs[-1]) if pairs else start
        return Node(start=start, end=end if flow else last, flow=flow, pairs=pairs)
    if isinstance(node, yaml.SequenceNode):
        items = [_node(item, text) for item in node.value]
        return Node(start=start, end=end if flow else items[-1].end, flow=flow, items=items)
    style = getattr(node, "style", None) or ""
    if style in ("|", ">"):
        end = start + len(text[start:end].rstrip("\n"))
    return Node(start=start, end=end, style=style, value=node.value)


def is_plain_text(value: str, *, flow: bool) -> bool:
    """Return whether any YAML reader takes an unquoted value as text (or a date): not a number, not `true`."""
    try:
        node = yaml.compose(f"[{value}]" if flow else f"- {value}", Loader=Loader)
    except yaml.YAMLError:
        return False
    serial = node.value[0] if node and len(node.value) == 1 else None
    if not isinstance(serial, yaml.ScalarNode) or serial.style or serial.value != value:
        return False
    kind = yaml.SafeLoader("").resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return kind in ("tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp")
