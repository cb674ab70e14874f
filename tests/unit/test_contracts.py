"""The contracts on who may import whom can fail: each does when one line breaks it."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import sites

LINT = Path(sys.executable).with_name("lint-imports")
BREAKING = {
    "The rooms lie along one line": ("urls.py", "import newsdesk.pages.view"),
    "Only the adapter knows MkDocs": ("rendering.py", "import mkdocs.utils"),
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


NOT_IMPORTED = {
    "mkdocs-material": "the theme that mkdocs.yml names",
    "pymdown-extensions": "holds what Material asks for to versions that the oldest Python can run",
    "pygments": "colors code for pymdown-extensions, which does not ask for it",
    "tzdata": "the time zones of Windows, which Python finds by itself",
}


def imported() -> set[str]:
    """The packages outside of Python that a module of the newsdesk imports, wherever in it."""
    trees = [ast.parse(path.read_bytes()) for path in (sites.PROJECT / "hooks").rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    modules = [name.name for node in nodes if isinstance(node, ast.Import) for name in node.names]
    modules += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return {module.partition(".")[0] for module in modules} - {*sys.stdlib_module_names, "newsdesk"}


def test_every_dependency_is_imported_and_every_import_is_a_dependency() -> None:
    project = tomllib.loads((sites.PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[^\w-]", each)[0].lower() for each in project["dependencies"]}
    # pydantic-core is a part of pydantic, which asks for one version of it.
    packages = packages_distributions() | {"pydantic_core": ["pydantic"]}
    assert len(needed) > 20
    assert needed == {packages[name][0].lower().replace("_", "-") for name in imported()} | NOT_IMPORTED.keys()


def lint(folder: Path) -> dict[str, str]:
    """What became of each contract: KEPT or BROKEN."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [LINT, "--no-cache", "--config", "pyproject.toml"]
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return dict(re.findall(r"^(.+) (KEPT|BROKEN)(?: \(\d+ ignored imports?\))?$", run.stdout, re.MULTILINE))


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
