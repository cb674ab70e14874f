"""What an editor says of published stories: corrections, and that a story is taken back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sites
from newsdesk.cli.scaffold import quoted_value
from newsdesk.content import source_file
from newsdesk.content.front_matter import StoryFacts
from newsdesk.content.story import Freshness
from newsdesk.i18n.languages import Language
from newsdesk.outputs import feeds
from newsdesk.pages.story import shown_corrections
from newsdesk.refactor.edits import apply_edits, insert_field, new_entry

STORY = "docs/en/news/2030/kite-museum-plan.md"
ORIGINAL = "docs/zh/news/2030/kite-museum-plan.md"
ADDRESS = "news/2030/kite-museum-plan"
CANARY = "Canarybody"
REASON = "The plan was never made."
ORDER = list(StoryFacts.model_fields)


def read(site: Path, name: str) -> str:
    return (site / name).read_text(encoding="utf-8")


def test_a_correction_stands_below_its_key_in_order_and_all_else_as_it_was(site: Path) -> None:
    name = "docs/en/news/2029/wind-tunnel.md"
    before = read(site, name).replace("sources:", "# Both are in the archive.\nsources:").replace("\n", "\r\n")
    (site / name).write_bytes(b"\xef\xbb\xbf" + before.encode())
    run = sites.newsdesk(site, "correct", name, "--text", 'It was "closed": not\nshut.', "--date", "2031-05-01")
    assert (run.code, run.err) == (0, "")
    translation = "docs/zh/news/2029/wind-tunnel.md"
    assert run.out.splitlines() == [
        f"{name}: corrected on 2031-05-01",
        f'add it to {translation} as well: newsdesk correct {translation} --date 2031-05-01 --text "…"',
    ]
    added = 'corrections:\r\n  - date: 2031-05-01\r\n    text: "It was \\"closed\\": not shut."\r\n'
    sources = "sources: [pinebridge-2029-07-02]\r\n"
    expected = before.replace(sources, sources + added)
    assert (site / name).read_bytes() == b"\xef\xbb\xbf" + expected.encode()
    assert sites.check_output(site)[0] == 0


def test_a_second_correction_stands_behind_the_first(site: Path) -> None:
    name = "docs/en/news/2030/kite-school-opens.md"
    before = read(site, name)
    assert sites.newsdesk(site, "correct", name, "--text", "It has two rooms.", "--date", "2031-05-01").code == 0
    assert read(site, name) == before.replace(
        "draft: false\n", "  - date: 2031-05-01\n    text: It has two rooms.\ndraft: false\n"
    )
    again = sites.newsdesk(site, "correct", name, "--text", "It has two  rooms.", "--date", "2031-05-01")
    assert again.code == 2
    assert f"{name}:23: this correction of 2031-05-01 is already recorded" in again.err


def shown(site: Path, language: Language) -> list[tuple[str, str]]:
    """The corrections of a story at its foot and in the feed, which are the same: by what ends their ids."""
    library, identity = sites.library(site), sites.identity_of(site)
    story = library.by_key["2030/kite-school-opens"]
    items = [
        (item.id.partition("#")[2], item.summary) for item in feeds.corrections_feed(library, identity, language).items
    ]
    found = shown_corrections(story, story.versions.in_language(language))
    assert [(f"correction-{each.name}", each.text.text) for each in found] == items
    return items


def test_two_corrections_of_one_day_are_both_told_in_both_languages(site: Path) -> None:
    name = "docs/en/news/2030/kite-school-opens.md"
    translation = name.replace("/en/", "/zh/")
    before = shown(site, Language.EN)
    assert sites.newsdesk(site, "stamp", translation).code == 0
    for text in ("It has two rooms.", "And a hall."):
        assert sites.newsdesk(site, "correct", name, "--text", text, "--date", "2031-05-01").code == 0
    told = [("correction-2031-05-01-2", "And a hall."), ("correction-2031-05-01", "It has two rooms.")]
    assert shown(site, Language.EN) == [*told, *before]
    for text in ("学校有两间教室。", "还有一个大厅。"):
        (pair,) = sites.library(site).by_key["2030/kite-school-opens"].versions.pairs
        assert pair.freshness is Freshness.STALE
        assert sites.newsdesk(site, "correct", translation, "--text", text, "--date", "2031-05-01").code == 0
    (pair,) = sites.library(site).by_key["2030/kite-school-opens"].versions.pairs
    assert pair.freshness is Freshness.CURRENT
    assert shown(site, Language.ZH)[:2] == [
        ("correction-2031-05-01-2", "还有一个大厅。"),
        ("correction-2031-05-01", "学校有两间教室。"),
    ]


def test_a_translation_is_stale_until_it_tells_the_correction(site: Path) -> None:
    name = "docs/en/news/2030/kite-school-opens.md"
    translation = name.replace("/en/", "/zh/")
    assert sites.newsdesk(site, "stamp", translation).code == 0
    assert sites.newsdesk(site, "correct", name, "--text", "It has two rooms.", "--date", "2031-05-01").code == 0
    (pair,) = sites.library(site).by_key["2030/kite-school-opens"].versions.pairs
    assert pair.freshness is Freshness.STALE
    assert pair.stale_blocks == frozenset()
    out = sites.newsdesk(site, "check").out
    assert "stale translation: the original has changed: the correction of 2031-05-01 is not translated" in out
    assert f'newsdesk correct {translation} --date 2031-05-01 --text "…"' in out
    assert sites.newsdesk(site, "correct", translation, "--text", "学校有两间教室。", "--date", "2031-05-01").code == 0
    (pair,) = sites.library(site).by_key["2030/kite-school-opens"].versions.pairs
    assert pair.freshness is Freshness.CURRENT


def test_corrections_of_a_day_that_a_translation_lacks_are_counted(site: Path) -> None:
    name = "docs/en/news/2030/kite-school-opens.md"
    for words, day in (("It has two rooms.", 1), ("And a hall.", 1), ("And a loft.", 2)):
        assert sites.newsdesk(site, "correct", name, "--text", words, "--date", f"2031-05-0{day}").code == 0
    out = sites.newsdesk(site, "check").out
    assert "2 corrections of 2031-05-01 are not translated, the correction of 2031-05-02 is not translated" in out
    assert "2031-05-01的更正有2条未翻译" in sites.newsdesk(site, "--language", "zh", "check").out


@pytest.mark.parametrize("name", ["docs/en/about/index.md", "mkdocs.yml"])
@pytest.mark.parametrize("command", [("correct", "--text"), ("withdraw", "--reason")])
def test_only_stories_are_corrected_or_withdrawn(site: Path, name: str, command: tuple[str, str]) -> None:
    before = sites.contents(site)
    run = sites.newsdesk(site, command[0], name, command[1], "It was wrong.")
    assert run.code == 2
    assert f"{name} is not a story in docs/<language>/news/" in run.err
    assert sites.contents(site) == before


def test_a_list_in_brackets_is_left_to_its_editor(site: Path) -> None:
    name = "docs/en/news/2029/wind-tunnel.md"
    text = read(site, name).replace("sources:", "corrections: [{date: 2030-01-01, text: Shut}]\nsources:")
    (site / name).write_text(text, encoding="utf-8")
    run = sites.newsdesk(site, "correct", name, "--text", "It was closed.")
    assert run.code == 2
    assert "write corrections as a block list, with a dash on each line" in run.err
    assert read(site, name) == text


@given(st.text(alphabet="ab风:# \"'\\-[]{}&*!|>%@`,。", min_size=1).filter(str.strip), st.booleans(), st.booleans())
def test_what_is_put_in_is_read_back(prose: str, comment: bool, open_list: bool) -> None:  # noqa: FBT001 - drawn
    text = (
        "---\ntitle: A\n"
        + ("# note\n" if comment else "")
        + ("corrections:\n" if open_list else "")
        + "id: x\n---\nB\n"
    )
    flat = " ".join(prose.split())
    first = new_entry(document := source_file.read_document("", text), "corrections", _entry("2031-05-01", flat), ORDER)
    once = apply_edits(text, [first])
    second = new_entry(source_file.read_document("", once), "corrections", _entry("2031-05-02", flat), ORDER)
    twice = source_file.read_document("", apply_edits(once, [second]))
    assert twice.values["corrections"] == [{"date": f"2031-05-0{day}", "text": flat} for day in (1, 2)]
    assert {**twice.values, "corrections": None} == {**document.values, "corrections": None}
    assert twice.body == document.body
    notice = insert_field(twice, "withdrawn", ["withdrawn:", f"  reason: {quoted_value(flat)}"], ORDER)
    withdrawn = source_file.read_document("", apply_edits(twice.file.text, [notice]))
    assert withdrawn.values == {**twice.values, "withdrawn": {"reason": flat}}


def _entry(day: str, text: str) -> list[str]:
    return [f"date: {day}", f"text: {quoted_value(text)}"]


@pytest.fixture(scope="module")
def withdrawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom that was published, took a story back, and was built again."""
    site = sites.newsroom(tmp_path_factory.mktemp("withdrawn"))
    for name in (STORY, ORIGINAL):
        text = read(site, name)
        (site / name).write_text(f"{text}\n{CANARY}.\n", encoding="utf-8")
    assert sites.newsdesk(site, "ledger").code == 0
    run = sites.newsdesk(site, "withdraw", ORIGINAL, "--reason", "计划并不存在。", "--date", "2031-05-30")
    assert (run.code, run.out.splitlines()) == (
        0,
        [
            f"{ORIGINAL}: withdrawn on 2031-05-30, in all languages",
            f'give the reason in {STORY} as well: newsdesk withdraw {STORY} --reason "…"',
        ],
    )
    built = sites.build(site)
    assert built.code == 0, built.err
    return site


