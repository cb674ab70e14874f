"""How English and Chinese state days, figures and units."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from decimal import Decimal
from unicodedata import numeric

from babel.dates import get_month_names

from newsdesk.i18n.languages import Language
from newsdesk.i18n.quantities import (
    THOUSANDS,
    Form,
    Statement,
    StatementReader,
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
from newsdesk.i18n.typography import HAN

_EN_LONG = {name: number for number, name in get_month_names("wide", locale="en").items()}
_EN_SHORT = {
    name: number
    for locale in ("en", "en_GB")
    for number, name in get_month_names("abbreviated", locale=locale).items()
    if name not in _EN_LONG
}
_EN_MONTHS = _EN_LONG | _EN_SHORT
_EN_POWERS = {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_EN_POWERS |= {"k": 3, "m": 6, "mn": 6, "b": 9, "bn": 9, "tn": 12}
_EN_NUMBERS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty
"""
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_EN_TENS_OF_YEARS = {f"{word[:-1]}ies": 10 * number for number, word in enumerate(_EN_TENS.split(), 2)}
_EN_ORDINALS = """
    zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
"""
_EN_WORDS = {
    **{word: number for words in (_EN_NUMBERS, _EN_ORDINALS) for number, word in enumerate(words.split())},
    **{word: 10 * number for number, word in enumerate(_EN_TENS.split(), 2)},
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
_EN_TO = r"(?:\s?[–-]\s?|\s(?:to|through|and)\s)"
_EN_HOUR = r"(?:[01]?\d|2[0-4])"
_EN_NIGHT = frozenset({"night", "tonight"})
_EN_LATE = frozenset({"pm", "afternoon", "evening"})
_EN_NAMED_HALF = r",?\s(?:in\sthe\s(?:early\s|late\s)?(?:morning|afternoon|evening)|at\snight|tonight)\b"
_EN_MINUTE = r"[:.][0-5]\d(?::[0-5]\d)?"
_EN_OCLOCK = r"\so['’]clock\b"
_EN_WORDS_BEFORE_HOUR = ["at", "by", "till", "from", "until", "after", "about", "around", "before", "between"]
_EN_BEFORE_HOUR = "|".join(
    (*(rf"(?<=\b{word}\s)" for word in _EN_WORDS_BEFORE_HOUR), r"(?<=\d\sto\s)|(?<=\d\sand\s)|(?<=\d[–-])")
)
_EN_TIME = re.compile(
    rf"(?<![\w.,:/$])(?=\d)(?P<at>{_EN_BEFORE_HOUR})?"
    rf"(?P<hour>{_EN_HOUR})(?:(?P<minute>{_EN_MINUTE})|(?P<sharp>{_EN_OCLOCK}))?(?:(?P<half>\s?[AaPp]\.?[Mm]\b\.?)"
    rf"|(?={_EN_TO}{_EN_HOUR}(?:{_EN_MINUTE})?(?P<later>\s?[AaPp]\.?[Mm]\b\.?))"
    # Three in the afternoon may be visitors: an hour alone stands behind a word that leads to hours.
    rf"|(?(minute)|(?(sharp)|(?(at)|(?!))))(?:(?P<named>{_EN_NAMED_HALF})"
    rf"|(?={_EN_TO}{_EN_HOUR}(?:{_EN_MINUTE}|{_EN_OCLOCK})?(?P<later_named>{_EN_NAMED_HALF})))"
    r"|(?<=:[0-5]\d)(?![\w:]|\.\d))"
)
_EN_HOURS = "one two three four five six seven eight nine ten eleven twelve"
_EN_QUARTERS = {"half past": 30, "quarter past": 15, "quarter to": -15}
# A search begins fastest with one of a few letters, hence neither \b nor IGNORECASE.
_EN_TIME_OF_QUARTER = re.compile(
    rf"(?P<quarter>[HhQq](?:alf past|uarter (?:past|to))) (?P<hour>{_EN_HOUR}|{'|'.join(_EN_HOURS.split())})\b"
)
_EN_TIME_IN_WORDS = re.compile(
    rf"\b(?P<hour>{'|'.join(_EN_HOURS.split())})(?:{_EN_OCLOCK}|{_EN_NAMED_HALF})", re.IGNORECASE
)
_EN_MONTH = rf"(?P<month>{'|'.join(_EN_LONG)}|(?P<short>{'|'.join(_EN_SHORT)})(?=\.|\s\d))(?!\w)(?(short)\.?)"
_EN_DAY = r"\d{1,2}(?:st|nd|rd|th)?\b"
_EN_DAY_FIRST = re.compile(
    rf"(?<![\w.,$:])(?P<days>{_EN_DAY}(?:(?:{_EN_TO}|,\s|,\sand\s){_EN_DAY}){{0,4}})\s(?:of\s)?{_EN_MONTH}(?!\s+\d{{1,2}}\b)"
)
_EN_MONTH_FIRST = re.compile(
    rf"\b{_EN_MONTH}(?:\s+(?P<days>{_EN_DAY}(?!,\d)(?:(?:\s?[–-]\s?|\s(?:to|through)\s){_EN_DAY}(?![,.]?\d))?"
    rf"(?:(?:,\s|,?\sand\s){_EN_DAY}(?![,.]?\d|\s+(?!and\s\d)[a-z]))*))?"
)
_EN_DECADE = re.compile(
    r"(?<![\w.,$])(?:(?P<decade>(?:1\d|20)\d0)|(?:(?<=in the )|['‘’])(?P<tens>[1-9]0))['’]?s\b"
    rf"(?P<others>(?:(?:,|{_EN_TO}|,? and |,? or )\s?(?:the\s)?['‘’]?[1-9]0['’]?s\b)*)"
)
_EN_DECADE_IN_WORDS = re.compile(rf"[Tt]he (?:early |late |mid-)?(?P<tens>{'|'.join(_EN_TENS_OF_YEARS)})\b")
_EN_CENTURY = re.compile(r"\b(1\d|20)00['’]?s\b")
_EN_YEAR = re.compile(r"(?<![\w.,$])(?:19|20)\d\d(?![\w%]|[.,]\d)")
_EN_ORDINAL = re.compile(r"(?<![\w.,])(\d+)(?:st|nd|rd|th)\b")
_EN_PEOPLE = "people|visitors|guests|delegates|participants|attendees"
_EN_NUMBER_ALONE = rf"(?P<number>\d{{1,3}}(?:[{THOUSANDS}]\d{{3}})++(?:\.\d++)?+|\d++(?:\.\d++)?+)"
_EN_POWER = r"[ -](?P<power>thousand|million|billion|trillion)\b|\s?(?P<short>[bmt]n)\b"
_EN_NOT_WITHIN = r"(?![\d·]|,\d)"
_EN_SUM = re.compile(
    rf"(?<![\w.,·])(?:[£€]|(?P<dollars>(?:US)?\$)){_EN_NUMBER_ALONE}"
    rf"(?:{_EN_POWER}|(?P<letter>[kmbKMB])\b)?{_EN_NOT_WITHIN}"
)
# Without a word for what is counted, 1.5m is a length.
_EN_NUMBER = re.compile(
    rf"(?<![\w.,·]){_EN_NUMBER_ALONE}(?:{_EN_POWER}|(?P<letter>[km])(?= (?:{_EN_PEOPLE}|users|visits|yuan)\b))?"
    rf"{_EN_NOT_WITHIN}"
    r"(?=(?P<after>[^.;:()\n]{0,48}))"
)
_EN_AFTER = (
    (re.compile(r"%|[ -](?:percent|per cent)\b"), Unit.PERCENT),
    (re.compile(r"[ -](?:yuan|RMB)\b"), Unit.YUAN),
    (re.compile(r" (?:US )?dollars\b"), Unit.DOLLARS),
    (re.compile(r" (?:other |foreign )?countries(?:,| and| or) regions\b"), Unit.REGIONS),
    (re.compile(r" (?:other |foreign )?countries\b"), Unit.COUNTRIES),
    (re.compile(r" (?:[a-z]+ )?visits\b"), Unit.VISITS),
    (re.compile(rf" (?:[a-z]+ ){{0,2}}(?:{_EN_PEOPLE})\b"), Unit.PEOPLE),
)
_EN_SPELLED_OUT = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_EN_TENS.split())})-)?(?P<word>{'|'.join(_EN_WORDS)})\b"
    rf"(?:[ -](?P<power>hundred|thousand|million|billion)\b)?",
    re.IGNORECASE,
)
_EN_ROUND = re.compile(
    r"\b(?:(?P<half>half[ -](?:an?[ -])?)|an? )(?P<power>dozen|hundred|thousand|million|billion)\b", re.IGNORECASE
)
_EN_DIGITS = re.compile(r"\d+")


