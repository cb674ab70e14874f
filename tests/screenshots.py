"""Screenshots of every page kind of the real docs/: both languages, phone and desktop, light and dark, and print.

`python tests/screenshots.py [KIND…]` writes `pictures/story-zh-phone-dark.png` and the like, `story-zh-print.pdf`, and
`pictures/index.html`, which shows them all.
"""

import asyncio
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, async_playwright

import served

PICTURES = served.PROJECT / "pictures"
BILINGUAL = {"landing": "", "not-found": "404.html"}
KINDS = {
    "front": "",
    "story": served.STORY,
    "timeline": "timeline/",
    "summit": "summit/",
    "edition": "summit/2018/",
    "event": "events/2013/guiyang-zhongguancun-agreement/",
    "search": "search/?q={query}",
    "tag": "tags/conferences/",
    "subscribe": "about/subscribe/",
}
QUERIES = {"en": "apple", "zh": "苹果"}
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
SCHEMES = ["light", "dark"]
AT_ONCE = 4
"""Number of tabs rendered in parallel, in one Chromium."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitter:
    """A page to take screenshots of: its name, such as `story-zh`, and its address."""

    name: str
    address: str


def sitters(kinds: Sequence[str]) -> list[Sitter]:
    """Return the pages of some kinds, of all by default."""
    both = [Sitter(name=kind, address=address) for kind, address in BILINGUAL.items() if not kinds or kind in kinds]
    return both + [
        Sitter(name=f"{kind}-{language}", address=f"{language}/{address.format(query=QUERIES[language])}")
        for kind, address in KINDS.items()
        for language in served.LANGUAGES
        if not kinds or kind in kinds
    ]


async def take(browser: Browser, home: str, sitter: Sitter) -> None:
    """Take all screenshots of one page."""
    context = await browser.new_context()
    page = await context.new_page()
    for size, viewport in SIZES.items():
        await page.set_viewport_size(viewport)
        # Reload for each size: a script may collapse long parts on a phone.
        await page.goto(home + sitter.address, wait_until="networkidle")
        await page.evaluate(served.COME_NEAR)
        for scheme in SCHEMES:
            await page.emulate_media(color_scheme=scheme)
            await page.screenshot(path=PICTURES / f"{sitter.name}-{size}-{scheme}.png", full_page=True)
    await page.pdf(path=PICTURES / f"{sitter.name}-print.pdf", format="A4")
    await context.close()


async def take_all(home: str, pages: Sequence[Sitter]) -> None:
    """Take the screenshots of all pages, several at a time."""
    places = asyncio.Semaphore(AT_ONCE)

    async def taken(sitter: Sitter) -> None:
        async with places:
            await take(browser, home, sitter)

    async with async_playwright() as playwright:
        path = shutil.which(os.environ.get("CHROMIUM") or "chromium")
        browser = await playwright.chromium.launch(executable_path=path, args=served.CHROMIUM)
        await asyncio.gather(*map(taken, pages))
        await browser.close()


def sheet(pages: Sequence[Sitter]) -> str:
    """Return the HTML of a page that shows all screenshots, one row per page."""
    modes = ["-".join(mode) for mode in product(SIZES, SCHEMES)]
    rows = "".join(
        f"<h2>{page.name} <a href='{page.name}-print.pdf'>print</a></h2><div>"
        + "".join(
            f"<a href='{page.name}-{mode}.png'><img alt='{mode}' src='{page.name}-{mode}.png'></a>" for mode in modes
        )
        + "</div>"
        for page in pages
    )
    style = "div{display:flex;gap:1rem;align-items:start}img{height:40rem;border:1px solid}"
    return f"<!doctype html><html lang='en'><title>Pictures</title><style>{style}</style>{rows}"


def main() -> None:
    """Build docs/, serve it, and take the screenshots."""
    pages = sitters(sys.argv[1:])
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, served.serve(served.build(Path(folder) / "site")) as home:
        asyncio.run(take_all(home, pages))
    (PICTURES / "index.html").write_text(sheet(pages), encoding="utf-8")
    sys.stdout.write(f"{len(pages)} pages: {PICTURES / 'index.html'}\n")


if __name__ == "__main__":
    main()
