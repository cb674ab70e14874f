"""Calendars, as two readers that do not know each other find them: icalendar, which writes them, and ical.js."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import sites
from newsdesk.content.event import Basis, State
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.i18n import dates
from newsdesk.i18n.languages import Language
from newsdesk.outputs.calendars import Calendar, event_calendar_file, merged_calendar, plain_line
from newsdesk.pages.event import CalendarEvent, calendar_event

EXPECTED = ["zh/calendar.ics", "en/summit/calendar.ics", "en/events/2030/kite-day/event.ics"]
KITES = CalendarEvent(
    id="tag:kites.example,2029:events/2030/kites",
    calendar_id="tag:kites.example,2029:en/events/2030/kites/event.ics",
    address="en/events/2030/kites/",
    file="en/events/2030/kites/event.ics",
    title="Kites",
    state=State.HELD,
    first=date(2030, 10, 5),
    last=date(2030, 10, 7),
    revised=date(2030, 10, 8),
    place="",
    description="",
    categories=[],
)
ALWAYS = {"summary", "dtstart", "dtend", "dtstamp", "uid", "sequence", "last-modified", "status", "transp", "url"}


@dataclass(frozen=True, slots=True)
class Part:
    """An event as ical.js found it: the values of each of its properties."""

    name: str
    properties: Mapping[str, Sequence[str]]


Read = Callable[[bytes], Sequence[Part]]


@pytest.fixture(scope="module")
def read() -> Iterator[Read]:
    """Reads a calendar with ical.js, which runs once for all of them."""
    with subprocess.Popen(
        ["node", sites.PROJECT / "tests/calendars.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout

        def read_one(text: bytes) -> Sequence[Part]:
            assert process.stdin
            assert process.stdout
            process.stdin.write(json.dumps(text.decode()).encode() + b"\n")
            process.stdin.flush()
            found = json.loads(process.stdout.readline())
            assert found["name"] == "vcalendar"
            assert {"version", "prodid", "uid"} <= {name for name, _ in found["properties"]}
            return [_part(*each) for each in found["parts"]]

        yield read_one
        process.stdin.close()


def _part(name: str, properties: Sequence[tuple[str, Sequence[str]]], inside: int) -> Part:
    assert not inside
    # A property that stands twice has been put there by a value.
    assert len(dict(properties)) == len(properties)
    return Part(name, dict(properties))


@pytest.fixture(scope="module")
def kites(built_newsroom: Path) -> Site:
    return sites.identity_of(built_newsroom)


@pytest.fixture(scope="module")
def calendars(built_newsroom: Path) -> Mapping[str, bytes]:
    return {name: text for name, text in sites.contents(built_newsroom / "site").items() if name.endswith(".ics")}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_calendars_are_as_expected(calendars: Mapping[str, bytes], name: str) -> None:
    assert calendars[name] == (sites.EXPECTED / name).read_bytes()


def test_every_calendar_is_found_the_same_by_both_readers(calendars: Mapping[str, bytes], read: Read) -> None:
    assert len(calendars) > 8
    for name, text in calendars.items():
        second = read(text)
        first = icalendar.Calendar.from_ical(text, multiple=False)
        assert isinstance(first, icalendar.Calendar)
        assert not first.errors
        assert [part.name for part in second] == ["vevent"] * len(first.events), name
        for event, part in zip(first.events, second, strict=True):
            assert not event.errors
            assert part.properties["uid"] == [event.uid]
            assert part.properties["summary"] == [event["SUMMARY"]]
            assert part.properties["description"] == [event["DESCRIPTION"]]
            assert part.properties["dtstart"] == [event.start.isoformat()]
            assert part.properties["dtend"] == [event.end.isoformat()]
            assert part.properties["categories" if "CATEGORIES" in event else "uid"]


def test_every_event_has_one_id_whatever_the_calendar(calendars: Mapping[str, bytes], read: Read) -> None:
    uids = {name: [part.properties["uid"][0] for part in read(text)] for name, text in calendars.items()}
    assert all(len(set(each)) == len(each) for each in uids.values())
    assert set(uids["en/calendar.ics"]) == set(uids["zh/calendar.ics"])
    assert uids["en/events/2030/kite-day/event.ics"] == ["tag:kites.example,2029:events/2030/kite-day"]
    for name, each in uids.items():
        assert set(each) <= set(uids[f"{name[:2]}/calendar.ics"])


def test_calendars_are_lines_of_75_octets_that_end_as_they_must(calendars: Mapping[str, bytes]) -> None:
    for name, text in calendars.items():
        _lines(text)
        assert "风" in text.decode() or name.startswith("en/")


def _lines(text: bytes) -> None:
    assert text.endswith(b"\r\n")
    lines = text[:-2].split(b"\r\n")
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)
    assert [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line] == []


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("2030-10-05", ("2030-10-05", "2030-10-05")),
        ("2030-10-05/2030-10-07", ("2030-10-05", "2030-10-07")),
        ("2030-10", None),
        ("2030", None),
        ("2030-21", None),
        ("2030-10-05?", None),
        ("2030-10-05~", None),
        ("2030-10-05/..", None),
        ("2030-10/2030-11", None),
    ],
)
def test_only_exact_days_have_their_place_in_a_calendar(when: str, days: tuple[str, str] | None) -> None:
    found = dates.read_edtf(when).days
    assert (tuple(day.isoformat() for day in found) if found else None) == days


def test_the_page_says_whether_its_event_is_in_the_calendar(
    built_newsroom: Path, calendars: Mapping[str, bytes]
) -> None:
    exact = (built_newsroom / "site/en/events/2030/kite-day/index.html").read_text(encoding="utf-8")
    month = (built_newsroom / "site/en/summit/2029/index.html").read_text(encoding="utf-8")
    assert "Add to calendar" in exact
    assert "en/summit/2029/event.ics" not in calendars
    assert "Add to calendar" not in month
    assert "No day is known that could stand in a calendar." in month


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (State.HELD, "CONFIRMED"),
        (State.PLANNED, "TENTATIVE"),
        (State.POSTPONED, "TENTATIVE"),
        (State.CANCELLED, "CANCELLED"),
    ],
)
def test_a_plan_is_no_result(kites: Site, read: Read, state: State, status: str) -> None:
    (part,) = read(event_calendar_file(replace(KITES, state=state), kites, Language.EN))
    assert part.properties["status"] == [status]


def test_an_event_ends_on_the_day_after_its_last_and_blocks_none(kites: Site, read: Read) -> None:
    (part,) = read(event_calendar_file(KITES, kites, Language.EN))
    assert (part.properties["dtstart"], part.properties["dtend"]) == (["2030-10-05"], ["2030-10-08"])
    assert part.properties["transp"] == ["TRANSPARENT"]
    assert part.properties["url"] == ["https://kites.example/en/events/2030/kites/"]
    assert part.properties["dtstamp"] == part.properties["last-modified"] == ["2030-10-08T00:00:00Z"]


def test_a_title_says_what_did_not_take_place(library: Library, kites: Site) -> None:
    event = library.registers.events["2029/tunnel-closed"]
    titles = [calendar_event("2029/tunnel-closed", event, library, kites, each) for each in sites.LANGUAGES]
    assert [each.title if each else "" for each in titles] == ["Cancelled: The wind tunnel closes", "取消：风洞关闭"]


@pytest.mark.parametrize(
    ("bases", "told"),
    [
        ([Basis.PLANNED], (State.PLANNED, "Planned: Kite Day", "计划：风筝日")),
        ([Basis.PLANNED, Basis.PLANNED], (State.PLANNED, "Planned: Kite Day", "计划：风筝日")),
        ([Basis.PLANNED, Basis.REPORTED], (State.HELD, "Kite Day", "风筝日")),
        ([None], (State.HELD, "Kite Day", "风筝日")),
    ],
)
def test_an_event_whose_days_are_all_planned_is_a_plan(
    library: Library, kites: Site, bases: Sequence[Basis | None], told: tuple[State, str, str]
) -> None:
    event = library.registers.events["2030/kite-day"]
    days = tuple(event.when[0].model_copy(update={"basis": basis}) for basis in bases)
    planned = event.model_copy(update={"when": days, "state": State.HELD})
    english, chinese = (calendar_event("2030/kite-day", planned, library, kites, each) for each in sites.LANGUAGES)
    assert english
    assert chinese
    assert (english.state, english.title, chinese.title) == told
    assert chinese.state is english.state


@pytest.mark.parametrize(
    ("identifier", "of_story", "of_source"),
    [("2030/kite-day", "2031-01-04", "2031-01-04"), ("2030/school-opening", "2030-11-01", "2030-04-13")],
)
def test_a_newer_source_or_story_is_a_newer_revision(
    library: Library, kites: Site, identifier: str, of_story: str, of_source: str
) -> None:
    event = library.registers.events[identifier]
    for known, day in ((library, of_story), (replace(library, stories=[]), of_source)):
        found = calendar_event(identifier, event, known, kites, Language.EN)
        assert found
        assert found.revised == date.fromisoformat(day)


TEXTS = st.text(max_size=120) | st.text(alphabet='风筝，;,:\\"\r\nBEGIN:VEVENT\x00\x85\u2028👩‍🚀é', max_size=120)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(TEXTS, min_size=3, max_size=6))
@example(texts=["Kites\x07", "\x00", "a\tb", "c\x7f"])
def test_any_text_comes_back_and_none_is_a_property(read: Read, kites: Site, texts: list[str]) -> None:
    title, place, description, *names = texts
    # ical.js takes the comma after a backslash for a part of the name, even where the backslash is escaped itself.
    names = [name.replace("\\", "") for name in names]
    typed = replace(KITES, title=title, place=place, description=description, categories=names)
    text = event_calendar_file(typed, kites, Language.ZH)
    _lines(text)
    (part,) = read(text)
    assert set(part.properties) == ALWAYS | {
        "description",
        *(["location"] if place else []),
        *(["categories"] if names else []),
    }
    assert part.properties["summary"] == [plain_line(title)]
    assert part.properties.get("location", [""]) == [plain_line(place)]
    (described,) = part.properties["description"]
    assert described == plain_line(f"{description}\nhttps://kites.example/{KITES.address}".strip())
    assert list(part.properties.get("categories", [])) == [plain_line(name) for name in names]


@given(st.lists(st.dates(date(1000, 1, 1), date(9999, 12, 29)), min_size=2, max_size=5))
def test_what_is_gathered_is_what_was_written(read: Read, kites: Site, days: list[date]) -> None:
    made = [
        replace(KITES, id=f"{KITES.id}/{number}", first=day, last=day + timedelta(days=1))
        for number, day in enumerate(days)
    ]
    calendar = Calendar(address="en/calendar.ics", page="en/", language=Language.EN, name="All")
    text = merged_calendar(calendar, kites, [event_calendar_file(each, kites, Language.EN) for each in made])
    _lines(text)
    assert [part.properties["uid"][0] for part in read(text)] == [each.id for each in made]
    assert [part.properties["dtstart"][0] for part in read(text)] == [each.first.isoformat() for each in made]
