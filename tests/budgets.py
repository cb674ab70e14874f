"""Page weight of each page kind of the real docs/, as Chromium counts it: `python tests/budgets.py` prints a table.

Texts are served compressed, with the headers of `_headers`. *First* is a visit with an empty cache; *next* is a visit
to that page after another page of the site; *shift* is the Cumulative Layout Shift (CLS).
"""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

import served

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
SHIFT = """() => new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const each of list.getEntries()) sum += each.value; })
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(sum), 50);
})"""
BLOCKING = """() => [...document.querySelectorAll("script[src]")].filter((each) =>
    !each.async && !each.defer && each.type !== "module").length"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The network use of one visit: requests, bytes with headers and addresses; CLS; number of blocking scripts."""

    requests: int
    size: int
    shift: float
    blocking: int
    addresses: tuple[str, ...]


def visit(context: BrowserContext, address: str) -> Visit:
    """Visit a page in a new tab; what is in the context's cache is not requested again."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[int] = []
    asked: dict[str, str] = {}
    session.on("Network.responseReceived", lambda event: asked.update({event["requestId"]: event["response"]["url"]}))
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.goto(address, wait_until="networkidle")
    shift, blocking = page.evaluate(SHIFT), page.evaluate(BLOCKING)
    page.close()
    wired = [size for size in sizes if size]
    return Visit(
        requests=len(wired), size=sum(wired), shift=shift, blocking=blocking, addresses=tuple(sorted(asked.values()))
    )


def visits(browser: Browser, address: str, before: str, **mode: Any) -> tuple[Visit, Visit]:
    """Return a first visit to a page, and one after the page `before` was visited."""

    def fresh(look: Callable[[BrowserContext], Visit]) -> Visit:
        context = browser.new_context(**mode)
        seen = look(context)
        context.close()
        return seen

    def after(context: BrowserContext) -> Visit:
        visit(context, before)
        return visit(context, address)

    return fresh(lambda context: visit(context, address)), fresh(after)


def main() -> None:
    """Print the table of all page kinds."""
    sys.stdout.write(
        "| page | first, KB | requests | next, KB | requests | shift | blocking |\n| --- " + "| ---: " * 6 + "|\n"
    )
    with (
        TemporaryDirectory() as folder,
        served.serve(served.build(Path(folder) / "site")) as home,
        sync_playwright() as playwright,
    ):
        path = shutil.which(os.environ.get("CHROMIUM") or "chromium")
        browser = playwright.chromium.launch(executable_path=path, args=served.CHROMIUM)
        for address in [address for site, address in served.PAGES if site == "docs"]:
            before = f"{home}{'zh' if address.startswith('zh/') else 'en'}/about/sourcing/"
            first, later = visits(browser, home + address, before, **PHONE)
            weights = f"{first.size / 1000:.1f} | {first.requests} | {later.size / 1000:.1f} | {later.requests}"
            sys.stdout.write(f"| /{address} | {weights} | {first.shift:.3f} | {first.blocking} |\n")
        browser.close()


if __name__ == "__main__":
    main()
