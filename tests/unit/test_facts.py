"""Facts of a translation compared with its original: slips are found, and what agrees is not reported."""

from collections.abc import Iterator

import pytest
import yaml

import sites
from newsdesk.content.front_matter import PageFacts
from newsdesk.content.library import Library
from newsdesk.content.story import Text, TranslationPair
from newsdesk.diagnostics import Diagnostic, SourceFile
from newsdesk.i18n.languages import Language
from newsdesk.lint import facts
from newsdesk.lint.facts import ComparedText, KnownNames

ROWS = yaml.safe_load((sites.CASES / "agreement.yml").read_text(encoding="utf-8"))
MISSES = 2
"""Of all slips so many may be missed."""


@pytest.fixture(scope="session")
def real() -> Library:
    """The project's own library."""
    return sites.library(sites.PROJECT)


@pytest.fixture(scope="session")
def known(real: Library) -> KnownNames:
    return KnownNames(real.registers)


def text(language: Language, body: str) -> Text:
    front = PageFacts(title="-", summary="-")
    file = SourceFile(path=f"docs/{language}/x.md", text=f"\n\n{body}")
    return Text(path=f"{language}/x.md", language=language, front=front, body=body, body_line=3, file=file)


def found(en: str, zh: str, known: KnownNames) -> Iterator[Diagnostic]:
    """What is said of two texts."""
    original, translation = text(Language.EN, en), text(Language.ZH, zh)
    yield from facts.differences(TranslationPair(original=original, translation=translation))
    yield from (
        problem for _, problem in known.differences(ComparedText(text=original), ComparedText(text=translation))
    )


def test_slips_are_found_and_what_agrees_is_left_in_peace(
    known: KnownNames, capsys: pytest.CaptureFixture[str]
) -> None:
    alarms = [problem.message for row in ROWS for problem in found(**_pair(row), known=known)]
    missed = [row["slip"] for row in ROWS if not list(found(**{**_pair(row), **row["wrong"]}, known=known))]
    with capsys.disabled():
        print(f"\n{len(ROWS)} slips: {len(ROWS) - len(missed)} found, missed: {missed}; false alarms: {alarms}")  # noqa: T201
    assert len(ROWS) >= 40
    assert alarms == []
    assert len(missed) <= MISSES


def _pair(row: dict[str, str]) -> dict[str, str]:
    return {language: row[language] for language in sites.LANGUAGES}


def test_the_own_stories_agree(real: Library) -> None:
    assert len(real.stories) > 20
    assert [problem for part in (*facts.fact_checks(real), *facts.name_checks(real)) for problem in part()] == []


def test_no_number_that_is_spelled_out_excuses_a_date(known: KnownNames) -> None:
    (problem,) = found("It opened in May. Five makers came.", "展会于6月开幕，五名制作人到场。", known)
    assert problem.message == '"6月" does not match the original, which has "May" in docs/en/x.md:3'


def test_a_difference_names_both_lines(known: KnownNames) -> None:
    problem, *others = found("The expo had\n316 exhibitors.", "展会有\n361家企业参展。", known)
    assert others == []
    assert (problem.location.path, problem.location.line, problem.location.column) == ("docs/zh/x.md", 4, 1)
    assert problem.message == '"361" does not match the original, which has "316" in docs/en/x.md:4'


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("See [the 2018 expo](a.md).", "见[2018数博会 签约199个项目](a.md)。"),
        ('A theme of <span lang="zh-Hans">2019年12家</span>.', "主题为2019年12家。"),
        ("In the copy on 3215787.com", "在转载网站上"),
        ("COVID-19, 5G and `12 lines`", "新冠肺炎、5G和`12 lines`"),
        ("about three dozen of 300 kites", "三百只风筝"),
        ("Forty makers showed twenty-five kites.", "40位制作人展出25只风筝。"),
        ("on May 26 and 27, 30 companies", "5月26日、27日，30家企业"),
    ],
)
def test_what_each_language_says_in_its_own_way_is_no_difference(en: str, zh: str, known: KnownNames) -> None:
    assert [problem.message for problem in found(en, zh, known) if problem.rule == "facts"] == []
