"""What a Chinese text states in figures."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Set
from dataclasses import replace
from decimal import Decimal
from unicodedata import numeric

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
    unit_after,
    with_any,
)
from newsdesk.words.typography import HAN

_SIGNS = {**{sign: number for number, sign in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_STEPS = {"十": 1, "百": 2, "千": 3}
_SECTIONS = {"万": 4, "亿": 8}
_POWERS = {**_STEPS, **_SECTIONS, "十万": 5, "百万": 6, "千万": 7, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12}
_NUMERALS = "".join((*_SIGNS, *_STEPS))
_COUNTERS = "个家名位人项件场种座次所亿万元台条平公里余多"
_GAP = re.compile(rf"[ \u00a0](?:(?<=\d.)[ \u00a0]*(?=[{HAN}%％])|(?<=[{HAN}].)[ \u00a0]*(?=\d))")
_NOON = ["中午", "正午", "午间"]
_LATE = ["下午", "午后", "傍晚", "当晚", "今晚", "晚间", "晚上", "晚"]
_EARLY = ["凌晨", "清晨", "早晨", "早上", "今早", "早", "上午"]
_TWELVE_MEANS_MIDNIGHT = frozenset(["凌晨", "当晚", "今晚", "晚间", "晚上", "晚"])
_LAST_BEFORE_NOON = {**dict.fromkeys(_NOON, 4), **dict.fromkeys(_LATE, 11)}
"""Up to which hour one of the afternoon is meant: 中午1时 is 13, and 中午11时 is 11."""
_HOUR = r"(?:[01]?\d|2[0-4])"
_EXACT = r"(?:[:：][0-5]\d(?:[:：][0-5]\d)?(?![\d:：])|[时点](?:[0-5]?\d分(?!钟)|半|[一三]刻|整|钟))"
_LOOSE = rf"{_HOUR}(?:{_EXACT}|[时点])"
_TIME_OF_HALF = re.compile(rf"(?P<half>{'|'.join((*_NOON, *_LATE, *_EARLY))}){_LOOSE}(?:[至到、和—–~-]{_LOOSE})?")
# Where no half of the day is named, `10时` may be a condition and `3点` three points.
_TIME = re.compile(rf"(?<![\d.:：])(?:{_HOUR}{_EXACT}|24时)")
_CLOCK = re.compile(r"(?P<hour>\d+)[:：时点](?:(?P<minute>\d+)|(?P<thirty>半)|(?P<quarters>[一三])刻)?(?:[:：]\d+)?")
_DATE = re.compile(
    r"(?<![\d.])(?:(?P<first>1[0-2]|[1-9])[至到—–~-])?(?P<month>1[0-2]|0?[1-9])月"
    r"(?:(?P<days>\d{1,2}[日号]?(?:(?:至|到|、|和|－|—|–|-|~)\d{1,2}[日号])*)(?<=[日号]))?"
)
_DECADE = re.compile(
    r"(?<![\d.])(?:(?P<decade>(?:1\d|20)\d0)|(?:(?P<century>\d\d|二十一?|[上本])世纪)?"
    r"(?P<tens>[1-9]0(?:(?:年代)?[、和至到—–][1-9]0)*|[一二三四五六七八九、]{1,8}十))年代"
)
_YEAR = re.compile(rf"(?<![\d.])(?:19|20)\d\d(?![\d.,%％A-Za-z{_COUNTERS}])")
_SHARE = re.compile(rf"百分之(?P<share>\d+(?:\.\d+)?|[{_NUMERALS}]+(?:点[{_NUMERALS}]+)?)")
_NUMBER = re.compile(
    rf"(?<![\d.A-Za-z·])(?P<number>\d++(?:[{THOUSANDS}]\d{{3}})*+(?:\.\d++)?+)"
    rf"(?:[多余]?(?P<power>{'|'.join(sorted(_POWERS, key=len, reverse=True))})(?![米克瓦伏赫卡帕]))?"
    r"(?![\d·])[多余]?(?=(?P<after>\S{0,8}))"
)
_AFTER = (
    (re.compile(r"[%％]|个百分点"), Unit.PERCENT),
    (re.compile(r"人次"), Unit.VISITS),
    (re.compile(r"(?:人民币)?元"), Unit.YUAN),
    (re.compile(r"美元"), Unit.DOLLARS),
    (re.compile(r"个?(?:国家|国)(?:和|及|与|或|、)地区"), Unit.REGIONS),
    (re.compile(r"个国家|国(?!家)"), Unit.COUNTRIES),
    (re.compile(r"[名位人]"), Unit.PEOPLE),
)
_SPELLED_OUT = re.compile(rf"(?<![\d.百千万])[{_NUMERALS}{''.join(_SECTIONS)}]+")
_HOURS_IN_WORDS = {"中午": 12 * 60, "正午": 12 * 60, "午夜": 0, "零时": 0, "零点": 0}
# Where no half of the day is named, 一点 is a little.
_CLOCK_IN_WORDS = re.compile(
    rf"(?P<half>{'|'.join((*_NOON, *_LATE, *_EARLY))})(?P<hour>[一二两三四五六七八九]|十[一二]?)[点时]"
    r"(?:(?P<thirty>半)|(?P<quarters>[一三])刻)?"
)
_CENTURIES = {"二十": 20, "上": 20, "二十一": 21, "本": 21}
_DIGITS = re.compile(r"\d+")


def _spelled(text: str) -> Set[Decimal]:
    found = {Decimal(_value(signs)) for signs in _SPELLED_OUT.findall(text)}
    found |= {Decimal(minutes) for word, minutes in _HOURS_IN_WORDS.items() if word in text}
    return found.union(_clock_in_words(text), in_identifiers(text))


def _clock_in_words(text: str) -> Iterator[Decimal]:
    """`下午三点半` is 15:30."""
    for clock in _CLOCK_IN_WORDS.finditer(text):
        yield Decimal(60 * (_of_day(_value(clock["hour"]), clock["half"]) % 24) + _past(clock))


def _past(clock: re.Match[str]) -> int:
    """How many minutes past the hour it is: `半` is 30, `三刻` 45."""
    return 30 if clock["thirty"] else 15 * _SIGNS.get(clock["quarters"], 0)


def _stated(text: str) -> Iterator[Stated]:
    """Blanks beside figures mean nothing: `2018 年 11 月` is read as `2018年11月`."""
    starts, lengths = [], [0]
    for gap in _GAP.finditer(text):
        starts.append(gap.start() - lengths[-1])
        lengths.append(lengths[-1] + len(gap[0]))
    for each in read(_GAP.sub("", text) if starts else text, _FORMS):
        start, end = (at + lengths[bisect_right(starts, at)] for at in (each.start, each.end - 1))
        yield replace(each, start=start, end=end + 1) if end > each.end - 1 else each


def _times(match: re.Match[str]) -> Iterator[Stated]:
    for clock in _CLOCK.finditer(match[0]):
        hour = _of_day(int(clock["hour"]), match.groupdict().get("half") or "")
        minutes = 60 * (hour % 24) + (int(clock["minute"]) if clock["minute"] else _past(clock))
        start = match.start()
        yield Stated(value=Decimal(minutes), unit=Unit.TIME, start=start + clock.start(), end=start + clock.end())


def _of_day(hour: int, half: str) -> int:
    if hour == 12 and half in _TWELVE_MEANS_MIDNIGHT:
        return 0
    return hour + 12 if hour <= _LAST_BEFORE_NOON.get(half, -1) else hour


def _dates(match: re.Match[str]) -> Iterator[Stated]:
    month = int(match["month"])
    start, end = match.span()
    if not match["days"]:
        for each in filter(None, (match["first"], match["month"])):
            yield Stated(value=Decimal(each), unit=Unit.MONTH, start=start, end=end)
    for day in _DIGITS.findall(match["days"] or ""):
        yield Stated(value=Decimal(100 * month + int(day)), unit=Unit.DAY, start=start, end=end)


def _year(match: re.Match[str]) -> Iterator[Stated]:
    yield Stated(value=Decimal(match[0]), unit=Unit.YEAR, start=match.start(), end=match.end())


def _number(match: re.Match[str]) -> Iterator[Stated]:
    value = number_of(match["number"]) * 10 ** _POWERS.get(match["power"] or "", 0)
    unit, length = unit_after(match["after"], _AFTER)
    yield Stated(value=value, unit=unit, start=match.start(), end=match.end() + length)


def _decades(match: re.Match[str]) -> Iterator[Stated]:
    firsts = [int(match["decade"])] if match["decade"] else _in_century(match["tens"], match["century"])
    for first in firsts:
        # 1900年代 is as often the century.
        if first % 100:
            yield Stated(value=Decimal(first), unit=Unit.DECADE, start=match.start(), end=match.end())


def _in_century(tens: str, century: str | None) -> Iterator[int]:
    """`20世纪八九十年代` is 1980 and 1990."""
    for sign in tens.removesuffix("十"):
        if number := 10 * int(numeric(sign, 0)):
            yield 100 * (_CENTURIES.get(century) or int(century)) - 100 + number if century else decade(number)


def _share(match: re.Match[str]) -> Iterator[Stated]:
    """`百分之二十点五` is 20.5 percent."""
    share = match["share"]
    if not share[0].isdecimal():
        whole, _, rest = share.partition("点")
        share = f"{_value(whole)}.{''.join(str(_SIGNS.get(sign, 0)) for sign in rest)}"
    yield Stated(value=Decimal(share), unit=Unit.PERCENT, start=match.start(), end=match.end())


def _value(signs: str) -> int:
    """`十二` is 12, `三百` 300, `两` 2, `万` 10,000 and `一百二十万` 1,200,000."""
    total = section = digit = 0
    for sign in signs:
        if step := _STEPS.get(sign):
            section += (digit or 1) * 10**step
            digit = 0
        elif power := _SECTIONS.get(sign):
            total = (total + section + digit or 1) * 10**power
            section = digit = 0
        else:
            digit = _SIGNS[sign]
    return total + section + digit


_FORMS: list[Form] = [
    (_TIME_OF_HALF.finditer, _times),
    (at_figures(_TIME), _times),
    (with_any(["年代"], _DECADE), _decades),
    (at_figures(_DATE), _dates),
    (at_figures(_YEAR), _year),
    (with_any(["百分之"], _SHARE), _share),
    (at_figures(_NUMBER), _number),
]

CHINESE = Reader(stated=_stated, spelled=_spelled)
