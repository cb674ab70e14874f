"""`newsdesk stamp` and `newsdesk check`."""

from pathlib import Path

import pytest

import sites
from newsdesk.content.story import Freshness

TWIN = "docs/en/news/2030/kite-museum-plan.md"


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
    (stale,) = (problem for problem in sites.lint(site)[1] if problem.location.path == TWIN)
    assert (stale.rule, stale.message) == (
        "stale",
        f"stale translation: the original has changed: block 1 ({original.relative_to(site)}:34)",
    )


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("docs/en/news/2029/wind-tunnel.md", "is not a translation"),
        ("docs/zh/news/2031/alone.md", "the original of"),
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
    assert run.err.splitlines()[0] == "checked 5 stories, 2 withheld"


def test_check_of_the_built_site(built_newsroom: Path) -> None:
    run = sites.newsdesk(built_newsroom, "check", "--site", "site")
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
