"""The rulebook: every rule there is, what must be, and an example of either."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from newsdesk.words.language import Language
from newsdesk.words.problem import Level
from newsdesk.words.style import Rule, Where
from newsdesk.words.style_chinese import CHINESE_STYLE, year_before
from newsdesk.words.style_english import ENGLISH_STYLE
from newsdesk.words.traditional import SIMPLIFIED

Told = Mapping[Language, str]
"""The same in English and in Chinese."""

STYLE = [*ENGLISH_STYLE, *CHINESE_STYLE, year_before("风筝节"), SIMPLIFIED]
"""Rules that say themselves what must be, and show it."""

PROSE = frozenset({"title", "summary", "body", "archive"})
"""Examples that are words of a story; of the others each is a part of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A rule: `sentence` says what must be, `bad` breaks it and `good` does not.

    `where` says what an example is: a title, a summary or a body, one of an archive report, the front matter of a
    story or of its translation, both bodies of a pair, a register that its first line names, a whole file, the path
    of one, or what stands in a file such as mkdocs.yml. An example that no text can give is told in words; then
    `held` names the test that shows it.
    """

    name: str
    levels: Sequence[Level]
    sentence: Told
    where: str = ""
    language: Language = Language.EN
    bad: Told
    good: Told
    held: str = ""


@cache
def rulebook() -> Mapping[str, Entry]:
    """The entries by the names of their rules, sorted."""
    said = {name: record for record_of in _pages() for name, record in record_of.items()}
    entries = {rule.name: _of_style(rule, said.pop(rule.name)) for rule in STYLE}
    entries |= {name: _entry(name, record) for name, record in said.items()}
    return dict(sorted(entries.items()))


def _pages() -> Iterator[Mapping[str, Any]]:
    for page in (files("newsdesk.checks") / "rules").iterdir():
        if page.name.endswith(".toml"):
            yield tomllib.loads(page.read_text(encoding="utf-8"))


def _entry(name: str, record: Mapping[str, Any]) -> Entry:
    more = dict(record)
    levels = more.pop("level")
    return Entry(
        name=name,
        levels=[Level(each) for each in ([levels] if isinstance(levels, str) else levels)],
        sentence={Language.EN: more.pop("en"), Language.ZH: more.pop("zh")},
        language=Language(more.pop("language", Language.EN)),
        bad=_told(more.pop("bad")),
        good=_told(more.pop("good")),
        **more,
    )


def _told(example: str | Mapping[str, str]) -> Told:
    """An example is the same in all languages; what is told in words is not."""
    if isinstance(example, str):
        return dict.fromkeys((Language.EN, Language.ZH), example.strip("\n"))
    return {Language(code): text for code, text in example.items()}


def _of_style(rule: Rule, record: Mapping[str, str]) -> Entry:
    kinds = {Where.ARCHIVE: "archive", Where.BODY: "body", Where.TITLE: "title", Where.SUMMARY: "summary"}
    return Entry(
        name=rule.name,
        levels=[Level.WARNING],
        sentence={Language.EN: _sentence(rule.sentence), Language.ZH: record["zh"] + "。"},
        where=next(kind for place, kind in kinds.items() if place & rule.where),
        language=Language(rule.name.partition("-")[0]),
        bad=_told(rule.wrong),
        good=_told(rule.right),
    )


def _sentence(rule: str) -> str:
    return rule[0].upper() + rule[1:] + ("" if rule.endswith("。") else ".")