def test_its_address_answers_with_day_and_reason_in_every_language(withdrawn: Path) -> None:
    pages = {code: read(withdrawn, f"site/{code}/{ADDRESS}/index.html") for code in ("en", "zh")}
    assert "<h1>松桥风筝博物馆定于2031年开馆</h1>" in pages["zh"]
    assert "本文已于2031年5月30日撤稿。" in pages["zh"]
    assert "<p>计划并不存在。</p>" in pages["zh"]
    assert "This story was withdrawn on May 30, 2031." in pages["en"]
    assert '<p><span lang="zh-Hans">计划并不存在。</span></p>' in pages["en"]
    for page in pages.values():
        assert '<meta name="robots" content="noindex">' in page
        assert CANARY not in page


def test_nothing_else_of_the_site_knows_it(withdrawn: Path, built_newsroom: Path) -> None:
    titles = ["kite museum to open in 2031", "松桥风筝博物馆定于2031年开馆"]
    own = (f"en/{ADDRESS}/index.html", f"zh/{ADDRESS}/index.html")
    before = sites.contents(built_newsroom / "site")
    files = {name: data for name, data in sites.contents(withdrawn / "site").items() if name not in own}
    assert all(any(title.encode() in before[name] for name in before.keys() - {*own}) for title in titles)
    for word in (CANARY, *titles, f"{ADDRESS}/"):
        assert [name for name, data in files.items() if word.encode() in data] == []


