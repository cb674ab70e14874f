"""Every fault in tests/broken says what expected.txt says, word for word; no rule is without a fault."""

import ast
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

import sites
from newsdesk import build
from newsdesk.checks.references import _HOME
from newsdesk.checks.rulebook import STYLE, rulebook

HEAD = re.compile(r"^(?P<path>.+?):\d+:\d+: (?:error|warning)\[(?P<rule>.+?)\]: (?P<sentence>.+)$", re.MULTILINE)
MAKERS = {"error": 0, "warning": 0, "_warning": 0, "note": 0, "fault": 0, "_plain": 2, "weighed": 1, "wrong": 2}
"""What makes a problem, and which of its arguments is the rule."""
ELSEWHERE = {
    "checks/security.py": "test_host.py",
    "reading/assets.py": "test_assets.py",
    "reading/fonts.py": "test_cards.py",
    "reading/identity.py": "test_identity.py",
    "reading/site_url.py": "test_identity.py",
    "model/site.py": "test_identity.py",
    "press.py": "test_build.py",
    "files/search_index.py": "test_search.py",
}
"""Rules that `newsdesk check` never prints, and the tests that hold them."""
ON_DISK = {"file-name": "test_library.py", "unreadable": "test_library.py"}
"""Rules whose fault no repository can hold."""
LEVELS = {
    "error": "error",
    "fault": "error",
    "_plain": "error",
    "wrong": "error",
    "warning": "warning",
    "_warning": "warning",
    "note": "note",
    "weighed": "note",
}
"""The level at which each makes it; `weighed` is a note as long as mkdocs.yml says nothing else."""


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


def rules(path: Path) -> Iterator[tuple[str, str]]:
    """The rules that a module names where it makes a problem, and their levels."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Yield) and path.parent.name == "site":
            yield from _of_a_fault(call)
        elif isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Unfit":
            yield from ((each.value.value, "error") for each in call.keywords if isinstance(each.value, ast.Constant))
        elif isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MAKERS:
            at = MAKERS[call.func.id]
            rule = call.args[at] if len(call.args) > at else None
            if isinstance(rule, ast.Constant):
                yield rule.value, LEVELS[call.func.id]
            elif isinstance(rule, ast.JoinedStr):
                yield from ((f"unknown-{kind}", "error") for kind in _HOME)
            elif isinstance(rule, ast.Name) and path.stem == "limits":
                yield from ((each, "error") for each in ("too-deep", "too-long"))


def _of_a_fault(said: ast.Yield) -> Iterator[tuple[str, str]]:
    """The rule of a fault of the built site that is yielded as a pair: its rule, and what is wrong."""
    if isinstance(said.value, ast.Tuple) and isinstance(said.value.elts[0], ast.Constant):
        yield said.value.elts[0].value, "error"


def all_rules(*, everywhere: bool) -> dict[str, set[str]]:
    """The levels of every rule; of those that `newsdesk check` prints, or of all."""
    package = sites.PROJECT / "hooks" / "newsdesk"
    named: dict[str, set[str]] = defaultdict(set, {rule.name: {"warning"} for rule in STYLE})
    for path in package.rglob("*.py"):
        name = path.relative_to(package).as_posix()
        if (name.startswith("checks/site") or name in ELSEWHERE) and not everywhere:
            continue
        for rule, level in rules(path):
            named[rule].add(level)
    return named


def test_every_rule_has_its_fault() -> None:
    named = {rule for rule, levels in all_rules(everywhere=False).items() if levels != {"note"}}
    shown = {head["rule"] for fault in sites.faults() for head in HEAD.finditer(expected(fault))}
    assert len(named) > 50
    assert named - shown == set(ON_DISK)


def test_the_rulebook_has_every_rule_and_no_other() -> None:
    levels = {name: set(map(str, entry.levels)) for name, entry in rulebook().items()}
    assert levels == all_rules(everywhere=True)


@pytest.fixture(scope="session")
def configured(whole: Path) -> MkDocsConfig:
    """MkDocs' configuration of a newsroom, read once: only its folders differ from fault to fault."""
    configuration = load_config(str(whole / "mkdocs.yml"))
    # One environment, in which each template is compiled once and not for each fault.
    configuration.theme.get_env = cache(configuration.theme.get_env)
    return configuration


@pytest.mark.parametrize(
    "fault", [each for each in sites.faults() if ": error[" in expected(each)], ids=lambda f: f.name
)
def test_every_error_stops_the_build_before_anything_is_written(
    fault: Path,
    site: Path,
    configured: MkDocsConfig,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(os, "environ", sites.environment())
    sites.lay_over(site, fault)
    configured.docs_dir, configured.site_dir = str(site / "docs"), str(site / "site")
    build.on_config(configured)
    with pytest.raises(PluginError, match="nothing was written, the last site stands as it was"):
        build.on_pre_build(configured)
    assert {head[0] for head in HEAD.finditer(expected(fault))} <= {
        head[0] for head in HEAD.finditer(capsys.readouterr().err)
    }
    build.on_build_error(PluginError("stopped"))
    assert not (site / "site").exists()


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
