"""Whatever an editor types, the newsdesk answers with problems and never with a traceback."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sites

CALM = settings(max_examples=100, deadline=2000, suppress_health_check=[HealthCheck.too_slow])
SIGNS = st.characters(codec="utf-8")
PIECES = [
    *("[", "](", ")", "![", "http://[", "https://x.example", "javascript:", "#", "a.md#b", "../../../..", "%00", "/"),
    *("<", ">", "<script>", "</p>", "<p ", "onclick=", '"', "'", "&#0;", "&lt;", "<!--", "-->", "<![CDATA[", "<?php"),
    *("\n", "\n\n", "    ", "\t", "\r", "\x00", "\x0b", "\u2028", "\ufeff", "# ", "## ", "---", "| a | b |", "|:-|-:|"),
    *("*", "_", "`", "```", "{: #id .class onclick=x }", "1. ", "- ", "> ", "风筝", "，", "“", "kite", "==="),
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
        sites.examine(site)
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)


@pytest.mark.parametrize("language", ["en", "zh"])
@CALM
@given(body=BODIES)
def test_any_body_is_examined(small: Path, language: str, body: str) -> None:
    examined(small, f"{language}/news/2031/fuzz-{language}.md", f"---\n{HEAD}---\n{body}")


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
