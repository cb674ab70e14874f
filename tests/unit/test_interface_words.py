"""Which interface words a template asks for."""

from pathlib import Path

import pytest

import sites
from newsdesk.lint.interface_words import WordUse, word_uses

UNKNOWN = ""


@pytest.mark.parametrize(
    ("template", "keys"),
    [
        ("{{ t.menu }} {{ t['menu'] }} {{ t.menu.format(a=t.news) }}", {"menu", "news"}),
        ("{{ in_each.menu.in_language(each).text }}", {"menu"}),
        ("{% macro a(t) %}{{ t.menu }}{% endmacro %}", {"menu"}),
        ("{{ t[state.word_key] }}", set()),
        ("{# t.menu #}{% raw %}{{ t.menu }}{% endraw %}{{ page.t.menu }}", set()),
        ("{{ t[key] }}", {UNKNOWN}),
        ("{{ t.items }}", {UNKNOWN}),
        ("{% if %}{{ t.menu }}", set()),
        ("\xff{{ t.menu }}", {"menu"}),
    ],
)
def test_the_words_of_a_template_are_read(site: Path, template: str, keys: set[str]) -> None:
    (site / "own").mkdir()
    (site / "own/page.html").write_bytes(template.encode("latin-1"))
    (site / "own/gone.html").symlink_to("nowhere.html")
    configuration = site / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace(f"{sites.PROJECT.as_posix()}/overrides", "own"), encoding="utf-8")
    every = word_uses(sites.identity_of(site))
    assert all((site / use.path).is_file() for use in every), "whichever site has filled the cache"
    uses = [use for use in every if use.path.startswith("own")]
    assert {use.key for use in uses} == keys
    assert {(use.path, use.line) for use in uses} <= {("own/page.html", 1)}


def test_a_word_is_located_in_the_lines_that_an_editor_counts(site: Path) -> None:
    (site / "page.html").write_text("<p>\u2028\x0b</p>\n<b>{{ t.nosuch }}</b>\n", encoding="utf-8")
    place = WordUse(key="nosuch", path="page.html", line=2).location(site)
    assert (place.line, place.column, place.length) == (2, 9, 6)
    assert place.source == "<b>{{ t.nosuch }}</b>"
