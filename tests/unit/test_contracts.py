"""The contracts on who may import whom can fail: each does when one line breaks it."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import sites

LINT = Path(sys.executable).with_name("lint-imports")
BREAKING = {
    "The rooms lie along one line": ("urls.py", "import newsdesk.pages.view"),
    "Only the adapter knows MkDocs": ("pages/render.py", "import mkdocs.utils"),
    "Only content knows YAML": ("cli/report.py", "import yaml"),
    "Views touch neither disk nor clock nor environment": ("pages/front.py", "import time"),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its contracts, to be broken."""
    shutil.copytree(
        sites.PROJECT / "hooks" / "newsdesk", tmp_path / "newsdesk", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(sites.PROJECT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> dict[str, str]:
    """What became of each contract: KEPT or BROKEN."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [LINT, "--no-cache", "--config", "pyproject.toml"]
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return dict(re.findall(r"^(.+) (KEPT|BROKEN)$", run.stdout, re.MULTILINE))


def test_every_contract_has_a_line_that_breaks_it() -> None:
    project = tomllib.loads((sites.PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {contract["name"] for contract in project["tool"]["importlinter"]["contracts"]} == BREAKING.keys()


def test_all_contracts_are_kept(copy: Path) -> None:
    assert lint(copy) == dict.fromkeys(BREAKING, "KEPT")


@pytest.mark.parametrize("contract", BREAKING)
def test_a_contract_breaks_with_one_line(copy: Path, contract: str) -> None:
    file, line = BREAKING[contract]
    path = copy / "newsdesk" / file
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    assert lint(copy)[contract] == "BROKEN"
