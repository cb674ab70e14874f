"""How far a thing travels through the code, counted while it does: `python scripts/trips.py [--list] [TRIP…]`.

Each is made by one process in a copy of tests/newsroom, in one file of which a marker is planted that stands nowhere
else; `sys.setprofile` tells of every call and every return.

date   `published: 19/02/2014` in a story: from the start of `newsdesk check` to its end, after the message is printed.
tag    the id of a tag in a story: from the reading of docs/ to the HTML of that story's English page. The register's
       entry of it is added after the reading, under a key that is overlooked: it makes a trip of its own.
event  the English title of an event with its own file: from the reading of docs/ to its English page and its calendar.

Of tag and event the making of the list of all pages is not watched, and no other page is made.

A value *holds* the marker where it is text or bytes in which the marker stands, or where such a text is at most two
steps away: a step leads to an item of a list, tuple or set, to a key or value of a mapping, to a field of a dataclass
or a pydantic model. So a library holds nothing; and what keeps a file's whole text, to show its lines, is overlooked.

A module belongs to a trip if a function of it is called with what holds the marker, or returns or yields it. A *move*
is such a call or return between functions of two modules of the package, whatever other libraries stand between them.
No moves are calls from outside of the package, exceptions, what a function finds in one that encloses it, and a
generator's going on.
"""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from inspect import CO_GENERATOR, CO_VARARGS, CO_VARKEYWORDS
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FrameType

from mkdocs.config import load_config
from pydantic import BaseModel

PROJECT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT / "hooks"), str(PROJECT / "tests")]

# All that is named of the code: where it moves, these lines do.
import newsdesk
import sites
from newsdesk.content.assets import read_assets
from newsdesk.content.loader import assemble_library
from newsdesk.content.loader import load_files as read_folder
from newsdesk.content.registers import Tag
from newsdesk.diagnostics import SourceFile as WholeFile
from newsdesk.outputs.calendars import calendar_of
from newsdesk.pages.registry import all_pages
from newsdesk.rendering import Renderer

STORY, STORY_PAGE = "docs/en/news/2030/kite-school-opens.md", "en/news/2030/kite-school-opens/"
EVENT, EVENT_PAGE = "docs/registers/events/2030/kite-day.yml", "en/events/2030/kite-day/"
DATE, TAG, TITLE = "19/02/2014", "marked-tag", "The marked title"
PACKAGE = f"{Path(newsdesk.__file__).parent}{os.sep}"


class Overlooked(str):
    """Text that is not looked at, whatever stands in it."""


class Trip:
    """The modules and, in their order, the moves of what holds the marker."""

    def __init__(self, marker: str) -> None:
        self.marker = marker
        self.modules: set[str] = set()
        self.moves: list[str] = []
        self._begun: set[FrameType] = set()

    def __enter__(self) -> None:
        sys.setprofile(self._profile)

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _profile(self, frame: FrameType, event: str, value: object) -> None:
        if event not in ("call", "return") or not _is_own(frame.f_code):
            return
        if event == "return":
            if self._holds(value):
                self._note(frame, "<-")
        elif frame not in self._begun:
            if frame.f_code.co_flags & CO_GENERATOR:
                self._begun.add(frame)
            if any(self._holds(argument) for argument in _arguments(frame)):
                self._note(frame, "->")

    def _note(self, frame: FrameType, sign: str) -> None:
        self.modules.add(_module(frame))
        caller = frame.f_back
        while caller and not _is_own(caller.f_code):
            caller = caller.f_back
        if caller and _module(caller) != _module(frame):
            here, there = (f"{_module(each)}:{each.f_code.co_qualname}" for each in (caller, frame))
            self.moves.append(f"{here} {sign} {there}")

    def _holds(self, value: object, steps: int = 2) -> bool:
        if isinstance(value, str):
            return self.marker in value and not isinstance(value, Overlooked)
        if isinstance(value, bytes):
            return self.marker.encode() in value
        return steps > 0 and any(self._holds(part, steps - 1) for part in _parts(value))


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return [part for pair in value.items() for part in pair]
    if isinstance(value, (list, tuple, set, frozenset)):
        return list(value)
    if isinstance(value, BaseModel):
        return list(value.__dict__.values())
    if is_dataclass(value) and not isinstance(value, (type, WholeFile)):
        return [getattr(value, field.name, None) for field in fields(value)]
    return ()


