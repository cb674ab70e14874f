"""Invisible characters are refused however they are typed: raw, as a YAML escape or as an HTML character reference."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

import sites
from newsdesk.content import yaml
from newsdesk.content.front_matter import PageFacts
from newsdesk.content.library import Library
from newsdesk.content.markdown_extensions import DEFAULT_EXTENSIONS
from newsdesk.content.registers import Registers
from newsdesk.content.settings import read_site
from newsdesk.content.story import Text
from newsdesk.content.text_files import CONTROL, invisible_character, without_invisible_characters
from newsdesk.diagnostics import SourceFile, SourceLocation
from newsdesk.i18n.languages import Language
from newsdesk.markdown import converter
from newsdesk.markdown.links import LinkTargets

SHELF = LinkTargets(library=Library(registers=Registers(), stories=[]), addresses=frozenset())
SEEN_BY_NAME = {"Zs"}
"""Spaces: raw ones pass for plain spaces, and by their names they are seen."""
CODES = st.one_of(
    st.integers(0, 0x10FFFF),
    st.integers(0, 0xFF),
    st.integers(0x2000, 0x206F),
    st.sampled_from([0xD83D, 0xDFFF, 0xFFFE, 0xFFFF, 0xFEFF, 0x115F, 0x3164, 0xE0041, 0x61C, 0x180E]),
)
BEFORE = st.sampled_from(["a", "风", "\u0645", "\U0001f468", "\u0915", "\u2764\ufe0f"])


def refused(text: str) -> bool:
    """Whether the raw text is."""
    return bool(CONTROL.search(text) or without_invisible_characters(text, "")[1])


def rendered(typed: str) -> converter.RenderedBody:
    file = SourceFile(path="x", text=typed)
    front = PageFacts.model_construct(title="x", summary="")
    text = Text(path="en/x.md", language=Language.EN, front=front, body=typed, body_line=1, file=file)
    return converter.render_body(text, SHELF, DEFAULT_EXTENSIONS)


def rules(typed: str) -> set[str]:
    return {problem.rule for problem in rendered(typed).findings.problems}


@given(BEFORE, CODES)
def test_a_sign_may_stand_by_name_where_it_may_stand_raw(before: str, code: int) -> None:
    sign = chr(code)
    wrong = refused(f"{before}{sign}a") and unicodedata.category(sign) not in SEEN_BY_NAME
    for typed in (f'"{before}\\U{code:08x}a"', f"{before}&#{code};a", f"'{before}&#x{code:X};a'"):
        if not 0xD800 <= code <= 0xDFFF or "\\" not in typed:
            assert bool(yaml.read_yaml("x", typed, typed).problems) is wrong, typed


@given(BEFORE, CODES.filter(lambda code: code not in {*range(0x80, 0xA0), 0xD, 0x3C}))
def test_a_body_is_refused_for_what_its_references_make(before: str, code: int) -> None:
    wrong = refused(f"{before}{chr(code)}a") and unicodedata.category(chr(code)) not in SEEN_BY_NAME
    for typed in (f"{before}&#{code};a", f'<span title="{before}&#{code};a">b</span>', f"- *{before}*&#x{code:x};a"):
        assert bool({"control-character", "invisible"} & rules(typed)) is wrong, typed


@given(st.lists(st.one_of(CODES.map("&#{};".format), st.sampled_from(["a", "<b>", '"', "\n\n", "[a](b.md)", "`"]))))
def test_whatever_a_body_names_it_becomes_html_that_a_feed_can_hold(parts: list[str]) -> None:
    html = rendered("".join(parts)).html
    assert etree.tostring(etree.HTML(html), encoding="unicode") is not None
    assert not CONTROL.search(html)


@pytest.mark.parametrize("typed", ["&nbsp;", "&#x3000;", "&shy", "&notanentity;", "`&shy;`", "    &shy;", "&amp;shy;"])
def test_names_of_spaces_and_names_that_are_shown_may_stand(typed: str) -> None:
    assert not rules(f"A kite.\n\n{typed}")


@pytest.mark.parametrize("name", ["&ZeroWidthSpace;", "&NoBreak;", "&af;", "&it;", "&shy;", "&lrm;", "&#8232;"])
def test_names_of_html_are_known(name: str) -> None:
    assert rules(f"A kite{name} flew.") == {"invisible"}


@pytest.mark.parametrize("named", ['"Kite\\x0b"', '"Kite\\u200b"', "Kite\u200b", "Kite&ZeroWidthSpace;"])
def test_the_words_of_the_site_hold_none(site: Path, named: str) -> None:
    file = site / "mkdocs.yml"
    file.write_text(file.read_text("utf-8").replace("en: Kite Desk", f"en: {named}", 1), encoding="utf-8")
    found, problems = read_site(file)
    assert found is None
    assert {each.rule for each in problems} == {"control-character" if "x0b" in named else "invisible"}
    assert sites.newsdesk(site, "check").code == 2


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (f"&#{'1' * 4_301};", False),
        (f"&#x{'1' * 4_301};", False),
        (f"&#{'0' * 4_301}11;", True),
        (f"&#x{'0' * 4_301}b;", True),
        ("&#00000011;", True),
        ("&#99999999;", False),
        ("&#1114112;", False),
        ("&#\u0661\u0661;", False),
    ],
)
def test_a_reference_of_any_length_is_read(typed: str, *, wrong: bool) -> None:
    assert bool(yaml.read_yaml("x", f"summary: a{typed}", f"summary: a{typed}").problems) is wrong


def test_each_sign_is_called_what_unicode_calls_it() -> None:
    said = [str(invisible_character(sign, SourceLocation(path="x")).message) for sign in "\x0b\ud83d\ufffe"]
    assert said == [
        "invalid character U+000B: a control character",
        "invalid character U+D83D: an unpaired surrogate",
        "invalid character U+FFFE: a Unicode noncharacter",
    ]
