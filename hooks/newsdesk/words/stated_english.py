"""What an English text states in figures."""

import re
from collections.abc import Iterator, Set
from decimal import Decimal

from babel.dates import get_month_names

from newsdesk.words.stated import Form, Reader, Stated, Unit, decade, in_identifiers, read, states_nothing, unit_after

_LONG = {name: number for number, name in get_month_names("wide", locale="en").items()}
_SHORT = {
    name: number
    for locale in ("en", "en_GB")
    for number, name in get_month_names("abbreviated", locale=locale).items()
    if name not in _LONG
}
_MONTHS = _LONG | _SHORT
_POWERS = {"hundred": 2, "thousand": 3, "million": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12, "tn": 12}
_NUMBERS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = """
    zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
"""
_WORDS = {
    **{word: number for words in (_NUMBERS, _ORDINALS) for number, word in enumerate(words.split())},
    **{word: 10 * number for number, word in enumerate(_TENS.split(), 2)},
    "both": 2,
    "once": 1,
    "twice": 2,
    "dozen": 12,
    "hundred": 100,
    "noon": 12 * 60,
    "midday": 12 * 60,
    "midnight": 0,
}
"""Those of the day in minutes, as times of day are."""
_TO = r"(?:\s?[–-]\s?|\s(?:to|through|and)\s)"
_HOUR = r"(?:[01]?\d|2[0-4])"
_TIME = re.compile(
    rf"(?<![\w.,:/$])(?P<hour>{_HOUR})(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?)?"
    r"(?:\s?(?P<half>[AaPp])\.?[Mm]\b\.?"
    rf"|(?={_TO}{_HOUR}(?:[:.][0-5]\d)?\s?(?P<later>[AaPp])\.?[Mm]\b)"
    r"|(?<=:[0-5]\d)(?![\w:]|\.\d))"
)
_MONTH = rf"(?P<month>{'|'.join(_LONG)}|(?:{'|'.join(_SHORT)})(?=\.|\s\d))(?!\w)\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?\b"
_DAY_FIRST = re.compile(
    rf"(?<![\w.,$:])(?P<days>{_DAY}(?:(?:{_TO}|,\s|,\sand\s){_DAY}){{0,4}})\s(?:of\s)?{_MONTH}(?!\s+\d{{1,2}}\b)"
)
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH}(?:\s+(?P<days>{_DAY}(?!,\d)(?:(?:\s?[–-]\s?|\s(?:to|through)\s){_DAY}(?![,.]?\d))?"
    rf"(?:(?:,\s|,?\sand\s){_DAY}(?![,.]?\d|\s+(?!and\s\d)[a-z]))*))?"
)
_DECADE = re.compile(r"(?<![\w.,$])(?:(?P<decade>(?:1\d|20)\d0)|(?:(?<=in the )|['‘’])(?P<tens>[1-9]0))['’]?s\b")
_YEAR = re.compile(r"(?<![\w.,$])(?:19|20)\d\d(?![\w%]|[.,]\d)")
_ORDINAL = re.compile(r"(?<![\w.,])(\d+)(?:st|nd|rd|th)\b")
_NUMBER = re.compile(
    r"(?<![\w.,·])(?P<dollars>(?:US)?\$)?(?P<number>\d{1,3}(?:,\d{3})++(?:\.\d++)?+|\d++(?:\.\d++)?+)"
    r"(?:[ -](?P<power>thousand|million|billion|trillion)\b|\s?(?P<short>[bmt]n)\b)?"
    r"(?![\d·]|,\d)(?=(?P<after>[^.;:()\n]{0,48}))"
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
_SPELLED_OUT = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS.split())})-)?(?P<word>{'|'.join(_WORDS)})\b"
    rf"(?:[ -](?P<power>hundred|thousand|million|billion)\b)?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


def _spelled(text: str) -> Set[Decimal]:
    """`forty` is 40, `forty-two` is 42 and `forty-two million` is that too; `21st` is 21."""
    found = {Decimal(number) for number in _ORDINAL.findall(text)}
    for match in _SPELLED_OUT.finditer(text):
        number = Decimal(_WORDS.get((match["tens"] or "").lower(), 0) + _WORDS[match["word"].lower()])
        found |= {number, number * 10 ** _POWERS.get((match["power"] or "").lower(), 0)}
    return found.union(in_identifiers(text))


def _stated(text: str) -> Iterator[Stated]:
    return read(text, _FORMS)


def _time(match: re.Match[str]) -> Iterator[Stated]:
    hour, half = int(match["hour"]), (match["half"] or match["later"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    minutes = 60 * (hour % 24) + int(match["minute"] or 0)
    yield Stated(value=Decimal(minutes), unit=Unit.TIME, start=match.start(), end=match.end())


def _dates(match: re.Match[str]) -> Iterator[Stated]:
    month = _MONTHS[match["month"]]
    start, end = match.span()
    if not match["days"]:
        yield Stated(value=Decimal(month), unit=Unit.MONTH, start=start, end=end)
    for day in _DIGITS.findall(match["days"] or ""):
        yield Stated(value=Decimal(100 * month + int(day)), unit=Unit.DAY, start=start, end=end)


def _decade(match: re.Match[str]) -> Iterator[Stated]:
    first = int(match["decade"]) if match["decade"] else decade(int(match["tens"]))
    # The 1900s are as often the century.
    if first % 100:
        yield Stated(value=Decimal(first), unit=Unit.DECADE, start=match.start(), end=match.end())


def _year(match: re.Match[str]) -> Iterator[Stated]:
    yield Stated(value=Decimal(match[0]), unit=Unit.YEAR, start=match.start(), end=match.end())


def _number(match: re.Match[str]) -> Iterator[Stated]:
    power = _POWERS.get(match["power"] or match["short"] or "", 0)
    value = Decimal(match["number"].replace(",", "")) * 10**power
    unit, length = (Unit.DOLLARS, 0) if match["dollars"] else unit_after(match["after"], _AFTER)
    yield Stated(value=value, unit=unit, start=match.start(), end=match.end() + length)


_FORMS: list[Form] = [
    (_TIME, _time),
    (_DAY_FIRST, _dates),
    (_MONTH_FIRST, _dates),
    (_DECADE, _decade),
    (_YEAR, _year),
    (_ORDINAL, states_nothing),
    (_NUMBER, _number),
]

ENGLISH = Reader(stated=_stated, spelled=_spelled)
