"""On which full day a sentence says that something took place.

Only what cannot be meant otherwise is read: the name, a verb of taking place,
a day with its year. A day on which it was announced or cancelled is none.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from babel.dates import get_month_names

from newsdesk.words.language import Language

_MONTHS = list(get_month_names("wide", locale="en").values())
_DAYS = {
    Language.EN: re.compile(
        rf"(?P<month>{'|'.join(_MONTHS)}) (?P<day>\d{{1,2}})(?:\s?[–-]\s?\d{{1,2}})?, (?P<year>\d{{4}})\b"
    ),
    Language.ZH: re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:至(?:\d{1,2}月)?\d{1,2}日)?"),
}
LANGUAGES = _DAYS.keys()
"""Those whose sentences can be read."""
_END = {Language.EN: re.compile(r"[.!?][\"”’)]*\s|\n\n"), Language.ZH: re.compile(r"[。！？；]|\n\n")}
_TAKES_PLACE = r"(?:held|takes? place|took place|opens?|opened|begins?|began|starts?|started)"


@dataclass(frozen=True, slots=True)
class Frame:
    """What may stand between a name and its day, and behind the second of the two."""

    between: re.Pattern[str]
    behind: re.Pattern[str]


_NAME_FIRST = {
    Language.EN: Frame(
        re.compile(
            r"(?:,? (?:is|was|will be|to be|has been))?"
            rf" (?:{_TAKES_PLACE}|planned|scheduled|set|due)(?: in [A-Z][\w'’]+)? (?:on|for|from) "
        ),
        re.compile(r""),
    ),
    Language.ZH: Frame(
        re.compile(r"，?(?:原定|定|拟|将|计划|已)?[于在]"),
        re.compile(r"起?(?:在[^，。；]{1,16})?(?:正式)?(?:举行|举办|召开|开幕|开馆|揭牌|开工|施行)"),
    ),
}
_DAY_FIRST = {
    Language.EN: Frame(re.compile(r",? (?:the )?"), re.compile(rf" (?:is |was )?{_TAKES_PLACE}\b")),
    Language.ZH: Frame(
        re.compile(r"，?"), re.compile(r"(?:在[^，。；]{1,16})?(?:正式)?(?:举行|举办|召开|开幕|开馆|揭牌|开工|施行)")
    ),
}
Frames = Mapping[Language, Frame]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A full day, and where it stands in the text."""

    day: date
    start: int
    end: int


def occurrences(text: str, name: tuple[int, int], language: Language) -> Iterator[Occurrence]:
    """The days that the sentence round a name, which stands from one offset to another, gives what is so named."""
    start, end = name
    first = max((match.end() for match in _END[language].finditer(text, 0, start)), default=0)
    close = _END[language].search(text, end)
    last = close.start() if close else len(text)
    for match in _DAYS[language].finditer(text, first, last):
        if _fits(_NAME_FIRST[language], text, (end, match.start()), match.end(), last) or _fits(
            _DAY_FIRST[language], text, (match.end(), start), end, last
        ):
            yield from _occurrence(match)


def _fits(frame: Frame, text: str, between: tuple[int, int], behind: int, last: int) -> bool:
    start, end = between
    return start <= end and bool(frame.between.fullmatch(text, start, end) and frame.behind.match(text, behind, last))


def _occurrence(match: re.Match[str]) -> Iterator[Occurrence]:
    month = match["month"]
    number = int(month) if month.isdecimal() else _MONTHS.index(month) + 1
    with suppress(ValueError):
        day = date(int(match["year"]), number, int(match["day"]))
        yield Occurrence(day=day, start=match.start(), end=match.end())
