"""Run axe, the accessibility checker, on a page, for tests/browser."""

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Full details of passed rules would double the run time; target size (WCAG 2.2, 2.5.8) is off by default.
_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def violations(tab: Page) -> str:
    """Return axe's report on the page in its current state, empty if there are no violations."""
    # Axe().run would inject its half a megabyte on every call.
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(Axe().axe_script)
    results = AxeResults(tab.evaluate("options => axe.run(options)", _OPTIONS))
    return results.generate_report() if results.violations_count else ""