def test_the_search_does_not_find_it(withdrawn: Path, built_newsroom: Path) -> None:
    found = {site: len(list((site / "site/search").rglob("*.pf_fragment"))) for site in (withdrawn, built_newsroom)}
    assert found[withdrawn] == found[built_newsroom] - 2


def test_what_only_it_spoke_of_leads_to_the_list_of_all(withdrawn: Path) -> None:
    """The ledger holds the page of a topic of which no story tells any more, and its feed."""
    assert (withdrawn / "site/en/tags/museums/index.html").is_file()
    page = read(withdrawn, "site/en/tags/museums/index.html")
    assert 'content="0; url=../../../en/tags/"' in page
    assert "<entry>" not in read(withdrawn, "site/en/tags/museums/feed.xml")


def test_its_event_stays(withdrawn: Path) -> None:
    assert (withdrawn / "site/en/events/2031/kite-museum-plan/index.html").is_file()


def test_the_built_site_has_no_fault(withdrawn: Path) -> None:
    run = sites.newsdesk(withdrawn, "check", "--site", "site")
    assert run.code == 0, run.out


def test_a_reason_of_its_own_is_told_in_each_language(site: Path) -> None:
    refused = sites.newsdesk(site, "withdraw", STORY, "--reason", REASON)
    assert refused.code == 2
    assert (
        f'{STORY} is a translation: withdraw its original instead: newsdesk withdraw {ORIGINAL} --reason "…"'
        in refused.err
    )
    assert sites.newsdesk(site, "withdraw", ORIGINAL, "--reason", "计划并不存在。").code == 0
    assert sites.newsdesk(site, "withdraw", STORY, "--reason", REASON).out == f"{STORY}: reason added\n"
    (story,) = (each for each in sites.library(site).withdrawn if each.key == "2030/kite-museum-plan")
    assert story.versions.in_language(sites.LANGUAGES[0]).withdrawn.reason == REASON
    assert sites.newsdesk(site, "withdraw", ORIGINAL, "--reason", "又一次。").code == 2
    assert sites.check_output(site)[0] == 0
