"""Forms of a body beyond paragraphs: what the extensions of mkdocs.yml make of it, on pages, in feeds and in stamps."""

import re
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules

import pytest
import yaml

import sites
from newsdesk.content.blocks import Manuscript, mark_stale_blocks, split_blocks
from newsdesk.content.front_matter import PageFacts
from newsdesk.content.library import Library
from newsdesk.content.markdown_extensions import (
    DEFAULT_EXTENSIONS,
    ExtensionConfigs,
    MarkdownExtension,
    extension_configs,
    extensions_table,
    forms,
)
from newsdesk.content.registers import Registers
from newsdesk.content.settings import read_site
from newsdesk.content.site import FeedText
from newsdesk.content.story import Text
from newsdesk.diagnostics import SourceFile
from newsdesk.i18n.languages import Language, LocalizedText
from newsdesk.i18n.typography import has_han
from newsdesk.markdown import converter
from newsdesk.markdown.converter import FeedHtml
from newsdesk.markdown.forms import BOX_KINDS
from newsdesk.markdown.links import LinkTargets
from newsdesk.outputs.search_index import text_of
from newsdesk.pages.parallel import align_bodies
from newsdesk.preview import Preview, preview_settings
from newsdesk.refactor.links import Relocation, link_edits

TABLE = extensions_table()
USED = [row for row in TABLE.values() if row.example]
WORDS = yaml.safe_load((sites.PROJECT / "docs/registers/interface.yml").read_text(encoding="utf-8"))
INTERFACE = {
    key: LocalizedText({Language(code): text for code, text in words.items()})
    for key, words in WORDS.items()
    if words.keys() == {"en", "zh"}
}
TARGETS = LinkTargets(library=Library(registers=Registers(interface=INTERFACE), stories=[]), addresses=frozenset())


def text(body: str, language: Language = Language.EN) -> Text:
    front = PageFacts(title="-", summary="-")
    file = SourceFile(path=f"docs/{language}/x.md", text=body)
    return Text(path=f"{language}/x.md", language=language, front=front, body=body, body_line=1, file=file)


def html(body: str, language: Language = Language.EN, extensions: ExtensionConfigs = DEFAULT_EXTENSIONS) -> str:
    """The HTML of a body that has no problem, without its frame."""
    found = converter.render_body(text(body, language), TARGETS, extensions)
    assert [str(each.message) for each in found.findings.problems] == []
    return found.html.removeprefix('<div class="prose">').removesuffix("</div>")


def shown(row: MarkdownExtension, language: Language) -> str:
    return row.shown(language).body if row.form else str(row.example)


# The table


def test_every_extension_that_is_installed_stands_in_the_table() -> None:
    (folder,) = find_spec("pymdownx").submodule_search_locations
    helpers = {"util", "slugs", "blocks", "delimiterprocessor", "keymap_db", "bracketspan"}
    found = {f"pymdownx.{each.name}" for each in iter_modules([folder]) if each.name not in helpers}
    found |= {f"pymdownx.blocks.{each.name}" for each in iter_modules([f"{folder}/blocks"]) if each.name != "block"}
    found = {name for name in found if not re.search(r"_db$|\._", name)}
    own = {each.name for each in entry_points(group="markdown.extensions") if each.module.startswith("markdown.")}
    assert {"footnotes", "toc"} <= own
    assert (found | own) - TABLE.keys() <= {"legacy_attrs"}


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE.keys())
def test_a_row_speaks_both_languages(row: MarkdownExtension) -> None:
    assert has_han(row.texts[Language.ZH])
    assert not has_han(row.texts[Language.EN])
    assert row.refused or row.bundles or row.replaced or row.example or row.name in {"pymdownx.highlight", "sane_lists"}


@pytest.mark.parametrize("language", sites.LANGUAGES)
@pytest.mark.parametrize("row", USED, ids=[row.name for row in USED])
def test_an_extension_that_is_on_works_without_a_problem(row: MarkdownExtension, language: Language) -> None:
    others = tuple(each for each in DEFAULT_EXTENSIONS if each[0] != row.name)
    example = shown(row, language)
    made = html(example, language, extension_configs({row.name: {}}))
    assert made != html_of_anything(example, language, others)
    assert "style=" not in made
    assert "<input" not in made


def html_of_anything(body: str, language: Language, extensions: ExtensionConfigs) -> str:
    return converter.render_body(text(body, language), TARGETS, extensions).html


# mkdocs.yml


