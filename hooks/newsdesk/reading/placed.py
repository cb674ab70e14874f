"""Where files lie in docs/: what reaches a page, and what stands in the way of what."""

import re
from collections.abc import Iterator, Sequence
from posixpath import splitext

from newsdesk.words import address
from newsdesk.words.address import ASSETS, MEDIA
from newsdesk.words.located import Located
from newsdesk.words.message import Message, said
from newsdesk.words.problem import Place, Problem, error

REGISTERS = "registers/"
_OWN_FOLDERS = (REGISTERS, "decisions/", "guide/", MEDIA, ASSETS)
_PICTURE = re.compile(r"\.(avif|gif|jpe?g|png|svg|webp)", re.IGNORECASE)
_KEPT = re.compile(r"\.(csv|pdf|m4a|mp3|ogg|opus|wav|mp4|vtt|webm)")
"""What is published under its own name, by which servers know what it is: not all of them know `.PDF`."""
_TEXTS = (".css", ".csv", ".js", ".json", ".md", ".svg", ".txt", ".vtt", ".webmanifest")
_TEXT = re.compile(r"\.(markdown|mdown|mdx?|txt)", re.IGNORECASE)


def is_source(path: str) -> bool:
    """Whether a page is made of a file."""
    return path.endswith(".md") and not path.startswith(_OWN_FOLDERS)


def is_other_text(path: str) -> bool:
    """Whether a file of which no page is made is a text, such as a style sheet, a decision or a table."""
    return path.startswith(_OWN_FOLDERS) and not path.startswith(REGISTERS) and path.endswith(_TEXTS)


def is_picture(path: str) -> bool:
    """Whether a file of media/ is a picture by its name."""
    if not path.startswith(MEDIA):
        return False
    return bool(_PICTURE.fullmatch(splitext(path)[1]))


def of_no_kind(paths: Sequence[str], docs: str) -> Iterator[Problem]:
    """Files that reach no page: nobody would miss them before a reader does."""
    for path in paths:
        if path.startswith(MEDIA):
            wrong = not is_picture(path) and not _KEPT.fullmatch(splitext(path)[1])
        else:
            wrong = not path.endswith(".md") and not path.startswith(_OWN_FOLDERS)
        if wrong:
            sentence = said("no page is made of {path}, and it does not reach the site", path=path)
            yield error("unknown-file", Place(path=f"{docs}/{path}"), sentence, _where_instead(path))


def _where_instead(path: str) -> Message:
    name, ending = splitext(path.rpartition("/")[2])
    if path.startswith(MEDIA) and _KEPT.fullmatch(ending.lower()):
        return said("rename it: {name}", name=f"{name}{ending.lower()}")
    if _TEXT.fullmatch(ending):
        return said("rename it: {name}", name=f"{name}.md")
    if _PICTURE.fullmatch(ending):
        return said("move it: {path}", path=f"docs/media/<year>/{(name + ending).lower()}")
    return said("take it out; pictures, sound, film, PDF and CSV stand in docs/media/<year>/")


def two_for_one_address(paths: Sequence[str], docs: str) -> Iterator[Problem]:
    """Sources that would stand at the same address."""
    owners: dict[str, str] = {}
    for path in paths:
        where = address.of_source(path).lower()
        owner = owners.setdefault(where, path)
        if owner != path:
            place = Located(path=f"{docs}/{path}", text="").at()
            taken = said("{path} already stands at the address /{where}", path=f"{docs}/{owner}", where=where)
            capitals = said("{taken} but for capitals, which not every disk tells apart", taken=taken)
            sentence = capitals if _differ_in_case(owner, path) else taken
            yield error("address-twice", place, sentence, said("rename one of the two files"))


def _differ_in_case(path: str, other: str) -> bool:
    return address.of_source(path) != address.of_source(other)
