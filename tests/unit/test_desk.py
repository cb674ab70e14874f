"""The editor's command: new, stamp, check."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sites
from newsdesk.desk import new
from newsdesk.desk.project import Project
from newsdesk.model.text import Freshness
from newsdesk.reading import front_matter

TWIN = "docs/en/news/2030/kite-museum-plan.md"


def test_a_story_is_started_in_its_year(site: Path) -> None:
    run = sites.newsdesk(site, "new", "story", "Kites: a “history”, part 2", "--published", "2031-05-30")
    assert (run.code, run.out) == (0, "docs/en/news/2031/kites-a-history-part-2.md\n")
    document = front_matter.read("", (site / run.out.strip()).read_text(encoding="utf-8"))
    assert document.values["title"] == "Kites: a “history”, part 2"
    assert document.values["published"] == "2031-05-30"
    assert document.values["draft"] == "true"
    assert sites.complaints(site) == (0, "\n")


def test_a_chinese_story_needs_a_slug(site: Path) -> None:
    assert sites.newsdesk(site, "new", "story", "风筝飞了").code == 2
    run = sites.newsdesk(site, "new", "story", "风筝飞了", "--slug", "kite-flew")
    assert (run.code, run.out) == (0, "docs/zh/news/2031/kite-flew.md\n")
    assert "待写。" in (site / run.out.strip()).read_text(encoding="utf-8")
    assert sites.complaints(site) == (0, "\n")


@pytest.mark.parametrize("slug", ["Kite", "kite/flew", "../kite", "风筝"])
def test_a_bad_slug_writes_nothing(site: Path, slug: str) -> None:
    before = sites.contents(site)
    assert sites.newsdesk(site, "new", "story", "A kite", "--slug", slug).code == 2
    assert sites.contents(site) == before


def test_a_bad_day_writes_nothing(site: Path) -> None:
    run = sites.newsdesk(site, "new", "story", "A kite", "--published", "soon")
    assert run.code == 2
    assert 'found "soon"' in run.err


def test_what_is_there_is_not_overwritten(site: Path) -> None:
    before = sites.contents(site)
    run = sites.newsdesk(site, "new", "story", "Harbor loop")
    assert run.code == 2
    assert "docs/en/news/2031/harbor-loop.md exists already: it was not touched" in run.err
    assert sites.newsdesk(site, "new", "--from", "docs/zh/news/2030/kite-museum-plan.md").code == 2
    assert sites.contents(site) == before


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    site = sites.newsroom(tmp_path_factory.mktemp("project"))
    return Project(folder=site, docs=site / "docs", site=sites.identity_of(site), as_of=sites.MOMENT)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from(" :#'\"-[]{}&*!|>%@`,?\\Kite风筝"),
            st.characters(codec="utf-8", exclude_categories=["C", "Z"]),
        ),
        min_size=1,
    ).map(str.strip)
)
def test_every_title_is_read_back_as_it_was_given(project: Project, title: str) -> None:
    if not title:
        return
    path = project.folder / new.story(project, title, None, "title-read-back", None)
    try:
        document = front_matter.read("", path.read_text(encoding="utf-8"))
    finally:
        path.unlink()
    assert document.problems == ()
    assert document.values["title"] == title


@pytest.mark.parametrize(
    ("original", "twin"),
    [
        ("docs/zh/news/2031/kite-night.md", "docs/en/news/2031/kite-night.md"),
        ("docs/en/about/sourcing.md", "docs/zh/about/sourcing.md"),
    ],
)
def test_a_translation_is_started_from_its_original(site: Path, original: str, twin: str) -> None:
    run = sites.newsdesk(site, "new", "--from", original)
    assert (run.code, run.out) == (0, f"{twin}\n")
    text = (site / twin).read_text(encoding="utf-8")
    assert front_matter.read("", (site / original).read_text(encoding="utf-8")).body.strip() in text
    assert sites.complaints(site) == (0, "\n")


def test_a_translation_has_no_translation(site: Path) -> None:
    run = sites.newsdesk(site, "new", "--from", "docs/zh/news/2030/kite-school-opens.md")
    assert run.code == 2
    assert "is a translation itself" in run.err


def without_digests(data: bytes) -> list[bytes]:
    return [line for line in data.splitlines(keepends=True) if not line.startswith(b"translates:")]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text, id="as it is"),
        pytest.param(lambda text: text.replace(b"\n", b"\r\n"), id="CRLF"),
        pytest.param(lambda text: b"\xef\xbb\xbf" + text, id="BOM"),
        pytest.param(lambda text: b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"), id="BOM and CRLF"),
        pytest.param(lambda text: text.replace(b"title:", b"translates: 0000\ntitle:", 1), id="stamped before"),
        pytest.param(lambda text: text + b"\r\nmixed line ends\n", id="mixed line ends"),
        pytest.param(lambda text: text.replace(b"translated:", b'"translated":'), id="quoted key"),
        pytest.param(
            lambda text: text + b"\ntranslated: in the body\ntranslates: in the body\n", id="words in the body"
        ),
    ],
)
def test_a_stamp_makes_it_current_and_changes_nothing_else(site: Path, change) -> None:
    path = site / TWIN
    before = change(path.read_bytes())
    path.write_bytes(before)
    run = sites.newsdesk(site, "stamp", TWIN)
    assert run.code == 0, run.err
    (pair,) = sites.library(site).by_key["2030/kite-museum-plan"].versions.pairs
    assert pair.freshness is Freshness.CURRENT
    after = path.read_bytes()
    body = before.index(b"The museum")
    assert without_digests(after[: -len(before[body:])]) == without_digests(before[:body])
    assert after.endswith(before[body:])


def test_a_stamp_twice_is_a_stamp_once(site: Path) -> None:
    sites.newsdesk(site, "stamp", TWIN)
    once = (site / TWIN).read_bytes()
    sites.newsdesk(site, "stamp", TWIN)
    assert (site / TWIN).read_bytes() == once


def test_a_change_of_the_original_makes_a_stamped_twin_stale(site: Path) -> None:
    sites.newsdesk(site, "stamp", TWIN)
    original = site / "docs/zh/news/2030/kite-museum-plan.md"
    original.write_text(original.read_text(encoding="utf-8").replace("旧码头", "老码头"), encoding="utf-8")
    (stale,) = (problem for problem in sites.examine(site)[1] if problem.place.path == TWIN)
    assert (stale.rule, stale.sentence) == (
        "stale",
        f"the original has changed since: block 1 ({original.relative_to(site)}:34)",
    )


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("docs/en/news/2029/wind-tunnel.md", "is no translation"),
        ("docs/zh/news/2031/alone.md", "has no original"),
        ("docs/index.md", ""),
        ("outside.md", ""),
    ],
)
def test_what_cannot_be_stamped_says_why(site: Path, path: str, sentence: str) -> None:
    if not (site / path).exists() or path == "docs/index.md":
        (site / path).write_text("---\ntitle: A\nsummary: B\ntranslated: 2031-01-01\n---\n", encoding="utf-8")
    before = sites.contents(site)
    run = sites.newsdesk(site, "stamp", path)
    assert run.code == 2
    assert sentence in run.err
    assert sites.contents(site) == before


def test_check_says_how_much_it_looked_at(site: Path) -> None:
    run = sites.newsdesk(site, "check")
    assert run.err.splitlines()[0] == "looked at 5 stories, 2 withheld"


def test_check_of_the_built_site(whole: Path) -> None:
    run = sites.newsdesk(whole, "check", "--site", "site")
    assert run.code == 0
    assert "no problems" in run.err


def test_check_of_a_site_below_a_path_that_mkdocs_yml_names(site: Path) -> None:
    """What site_url in mkdocs.yml says holds for the check as for the build."""
    configuration = site / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    text = text.replace('!ENV [SITE_URL, "https://kites.example/"]', "https://x.example/hub/")
    configuration.write_text(text, encoding="utf-8")
    assert sites.build(site).code == 0
    run = sites.newsdesk(site, "check", "--site", "site")
    assert run.code == 0, run.out