def _is_own(code: CodeType) -> bool:
    return code.co_filename.startswith(PACKAGE) and code.co_name != "<module>"


def _arguments(frame: FrameType) -> Iterator[object]:
    code = frame.f_code
    more = bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount + more]
    return (frame.f_locals[name] for name in names if name in frame.f_locals)


def _module(frame: FrameType) -> str:
    return frame.f_code.co_filename.removeprefix(PACKAGE).removesuffix(".py").replace(os.sep, ".")


def _plant(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} does not stand once in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def _made(trip: Trip, folder: Path, where: str, tags: Mapping[str, Tag]) -> tuple[str, bytes]:
    """One page of a site, to which `tags` are added, and the calendar beside it."""
    site, theme = sites.identity_of(folder), load_config(str(folder / "mkdocs.yml")).theme.get_env()
    assets, _ = read_assets([folder / "docs", PROJECT / "overrides"])
    with trip:
        found = read_folder(folder / "docs", site, serial=True)
    found.registers = replace(found.registers, tags={**found.registers.tags, **tags})
    with trip:
        library, _ = assemble_library(found, sites.MOMENT)
    pages = {each: batch for batch in all_pages(library, site) for each in batch.addresses}
    renderer = Renderer(theme, assets, library, site, frozenset(pages))
    with trip:
        view = next(view for view in pages[where].make() if view.address == where)
        return renderer.render(view).html, calendar_of(view, site)


def _date(site: Path) -> Trip:
    _plant(site / STORY, "published: 2030-04-13", f"published: {DATE}")
    trip = Trip(DATE)
    with trip:
        run = sites.newsdesk(site, "check")
    assert f'found "{DATE}"' in run.out
    return trip


def _tag(site: Path) -> Trip:
    _plant(site / STORY, "tags: [mill, ", f"tags: [{TAG}, ")
    trip, entry = Trip(TAG), Tag.model_validate({"name": {"en": "A name", "zh": "名称"}})
    assert f"tags/{TAG}/" in _made(trip, site, STORY_PAGE, {Overlooked(TAG): entry})[0]
    return trip


def _event(site: Path) -> Trip:
    _plant(site / EVENT, "en: Kite Day,", f"en: {TITLE},")
    trip = Trip(TITLE)
    html, calendar = _made(trip, site, EVENT_PAGE, {})
    assert TITLE in html
    assert TITLE in calendar.decode()
    return trip


TRIPS = {"date": _date, "tag": _tag, "event": _event}


def main() -> None:
    listed = "--list" in sys.argv
    names = [each for each in sys.argv[1:] if each != "--list"] or list(TRIPS)
    if os.environ.get("PYTHONHASHSEED") != "0" or len(names) > 1:
        # What one trip leaves in the memory of functions would shorten the next, and sets have an order by chance.
        for name in names:
            command = [sys.executable, __file__, name, *(["--list"] if listed else [])]
            subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": "0"}, check=True)
        return
    with TemporaryDirectory(prefix="newsdesk-trips-") as folder:
        trip = TRIPS[names[0]](sites.newsroom(Path(folder) / "newsroom"))
    sys.stdout.write(f"{names[0]}: {len(trip.modules)} modules, {len(trip.moves)} moves\n")
    if listed:
        sys.stdout.write("".join(f"  {each}\n" for each in (*sorted(trip.modules), *trip.moves)))


if __name__ == "__main__":
    main()
