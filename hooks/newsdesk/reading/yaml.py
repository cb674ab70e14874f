"""YAML as the newsdesk reads it: every scalar a string, every key with its place.

No tags, no aliases, no second document, no key twice: what an editor did not
mean is an error with its line.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

import yaml

from newsdesk.reading import nesting, signs, slips
from newsdesk.words.located import Keys, Located, Mark
from newsdesk.words.message import NOTHING, Message, said
from newsdesk.words.problem import Problem, error, write

Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
Tuple = TypeVar("Tuple", bound=tuple[Any, ...])


@dataclass(slots=True)
class Reading:
    """What is in a YAML text: `values` of strings, lists and mappings, and their places."""

    values: Any = None
    located: Located = field(default_factory=lambda: Located(path="", text=""))
    problems: list[Problem] = field(default_factory=list)


def read(path: str, text: str, yaml_text: str, first_line: int = 1, *, tags: bool = False) -> Reading:
    """Read `yaml_text`, which begins at `first_line` of the file `text`; `tags` such as !ENV may stand in it or not."""
    file = Located(path=path, text=text)
    if (deep := nesting.too_deep(yaml_text)) is not None:
        return Reading(located=file, problems=[_nested(file, *_line_and_column(yaml_text, deep, first_line))])
    try:
        node = yaml.compose(yaml_text, Loader=Loader)
    except yaml.YAMLError as problem:
        meant = list(slips.in_invalid(yaml_text, file, first_line))
        return Reading(located=file, problems=meant or [_invalid(problem, file, first_line)])
    except RecursionError:
        return Reading(located=file, problems=[_nested(file, first_line, 1)])
    reader = _Reader(file, yaml_text, first_line, tags=tags)
    values = reader.value(node, ()) if node else {}
    problems = [*reader.problems, *(_aliases(yaml_text, file, first_line) if reader.aliased else ())]
    if not tags:
        problems += slips.in_valid(yaml_text, node, file, first_line)
    located = Located(path=path, text=text, names=reader.names, values=reader.marks)
    return Reading(values, located, problems)


def from_environment(reading: Reading, keys: Keys, environment: Mapping[str, str]) -> tuple[Any, str]:
    """The value of keys, and the variable that gives it where `!ENV` stands before a name, or a list with a default."""
    given: Any = reading.values
    for key in keys:
        given = given.get(key) if isinstance(given, dict) else None
    if not asks_environment(reading, keys):
        return given, ""
    names = [given] if isinstance(given, str) else given
    names, default = (names[:-1], names[-1]) if len(names) > 1 else (names, "")
    found = next((name for name in names if name in environment), "")
    return (environment[found], found) if found else (default, "")


def asks_environment(reading: Reading, keys: Keys) -> bool:
    """Whether `!ENV` stands before the value of keys."""
    place = reading.located.value(*keys)
    return reading.located.has(*keys) and place.source.startswith("!ENV", place.column - 1)


def _nested(file: Located, line: int, column: int) -> Problem:
    sentence = said("this is nested more than {levels} levels deep", levels=nesting.LEVELS)
    return error("too-deep", file.at(line, column), sentence, said("close what is open, or write it flatter"))


class _Reader:
    """Walks the nodes once: plain values out, places and problems kept."""

    def __init__(self, file: Located, yaml_text: str, first_line: int, *, tags: bool) -> None:
        self.file = file
        self.text = yaml_text
        self.tags = tags
        self.offset = first_line
        self.names: dict[Keys, Mark] = {}
        self.marks: dict[Keys, Mark] = {}
        self.problems: list[Problem] = []
        self.aliased = False
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, keys: Keys) -> Any:
        self.marks[_shared(keys)] = _shared(self._mark(node))
        if id(node) in self._seen:
            # An alias is the node it names, once more: following it could take for ever.
            self.aliased = True
            return ""
        self._seen.add(id(node))
        if node.tag not in _PLAIN and not self.tags:
            self.problems.append(self._tagged(node, keys))
        if len(keys) > nesting.LEVELS:
            self.problems.append(_nested(self.file, *self._mark(node)[:2]))
            return ""
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, keys))
        if isinstance(node, yaml.SequenceNode):
            items = [self.value(item, (*keys, number)) for number, item in enumerate(node.value)]
            return self._parted(node, items, keys) if node.flow_style else items
        if isinstance(node, yaml.ScalarNode):
            self.problems += self._hidden(node)
        return node.value

    def _hidden(self, node: yaml.ScalarNode) -> Iterator[Problem]:
        """Signs that nobody sees, where a value names them."""
        start = node.start_mark.index
        typed = self.text[start : node.end_mark.index]
        for at, name, sign in islice(signs.named(typed, escapes=node.style == '"'), slips.MANY):
            place = self.file.at(*_line_and_column(self.text, start + at, self.offset), len(name))
            yield signs.unseen(sign, place)

    def _pairs(self, node: yaml.MappingNode, keys: Keys) -> Iterator[tuple[str, Any]]:
        given: set[str] = set()
        before: tuple[yaml.Node, yaml.Node] | None = None
        for name_node, value_node in node.value:
            name = str(name_node.value) if isinstance(name_node, yaml.ScalarNode) else "?"
            mark = self._mark(name_node)
            if node.flow_style and before and self._has_no_colon(name_node, value_node):
                self.problems.append(self._split(name, mark, *before))
                continue
            before = name_node, value_node
            if name in given:
                self.problems.append(
                    error(
                        "key-twice", self.file.at(*mark), said('"{name}" is given twice', name=name), said("delete one")
                    )
                )
                continue
            given.add(name)
            self.names[_shared((*keys, name))] = _shared(mark)
            # `tags:` with nothing behind it is a key that an editor has not filled in yet.
            if not _is_empty(value_node):
                yield name, self.value(value_node, (*keys, name))

    def _has_no_colon(self, name: yaml.Node, value: yaml.Node) -> bool:
        """Whether a key stands alone in braces: `{date: 2014-02-20, text: Gao, not Zhang}`."""
        if not _is_empty(value) or name.end_mark.line != value.start_mark.line:
            return False
        line = self.file.at(name.end_mark.line + self.offset).source
        return ":" not in line[name.end_mark.column : value.start_mark.column]

    def _tagged(self, node: yaml.Node, keys: Keys) -> Problem:
        key = next((key for key in reversed(keys) if isinstance(key, str)), "")
        place = self.file.at(*self._mark(node))
        word = place.source[place.column - 1 :].split(" ")[0] or node.tag
        whole = slips.in_quotes(f"{word} {node.value}") if isinstance(node, yaml.ScalarNode) else ""
        cure = write(f"{key}: {whole}") if key and whole else said("take it out")
        return error(
            "yaml-tag",
            place,
            said('"{word}" before a value is a command of YAML and not read as text', word=word),
            cure,
        )

    def _parted(self, node: yaml.SequenceNode, items: list[Any], keys: Keys) -> list[Any]:
        """The items of a list in brackets, with those parted that a full-width comma joins."""
        joined = [each for each in node.value if isinstance(each, yaml.ScalarNode) and not each.style]
        wrong = [each for each in joined if _FULL_WIDTH_COMMA.search(each.value)]
        if not wrong:
            return items
        parts = [
            part for item in items for part in (_FULL_WIDTH_COMMA.split(item) if isinstance(item, str) else [item])
        ]
        key = next((f"{key}: " for key in reversed(keys) if isinstance(key, str)), "")
        cure = write(f"{key}[{', '.join(parts)}]") if all(isinstance(part, str) for part in parts) else NOTHING
        line, column, _ = self._mark(wrong[0])
        comma = _FULL_WIDTH_COMMA.search(self.file.at(line).source, column - 1)
        place = self.file.at(line, comma.start() + 1 if comma else column)
        self.problems.append(error("full-width", place, said("the comma of a list must be the half-width one"), cure))
        return [part for part in parts if part != ""]

    def _split(self, name: str, mark: Mark, key: yaml.Node, value: yaml.Node) -> Problem:
        sentence = said('the comma ends the value of "{key}" here: "{name}" is read as a key', key=key.value, name=name)
        whole = slips.in_quotes(f"{value.value}, {name}") if isinstance(value, yaml.ScalarNode) else ""
        cure = write(f"{key.value}: {whole}") if whole else said("put the text in quotation marks")
        return error("yaml-comma", self.file.at(*mark), sentence, cure)

    def _mark(self, node: yaml.Node) -> Mark:
        start, end = node.start_mark, node.end_mark
        length = end.column - start.column if start.line == end.line else 1
        return start.line + self.offset, start.column + 1, max(1, length)


_known: dict[Any, Any] = {}


def _shared(value: Tuple) -> Tuple:
    """The tuple of another file that is equal: files have nearly all keys and places in common."""
    return _known.setdefault(value, value)  # type: ignore[no-any-return]


_FULL_WIDTH_COMMA = re.compile("[，、]")
_PLAIN = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value == "" and not node.style


def _aliases(yaml_text: str, file: Located, first_line: int) -> Iterator[Problem]:
    for event in yaml.parse(yaml_text, Loader=Loader):
        if isinstance(event, yaml.AliasEvent):
            name = f"*{event.anchor}"
            place = file.at(*_point(event.start_mark, first_line), len(name))
            yield error(
                "yaml-alias", place, said("an alias ({name}) is not allowed", name=name), said("write the value out")
            )


def _point(mark: Any, first_line: int) -> tuple[int, int]:
    return mark.line + first_line, mark.column + 1


def _line_and_column(text: str, at: int, first_line: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + first_line, at - text.rfind("\n", 0, at)


_UNCLOSED = {
    "while parsing a flow sequence": said("the list that begins here is not closed"),
    "while parsing a flow mapping": said("the braces that open here are not closed"),
    "while scanning a quoted scalar": said("the quotation mark that opens here is not closed"),
}


def _invalid(problem: yaml.YAMLError, file: Located, first_line: int) -> Problem:
    what = getattr(problem, "problem", None) or str(problem).splitlines()[0]
    context = getattr(problem, "context", None) or ""
    if "another document" in what:
        place = file.at(*_point(problem.problem_mark, first_line), 3)  # type: ignore[attr-defined]
        sentence = said("a second YAML document begins here, and a file holds one")
        return error("yaml-document", place, sentence, said("delete this line: {line}", line=place.source.strip()))
    unclosed = _UNCLOSED.get(context)
    # What is not closed is found out at the end, but mended where it begins.
    mark = getattr(problem, "context_mark" if unclosed else "problem_mark", None)
    line = min(mark.line + first_line if mark else first_line, file.text.count("\n") + 1)
    place = file.at(line, mark.column + 1 if mark else 1)
    if "'\\t'" in what or "\t" in place.source[: place.column]:
        return error("yaml", place, said("a tab may not indent"), said("write two spaces"))
    if unclosed:
        return error("yaml", place, unclosed, said("close it, or put the whole value in quotation marks"))
    return error("yaml", place, said("this is no valid YAML: {what}", what=what), _cure(what, place.source))


def _cure(what: str, source: str) -> Message:
    key, colon, value = source.partition(": ")
    value = value.strip()
    if colon and value and ("mapping values are not allowed" in what or value[0] in "&*!%@`"):
        return write(f"{key.strip()}: {slips.in_quotes(value)}")
    return NOTHING
