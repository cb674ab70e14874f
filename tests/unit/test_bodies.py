"""Bodies that are wrong in one way each (tests/cases/bodies.yml): told at their line, or shown as meant."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
import yaml

import sites
from newsdesk.content.markdown_extensions import DEFAULT_EXTENSIONS
from newsdesk.diagnostics import Diagnostic, Level
from newsdesk.i18n.languages import Language
from newsdesk.i18n.typography import has_han
from newsdesk.markdown.converter import render_body
from newsdesk.markdown.links import LinkTargets

Row = dict[str, Any]
CASES = yaml.load((sites.CASES / "bodies.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
ROWS: list[Row] = [row for rows in CASES.values() for row in rows]
HEADS = {
    Language.EN: "title: Kites {number}\nsummary: Kites {number} flew.",
    Language.ZH: "title: 风筝{number}号\nsummary: 风筝{number}号放飞。",
}
FRONT = "---\n{head}\npublished: 2030-05-02\nsources: [mill-archive]\n---\n"
BODY_LINE = FRONT.format(head=HEADS[Language.EN]).count("\n") + 1


def address(number: int) -> str:
    language = Language.ZH if has_han(ROWS[number]["body"]) else Language.EN
    return f"{language}/news/2030/body-{number}.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What is told of each body and its HTML, by file; rules of style are other tests' matter."""

    told: Mapping[str, Sequence[Diagnostic]]
    shown: Mapping[str, str]


@pytest.fixture(scope="module")
def examined(tmp_path_factory: pytest.TempPathFactory) -> Examined:
    """The newsroom with a story for each body."""
    site = sites.newsroom(tmp_path_factory.mktemp("bodies"))
    for number, row in enumerate(ROWS):
        path = site / "docs" / address(number)
        head = HEADS[Language(path.parts[-4])].format(number=number)
        path.write_text(FRONT.format(head=head) + row["body"] + "\n", encoding="utf-8")
    library, problems = sites.lint(site)
    told: dict[str, list[Diagnostic]] = defaultdict(list)
    for each in problems:
        if each.level is not Level.NOTE and not each.rule.startswith(("en-", "zh-")):
            told[each.location.path.removeprefix("docs/")].append(each)
    targets = LinkTargets(library=library, addresses=frozenset())
    own = [text for text in library.texts if "/body-" in text.path]
    return Examined(told=told, shown={text.path: render_body(text, targets, DEFAULT_EXTENSIONS).html for text in own})


@pytest.mark.parametrize("number", range(len(ROWS)), ids=lambda number: ascii(ROWS[number]["body"])[:50])
def test_a_body_that_is_wrong_in_one_way_is_told_at_its_line_or_shown_as_meant(examined: Examined, number: int) -> None:
    row, found = ROWS[number], examined.told.get(address(number), ())
    if "told" in row:
        rule, line = row["told"].split()
        assert {(each.rule, each.location.line - BODY_LINE + 1) for each in found} == {(rule, int(line))}
    else:
        assert [(each.rule, each.message) for each in found] == []
        assert row["shown"] in examined.shown[address(number)]


def test_there_are_enough_of_them_and_a_third_is_chinese() -> None:
    assert len(ROWS) >= 200
    assert 3 * sum(has_han(row["body"]) for row in ROWS) >= len(ROWS)
