"""What was published stays: no address, no id of a feed and no UID of a calendar is lost or given to something else."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

import published

Pair = tuple[str, str]


def promised(name: str) -> list[Pair]:
    """The ids of a list, each with its address."""
    return [(one, address) for one, _, address in (line.partition(" ") for line in published.listed(name))]


def pairs(ids: Iterable[published.Id]) -> list[Pair]:
    return [(each.id, each.address) for each in ids]


def test_every_address_stands_or_leads_on(at_root: Path) -> None:
    addresses = published.listed("addresses")
    assert len(addresses) >= 665
    assert published.lost_addresses(at_root, addresses) == []


@pytest.mark.parametrize("name", published.IDS)
def test_every_id_is_that_of_the_same_thing(at_root: Path, name: str) -> None:
    old, found = promised(name), [*published.IDS[name](at_root)]
    # Some may have left: a story that is withdrawn leaves its feeds.
    assert len({*old} & {*pairs(found)}) > len(old) / 2
    assert published.changed_ids(at_root, old, found) == []


@pytest.mark.parametrize("name", ["addresses", *published.IDS])
def test_the_lists_are_sorted_and_say_nothing_twice(name: str) -> None:
    lines = published.listed(name)
    assert lines == sorted({*lines})


def test_what_moved_leads_on_under_its_id(built_newsroom: Path, moved: Path) -> None:
    before, after = built_newsroom / "site", moved / "site"
    old, new = published.addresses(before), published.addresses(after)
    assert "en/news/2031/night-of-kites/" in new - old
    assert published.destination(after, "en/news/2031/kite-night/") == "en/news/2031/night-of-kites/"
    assert published.lost_addresses(after, old) == []
    for ids in published.IDS.values():
        assert published.changed_ids(after, pairs(ids(before)), ids(after)) == []


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        # Together with the old addresses that lead there.
        (
            "en/news/2030/kite-school-opens/index.html",
            ["en/news/2029/old-mill/", "en/news/2030/kite-school-opens/", "en/news/2030/kite-school/"],
        ),
        ("zh/calendar.ics", ["zh/calendar.ics"]),
    ],
)
def test_an_address_that_is_lost_is_found(built_newsroom: Path, tmp_path: Path, lost: str, said: list[str]) -> None:
    site = shutil.copytree(built_newsroom / "site", tmp_path / "site")
    (site / lost).unlink()
    assert published.lost_addresses(site, published.addresses(built_newsroom / "site")) == said


def test_a_redirect_that_leads_round_in_circles_leads_nowhere(tmp_path: Path) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        (tmp_path / one).mkdir()
        page = f'<meta http-equiv="refresh" content="0; url=../{other}/">'
        (tmp_path / one / "index.html").write_text(page, encoding="utf-8")
    assert published.destination(tmp_path, "a/") is None


@pytest.mark.parametrize(
    ("file", "name", "tail"),
    [
        ("en/feed.xml", "feed-ids", "en/news/kite-school"),
        ("zh/rss.xml", "feed-ids", "zh/news/kite-school"),
        ("en/feed.json", "feed-ids", "en/news/kite-school"),
        ("en/feed.xml", "feed-ids", "en/news"),
        ("zh/calendar.ics", "uids", "events/2030/kite-day"),
        ("en/summit/calendar.ics", "uids", "en/summit/calendar.ics"),
    ],
)
def test_an_id_that_is_another_is_found(built_newsroom: Path, tmp_path: Path, file: str, name: str, tail: str) -> None:
    """In one format alone too, where the others keep it."""
    site = shutil.copytree(built_newsroom / "site", tmp_path / "site")
    text = (site / file).read_text(encoding="utf-8")
    assert f":{tail}" in text
    (site / file).write_text(text.replace(f":{tail}", f":x-{tail}"), encoding="utf-8", newline="")
    ids = published.IDS[name]
    found = published.changed_ids(site, pairs(ids(built_newsroom / "site")), ids(site))
    assert found
    assert {each.partition(": ")[0] for each in found} == {file}


def test_what_left_a_feed_has_no_id_to_keep(built_newsroom: Path) -> None:
    site = built_newsroom / "site"
    stayed = [each for each in published.feed_ids(site) if "kite-school" not in each.address]
    assert published.changed_ids(site, pairs(published.feed_ids(site)), stayed) == []


def test_a_further_correction_of_a_story_is_another_entry(built_newsroom: Path) -> None:
    """All corrections of a story have one address."""
    site = built_newsroom / "site"
    (first, *_) = (each for each in published.feed_ids(site) if each.address.endswith("#corrections"))
    second = first._replace(id=f"{first.id}-2")
    assert published.changed_ids(site, pairs([first]), [first, second]) == []
    assert published.changed_ids(site, pairs([first]), [second]) == [f"{first.file}: {first.address}"]