def settings_problems(folder: Path, lines: str) -> list[str]:
    return [
        f"{each.location.line}:{each.location.column} {each.message} | {each.suggestion}"
        for each in _read(folder, lines)[1]
    ]


def _read(folder: Path, lines: str) -> tuple[object, list[object]]:
    configuration = (sites.NEWSROOM / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        f"{lines}\n{configuration.replace('../../', f'{sites.PROJECT}/')}", encoding="utf-8"
    )
    if not (folder / "docs").exists():
        sites.shutil.copytree(sites.NEWSROOM / "docs/assets", folder / "docs/assets")
    return read_site(folder / "mkdocs.yml")


@pytest.mark.parametrize(
    "lines",
    [
        "markdown_extensions: [toc, pymdownx.tilde]",
        "markdown_extensions:\n  - markdown.extensions.toc:\n  - pymdownx.tilde:\n      subscript: true",
        "markdown_extensions:\n  toc: {}\n  pymdownx.tilde: {subscript: yes}",
        "markdown_extensions: [{toc: {permalink: true}}, {pymdownx.tilde: {subscript: false}}]",
    ],
)
def test_extensions_are_added_to_the_default_set(tmp_path: Path, lines: str) -> None:
    site, problems = _read(tmp_path, lines)
    assert problems == []
    given = dict(site.settings.markdown_extensions)
    assert given.keys() == dict(DEFAULT_EXTENSIONS).keys() | {"toc"}
    asked = "subscript: true" in lines or "subscript: yes" in lines
    assert dict(given["pymdownx.tilde"]) == {"subscript": asked}
    assert ("sub>" in html("H~2~O", extensions=site.settings.markdown_extensions)) is asked


REFUSED: Mapping[str, str] = {
    "markdown_extensions:\n  - footnote": '2:5 Markdown extension "footnote" is not known here | write here: footnotes',
    "markdown_extensions: [mark]": '1:23 Markdown extension "mark" is not known here | write here: pymdownx.mark',
    "markdown_extensions: [zzz]": '1:23 Markdown extension "zzz" is not known here | delete it',
    "markdown_extensions:\n  - pymdownx.snippets:\n      base_path: x": (
        '2:5 Markdown extension "pymdownx.snippets" is not used here | delete it\n'
        "It reads other files into the text, which checks, stamps and translations would not see."
    ),
    "markdown_extensions:\n  - pymdownx.superfences:\n      custom_fences: []": (
        '3:7 option "custom_fences" of Markdown extension pymdownx.superfences is not used here | delete it\n'
        "one of: disable_indented_code_blocks, preserve_tabs, relaxed_headers"
    ),
    "markdown_extensions:\n  toc:\n    permalink: maybe": "3:16 toc: permalink must be true or false | ",
    "markdown_extensions:\n  - toc:\n      slugify: !!python/name:os.system": (
        '3:7 option "slugify" of Markdown extension toc is not used here | delete it\n'
        "one of: title, permalink, toc_depth, marker"
    ),
    "markdown_extensions: footnotes": (
        "1:22 markdown_extensions must be a list | write the line: markdown_extensions: [footnotes]"
    ),
}


@pytest.mark.parametrize("lines", REFUSED, ids=range(len(REFUSED)))
def test_an_extension_or_option_that_is_refused_is_named_at_its_line(tmp_path: Path, lines: str) -> None:
    assert settings_problems(tmp_path, lines) == [REFUSED[lines]]


@pytest.mark.parametrize("row", [row for row in TABLE.values() if row.refused], ids=lambda row: row.name)
def test_a_refused_extension_says_what_does_its_job(tmp_path: Path, row: MarkdownExtension) -> None:
    (problem,) = settings_problems(tmp_path, f"markdown_extensions: [{row.name}]")
    assert problem.endswith(f"delete it\n{row.texts[Language.EN]}")


def test_a_change_of_the_extensions_makes_the_pages_anew(tmp_path: Path) -> None:
    site = sites.newsroom(tmp_path / "site")
    story = site / "docs/en/news/2030/kite-school-opens.md"
    story.write_text(f"{story.read_text(encoding='utf-8')}\n\nH~2~O\n", encoding="utf-8")
    page = site / "site/en/news/2030/kite-school-opens/index.html"
    assert sites.newsdesk(site, "build").code == 0
    assert "H~2~O" in page.read_text(encoding="utf-8")
    with (site / "mkdocs.yml").open("a", encoding="utf-8") as configuration:
        configuration.write("markdown_extensions: [{pymdownx.tilde: {subscript: true}}]\n")
    assert sites.newsdesk(site, "build").code == 0
    assert "H<sub>2</sub>O" in page.read_text(encoding="utf-8")
    assert "H<sub>2</sub>O" in (site / "site/en/feed.json").read_text(encoding="utf-8")


