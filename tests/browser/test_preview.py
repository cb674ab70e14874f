"""The preview in a browser: what is wrong with a story stands over its page as soon as it is saved, and goes again."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import sites
from accessible import violations

STORY = "en/news/2030/kite-school-opens"


@pytest.fixture
def home(site: Path) -> Iterator[str]:
    """The address at which `newsdesk serve` shows a newsroom."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "newsdesk", "serve", "--port", str(port)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=site, env=sites.environment(), stdout=quiet, stderr=quiet) as process:
        try:
            _wait_for(port, process)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    while process.poll() is None:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the preview ended")


@pytest.mark.parametrize("language", sites.LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_the_components(tab: Page, home: str, language: str, scheme: str) -> None:
    tab.emulate_media(color_scheme=scheme)
    tab.goto(f"{home}{language}/components/")
    assert violations(tab) == ""


def test_a_problem_stands_over_the_page_until_it_is_mended(site: Path, home: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{home}{STORY}/")
    problem, headline = page.locator(".preview .problem"), page.locator("h1")
    expect(headline).to_be_visible()
    expect(problem).to_have_count(0)
    source = site / f"docs/{STORY}.md"
    good = source.read_text(encoding="utf-8")
    source.write_text(f"{good}\nMore [there](nowhere.md).\n", encoding="utf-8")
    expect(problem).to_contain_text(f"docs/{STORY}.md:", timeout=30_000)
    expect(problem).to_contain_text("error[dead-link]")
    expect(page.locator(".prose")).to_contain_text("More there")
    assert problem.bounding_box()["y"] < headline.bounding_box()["y"]  # type: ignore[index]
    source.write_text(good.replace("title: ", "title: Now "), encoding="utf-8")
    expect(headline).to_contain_text("Now ", timeout=30_000)
    expect(problem).to_have_count(0)
    page.close()
