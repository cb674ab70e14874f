"""Timelines, and the pages of events: every event in its place, once, the same in every language, however many."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

import sites
from newsdesk import urls
from newsdesk.content.assets import read_assets
from newsdesk.content.library import EventKind, Library
from newsdesk.diagnostics import Level
from newsdesk.i18n.languages import Language
from newsdesk.pages.event import EventView, reports
from newsdesk.pages.registry import all_pages
from newsdesk.pages.timeline import MAX_BAR_HEIGHT, TIMELINE_PAGE_SIZE, TimelineView
from newsdesk.pages.view import View
from newsdesk.rendering import Renderer, theme_environment

MOST = 150_000
"""Bytes of HTML that no page of a timeline may exceed."""
FULL_YEAR = 1500
IMPRECISE = ("2030", "2030-07", "2030-22", "2030/..", "2030~", "2030-06?", "2030-06-01/2030-06-09", "../2030-02")


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """A newsroom and its timelines."""

    folder: Path
    library: Library
    pages: Mapping[str, TimelineView]


def views(site: Path, library: Library) -> Mapping[str, View]:
    """Every page of events and timelines by its address."""
    batches = all_pages(library, sites.identity_of(site))
    wanted = re.compile(r"../(timeline|events|series)/|.*/timeline/")
    return {view.address: view for batch in batches if wanted.match(batch.addresses[0]) for view in batch.make()}


def timelines_of(site: Path, library: Library) -> Mapping[str, TimelineView]:
    return {where: view for where, view in views(site, library).items() if isinstance(view, TimelineView)}


def listed(*pages: TimelineView) -> list[str]:
    """What pages list, in their order, without the language."""
    entries = (entry for page in pages for group in page.groups for entry in group.entries)
    return [entry.event.address[3:] for entry in entries]


@pytest.fixture(scope="session")
def pages(built_newsroom: Path, library: Library) -> Mapping[str, TimelineView]:
    return timelines_of(built_newsroom, library)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """A newsroom with a year of many events, some of them without a day."""
    site = sites.newsroom(tmp_path_factory.mktemp("full"))
    for number in range(FULL_YEAR):
        path = site / f"docs/registers/events/2030/full-{number}.yml"
        path.write_text(record(number), encoding="utf-8")
    library = sites.library(site)
    return Newsroom(folder=site, library=library, pages=timelines_of(site, library))


def record(number: int) -> str:
    days = f"2030-{number % 12 + 1:02}-{number % 28 + 1:02}"
    when = IMPRECISE[number // 50 % len(IMPRECISE)] if number % 50 == 0 else days
    return (
        f"title:\n  en: Opening of the kite workshop number {number} on the bank of the river at Pinebridge\n"
        f"  zh: 松桥市河东路第{number}号风筝工坊开馆暨风筝制作技艺交流会\n"
        f"when:\n  - {{is: {when}, basis: reported, source: museum-2030}}\n"
        "  - {is: 2030-12-30/2030-12-31, basis: planned, source: museum-2030}\n"
        "place: {en: 'Old mill, Hedong Road, Pinebridge', zh: 松桥河东路老磨坊}\n"
        f"state: {'cancelled' if number % 7 == 0 else 'held'}\nmode: hybrid\n"
        "tags: [festivals, mill, schools]\norganisers: [kite-society]\nseries: fair\nsources: [museum-2030]\n"
    )


def test_the_hub_lists_all_events_in_one_order_in_every_language(
    pages: Mapping[str, TimelineView], library: Library
) -> None:
    shown = [listed(pages[f"{language}/timeline/"]) for language in sites.LANGUAGES]
    assert shown[0] == shown[1]
    assert shown[0] == [_address(name) for name in library.all_events]


def _address(identifier: str) -> str:
    return f"{identifier}/" if identifier.startswith("summit/") else f"events/{identifier}/"


def test_every_event_stands_on_the_page_of_one_year(pages: Mapping[str, TimelineView], library: Library) -> None:
    years = [page for where, page in pages.items() if re.fullmatch(r"en/timeline/\d+/", where)]
    assert sorted(listed(*years)) == sorted(_address(name) for name in library.all_events)
    for page in years:
        for entry in (entry for group in page.groups for entry in group.entries):
            assert str(page.year) in entry.event.dates[0].text.text


def test_a_kind_is_a_page_and_a_cancelled_event_is_a_plan_too(pages: Mapping[str, TimelineView]) -> None:
    kinds = {kind: set(listed(pages[f"en/timeline/{kind}/"])) for kind in EventKind}
    assert kinds[EventKind.SUMMIT] == {"summit/2028/", "summit/2029/", "summit/2030/"} & kinds[EventKind.SUMMIT]
    assert kinds[EventKind.SUMMIT].isdisjoint(kinds[EventKind.EVENTS])
    assert "events/2029/tunnel-closed/" in kinds[EventKind.PLANS] & kinds[EventKind.EVENTS]
    assert "events/2030/school-opening/" not in kinds[EventKind.PLANS]


def test_every_choice_leads_to_a_page_that_lists_what_is_chosen(pages: Mapping[str, TimelineView]) -> None:
    looked_at = 0
    for page in pages.values():
        for choice in (*page.choices.kinds, *page.choices.tags) if page.choices else ():
            target = pages[choice.address]
            for entry in (entry for group in page.groups for entry in group.entries):
                is_chosen = choice.key in entry.tags.split() or choice.key in entry.kinds.split()
                assert is_chosen == (entry.event.address[3:] in listed(target))
                looked_at += 1
    assert looked_at > 50


def test_bars_are_as_tall_as_their_years_are_full(pages: Mapping[str, TimelineView], library: Library) -> None:
    for language in sites.LANGUAGES:
        bars = pages[f"{language}/timeline/"].bars
        assert [bar.count for bar in bars] == [len(events) for events in library.timeline.by_year.values()]
        assert max(bar.height for bar in bars) == MAX_BAR_HEIGHT
        assert all(bar.address in pages and str(bar.count) in bar.name for bar in bars)
        by_count = sorted(bars, key=lambda bar: bar.count)
        assert [bar.height for bar in by_count] == sorted(bar.height for bar in bars)


def test_a_series_is_told_with_its_forerunner_and_its_neighbours(built_newsroom: Path, library: Library) -> None:
    found = views(built_newsroom, library)
    fair = found["en/series/fair/"]
    assert isinstance(fair, TimelineView)
    names = listed(fair)
    assert "events/2030/kite-day/" in names
    for before, after in pairwise(names):
        first, second = found.get(f"en/{before}"), found.get(f"en/{after}")
        if isinstance(first, EventView):
            assert [turn.after and turn.after.address for turn in first.series] == [f"en/{after}"]
        if isinstance(second, EventView):
            assert [turn.before and turn.before.address for turn in second.series] == [f"en/{before}"]


def test_reports_stand_before_on_and_after_every_day_that_a_source_gives(library: Library) -> None:
    seen = set()
    for identifier, event in library.all_events.items():
        days = [day for claim in event.when for day in (claim.value.earliest, claim.value.latest)]
        first, last, found = min(days), max(days), reports(identifier, event, library, Language.EN)
        told = {name: [item.day.iso for item in getattr(found, name)] for name in ("before", "on", "after")}
        assert all(day < first.isoformat() for day in told["before"])
        assert all(first.isoformat() <= day <= last.isoformat() for day in told["on"])
        assert all(day > last.isoformat() for day in told["after"])
        assert found.on_the_day == (first == last)
        stories = library.by_event.get(identifier, ())
        compiled = [urls.story(Language.EN, story.key) for story in stories if story.facts.compiled]
        assert [item.address for item in found.compiled] == compiled[::-1]
        assert sum(map(len, told.values())) + len(compiled) == found.count == len(stories)
        seen |= {name for name, found_days in told.items() if found_days} | ({"compiled"} if compiled else set())
    assert {"before", "after", "compiled"} <= seen


@pytest.mark.parametrize(
    ("when", "headings"),
    [
        ("2030-04-13", ["Reported on the day"]),
        ("2030-04", ["Reported within these dates"]),
        ("2030-04-12/2030-04-15", ["Reported within these dates"]),
        (
            "[{is: 2030-04-13, source: museum-2030}, {is: 2030-04-12, source: museum-2030}]",
            ["Reported within these dates"],
        ),
        ("2030-04-14", ["Reported beforehand"]),
        ("2030-04-12", ["Reported afterwards"]),
    ],
)
@pytest.mark.parametrize("compiled", [True, False])
def test_a_heading_is_true_of_the_reports_below_it(
    site: Path, when: str, headings: list[str], *, compiled: bool
) -> None:
    opening = site / "docs/registers/events/2030/school-opening.yml"
    opening.write_text(opening.read_text("utf-8").replace("when: 2030-04-12", f"when: {when}"), encoding="utf-8")
    story = site / "docs/en/news/2030/kite-school-opens.md"
    text = story.read_text("utf-8")
    assert "compiled: 2030-11-01\n" in text
    if not compiled:
        later = text.replace("compiled: 2030-11-01\n", "").replace(", mill-archive]", "]")
        story.write_text(later, encoding="utf-8")
    page = rendered(site, "en/events/2030/school-opening/")
    assert page.xpath("//section[@aria-labelledby='reports']/h3/text()") == (
        ["Compiled from sources"] if compiled else headings
    )


def rendered(site: Path, where: str) -> html.HtmlElement:
    """One page of a newsroom as it would be built."""
    library = sites.library(site)
    assets, _ = read_assets([site / "docs", sites.PROJECT / "overrides"])
    theme = theme_environment(sites.PROJECT / "overrides")
    renderer = Renderer(theme, assets, library, sites.identity_of(site), frozenset())
    return html.fromstring(renderer.render(views(site, library)[where]).html)


def test_a_plan_whose_day_has_passed_is_noted(site: Path) -> None:
    rule = "past-plan"
    assert rule not in {problem.rule for problem in sites.lint(site)[1]}
    late = [problem for problem in sites.lint(site, datetime(2032, 1, 1))[1] if problem.rule == rule]
    assert [(each.location.path, each.message) for each in late] == [
        (
            "docs/zh/news/2030/kite-museum-plan.md",
            "planned event: its date, September 2031, has passed; add a source that says what became of it",
        )
    ]
    assert late[0].location.source.strip() == "state: planned"
    suggested = str(late[0].suggestion).replace("or write here: ", "write here: ").splitlines()
    assert suggested == ["write here: held", "write here: postponed", "write here: cancelled"]
    source = site / late[0].location.path
    text = source.read_text(encoding="utf-8")
    for each in suggested:
        source.write_text(
            text.replace("state: planned", f"state: {each.removeprefix('write here: ')}"), encoding="utf-8"
        )
        found = sites.lint(site, datetime(2032, 1, 1))[1]
        assert [problem.rule for problem in found if problem.rule == rule or problem.level is Level.ERROR] == []


def test_no_page_of_a_timeline_grows_with_its_events(full: Newsroom) -> None:
    library, pages = full.library, full.pages
    assert len(library.timeline.by_year[2030]) > FULL_YEAR * 0.9
    theme = theme_environment(sites.PROJECT / "overrides")
    assets, _ = read_assets([full.folder / "docs", sites.PROJECT / "overrides"])
    renderer = Renderer(theme, assets, library, sites.identity_of(full.folder), frozenset(pages))
    sizes = {where: len(renderer.render(page).html.encode()) for where, page in pages.items()}
    assert len(sizes) > 100
    assert {where: size for where, size in sizes.items() if size > MOST} == {}


def test_only_pages_that_hold_all_their_events_load_the_filters(
    full: Newsroom, pages: Mapping[str, TimelineView], built_newsroom: Path
) -> None:
    assert pages["en/timeline/"].is_complete
    assert not full.pages["en/timeline/"].is_complete
    assert sites.asset(built_newsroom / "site", "timeline.js") in (
        built_newsroom / "site/en/timeline/index.html"
    ).read_text("utf-8")
    assets, _ = read_assets([full.folder / "docs", sites.PROJECT / "overrides"])
    theme = theme_environment(sites.PROJECT / "overrides")
    renderer = Renderer(theme, assets, full.library, sites.identity_of(full.folder), frozenset(full.pages))
    assert "timeline.js" not in renderer.render(full.pages["en/timeline/"]).findings.assets


def test_months_lead_to_their_first_event_on_whichever_page(full: Newsroom) -> None:
    pages = full.pages
    years = {where: page for where, page in pages.items() if where.startswith("en/timeline/2030/")}
    assert len(years) > FULL_YEAR // TIMELINE_PAGE_SIZE - 1
    bars = pages["en/timeline/2030/"].bars
    assert sum(bar.count for bar in bars) == pages["en/timeline/2030/"].count
    for bar in bars:
        where, _, anchor = bar.address.partition("#")
        assert anchor in {entry.anchor for group in years[where].groups for entry in group.entries}
    for page in years.values():
        anchors = [entry.anchor for group in page.groups for entry in group.entries if entry.anchor]
        assert len(anchors) == len(set(anchors)) > 0
