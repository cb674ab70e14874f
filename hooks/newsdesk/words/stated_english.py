"""What an English text states in figures."""

import re
from collections.abc import Iterator, Set
from decimal import Decimal

from babel.dates import get_month_names

from newsdesk.words.stated import Reader, Stated, Unit, unit_after

_MONTHS = list(get_month_names("wide", locale="en").values())
_POWERS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_NUMBERS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth"
_WORDS = {
    **{word: number for words in (_NUMBERS, _ORDINALS) for number, word in enumerate(words.split())},
    **{word: 10 * number for number, word in enumerate(_TENS.split(), 2)},
    "both": 2,
    "once": 1,
    "twice": 2,
    "dozen": 12,
    "hundred": 100,
}
_DATE = re.compile(
    rf"\b(?P<month>{'|'.join(_MONTHS)})\b"
    r"(?:\s+(?P<days>\d{1,2}\b(?!,\d)(?:(?:\s?[–-]\s?|\s(?:to|through)\s)\d{1,2}\b(?![,.]?\d))?"
    r"(?:(?:,\s|,?\sand\s)\d{1,2}\b(?![,.]?\d|\s+[a-z]))*))?"
)
_YEAR = re.compile(r"(?<![\w.,$-])(?:19|20)\d\d(?![\w%]|[.,]\d)")
_NUMBER = re.compile(
    r"(?<![\w.,·])(?<!\w-)(?P<dollars>\$)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?: (?P<power>{'|'.join(_POWERS)}))?(?![\w:·]|,\d)(?=(?P<after>[^.;:()\n]{{0,48}}))"
)
_AFTER = (
    (re.compile(r"%|[ -](?:percent|per cent)\b"), Unit.PERCENT),
    (re.compile(r"[ -](?:yuan|RMB)\b"), Unit.YUAN),
    (re.compile(r" (?:US )?dollars\b"), Unit.DOLLARS),
    (re.compile(r" (?:other |foreign )?countries(?:,| and| or) regions\b"), Unit.REGIONS),
    (re.compile(r" (?:other |foreign )?countries\b"), Unit.COUNTRIES),
    (re.compile(r" (?:[a-z]+ )?visits\b"), Unit.VISITS),
    (re.compile(r" (?:[a-z]+ ){0,2}(?:people|visitors|guests|delegates|participants|attendees)\b"), Unit.PEOPLE),
)
_SPELLED_OUT = re.compile(rf"\b(?:(?P<tens>{'|'.join(_TENS.split())})-)?(?P<word>{'|'.join(_WORDS)})\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def _spelled(text: str) -> Set[Decimal]:
    """`forty` is 40 and `forty-two` is 42."""
    found = ((_WORDS.get(tens.lower(), 0), _WORDS[word.lower()]) for tens, word in _SPELLED_OUT.findall(text))
    return {Decimal(tens + word) for tens, word in found}


def _stated(text: str) -> Iterator[Stated]:
    for match in _DATE.finditer(text):
        yield from _dates(match)
    left = _DATE.sub(lambda match: " " * len(match[0]), text)
    for match in _YEAR.finditer(left):
        yield Stated(value=Decimal(match[0]), unit=Unit.YEAR, start=match.start(), end=match.end())
    left = _YEAR.sub("    ", left)
    for match in _NUMBER.finditer(left):
        yield _number(match)


def _dates(match: re.Match[str]) -> Iterator[Stated]:
    month = _MONTHS.index(match["month"]) + 1
    start, end = match.span()
    if not match["days"]:
        yield Stated(value=Decimal(month), unit=Unit.MONTH, start=start, end=end)
    for day in _DIGITS.findall(match["days"] or ""):
        yield Stated(value=Decimal(100 * month + int(day)), unit=Unit.DAY, start=start, end=end)


def _number(match: re.Match[str]) -> Stated:
    value = Decimal(match["number"].replace(",", "")) * 10 ** _POWERS.get(match["power"] or "", 0)
    unit, length = (Unit.DOLLARS, 0) if match["dollars"] else unit_after(match["after"], _AFTER)
    return Stated(value=value, unit=unit, start=match.start(), end=match.end() + length)


ENGLISH = Reader(stated=_stated, spelled=_spelled)
