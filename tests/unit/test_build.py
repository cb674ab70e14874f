"""`mkdocs build`, as CI runs it: an exit code that never lies, the same bytes twice, the last site kept."""

from itertools import product
from pathlib import Path

import pytest

import sites
from newsdesk import pipeline, processes
from newsdesk.pipeline import BuildResult

FLAGS = [
    [flag for flag, given in zip(("--strict", "--quiet", "--verbose"), choice, strict=True) if given]
    for choice in product((False, True), repeat=3)
]
FRAME = """\
docs/en/news/2030/kite-school-opens.md:4:12: error[date]: published must be a date such as 2014-02-19, \
or a date and time such as 2014-02-19T18:00; found "13/04/2030"
   4 | published: 13/04/2030
                  ^^^^^^^^^^
     | write here: 2030-04-13
"""


def break_a_story(site: Path) -> None:
    path = site / "docs/en/news/2030/kite-school-opens.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("published: 2030-04-13", "published: 13/04/2030"), encoding="utf-8")


def publish(site: Path, staging: Path, *, serial: bool = False) -> BuildResult:
    """Render a site in this process, without MkDocs' own steps."""
    identity = sites.identity_of(site, "https://kites.example/")
    return pipeline.render_site(
        project=site, site=identity, as_of=sites.MOMENT, staging=staging, published=site / "site", serial=serial
    )


@pytest.fixture
def broken(built_newsroom: Path, tmp_path: Path) -> Path:
    """A newsroom with a good site from before and a fault since then."""
    site = sites.newsroom(tmp_path / "broken")
    sites.shutil.copytree(built_newsroom / "site", site / "site")
    break_a_story(site)
    return site


def test_the_newsroom_is_built(built_newsroom: Path) -> None:
    names = sites.contents(built_newsroom / "site")
    assert {"index.html", "404.html", "sitemap.xml", "en/index.html", "zh/index.html"} <= set(names)
    assert any(name.startswith("assets/pictures/2030/mill.") for name in names)
    assert {"en/news/2030/kite-school/index.html", "zh/news/2029/old-mill/index.html"} <= set(names)
    assert {"en/news/2031/page/2/index.html"} & set(names) == set()


@pytest.mark.parametrize("flags", FLAGS, ids=lambda flags: " ".join(flags) or "plain")
def test_a_warning_stops_strict_builds_alone(flags: list[str], site: Path) -> None:
    sites.lay_over(site, sites.BROKEN / "length")
    run = sites.build(site, *flags)
    assert ": warning[length]: " in run.err
    assert run.code == int("--strict" in flags)
    assert (site / "site").exists() == ("--strict" not in flags)


def test_the_sitemap_is_as_expected(built_newsroom: Path) -> None:
    expected = (sites.EXPECTED / "sitemap.xml").read_text(encoding="utf-8")
    assert (built_newsroom / "site/sitemap.xml").read_text(encoding="utf-8") == expected


@pytest.mark.parametrize("flags", FLAGS, ids=lambda flags: " ".join(flags) or "no flags")
def test_an_error_stops_the_build_and_keeps_the_last_site(broken: Path, flags: list[str]) -> None:
    before = sites.contents(broken / "site")
    run = (sites.build if flags else sites.build_in_new_process)(broken, *flags)
    assert run.code == 1
    assert FRAME in run.err
    assert "nothing was written, the previous site is unchanged" in run.err
    assert sites.contents(broken / "site") == before


def test_a_wrong_template_stops_the_build_and_keeps_the_last_site(built_newsroom: Path, site: Path) -> None:
    sites.shutil.copytree(built_newsroom / "site", site / "site")
    overrides = site / "overrides"
    sites.shutil.copytree(sites.PROJECT / "overrides", overrides)
    (overrides / "index.html").write_text("{{ page.nothing.like.it }}", encoding="utf-8")
    configuration = site / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8").replace(f"{sites.PROJECT.as_posix()}/overrides", "overrides")
    configuration.write_text(text, encoding="utf-8")
    before = sites.contents(site / "site")
    run = sites.build(site)
    assert run.code == 1
    assert "error[template]" in run.err
    assert sites.contents(site / "site") == before


def test_a_clock_that_cannot_be_read_stops_the_build(site: Path) -> None:
    run = sites.build_in_new_process(site, NEWSDESK_AS_OF="soon")
    assert run.code == 1
    assert 'NEWSDESK_AS_OF must be a date such as 2026-11-25; found "soon"' in run.err
    assert not (site / "site").exists()