# On pages


@pytest.mark.parametrize("kind", BOX_KINDS)
@pytest.mark.parametrize("body", ["!!! {kind}\n    Kites.", "??? {kind}\n    Kites.", "> [!{KIND}]\n> Kites."])
def test_a_box_without_a_title_has_that_of_its_kind_in_the_language_of_the_page(body: str, kind: str) -> None:
    for language in sites.LANGUAGES:
        word = WORDS[BOX_KINDS[kind].word_key][language]
        assert f">{word}<" in html(body.format(kind=kind, KIND=kind.upper()), language)


def test_a_title_of_its_own_stays_and_none_is_none() -> None:
    assert ">Strong wind</p>" in html('!!! warning "Strong wind"\n    Kites.')
    assert html('!!! note ""\n    Kites.') == '<div class="admonition note"><p>Kites.</p></div>'


def test_footnotes_are_numbered_as_they_are_referred_to_and_lead_back() -> None:
    made = html("一[^b]二[^a]三[^b]\n\n[^a]: 甲\n[^b]: 乙\n\n    丙", Language.ZH)
    assert re.findall(r'<a class="footnote-ref" href="#fn:(\w)" role="doc-noteref">(\d)</a>', made) == [
        ("b", "1"),
        ("a", "2"),
        ("b", "1"),
    ]
    assert '<section class="footnote" role="doc-endnotes" aria-label="脚注"><ol><li id="fn:b"><p>乙</p><p>丙' in made
    backs = re.findall(r'href="#(fnref\d*:\w)" title="([^"]*)" role="doc-backlink" aria-label="([^"]*)">([^<]*)<', made)
    assert backs == [
        ("fnref:b", "返回引用处1", "返回引用处1", "↩︎"),
        ("fnref2:b", "返回引用处1 (2)", "返回引用处1 (2)", "↩︎2"),
        ("fnref:a", "返回引用处2", "返回引用处2", "↩︎"),
    ]
    assert all(f'id="{name}"' in made for name, *_ in backs)


def test_a_task_has_a_name_for_those_who_do_not_see_its_sign() -> None:
    made = html("- [x] 一\n- [ ] 二", Language.ZH)
    assert '<span class="task" role="img" aria-label="已完成">☑</span> 一' in made
    assert '<span class="task" role="img" aria-label="未完成">☐</span> 二' in made
    custom = extension_configs({"pymdownx.tasklist": {"custom_checkbox": True}})
    assert html("- [x] 一\n- [ ] 二", Language.ZH, custom) == made


@pytest.mark.parametrize("chosen", [{"alternate_style": True}, {}])
@pytest.mark.parametrize(
    "body", ['=== "A"\n\n    *a*\n\n=== "B"\n\n    b', "/// tab | A\n*a*\n///\n\n/// tab | B\nb\n///"]
)
def test_tabs_stand_one_below_the_other(body: str, chosen: Mapping[str, bool]) -> None:
    made = html(body, extensions=extension_configs({"pymdownx.tabbed": chosen, "pymdownx.blocks.tab": chosen}))
    titled = '<p class="tabbed-title">{}</p><div class="tabbed-block"><p>{}</p></div>'
    assert titled.format("A", "<em>a</em>") + titled.format("B", "b") in made


def test_captions_are_numbered_in_the_language_of_the_page() -> None:
    tables = "\n\n".join(["| a |\n|---|\n| 1 |\n\n/// table-caption\nKites\n///"] * 2)
    numbers = re.compile(r'<figcaption><span class="caption-prefix">([^<]*)</span> Kites</figcaption>')
    assert numbers.findall(html(tables)) == ["Table 1.", "Table 2."]
    assert numbers.findall(html(tables, Language.ZH)) == ["表1", "表2"]
    figures = "`a`\n\n/// figure-caption\nKites\n///"
    assert numbers.findall(html(figures, Language.ZH)) == ["图1"]
    assert "id=" not in html(tables)


def test_terms_need_no_blank_lines_between_them() -> None:
    apart = html("A\n:   a\n\nB\n:   b\n:   c\n\nD\n:   d")
    assert html("A\n:   a\nB\n:   b\n:   c\nD\n:   d") == apart
    assert apart == "<dl><dt>A</dt><dd>a</dd><dt>B</dt><dd>b</dd><dd>c</dd><dt>D</dt><dd>d</dd></dl>"
    assert ": a\nB\n: b" in html("```\nA\n: a\nB\n: b\n```")


