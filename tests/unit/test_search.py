"""The search index: how text is cut, which pages are in it, and what a result shows."""

import gzip
import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import sites
from newsdesk import urls
from newsdesk.cache import RecordStore, digest_of
from newsdesk.content.library import Library
from newsdesk.content.registers import Registers, Term
from newsdesk.content.site import Site
from newsdesk.diagnostics import Level
from newsdesk.i18n.languages import Language
from newsdesk.i18n.typography import SEPARATOR, index_tokens, query_tokens
from newsdesk.last_build import InconsistentRecordsError, LastBuild
from newsdesk.outputs import search_shards
from newsdesk.outputs.search_index import SearchIndex, Synonyms, text_of
from newsdesk.outputs.search_shards import shards_of
from newsdesk.pages import story

HAN = st.text(alphabet="风筝松桥起飞数据", min_size=1, max_size=12)
MIXED = st.text(alphabet="风筝松桥2015aB ，。（", max_size=20)


def shown(site: Path, language: str) -> dict[str, dict]:
    """What the results of a built site show, by address."""
    folder = site / "site/search" / language / "fragment"
    return {each["url"]: each for each in map(fragment, folder.iterdir())}


def fragment(path: Path) -> dict:
    return json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))


def test_texts_are_cut_as_the_table_says() -> None:
    rows = yaml.safe_load((sites.CASES / "pieces.yml").read_text(encoding="utf-8"))
    assert len(rows) >= 10
    for row in rows:
        assert [" ".join(index_tokens(row["text"])), query_tokens(row["text"])] == [row["pieces"], row["asked"]]


@given(HAN, HAN, HAN)
def test_whatever_stands_in_a_text_is_asked_for_in_its_sequence(before: str, middle: str, after: str) -> None:
    found = f" {' '.join(index_tokens(before + middle + after))} "
    # A piece may go on where a query of one character ends.
    assert f" {query_tokens(middle)}" in found if len(middle) == 1 else f" {query_tokens(middle)} " in found


@given(MIXED, HAN.filter(lambda text: len(text) > 1))
def test_han_that_does_not_stand_in_a_text_is_not_found(text: str, sought: str) -> None:
    assert (f" {query_tokens(sought)} " in f" {' '.join(index_tokens(text))} ") is (sought in text)


def test_stories_and_standing_pages_are_found_and_nothing_else(built_newsroom: Path, library: Library) -> None:
    for language in sites.LANGUAGES:
        stories = {f"{language}/news/{story.key}/" for story in library.stories if story.versions.has(language)}
        found = set(shown(built_newsroom, language))
        assert found >= stories
        assert {address for address in found - stories if "/news/" in address or "/tags/" in address} == set()
    assert "zh/news/2031/harbor-loop/" not in shown(built_newsroom, "zh")


def test_a_page_without_a_text_is_found_by_what_it_is_for(built_newsroom: Path, library: Library) -> None:
    assert urls.FEEDS_PAGE not in library.pages
    for language in sites.LANGUAGES:
        content = shown(built_newsroom, language)[urls.static(language, urls.FEEDS_PAGE)]["content"]
        assert content.startswith(library.word("follow_description", language).text)


def test_a_result_shows_text_and_not_pieces(built_newsroom: Path) -> None:
    story = shown(built_newsroom, "zh")["zh/news/2030/kite-school-opens/"]
    assert story["meta"]["kind"] == "story"
    assert story["meta"]["day"].startswith("2030年")
    assert "。" in story["content"]
    assert "ᛜ" not in story["content"]
    assert "ᚠ" not in story["content"]


def test_a_name_brings_its_names_in_other_languages(library: Library) -> None:
    organisation = next(each for each in library.registers.organisations.values() if len(each.name.by_language) == 2)
    english, chinese = (organisation.name.by_language[language] for language in sites.LANGUAGES)
    for language, own, other in ((Language.EN, english, chinese), (Language.ZH, chinese, english)):
        synonyms = Synonyms(library.registers, language)
        assert any(query_tokens(other) in found for found in synonyms.of(" ".join(index_tokens(own))))
        assert not synonyms.of("")


