"""What `newsdesk check --format` hands to machines."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import sites
from newsdesk.cli.report import (
    JSON_FIELDS,
    MAX_IN_SUMMARY,
    diagnostics_as_json,
    job_summary,
    workflow_command,
    workflow_commands,
)
from newsdesk.diagnostics import Level, SourceLocation, error, note, suggest, warning
from newsdesk.i18n.messages import msg, verbatim

PLACE = SourceLocation(path="docs/en/news/2030/date.md", line=4, column=12, length=10, source="published: 19/02/2030")
DATE = error("date", PLACE, msg('published must be a day; found "19/02/2030"'), suggest("published: 2030-02-19"))
STALE = note(
    "stale", SourceLocation(path="docs/en/a.md", line=3), msg("stale translation: the original has changed: block 1")
)
TWICE = warning("idle-waiver", SourceLocation(path="docs/en/b.md", line=9), msg("this waives nothing"))
LOOKED_AT = {"stories": 8, "withheld": 2}


@pytest.fixture
def broken(site: Path) -> Path:
    """The newsroom with two errors of dates laid over it."""
    return sites.lay_over(site, sites.BROKEN / "date")


def test_json_is_one_object() -> None:
    assert json.loads(diagnostics_as_json([DATE, STALE], LOOKED_AT)) == {
        "looked_at": {"stories": 8, "withheld": 2},
        "counts": {"error": 1, "warning": 0, "note": 1},
        "problems": [
            {
                "rule": "date",
                "level": "error",
                "path": "docs/en/news/2030/date.md",
                "line": 4,
                "column": 12,
                "length": 10,
                "sentence": 'published must be a day; found "19/02/2030"',
                "cure": "write here: published: 2030-02-19",
            },
            {
                "rule": "stale",
                "level": "note",
                "path": "docs/en/a.md",
                "line": 3,
                "column": 1,
                "length": 1,
                "sentence": "stale translation: the original has changed: block 1",
                "cure": "",
            },
        ],
    }


def test_every_key_is_documented_and_every_documented_key_is_printed() -> None:
    found = json.loads(diagnostics_as_json([DATE, STALE], LOOKED_AT))
    assert [*found, *(f"problems[].{key}" for key in found["problems"][0])] == [*JSON_FIELDS]
    assert {*found["counts"]} == {level.value for level in Level}


def test_an_annotation_has_its_place_its_rule_and_its_cure() -> None:
    assert workflow_command(DATE) == (
        "::error file=docs/en/news/2030/date.md,line=4,col=12,endColumn=22,title=error[date]"
        '::published must be a day; found "19/02/2030"%0Awrite here: published: 2030-02-19'
    )
    assert workflow_command(STALE).startswith("::notice file=docs/en/a.md,line=3,col=1,")
    assert workflow_command(TWICE).startswith("::warning file=docs/en/b.md,line=9,col=1,")


def test_what_a_command_would_read_as_its_own_signs_is_escaped() -> None:
    place = SourceLocation(path="docs/100%,a:b\r\n::error::c.md")
    command = workflow_command(error("date", place, msg("50%0A\r\n::error::never"), msg("50 % off: a,b")))
    assert command == (
        "::error file=docs/100%25%2Ca%3Ab%0D%0A%3A%3Aerror%3A%3Ac.md,line=1,col=1,endColumn=2,title=error[date]"
        "::50%250A%0D%0A::error::never%0A50 %25 off: a,b"
    )


def unescaped(text: str) -> str:
    """As GitHub's runner reads it: the percent sign last."""
    for sign, code in (("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("%", "%25")):
        text = text.replace(code, sign)
    return text


@given(st.text(), st.text(), st.text())
def test_any_text_survives_an_annotation_of_one_line(path: str, sentence: str, cure: str) -> None:
    command = workflow_command(error("date", SourceLocation(path=path), verbatim(sentence), verbatim(cure)))
    assert "\n" not in command
    assert "\r" not in command
    _, head, message = command.split("::", 2)
    properties = dict(each.split("=", 1) for each in head.removeprefix("error ").split(","))
    assert unescaped(properties["file"]) == path
    told = message.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
    assert told == (f"{sentence}\n{cure}" if cure else sentence)


def test_errors_come_first() -> None:
    levels = [command.split()[0] for command in workflow_commands([STALE, TWICE, DATE])]
    assert levels == ["::error", "::warning", "::notice"]


def test_the_summary_counts_and_lists() -> None:
    lines = job_summary([DATE, STALE, TWICE], LOOKED_AT).splitlines()
    assert lines[0] == "### newsdesk check: 1 error, 1 warning, 1 note"
    assert lines[2] == "Checked 8 stories, 2 withheld."
    assert len([line for line in lines if line.startswith("| error")]) == 1
    assert "<details><summary>1 note</summary>" in lines
    assert "Checked 1 story, 1 file, 1 withheld." in job_summary([], {"stories": 1, "files": 1, "withheld": 1})
    assert job_summary([], LOOKED_AT) == "### newsdesk check: no problems\n\nChecked 8 stories, 2 withheld.\n"


def test_a_long_summary_is_cut_and_says_so() -> None:
    text = job_summary([DATE] * (MAX_IN_SUMMARY + 3), LOOKED_AT)
    assert text.count("| error") == MAX_IN_SUMMARY
    assert "… and 3 more" in text


@given(st.text(alphabet=st.sampled_from("a风 |<>&`*_[]()!#\\-+~@:/.\r\n")))
@example("<img src=x> | [a](https://b.example) ![c](d) @e `f` &amp;")
def test_no_sign_of_a_text_is_markdown_in_the_summary(text: str) -> None:
    problem = error("date", SourceLocation(path="docs/a.md"), verbatim(text))
    (row,) = (line for line in job_summary([problem], LOOKED_AT).splitlines() if line.startswith("| error"))
    cell = re.fullmatch(r"\| error\S+ \| docs\S+ \| (.*) \|  \|", row)
    assert cell
    lines = cell[1].split("<br>")
    assert re.findall(r"[!-/:-@\[-`{-~]", re.sub(r"\\.", "", "".join(lines))) == []
    assert [re.sub(r"\\(.)", r"\1", line) for line in lines] == (text.splitlines() or [""])


def test_the_command_prints_json_and_nothing_else(broken: Path) -> None:
    run = sites.newsdesk(broken, "check", "--format", "json")
    assert run.code == 1
    found = json.loads(run.out)
    assert found["counts"]["error"] == 2
    assert found["looked_at"]["stories"] > 0
    assert len(found["problems"]) == len(set(sites.lint(broken)[1]))
    assert "2 errors" in run.err


def test_json_of_the_built_site_is_an_object_too(built_newsroom: Path) -> None:
    run = sites.newsdesk(built_newsroom, "check", "--site", "site", "--format", "json")
    assert run.code == 0
    found = json.loads(run.out)
    assert found["problems"] == []
    assert found["looked_at"]["internal links"] > 100
    assert "internal links" in run.err


def test_the_command_prints_annotations_and_appends_its_summary(broken: Path, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    run = sites.newsdesk(broken, "check", "--format", "github", GITHUB_STEP_SUMMARY=str(summary))
    assert run.code == 1
    assert all(line.startswith("::") for line in run.out.splitlines())
    assert run.out.startswith("::error file=docs/en/news/2030/date.md,line=4,col=12,")
    assert summary.read_text(encoding="utf-8").startswith("before\n### newsdesk check: 2 errors")


def test_without_a_summary_file_none_is_written(broken: Path) -> None:
    before = sites.contents(broken)
    run = sites.newsdesk(broken, "check", "--format", "github", GITHUB_STEP_SUMMARY="")
    assert run.code == 1
    assert sites.contents(broken) == before


def test_text_is_what_is_printed_without_a_format(broken: Path) -> None:
    assert sites.newsdesk(broken, "check", "--format", "text") == sites.newsdesk(broken, "check")


def test_an_unknown_format_cannot_run(site: Path) -> None:
    assert sites.newsdesk(site, "check", "--format", "xml").code == 2


@pytest.fixture
def misconfigured(site: Path) -> Path:
    with (site / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("nav: [kites.md]\n")
    return site


def test_problems_of_mkdocs_yml_are_told_to_machines_too(misconfigured: Path) -> None:
    run = sites.newsdesk(misconfigured, "check", "--format", "json")
    found = json.loads(run.out)
    assert (run.code, [(each["rule"], each["path"]) for each in found["problems"]]) == (2, [("setting", "mkdocs.yml")])
    run = sites.newsdesk(misconfigured, "check", "--format", "github")
    assert run.code == 2
    assert run.out.startswith(f"::error file=mkdocs.yml,line={found['problems'][0]['line']},")
    assert "error[setting]: nav has no effect here" in sites.newsdesk(misconfigured, "check").err
