"""Messages and their translations.

`python tests/messages.py` adds new messages to the catalog, to be translated, and removes those no longer used.
"""

import ast
import sys
from collections.abc import Iterator, Mapping, Sequence, Set
from importlib.util import find_spec
from inspect import cleandoc
from io import BytesIO
from pathlib import Path
from string import Formatter

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT / "hooks"))
from newsdesk.cli.main import main

PACKAGE = PROJECT / "hooks/newsdesk"
CHINESE = PACKAGE / "i18n/zh.po"
_OURS = {"msg": None, "msg_plural": (1, 2)}
_CLICKS = {"_": None, "ngettext": (1, 2)}
_CLICKS_FILES = ("core.py", "decorators.py", "exceptions.py", "formatting.py", "parser.py", "types.py")
"""The files of click whose texts our commands can show: they have no prompts, and open no editor."""

Id = str | tuple[str, str]
"""A message's template, or its singular and plural ones."""


def all_messages() -> Mapping[Id, str]:
    """Return every message with its origin: in the package, in help texts, in click."""
    help_texts = {cleandoc(text): f"help of {name}" for name, text in _help(main, "newsdesk")}
    return {**click_messages(), **help_texts, **_extracted(PACKAGE, _OURS)}


def click_messages() -> Mapping[Id, str]:
    """Return the messages of click that our commands can show."""
    spec = find_spec("click")
    assert spec
    assert spec.origin
    return _extracted(Path(spec.origin).parent, _CLICKS, _CLICKS_FILES)


def chinese() -> Catalog:
    with CHINESE.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def no_literals() -> Iterator[str]:
    """Yield calls of `msg` whose templates are not literals, which cannot be extracted."""
    sources = {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
    for path in (path for path, text in sources.items() if "from newsdesk.i18n.messages import" in text):
        for node in ast.walk(ast.parse(sources[path])):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _OURS:
                templates = node.args[:1] if node.func.id == "msg" else node.args[:2]
                if not all(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in templates):
                    yield f"{path.relative_to(PROJECT).as_posix()}:{node.lineno}"


def wrong_values() -> Iterator[str]:
    """Yield calls of `msg` without a value for each placeholder, which would raise an exception."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _OURS:
                templates = [each.value for each in node.args if isinstance(each, ast.Constant)]
                given = {each.arg for each in node.keywords}
                if None not in given and any(placeholders(each) - given for each in templates):
                    yield f"{path.relative_to(PROJECT).as_posix()}:{node.lineno}"


def placeholders(template: str) -> Set[str]:
    """Return the names of a template's placeholders."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def _extracted(
    folder: Path, keywords: Mapping[str, tuple[int, ...] | None], files: Sequence[str] = ("**.py",)
) -> Mapping[Id, str]:
    found = extract_from_dir(folder, method_map=[(each, "python") for each in files], keywords=keywords)
    return {_id(message): f"{name}:{line}" for name, line, message, _, _ in found if message}


def _id(message: object) -> Id:
    return message if isinstance(message, str) else tuple(message)  # type: ignore[arg-type, return-value]


def _help(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    """Yield the help texts of a command, its parameters and its subcommands."""
    # click caches a command's --help option, so create it with our context's option names.
    with click.Context(command, info_name=name, **main.context_settings) as context:
        texts = [command.help, *(getattr(each, "help", None) for each in command.get_params(context))]
        yield from ((name, text) for text in texts if text)
        if isinstance(command, click.Group):
            for each in command.list_commands(context):
                if found := command.get_command(context, each):
                    yield from _help(found, f"{name} {each}")


def updated_catalog() -> str:
    """Return the catalog up to date: sorted, with an entry for every message and no others."""
    header = CHINESE.read_text(encoding="utf-8").partition("\n\n")[0]
    known, catalog = chinese(), Catalog(locale="zh_Hans")
    for message in all_messages():
        entry = known.get(message)
        catalog.add(message, entry.string if entry else "").flags.clear()
    entries = BytesIO()
    write_po(entries, catalog, omit_header=True, sort_output=True, width=0)
    return f"{header}\n\n{entries.getvalue().decode('utf-8').strip()}\n"


if __name__ == "__main__":
    CHINESE.write_text(updated_catalog(), encoding="utf-8", newline="\n")
