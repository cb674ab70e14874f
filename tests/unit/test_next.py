"""`newsdesk next`: up to the moment it names the site stays as it is, and at that moment it changes."""

import json
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sites
from newsdesk.cli.status import ChangeKind, due_changes
from newsdesk.content import loader
from newsdesk.content.loader import LoadedFiles, assemble_library
from newsdesk.content.site import Site

FAIR = "docs/en/news/2031/kite-fair-opens.md"
MOMENTS = st.datetimes(datetime(2029, 6, 1), datetime(2032, 1, 1))


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[LoadedFiles, Site]:
    """The newsroom as it lies on the disk, and its identity with a news sitemap."""
    site = sites.newsroom(tmp_path_factory.mktemp("due"))
    identity = sites.identity_of(site).model_copy(update={"news_sitemap": True})
    return loader.load_files(site / "docs", identity), identity


@settings(max_examples=25)
@given(MOMENTS, st.floats(0, 1, exclude_max=True))
def test_the_site_changes_at_the_moment_and_not_before(
    read: tuple[LoadedFiles, Site], as_of: datetime, share: float
) -> None:
    site_at = partial(sites.published, *read)
    library, _ = assemble_library(read[0], as_of)
    changes = due_changes(library, read[1], as_of)
    moment = changes[0].moment if changes else as_of + timedelta(days=3650)
    between = min(as_of + (moment - as_of) * share, moment - datetime.resolution)
    now = site_at(as_of)
    assert moment > as_of
    assert site_at(between) == now
    assert bool(changes) == (site_at(moment) != now)


def test_every_change_of_the_newsroom_is_found_in_its_order(read: tuple[LoadedFiles, Site]) -> None:
    found, at = [], datetime(2030, 12, 1)
    while changes := due_changes(assemble_library(read[0], at)[0], read[1], at):
        at = changes[0].moment
        found += [(each.moment, each.change, each.path.removeprefix("docs/")) for each in changes]
    museum = ("en/news/2030/kite-museum-plan.md", "zh/news/2030/kite-museum-plan.md")
    assert found[:6] == [
        (datetime(2030, 12, 1, 18), ChangeKind.APPEARS, museum[0]),
        (datetime(2030, 12, 1, 18), ChangeKind.APPEARS, museum[1]),
        (datetime(2030, 12, 1, 18), ChangeKind.BECOMES_NEWS, museum[1]),
        (datetime(2030, 12, 2), ChangeKind.BECOMES_NEWS, museum[0]),
        (datetime(2030, 12, 3, 18), ChangeKind.IS_NO_NEWS, museum[1]),
        (datetime(2030, 12, 4), ChangeKind.IS_NO_NEWS, museum[0]),
    ]
    assert found[-1] == (datetime(2031, 9, 3, 8, 30), ChangeKind.IS_NO_NEWS, FAIR.removeprefix("docs/"))


def test_the_command_names_the_moment_and_why(site: Path) -> None:
    run = sites.newsdesk(site, "next")
    assert (run.code, run.out) == (0, f"2031-09-01 08:30 Asia/Shanghai\n  {FAIR} is published\n")


def test_machines_read_the_moment_with_its_offset(site: Path) -> None:
    run = sites.newsdesk(site, "next", "--format", "json")
    changes = [{"change": "appears", "path": FAIR}]
    assert (run.code, json.loads(run.out)) == (0, {"due": "2031-09-01T08:30:00+08:00", "changes": changes})


def test_where_nothing_waits_nothing_is_due(site: Path) -> None:
    (site / FAIR).unlink()
    run = sites.newsdesk(site, "next")
    assert (run.code, run.out) == (0, "no rebuild is due: nothing on the site changes until the next commit\n")
    assert json.loads(sites.newsdesk(site, "next", "--format", "json").out) == {"due": None, "changes": []}