def test_two_builds_of_one_moment_are_the_same_bytes(built_newsroom: Path, site: Path) -> None:
    assert sites.build_in_new_process(site, TZ="America/New_York", LC_ALL="C", PYTHONHASHSEED="7").code == 0
    assert sites.contents(site / "site") == sites.contents(built_newsroom / "site")


def test_two_processes_write_the_same_bytes_as_one(
    built_newsroom: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serial, together = tmp_path / "alone", tmp_path / "together"
    serial.mkdir()
    together.mkdir()
    first = publish(built_newsroom, serial)
    monkeypatch.setattr(processes, "MIN_PARALLEL", 1)
    monkeypatch.setattr(processes, "MAX_CHUNK", 3)
    monkeypatch.setattr(processes, "_cores", lambda: 2)
    assert publish(built_newsroom, together) == first
    assert sites.contents(together) == sites.contents(serial)


def test_a_dirty_build_is_refused(site: Path) -> None:
    run = sites.build(site, "--dirty")
    assert run.code == 1
    assert "--dirty is not supported: lists, feeds and search would be wrong; build without it" in run.err


def test_a_picture_that_no_page_shows_is_not_published(site: Path) -> None:
    """A withheld story's picture would tell of the story."""
    used = site / "docs/media/2030/mill.png"
    sites.shutil.copy(used, used.with_name("withheld.png"))
    draft = site / "docs/en/news/2031/unfinished.md"
    text = draft.read_text(encoding="utf-8")
    picture = "\n![A kite nobody may see yet](../../../media/2030/withheld.png)\n"
    draft.write_text(text + picture, encoding="utf-8")
    assert sites.build(site).code == 0
    assert {path.name.partition(".")[0] for path in (site / "site/assets/pictures/2030").iterdir()} == {"kites", "mill"}


PLUGINS = ["", "plugins: []", "plugins: [search]", "plugins:\n  - material/search", "plugins: {search: {}}"]


def with_plugins(site: Path, plugins: str) -> Path:
    configuration = site / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    assert "plugins: []" in text
    configuration.write_text(text.replace("plugins: []", plugins), encoding="utf-8")
    return site


@pytest.mark.parametrize("plugins", PLUGINS)
def test_the_search_that_mkdocs_brings_along_changes_nothing(built_newsroom: Path, site: Path, plugins: str) -> None:
    """It is there where mkdocs.yml names no plugin, and would write into the folder of the search."""
    with_plugins(site, plugins)
    assert sites.build(site, "--strict").code == 0
    assert sites.contents(site / "site") == sites.contents(built_newsroom / "site")
    run = sites.newsdesk(site, "build", "--site", "other")
    assert run.code == 0, run.err
    assert sites.contents(site / "other") == sites.contents(built_newsroom / "site")


def test_other_hooks_are_called_where_no_plugin_is(site: Path) -> None:
    (site / "after.py").write_text("def on_config(config): print('another hook')", encoding="utf-8")
    configuration = with_plugins(site, "plugins: [search]") / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace("newsroom.py\n", "newsroom.py\n  - after.py\n"), encoding="utf-8")
    run = sites.build(site)
    assert (run.code, run.out) == (0, "another hook\n")


def test_a_plugin_that_would_not_run_leaves_the_last_site(broken: Path) -> None:
    before = sites.contents(broken / "site")
    run = sites.build(with_plugins(broken, "plugins: [search, tags]"))
    assert run.code == 1
    assert 'error[plugin]: plugin "tags" would have no effect' in run.err
    assert "Traceback" not in run.err
    assert sites.contents(broken / "site") == before


@pytest.mark.parametrize("url", ["", "http://localhost:8000/", "https://mill.example/\u201d "])
def test_an_address_that_no_reader_can_open_leaves_the_last_site(broken: Path, url: str) -> None:
    before = sites.contents(broken / "site")
    run = sites.build(broken, SITE_URL=url)
    assert run.code == 1
    assert "error[site-url]: SITE_URL must be a URL " in run.err
    assert sites.contents(broken / "site") == before


def test_what_is_no_alias_is_written_nowhere(site: Path) -> None:
    path = site / "docs/en/news/2029/wind-tunnel.md"
    text = path.read_text(encoding="utf-8").replace("\n---", f"\naliases: [../../../../../x, 2029/{'x' * 300}]\n---", 1)
    path.write_text(text, encoding="utf-8")
    before = sorted(site.parent.rglob("*"))
    run = sites.newsdesk(site, "build")
    assert (run.code, run.err.count("error[alias]")) == (1, 2)
    assert [each for each in sorted(site.parent.rglob("*")) if each not in before and ".cache" not in each.parts] == []
