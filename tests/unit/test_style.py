"""How both languages are written: each rule finds its own example, leaves the right one, mends only what is safe."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sites
from newsdesk.content.library import Library
from newsdesk.content.registers import Registers, Series
from newsdesk.lint import rulebook
from newsdesk.lint.style import AppliesTo, Passage, StyleFault, StyleRule, fixed_text, style_faults


def rules_with(**names: str) -> rulebook.StyleRules:
    """The rules of a newsroom with a series that has a name in each of some languages."""
    series = Series.model_validate({"kind": "series", "name": names})
    return rulebook.style_rules(Registers(series={"expo": series}))


RULES = rules_with(zh="数博会")["zh"]
ENGLISH_STYLE = rules_with(en="Expo")["en"]
SIGNS = st.sampled_from(
    list("数博会签约，。：；！？、“”‘’《》（）——……·· 12345年月日个家,.:;!?()\"'-*_[]AbPGB%「」『』〔〕\n")
)
KINDS = st.sampled_from([AppliesTo.TITLE, AppliesTo.SUMMARY, AppliesTo.BODY, AppliesTo.REGISTER])


def kind(rule: StyleRule) -> AppliesTo:
    """A kind of text to which the rule applies."""
    return next(
        each for each in (AppliesTo.BODY, AppliesTo.TITLE, AppliesTo.SUMMARY, AppliesTo.ARCHIVE) if each & rule.where
    )


def found(where: AppliesTo, text: str, rules: Sequence[StyleRule] = RULES) -> list[StyleFault]:
    return list(style_faults(Passage(where=where, typed=text), rules))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_finds_its_example_and_leaves_the_right_one(rule: StyleRule) -> None:
    assert rule.name in {slip.rule.name for slip in found(kind(rule), rule.bad)}
    assert found(kind(rule), rule.good) == []


@pytest.mark.parametrize("rule", ENGLISH_STYLE, ids=lambda rule: rule.name)
def test_a_rule_of_english_finds_its_example_and_leaves_the_right_one(rule: StyleRule) -> None:
    assert rule.name in {slip.rule.name for slip in found(kind(rule), rule.bad, ENGLISH_STYLE)}
    assert found(kind(rule), rule.good, ENGLISH_STYLE) == []


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.safe], ids=lambda rule: rule.name)
def test_what_is_safe_to_mend_becomes_the_right_example(rule: StyleRule) -> None:
    assert fixed_text(kind(rule), rule.bad, RULES) == rule.good


@given(st.text(SIGNS, max_size=40), KINDS)
def test_mending_twice_is_mending_once(text: str, where: AppliesTo) -> None:
    once = fixed_text(where, text, RULES)
    assert fixed_text(where, once, RULES) == once


@given(st.text(SIGNS, max_size=40), KINDS)
def test_a_text_without_a_rules_signs_does_not_break_it(text: str, where: AppliesTo) -> None:
    seen = Passage(where=where, typed=text)
    for rule in RULES:
        if not rule.concerns(seen):
            assert [*rule.faults(seen.typed if rule.raw else seen.without_markup)] == [], rule.name


@pytest.mark.parametrize(
    "text",
    [
        "2014年2月19日，5G基站和iCloud服务。",
        "| 会议 | 说明 |\n| --- | --- |\n| 风筝节（首届） | 在松桥举行。 |",
        "2015—2019",
        '见<span lang="en">Big Data Expo</span>网站。',
        "[2017数博会](../2017/expo-signings.md)签约。",
        "他说：“今年将继续圆满。”",
        "- 一项\n- 两项\n\n| 场次 | 1,234 |",
        "“3·1”“3·21”",
        "国发〔2012〕2号文件",
        "二十国集团、三四个、十几家",
        "每千克10元，3000万元",
    ],
)
def test_what_is_well_written_is_left_in_peace(text: str) -> None:
    assert [(slip.rule.name, text[slip.start : slip.end]) for slip in found(AppliesTo.BODY, text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "“We will open a world-class mill next year,” the mayor said.",
        "It was the last week of the fair, and the next year brought more.",
        "She asked what the will of the city was, and of will there was enough.",
    ],
)
def test_english_that_is_well_written_is_left_in_peace(text: str) -> None:
    slips = found(AppliesTo.BODY | AppliesTo.ARCHIVE, text, ENGLISH_STYLE)
    assert [(slip.rule.name, text[slip.start : slip.end]) for slip in slips] == []


def test_traditional_characters_are_found_and_others_languages_left() -> None:
    (slip,) = found(AppliesTo.BODY, "參加数博会")
    assert (slip.start, slip.end, slip.suggestion, slip.rule.name) == (0, 1, "参", "zh-traditional")
    assert found(AppliesTo.BODY, '<span lang="zh-Hant">數博會</span>') == []
    assert found(AppliesTo.BODY, "著名的乾隆皇帝在后来的著作里") == []


def test_a_rule_of_series_is_made_for_the_name_in_its_language() -> None:
    rules = rules_with(zh="C++大会", en="C++")["zh"]
    (rule,) = (each for each in rules if each.name == "zh-year-name")
    assert set(rule.message.values()) == {
        "the year must come right before C++大会, without 年",
        "年份直接放在C++大会之前，不加“年”",
    }
    assert fixed_text(AppliesTo.BODY, "在2019年C++大会上。", rules) == "在2019C++大会上。"
    assert "zh-year-name" not in {each.name for each in rules_with(en="C++")["zh"]}


def test_the_own_texts_keep_the_rules() -> None:
    library: Library = sites.library(sites.PROJECT)
    assert sum(text.language == "zh" for text in library.texts) > 20
    assert [problem for part in rulebook.style_checks(library) for problem in part()] == []
