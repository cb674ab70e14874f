"""A site in which things moved: nothing is dead, every old address leads on, and what has an id keeps it."""

import re
from pathlib import Path

import sites
from newsdesk.content.library import Library
from newsdesk.outputs.host import redirects_file as redirects_of
from newsdesk.urls import is_former_path

IDS = re.compile(rb"<id>tag:[^<]+</id>|UID:.*|\"id\": \"tag:[^\"]+\"|<guid[^<]+</guid>")
LINE = re.compile(r"/(?P<old>\S+) /(?P<new>\S+) 301")
OLD = [
    "news/2029/wind-tunnel/",
    "news/2029/wind-tunnel/with-{other}/",
    "news/2030/kite-museum-plan/",
    "news/2031/kite-night/",
    "about/sourcing/",
    "events/2030/kite-day/",
    "tags/mill/",
    "organisations/kite-museum/",
    "organisations/kite-museum/timeline/",
    "people/ada-lindqvist/",
    "series/fair/",
]


def redirects(site: Path) -> dict[str, str]:
    lines = (site / "site/_redirects").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)
    found = [LINE.fullmatch(line) for line in lines]
    return {match["old"]: match["new"] for match in found if match}


def test_a_site_in_which_things_moved_has_no_dead_link(moved: Path) -> None:
    check = sites.newsdesk(moved, "check", "--site", "site")
    assert (check.code, "no problems" in check.err) == (0, True), check.out


def test_every_old_address_leads_to_a_page_in_its_language(moved: Path) -> None:
    found = redirects(moved)
    for language, other in (("en", "zh"), ("zh", "en")):
        for old in OLD:
            where = f"{language}/{old.format(other=other)}"
            assert found[where].startswith(f"{language}/")
            page = (moved / "site" / where / "index.html").read_text(encoding="utf-8")
            up = "../" * where.count("/")
            assert f'<meta http-equiv="refresh" content="0; url={up}{found[where]}">' in page
    assert all((moved / "site" / new.rstrip("/")).exists() for new in found.values())


def test_every_page_that_leads_on_takes_along_what_was_asked_of_it(moved: Path) -> None:
    """A refresh alone drops query and part, so it is for those without scripts; the script is the site's own."""
    script = sites.asset(moved / "site", "redirect.js")
    leading = 0
    for page in (moved / "site").rglob("*.html"):
        head = page.read_text(encoding="utf-8").partition("</head>")[0]
        refreshes, up = head.count('http-equiv="refresh"'), "../" * len(page.relative_to(moved / "site").parts[1:])
        assert head.count('<noscript><meta http-equiv="refresh" ') == refreshes
        assert head.count(f'<script type="module" src="{up}{script}"></script>') == refreshes
        leading += refreshes
    assert leading > len(OLD)


def test_an_event_inside_a_story_stays_when_that_moves(moved: Path) -> None:
    assert (moved / "site/en/events/2031/kite-museum-plan/index.html").is_file()
    assert (moved / "site/en/news/2030/museum/index.html").is_file()


def test_a_renamed_topic_has_its_feed_at_both_addresses(moved: Path, built_newsroom: Path) -> None:
    old, new = ((moved / f"site/en/tags/{name}/feed.xml").read_bytes() for name in ("mill", "old-mill"))
    assert old == new
    before = (built_newsroom / "site/en/tags/mill/feed.xml").read_bytes()
    assert IDS.findall(old) == IDS.findall(before)
    page = (moved / "site/en/tags/mill/index.html").read_text(encoding="utf-8")
    assert 'type="application/atom+xml" title="The old mill" href="../../../en/tags/mill/feed.xml"' in page


def test_a_renamed_event_has_its_calendar_at_both_addresses(moved: Path, built_newsroom: Path) -> None:
    """Whoever told a program to fetch it again still gets it, as the same event, on every host."""
    old, new = ((moved / f"site/zh/events/2030/{name}/event.ics").read_bytes() for name in ("kite-day", "day-of-kites"))
    assert old == new
    before = (built_newsroom / "site/zh/events/2030/kite-day/event.ics").read_bytes()
    assert IDS.findall(old) == IDS.findall(before)
    assert redirects(moved)["zh/events/2030/kite-day/event.ics"] == "zh/events/2030/day-of-kites/event.ics"


