"""What an English text states in figures."""

import re
from collections.abc import Iterator, Set
from decimal import Decimal

from babel.dates import get_month_names

from newsdesk.words.stated import (
    THOUSANDS,
    Form,
    Reader,
    Stated,
    Unit,
    at_figures,
    decade,
    in_identifiers,
    number_of,
    read,
    states_nothing,
    unit_after,
    with_any,
)

_LONG = {name: number for number, name in get_month_names("wide", locale="en").items()}
_SHORT = {
    name: number
    for locale in ("en", "en_GB")
    for number, name in get_month_names("abbreviated", locale=locale).items()
    if name not in _LONG
}
_MONTHS = _LONG | _SHORT
_POWERS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_POWERS |= {"k": 3, "m": 6, "mn": 6, "b": 9, "bn": 9, "tn": 12}
_NUMBERS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS_OF_YEARS = {f"{word[:-1]}ies": 10 * number for number, word in enumerate(_TENS.split(), 2)}
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
_NIGHT = frozenset({"night", "tonight"})
_LATE = frozenset({"pm", "afternoon", "evening"})
_NAMED_HALF = r",?\s(?:in\sthe\s(?:early\s|late\s)?(?:morning|afternoon|evening)|at\snight|tonight)\b"
_MINUTE = r"[:.][0-5]\d(?::[0-5]\d)?"
_OCLOCK = r"\so['’]clock\b"
_WORDS_BEFORE_HOUR = ["at", "by", "till", "from", "until", "after", "about", "around", "before", "between"]
_BEFORE_HOUR = "|".join(
    (*(rf"(?<=\b{word}\s)" for word in _WORDS_BEFORE_HOUR), r"(?<=\d\sto\s)|(?<=\d\sand\s)|(?<=\d[–-])")
)
_TIME = re.compile(
    rf"(?<![\w.,:/$])(?=\d)(?P<at>{_BEFORE_HOUR})?"
    rf"(?P<hour>{_HOUR})(?:(?P<minute>{_MINUTE})|(?P<sharp>{_OCLOCK}))?(?:(?P<half>\s?[AaPp]\.?[Mm]\b\.?)"
    rf"|(?={_TO}{_HOUR}(?:{_MINUTE})?(?P<later>\s?[AaPp]\.?[Mm]\b\.?))"
    # Three in the afternoon may be visitors: an hour alone stands behind a word that leads to hours.
    rf"|(?(minute)|(?(sharp)|(?(at)|(?!))))(?:(?P<named>{_NAMED_HALF})"
    rf"|(?={_TO}{_HOUR}(?:{_MINUTE}|{_OCLOCK})?(?P<later_named>{_NAMED_HALF})))"
    r"|(?<=:[0-5]\d)(?![\w:]|\.\d))"
)
_HOURS = "one two three four five six seven eight nine ten eleven twelve"
_QUARTERS = {"half past": 30, "quarter past": 15, "quarter to": -15}
# A search begins fastest with one of a few letters, hence neither \b nor IGNORECASE.
_TIME_OF_QUARTER = re.compile(
    rf"(?P<quarter>[HhQq](?:alf past|uarter (?:past|to))) (?P<hour>{_HOUR}|{'|'.join(_HOURS.split())})\b"
)
_TIME_IN_WORDS = re.compile(rf"\b(?P<hour>{'|'.join(_HOURS.split())})(?:{_OCLOCK}|{_NAMED_HALF})", re.IGNORECASE)
_MONTH = rf"(?P<month>{'|'.join(_LONG)}|(?P<short>{'|'.join(_SHORT)})(?=\.|\s\d))(?!\w)(?(short)\.?)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?\b"
_DAY_FIRST = re.compile(
    rf"(?<![\w.,$:])(?P<days>{_DAY}(?:(?:{_TO}|,\s|,\sand\s){_DAY}){{0,4}})\s(?:of\s)?{_MONTH}(?!\s+\d{{1,2}}\b)"
)
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH}(?:\s+(?P<days>{_DAY}(?!,\d)(?:(?:\s?[–-]\s?|\s(?:to|through)\s){_DAY}(?![,.]?\d))?"
    rf"(?:(?:,\s|,?\sand\s){_DAY}(?![,.]?\d|\s+(?!and\s\d)[a-z]))*))?"
)
_DECADE = re.compile(
    r"(?<![\w.,$])(?:(?P<decade>(?:1\d|20)\d0)|(?:(?<=in the )|['‘’])(?P<tens>[1-9]0))['’]?s\b"
    rf"(?P<others>(?:(?:,|{_TO}|,? and |,? or )\s?(?:the\s)?['‘’]?[1-9]0['’]?s\b)*)"
)
_DECADE_IN_WORDS = re.compile(rf"[Tt]he (?:early |late |mid-)?(?P<tens>{'|'.join(_TENS_OF_YEARS)})\b")
_CENTURY = re.compile(r"\b(1\d|20)00['’]?s\b")
_YEAR = re.compile(r"(?<![\w.,$])(?:19|20)\d\d(?![\w%]|[.,]\d)")
_ORDINAL = re.compile(r"(?<![\w.,])(\d+)(?:st|nd|rd|th)\b")
_PEOPLE = "people|visitors|guests|delegates|participants|attendees"
_NUMBER_ALONE = rf"(?P<number>\d{{1,3}}(?:[{THOUSANDS}]\d{{3}})++(?:\.\d++)?+|\d++(?:\.\d++)?+)"
_POWER = r"[ -](?P<power>thousand|million|billion|trillion)\b|\s?(?P<short>[bmt]n)\b"
_NOT_WITHIN = r"(?![\d·]|,\d)"
_SUM = re.compile(
    rf"(?<![\w.,·])(?:[£€]|(?P<dollars>(?:US)?\$)){_NUMBER_ALONE}(?:{_POWER}|(?P<letter>[kmbKMB])\b)?{_NOT_WITHIN}"
)
# Without a word for what is counted, 1.5m is a length.
_NUMBER = re.compile(
    rf"(?<![\w.,·]){_NUMBER_ALONE}(?:{_POWER}|(?P<letter>[km])(?= (?:{_PEOPLE}|users|visits|yuan)\b))?{_NOT_WITHIN}"
    r"(?=(?P<after>[^.;:()\n]{0,48}))"
)
_AFTER = (
    (re.compile(r"%|[ -](?:percent|per cent)\b"), Unit.PERCENT),
    (re.compile(r"[ -](?:yuan|RMB)\b"), Unit.YUAN),
    (re.compile(r" (?:US )?dollars\b"), Unit.DOLLARS),
    (re.compile(r" (?:other |foreign )?countries(?:,| and| or) regions\b"), Unit.REGIONS),
    (re.compile(r" (?:other |foreign )?countries\b"), Unit.COUNTRIES),
    (re.compile(r" (?:[a-z]+ )?visits\b"), Unit.VISITS),
    (re.compile(rf" (?:[a-z]+ ){{0,2}}(?:{_PEOPLE})\b"), Unit.PEOPLE),
)
_SPELLED_OUT = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS.split())})-)?(?P<word>{'|'.join(_WORDS)})\b"
    rf"(?:[ -](?P<power>hundred|thousand|million|billion)\b)?",
    re.IGNORECASE,
)
_ROUND = re.compile(
    r"\b(?:(?P<half>half[ -](?:an?[ -])?)|an? )(?P<power>dozen|hundred|thousand|million|billion)\b", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


def _spelled(text: str) -> Set[Decimal]:
    """`forty` is 40, `forty-two` is 42 and `forty-two million` is that too; `21st` is 21."""
    found = {Decimal(number) for number in _ORDINAL.findall(text)}
    for match in _SPELLED_OUT.finditer(text):
        number = Decimal(_WORDS.get((match["tens"] or "").lower(), 0) + _WORDS[match["word"].lower()])
        found |= {number, number * 10 ** _POWERS.get((match["power"] or "").lower(), 0)}
    for match in _ROUND.finditer(text):
        power = match["power"].lower()
        found.add(Decimal(12 if power == "dozen" else 10 ** _POWERS[power]) / (2 if match["half"] else 1))
    found |= {Decimal(century) + 1 for century in _CENTURY.findall(text)}
    return found.union(_clock_in_words(text), in_identifiers(text))


def _clock_in_words(text: str) -> Iterator[Decimal]:
    """`half past ten` is 10:30, and 22:30 as well."""
    for pattern in (_TIME_OF_QUARTER, _TIME_IN_WORDS):
        for match in pattern.finditer(text):
            hour = match["hour"].lower()
            minutes = 60 * int(_WORDS.get(hour, hour)) + _QUARTERS.get(match.groupdict().get("quarter", "").lower(), 0)
            yield from (Decimal((minutes + half) % (24 * 60)) for half in (0, 12 * 60))


def _stated(text: str) -> Iterator[Stated]:
    return read(text, _FORMS)


def _time(match: re.Match[str]) -> Iterator[Stated]:
    hour, minute = int(match["hour"]), (match["minute"] or ":0")[1:3]
    named = match["half"] or match["later"] or match["named"] or match["later_named"]
    if named and hour <= 12:
        hour = hour % 12 + (12 if _is_late(hour, named.split()[-1].lower().replace(".", "")) else 0)
    minutes = 60 * (hour % 24) + int(minute)
    yield Stated(value=Decimal(minutes), unit=Unit.TIME, start=match.start(), end=match.end())


def _is_late(hour: int, half: str) -> bool:
    """Whether it is the later half of the day: `9 at night` is, `2 at night` is not."""
    return half in _LATE or (half in _NIGHT and 5 < hour < 12)


def _dates(match: re.Match[str]) -> Iterator[Stated]:
    month = _MONTHS[match["month"]]
    start, end = match.span()
    if not match["days"]:
        yield Stated(value=Decimal(month), unit=Unit.MONTH, start=start, end=end)
    for day in _DIGITS.findall(match["days"] or ""):
        yield Stated(value=Decimal(100 * month + int(day)), unit=Unit.DAY, start=start, end=end)


def _decade(match: re.Match[str]) -> Iterator[Stated]:
    first = int(match["decade"]) if match["decade"] else decade(int(match["tens"]))
    firsts = [first, *(first // 100 * 100 + int(tens) for tens in _DIGITS.findall(match["others"]))]
    for each in firsts:
        # The 1900s are as often the century.
        if each % 100:
            yield Stated(value=Decimal(each), unit=Unit.DECADE, start=match.start(), end=match.end())


def _decade_in_words(match: re.Match[str]) -> Iterator[Stated]:
    first = decade(_TENS_OF_YEARS[match["tens"]])
    yield Stated(value=Decimal(first), unit=Unit.DECADE, start=match.start(), end=match.end())


def _year(match: re.Match[str]) -> Iterator[Stated]:
    yield Stated(value=Decimal(match[0]), unit=Unit.YEAR, start=match.start(), end=match.end())


def _sum(match: re.Match[str]) -> Iterator[Stated]:
    unit = Unit.DOLLARS if match["dollars"] else Unit.PLAIN
    yield Stated(value=_value(match), unit=unit, start=match.start(), end=match.end())


def _number(match: re.Match[str]) -> Iterator[Stated]:
    unit, length = unit_after(match["after"], _AFTER)
    yield Stated(value=_value(match), unit=unit, start=match.start(), end=match.end() + length)


def _value(match: re.Match[str]) -> Decimal:
    power = match["power"] or match["short"] or match["letter"] or ""
    return number_of(match["number"]) * Decimal(10 ** _POWERS.get(power.lower(), 0))


_FORMS: list[Form] = [
    (_TIME_OF_QUARTER.finditer, states_nothing),
    (at_figures(_TIME), _time),
    (at_figures(_DAY_FIRST), _dates),
    (_MONTH_FIRST.finditer, _dates),
    (with_any(("0s", "0's", "0’s"), _DECADE), _decade),
    (_DECADE_IN_WORDS.finditer, _decade_in_words),
    (at_figures(_YEAR), _year),
    (at_figures(_ORDINAL), states_nothing),
    (with_any("$£€", _SUM), _sum),
    (at_figures(_NUMBER), _number),
]

ENGLISH = Reader(stated=_stated, spelled=_spelled)