def _en_spelled(text: str) -> Set[Decimal]:
    """`forty` is 40, `forty-two` is 42 and `forty-two million` is that too; `21st` is 21."""
    found = {Decimal(number) for number in _EN_ORDINAL.findall(text)}
    for match in _EN_SPELLED_OUT.finditer(text):
        number = Decimal(_EN_WORDS.get((match["tens"] or "").lower(), 0) + _EN_WORDS[match["word"].lower()])
        found |= {number, number * 10 ** _EN_POWERS.get((match["power"] or "").lower(), 0)}
    for match in _EN_ROUND.finditer(text):
        power = match["power"].lower()
        found.add(Decimal(12 if power == "dozen" else 10 ** _EN_POWERS[power]) / (2 if match["half"] else 1))
    found |= {Decimal(century) + 1 for century in _EN_CENTURY.findall(text)}
    return found.union(_en_clock_in_words(text), in_identifiers(text))


def _en_clock_in_words(text: str) -> Iterator[Decimal]:
    """`half past ten` is 10:30, and 22:30 as well."""
    for pattern in (_EN_TIME_OF_QUARTER, _EN_TIME_IN_WORDS):
        for match in pattern.finditer(text):
            hour = match["hour"].lower()
            minutes = 60 * int(_EN_WORDS.get(hour, hour)) + _EN_QUARTERS.get(
                match.groupdict().get("quarter", "").lower(), 0
            )
            yield from (Decimal((minutes + half) % (24 * 60)) for half in (0, 12 * 60))


