"""The documents say what the code does."""

import re

import pytest
from click import Context
from click.testing import CliRunner

import sites
from newsdesk.cli.explain import rules_table
from newsdesk.cli.main import COMMANDS, main
from newsdesk.cli.schema import reference_tables
from newsdesk.content.front_matter import RECORD_FORMS
from newsdesk.content.types import fields, models_in
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import catalog

README = (sites.PROJECT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (sites.PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (sites.PROJECT / "Makefile").read_text(encoding="utf-8")


def test_the_reference_of_keys_is_the_models() -> None:
    between = CONTRIBUTING.partition("<!-- reference: begin -->")[2].partition("<!-- reference: end -->")[0]
    assert between.strip() == reference_tables(catalog(Language.EN)).strip()


def test_the_reference_is_there_in_chinese() -> None:
    lines = reference_tables(catalog(Language.ZH)).splitlines()
    assert "| `tags` |  | tags.yml中的标识。 |" in lines
    assert [line for line in lines if line.isascii() and line.strip("| -")] == []


def test_the_table_of_rules_is_the_rulebooks() -> None:
    section = CONTRIBUTING.partition("### Every rule\n")[2].partition("\n## ")[0]
    assert section.partition("\n\n| ")[2].strip() == rules_table(Language.EN).removeprefix("| ")


@pytest.mark.parametrize("kind", RECORD_FORMS)
def test_every_key_says_what_it_is_for(kind: str) -> None:
    models = [RECORD_FORMS[kind].model]
    for model in models:
        described = fields(model)
        assert [key for key, field in described.items() if not field.description] == []
        models += [each for field in described.values() for each in models_in(field.annotation) if each not in models]


def test_every_target_that_is_named_can_be_made() -> None:
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", README + CONTRIBUTING, re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert {"site", "test", "serve", "bench", "lock"} <= named
    assert named <= targets


def test_every_command_is_named_and_every_name_is_a_command() -> None:
    named = set(re.findall(r"(?:`|^|/)newsdesk ([a-z]+)", README + CONTRIBUTING, re.MULTILINE))
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


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt", "requirements-lock.txt"])
def test_requirements_are_exact_and_name_no_host(name: str) -> None:
    lines = (sites.PROJECT / name).read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert len(pinned) > 20
    assert [line for line in pinned if not re.match(r"[a-z0-9-]+==[\w.]+ \\$|[a-z0-9-]+==[\w.]+ ; .+ \\$", line)] == []
    assert [line for line in lines if "://" in line or line.startswith("--")] == []
