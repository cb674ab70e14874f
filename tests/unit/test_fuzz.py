"""Whatever an editor types, the newsdesk answers with problems and never with a traceback.

`make fuzz` tries more inputs: FUZZ times as many.
"""

import json
import os
import random
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown.blockprocessors import ParagraphProcessor

import sites
from newsdesk.content.front_matter import PageFacts
from newsdesk.content.limits import within_limits
from newsdesk.content.markdown_extensions import DEFAULT_EXTENSIONS
from newsdesk.content.story import Text
from newsdesk.content.text_files import CONTROL
from newsdesk.diagnostics import Level, SourceFile
from newsdesk.i18n.languages import Language
from newsdesk.markdown import converter
from newsdesk.markdown.normalize import normalize

BOUND = 2.0
"""Seconds of work for any one input."""
TIMES = int(os.environ.get("FUZZ", "1"))
CALM = settings(max_examples=100 * TIMES, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
SIGNS = st.characters(codec="utf-8")
PIECES = [
    *("[", "](", ")", "![", "http://[", "https://x.example", "javascript:", "#", "a.md#b", "../../../..", "%00", "/"),
    *("<", ">", "<script>", "</p>", "<p ", "onclick=", '"', "'", "&#0;", "&lt;", "<!--", "-->", "<![CDATA[", "<?php"),
    *(
        "[a]: ",
        "[a][a]",
        "java&#115;cript:",
        "<svg ",
        "{: style=x }",
        "\u200b",
        "\u00a0",
        "<!-- newsdesk: allow alt -->",
    ),
    *("\n", "\n\n", "    ", "\t", "\r", "\x00", "\x0b", "\u2028", "\ufeff", "# ", "## ", "---", "| a | b |", "|:-|-:|"),
    *("*", "_", "`", "```", "{: #id .class onclick=x }", "1. ", "- ", "> ", "风筝", "，", "“", "kite", "==="),
    *("~~", "==", "~", "[^a]", "[^a]: ", "!!! note\n    ", '??? note "kite"\n    ', "> [!NOTE]\n> ", "[x] ", ": "),
    *("/// caption\n", "///\n", "```python\n", "~~~\n", "- [ ] ", "$"),
]
BODIES = st.one_of(st.text(SIGNS), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
KEYS = ["title", "summary", "published", "sources", "tags", "event", "image", "corrections", "translated", "draft"]
SCRAPS = [
    *("{", "}", "[", "]", ": ", ", ", "- ", "\n", "\n  ", "\n    - ", "&a ", "*a", "!!str ", "|\n  ", ">-\n  ", "#"),
    *('"', "'", "%", "@", "2031-01-01", "0000-00-00", "9999-12-31T23:59", "true", "mill", "风筝", "<<", "? ", "\t"),
    *("url: http://[", "is: ", "when: 2031-24", "value: 3亿", "publisher: ", "\x00", "\u2028", "---\n", "...\n"),
]
FRONTS = st.one_of(
    st.text(SIGNS),
    st.lists(st.sampled_from([*SCRAPS, *(f"{key}: " for key in KEYS)]), max_size=14).map("".join),
    st.dictionaries(
        st.sampled_from(KEYS),
        st.one_of(st.text(SIGNS, max_size=8), st.sampled_from(["[]", "{}", "[{}]", "[[]]", "{a: b}", "[a: b]", '""'])),
    ).map(lambda values: "".join(f"{key}: {value}\n" for key, value in values.items())),
)
ELEMENTS = [
    *("picture", "source", "img", "figure", "figcaption", "p", "a", "table", "tr", "td", "th", "thead", "tbody"),
    *("div", "span", "ruby", "rt", "ol", "li", "dl", "dd", "q", "blockquote", "pre", "code", "time", "h2", "br", "hr"),
    *("svg", "math", "template", "title", "body", "html", "head", "select", "option", "iframe", "video", "x-kite"),
]
STOCK = converter.make_converter(DEFAULT_EXTENSIONS)
STOCK.treeprocessors.deregister("plain-text")
HEAD = "title: A\nsummary: B\npublished: 2031-01-01\nsources: [mill-archive]\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newsroom's registers, and a story to be written anew each time."""
    site = sites.newsroom(tmp_path_factory.mktemp("small"))
    for path in (site / "docs").rglob("*.md"):
        path.unlink()
    return site


def examined(site: Path, path: str, text: str) -> None:
    """Write a file, examine the site, and put things back: one example must not fail the next."""
    file = site / "docs" / path
    before = file.read_bytes() if file.exists() else None
    file.write_bytes(text.encode())
    try:
        sites.lint(site)
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)


def seconds(small: Path, path: str, text: str) -> float:
    """How long it takes to examine the site with a file in it, whatever else the machine does."""
    started = worked()
    examined(small, path, text)
    return worked() - started


def worked() -> float:
    """Seconds that this process has worked, and those that it has begun and seen the end of."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


OPENINGS = [
    "[",
    "![",
    "[[",
    "[a](",
    "[a][",
    "``a`",
    "<",
    "<a",
    "<b x=",
    '<a href="',
    "<!--",
    "*",
    "**a",
    "_a ",
    "](",
    "&",
    "~~a ",
    "==a ",
    "[^a] ",
]
LONG = {
    **{f"5,000 times {sign}": sign * 5_000 for sign in OPENINGS},
    **{f"5,000 blocks of {sign}": f"{sign * 9}\n\n" * 5_000 for sign in ("[", "`", "> ", "- ", "1. ")},
    **{
        f"200 KB of {sign}": sign * (200_000 // len(sign))
        for sign in ("a", "风", "\n", "[a](b)", "a b ", "`", "\u00a0")
    },
    "5,000 open tags in blocks": '<a href="\n\n' * 5_000,
    "tags": "<b>" * 60_000,
    "entities": "&#0;" * 40_000,
    "a list": "- a\n" * 5_000,
    "a table": "| a | b |\n| - | - |\n" + "| [a](b) | b |\n" * 1_500,
    "headings": "a\n===\n" * 5_000,
    "open fences": "~~~a\n\n" * 10_000,
    "code": "```python\na = 1\n```\n\n" * 3_000,
    "footnote references": "[^a]\n\n" * 5_000 + "[^a]: b",
    "footnotes": "".join(f"[^{number}]\n\n[^{number}]: a\n\n" for number in range(900)),
    "boxes": "!!! note\n    a\n\n" * 5_000,
    "alerts": "> [!NOTE]\n> a\n\n" * 5_000,
    "definitions": "a\n:   b\n" * 900,
    "captions": "a\n\n/// caption\nb\n///\n\n" * 1_500,
    "scripts": "<script>" * 3_000,
    "unsafe links": "[a](javascript:x) " * 3_000,
    "dead anchors": "## head\n\n" * 500 + "".join(f"[a](#heads{number}) " for number in range(2_000)),
    **{f"45 KB of {sign} and blanks": (sign + " " * 60) * 730 for sign in ("[", "[a](", "![", "<a", "`", "-", "“")},
    **{f"390 KB of {sign}": sign * (390_000 // len(sign)) for sign in ("*a", "_a_ ", "**风", "\\", "~~~", "=a", "- ")},
    "lines of backticks": "".join(f"{'`' * (number % 70)}a\n" for number in range(1_300)),
    "blocks of details": "<details>\n\na\n\n" * 900,
    "left-overs": "[[a]] {{a}} :smile: TODO\n" * 1_900,
    "dead links": "".join(f"[a](b{number}.md) " for number in range(3_000)),
}
DEEP = {
    "quotations": "> " * 2_000 + "a",
    "quotations, line by line": "\n".join("> " * level + "a" for level in range(500)),
    "lists": "\n".join("    " * level + "- a" for level in range(500)),
    "lists in one line": "- " * 2_000 + "a",
    "numbered lists": "1. " * 2_000 + "a",
    "emphasis": "*a **b " * 2_000,
    "inline HTML": "<b>" * 2_000 + "a" + "</b>" * 2_000,
    "blocks of HTML": "<div>\n" * 2_000,
    "links": "[" * 900 + "a" + "](b)" * 900,
}


REPEATED = [
    *(
        "`",
        "“",
        "《",
        "（",
        "http://",
        "1.",
        "1,",
        "A.",
        "a-",
        "<!--",
        "'a ",
        "# a {#",
        "9年",
        "[a]:",
        '"',
        " ",
        "&",
        "*",
    ),
]
"""What expressions of the converter, of the style rules and of the comparison of facts begin with, or go on with."""
LONG |= {f"20,000 times {sign!r}": f"a{sign * 20_000}b" for sign in REPEATED}


@pytest.mark.parametrize("body", [pytest.param(text, id=name) for name, text in (LONG | DEEP).items()])
def test_no_body_takes_for_ever(small: Path, body: str) -> None:
    for language in ("en", "zh"):
        text = f"---\n{HEAD}---\n\nA body.\n\n{body}\n"
        assert seconds(small, f"{language}/news/2031/long.md", text) < BOUND


@pytest.mark.parametrize("sign", REPEATED)
def test_no_line_of_words_takes_for_ever(small: Path, sign: str) -> None:
    quoted = "'" + (sign * 20_000).replace("'", "''") + "b'"
    for language in ("en", "zh"):
        front = HEAD.replace("title: A", f"title: {quoted}").replace("summary: B", f"summary: {quoted}")
        assert seconds(small, f"{language}/news/2031/words.md", f"---\n{front}---\n\nA body.\n") < BOUND


@pytest.mark.parametrize("sign", REPEATED)
def test_no_word_of_a_register_takes_for_ever(small: Path, sign: str) -> None:
    words = "'" + (sign * 45_000).replace("'", "''") + "b'"
    record = f"title: {{en: A, zh: {words}}}\nwhen: 2030-05-01\nsources: [mill-archive]\n"
    assert seconds(small, "registers/events/2030/long.yml", record) < BOUND


LARGE = {
    "a body": "kites fly. " * 2_000_000,
    "blank lines": "\n" * 20_000_000,
    "invisible characters": "风\u200b\n" * 4_000_000,
    "waivers": "<!-- newsdesk: allow alt because so -->\n" * 500_000,
}


@pytest.mark.parametrize("body", [pytest.param(text, id=name) for name, text in LARGE.items()])
def test_a_file_of_20_mb_is_refused_within_a_second(small: Path, body: str) -> None:
    path = "en/news/2031/large.md"
    (small / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
    (small / "docs" / path).write_text(f"---\n{HEAD}---\n\n{body}", encoding="utf-8")
    started = worked()
    problems = [each for each in sites.lint(small)[1] if each.location.path.endswith("large.md")]
    spent = worked() - started
    (small / "docs" / path).unlink()
    assert [(each.rule, each.location.line) for each in problems] == [("too-long", 1)]
    assert spent < 1


def test_waivers_are_read_in_a_time_that_grows_with_their_number(small: Path) -> None:
    body = "<!-- newsdesk: allow alt because so -->\n" * 45_000
    assert seconds(small, "en/news/2031/waivers.md", f"---\n{HEAD}---\n\n{body}") < BOUND


TEXT = {
    "emphasis": "The *wind* **blew** hard over the mill. " * 120 + "\n\n",
    "a table with a long question": "\n".join(
        ["| Question | Answer |", "| --- | --- |", f"| {'Who flies kites? ' * 20}| No |"]
        + [f"| {'No'.ljust(339)} | Yes |"] * 5
    ),
    "a refrain": "na na na, hey, na na na\n\n" * 50,
    "a refrain in one line": "na na na, hey, na na na, " * 50,
    "a gene": "```\n" + f"{'GATTACA' * 10}\n" * 30 + "```",
    "a gene in one line": f"```\n{'GATTACA' * 200}\n```",
    "bits": "```\n" + f"{'01101001' * 8}\n" * 40 + "```",
    "bits in a list": f"```\n[{'0, 1, ' * 400}]\n```",
    "a wide table": f"| a |\n|{'-' * 3_000}|\n| c{' ' * 3_000}|",
    "a drawing": f"```\n{'─' * 1_500}\n```",
    "laughter": "哈" * 1_500,
}


@pytest.mark.parametrize("body", [pytest.param(text, id=name) for name, text in TEXT.items()])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_an_editor_repeats_is_text(language: str, body: str) -> None:
    assert within_limits(text_of(body, language))[1] == ()


@pytest.mark.parametrize("before", ["", "Kites flew.\n\n", "Kites flew over the hill, and "])
@pytest.mark.parametrize("run", ["“" * 3_000, "http://" * 500, "1." * 2_000])
def test_a_run_is_shown_where_it_begins(before: str, run: str) -> None:
    [problem] = within_limits(text_of(f"{before}{run}", "en"))[1]
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    assert (problem.rule, problem.location.line, problem.location.column) == ("too-long", line, column)


@pytest.mark.parametrize("reference", ["&#{};", "&amp;#{};", '<i title="&#{};">a</i>', "[a](b.md?&#{};)"])
@pytest.mark.parametrize("digits", ["1" * 4_301, "1234567890" * 440, "0" * 5_000 + "65"])
def test_a_body_holds_no_endless_reference(small: Path, reference: str, digits: str) -> None:
    path = small / "docs/en/news/2031/endless.md"
    path.write_text(f"---\n{HEAD}---\n\nA kite {reference.format(digits)} flew.\n", encoding="utf-8")
    found = [each for each in sites.lint(small)[1] if each.location.path.endswith("endless.md")]
    path.unlink()
    assert [each.rule for each in found] == ["too-long"]


def text_of(body: str, language: str) -> Text:
    return Text(
        path=f"{language}/x.md",
        language=Language(language),
        front=PageFacts.model_construct(title="x", summary=""),
        body=body,
        body_line=1,
        file=SourceFile(path="x", text=body),
    )


NESTED = {
    "lists": "sources: " + "[" * 5_000 + "]" * 5_000,
    "lists, open": "sources: " + "[" * 100_000,
    "braces": "image: " + "{a: " * 5_000 + "}" * 5_000,
    "100,000 lists": "sources: " + "[" * 100_000 + "]" * 100_000,
    "dashes": "sources:\n  " + "- " * 100_000 + "a",
    "question marks": "? " * 100_000,
    "anchors": "- &a " * 100_000,
    "mappings": "\n".join(f"{' ' * level}a:" for level in range(1_000)),
    "bomb": "a0: &a0 [x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(60)) + "b: c # d\n",
    "entries": "tags: [" + "mill, " * 20_000 + "mill]",
    "unknown entries": "tags: [" + "".join(f"tag{number}, " for number in range(10_000)) + "mill]",
    "keys": "".join(f"key{number}: a\n" for number in range(10_000)),
    "a line": f"byline: {'a ' * 100_000}",
    "spaces": f"byline: a{' ' * 200_000}b",
    "quotes": f'byline: "a" {"b " * 100_000}',
    "comments": "byline: a # b\n" * 5_000,
    "full-width": "title：a\n" * 5_000,
    "zero-width": "byline: " + "a\u200b" * 50_000,
}


@pytest.mark.parametrize("front", [pytest.param(text, id=name) for name, text in NESTED.items()])
def test_no_front_matter_takes_for_ever(small: Path, front: str) -> None:
    assert seconds(small, "en/news/2031/deep.md", f"---\n{HEAD}{front}\n---\n\nA body.\n") < BOUND
    assert seconds(small, "registers/events/2030/deep.yml", front) < BOUND


@pytest.mark.parametrize("language", ["en", "zh"])
@CALM
@given(body=BODIES)
def test_any_body_is_examined(small: Path, language: str, body: str) -> None:
    examined(small, f"{language}/news/2031/fuzz-{language}.md", f"---\n{HEAD}---\n{body}")


@CALM
@given(elements=st.lists(st.sampled_from(ELEMENTS), min_size=1, max_size=6))
def test_any_element_is_examined(small: Path, elements: list[str]) -> None:
    """Inside of one another, and empty: what the site makes itself may be typed too."""
    opened = "".join(f"<{name}>" for name in elements)
    body = f"{opened}{''.join(f'</{name}>' for name in reversed(elements))}\n\n{opened}A kite\n"
    examined(small, "en/news/2031/fuzz-en.md", f"---\n{HEAD}---\n{body}")


@CALM
@given(front=FRONTS)
def test_any_front_matter_is_examined(small: Path, front: str) -> None:
    examined(small, "en/news/2031/fuzz.md", f"---\n{front}\n---\n\nA body.\n")


@CALM
@given(text=st.text(SIGNS))
def test_any_file_is_examined(small: Path, text: str) -> None:
    examined(small, "en/about/fuzz.md", text)


@CALM
@given(text=FRONTS, name=st.sampled_from(["tags", "sources", "people", "series", "interface", "events/2030/fuzz"]))
def test_any_register_is_examined(small: Path, text: str, name: str) -> None:
    examined(small, f"registers/{name}.yml", text)


@pytest.mark.parametrize("text", ["- a", "a", "[]", "a: b", "a: [b]", "a: {b: c}", "{a: {}}", "a:", "? [a]\n: b"])
@pytest.mark.parametrize(
    "name", ["tags", "sources", "people", "interface", "series", "events/2030/odd", "editions/2031"]
)
def test_a_register_of_any_shape_is_examined(site: Path, name: str, text: str) -> None:
    (site / f"docs/registers/{name}.yml").write_text(text, encoding="utf-8")
    assert sites.newsdesk(site, "check").code in {0, 1}


def test_a_body_that_breaks_the_converter_does_not_change_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> bool:
        raise RecursionError

    with monkeypatch.context() as broken:
        broken.setattr(ParagraphProcessor, "run", breaks)
        with pytest.raises(RecursionError):
            converter.to_html("- a\n\n    b")
    assert converter.to_html("A *kite*.") == "<p>A <em>kite</em>.</p>"


@given(BODIES)
@CALM
def test_what_passes_the_inline_patterns_by_is_what_they_would_not_change(body: str) -> None:
    assert converter.to_html(body) == STOCK.reset().convert(normalize(body))


def signs_by_category(number: int, seed: int = 20_310_601) -> Mapping[str, Sequence[str]]:
    """The first, the last and some other characters of each general category of Unicode, up to `number`."""
    every: dict[str, list[str]] = defaultdict(list)
    for code in range(sys.maxunicode + 1):
        every[unicodedata.category(chr(code))].append(chr(code))
    chosen = random.Random(seed)  # noqa: S311 - no secret
    return {
        category: list(dict.fromkeys([signs[0], signs[-1], *chosen.sample(signs, min(number, len(signs)))]))[:number]
        for category, signs in sorted(every.items())
    }


def spellings(sign: str) -> Iterator[str]:
    """A character as it is, as an escape of YAML and as two references of HTML; a surrogate has no UTF-8."""
    if unicodedata.category(sign) != "Cs":
        yield sign
    yield f"\\U{ord(sign):08x}"
    yield f"&#{ord(sign)};"
    yield f"&#x{ord(sign):x};"


def story_with(typed: str, number: int) -> str:
    """A story with something typed into each of its fields and each place of its body that takes words."""
    quoted = '"' + f"Kites {number} {typed} flew".replace('"', '\\"') + '"'
    place = f"Kites {typed} flew"
    return f"""---
title: {quoted}
summary: {quoted}
published: 2030-05-02
byline: {quoted}
tags: [mill]
event: {{title: {quoted}, place: {quoted}, when: 2030-05-02}}
image: {{src: media/2030/mill.png, alt: {quoted}, caption: {quoted}, credit: {quoted}}}
corrections: [{{date: 2030-05-03, text: {quoted}}}]
sources: [{{publisher: {quoted}, title: {quoted}, link: none}}]
---

{place} [{place}](https://kites.example/) *{place}* `{place}`

## {place} {number}

- {place}

| {place} |
| --- |
| {place} |

    {place}

> {place}

<details>
<summary>{place}</summary>

{place}

</details>

![{place}](../../../media/2030/mill.png "{place}")
"""


def test_any_character_is_told_or_published_so_that_every_reader_can_read_it(site: Path) -> None:
    signs = signs_by_category(2 * TIMES)
    typed = [(category, each) for category in signs for sign in signs[category] for each in spellings(sign)]
    stories = {f"fuzz-{number}.md": each for number, each in enumerate(typed)}
    folder = site / "docs/en/news/2030"
    for name, (_, each) in stories.items():
        (folder / name).write_text(story_with(each, int(name[5:-3])), encoding="utf-8", newline="")
    problems = [each for each in sites.lint(site)[1] if each.level is Level.ERROR]
    refused = {each.location.path.rpartition("/")[2] for each in problems}
    for name in refused & stories.keys():
        (folder / name).unlink()
    run = sites.newsdesk(site, "build")
    assert (run.code, "Traceback" in run.err) == (0, False), run.err
    unread = [f"{path.name}: {fault}" for path in (site / "site").rglob("*") for fault in unreadable(path)]
    assert unread == []
    published = Counter(stories[name][0] for name in stories.keys() - refused)
    assert published["Cc"] == published["Cs"] == 0
    assert {category for category in signs if not published[category]} <= {"Cc", "Cs", "Cf", "Zl", "Zp"}


def unreadable(path: Path) -> Iterator[str]:
    """Why a reader of its format cannot read a published file."""
    try:
        match path.suffix:
            case ".xml" | ".svg":
                etree.fromstring(path.read_bytes())
            case ".json" | ".webmanifest":
                json.loads(path.read_text(encoding="utf-8"))
            case ".ics":
                assert list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))
            case ".html":
                page = path.read_text(encoding="utf-8")
                assert not CONTROL.search(page.replace("\n", ""))
                for script in etree.HTML(page).iterfind(".//script[@type='application/ld+json']"):
                    json.loads(script.text)
    except (ValueError, AssertionError, etree.XMLSyntaxError) as fault:
        yield str(fault) or type(fault).__name__
