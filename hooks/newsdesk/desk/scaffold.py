"""The front matter or the record that a new file begins with, written from the schema of its kind."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from newsdesk.desk.layout import rows
from newsdesk.desk.schema import schema
from newsdesk.speech.choice import spoken, voice
from newsdesk.words.message import said

Lines = Sequence[str]
Filled = Mapping[str, Lines]
"""Keys with the lines that hold each and its value."""
LATER = ("updated", "corrections", "withdrawn", "aliases")
"""Keys that nothing has which is new."""
_PLAIN = re.compile(r"[\w(（《“][^\n]*")


def bare(filled: Filled) -> Iterator[str]:
    """Only what is filled in."""
    return (line for lines in filled.values() for line in lines)


def explained(kind: str, filled: Filled, hints: Mapping[str, Lines], without: Collection[str] = ()) -> Iterator[str]:
    """Every key in its order, below a comment that says what it is for; what is not filled in is a comment too."""
    whole = schema(kind, [voice()])
    for key, part in whole["properties"].items():
        if part.get("readOnly") or (key not in filled and key in (*LATER, *without)):
            continue
        yield from map(comment, (part["description"], *hints.get(key, ())))
        yield from filled.get(key) or [comment(str(row)) for row in rows(key, part, whole)]


def comment(text: str) -> str:
    return f"# {text}"


def named(things: Lines) -> Lines:
    """The hint that the title names these, if it names any."""
    return [spoken(said("in the title: {names}", names=", ".join(things)))] if things else []


def listed(key: str, names: Lines) -> Lines:
    """A key with a list of ids on one line."""
    return [f"{key}: [{', '.join(names)}]"]


def quoted(text: str) -> str:
    """Text as YAML reads it back."""
    plain = _PLAIN.fullmatch(text) and ": " not in text and " #" not in text and not text.endswith(":")
    if plain and text == text.strip():
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
