"""The schemas, snippets and tasks of an editor's own editor: made from the models, and never stricter than they are."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator
from pydantic import BaseModel
from ruamel.yaml import YAML

import sites
from newsdesk.cli import schema
from newsdesk.cli.main import COMMANDS
from newsdesk.content import source_file, yaml
from newsdesk.content.event import Event
from newsdesk.content.front_matter import RECORD_FORMS
from newsdesk.content.registers import Source
from newsdesk.content.validation import validated
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import MESSAGE_LANGUAGES, catalog

VSCODE = sites.PROJECT / ".vscode"
CATALOGS = [catalog(language) for language in MESSAGE_LANGUAGES]
CHECKER = Path(sys.executable).with_name("check-jsonschema")
SETTINGS = json.loads((VSCODE / "settings.json").read_text("utf-8"))
TASKS = {task["label"]: task for task in json.loads((VSCODE / "tasks.json").read_text("utf-8"))["tasks"]}
SNIPPETS = json.loads((VSCODE / "newsdesk.code-snippets").read_text("utf-8"))


@cache
def validator(kind: str) -> Draft202012Validator:
    made = schema.json_schema(kind, CATALOGS)
    Draft202012Validator.check_schema(made)
    # The dialect by which older YAML extensions read every schema.
    Draft7Validator.check_schema(made)
    return Draft202012Validator(made)


def as_an_editor_reads(text: str) -> Any:
    """YAML 1.2 with its types, as the YAML extension and check-jsonschema read it: 2014 is a number, a date is text."""
    reader = YAML(typ="safe", pure=True)
    reader.constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)
    return json.loads(json.dumps(reader.load(text)))


def schema_errors(kind: str, text: str) -> list[str]:
    return [found.message for found in validator(kind).iter_errors(as_an_editor_reads(text))]


def test_what_is_committed_is_what_the_models_say() -> None:
    cure = "run: newsdesk schema --write"
    there = {path.name: path.read_text("utf-8") for path in (VSCODE / "schemas").iterdir()}
    assert there == schema.schema_files(CATALOGS), cure
    assert (VSCODE / "newsdesk.code-snippets").read_text("utf-8") == schema.snippets(CATALOGS), cure


def test_they_are_written_where_they_are_committed(site: Path) -> None:
    run = sites.newsdesk(site, "schema", "--write")
    assert run.code == 0, run.err
    written = sites.contents(site / ".vscode")
    assert len(written) == len(schema.SCHEMA_FILES) + 1
    assert all((VSCODE / name).read_bytes() == text for name, text in written.items())


@pytest.mark.parametrize("kind", schema.SCHEMA_KINDS)
def test_a_schema_says_in_each_language_what_each_key_is_for(kind: str) -> None:
    made = {language: schema.json_schema(kind, [catalog(language)]) for language in MESSAGE_LANGUAGES}
    assert validator(kind)
    for part in (made[Language.ZH], *made[Language.ZH].get("$defs", {}).values()):
        for key, value in part.get("properties", {}).items():
            assert not value["description"].isascii(), key
    assert made[Language.EN].keys() == made[Language.ZH].keys()


def test_a_schema_is_printed_in_the_language_asked_for(site: Path) -> None:
    english, chinese = (sites.newsdesk(site, "--language", each, "schema", "event") for each in MESSAGE_LANGUAGES)
    assert json.loads(english.out)["title"] == "An event"
    assert json.loads(chinese.out)["title"] == "事件"
    assert sites.newsdesk(site, "schema").out.split() == list(schema.SCHEMA_KINDS)
    assert sites.newsdesk(site, "schema", "poem").code == 2


def test_every_register_is_wired_to_its_schema() -> None:
    wired = {where: Path(name).stem for name, where in SETTINGS["yaml.schemas"].items()}
    assert all((sites.PROJECT / name).is_file() for name in SETTINGS["yaml.schemas"])
    files = list(records(sites.PROJECT))
    assert len(files) > 50
    for path in files:
        shown = path.relative_to(sites.PROJECT).as_posix()
        assert [kind for where, kind in wired.items() if fnmatch(shown, where)] == [kind_of(path)], shown


def records(site: Path) -> Iterator[Path]:
    """Every register, event and edition of a site."""
    return (path for path in sorted((site / "docs/registers").rglob("*.yml")) if kind_of(path) in schema.SCHEMA_FILES)


def kind_of(path: Path) -> str:
    folder = path.parent.parent.name if path.parent.parent.name == "events" else path.parent.name
    return {"events": "event", "editions": "edition"}.get(folder, path.stem)


@pytest.mark.parametrize("site", [sites.PROJECT, sites.NEWSROOM], ids=["the section", "the newsroom"])
def test_what_the_models_take_the_schemas_take(site: Path) -> None:
    for path in records(site):
        assert schema_errors(kind_of(path), path.read_text("utf-8")) == [], path
    texts = [path for path in sorted((site / "docs").rglob("*.md")) if path.relative_to(site).parts[1] in ("en", "zh")]
    assert len(texts) > 10
    for path in texts:
        front = path.read_text("utf-8").split("---\n")[1]
        assert schema_errors(_kind_of_text(path, front), front) == [], path


def _kind_of_text(path: Path, front: str) -> str:
    folders = {"news": "story", "about": "page", "summit": "prose", "events": "prose"}
    kind = next((folders[part] for part in path.parts if part in folders), "front")
    return "translation" if "\ntranslated:" in front and kind != "prose" else kind


@pytest.mark.parametrize(
    "fault",
    [
        "register-unknown-key",
        "register-series",
        "event-record",
        "choice",
        "unknown-key",
        "missing-key",
        "missing-key-inside",
        "date",
        "date-event",
        "figure",
        "source-link",
        "type-list",
        "address",
    ],
)
def test_a_schema_finds_what_the_check_finds(fault: str, tmp_path: Path) -> None:
    site = sites.lay_over(sites.newsroom(tmp_path), sites.BROKEN / fault)
    path = site / (sites.BROKEN / fault / "expected.txt").read_text("utf-8").partition(":")[0]
    text = path.read_text("utf-8")
    is_story = path.suffix == ".md"
    assert schema_errors("story" if is_story else kind_of(path), text.split("---\n")[1] if is_story else text) != []


def test_check_jsonschema_takes_valid_registers_and_finds_a_broken_one(tmp_path: Path) -> None:
    """The files as another program reads them."""
    site = sites.newsroom(tmp_path)
    command = [CHECKER, "--schemafile", VSCODE / "schemas/event.json", *(site / "docs/registers/events").rglob("*.yml")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    broken = site / "docs/registers/events/2030/kite-day.yml"
    broken.write_text(broken.read_text("utf-8").replace("sources:", "source:"), encoding="utf-8")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "kite-day.yml" in done.stdout


SCALARS = st.one_of(
    st.text(alphabet="0123456789-./~?%TabZ:万亿 millonghtps风-", max_size=16),
    st.dates().map(str),
    st.builds("{}/{}".format, st.dates().map(str), st.sampled_from(["..", "2099", "2099-21"])),
    st.sampled_from(
        ["2014", "2013-09", "2014-21", "2013~", "2021-05?", "../2014", "true", "false", "316", "16.733 billion"]
    ),
)
OF_ONE_KEY: list[tuple[type[BaseModel], str, dict[str, Any]]] = [
    (Event, "event", {"title": "x", "sources": ["x"]}),
    (Source, "source", {"publisher": "x", "url": "https://example.org/"}),
    (RECORD_FORMS["figure"].model, "figure", {"measure": "x", "value": "1", "basis": "planned", "source": "x"}),
    (RECORD_FORMS["story"].model, "story", {"title": "x", "summary": "x", "published": "2014-02-19", "sources": ["x"]}),
]


@given(st.sampled_from(OF_ONE_KEY), SCALARS, st.data())
def test_no_value_that_a_model_takes_is_refused_by_its_schema(
    case: tuple[type[BaseModel], str, dict[str, Any]], typed_value: str, data: st.DataObject
) -> None:
    model, kind, rest = case
    key = data.draw(st.sampled_from(sorted(validator(kind).schema["properties"])))
    text = json.dumps({**rest, key: "HERE"}).replace('"HERE"', typed_value)
    reading = yaml.read_yaml("x", text, text)
    if reading.problems or validated(model, reading.values, reading.source_file)[1]:
        return
    if isinstance(as_an_editor_reads(text)[key], bool | None):
        # A key that is empty yet, or a word that only an editor's editor takes for something else than text.
        return
    assert schema_errors(kind, text) == []


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_is_yaml_that_its_model_knows(name: str) -> None:
    """With each stop filled in by what stands there, or by a word."""
    text = "\n".join(SNIPPETS[name]["body"])
    filled = re.sub(r"\$\{\d+\|([^,|]+)[^}]*\}|\$\{\d+:?([^}]*)\}", lambda stop: stop[1] or stop[2] or "x", text)
    document = filled if filled.startswith("---") else f"---\n{filled}\n---\n"
    values = (
        source_file.read_document("x", document.replace("$0", "")).values or yaml.read_yaml("x", filled, filled).values
    )
    assert values
    kind, _, place = name.partition(": ") if ": " in name else name.partition(" in ")
    if place in ("its register", "a list"):
        values = values["an-id"] if isinstance(values, dict) else values[0]
    needed = schema.json_schema(kind, CATALOGS)
    given_keys = set(values)
    assert given_keys <= set(needed["properties"])
    if place and place not in ("its register", "a list"):
        assert given_keys == {place}
    else:
        assert list(validator(kind).iter_errors(json.loads(json.dumps(values)))) == []


@pytest.mark.parametrize("language", MESSAGE_LANGUAGES)
def test_the_tasks_find_every_problem_that_check_prints(site: Path, language: Language) -> None:
    for fault in ("date", "link-text", "unknown-tag"):
        sites.lay_over(site, sites.BROKEN / fault)
    run = sites.newsdesk(site, "--language", language, "check")
    _, problems = sites.lint(site)
    pattern = TASKS["check"]["problemMatcher"]["pattern"]
    matches = [match for line in run.out.splitlines() if (match := re.match(pattern["regexp"], line))]
    found = {
        tuple(match[pattern[part]] for part in ("file", "line", "column", "severity", "code")) for match in matches
    }
    assert {severity for *_, severity, _ in found} == {"error", "warning", "note"}
    assert found == {
        (each.location.path, str(each.location.line), str(each.location.column), each.level.value, each.rule)
        for each in problems
    }
    assert all(match[pattern["message"]].strip() for match in matches)


def test_the_tasks_run_what_is_there() -> None:
    assert TASKS.keys() == {"check", "check this file", "build", "serve"}
    for task in TASKS.values():
        matcher = {key: value for key, value in task["problemMatcher"].items() if key != "background"}
        assert matcher == TASKS["check"]["problemMatcher"]
        assert task["command"].endswith("/.venv/bin/newsdesk")
        assert task["windows"]["command"].endswith("/.venv/Scripts/newsdesk.exe")
        assert task["args"][0] in COMMANDS


def test_a_layout_follows_references_and_prefers_the_form_in_each_language() -> None:
    made = schema.json_schema("event", CATALOGS)
    lines = [str(row) for row in schema.schema_rows("figures", made["properties"]["figures"], made)]
    assert lines[:2] == ["figures:", "  - measure: visitors"]
    assert [str(row) for row in schema.schema_rows("title", made["properties"]["title"], made)] == [
        "title:",
        "  en: …",
        "  zh: …",
    ]