def test_a_name_inside_another_word_brings_nothing() -> None:
    kite = Term.model_validate({"name": {"en": "kite", "zh": "风筝协会"}})
    both = Term.model_validate({"name": {"en": "kite flies", "zh": "飞"}})
    registers = Registers(terms={"kite": kite, "both": both})
    english, chinese = (Synonyms(registers, language) for language in sites.LANGUAGES)
    assert english.of("a kite lands") == ["风筝 筝协 协会 会"]
    assert english.of("a kite flies") == ["风筝 筝协 协会 会", "飞"]
    assert chinese.of(" ".join(index_tokens("老风筝协会会长"))) == ["kite"]
    assert not english.of("some kites fly")
    assert not chinese.of(" ".join(index_tokens("大风筝协议")))


def test_the_text_of_a_body_has_a_line_for_each_block() -> None:
    body = '<div class="prose"><p>One &amp;\n<em>two</em>.</p><ul><li>three</li></ul><h2 id="x">四</h2></div>'
    assert text_of(body) == "One & two.\nthree\n四"


@given(st.text("aZ9.,'’é中文ガᚠ“- \n①ﬁ", max_size=12))
def test_tokens_are_the_same_beside_han(text: str) -> None:
    """A text without Han is cut by a shorter way."""
    assert index_tokens(f"{text}\n。风") == [*index_tokens(text), *([SEPARATOR] if index_tokens(text) else []), "风"]


def search_index(folder: Path, library: Library, identity: Site) -> SearchIndex:
    """An index beside a staging folder, of a site that was never built."""
    (folder / "entries").mkdir()
    last = LastBuild(RecordStore(folder / "none.sqlite"), folder / "none", folder / "staging")
    return SearchIndex(folder / "entries", library, identity, last)


def test_an_entry_that_is_neither_new_nor_recorded_stops_the_index(
    library: Library, built_newsroom: Path, tmp_path: Path
) -> None:
    mirror = search_index(tmp_path, library, sites.identity_of(built_newsroom))
    with pytest.raises(InconsistentRecordsError):
        list(mirror.index({"en/news/2030/lost/": "0" * 64}, "search"))


def addresses(years: Mapping[int, int]) -> list[str]:
    """Addresses of some stories in each of these years."""
    return [f"en/news/{year}/story-{number}/" for year, stories in years.items() for number in range(stories)]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ({}, {"en": 1}),
        ({2013: 700, 2014: 799}, {"en": 1500}),
        ({2013: 700, 2014: 800, 2015: 1}, {"en.2013": 1500, "en": 2}),
        ({2013: 1600, 2014: 1}, {"en.2013": 1600, "en": 2}),
        ({2013: 800, 2014: 800, 2015: 800}, {"en.2013": 800, "en.2014": 800, "en": 801}),
        ({2013: 800, 2014: 800, 2015: 800, 2016: 800}, {"en.2013": 2400, "en": 801}),
    ],
)
def test_shards_are_the_fewest_of_whole_years(years: Mapping[int, int], expected: Mapping[str, int]) -> None:
    pages = [*addresses(years), "en/about/"]
    shards = shards_of("en", reversed(pages))
    assert {name: len(each) for name, each in shards.items()} == expected
    assert sorted(address for each in shards.values() for address in each) == sorted(pages)
    assert "en/about/" in shards["en"]
    assert len({(name, address[8:12]) for name, each in shards.items() for address in each}) == len(years) + 1


def test_a_new_page_leaves_older_shards_as_they_are() -> None:
    pages = addresses({2013: 900, 2014: 900, 2015: 900})
    before, after = shards_of("en", pages), shards_of("en", [*pages, "en/news/2015/new/", "en/news/2016/new/"])
    assert {name: each for name, each in after.items() if name != "en"} == {
        name: each for name, each in before.items() if name != "en"
    }


