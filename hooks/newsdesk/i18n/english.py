"""Language rules for English (CLDR `en`): reading figures and names, formatting dates."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date
from decimal import Decimal
from functools import partial

from babel.dates import get_month_names

from newsdesk.i18n.language_rules import (
    Count,
    DateContext,
    DateFormats,
    EventSentences,
    HeuristicRules,
    LanguageRules,
    OrganisationName,
)
from newsdesk.i18n.person_names import PINYIN_FAMILY_NAMES, PersonName, SimilarNames
from newsdesk.i18n.quantities import (
    THOUSANDS,
    Form,
    Statement,
    StatementReader,
    Unit,
    at_figures,
    days_of_month,
    decade,
    number_of,
    numbers_in_identifiers,
    read,
    state,
    state_number,
    state_year,
    states_nothing,
    with_any,
)

_MONTH_NAMES = get_month_names("wide", locale="en")
_LONG_MONTHS = {name: number for number, name in _MONTH_NAMES.items()}
_SHORT_MONTHS = {
    name: number
    for locale in ("en", "en_GB")
    for number, name in get_month_names("abbreviated", locale=locale).items()
    if name not in _LONG_MONTHS
}
_MONTHS = _LONG_MONTHS | _SHORT_MONTHS
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
_NUMBER_WORDS = {
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
"""Noon, midday and midnight are in minutes since midnight, as `Unit.TIME` is."""
_RANGE = r"(?:\s?[–-]\s?|\s(?:to|through|and)\s)"
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
    rf"|(?={_RANGE}{_HOUR}(?:{_MINUTE})?(?P<later>\s?[AaPp]\.?[Mm]\b\.?))"
    # "3 in the afternoon" may be visitors: a bare hour counts only after a preposition of time.
    rf"|(?(minute)|(?(sharp)|(?(at)|(?!))))(?:(?P<named>{_NAMED_HALF})"
    rf"|(?={_RANGE}{_HOUR}(?:{_MINUTE}|{_OCLOCK})?(?P<later_named>{_NAMED_HALF})))"
    r"|(?<=:[0-5]\d)(?![\w:]|\.\d))"
)
_HOURS = "one two three four five six seven eight nine ten eleven twelve"
_QUARTERS = {"half past": 30, "quarter past": 15, "quarter to": -15}
# `re` searches fastest for one of a few first letters, hence neither \b nor IGNORECASE.
_TIME_OF_QUARTER = re.compile(
    rf"(?P<quarter>[HhQq](?:alf past|uarter (?:past|to))) (?P<hour>{_HOUR}|{'|'.join(_HOURS.split())})\b"
)
_TIME_IN_WORDS = re.compile(rf"\b(?P<hour>{'|'.join(_HOURS.split())})(?:{_OCLOCK}|{_NAMED_HALF})", re.IGNORECASE)
_MONTH = rf"(?P<month>{'|'.join(_LONG_MONTHS)}|(?P<short>{'|'.join(_SHORT_MONTHS)})(?=\.|\s\d))(?!\w)(?(short)\.?)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?\b"
_DAY_FIRST = re.compile(
    rf"(?<![\w.,$:])(?P<days>{_DAY}(?:(?:{_RANGE}|,\s|,\sand\s){_DAY}){{0,4}})\s(?:of\s)?{_MONTH}(?!\s+\d{{1,2}}\b)"
)
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH}(?:\s+(?P<days>{_DAY}(?!,\d)(?:(?:\s?[–-]\s?|\s(?:to|through)\s){_DAY}(?![,.]?\d))?"
    rf"(?:(?:,\s|,?\sand\s){_DAY}(?![,.]?\d|\s+(?!and\s\d)[a-z]))*))?"
)
_DECADE = re.compile(
    r"(?<![\w.,$])(?:(?P<decade>(?:1\d|20)\d0)|(?:(?<=in the )|['‘’])(?P<tens>[1-9]0))['’]?s\b"
    rf"(?P<others>(?:(?:,|{_RANGE}|,? and |,? or )\s?(?:the\s)?['‘’]?[1-9]0['’]?s\b)*)"
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
    rf"(?<![\w.,·])(?:[£€]|(?P<dollars>(?:US)?\$)){_NUMBER_ALONE}"
    rf"(?:{_POWER}|(?P<letter>[kmbKMB])\b)?{_NOT_WITHIN}"
)
# Without a counted noun, 1.5m is a length.
_NUMBER = re.compile(
    rf"(?<![\w.,·]){_NUMBER_ALONE}(?:{_POWER}|(?P<letter>[km])(?= (?:{_PEOPLE}|users|visits|yuan)\b))?"
    rf"{_NOT_WITHIN}"
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
    rf"\b(?:(?P<tens>{'|'.join(_TENS.split())})-)?(?P<word>{'|'.join(_NUMBER_WORDS)})\b"
    rf"(?:[ -](?P<power>hundred|thousand|million|billion)\b)?",
    re.IGNORECASE,
)
_ROUND_NUMBER = re.compile(
    r"\b(?:(?P<half>half[ -](?:an?[ -])?)|an? )(?P<power>dozen|hundred|thousand|million|billion)\b", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


def _spelled(text: str) -> Set[Decimal]:
    """Return numbers in words and ordinals: `forty-two` is 42, `forty-two million` both 42 and that; `21st` is 21."""
    found = {Decimal(number) for number in _ORDINAL.findall(text)}
    for match in _SPELLED_OUT.finditer(text):
        number = Decimal(_NUMBER_WORDS.get((match["tens"] or "").lower(), 0) + _NUMBER_WORDS[match["word"].lower()])
        found |= {number, number * 10 ** _POWERS.get((match["power"] or "").lower(), 0)}
    for match in _ROUND_NUMBER.finditer(text):
        power = match["power"].lower()
        found.add(Decimal(12 if power == "dozen" else 10 ** _POWERS[power]) / (2 if match["half"] else 1))
    found |= {Decimal(century) + 1 for century in _CENTURY.findall(text)}
    return found.union(_clock_in_words(text), numbers_in_identifiers(text))


def _clock_in_words(text: str) -> Iterator[Decimal]:
    """Yield times of day written in words, in minutes since midnight: `half past ten` is both 10:30 and 22:30."""
    for pattern in (_TIME_OF_QUARTER, _TIME_IN_WORDS):
        for match in pattern.finditer(text):
            hour = match["hour"].lower()
            minutes = 60 * int(_NUMBER_WORDS.get(hour, hour)) + _QUARTERS.get(
                match.groupdict().get("quarter", "").lower(), 0
            )
            yield from (Decimal((minutes + half) % (24 * 60)) for half in (0, 12 * 60))


def _time(match: re.Match[str]) -> Iterator[Statement]:
    hour, minute = int(match["hour"]), (match["minute"] or ":0")[1:3]
    named = match["half"] or match["later"] or match["named"] or match["later_named"]
    if named and hour <= 12:
        hour = hour % 12 + (12 if _is_late(hour, named.split()[-1].lower().replace(".", "")) else 0)
    yield state(match, 60 * (hour % 24) + int(minute), Unit.TIME)


def _is_late(hour: int, half: str) -> bool:
    """Return whether the hour is p.m.: `9 at night` is, `2 at night` is not."""
    return half in _LATE or (half in _NIGHT and 5 < hour < 12)


def _dates(match: re.Match[str]) -> Iterable[Statement]:
    month = _MONTHS[match["month"]]
    return days_of_month(match, month) if match["days"] else [state(match, month, Unit.MONTH)]


def _decade(match: re.Match[str]) -> Iterator[Statement]:
    first = int(match["decade"]) if match["decade"] else decade(int(match["tens"]))
    firsts = [first, *(first // 100 * 100 + int(tens) for tens in _DIGITS.findall(match["others"]))]
    for each in firsts:
        # The 1900s are ambiguous: the decade or the century.
        if each % 100:
            yield state(match, each, Unit.DECADE)


def _decade_in_words(match: re.Match[str]) -> Iterator[Statement]:
    yield state(match, decade(_TENS_OF_YEARS[match["tens"]]), Unit.DECADE)


def _sum(match: re.Match[str]) -> Iterator[Statement]:
    yield state(match, _value(match), Unit.DOLLARS if match["dollars"] else Unit.PLAIN)


def _number(match: re.Match[str]) -> Iterator[Statement]:
    yield state_number(match, _value(match), _AFTER)


def _value(match: re.Match[str]) -> Decimal:
    power = match["power"] or match["short"] or match["letter"] or ""
    return number_of(match["number"]) * Decimal(10 ** _POWERS.get(power.lower(), 0))


_FORMS: Sequence[Form] = [
    (_TIME_OF_QUARTER.finditer, states_nothing),
    (at_figures(_TIME), _time),
    (at_figures(_DAY_FIRST), _dates),
    (_MONTH_FIRST.finditer, _dates),
    (with_any(("0s", "0's", "0’s"), _DECADE), _decade),
    (_DECADE_IN_WORDS.finditer, _decade_in_words),
    (at_figures(_YEAR), state_year),
    (at_figures(_ORDINAL), states_nothing),
    (with_any("$£€", _SUM), _sum),
    (at_figures(_NUMBER), _number),
]

_CAPITAL = re.compile(r"[A-Z][a-z'’]*[a-z]\b")


class EnglishNames(SimilarNames):
    """Finder of names of two words; the first is taken for the family name, as in Chinese names in pinyin."""

    def split(self, name: str) -> PersonName | None:
        family, space, given = name.replace("’", "'").partition(" ")
        return PersonName(family, given) if space and " " not in given else None

    def find(self, text: str) -> Sequence[PersonName]:
        """Return names of a capitalized word after a Chinese family name or the first word of a registered name."""
        found = []
        words = frozenset(text.split())
        for family in (words & PINYIN_FAMILY_NAMES) | (words & self.by_family.keys()):
            at = -1
            while (at := text.find(f"{family} ", at + 1)) >= 0:
                given = _CAPITAL.match(text, at + len(family) + 1)
                if given and not text[at - 1 : at].isalpha():
                    found.append(PersonName(family, given[0].replace("’", "'"), at, given.end()))
        return sorted(found, key=lambda name: name.start)


_ORGANISATION_TYPES = (
    "Association Commission Committee Council Federation Society Union Bureau Department Office Ministry Agency",
    "Institute Academy Laboratory Center Centre",
    "Company Corporation Group Alliance Consortium",
)
_CATEGORIES = {word: number for number, words in enumerate(_ORGANISATION_TYPES) for word in words.split()}
_ORGANISATION_TYPE = re.compile(rf"\b(?:{'|'.join(_CATEGORIES)})\b")
_BEFORE_TYPE = re.compile(r"(?:[A-Z][\w'’]*(?: (?:and|of|for|on))* )+\Z")
_AFTER_TYPE = re.compile(r" (?:of|for|on) (?:the )?[A-Z][\w'’]*(?:(?: and| of|,)? [A-Z][\w'’]*)*")
_CAPITALISED = re.compile(r"[A-Z][\w'’]*")
_REACH = 90
"""Maximum characters of an organization's name before its type."""
_STEM = 5
"""First letters by which words are compared: `science` equals `scientific`, but also `interest` `interview`."""


