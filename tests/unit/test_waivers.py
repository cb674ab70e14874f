"""What a warning prints to be pasted above its line works there, whatever its reason says."""

import re
from pathlib import Path

import pytest

import sites

PROBLEM = re.compile(
    r"^(?P<path>\S+?):(?P<line>\d+):\d+: warning\[(?P<rule>[a-z-]+)\]: (?P<sentence>.*)(?:\n(?:.*\n)*?.*?"
    r"(?P<waiver><!-- newsdesk: allow .*? because … -->|# newsdesk: allow .*? because …))",
    re.MULTILINE,
)
REASON = "because “Pinebridge Kite Museum” and Lin Fan (松桥风筝博物馆) have 77 of them on May 7, 2030"
PRINTED = [each for each in sites.faults() if "newsdesk: allow" in (each / "expected.txt").read_text(encoding="utf-8")]


def said(problems: list[str]) -> list[str]:
    """What is said, wherever: a line more moves all that is below it."""
    return sorted(re.sub(r":\d+|line \d+", "", problem.splitlines()[0]) for problem in problems)


def names(site: Path) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    return {
        key: (frozenset(story.people), frozenset(story.organisations))
        for key, story in sites.library(site).by_key.items()
    }


@pytest.mark.parametrize("fault", PRINTED, ids=lambda fault: fault.name)
def test_a_waiver_is_pasted_as_it_is_printed_and_changes_nothing_else(fault: Path, site: Path) -> None:
    sites.lay_over(site, fault)
    problems = sites.printed_problems(sites.newsdesk(site, "check").out)
    found = [
        (problem, match)
        for problem in problems
        if (match := PROBLEM.search(problem)) and match["rule"] != "idle-waiver"
    ]
    before = names(site)
    places = {(match["path"], int(match["line"]), match["waiver"]) for _, match in found}
    for path, line, waiver in sorted(places, reverse=True):
        lines = (site / path).read_text(encoding="utf-8").split("\n")
        lines.insert(line - 1, waiver.replace("because …", REASON))
        (site / path).write_text("\n".join(lines), encoding="utf-8")
    waived = {problem for problem, _ in found}
    after = sites.printed_problems(sites.newsdesk(site, "check").out)
    assert said(after) == said([problem for problem in problems if problem not in waived])
    assert names(site) == before


def test_waivers_are_printed_for_a_body_and_for_a_key() -> None:
    printed = "".join((fault / "expected.txt").read_text(encoding="utf-8") for fault in PRINTED)
    rules = {"names", "facts", "glued-words", "summary-repeats"}
    assert rules <= set(re.findall(r"# newsdesk: allow (\S+) because …", printed))
    assert {"names", "facts", "close-name"} <= set(re.findall(r"<!-- newsdesk: allow (\S+) because … -->", printed))
