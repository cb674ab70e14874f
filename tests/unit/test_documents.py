"""The documents say what the code does."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from click import Context
from click.testing import CliRunner
from pydantic import BaseModel

import documents
import sites
from newsdesk.cli.main import COMMANDS, main
from newsdesk.cli.reference import reference_files
from newsdesk.content.front_matter import RECORD_FORMS
from newsdesk.content.marks import fields, models_in
from newsdesk.content.site import Site
from newsdesk.i18n.messages import Message

DOCS = sites.PROJECT / "docs"
README = (sites.PROJECT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (sites.PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (sites.PROJECT / "Makefile").read_text(encoding="utf-8")
WRITTEN = {path: path.read_text(encoding="utf-8") for path in (*sites.PROJECT.glob("*.md"), *DOCS.glob("*.md"))}
WRITTEN |= {path: path.read_text(encoding="utf-8") for path in (*DOCS.glob("guide/*.md"), *DOCS.glob("decisions/*.md"))}
"""What is written by hand, in part at least; docs/reference/ is generated."""
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+?)(?:#([^)\s]*))?\)")
_CODE = re.compile(r"^(```+).*?^\1$|`[^`\n]+`", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def reference() -> Mapping[str, str]:
    return reference_files()


def test_the_reference_is_what_the_code_says(reference: Mapping[str, str]) -> None:
    found = {name: (DOCS / "reference" / name).read_text(encoding="utf-8") for name in reference}
    assert found == reference, "renew it: make documents"


def test_the_reference_is_there_in_chinese(reference: Mapping[str, str]) -> None:
    lines = reference["keys.zh.md"].splitlines()
    assert "| `tags` |  | tags.yml中的标识。 |" in lines
    assert [line for line in lines if line.isascii() and line.strip("| -")] == []
    assert reference["commands.zh.md"].count("\n用法：newsdesk") == reference["commands.md"].count("\nUsage: newsdesk")


@pytest.mark.parametrize("path", documents.DOCUMENTS, ids=lambda path: path.name)
def test_the_generated_parts_of_documents_are_up_to_date(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "<!-- end -->" in text
    assert text == documents.renewed(text), "renew it: make documents"


def test_contributing_is_short() -> None:
    assert len(CONTRIBUTING.encode()) <= 12 * 1024


def test_a_decision_has_a_number_of_its_own_and_stands_or_says_what_replaced_it() -> None:
    found = list(documents.decisions())
    numbers = [each.number for each in found]
    assert [each.file[:4] for each in found] == numbers
    assert numbers == [f"{number:04}" for number in range(1, int(numbers[-1]) + 1) if number != 22]
    assert [each.number for each in found if each.by and each.by not in numbers] == []
    assert [each.number for each in found if not date(2026, 11, 23) <= date.fromisoformat(each.date)] == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(sites.PROJECT).as_posix())
def test_every_link_of_a_document_leads_somewhere(path: Path) -> None:
    for target, anchor in _LINK.findall(_CODE.sub("", WRITTEN[path])):
        if "://" not in target:
            linked = (path.parent / target).resolve() if not target.startswith("#") else path
            assert linked.exists(), f"{target} is not there"
            name = anchor or target.partition("#")[2]
            assert not name or name in _anchors(linked.read_text(encoding="utf-8")), f"{target} has no heading {name}"


def _anchors(text: str) -> set[str]:
    """The anchors that GitHub gives the headings of a text."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("kind", [*RECORD_FORMS, "site"])
def test_every_key_says_what_it_is_for_in_each_language(kind: str) -> None:
    models: list[type[BaseModel]] = [RECORD_FORMS[kind].model] if kind in RECORD_FORMS else [Site]
    for model in models:
        described = fields(model)
        assert [key for key, field in described.items() if not isinstance(field.description, Message)] == []
        models += [each for field in described.values() for each in models_in(field.annotation) if each not in models]


def test_every_target_that_is_named_can_be_made() -> None:
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", "\n".join(WRITTEN.values()), re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert {"site", "test", "serve", "bench", "lock"} <= named
    assert named <= targets


def test_every_command_is_named_and_every_name_is_a_command() -> None:
    texts = "\n".join(text for path, text in WRITTEN.items() if path.name != "CHANGELOG.md")
    named = set(re.findall(r"(?:`|^|/|\$ )newsdesk ([a-z]+)", texts, re.MULTILINE))
    assert named == COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name: str) -> None:
    run = CliRunner().invoke(main, [name, "--help"])
    found = main.get_command(Context(main), name)
    assert found
    assert (run.exit_code, found.name, bool(found.help)) == (0, name, True), run.output


def test_ci_calls_the_test_command_of_the_readme() -> None:
    script = (sites.PROJECT / ".ci/run").read_text(encoding="utf-8")
    assert "make test" in README
    assert script.strip().endswith("\nmake test")


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-test.txt", "requirements-bench.txt", "requirements-lock.txt"]
)
def test_requirements_are_exact_and_name_no_host(name: str) -> None:
    lines = (sites.PROJECT / name).read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert len(pinned) > 20
    assert [line for line in pinned if not re.match(r"[a-z0-9-]+==[\w.]+ \\$|[a-z0-9-]+==[\w.]+ ; .+ \\$", line)] == []
    assert [line for line in lines if "://" in line or line.startswith("--")] == []