def test_feeds_and_calendars_know_everything_by_the_ids_that_it_had(moved: Path, built_newsroom: Path) -> None:
    compared = 0
    for name in ("feed.xml", "feed.json", "rss.xml", "corrections.xml", "calendar.ics", "summit/feed.xml"):
        for language in sites.LANGUAGES:
            before, after = (
                IDS.findall((site / f"site/{language}/{name}").read_bytes()) for site in (built_newsroom, moved)
            )
            assert sorted(after) == sorted(before)
            compared += len(after)
    assert compared > 40


def test_where_nothing_moved_there_is_no_list_of_redirects(library: Library, built_newsroom: Path) -> None:
    assert redirects_of(["en/", "en/news/2029/wind-tunnel/"], library, sites.identity_of(built_newsroom)) == b""


def test_the_list_of_redirects_stands_below_the_path_of_the_site(library: Library, built_newsroom: Path) -> None:
    identity = sites.identity_of(built_newsroom, "https://kites.example/hub/")
    lines = redirects_of(["en/news/2030/kite-school-opens/"], library, identity).decode()
    assert lines.splitlines()[0] == "/hub/en/news/2029/old-mill/ /hub/en/news/2030/kite-school-opens/ 301"


def test_the_old_addresses_of_a_withdrawn_story_lead_to_its_notice(site: Path) -> None:
    story = "docs/en/news/2030/kite-school-opens.md"
    for command in (("withdraw", story, "--reason", "It was wrong."), ("move", story, "school")):
        done = sites.newsdesk(site, *command)
        assert done.code == 0, done.err
    assert sites.build(site).code == 0
    check = sites.newsdesk(site, "check", "--site", "site")
    assert check.code == 0, check.out
    for old in ("kite-school-opens", "kite-school"):
        page = (site / f"site/en/news/2030/{old}/index.html").read_text(encoding="utf-8")
        assert 'content="0; url=../../../../en/news/2030/school/"' in page


FORMER = ["/2014/05/12/the-pond/", "/2014/a.html", "/en/posts/a/", "/en/news/2014/10/27/a/", "/blog/A_b.c~d/"]
NOT_FORMER = [
    "2014/a",
    "/",
    "/../a/",
    "/a//b/",
    "/a",
    "/en/",
    "/en/news/2014/a/",
    "/en/tags/x/",
    "/assets/x/",
    "/a/?p=1",
]


def test_the_path_of_a_former_page_is_none_of_this_site() -> None:
    assert [path for path in [*FORMER, *NOT_FORMER] if is_former_path(path)] == FORMER


LEADS = {
    "/2014/a-post/": "en/news/2030/kite-school-opens/",
    "/2014/a-page.html": "en/news/2030/kite-school-opens/",
    "/zh/2014/a-post/": "zh/news/2030/kite-school-opens/",
    "/fr/2014/a-post/": "en/news/2030/kite-school-opens/",
}


def test_a_page_of_a_former_site_leads_to_the_story(site: Path) -> None:
    """To the translation if the path begins with its language; nothing stood below it."""
    story = site / "docs/en/news/2030/kite-school-opens.md"
    text = story.read_text(encoding="utf-8")
    story.write_text(text.replace("\naliases: [", f"\naliases: [{', '.join(LEADS)}, "), encoding="utf-8")
    assert sites.build_in_new_process(site).code == 0
    found = redirects(site)
    assert {old: new for old, new in found.items() if "/2014/a-p" in f"/{old}"} == {
        old.removeprefix("/"): new for old, new in LEADS.items()
    }
    for old, new in LEADS.items():
        file = site / f"site{old}" / ("index.html" if old.endswith("/") else "")
        up = "../" * (old.count("/") - 1)
        assert f'content="0; url={up}{new}"' in file.read_text(encoding="utf-8")
    check = sites.newsdesk(site, "check", "--site", "site")
    assert (check.code, "no problems" in check.err) == (0, True), check.out
