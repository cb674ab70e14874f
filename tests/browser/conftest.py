"""One Chromium for all tests, the sites that it visits, and the modes of their readers."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

import served

# A machine on which much else runs takes its time; what comes at once is not waited for.
expect.set_options(timeout=20_000)
MODES = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "without-scripts": {"java_script_enabled": False},
}


@pytest.fixture(scope="session")
def folders(built_newsroom: Path, built_media: Path, at_root: Path, below_hub: Path) -> Mapping[str, Path]:
    """What is served: docs/ at the root of its host, the same in a folder for below /hub/, and two newsrooms."""
    newsrooms = {"newsroom": built_newsroom / "site", "media": built_media / "site"}
    return {"docs": at_root, "hub": below_hub, **newsrooms}


@pytest.fixture(scope="session")
def homes(folders: Mapping[str, Path]) -> Iterator[Mapping[str, str]]:
    """The addresses of the sites."""
    with ExitStack() as stack:
        roots = {"docs": "/", "hub": "/hub/", "newsroom": "/", "media": "/"}
        yield {name: stack.enter_context(served.serve(folders[name], root)) for name, root in roots.items()}


@pytest.fixture
def address(homes: Mapping[str, str], request: pytest.FixtureRequest) -> str:
    """The whole address of one of `served.PAGES`."""
    site, page = request.param
    return homes[site] + page


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that is installed; Playwright downloads none."""
    path = shutil.which(os.environ.get("CHROMIUM") or "chromium")
    assert path, "there is no Chromium: scripts/test-setup"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*served.CHROMIUM, "--process-per-site"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def context(browser: Browser, homes: Mapping[str, str]) -> Callable[[str], BrowserContext]:
    """The context of a mode, the same one for every test; it closes with the browser.

    One tab stays open in each: all servers are one site to Chromium, which lets a new tab run in the process of an
    open one (`--process-per-site`). Starting a process for each costs more than showing most pages.
    """

    @cache
    def made(mode: str) -> BrowserContext:
        context = browser.new_context(**MODES[mode])
        context.new_page().goto(f"{homes['docs']}robots.txt")
        return context

    return made


@pytest.fixture
def tab(context: Callable[[str], BrowserContext], request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab in the mode that a test asks for by `indirect`, else on a desktop."""
    page = context(getattr(request, "param", "desktop")).new_page()
    yield page
    page.close()
