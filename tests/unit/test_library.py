"""The library: what is read, joined, found and kept back."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

import sites
from newsdesk.content import files, registers, yaml
from newsdesk.content.blocks import Manuscript, waivers
from newsdesk.content.entities import NameFinder
from newsdesk.content.event import Figure
from newsdesk.content.files import walk_docs
from newsdesk.content.front_matter import TranslationWords
from newsdesk.content.library import Library
from newsdesk.content.markdown_extensions import DEFAULT_EXTENSIONS
from newsdesk.content.source_file import SOURCE_KINDS
from newsdesk.content.story import Freshness, Story, nearest_stories
from newsdesk.content.text_files import read_text
from newsdesk.diagnostics import SourceFile, SourceLocation, error, format_diagnostic
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import msg
from newsdesk.lint.run import lint_site
from newsdesk.markdown import converter
from newsdesk.markdown.links import LinkTargets
from newsdesk.pages.registry import all_pages

CANARY = "canary-5f3a9c"


def story(library: Library, key: str) -> Story:
    return library.by_key[key]


def test_the_newest_story_comes_first(library: Library) -> None:
    keys = ["2031/harbor-loop", "2031/kite-night", "2030/kite-museum-plan", "2030/kite-school-opens"]
    assert [each.key for each in library.stories] == [*keys, "2029/wind-tunnel"]


def test_the_addresses_of_pages_are_known_before_they_are_made(site: Path, library: Library) -> None:
    batches = list(all_pages(library, sites.identity_of(site)))
    assert len(batches) > 20
    for batch in batches:
        assert sorted(view.address for view in batch.make()) == sorted(batch.addresses)


def test_neighbours_are_the_stories_before_and_after(library: Library) -> None:
    stories = library.stories
    for at, each in enumerate(stories):
        earlier = stories[at + 1] if at + 1 < len(stories) else None
        assert library.neighbours(each) == (earlier, stories[at - 1] if at else None)


def test_around_are_the_nearest_on_either_side(library: Library) -> None:
    middle = library.stories[2]
    assert list(nearest_stories(middle, library.stories, 1)) == [library.stories[1], library.stories[3]]
    assert list(nearest_stories(middle, library.stories, 9)) == [each for each in library.stories if each is not middle]
    assert list(nearest_stories(middle, [], 9)) == []


@pytest.mark.parametrize(
    ("key", "state"),
    [
        ("2030/kite-school-opens", Freshness.CURRENT),
        ("2030/kite-museum-plan", Freshness.UNCHECKED),
        ("2029/wind-tunnel", Freshness.STALE),
        ("2031/kite-night", None),
        ("2031/harbor-loop", None),
    ],
)
def test_how_a_translation_stands_is_derived(library: Library, key: str, state: Freshness | None) -> None:
    assert [pair.freshness for pair in story(library, key).versions.pairs] == ([state] if state else [])


def test_the_original_has_the_facts_and_the_twin_the_words(library: Library) -> None:
    museum = story(library, "2030/kite-museum-plan")
    assert museum.versions.original.language is Language.ZH
    assert museum.versions.in_language(Language.EN).title == "Pinebridge's kite museum to open in 2031"
    assert museum.facts.published.isoformat() == "2030-12-01T18:00:00"


def test_an_event_inside_a_story_is_an_event_in_both_languages(library: Library) -> None:
    event = library.event("2031/kite-museum-plan")
    assert event
    assert [event.title[0].value.in_language(language).text for language in sites.LANGUAGES] == [
        "Opening of the kite museum",
        "风筝博物馆开馆",
    ]
    assert [claim.value.text for claim in event.when] == ["2031-05", "2031-09"]
    assert event.sources == story(library, "2030/kite-museum-plan").sources


def test_a_source_inside_a_story_gets_an_id_of_the_story(library: Library) -> None:
    key = "2030/kite-museum-plan"
    assert story(library, key).sources == ("museum-2030", f"{key}/2", f"{key}/3")
    assert library.registers.sources[f"{key}/3"].address == ""


def test_one_address_is_one_source(site: Path) -> None:
    text = "---\ntitle: A\nsummary: B\npublished: 2031-01-05\nsources:\n  - {publisher: C, url: 'URL'}\n---\n"
    known = "https://evening.example/2031/night"
    (site / "docs/en/news/2031/again.md").write_text(text.replace("URL", known), encoding="utf-8")
    assert story(sites.library(site), "2031/again").sources == ("evening-2031-01-04",)


def test_names_in_the_text_are_found_added_and_taken_away(library: Library) -> None:
    school = story(library, "2030/kite-school-opens")
    assert school.people == ("ada-lindqvist", "wen-qiao")
    assert school.organisations == ("city-council",)
    assert story(library, "2030/kite-museum-plan").people == ("ada-lindqvist",)
    assert story(library, "2031/kite-night").organisations == ("kite-society",)
    assert story(library, "2031/harbor-loop").people == ("gale-oneill", "ren-okafor")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ann Lee flew.", {"ann"}),
        ("Joann Lee flew.", set()),
        ("Ann Leeward flew.", set()),
        ("O'Neill and O’Neill", {"oneill"}),
        ("the Kite Society of Ann Lee's", {"society", "ann"}),
        ("松桥风筝协会在河边", {"society-zh"}),
        ("PKM的风筝", {"pkm"}),
        ("A+ and A", {"plus"}),
        ("", set()),
    ],
)
def test_the_longest_name_wins_and_latin_names_are_whole(text: str, found: set[str]) -> None:
    names = [("ann", "Ann Lee"), ("oneill", "O'Neill"), ("society", "the Kite Society"), ("kites", "Kite")]
    names += [("society-zh", "松桥风筝协会"), ("city", "松桥"), ("pkm", "PKM"), ("plus", "A+")]
    assert set(NameFinder(names).found_in(text).spans) == found


def test_without_names_nothing_is_found() -> None:
    assert NameFinder([]).found_in("Ann Lee").mentioned == set()


def test_drafts_and_the_future_are_withheld_and_listed(library: Library) -> None:
    assert {each.key for each in library.withheld} == {"2031/kite-fair-opens", "2031/unfinished"}


def test_the_future_comes_by_itself(built_newsroom: Path) -> None:
    later = sites.library(built_newsroom, sites.datetime(2031, 9, 1, 8, 30))
    assert later.stories[0].key == "2031/kite-fair-opens"


def test_the_last_change_that_a_reader_is_told_of(library: Library) -> None:
    assert story(library, "2030/kite-school-opens").modified == date(2030, 11, 1)
    assert story(library, "2029/wind-tunnel").modified == date(2029, 7, 3)


@pytest.mark.parametrize(
    ("path", "secret"),
    [
        ("en/news/2031/unfinished.md", "anary"),
        ("en/news/2031/kite-fair-opens.md", "anary"),
        ("zh/news/2031/harbor-loop.md", "金丝雀"),
        ("decisions/0001-canary.md", "anary"),
    ],
)
def test_what_is_withheld_is_in_no_file_of_the_site(site: Path, path: str, secret: str) -> None:
    source = site / "docs" / path
    text = source.read_text(encoding="utf-8")
    assert secret in text
    source.write_text(text.replace(secret, CANARY), encoding="utf-8")
    assert sites.build(site).code == 0
    assert [name for name, data in sites.contents(site / "site").items() if CANARY.encode() in data] == []


def test_a_draft_translation_gives_nothing_to_what_is_published(site: Path) -> None:
    """Its words for the event of its original are withheld too, wherever the event is named."""
    translation = site / "docs/en/news/2030/kite-museum-plan.md"
    text = translation.read_text(encoding="utf-8").replace("translated:", "draft: true\ntranslated:")
    translation.write_text(text.replace("Opening of the kite museum", CANARY), encoding="utf-8")
    other = site / "docs/en/news/2029/wind-tunnel.md"
    text = other.read_text(encoding="utf-8").replace("2029/tunnel-closed", "2031/kite-museum-plan")
    other.write_text(text, encoding="utf-8")
    assert sites.build(site).code == 0
    assert [name for name, data in sites.contents(site / "site").items() if CANARY.encode() in data] == []


def test_a_draft_translation_is_a_draft_and_not_missing(site: Path) -> None:
    rules = {problem.rule for problem in sites.lint(site)[1] if problem.location.path.endswith("/2031/harbor-loop.md")}
    assert rules == {"draft"}


def test_registers_and_decisions_never_reach_the_site(built_newsroom: Path) -> None:
    names = sites.contents(built_newsroom / "site")
    assert [name for name in names if "registers" in name or "decisions" in name] == []
    assert [name for name in names if name.endswith((".yml", ".md", ".py"))] == []


HEADED = "# Kites\n\nThe wind blew.\n"
FRONTED = (
    "---\ntitle: Kites\nsummary: The wind blew.\npublished: 2030-05-02\nsources: [mill-archive]\n---\n\nIt blew.\n"
)


@pytest.mark.parametrize("name", ["notes.md", "guide/kites.md", "reference/keys.zh.md", "news/kites.md"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_markdown_that_begins_with_a_heading_outside_the_languages_is_documentation(
    site: Path, name: str, mark: str
) -> None:
    path = site / "docs" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(mark + HEADED, encoding="utf-8")
    (path.parent / "drawing.svg").write_text("<svg/>", encoding="utf-8")
    wanted = [] if "/" in name else ["docs/drawing.svg"]
    assert [each.location.path for each in sites.lint(site)[1] if each.rule == "unknown-file"] == wanted
    path.write_text(f"{mark}{HEADED}<<<<<<< HEAD\n", encoding="utf-8")
    assert [each.rule for each in sites.lint(site)[1] if each.location.path == f"docs/{name}"] == ["merge-mark"]


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("guide/kites.md", FRONTED, "unknown-file"),
        ("news/2030/kites.md", FRONTED, "unknown-file"),
        ("notes.md", "The wind blew.\n", "unknown-file"),
        ("notes.md", "## Kites\n", "unknown-file"),
        ("fr/notes.md", HEADED, "unknown-file"),
        ("en/notes.md", HEADED, "unknown-file"),
        ("en/news/2030/kites.md", HEADED, "front-matter"),
    ],
)
def test_a_story_in_a_wrong_place_is_not_taken_for_documentation(site: Path, name: str, text: str, rule: str) -> None:
    path = site / "docs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    [found] = [each for each in sites.lint(site)[1] if each.location.path == f"docs/{name}"]
    assert found.rule == rule
    may_be_documentation = rule == "unknown-file" and not name.startswith(("en/", "fr/"))
    assert ("begin documentation with a heading: # …" in found.suggestion) is may_be_documentation


def models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A model and those inside it."""
    yield model
    for field in model.model_fields.values():
        for inner in inside(field.annotation):
            yield from models(inner)