def _organisations(text: str, _: tuple[str, ...]) -> Iterator[OrganisationName]:
    """Yield capitalized names around a type: the Songqiao Bureau of Kites. The first word is taken for the place."""
    reached = 0
    for kind in _ORGANISATION_TYPE.finditer(text):
        if before := _BEFORE_TYPE.search(text, max(reached, kind.start() - _REACH), kind.start()):
            after = _AFTER_TYPE.match(text, kind.end())
            start, end = before.start() + 4 * before[0].startswith("The "), after.end() if after else kind.end()
            place, *words = _CAPITALISED.findall(text[start : kind.start()] + text[kind.end() : end]) or [""]
            field = frozenset(word[:_STEM].lower() for word in words)
            yield OrganisationName(text[start:end], start, place, field, _CATEGORIES[kind[0]])
        reached = kind.end()


_COUNT = re.compile(
    r"(?<![\w.,$-])(?P<back>[Tt]he |[Tt]hese |[Tt]hose )?(?P<number>\d{1,4}) (?P<words>(?:[A-Za-z'’-]+ ){0,3}?)"
    r"(?P<noun>[a-z]+[^\Wsu]s)\b"
)
_FUNCTION_WORDS = """
    and at by for from had in is of on or that the their to was were which who with
"""
_NOT_BEFORE_NOUN = frozenset(_FUNCTION_WORDS.split())
_MEASURE_WORDS = """
    years months weeks days hours minutes seconds times points meters kilometers miles hectares tons degrees cents
    dollars stages
"""
_MEASURES = frozenset(_MEASURE_WORDS.split())


