"""Generated parts of documents: modules and examples in docs/architecture.md, forms in the guide, decisions.

`python tests/documents.py` regenerates them; `make documents` writes docs/reference/ as well. A generated part is
between `<!-- NAME -->`, or `<!-- NAME: ARGUMENT -->`, and `<!-- end -->`.
"""

import ast
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PROJECT / "hooks/newsdesk"
DECISIONS = PROJECT / "docs/decisions"
GUIDES = tuple(PROJECT / f"docs/guide/{language}.md" for language in ("en", "zh"))
DOCUMENTS = (PROJECT / "docs/architecture.md", DECISIONS / "README.md", *GUIDES)
_PART = re.compile(r"^(<!-- (\w+)(?:: (\S+))? -->\n).*?^(<!-- end -->)$", re.MULTILINE | re.DOTALL)
_DECISION = re.compile(
    r"# (\d{4}) (.+)\n\n- Status: (accepted|(?:amended|superseded) by (\d{4}))\n- Date: ([\d-]{10})\n\n"
)
_CODE_BLOCKS = {
    ".html": "html",
    ".md": "markdown",
    ".patch": "diff",
    ".po": "po",
    ".py": "python",
    ".toml": "toml",
    ".yml": "yaml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The header of a file in docs/decisions/; `by` is the number of the decision that amended or superseded it."""

    file: str
    number: str
    title: str
    status: str
    by: str
    date: str


def decisions() -> Iterator[Decision]:
    """Yield all decisions, by number. Raises AssertionError if a header is malformed."""
    for path in sorted(DECISIONS.glob("0*.md")):
        head = _DECISION.match(path.read_text(encoding="utf-8"))
        assert head, f"{path.name} must begin with its number and title, `- Status: …` and `- Date: …`"
        number, title, status, by, date = head.groups(default="")
        yield Decision(file=path.name, number=number, title=title, status=status, by=by, date=date)


def _index(_: str | None) -> str:
    rows = (f"| [{each.number}]({each.file}) | {each.title} | {each.status} | {each.date} |" for each in decisions())
    return "\n".join(["| number | decision | status | date |", "| --- | --- | --- | --- |", *rows])


def _layers(_: str | None) -> str:
    """Return the package's layers, as declared for import-linter."""
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    [layers] = [each["layers"] for each in contracts["contracts"] if each["type"] == "layers"]
    return f"`{' > '.join(layers)}`"


def _modules(_: str | None) -> str:
    """Return a table of the package's folders with their purposes and modules, then of its top-level modules."""
    folders = sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))
    rows = [f"| `{path.name}/` | {_purpose(path / '__init__.py')} | {_names(path)} |" for path in folders]
    rows += [f"| `{path.name}` | {_purpose(path)} | |" for path in sorted(PACKAGE.glob("[!_]*.py"))]
    return "\n".join(["| in `hooks/newsdesk/` | what it is | modules |", "| --- | --- | --- |", *rows])


def _names(folder: Path) -> str:
    return ", ".join(path.relative_to(folder).with_suffix("").as_posix() for path in sorted(folder.rglob("[!_]*.py")))


def _purpose(module: Path) -> str:
    return (ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or "").partition("\n")[0]


def _files(name: str | None) -> str:
    """Return a file of the project, or each file of a folder, as code; there, `x.more` is text to append to `x`."""
    found = PROJECT / (name or "")
    paths = sorted(path for path in found.rglob("*") if path.is_file()) if found.is_dir() else [found]
    assert paths, f"{name} holds no file"
    return "\n".join(_as_code(path, path.relative_to(found).as_posix()) for path in paths)


def _as_code(path: Path, name: str) -> str:
    """Return a file as a code block, captioned with its name; a patch names its files itself."""
    target = Path(name.removesuffix(".more"))
    caption = f"{'At the end of ' if path.suffix == '.more' else ''}`{target.as_posix()}`:\n\n"
    shown = path.read_text(encoding="utf-8").strip()
    return f"\n{'' if path.suffix == '.patch' else caption}````{_CODE_BLOCKS.get(target.suffix, 'text')}\n{shown}\n````"


def _forms(language: str | None) -> str:
    """Return every form of text in a language: its name, what comes of it, and how it is written."""
    assert language, "the guide of a language has its forms"
    rows = tomllib.loads((PACKAGE / "content/markdown_extensions.toml").read_text(encoding="utf-8"))
    return "\n".join(
        f"\n**{row['form'][language]}** · {row[language]}\n\n````markdown\n{row['example'][language].strip()}\n````"
        for row in rows.values()
        if "form" in row
    )


_PARTS: Mapping[str, Callable[[str | None], str]] = {
    "decisions": _index,
    "files": _files,
    "forms": _forms,
    "layers": _layers,
    "modules": _modules,
}


def renewed(text: str) -> str:
    """Return a document with its generated parts up to date."""
    return _PART.sub(lambda part: f"{part[1]}{_PARTS[part[2]](part[3])}\n{part[4]}", text)


if __name__ == "__main__":
    for document in DOCUMENTS:
        document.write_text(renewed(document.read_text(encoding="utf-8")), encoding="utf-8")
