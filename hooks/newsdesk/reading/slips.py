"""Slips of the keyboard that YAML takes for something else: said as what they are, with what was meant."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

import yaml

from newsdesk.words.located import Located
from newsdesk.words.message import Message, said
from newsdesk.words.problem import Problem, error, one_of, write

Point = tuple[int, int]
"""Line and column, both from 0, as YAML counts them."""
Span = tuple[Point, Point]
MANY = 50
"""Of one kind of slip in one file, no more are said at once."""

_COLON = re.compile(r"^( *(?:- +)*)([a-z]+)(：)[ \t]*(.*)$", re.MULTILINE)
_GOES_ON = re.compile(r"""^( *(?:- +)*)([\w-]+): +((?:"[^"\n]*"|'[^'\n]*')[ \t]*[^\s#,\]}].*)$""", re.MULTILINE)
_COMMENT = re.compile(r"""^[ \t]*#.*|(?:(?<=\S)[ \t]+|(?<=["'\]}]))(#)""", re.MULTILINE)
"""A line that is a comment, or the sign that may begin one behind a value; behind a closing sign it needs no space."""
_VALUE = re.compile(r" *(?:- +)*([\w-]+): +([^\s\"'\[{|>].*)")
_STRAIGHT = re.compile(r""""([^"]*)"|'([^']*)'""")


def in_invalid(text: str, file: Located, first_line: int) -> Iterator[Problem]:
    """What an editor may have meant by text that is no YAML."""
    for slip in islice(_COLON.finditer(text), MANY):
        yield _full_width_colon(slip, text, file, first_line)
    for slip in islice(_GOES_ON.finditer(text), MANY):
        line, column = _point(text, slip.start(3))
        sentence = said("{key} begins with a quotation mark and goes on after the one that closes it", key=slip[2])
        value = slip[3].rstrip()
        place = file.at(line + first_line, column + 1, len(value))
        yield error("yaml-quote", place, sentence, _quoted_otherwise(slip[2], value))


def in_valid(text: str, node: yaml.Node | None, file: Located, first_line: int) -> Iterator[Problem]:
    """Slips in text that is YAML, but not what was meant."""
    colons = list(islice(_COLON.finditer(text), MANY))
    comments = list(islice((each.start(1) for each in _COMMENT.finditer(text) if each[1]), MANY))
    # Nearly every file has neither: only then is it worth knowing where its values stand.
    spans = list(_spans(node, set())) if node and (colons or comments) else []
    for slip in colons:
        if not _within(_point(text, slip.start(3)), [span for span in spans if _is_more_than_a_line(span)]):
            yield _full_width_colon(slip, text, file, first_line)
    # Behind the sign that begins a comment, others are part of it.
    first = {_point(text, at)[0]: at for at in reversed(comments) if not _within(_point(text, at), spans)}
    for at in sorted(first.values()):
        yield _cut(at, text, file, first_line)


def curled(value: str) -> str:
    """A value with the quotation marks that printers set in place of the typed ones."""
    return _STRAIGHT.sub(lambda pair: f"“{pair[1]}”" if pair[1] is not None else f"‘{pair[2]}’", value)


def in_quotes(value: str) -> str:
    """A value as YAML takes it whole, whatever is in it."""
    if '"' in value:
        return "'" + value.replace("'", "''") + "'"
    return '"' + value.replace("\\", "\\\\") + '"'


def _full_width_colon(slip: re.Match[str], text: str, file: Located, first_line: int) -> Problem:
    line, column = _point(text, slip.start(3))
    place = file.at(line + first_line, column + 1)
    sentence = said('the colon behind "{key}" must be the half-width one, with a space behind it', key=slip[2])
    return error("full-width", place, sentence, write(f"{slip[2]}: {slip[4]}".rstrip()))


def _quoted_otherwise(key: str, value: str) -> Message:
    whole = write(f"{key}: {in_quotes(value)}")
    inner = curled(value)
    needs_quotes = ": " in inner or " #" in inner or inner[0] in "\"'"
    return whole if needs_quotes else one_of([write(f"{key}: {inner}"), whole])


def _cut(at: int, text: str, file: Located, first_line: int) -> Problem:
    line, column = _point(text, at)
    comment = text[at:].partition("\n")[0].rstrip()
    sentence = said('" #" begins a comment here: "{comment}" is not read', comment=comment)
    cure = said("put the comment on a line of its own")
    if value := _VALUE.fullmatch(text, at - column, at + len(comment)):
        cure = one_of([write(f"{value[1]}: {in_quotes(value[2])}"), cure])
    return error("yaml-comment", file.at(line + first_line, column + 1, len(comment)), sentence, cure)


def _point(text: str, at: int) -> Point:
    return text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1)


def _spans(node: yaml.Node, seen: set[int]) -> Iterator[Span]:
    if id(node) in seen:
        # An alias is the node it names: to follow it could take for ever.
        return
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        yield (node.start_mark.line, node.start_mark.column), (node.end_mark.line, node.end_mark.column)
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for part in pair:
                yield from _spans(part, seen)
    else:
        for part in node.value:
            yield from _spans(part, seen)


def _is_more_than_a_line(span: Span) -> bool:
    return span[0][0] < span[1][0]


def _within(point: Point, spans: Sequence[Span]) -> bool:
    return any(start <= point < end for start, end in spans)
