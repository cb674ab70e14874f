"""Every fault in tests/broken says what expected.txt says, word for word; no rule is without a fault."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import sites
from newsdesk.checks.references import _HOME

HEAD = re.compile(r"^(?P<path>.+?):\d+:\d+: (?:error|warning)\[(?P<rule>.+?)\]: (?P<sentence>.+)$", re.MULTILINE)
MAKERS = {"error": 0, "warning": 0, "fault": 0, "_plain": 2}
"""What makes a problem, and which of its arguments is the rule."""
ELSEWHERE = {
    "checks/site.py": "test_site_check.py",
    "reading/identity.py": "test_identity.py",
    "model/site.py": "test_identity.py",
    "press.py": "test_build.py",
}
"""Rules that `newsdesk check` never prints, and the tests that hold them."""


def expected(fault: Path) -> str:
    return (fault / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("fault", sites.faults(), ids=lambda fault: fault.name)
def test_a_fault_says_what_an_editor_must_mend(fault: Path, site: Path) -> None:
    code, text = sites.complaints(sites.lay_over(site, fault))
    assert text == expected(fault)
    assert code == int(": error[" in text)


def test_the_newsroom_itself_has_no_fault(site: Path) -> None:
    assert sites.complaints(site) == (0, "\n")


def test_all_faults_are_said_in_one_run(site: Path) -> None:
    wanted: Counter[tuple[str, str]] = Counter()
    for fault in sites.faults():
        sites.lay_over(site, fault)
        wanted += Counter((head["path"], head["rule"]) for head in HEAD.finditer(expected(fault)))
    code, text = sites.complaints(site)
    found = Counter((head["path"], head["rule"]) for head in HEAD.finditer(text))
    assert code == 1
    assert not wanted - found


def rules(path: Path) -> Iterator[str]:
    """The rules that a module names where it makes a problem."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MAKERS:
            at = MAKERS[call.func.id]
            rule = call.args[at] if len(call.args) > at else None
            if isinstance(rule, ast.Constant):
                yield rule.value
            elif isinstance(rule, ast.JoinedStr):
                yield from (f"unknown-{kind}" for kind in _HOME)


def test_every_rule_has_its_fault() -> None:
    package = sites.PROJECT / "hooks" / "newsdesk"
    named: set[str] = set()
    for path in package.rglob("*.py"):
        if path.relative_to(package).as_posix() not in ELSEWHERE:
            named |= set(rules(path))
    shown = {head["rule"] for fault in sites.faults() for head in HEAD.finditer(expected(fault))}
    assert len(named) > 30
    assert named - shown == set()


def test_the_code_knows_no_section() -> None:
    """Neither this project's place nor its subject stands in code or templates."""
    own = re.compile(r"guiyang|guizhou|gui'an|beijing|big[ -]data|贵阳|贵州|数博", re.IGNORECASE)
    found = [
        f"{path.relative_to(sites.PROJECT)}:{number}: {line.strip()}"
        for folder in ("hooks", "overrides")
        for path in sorted((sites.PROJECT / folder).rglob("*"))
        if path.suffix in {".py", ".html", ".css", ".js"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if own.search(line)
    ]
    assert found == []
