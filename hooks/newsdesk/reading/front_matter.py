"""A Markdown file: its front matter with the place of every key, and its body."""

import re
from dataclasses import dataclass, field
from typing import Any

from frontmatter.default_handlers import YAMLHandler

from newsdesk.reading import yaml
from newsdesk.words.located import Located
from newsdesk.words.message import said, verbatim
from newsdesk.words.problem import Problem, error

# The handler's own fence swallows the blank lines behind it, and with them the count of lines.
_FENCE = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)
_HANDLER = YAMLHandler(fm_boundary=_FENCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A Markdown file: `body_line` is the line of the file on which `body` begins."""

    file: Located
    values: dict[str, Any] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    problems: tuple[Problem, ...] = ()


def read(path: str, text: str) -> Document:
    """Split a file and read its front matter; what is wrong is in `problems`."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    file = Located(path=path, text=text)
    if found := _unfenced(file):
        return Document(file=file, problems=(found,))
    front, body = _HANDLER.split(text)
    reading = yaml.read(path, text, front, first_line=1)
    problems = list(reading.problems)
    values = reading.values
    if not isinstance(values, dict):
        if not problems:
            problems.append(
                error(
                    "front-matter", file.at(2), said("the front matter must be keys with values"), verbatim("title: …")
                )
            )
        values = {}
    body_line = text.count("\n") - body.count("\n") + 1
    return Document(file=reading.located, values=values, body=body, body_line=body_line, problems=tuple(problems))


def span(text: str) -> tuple[int, int]:
    """Where the front matter of a text begins and ends, its fences left out; `text` must have one."""
    opening = _FENCE.match(text)
    assert opening, "a text without front matter has a problem"
    closing = _FENCE.search(text, opening.end())
    assert closing, "front matter that is not closed is a problem"
    return opening.end() + 1, closing.start()


def _unfenced(file: Located) -> Problem | None:
    opening = _FENCE.match(file.text)
    if not opening:
        return error(
            "front-matter", file.at(1), said("the file must begin with front matter"), verbatim("---\ntitle: …\n---")
        )
    if not _FENCE.search(file.text, opening.end()):
        return error(
            "front-matter",
            file.at(1),
            said("the front matter is not closed"),
            said("put a line --- behind its last key"),
        )
    return None