def _en_stated(text: str) -> Iterator[Statement]:
    return read(text, _EN_FORMS)


def _en_time(match: re.Match[str]) -> Iterator[Statement]:
    hour, minute = int(match["hour"]), (match["minute"] or ":0")[1:3]
    named = match["half"] or match["later"] or match["named"] or match["later_named"]
    if named and hour <= 12:
        hour = hour % 12 + (12 if _en_is_late(hour, named.split()[-1].lower().replace(".", "")) else 0)
    minutes = 60 * (hour % 24) + int(minute)
    yield Statement(value=Decimal(minutes), unit=Unit.TIME, start=match.start(), end=match.end())


def _en_is_late(hour: int, half: str) -> bool:
    """Whether it is the later half of the day: `9 at night` is, `2 at night` is not."""
    return half in _EN_LATE or (half in _EN_NIGHT and 5 < hour < 12)


def _en_dates(match: re.Match[str]) -> Iterator[Statement]:
    month = _EN_MONTHS[match["month"]]
    start, end = match.span()
    if not match["days"]:
        yield Statement(value=Decimal(month), unit=Unit.MONTH, start=start, end=end)
    for day in _EN_DIGITS.findall(match["days"] or ""):
        yield Statement(value=Decimal(100 * month + int(day)), unit=Unit.DAY, start=start, end=end)


