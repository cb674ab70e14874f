"""Every fault in tests/broken says what expected.txt says, word for word; no rule is without a fault."""

import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

import sites
from newsdesk.diagnostics import Level
from newsdesk.lint.rulebook import RuleEntry, rulebook, style_examples
from newsdesk.mkdocs_adapter import events

ENTITIES = ("tag", "person", "organisation", "place", "source", "measure", "series", "event", "edition", "story")
HEAD = re.compile(r"^(?P<path>.+?):\d+:\d+: (?:error|warning)\[(?P<rule>.+?)\]: (?P<sentence>.+)$", re.MULTILINE)


def expected(fault: Path) -> str:
    return (fault / "expected.txt").read_text(encoding="utf-8")


def heads(text: str) -> set[str]:
    """The first line of each diagnostic."""
    return {head[0] for head in HEAD.finditer(text)}


@pytest.mark.parametrize("fault", sites.faults(), ids=lambda fault: fault.name)
def test_a_fault_says_what_an_editor_must_mend(fault: Path, site: Path) -> None:
    code, text = sites.check_output(sites.lay_over(site, fault))
    assert text == expected(fault)
    assert code == int(": error[" in text)


def test_the_newsroom_itself_has_no_fault(site: Path) -> None:
    assert sites.check_output(site) == (0, "\n")


def test_all_faults_are_said_in_one_run(site: Path) -> None:
    wanted: Counter[tuple[str, str]] = Counter()
    for fault in sites.faults():
        sites.lay_over(site, fault)
        wanted += Counter((head["path"], head["rule"]) for head in HEAD.finditer(expected(fault)))
    code, text = sites.check_output(site)
    found = Counter((head["path"], head["rule"]) for head in HEAD.finditer(text))
    assert code == 1
    assert not wanted - found


def is_for_editors(entry: RuleEntry) -> bool:
    """Whether `newsdesk check` of a newsroom can print a rule, so that a fault can show it."""
    elsewhere = entry.held and not entry.held.startswith("tests/broken")
    return not elsewhere and not entry.where.startswith(("site", "mkdocs.yml"))


def test_every_rule_has_its_fault() -> None:
    named = {name for name, entry in rulebook().items() if is_for_editors(entry) and {*entry.levels} != {Level.NOTE}}
    shown = {head["rule"] for fault in sites.faults() for head in HEAD.finditer(expected(fault))}
    assert len(named) > 100
    assert named - shown == set()
    assert shown - rulebook().keys() == set()


def test_the_rulebook_has_no_rule_that_nothing_breaks() -> None:
    """That it has every other, all tests hold together: none may meet one that it lacks (conftest.py)."""
    package = sites.PROJECT / "hooks" / "newsdesk"
    code = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    by_kind = {f"unknown-{kind}" for kind in ENTITIES}
    assert [
        name
        for name in rulebook().keys() - by_kind - {rule.name for rule in style_examples()}
        if f'"{name}"' not in code
    ] == []


APART = {
    "alias-register": "another translation of the page has an error too, and comes first",
    "dead-link": "a link that leads nowhere may lead to a text with errors",
    "dead-link-empty": "so may one without an address",
    "slug-case": "what is said is said of a file of the newsroom",
    "unknown-event": "an edition of another fault is nearer",
    "unsafe-tab": "as a dead link",
}
"""Faults of which something else is said beside others."""


def groups(faults: Sequence[Path]) -> Sequence[Sequence[Path]]:
    """The faults, put together where no two change one file: a whole site is rendered for each group."""
    together: list[list[Path]] = []
    taken: list[set[str]] = []
    for fault in (each for each in faults if each.name not in APART):
        names = {*sites.files_of(fault).values()}
        at = next((at for at, others in enumerate(taken) if names.isdisjoint(others)), len(together))
        if at == len(together):
            together.append([])
            taken.append(set())
        together[at].append(fault)
        taken[at] |= names
    return [*together, *([each] for each in faults if each.name in APART)]


@pytest.mark.parametrize(
    "group", groups([each for each in sites.faults() if ": error[" in expected(each)]), ids=lambda group: group[0].name
)
def test_every_error_stops_the_build_before_anything_is_written(
    group: Sequence[Path],
    site: Path,
    configured: MkDocsConfig,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(os, "environ", sites.environment())
    for fault in group:
        sites.lay_over(site, fault)
    configured.config_file_path, configured.site_dir = str(site / "mkdocs.yml"), str(site / "site")
    events.on_config(configured)
    with pytest.raises(PluginError, match="nothing was written, the previous site is unchanged"):
        events.on_pre_build(configured)
    said = heads(capsys.readouterr().err)
    assert {fault.name: heads(expected(fault)) - said for fault in group if heads(expected(fault)) - said} == {}
    events.on_build_error(PluginError("stopped"))
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