def _counts(text: str) -> Iterator[Count]:
    """Yield figures before a plural noun: `the 12 trade units`."""
    for match in _COUNT.finditer(text):
        if match["noun"] not in _MEASURES and _NOT_BEFORE_NOUN.isdisjoint(match["words"].split()):
            yield Count(int(match["number"]), {match["noun"]}, bool(match["back"]), *match.span())


_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_STOP = """
    a about after also an and are as at be been by for from had has have he her his in into is it its of on or said
    she that the their there they this to was were which who will with
"""
_STOP_WORDS = frozenset(_STOP.split())


def _content_words(text: str) -> Set[str]:
    return {word[:_STEM] for word in _WORD.findall(text.lower()) if word not in _STOP_WORDS}


def _day(day: date) -> str:
    return f"{_MONTH_NAMES[day.month]} {day.day}, {day.year}"


def _day_interval(first: date, last: date) -> str:
    """Return 'May 26–29, 2015': CLDR abbreviates the month and adds thin spaces around the dash, newspapers do not."""
    if first.year != last.year:
        return f"{_day(first)} – {_day(last)}"
    begin = f"{_MONTH_NAMES[first.month]} {first.day}"
    if first.month == last.month:
        return f"{begin}–{last.day}, {last.year}"
    return f"{begin} – {_day(last)}"