def _en_decade(match: re.Match[str]) -> Iterator[Statement]:
    first = int(match["decade"]) if match["decade"] else decade(int(match["tens"]))
    firsts = [first, *(first // 100 * 100 + int(tens) for tens in _EN_DIGITS.findall(match["others"]))]
    for each in firsts:
        # The 1900s are as often the century.
        if each % 100:
            yield Statement(value=Decimal(each), unit=Unit.DECADE, start=match.start(), end=match.end())


def _en_decade_in_words(match: re.Match[str]) -> Iterator[Statement]:
    first = decade(_EN_TENS_OF_YEARS[match["tens"]])
    yield Statement(value=Decimal(first), unit=Unit.DECADE, start=match.start(), end=match.end())


def _en_year(match: re.Match[str]) -> Iterator[Statement]:
    yield Statement(value=Decimal(match[0]), unit=Unit.YEAR, start=match.start(), end=match.end())


def _en_sum(match: re.Match[str]) -> Iterator[Statement]:
    unit = Unit.DOLLARS if match["dollars"] else Unit.PLAIN
    yield Statement(value=_en_value(match), unit=unit, start=match.start(), end=match.end())


def _en_number(match: re.Match[str]) -> Iterator[Statement]:
    unit, length = unit_after(match["after"], _EN_AFTER)
    yield Statement(value=_en_value(match), unit=unit, start=match.start(), end=match.end() + length)


def _en_value(match: re.Match[str]) -> Decimal:
    power = match["power"] or match["short"] or match["letter"] or ""
    return number_of(match["number"]) * Decimal(10 ** _EN_POWERS.get(power.lower(), 0))


_EN_FORMS: list[Form] = [
    (_EN_TIME_OF_QUARTER.finditer, states_nothing),
    (at_figures(_EN_TIME), _en_time),
    (at_figures(_EN_DAY_FIRST), _en_dates),
    (_EN_MONTH_FIRST.finditer, _en_dates),
    (with_any(("0s", "0's", "0’s"), _EN_DECADE), _en_decade),
    (_EN_DECADE_IN_WORDS.finditer, _en_decade_in_words),
    (at_figures(_EN_YEAR), _en_year),
    (at_figures(_EN_ORDINAL), states_nothing),
    (with_any("$£€", _EN_SUM), _en_sum),
    (at_figures(_EN_NUMBER), _en_number),
]

ENGLISH_READER = StatementReader(stated=_en_stated, spelled=_en_spelled)


_ZH_SIGNS = {**{sign: number for number, sign in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_ZH_STEPS = {"十": 1, "百": 2, "千": 3}
_ZH_SECTIONS = {"万": 4, "亿": 8}
_ZH_POWERS = {
    **_ZH_STEPS,
    **_ZH_SECTIONS,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}
_ZH_NUMERALS = "".join((*_ZH_SIGNS, *_ZH_STEPS))
_ZH_COUNTERS = "个家名位人项件场种座次所亿万元台条平公里余多"
_ZH_GAP = re.compile(rf"[ \u00a0](?:(?<=\d.)[ \u00a0]*(?=[{HAN}%％])|(?<=[{HAN}].)[ \u00a0]*(?=\d))")
_ZH_NOON = ["中午", "正午", "午间"]
_ZH_LATE = ["下午", "午后", "傍晚", "当晚", "今晚", "晚间", "晚上", "晚"]
_ZH_EARLY = ["凌晨", "清晨", "早晨", "早上", "今早", "早", "上午"]
_ZH_TWELVE_MEANS_MIDNIGHT = frozenset(["凌晨", "当晚", "今晚", "晚间", "晚上", "晚"])
_ZH_LAST_BEFORE_NOON = {**dict.fromkeys(_ZH_NOON, 4), **dict.fromkeys(_ZH_LATE, 11)}
"""Up to which hour one of the afternoon is meant: 中午1时 is 13, and 中午11时 is 11."""
_ZH_HOUR = r"(?:[01]?\d|2[0-4])"
_ZH_EXACT = r"(?:[:：][0-5]\d(?:[:：][0-5]\d)?(?![\d:：])|[时点](?:[0-5]?\d分(?!钟)|半|[一三]刻|整|钟))"
_ZH_LOOSE = rf"{_ZH_HOUR}(?:{_ZH_EXACT}|[时点])"
_ZH_TIME_OF_HALF = re.compile(
    rf"(?P<half>{'|'.join((*_ZH_NOON, *_ZH_LATE, *_ZH_EARLY))}){_ZH_LOOSE}(?:[至到、和—–~-]{_ZH_LOOSE})?"
)
# Where no half of the day is named, `10时` may be a condition and `3点` three points.
_ZH_TIME = re.compile(rf"(?<![\d.:：])(?:{_ZH_HOUR}{_ZH_EXACT}|24时)")
_ZH_CLOCK = re.compile(r"(?P<hour>\d+)[:：时点](?:(?P<minute>\d+)|(?P<thirty>半)|(?P<quarters>[一三])刻)?(?:[:：]\d+)?")
_ZH_DATE = re.compile(
    r"(?<![\d.])(?:(?P<first>1[0-2]|[1-9])[至到—–~-])?(?P<month>1[0-2]|0?[1-9])月"
    r"(?:(?P<days>\d{1,2}[日号]?(?:(?:至|到|、|和|－|—|–|-|~)\d{1,2}[日号])*)(?<=[日号]))?"
)
_ZH_DECADE = re.compile(
    r"(?<![\d.])(?:(?P<decade>(?:1\d|20)\d0)|(?:(?P<century>\d\d|二十一?|[上本])世纪)?"
    r"(?P<tens>[1-9]0(?:(?:年代)?[、和至到—–][1-9]0)*|[一二三四五六七八九、]{1,8}十))年代"
)
_ZH_YEAR = re.compile(rf"(?<![\d.])(?:19|20)\d\d(?![\d.,%％A-Za-z{_ZH_COUNTERS}])")
_ZH_SHARE = re.compile(rf"百分之(?P<share>\d+(?:\.\d+)?|[{_ZH_NUMERALS}]+(?:点[{_ZH_NUMERALS}]+)?)")
_ZH_NUMBER = re.compile(
    rf"(?<![\d.A-Za-z·])(?P<number>\d++(?:[{THOUSANDS}]\d{{3}})*+(?:\.\d++)?+)"
    rf"(?:[多余]?(?P<power>{'|'.join(sorted(_ZH_POWERS, key=len, reverse=True))})(?![米克瓦伏赫卡帕]))?"
    r"(?![\d·])[多余]?(?=(?P<after>\S{0,8}))"
)
_ZH_AFTER = (
    (re.compile(r"[%％]|个百分点"), Unit.PERCENT),
    (re.compile(r"人次"), Unit.VISITS),
    (re.compile(r"(?:人民币)?元"), Unit.YUAN),
    (re.compile(r"美元"), Unit.DOLLARS),
    (re.compile(r"个?(?:国家|国)(?:和|及|与|或|、)地区"), Unit.REGIONS),
    (re.compile(r"个国家|国(?!家)"), Unit.COUNTRIES),
    (re.compile(r"[名位人]"), Unit.PEOPLE),
)
_ZH_SPELLED_OUT = re.compile(rf"(?<![\d.百千万])[{_ZH_NUMERALS}{''.join(_ZH_SECTIONS)}]+")
_ZH_HOURS_IN_WORDS = {"中午": 12 * 60, "正午": 12 * 60, "午夜": 0, "零时": 0, "零点": 0}
# Where no half of the day is named, 一点 is a little.
_ZH_CLOCK_IN_WORDS = re.compile(
    rf"(?P<half>{'|'.join((*_ZH_NOON, *_ZH_LATE, *_ZH_EARLY))})(?P<hour>[一二两三四五六七八九]|十[一二]?)[点时]"
    r"(?:(?P<thirty>半)|(?P<quarters>[一三])刻)?"
)
_ZH_CENTURIES = {"二十": 20, "上": 20, "二十一": 21, "本": 21}
_ZH_DIGITS = re.compile(r"\d+")


def _zh_spelled(text: str) -> Set[Decimal]:
    found = {Decimal(_zh_value(signs)) for signs in _ZH_SPELLED_OUT.findall(text)}
    found |= {Decimal(minutes) for word, minutes in _ZH_HOURS_IN_WORDS.items() if word in text}
    return found.union(_zh_clock_in_words(text), in_identifiers(text))


def _zh_clock_in_words(text: str) -> Iterator[Decimal]:
    """`下午三点半` is 15:30."""
    for clock in _ZH_CLOCK_IN_WORDS.finditer(text):
        yield Decimal(60 * (_zh_of_day(_zh_value(clock["hour"]), clock["half"]) % 24) + _zh_past(clock))


def _zh_past(clock: re.Match[str]) -> int:
    """How many minutes past the hour it is: `半` is 30, `三刻` 45."""
    return 30 if clock["thirty"] else 15 * _ZH_SIGNS.get(clock["quarters"], 0)


def _zh_stated(text: str) -> Iterator[Statement]:
    """Blanks beside figures mean nothing: `2018 年 11 月` is read as `2018年11月`."""
    starts, lengths = [], [0]
    for gap in _ZH_GAP.finditer(text):
        starts.append(gap.start() - lengths[-1])
        lengths.append(lengths[-1] + len(gap[0]))
    for each in read(_ZH_GAP.sub("", text) if starts else text, _ZH_FORMS):
        start, end = (at + lengths[bisect_right(starts, at)] for at in (each.start, each.end - 1))
        yield replace(each, start=start, end=end + 1) if end > each.end - 1 else each


def _zh_times(match: re.Match[str]) -> Iterator[Statement]:
    for clock in _ZH_CLOCK.finditer(match[0]):
        hour = _zh_of_day(int(clock["hour"]), match.groupdict().get("half") or "")
        minutes = 60 * (hour % 24) + (int(clock["minute"]) if clock["minute"] else _zh_past(clock))
        start = match.start()
        yield Statement(value=Decimal(minutes), unit=Unit.TIME, start=start + clock.start(), end=start + clock.end())


def _zh_of_day(hour: int, half: str) -> int:
    if hour == 12 and half in _ZH_TWELVE_MEANS_MIDNIGHT:
        return 0
    return hour + 12 if hour <= _ZH_LAST_BEFORE_NOON.get(half, -1) else hour


def _zh_dates(match: re.Match[str]) -> Iterator[Statement]:
    month = int(match["month"])
    start, end = match.span()
    if not match["days"]:
        for each in filter(None, (match["first"], match["month"])):
            yield Statement(value=Decimal(each), unit=Unit.MONTH, start=start, end=end)
    for day in _ZH_DIGITS.findall(match["days"] or ""):
        yield Statement(value=Decimal(100 * month + int(day)), unit=Unit.DAY, start=start, end=end)


def _zh_year(match: re.Match[str]) -> Iterator[Statement]:
    yield Statement(value=Decimal(match[0]), unit=Unit.YEAR, start=match.start(), end=match.end())


def _zh_number(match: re.Match[str]) -> Iterator[Statement]:
    value = number_of(match["number"]) * 10 ** _ZH_POWERS.get(match["power"] or "", 0)
    unit, length = unit_after(match["after"], _ZH_AFTER)
    yield Statement(value=value, unit=unit, start=match.start(), end=match.end() + length)


def _zh_decades(match: re.Match[str]) -> Iterator[Statement]:
    firsts = [int(match["decade"])] if match["decade"] else _zh_in_century(match["tens"], match["century"])
    for first in firsts:
        # 1900年代 is as often the century.
        if first % 100:
            yield Statement(value=Decimal(first), unit=Unit.DECADE, start=match.start(), end=match.end())


def _zh_in_century(tens: str, century: str | None) -> Iterator[int]:
    """`20世纪八九十年代` is 1980 and 1990."""
    for sign in tens.removesuffix("十"):
        if number := 10 * int(numeric(sign, 0)):
            yield 100 * (_ZH_CENTURIES.get(century) or int(century)) - 100 + number if century else decade(number)


def _zh_share(match: re.Match[str]) -> Iterator[Statement]:
    """`百分之二十点五` is 20.5 percent."""
    share = match["share"]
    if not share[0].isdecimal():
        whole, _, rest = share.partition("点")
        share = f"{_zh_value(whole)}.{''.join(str(_ZH_SIGNS.get(sign, 0)) for sign in rest)}"
    yield Statement(value=Decimal(share), unit=Unit.PERCENT, start=match.start(), end=match.end())


def _zh_value(signs: str) -> int:
    """`十二` is 12, `三百` 300, `两` 2, `万` 10,000 and `一百二十万` 1,200,000."""
    total = section = digit = 0
    for sign in signs:
        if step := _ZH_STEPS.get(sign):
            section += (digit or 1) * 10**step
            digit = 0
        elif power := _ZH_SECTIONS.get(sign):
            total = (total + section + digit or 1) * 10**power
            section = digit = 0
        else:
            digit = _ZH_SIGNS[sign]
    return total + section + digit


_ZH_FORMS: list[Form] = [
    (_ZH_TIME_OF_HALF.finditer, _zh_times),
    (at_figures(_ZH_TIME), _zh_times),
    (with_any(["年代"], _ZH_DECADE), _zh_decades),
    (at_figures(_ZH_DATE), _zh_dates),
    (at_figures(_ZH_YEAR), _zh_year),
    (with_any(["百分之"], _ZH_SHARE), _zh_share),
    (at_figures(_ZH_NUMBER), _zh_number),
]

CHINESE_READER = StatementReader(stated=_zh_stated, spelled=_zh_spelled)


READERS: Mapping[Language, StatementReader] = {Language.EN: ENGLISH_READER, Language.ZH: CHINESE_READER}
