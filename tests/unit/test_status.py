"""`newsdesk status`: what waits, for the eye, for machines, and as a page that only the preview has."""

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest

import sites
from newsdesk.content.library import Library
from newsdesk.i18n.languages import Language
from newsdesk.i18n.typography import terminal_width
from newsdesk.pages.status import Backlog, BacklogKind, backlog
from newsdesk.preview import Preview, preview_settings

STALE = "docs/zh/news/2029/wind-tunnel.md"


@pytest.fixture(scope="module")
def report(built_newsroom: Path, library: Library) -> Backlog:
    return backlog(library, sites.identity_of(built_newsroom), sites.MOMENT.date(), {})


def items(report: Backlog, language: Language | None, kind: BacklogKind) -> list[tuple[str, str, str]]:
    return [(item.since, item.location.path, item.what) for item in report[language].get(kind, ())]


@pytest.mark.parametrize(
    ("language", "kind", "expected"),
    [
        (Language.EN, BacklogKind.MISSING, [("2031-01-04", "docs/zh/news/2031/kite-night.md", "松桥举办夜放风筝活动")]),
        (Language.ZH, BacklogKind.MISSING, [("", "docs/en/about/sourcing.md", "How we source")]),
        (Language.ZH, BacklogKind.STALE, [("2029-07-03", STALE, "松桥关闭风洞")]),
        (Language.ZH, BacklogKind.UNCHECKED, [("2030-11-03", "docs/zh/about/index.md", "关于本栏")]),
        (Language.ZH, BacklogKind.DRAFT, [("2031-02-03", "docs/zh/news/2031/harbor-loop.md", "金丝雀译题")]),
        (
            Language.EN,
            BacklogKind.WITHHELD,
            [("2031-09-01T08:30", "docs/en/news/2031/kite-fair-opens.md", "Canary of the future")],
        ),
        (Language.EN, BacklogKind.NAMELESS, [("", "docs/registers/people.yml", "林帆")]),
        (
            None,
            BacklogKind.UNUSED,
            [
                ("", f"docs/registers/{name}.yml", each)
                for name, each in (("tags", "unused"), ("terms", "bamboo-frame"))
            ],
        ),
        (None, BacklogKind.PAST_PLAN, []),
    ],
)
def test_all_pending_work_of_the_newsroom_is_told(
    report: Backlog, language: Language | None, kind: BacklogKind, expected: list[tuple[str, str, str]]
) -> None:
    assert items(report, language, kind) == expected


def test_a_plan_is_past_on_the_day_after_its_last(built_newsroom: Path, library: Library) -> None:
    site = sites.identity_of(built_newsroom)
    assert items(backlog(library, site, date(2031, 9, 30), {}), None, BacklogKind.PAST_PLAN) == []
    past = [("2031-09-30", "docs/zh/news/2030/kite-museum-plan.md", "2031/kite-museum-plan")]
    assert items(backlog(library, site, date(2031, 10, 1), {}), None, BacklogKind.PAST_PLAN) == past


def test_sources_are_counted_by_what_cites_them(site: Path) -> None:
    register = site / "docs/registers/sources.yml"
    lone = "zz-{}:\n  publisher: Songqiao Daily\n  link: none\n"
    register.write_text(register.read_text("utf-8") + lone.format("none") + lone.format("once"), encoding="utf-8")
    story = site / "docs/en/news/2031/harbor-loop.md"
    story.write_text(story.read_text("utf-8").replace("sources: [", "sources: [zz-once, "), encoding="utf-8")
    found = json.loads(sites.newsdesk(site, "status", "--format", "json").out)["registers"]
    assert [each["what"] for each in found["uncited"]] == ["zz-none"]
    assert "zz-once" in [each["what"] for each in found["cited-once"]]


def test_the_oldest_item_comes_first_and_those_of_no_day_last(site: Path) -> None:
    (site / STALE).unlink()
    found = json.loads(sites.newsdesk(site, "status", "--format", "json").out)["zh"]["missing"]
    assert [each["since"] for each in found] == ["2029-07-02", None]
    assert found[0] == {
        "path": "docs/en/news/2029/wind-tunnel.md",
        "line": 1,
        "since": "2029-07-02",
        "what": "Pinebridge closes its wind tunnel",
    }


def test_git_knows_since_when_a_translation_is_stale(site: Path) -> None:
    original = site / "docs/en/news/2029/wind-tunnel.md"
    now = original.read_text("utf-8")
    original.write_text(now.replace("\n\nIt was closed for want of kites that needed it.", ""), encoding="utf-8")
    sites.newsdesk(site, "stamp", STALE)
    commit(site, "2029-07-03")
    original.write_text(now, encoding="utf-8")
    commit(site, "2029-08-05")
    original.write_text(f"{now}\nLater words.\n", encoding="utf-8")
    commit(site, "2029-09-06")
    found = json.loads(sites.newsdesk(site, "status", "--format", "json").out)["zh"]["stale"]
    assert [(each["path"], each["since"]) for each in found] == [(STALE, "2029-08-05")]


def commit(site: Path, day: str) -> None:
    moment = f"{day}T12:00:00+00:00"
    who = {f"GIT_{role}_{key}": "x" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    environment = sites.environment(GIT_AUTHOR_DATE=moment, GIT_COMMITTER_DATE=moment, **who)
    for arguments in (["init", "-q"], ["add", "docs/en", "docs/zh"], ["commit", "-qm", "x"]):
        subprocess.run(["git", *arguments], cwd=site, env=environment, check=True)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_fits_a_terminal_and_ends_in_a_line_for_each(built_newsroom: Path, language: str) -> None:
    run = sites.newsdesk(built_newsroom, "--language", language, "status")
    lines = run.out.splitlines()
    assert run.code == 0
    assert [line for line in lines if terminal_width(line) > 80] == []
    assert "  2031-01-04  docs/zh/news/2031/kite-night.md:1  松桥举办夜放风筝活动" in run.out
    if language == "en":
        assert lines[-3:] == [
            "English: 1 untranslated, 1 unconfirmed, 1 in draft, 1 scheduled, 1 unnamed",
            "中文: 1 untranslated, 1 stale, 1 unconfirmed, 1 in draft, 2 unnamed",
            "Registers: 2 unused entries",
        ]


def test_the_preview_has_a_page_of_it_in_each_language(site: Path) -> None:
    room = preview_settings(site, sites.identity_of(site))
    shown = Preview(room, sites.MOMENT)
    for language, title in (("en", "Pending work"), ("zh", "待办事项")):
        page = (shown.at(f"{language}/status/") or b"").decode()
        assert f"<h1>{title}</h1>" in page
        assert 'name="robots" content="noindex' in page
        assert "docs/en/news/2031/kite-fair-opens.md:4</code> Canary of the future" in page
    assert "status/" not in (shown.at("sitemap.xml") or b"").decode()


def test_a_build_has_no_trace_of_it(built_newsroom: Path) -> None:
    for path in (built_newsroom / "site").rglob("*"):
        assert "status" not in path.relative_to(built_newsroom / "site").parts, path
        if path.suffix in (".html", ".xml", ".json", ".txt"):
            text = path.read_text(encoding="utf-8")
            assert "/status/" not in text
            assert "Pending work" not in text


def test_where_nothing_waits_it_is_said(site: Path) -> None:
    for path in [*(site / "docs").rglob("*.md"), *(site / "docs/registers").rglob("*.yml")]:
        if path.name != "interface.yml":
            path.unlink()
    assert (
        sites.newsdesk(site, "status").out
        == "English: no pending work\n中文: no pending work\nRegisters: no pending work\n"
    )