_TAKES_PLACE = r"(?:held|takes? place|took place|opens?|opened|begins?|began|starts?|started)"

ENGLISH = LanguageRules(
    curls_quotes=True,
    dates=DateFormats(
        approximate="around {}",
        uncertain="{} (uncertain)",
        since="since {}",
        until="until {}",
        interval="{} to {}",
        seasons=("spring {}", "summer {}", "autumn {}", "winter {}"),
        day=_day,
        day_interval=_day_interval,
    ),
    powers_of_ten=((12, " trillion", 4), (9, " billion", 4), (6, " million", 4)),
    vague_link_words=("here", "click here", "more", "read more", "link", "this"),
    # Alibaba Cloud is not Alibaba.
    longer_names={"organisations": " [A-Z]"},
    statements=StatementReader(stated=partial(read, forms=_FORMS), spelled=_spelled),
    event_sentences=EventSentences(
        day=re.compile(
            rf"(?P<month>{'|'.join(_LONG_MONTHS)}) (?P<day>\d{{1,2}})(?:\s?[–-]\s?\d{{1,2}})?, (?P<year>\d{{4}})\b"
        ),
        months=_LONG_MONTHS,
        sentence_end=re.compile(r"[.!?][\"”’)]*\s|\n\n"),
        name_first=DateContext(
            re.compile(
                r"(?:,? (?:is|was|will be|to be|has been))?"
                rf" (?:{_TAKES_PLACE}|planned|scheduled|set|due)(?: in [A-Z][\w'’]+)? (?:on|for|from) "
            ),
            re.compile(r""),
        ),
        day_first=DateContext(re.compile(r",? (?:the )?"), re.compile(rf" (?:is |was )?{_TAKES_PLACE}\b")),
        with_year=("{year} {name}", "{name} {year}"),
    ),
    heuristics=HeuristicRules(
        similar_names=EnglishNames,
        organisation_types=_CATEGORIES,
        organisations=_organisations,
        # `re` searches fastest for a pattern that begins with a letter, hence not [Tt]he.
        back_references=[re.compile(rf"{word} (?!(?:19|20)\d\d\b)\d") for word in ("he", "hese", "hose")],
        counts=_counts,
        content_words=_content_words,
        conversion=re.compile(r"yuan \(?(?:[a-z]+ )?\$"),
        between_sums=re.compile(r"[^\S\n]?[(（,，]?\s?(?:or |about |some |around |nearly )*"),
    ),
)
