"""The style sheets have what pages use, in the sizes and spaces that are written down, and nothing else."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from newsdesk.content.markdown_extensions import extension_configs, extensions_table
from newsdesk.markdown.converter import to_html

OVERRIDES = Path(__file__).parents[2] / "overrides"
SHEETS: Mapping[str, str] = {
    path.name: re.sub(r"/\*.*?\*/|\"[^\"]*\"|url\([^)]*\)", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for path in sorted((OVERRIDES / "assets").glob("*.css"))
}
TEMPLATES = "\n".join(path.read_text(encoding="utf-8") for path in sorted(OVERRIDES.rglob("*.html")))
SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted((OVERRIDES / "assets").glob("*.js")))
PAGES = "\n".join(
    path.read_text(encoding="utf-8")
    for files in ("markdown/*.py", "pages/*.py", "rendering.py")
    for path in sorted(OVERRIDES.parent.glob(f"hooks/newsdesk/{files}"))
)
ON_PAPER = "print.css"
OPEN = re.compile(r"[\w-]*--$|align-$")
"""How a class begins that a template or the code completes."""
RULED = {
    name
    for text in SHEETS.values()
    for rule in re.findall(r"([^{}]+)\{", text)
    for name in re.findall(r"\.([a-z][\w-]*)", rule)
}


def in_templates() -> set[str]:
    """The classes of elements; one that is put together is cut where it is."""
    found = (
        re.sub(r"\{%.*?%\}", " ", re.sub(r"\{\{.*?\}\}", "\0", value))
        for value in re.findall(r'\bclass="((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*)"', TEMPLATES)
    )
    return {name.partition("\0")[0] for value in found for name in value.split()} - {""}


def in_code() -> set[str]:
    """The words of scripts, of what renders bodies and of macros that name classes: some of them are classes."""
    macros = re.findall(r"^(happening [^\n]*)$", re.sub(r"\{\{.*?\}\}", "", TEMPLATES), re.MULTILINE)
    return {word for text in [SCRIPTS, PAGES, *macros] for word in re.findall(r"[a-z][\w-]*", text)} | in_bodies()


def in_bodies() -> set[str]:
    """The classes that Markdown extensions make of their examples."""
    bodies = (
        to_html(row.example if isinstance(row.example, str) else row.example["en"], extension_configs({row.name: {}}))
        for row in extensions_table().values()
        if row.example
    )
    return {name for html in bodies for value in re.findall(r'class="([^"]*)"', html) for name in value.split()}


def test_every_rule_is_for_a_class_that_some_page_has() -> None:
    used = in_templates() | in_code()
    begun = tuple(name for name in used if OPEN.fullmatch(name))
    assert len(RULED) > 100
    assert sorted(name for name in RULED - used if not name.startswith(begun)) == []


def test_every_class_has_a_rule_or_a_script_that_asks_for_it() -> None:
    asked = set(re.findall(r"\.([a-z][\w-]*)", SCRIPTS))
    assert sorted(name for name in in_templates() - RULED - asked if not OPEN.fullmatch(name)) == []


@pytest.mark.parametrize("name", sorted(SHEETS.keys() - {"tokens.css", ON_PAPER}))
def test_sizes_and_spaces_are_those_that_are_written_down(name: str) -> None:
    sizes = re.findall(r"\bfont(?:-size)?: ([^;}]*)", SHEETS[name])
    assert [size for size in sizes if re.search(r"\d(?:rem|em|pt)\b", size.partition("/")[0])] == []
    spaces = re.findall(r"(?<![\w-])(?:margin|padding|gap|row-gap|column-gap)[a-z-]*: ([^;}]*)", SHEETS[name])
    loose = [space for space in spaces if "(" not in space.replace("var(", "") and re.search(r"\d*\.?\d+rem\b", space)]
    assert [
        space for space in loose if any(float(each) > LITTLE for each in re.findall(r"(\d*\.?\d+)rem", space))
    ] == []


BEHIND = {
    ("text-autospace", "normal"): "@supports (text-spacing-trim: trim-start)",
    ("content-visibility", "auto"): "@supports (overflow-clip-margin: 1px)",
}
"""What some browsers draw wrong, WebKit both, and the question that they answer with no."""


def declared(text: str) -> Iterator[tuple[tuple[str, str], list[str]]]:
    """Every declaration of a style sheet as property and value, and what it stands in."""
    around: list[str] = []
    for said, end in re.findall(r"([^{};]*)([{};])", text):
        if end == "{":
            around.append(said.strip())
            continue
        if said.strip():
            name, _, value = said.partition(":")
            yield (name.strip(), value.strip()), list(around)
        if end == "}":
            around.pop()


def test_what_some_browsers_draw_wrong_is_kept_from_them() -> None:
    found = [(each, around) for text in SHEETS.values() for each, around in declared(text) if each in BEHIND]
    assert {each for each, _ in found} == BEHIND.keys()
    assert [(each, around) for each, around in found if BEHIND[each] not in around] == []


def test_the_logo_alone_is_drawn_by_a_style_sheet() -> None:
    drawn = [value for text in SHEETS.values() for (name, value), _ in declared(text) if name.endswith("mask")]
    assert len(drawn) == 2
    assert all(value.startswith("var(--icon)") for value in drawn)


LITTLE = 0.15
"""Spaces so small that they only set letters right."""