CODE = '```python title="a.py" linenums="1" hl_lines="1"\nprint("a")  # b\n\nc = 1\n```'


def test_code_is_coloured_in_classes_and_can_be_scrolled_by_the_keyboard() -> None:
    made = html(CODE)
    assert '<p class="filename">a.py</p><pre tabindex="0"><code>' in made
    assert '<span class="linenos" data-linenos="1 "></span>' in made
    assert re.search(r'<span class="hll">.*<span class="nb">print</span>.*<span class="c1"># b</span>', made)
    assert "style=" not in made


def test_code_is_left_as_typed() -> None:
    assert '&lt;script&gt;"风筝"\n# no heading\n[no](link.md) TODO\n' in html(
        '```\n<script>"风筝"\n# no heading\n[no](link.md) TODO\n```', Language.ZH
    )


def test_a_problem_is_located_behind_what_only_code_shows(tmp_path: Path) -> None:
    body = "```html\n<script>\n# no\n[a](b.md)\n```\n\n<script>a</script>\n\n# Title\n\n[a](b.md)\n"
    found = converter.render_body(text(body), TARGETS, DEFAULT_EXTENSIONS).findings.problems
    assert sorted((each.rule, each.location.line) for each in found) == [
        ("dead-link", 11),
        ("heading", 9),
        ("unsafe-html", 7),
    ]


@pytest.mark.parametrize(
    "typed",
    [
        '<input type="checkbox">',
        '- [ ] <input type="checkbox">',
        '<label for="a">b</label>',
        '=== "A"\n\n    <label>b</label>',
        '<input type="radio" name="a">',
    ],
)
def test_controls_that_an_editor_types_are_refused(typed: str) -> None:
    extensions = extension_configs({"pymdownx.tabbed": {}})
    found = converter.render_body(text(typed), TARGETS, extensions).findings.problems
    assert [each.rule for each in found] == ["unsafe-html"]


# Elsewhere


def test_no_id_stands_twice_on_a_side_by_side_page() -> None:
    body = "A[^a]\n\n[^a]: B\n\n| a |\n|---|\n| 1 |\n\n/// table-caption\nKites\n///"
    sides = [(html(body, language), language) for language in sites.LANGUAGES]
    framed = [(f"<div>{made}</div>", language) for made, language in sides]
    rows = "".join(f"{left}{right}" for left, right in align_bodies(*framed).rows)
    ids, targets = re.findall(r' id="([^"]*)"', rows), re.findall(r'href="#([^"]*)"', rows)
    assert sorted(ids) == sorted(["en-fn:a", "en-fnref:a", "zh-fn:a", "zh-fnref:a"])
    assert sorted(targets) == sorted(ids)


def feed_html(body: str) -> str:
    site = read_site(sites.NEWSROOM / "mkdocs.yml")[0]
    assert site.feeds is FeedText.FULL
    return FeedHtml(TARGETS, site)(text(body)).html


def test_a_feed_has_the_forms_without_what_readers_strip() -> None:
    body = f'A[^a] ==b==\n\n{CODE}\n\n!!! note\n    c\n\n??? tip "Title"\n    d\n\n- [x] e\n\n[^a]: f'
    made = feed_html(body)
    assert '<blockquote class="admonition note"><p><strong>Note</strong></p><p>c</p></blockquote>' in made
    assert '<blockquote class="tip"><p><strong>Title</strong></p><p>d</p></blockquote>' in made
    assert '<p><strong>a.py</strong></p><pre><code>print("a")  # b\n\nc = 1\n</code></pre>' in made
    assert '<span class="task">☑</span> e' in made
    assert "<hr><ol><li><p>f" in made
    assert '<a class="footnote-ref" href="https://kites.example/en/x/#fn:a">1</a>' in made
    assert not re.search(r'role=|aria-|tabindex|<details|id="', made)


def test_the_search_finds_the_words_of_forms_and_no_numbers_of_notes() -> None:
    made = html(f"Kites[^a]\n\n[^a]: Counted\n\n!!! note\n    Boxed\n\n{CODE}\n\nTerm\n:   Meaning")
    assert text_of(made) == "\n".join(
        ["Kites", "Note", "Boxed", "a.py", 'print("a") # b c = 1', "Term", "Meaning", "Counted"]
    )


