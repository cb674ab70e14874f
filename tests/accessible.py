"""What axe finds wrong with a page, for tests/browser."""

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# What axe finds right is not told in full, which takes it half the time; the size of what is pressed (WCAG 2.2, 2.5.8)
# it looks at only when asked.
_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def violations(tab: Page) -> str:
    """The report on a page as it stands; empty where nothing is wrong."""
    # Axe().run would send its half a megabyte anew each time.
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(Axe().axe_script)
    results = AxeResults(tab.evaluate("options => axe.run(options)", _OPTIONS))
    return results.generate_report() if results.violations_count else ""
