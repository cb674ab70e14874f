"""Where GitHub shows something else, the editor is told at the line, and what is suggested holds when it is pasted."""

import pytest

import sites
from newsdesk.diagnostics import Diagnostic, Level
from newsdesk.markdown.second_reader import check_dialect


def told(body: str) -> list[str]:
    return [f"{each.rule} {each.location.line}:{each.location.column} {each.suggestion}" for each in check(body)]


def check(body: str) -> list[Diagnostic]:
    found = list(check_dialect(sites.text_of(body)))
    assert {each.level for each in found} <= {Level.WARNING}
    return found


def pasted(body: str, problem: Diagnostic) -> str:
    """The body with a suggestion in place of what it is said of."""
    place, lines = problem.location, body.split("\n")
    line = lines[place.line - 1]
    new = problem.suggestion.removeprefix("write here: ")
    lines[place.line - 1] = line[: place.column - 1] + new + line[place.column - 1 + place.length :]
    return "\n".join(lines)


CURED = {
    "2031. That was the year": "list-start 1:1 write here: 2031\\.",
    "- a\n\n  1998) was before": "list-start 3:3 write here: 1998\\)",
    "1. one\n2. two\n\n2031. That was": "list-start 4:1 write here: 2031\\.",
    'Wind*"er"*': 'markdown-dialect 1:1 write here: Wind\\*"er"*',
    '- one\n- Wind*"er"* and two': 'markdown-dialect 2:3 write here: Wind\\*"er"*',
    "[a](b c.md)": "markdown-dialect 1:1 write here: [a](<b c.md>)",
    "风筝[甲](乙 丙.md)飞": "markdown-dialect 1:1 write here: 风筝[甲](<乙 丙.md>)飞",
    "![a **b**](c.png)": "markdown-dialect 1:1 write here: ![a b](c.png)",
    "a < b <c,d> e": "markdown-dialect 1:7 write here: \\<c,d>",
    "see [a] [b]\n\n[b]: c": "markdown-dialect 1:5 write here: \\[a]",
}


@pytest.mark.parametrize(("body", "expected"), CURED.items(), ids=CURED)
def test_a_suggestion_holds_when_it_is_pasted(body: str, expected: str) -> None:
    assert told(body) == [expected]
    assert told(pasted(body, check(body)[0])) == []


@pytest.mark.parametrize(
    "body",
    [
        "[a]\n\n[a]: b.md\n[a]: c.md",
        "| a | b |\n|---|---|",
        'Wind*"er"* and Rain*"er"*',
    ],
)
def test_what_has_no_such_cure_is_told_with_advice(body: str) -> None:
    first, *_ = told(body)
    assert first.startswith("markdown-dialect 1:1 ")
    assert not any("write here: " in line for line in told(body))


@pytest.mark.parametrize(
    "body",
    [
        "**“云”**是数据",
        "数据**（云）**是",
        "数据**(云)**是",
        "他说**“云。”**然后",
        "10~20人，30~40岁",
        "见https://a.example/b，他说",
        "[a](b.md){: .wide }",
        "## Heading {#id}",
        "a <!-- comment --> b",
        "<!-- comment -->\n\n- a",
        "In 2031. That",
        "1. One\n2. Two",
        "999. Nine hundred",
        '`2*"3"*4`',
        "- [a](b.md)\n- *c*",
    ],
)
def test_what_is_meant_is_passed_in_silence(body: str) -> None:
    assert told(body) == []


def test_lines_are_those_of_the_file_below_a_waiver() -> None:
    waiver = "<!-- newsdesk: allow link-text because the sign says so -->"
    assert told(f'One.\n\n{waiver}\nTwo.\n\nWind*"er"*') == ['markdown-dialect 6:1 write here: Wind\\*"er"*']
