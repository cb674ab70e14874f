"""Heuristics: each slip of a story at its line and column, and no alarm at what is sound."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

import sites
from newsdesk.content.front_matter import PageFacts
from newsdesk.content.library import Library
from newsdesk.content.registers import Registers
from newsdesk.content.story import Text
from newsdesk.diagnostics import Diagnostic, SourceFile
from newsdesk.i18n.languages import Language
from newsdesk.lint import heuristics, rulebook
from newsdesk.lint.heuristics import Heuristics
from newsdesk.lint.style import AppliesTo, Passage, style_faults

SLIPS = sites.BROKEN / "eye"
STORY = "docs/en/news/2030/kite-symposium.md"
SEEN = {
    (2, 37): ("glued-words", "KiteConference"),
    (14, 16): ("en-plan", "will take"),
    (15, 11): ("en-relative-date", "September of last year"),
    (15, 35): ("en-relative-date", "This March"),
    (15, 67): ("en-praise", "grand opening"),
    (17, 1): ("close-name", "Gao Weidang"),
    (17, 29): ("count-renamed", "the 12 enterprise units"),
    (17, 58): ("body-renamed", "Songqiao Science and Technology Commission"),
    (20, 15): ("conversion", "100 million yuan ($164.8 million"),
    (20, 54): ("close-name", "Ada Lindquist"),
}
"""Not among them: a sound conversion to dollars, what is quoted, and the count that keeps its noun."""


@pytest.fixture(scope="module")
def eyes(library: Library) -> Mapping[Language, Heuristics]:
    return {language: Heuristics(library.registers, language) for language in sites.LANGUAGES}


def seen(eyes: Mapping[Language, Heuristics], body: str, language: Language = Language.EN) -> list[str]:
    """The rules that a body breaks, each with the words."""
    front = PageFacts(title="-", summary="A summary of its own.")
    file = SourceFile(path=f"docs/{language}/x.md", text=body)
    text = Text(path=f"{language}/x.md", language=language, front=front, body=body, body_line=1, file=file)
    return [f"{each.rule}: {words(each)}" for each in eyes[language].check(text)]


def words(problem: Diagnostic) -> str:
    place = problem.location
    return place.source[place.column - 1 : place.column - 1 + place.length]


def test_each_slip_of_a_story_is_shown_at_its_line_and_column(site: sites.Path) -> None:
    problems = sites.lint(sites.lay_over(site, SLIPS))[1]
    own = [each for each in problems if each.location.path == STORY and each.level == "warning"]
    assert {(each.location.line, each.location.column): (each.rule, words(each)) for each in own} == SEEN
    assert len(own) == len(SEEN)


def test_a_name_that_a_register_writes_so_is_not_two_words(site: sites.Path) -> None:
    more = {
        "sources.yml": "fair:\n  title: A KiteConference\n  publisher: KitePress\n  link: none\n",
        "terms.yml": "loom:\n  name: {en: KiteLoom, zh: 风筝机}\n",
    }
    for name, text in more.items():
        with (site / "docs/registers" / name).open("a", encoding="utf-8") as file:
            file.write(text)
    story = (SLIPS / STORY).read_text(encoding="utf-8").replace("the capital", "KitePress and KiteLoom")
    (site / STORY).write_text(story, encoding="utf-8")
    found = [words(each) for each in sites.lint(site)[1] if each.rule == "glued-words"]
    assert found == ["KiteConference"]


def all_warnings(library: Library) -> Iterator[Diagnostic]:
    for part in (*heuristics.heuristic_checks(library), *rulebook.style_checks(library)):
        yield from part()


def test_in_the_own_stories_the_eye_sees_no_name() -> None:
    library, problems = sites.lint(sites.PROJECT)
    assert len(library.stories) > 20
    assert [(each.location.path, each.rule) for each in problems if each.level == "warning"] == []
    assert [each.rule for each in all_warnings(library)] == []
    people = {name: each for name, each in library.registers.people.items() if name != "zhang-weidong"}
    unknown = replace(library, registers=replace(library.registers, people=people))
    assert [each.rule for each in all_warnings(unknown)] == []


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Chen Gang spoke. Li Gang spoke."),
        ("en", "Zhang Wei spoke. Wang Wei and Li Jie spoke, and so did Yang Jie."),
        ("en", "Ada Lindqvist and Eva Lindqvist spoke."),
        ("en", "The Long March began. Song March ended."),
        ("en", 'It says "Gao Weidong" first. It says "Zhang Weidong" later.'),
        ("en", "The Pinebridge Kite Society met. The Pinebridge Kite Society agreed."),
        ("en", "The National Data Bureau met. The National Big Data Expert Advisory Committee met."),
        ("en", "The Songqiao Kite Association and the Songqiao Kite Commission met."),
        ("en", "It had 12 alliances. The 12 months were long. The 12 alliances met."),
        ("en", "It had 24 pupils. The 2018 fair had 300 guests, and the 24 new pupils came."),
        ("en", "It cost 100 billion yuan ($16.48 billion), or 100 yuan; another cost $3."),
        ("zh", "书记陈刚说，李刚来了。金融业、大数据业和周年会、新年会。"),
        ("zh", "远程工作不适合任何工作、任何企业。"),
        ("zh", "不需要任何广告，也不需要支付广告。"),
        ("zh", "参展的有12家企业，这12家企业签约。"),
        ("zh", "签约1000亿元（约合164.8亿美元）。"),
        ("zh", "松桥市大数据局和松桥市大数据发展管理委员会开会。"),
    ],
)
def test_what_is_sound_raises_no_alarm(eyes: Mapping[Language, Heuristics], language: str, body: str) -> None:
    assert seen(eyes, body, Language(language)) == []


@pytest.mark.parametrize(
    ("language", "body", "rule"),
    [
        ("en", "Gao Weidong met Min Rui. Then Gao Weidnog left.", "close-name: Gao Weidnog"),
        ("zh", "松桥科学协会来了。松桥市科学技术协会也来了。", "body-renamed: 松桥市科学技术协会"),
        ("zh", "邀请12家联盟。上述12家企业签约。", "count-renamed: 上述12家企业签约"),
    ],
)
def test_what_may_be_a_slip_is_shown(eyes: Mapping[Language, Heuristics], language: str, body: str, rule: str) -> None:
    assert seen(eyes, body, Language(language)) == [rule]


@pytest.mark.parametrize(
    ("language", "registered", "text", "found"),
    [
        ("en", "Miao Wei", "Zhang Wei and Li Wei spoke.", []),
        ("en", "Sun Zhigang", "Li Zhigang spoke.", []),
        ("en", "Sun Zhigang", "Sun Zhgiang spoke.", ["Sun Zhgiang"]),
        ("en", "Sun Zhigang", "Li Zhigang spoke. Then Sun Zhigang left.", []),
        ("en", "Miao Wei", "Miao Wei spoke to Zhang Wei, Wang Wei and Li Wei.", []),
        ("en", "Miao Weidong", "Zhang Weidong, Wang Weidong and Miao Weidong spoke.", []),
        ("en", "Ada Lindqvist", "Mayor Zhao Min'er spoke; later Chen Min’er did.", []),
    ],
)
def test_a_given_name_is_shared_by_many_people(language: str, registered: str, text: str, found: list[str]) -> None:
    rules = Language(language).rules.heuristics
    assert rules
    assert rules.similar_names
    alike = rules.similar_names([registered]).pairs(text)
    assert [f"{name.family} {name.given}" for name, _ in alike] == found


@pytest.mark.parametrize(
    "text",
    [
        "It was the last year of the plan, and the next month it rained.",
        'The mayor said, "This year will be a great success."',
        "A grand total of 12; at will; the will to fly; Guizhou Today.",
        "It was opened in September 2029, a year after the flood.",
    ],
)
def test_english_that_is_well_written_is_left_in_peace(text: str) -> None:
    passage = Passage(where=AppliesTo.BODY | AppliesTo.ARCHIVE, typed=text)
    found = style_faults(passage, rulebook.style_rules(Registers())["en"])
    assert [(slip.rule.name, text[slip.start : slip.end]) for slip in found] == []
