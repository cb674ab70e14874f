"""YAML as the newsdesk reads it: every scalar a string, every key with its place.

No tags, no aliases, no second document, no key twice: what an editor did not
mean is an error with its line.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from newsdesk.words.located import Keys, Located, Mark
from newsdesk.words.problem import Problem, error

Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(slots=True)
class Reading:
    """What is in a YAML text: `values` of strings, lists and mappings, and their places."""

    values: Any = None
    located: Located = field(default_factory=lambda: Located(path="", text=""))
    problems: list[Problem] = field(default_factory=list)


def read(path: str, text: str, yaml_text: str, first_line: int = 1) -> Reading:
    """Read `yaml_text`, which begins at `first_line` of the file `text`."""
    file = Located(path=path, text=text)
    try:
        node = yaml.compose(yaml_text, Loader=Loader)
    except yaml.YAMLError as problem:
        return Reading(located=file, problems=[_invalid(problem, file, first_line)])
    except RecursionError:
        return Reading(located=file, problems=[error("yaml", file.at(first_line), "this is nested too deeply")])
    reader = _Reader(file, first_line)
    values = reader.value(node, ()) if node else {}
    problems = [*reader.problems, *(_aliases(yaml_text, file, first_line) if reader.aliased else ())]
    located = Located(path=path, text=text, names=reader.names, values=reader.marks)
    return Reading(values, located, problems)


class _Reader:
    """Walks the nodes once: plain values out, places and problems kept."""

    def __init__(self, file: Located, first_line: int) -> None:
        self.file = file
        self.offset = first_line
        self.names: dict[Keys, Mark] = {}
        self.marks: dict[Keys, Mark] = {}
        self.problems: list[Problem] = []
        self.aliased = False
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, keys: Keys) -> Any:
        self.marks[keys] = self._mark(node)
        if id(node) in self._seen:
            # An alias is the node it names, once more: following it could take for ever.
            self.aliased = True
            return ""
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, keys))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*keys, number)) for number, item in enumerate(node.value)]
        return node.value

    def _pairs(self, node: yaml.MappingNode, keys: Keys) -> Iterator[tuple[str, Any]]:
        given: set[str] = set()
        for name_node, value_node in node.value:
            name = str(name_node.value) if isinstance(name_node, yaml.ScalarNode) else "?"
            mark = self._mark(name_node)
            if name in given:
                self.problems.append(error("key-twice", self.file.at(*mark), f'"{name}" is given twice', "delete one"))
                continue
            given.add(name)
            self.names[(*keys, name)] = mark
            # `tags:` with nothing behind it is a key that an editor has not filled in yet.
            if not _is_empty(value_node):
                yield name, self.value(value_node, (*keys, name))

    def _mark(self, node: yaml.Node) -> Mark:
        start, end = node.start_mark, node.end_mark
        length = end.column - start.column if start.line == end.line else 1
        return start.line + self.offset, start.column + 1, max(1, length)


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value == "" and node.style is None


def _aliases(yaml_text: str, file: Located, first_line: int) -> Iterator[Problem]:
    for event in yaml.parse(yaml_text, Loader=Loader):
        if isinstance(event, yaml.AliasEvent):
            name = f"*{event.anchor}"
            place = file.at(*_point(event.start_mark, first_line), len(name))
            yield error("yaml-alias", place, f"an alias ({name}) is not allowed", "write the value out")


def _point(mark: Any, first_line: int) -> tuple[int, int]:
    return mark.line + first_line, mark.column + 1


_UNCLOSED = {
    "while parsing a flow sequence": "the list that begins here is not closed",
    "while parsing a flow mapping": "the braces that open here are not closed",
    "while scanning a quoted scalar": "the quotation mark that opens here is not closed",
}


def _invalid(problem: yaml.YAMLError, file: Located, first_line: int) -> Problem:
    what = getattr(problem, "problem", None) or str(problem).splitlines()[0]
    context = getattr(problem, "context", None) or ""
    sentence = _UNCLOSED.get(context, "")
    # What is not closed is found out at the end, but mended where it begins.
    mark = getattr(problem, "context_mark" if sentence else "problem_mark", None)
    line = min(mark.line + first_line if mark else first_line, file.text.count("\n") + 1)
    place = file.at(line, mark.column + 1 if mark else 1)
    if "'\\t'" in what or "\t" in place.source[: place.column]:
        return error("yaml", place, "a tab may not indent", "write two spaces")
    if sentence:
        return error("yaml", place, sentence, "close it, or put the whole value in quotation marks")
    return error("yaml", place, f"this is no valid YAML: {what}", _cure(what, place.source))


def _cure(what: str, source: str) -> str:
    key, colon, value = source.partition(": ")
    if "mapping values are not allowed" in what and colon:
        quoted = value.strip().replace("\\", "\\\\").replace('"', '\\"')
        return f'write: {key.strip()}: "{quoted}"'
    return ""