def test_each_shard_is_an_index_of_its_pages(
    library: Library, built_newsroom: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_shards, "MAX_PAGES", 3)
    identity = sites.identity_of(built_newsroom)
    mirror = search_index(tmp_path, library, identity)
    pages = [each for batch in story.each_story(library, identity) for each in batch.make()]
    entries = {page.address: mirror.add(page, "<p>Kites.</p>") for page in pages}
    assert not list(mirror.index({address: digest for address, digest in entries.items() if digest}, "search"))
    for language in sites.LANGUAGES:
        # The worker knows a page by its id alone.
        namespaces: set[str] = set()
        shards = shards_of(language, [address for address in entries if entries[address] and address[:2] == language])
        assert len(shards) > 1
        for name, expected in shards.items():
            folder = tmp_path / "staging/search" / name
            assert sorted(fragment(path)["url"] for path in (folder / "fragment").iterdir()) == expected
            (namespace,) = {path.name.partition("_")[0] for path in (folder / "fragment").iterdir()}
            assert namespace not in namespaces
            namespaces.add(namespace)
            client = (folder / "pagefind.js").read_text(encoding="utf-8")
            others = [f"../{each}/" for each in shards if each != language]
            assert ("export const older" in client) is (name == language)
            assert name != language or client.endswith(f"export const older = {json.dumps(others)};")


def test_only_the_shard_of_an_edited_page_is_made_again(
    library: Library, built_newsroom: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_shards, "MAX_PAGES", 1)
    identity = sites.identity_of(built_newsroom)
    pages = [each for batch in story.each_story(library, identity) for each in batch.make() if each.language == "en"]
    store = RecordStore(tmp_path / "records.sqlite")

    def index(run: str, body: str) -> tuple[set[str], set[str]]:
        """Index the pages, of which those of 2031 have this body; what is made becomes the site.

        Return the folders of which files were made, and of which files were kept.
        """
        (tmp_path / run).mkdir()
        last = LastBuild(store, tmp_path / "site", tmp_path / f"staging-{run}")
        mirror = SearchIndex(tmp_path / run, library, identity, last)
        bodies = {page.address: body if "/2031/" in page.address else "<p>Kites.</p>" for page in pages}
        added = {page.address: mirror.add(page, bodies[page.address]) for page in pages}
        assert not list(mirror.index({address: digest for address, digest in added.items() if digest}, "search"))
        kept = {path.parts[1] for path in map(Path, paths(last.staging)) if last.is_kept(path.as_posix())}
        made = {path.parts[1] for path in map(Path, paths(last.staging)) if not last.is_kept(path.as_posix())}
        last.save([], paths(last.staging))
        shutil.rmtree(tmp_path / "site", ignore_errors=True)
        last.staging.rename(tmp_path / "site")
        return made, kept

    every = {"en", "en.2029", "en.2030"}
    assert index("first", "<p>Lamps.</p>") == (every, set())
    assert index("edit", "<p>Lanterns.</p>") == ({"en"}, every - {"en"})
    assert index("same", "<p>Lanterns.</p>") == (set(), every)


def paths(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]


def test_a_page_that_stands_for_another_is_not_found(library: Library, built_newsroom: Path, tmp_path: Path) -> None:
    identity = sites.identity_of(built_newsroom)
    mirror = search_index(tmp_path, library, identity)
    page = next(each for batch in story.each_story(library, identity) for each in batch.make() if each.searched)
    assert mirror.add(replace(page, indexable=False), "<p>Kites.</p>") == ""
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    digest = mirror.add(page, "<p>Kites.</p>")
    (entry,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert entry.read_bytes().partition(b"\t")[0].decode() == page.address
    assert digest == digest_of(entry.read_bytes().partition(b"\t")[2].rstrip())


@pytest.mark.parametrize("binary", ["/bin/false", "/nowhere/pagefind"])
def test_an_index_that_cannot_be_made_stops_the_build(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, binary: str
) -> None:
    monkeypatch.setattr("newsdesk.outputs.search_index.get_executable", lambda: Path(binary))
    library, identity = sites.library(site), sites.identity_of(site)
    mirror = search_index(tmp_path, library, identity)
    page = next(each for batch in story.each_story(library, identity) for each in batch.make() if each.searched)
    (problem,) = mirror.index({page.address: mirror.add(page, "<p>Kites.</p>")}, "search")
    assert (problem.rule, problem.level) == ("search", Level.ERROR)
    assert problem.message == "cannot build the search index"
    assert problem.suggestion


def test_two_builds_give_the_same_index(built_newsroom: Path, site: Path) -> None:
    run = sites.build(site)
    assert run.code == 0, run.err
    index, other = (sites.contents(folder / "site/search") for folder in (built_newsroom, site))
    assert len(index) > 10
    assert index == other