def inside(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from inside(argument)


def test_every_key_of_every_model_occurs_in_the_newsroom(library: Library) -> None:
    texts = [text for each in library.all_stories for text in each.versions.texts.values()]
    prose = [
        text for page in (*library.pages.values(), *library.prose.values()) for text in page.versions.texts.values()
    ]
    files: list[SourceFile] = [text.file for text in (*texts, *prose, *library.front_pages.values())]
    files += library.registers.files.values()
    known = {str(keys[-1]) for file in files for keys in file.names}
    tops = [model for _, model in SOURCE_KINDS] + [TranslationWords, *registers.RECORD_MODELS.values()]
    tops += [model for model in registers.ENTRY_MODELS.values() if model is not registers.InterfaceWord]
    wanted = {
        field.alias or name
        for top in (*tops, Figure)
        for model in models(top)
        for name, field in model.model_fields.items()
    }
    assert len(wanted) > 50
    assert wanted - known == set()


def test_one_fault_of_a_register_is_said_once(site: Path) -> None:
    """A register that cannot be read does not make every use of its entries a fault too."""
    for name in ("tags", "sources", "people"):
        (site / f"docs/registers/{name}.yml").write_text("broken: [\n", encoding="utf-8")
    _, text = sites.check_output(site)
    assert [frame.split(":", 1)[0] for frame in sites.printed_problems(text)] == [
        "docs/registers/people.yml",
        "docs/registers/sources.yml",
        "docs/registers/tags.yml",
    ]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_that_is_not_utf8_is_shown_where_it_stands(tmp_path: Path, mark: bytes) -> None:
    (tmp_path / "kites.md").write_bytes(mark + b"kites\nab\xff")
    _, found = read_text(tmp_path / "kites.md", "kites.md")
    assert found
    assert (found.rule, found.location.line, found.location.column) == ("encoding", 2, 3)


def test_a_record_that_is_not_utf8_is_one_fault(site: Path) -> None:
    (site / "docs/registers/events/2030/gbk.yml").write_bytes("title: 风筝日\n".encode("gbk"))
    _, text = sites.check_output(site)
    assert text.startswith("docs/registers/events/2030/gbk.yml:1:8: error[encoding]")
    assert len(sites.printed_problems(text)) == 1


def test_a_story_with_a_fault_may_still_be_the_lead(site: Path) -> None:
    """That it cannot be read is said at the story; the front page that names it is right."""
    path = site / "docs/en/news/2030/kite-school-opens.md"
    path.write_text(path.read_text(encoding="utf-8").replace("draft: false", "draft: perhaps"), encoding="utf-8")
    _, text = sites.check_output(site)
    assert len(sites.printed_problems(text)) == 1


def test_a_blank_line_behind_the_fence_shifts_no_line(site: Path) -> None:
    text = "---\n\n\ntitle: A\nsummary: B\npublished: soon\nsources: [mill-archive]\n---\n"
    (site / "docs/en/news/2031/blank.md").write_text(text, encoding="utf-8")
    assert sites.check_output(site)[1].startswith("docs/en/news/2031/blank.md:6:12: error[date]")


def test_every_fault_of_a_body_is_said(site: Path) -> None:
    text = "---\ntitle: A\nsummary: B\npublished: 2031-01-01\nsources: [mill-archive]\n---\n"
    body = "<script>a</script>\n\nThe script.\n\n<script>b</script>\n"
    (site / "docs/en/news/2031/scripts.md").write_text(text + body, encoding="utf-8")
    heads = [frame.split(" ", 1)[0] for frame in sites.printed_problems(sites.check_output(site)[1])]
    assert heads == ["docs/en/news/2031/scripts.md:7:1:", "docs/en/news/2031/scripts.md:11:1:"]


def test_an_interface_word_that_is_missing_is_an_error(site: Path) -> None:
    path = site / "docs/registers/interface.yml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("latest:")), encoding="utf-8")
    found = [problem for problem in sites.lint(site)[1] if problem.rule == "interface"]
    assert [problem.message for problem in found] == ['missing interface text "latest"']
    location = found[0].location
    assert location.path.endswith("overrides/front.html")
    assert location.source[location.column - 3 :].startswith("t.latest")
    assert found[0].suggestion == "in docs/registers/interface.yml: latest: {en: …, zh: …}"


STORY = "docs/en/news/2031/harbor-loop.md"


@pytest.mark.parametrize("change", [lambda data: b"\xef\xbb\xbf" + data, lambda data: data.replace(b"\n", b"\r\n")])
def test_a_byte_order_mark_and_crlf_do_no_harm(site: Path, change: Callable[[bytes], bytes]) -> None:
    before = sites.library(site)
    for path in [*site.rglob("*.md"), *(site / "docs/registers").rglob("*.yml")]:
        path.write_bytes(change(path.read_bytes()))
    assert sites.check_output(site) == (0, "\n")
    after = sites.library(site)
    assert [text.stamp() for text in after.texts] == [text.stamp() for text in before.texts]
    assert [text.body_line for text in after.texts] == [text.body_line for text in before.texts]


def test_a_warning_is_waived_on_the_line_above(site: Path) -> None:
    path = site / STORY
    title = f"# newsdesk: allow length because so\ntitle: {'k' * 95}"
    text = re.sub("^title: .*$", title, path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    waiver = "<!-- newsdesk: allow link-text because so -->"
    path.write_text(f"{text}\n\nSee\n{waiver}\n[here](../2029/wind-tunnel.md) and there.\n", encoding="utf-8")
    assert sites.check_output(site) == (0, "\n")
    loop = next(text for text in sites.library(site).texts if text.path.endswith("en/news/2031/harbor-loop.md"))
    targets = LinkTargets(library=sites.library(site), addresses=frozenset({"en/news/2029/wind-tunnel/"}))
    html = converter.render_body(loop, targets, DEFAULT_EXTENSIONS).html
    assert "newsdesk" not in html
    assert "See\n<a" in html


def test_waivers_above_one_line_all_mean_that_line() -> None:
    text = "# newsdesk: allow length because so\n# newsdesk: allow link-text because so\ntitle: Kites\n"
    assert [(each.rule, each.target) for each in waivers(text)] == [("length", 3), ("link-text", 3)]


def test_yaml_that_is_nested_line_by_line_has_the_same_depth_as_in_brackets() -> None:
    deep = "".join(f"{' ' * level}a:\n" for level in range(20))
    assert yaml.read_yaml("x.yml", f"{deep}{' ' * 20}b", f"{deep}{' ' * 20}b").problems == []
    deeper = f"{deep}{' ' * 20}a:\n{' ' * 21}b"
    assert [each.rule for each in yaml.read_yaml("x.yml", deeper, deeper).problems] == ["too-deep"]


def test_a_waiver_does_not_make_a_translation_stale() -> None:
    waived = Manuscript(["a", "b"], "One.\n\n<!-- newsdesk: allow link-text because so -->\nTwo.")
    assert waived.stamp() == Manuscript(["a", "b"], "One.\n\nTwo.").stamp()


def test_an_ill_named_file_is_said_with_its_signs(site: Path) -> None:
    (Path(str(site).encode().decode()) / "docs/media/2030" / b"\xb7\xe7.png".decode("utf-8", "surrogateescape")).touch()
    code, text = sites.check_output(site)
    assert code == 1
    assert text.startswith(
        "docs/media/2030/\\udcb7\\udce7.png:1:1: error[file-name]: the file name contains unprintable characters"
    )


def test_what_the_disk_does_not_give_is_said(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, mode: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("builtins.open", refuse)
    _, problem = files.read_text(site / STORY, STORY)
    assert problem is not None
    assert (problem.rule, problem.message) == ("unreadable", "cannot read the file: Permission denied")


def test_a_folder_that_is_not_given_is_said(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("newsdesk.content.files.os.scandir", refuse)
    files, problems = walk_docs(site / "docs")
    assert files == []
    assert [problem.rule for problem in problems] == ["unreadable"]


def test_a_name_must_be_in_a_language_of_the_site(site: Path) -> None:
    english = sites.identity_of(site).model_copy(update={"languages": (Language.EN,)})
    _, problems = lint_site(site / "docs", english, sites.MOMENT)
    said = [problem.message for problem in problems if problem.rule == "nameless"]
    assert said == ['"lin-fan" must have a name in a language of the site: English']


def test_of_a_long_line_a_frame_shows_a_part() -> None:
    place = SourceLocation(path="x.md", line=3, column=150_000, length=4, source="风" * 149_999 + "kite" + "y" * 50_000)
    _head, line, carets = format_diagnostic(error("date", place, msg("wrong"))).split("\n")
    assert len(line) < 260
    assert line[:9] == "   3 | …风"
    assert carets.strip() == "^^^^"
    # Of each Han character a terminal makes two columns.
    assert carets.index("^") == 7 + 1 + 2 * line.count("风")
