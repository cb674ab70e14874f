"""What a Chinese text states in figures."""

import re
from collections.abc import Iterator, Set
from decimal import Decimal

from newsdesk.words.stated import Reader, Stated, Unit, unit_after

_POWERS = {"百": 2, "千": 3, "万": 4, "亿": 8, "万亿": 12}
_SIGNS = {**{sign: number for number, sign in enumerate("零一二三四五六七八九")}, "两": 2}
_COUNTERS = "个家名位人项件场种座次所亿万元台条平公里余多"
_DATE = re.compile(
    r"(?<![\d.])(?P<month>1[0-2]|[1-9])月(?:(?P<days>\d{1,2}日?(?:(?:至|、|和|－|—|–|-)\d{1,2}日)*)(?<=日))?"
)
_YEAR = re.compile(rf"(?<![\d.])(?:19|20)\d\d(?![\d.,%％A-Za-z{_COUNTERS}])")
_NUMBER = re.compile(
    r"(?<![\d.A-Za-z·])(?<![A-Za-z]-)(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<power>万亿|[万亿千百])?(?![A-Za-z\d:.·])"
    r"[多余]?(?=(?P<after>\S{0,8}))"
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
_SPELLED_OUT = re.compile(r"[零一二三四五六七八九两十百千万]+")
_STEPS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_DAY = re.compile(r"\d+")


def _spelled(text: str) -> Set[Decimal]:
    return {Decimal(_value(signs)) for signs in _SPELLED_OUT.findall(text)}


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
    month = int(match["month"])
    start, end = match.span()
    if not match["days"]:
        yield Stated(value=Decimal(month), unit=Unit.MONTH, start=start, end=end)
    for day in _DAY.findall(match["days"] or ""):
        yield Stated(value=Decimal(100 * month + int(day)), unit=Unit.DAY, start=start, end=end)


def _number(match: re.Match[str]) -> Stated:
    value = Decimal(match["number"].replace(",", "")) * 10 ** _POWERS.get(match["power"] or "", 0)
    unit, length = unit_after(match["after"], _AFTER)
    return Stated(value=value, unit=unit, start=match.start(), end=match.end() + length)


def _value(signs: str) -> int:
    """'十二' is 12, '三百' is 300, '两' is 2, '万' is 10,000."""
    total, digit = 0, 0
    for sign in signs:
        if step := _STEPS.get(sign):
            total += (digit or 1) * step
            digit = 0
        else:
            digit = _SIGNS[sign]
    return total + digit


CHINESE = Reader(stated=_stated, spelled=_spelled)