@pytest.mark.parametrize("row", forms(), ids=lambda row: row.name)
@pytest.mark.parametrize("language", sites.LANGUAGES)
def test_an_example_passes_every_check(tmp_path: Path, row: MarkdownExtension, language: Language) -> None:
    site = sites.newsroom(tmp_path / "site")
    path = site / f"docs/{language}/about/sourcing.md"
    if not path.exists():
        path = next((site / f"docs/{language}/about").glob("*.md"))
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n\n{row.shown(language).body}\n", encoding="utf-8")
    run = sites.newsdesk(site, "check", "--strict", path.relative_to(site).as_posix())
    assert run.code == 0, run.out


# Blocks and stamps

FORMS = """\
One.

```python
a = 1

b = 2
```

!!! note

    Two.

    Three.

Four.[^1]

[^1]: Five

    Six.

- seven

    eight

/// details | Nine

ten
///
"""


def test_a_form_with_blank_lines_is_one_block() -> None:
    assert [block.partition("\n")[0] for block in split_blocks(FORMS)] == [
        "One.",
        "```python",
        "!!! note",
        "Four.[^1]",
        "[^1]: Five",
        "- seven",
        "eight",
        "/// details | Nine",
    ]


def test_a_stamp_of_the_first_edition_is_still_valid() -> None:
    manuscript = Manuscript(["T"], FORMS)
    assert manuscript.stamp() == "e632-7027-936b-93bf-5e4d-1eb3-43c4-1593-f2ac-cfd6-f53a-c195-2b0e-513b"
    assert manuscript.block_digests() == "e632-7027-a5be-efa2-f00b-1eb3-43c4-1593-e3b0-cfd6-3ba8-c195-aa3d-5733"


def test_a_change_inside_a_form_is_one_of_its_block() -> None:
    before, after = Manuscript(["T"], FORMS), Manuscript(["T"], FORMS.replace("b = 2", "b = 3"))
    assert before.changed_since(before.stamp()) == []
    assert after.changed_since(before.stamp()) == [2]
    assert after.reworded_since(before.block_digests()) == [2]


def test_a_stale_form_says_so_and_stays_what_it_is() -> None:
    marked = mark_stale_blocks(FORMS, set(range(8)))
    assert marked.count("\n") == FORMS.count("\n")
    made = converter.render_body(
        replace(text(FORMS), body=marked), TARGETS, extension_configs({"pymdownx.blocks.details": {}})
    ).html
    note = '<span class="older__note">Translated from an earlier version</span>'
    assert made.count(note) == 8
    assert f'<div class="highlight older">{note}<pre' in made
    assert f'<p class="older">{note}Three.' in made


def test_a_link_is_found_where_only_an_extension_sees_it() -> None:
    body = "<div markdown>\n\n[a](../2030/kites.md)\n\n</div>\n\n```\n[b](../2030/kites.md)\n```\n"
    relocation = Relocation(stems={"en/news/2030/kites": "en/news/2030/silk-kites"})
    story = replace(text(body), path="en/news/2031/x.md")
    (edit,) = link_edits(story, relocation, extension_configs({"md_in_html": {}}))
    assert edit.text == "../2030/silk-kites.md"
    assert body[: edit.start].endswith("[a](")


def test_tidy_leaves_code_and_the_titles_of_boxes_alone(site: Path) -> None:
    path = site / "docs/zh/about/index.md"
    body = '```\n风筝,很多 (风筝):"飞"\n```\n\n!!! note "大风"\n\n    风筝, 很多。\n'
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n\n{body}", encoding="utf-8")
    assert sites.newsdesk(site, "tidy", path.relative_to(site).as_posix()).code == 0
    assert path.read_text(encoding="utf-8").endswith(body.replace("风筝, 很多。", "风筝，很多。"))


# What editors read


@pytest.mark.parametrize("language", sites.LANGUAGES)
def test_the_forms_are_explained_with_what_comes_of_them(language: Language) -> None:
    said = sites.newsdesk(sites.PROJECT, "--language", language, "explain", "body").out
    for row in forms():
        example = row.shown(language)
        assert f"{example.name}: {row.texts[language]}\n" in said
        assert "\n".join(f"    {line}".rstrip() for line in example.body.splitlines()) in said


@pytest.mark.parametrize("language", sites.LANGUAGES)
def test_every_form_stands_on_the_components_page(site: Path, language: Language) -> None:
    shown = Preview(preview_settings(site, sites.identity_of(site)), sites.MOMENT).at(f"{language}/components/")
    assert shown
    for row in forms():
        assert f">{row.shown(language).name.replace(chr(39), '’')}</h3>" in shown.decode()
    for made in ("admonition note", "highlight", "footnote", "task", "caption-prefix"):
        assert f'class="{made}"' in shown.decode()
