"""The worked examples of docs/architecture.md: what it takes to add a kind of page, and an output."""

import gzip
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sites

EXAMPLES = sites.PROJECT / "tests/architecture"
PREVIEW = """
import sys
from pathlib import Path
from newsdesk.content.settings import read_site
from newsdesk.preview import Preview, preview_settings
from datetime import datetime
site, _ = read_site(Path("mkdocs.yml").resolve())
shown = Preview(preview_settings(Path.cwd(), site), datetime.fromisoformat(sys.argv[1]))
for where in sys.argv[2:]:
    sys.stdout.write((shown.at(where) or b"").decode())
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A newsroom with code and templates of its own, to add to."""
    folder = sites.newsroom(tmp_path / "newsroom")
    for name in ("hooks", "overrides"):
        shutil.copytree(sites.PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    configuration = folder / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace(f"{sites.PROJECT.as_posix()}/", ""), encoding="utf-8")
    return folder


def run(house: Path, *arguments: str) -> sites.Run:
    """Run Python with the newsroom's own code."""
    environment = sites.environment(PYTHONPATH=str(house / "hooks"), SITE_URL="https://kites.example/")
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True, check=False)
    return sites.Run(code=done.returncode, out=done.stdout, err=done.stderr)


def newsdesk(house: Path, *arguments: str) -> sites.Run:
    return run(house, "-m", "newsdesk", *arguments)


def preview(house: Path, *addresses: str) -> str:
    """What stands at some addresses of the preview."""
    shown = run(house, "-c", PREVIEW, sites.AS_OF, *addresses)
    assert shown.code == 0, shown.err
    return shown.out


def link_to_page(house: Path) -> None:
    for language, text in (("en", "[Measures](../measures)"), ("zh", "[指标](../measures)")):
        with (house / f"docs/{language}/about/index.md").open("a", encoding="utf-8") as page:
            page.write(f"\n{text}\n")


def built(house: Path) -> Path:
    done = newsdesk(house, "build", "--site", "site")
    assert done.code == 0, done.err
    return house / "site"


def test_a_kind_of_page_is_a_module_a_template_and_its_words(house: Path) -> None:
    sites.lay_over(house, EXAMPLES / "page")
    orphaned = newsdesk(built(house).parent, "check", "--site", "site")
    assert "site/en/measures/index.html:1:1: error[orphan-page]" in orphaned.out
    link_to_page(house)
    site = built(house)
    page = (site / "en/measures/index.html").read_text(encoding="utf-8")
    assert "<li>Visitors</li>" in page
    assert 'aria-label="全部指标"' in (site / "zh/measures/index.html").read_text(encoding="utf-8")
    assert preview(house, "en/measures/") == page
    assert "<loc>https://kites.example/zh/measures/</loc>" in (site / "sitemap.xml").read_text(encoding="utf-8")
    checked = newsdesk(house, "check", "--site", "site")
    assert checked.code == 0, checked.out
    assert newsdesk(house, "ledger").code == 0
    ledger = (house / "docs/registers/addresses/2031.txt").read_text(encoding="utf-8").splitlines()
    assert {"en/measures/", "zh/measures/"} < set(ledger)
    assert found_by_search(site, "Visitors")


def found_by_search(site: Path, word: str) -> bool:
    """Whether a record of the English index holds the page of measures with a word."""
    records = [gzip.decompress(path.read_bytes()).decode() for path in (site / "search/en/fragment").iterdir()]
    return any('"url": "en/measures/"' in record and word in record for record in records)


def test_the_ledger_holds_a_kind_of_page_to_its_promise(house: Path) -> None:
    sites.lay_over(house, EXAMPLES / "page")
    assert newsdesk(house, "ledger").code == 0
    (house / "hooks/newsdesk/pages/measures.py").unlink()
    lost = newsdesk(house, "check")
    assert lost.code == 1
    assert "published URL /en/measures/ no longer exists" in lost.out


def test_an_output_is_a_module(house: Path) -> None:
    sites.lay_over(house, EXAMPLES / "output")
    site = built(house)
    text = (site / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# Kite Desk\n\n> News and records of kites in Pinebridge\n")
    assert "](https://kites.example/zh/news/2030/kite-school-opens/): " in text
    assert "unfinished" not in text
    # The preview shows what waits, too.
    assert preview(house, "llms.txt").startswith("# Kite Desk\n")
    checked = newsdesk(house, "check", "--site", "site")
    assert checked.code == 0, checked.out
    assert newsdesk(house, "ledger").code == 0
    assert "llms.txt" in (house / "docs/registers/addresses/2031.txt").read_text(encoding="utf-8").splitlines()
    (site / "llms.txt").write_bytes(b"\xff")
    assert "site/llms.txt:1:1: error[syntax]" in newsdesk(house, "check", "--site", "site").out
    (site / "llms.txt").unlink()
    assert "site/llms.txt:1:1: error[missing-file]" in newsdesk(house, "check", "--site", "site").out
    (house / "hooks/newsdesk/outputs/llms.py").unlink()
    assert "published URL /llms.txt no longer exists" in newsdesk(house, "check").out


def test_a_forgotten_interface_word_stops_the_build_at_its_line(house: Path) -> None:
    sites.lay_over(house, EXAMPLES / "page")
    site = built(house)
    before = sites.contents(site)
    register = house / "docs/registers/interface.yml"
    kept = register.read_text(encoding="utf-8").splitlines(keepends=True)
    forgotten = ("measures_list:", "measures_description:")
    register.write_text("".join(line for line in kept if not line.startswith(forgotten)), encoding="utf-8")
    for command in (["-m", "newsdesk", "build", "--site", "site"], ["-m", "mkdocs", "build"]):
        stopped = run(house, *command)
        assert stopped.code == 1
        assert 'overrides/measures.html:6:36: error[interface]: missing interface text "measures_list"' in (stopped.err)
        line = 'hooks/newsdesk/pages/measures.py:40:35: error[interface]: missing interface text "measures_description"'
        assert line in stopped.err
        assert "Traceback" not in stopped.err
        assert "2 errors" in stopped.err
        assert sites.contents(site) == before
    checked = newsdesk(house, "check")
    assert checked.code == 1
    assert "| in docs/registers/interface.yml: measures_list: {en: …, zh: …}\n" in checked.out
    named = newsdesk(house, "check", "docs/registers/interface.yml")
    assert 'missing interface text "measures_list"' in named.out
    shown = preview(house, "en/measures/", "en/")
    assert "<ul" in shown.partition("measures_list")[0], "the preview shows what it can"
    assert "overrides/measures.html:6:36" in shown, "and says over the front page what is wrong"


def test_a_key_that_nobody_can_follow_is_an_error(house: Path) -> None:
    sites.lay_over(house, EXAMPLES / "page")
    template = house / "overrides/measures.html"
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("t.measures_list", 't["measures_" ~ "list"]'), encoding="utf-8")
    module = house / "hooks/newsdesk/pages/measures.py"
    text = module.read_text(encoding="utf-8")
    module.write_text(text.replace('word("measures",', "word(_address(language),"), encoding="utf-8")
    checked = newsdesk(house, "check")
    message = "error[interface]: the name of an interface word must be written out, or be a word_key"
    assert f"overrides/measures.html:6:1: {message}" in checked.out
    assert f"hooks/newsdesk/pages/measures.py:39:1: {message}" in checked.out
    unused = 'warning[interface-unused]: no page asks for the interface word "measures_list"'
    assert unused in checked.out
    assert "Traceback" not in checked.err
