"""Language rules for simplified Chinese (CLDR `zh_Hans`): reading figures and names, formatting dates."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import numeric

from newsdesk.i18n.language_rules import (
    FULL_WIDTH,
    Count,
    DateContext,
    DateFormats,
    EventSentences,
    HeuristicRules,
    LanguageRules,
    OrganisationName,
)
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
    with_any,
)
from newsdesk.i18n.typography import HAN

if TYPE_CHECKING:
    from opencc import OpenCC

_DIGIT_VALUES = {**{sign: number for number, sign in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}
_POWERS_BELOW_WAN = {"十": 1, "百": 2, "千": 3}
_MYRIADS = {"万": 4, "亿": 8}
_POWERS = {
    **_POWERS_BELOW_WAN,
    **_MYRIADS,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}
_NUMERALS = "".join((*_DIGIT_VALUES, *_POWERS_BELOW_WAN))
_MEASURE_WORDS = "个家名位人项件场种座次所亿万元台条平公里余多"
_SPACE_BESIDE_FIGURE = re.compile(rf"[ \u00a0](?:(?<=\d.)[ \u00a0]*(?=[{HAN}%％])|(?<=[{HAN}].)[ \u00a0]*(?=\d))")
_NOON = ["中午", "正午", "午间"]
_LATE = ["下午", "午后", "傍晚", "当晚", "今晚", "晚间", "晚上", "晚"]
_EARLY = ["凌晨", "清晨", "早晨", "早上", "今早", "早", "上午"]
_TWELVE_MEANS_MIDNIGHT = frozenset(["凌晨", "当晚", "今晚", "晚间", "晚上", "晚"])
_LAST_BEFORE_NOON = {**dict.fromkeys(_NOON, 4), **dict.fromkeys(_LATE, 11)}
"""Last hour to which 12 is added after each word: 中午1时 is 13, but 中午11时 is 11."""
_HOUR = r"(?:[01]?\d|2[0-4])"
_MINUTES = r"(?:[:：][0-5]\d(?:[:：][0-5]\d)?(?![\d:：])|[时点](?:[0-5]?\d分(?!钟)|半|[一三]刻|整|钟))"
_TIME_OR_HOUR = rf"{_HOUR}(?:{_MINUTES}|[时点])"
_TIME_OF_HALF = re.compile(
    rf"(?P<half>{'|'.join((*_NOON, *_LATE, *_EARLY))}){_TIME_OR_HOUR}(?:[至到、和—–~-]{_TIME_OR_HOUR})?"
)
# Without a word for the half of the day, `10时` may mean "when … 10", and `3点` "three points".
_TIME = re.compile(rf"(?<![\d.:：])(?:{_HOUR}{_MINUTES}|24时)")
_CLOCK = re.compile(r"(?P<hour>\d+)[:：时点](?:(?P<minute>\d+)|(?P<thirty>半)|(?P<quarters>[一三])刻)?(?:[:：]\d+)?")
_DATE = re.compile(
    r"(?<![\d.])(?:(?P<first>1[0-2]|[1-9])[至到—–~-])?(?P<month>1[0-2]|0?[1-9])月"
    r"(?:(?P<days>\d{1,2}[日号]?(?:(?:至|到|、|和|－|—|–|-|~)\d{1,2}[日号])*)(?<=[日号]))?"
)
_DECADE = re.compile(
    r"(?<![\d.])(?:(?P<decade>(?:1\d|20)\d0)|(?:(?P<century>\d\d|二十一?|[上本])世纪)?"
    r"(?P<tens>[1-9]0(?:(?:年代)?[、和至到—–][1-9]0)*|[一二三四五六七八九、]{1,8}十))年代"
)
_YEAR = re.compile(rf"(?<![\d.])(?:19|20)\d\d(?![\d.,%％A-Za-z{_MEASURE_WORDS}])")
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
_SPELLED_OUT = re.compile(rf"(?<![\d.百千万])[{_NUMERALS}{''.join(_MYRIADS)}]+")
_HOURS_IN_WORDS = {"中午": 12 * 60, "正午": 12 * 60, "午夜": 0, "零时": 0, "零点": 0}
# Without a word for the half of the day, 一点 means "a little".
_CLOCK_IN_WORDS = re.compile(
    rf"(?P<half>{'|'.join((*_NOON, *_LATE, *_EARLY))})(?P<hour>[一二两三四五六七八九]|十[一二]?)[点时]"
    r"(?:(?P<thirty>半)|(?P<quarters>[一三])刻)?"
)
_CENTURIES = {"二十": 20, "上": 20, "二十一": 21, "本": 21}


def _spelled(text: str) -> Set[Decimal]:
    found = {Decimal(_value(signs)) for signs in _SPELLED_OUT.findall(text)}
    found |= {Decimal(minutes) for word, minutes in _HOURS_IN_WORDS.items() if word in text}
    return found.union(_clock_in_words(text), numbers_in_identifiers(text))


def _clock_in_words(text: str) -> Iterator[Decimal]:
    """Yield times of day written in words, in minutes since midnight: `下午三点半` is 15:30."""
    for clock in _CLOCK_IN_WORDS.finditer(text):
        yield Decimal(60 * (_of_day(_value(clock["hour"]), clock["half"]) % 24) + _past(clock))


def _past(clock: re.Match[str]) -> int:
    """Return the minutes past the hour: `半` is 30, `三刻` 45."""
    return 30 if clock["thirty"] else 15 * _DIGIT_VALUES.get(clock["quarters"], 0)


def _stated(text: str) -> Iterator[Statement]:
    """Ignore spaces beside figures (`2018 年 11 月` is read as `2018年11月`), but return offsets in `text` as typed."""
    starts, lengths = [], [0]
    for gap in _SPACE_BESIDE_FIGURE.finditer(text):
        starts.append(gap.start() - lengths[-1])
        lengths.append(lengths[-1] + len(gap[0]))
    for each in read(_SPACE_BESIDE_FIGURE.sub("", text) if starts else text, _FORMS):
        start, end = (at + lengths[bisect_right(starts, at)] for at in (each.start, each.end - 1))
        yield replace(each, start=start, end=end + 1) if end > each.end - 1 else each


def _times(match: re.Match[str]) -> Iterator[Statement]:
    for clock in _CLOCK.finditer(match[0]):
        hour = _of_day(int(clock["hour"]), match.groupdict().get("half") or "")
        minutes = 60 * (hour % 24) + (int(clock["minute"]) if clock["minute"] else _past(clock))
        yield state(clock, minutes, Unit.TIME, at=match.start())


def _of_day(hour: int, half: str) -> int:
    if hour == 12 and half in _TWELVE_MEANS_MIDNIGHT:
        return 0
    return hour + 12 if hour <= _LAST_BEFORE_NOON.get(half, -1) else hour


def _dates(match: re.Match[str]) -> Iterable[Statement]:
    if match["days"]:
        return days_of_month(match, int(match["month"]))
    return (state(match, month, Unit.MONTH) for month in (match["first"], match["month"]) if month)


def _number(match: re.Match[str]) -> Iterator[Statement]:
    value = number_of(match["number"]) * 10 ** _POWERS.get(match["power"] or "", 0)
    yield state_number(match, value, _AFTER)


def _decades(match: re.Match[str]) -> Iterator[Statement]:
    firsts = [int(match["decade"])] if match["decade"] else _in_century(match["tens"], match["century"])
    for first in firsts:
        # 1900年代 is ambiguous: the decade or the century.
        if first % 100:
            yield state(match, first, Unit.DECADE)


def _in_century(tens: str, century: str | None) -> Iterator[int]:
    """Yield decades: `20世纪八九十年代` is 1980 and 1990."""
    for sign in tens.removesuffix("十"):
        if number := 10 * int(numeric(sign, 0)):
            yield 100 * (_CENTURIES.get(century) or int(century)) - 100 + number if century else decade(number)


def _share(match: re.Match[str]) -> Iterator[Statement]:
    """`百分之二十点五` is 20.5 percent."""
    share = match["share"]
    if not share[0].isdecimal():
        whole, _, rest = share.partition("点")
        share = f"{_value(whole)}.{''.join(str(_DIGIT_VALUES.get(sign, 0)) for sign in rest)}"
    yield state(match, share, Unit.PERCENT)


def _value(signs: str) -> int:
    """Parse a Chinese numeral: `十二` is 12, `三百` 300, `两` 2, `万` 10,000 and `一百二十万` 1,200,000."""
    total = section = digit = 0
    for sign in signs:
        if step := _POWERS_BELOW_WAN.get(sign):
            section += (digit or 1) * 10**step
            digit = 0
        elif power := _MYRIADS.get(sign):
            total = (total + section + digit or 1) * 10**power
            section = digit = 0
        else:
            digit = _DIGIT_VALUES[sign]
    return total + section + digit


_FORMS: Sequence[Form] = [
    (_TIME_OF_HALF.finditer, _times),
    (at_figures(_TIME), _times),
    (with_any(["年代"], _DECADE), _decades),
    (at_figures(_DATE), _dates),
    (at_figures(_YEAR), state_year),
    (with_any(["百分之"], _SHARE), _share),
    (at_figures(_NUMBER), _number),
]

_ORGANISATION_TYPES = (
    "协会|学会|委员会|联合会|科委|局|厅|部门|办公室|管委会",
    "研究院|研究所|实验室|中心",
    "公司|集团|联盟",
)
_CATEGORIES = {word: number for number, words in enumerate(_ORGANISATION_TYPES) for word in words.split("|")}


@cache
def _organisation(places: tuple[str, ...]) -> re.Pattern[str]:
    begin = "|".join(re.escape(place) for place in places) or "(?!)"
    kinds = "|".join(sorted(_CATEGORIES, key=len, reverse=True))
    return re.compile(rf"({begin})[省市县区州]?([{HAN}]{{2,12}}?)({kinds})")


def _organisations(text: str, places: tuple[str, ...]) -> Iterator[OrganisationName]:
    """Yield names from a place to a type of organization: 松桥市风筝局."""
    for match in _organisation(places).finditer(text):
        place, field, kind = match.groups()
        yield OrganisationName(match[0], match.start(), place, _bigrams(field), _CATEGORIES[kind])


def _bigrams(signs: Sequence[str]) -> Set[str]:
    return {one + other for one, other in pairwise(signs)}


_COUNT = re.compile(
    rf"(?P<back>[这该]|这些|上述)?(?P<number>\d{{1,4}})(?P<unit>[家个所名位项支座])(?P<noun>[{HAN}]{{2,8}})"
)


def _counts(text: str) -> Iterator[Count]:
    """Yield figures before a measure word: 这12家企业."""
    for match in _COUNT.finditer(text):
        yield Count(int(match["number"]), _bigrams(match["noun"]), bool(match["back"]), *match.span())


_HAN_OR_WORD = re.compile(r"[A-Za-z\d.]+|[\u4e00-\u9fff]")


@cache
def _converter() -> "OpenCC":
    # Its tables are slow to load, and only style rules need them.
    from opencc import OpenCC  # noqa: PLC0415

    return OpenCC("t2s")


_TAKES_PLACE = r"(?:在[^，。；]{1,16})?(?:正式)?(?:举行|举办|召开|开幕|开馆|揭牌|开工|施行)"

CHINESE = LanguageRules(
    tag="zh-Hans",
    own_name="中文",
    google_news_code="zh-cn",
    punctuation=FULL_WIDTH,
    search_bigrams=True,
    dates=DateFormats(
        approximate="{}前后",
        uncertain="{}（存疑）",
        since="{}起",
        until="{}为止",
        interval="{}至{}",
        seasons=("{}年春", "{}年夏", "{}年秋", "{}年冬"),
        month="L月",
        short_month="L月",
        day=lambda day: f"{day.year}年{day.month}月{day.day}日",
    ),
    powers_of_ten=((12, "万亿", 4), (8, "亿", 4), (4, "万", 2)),
    # Chinese newspapers do not group digits.
    groups_digits=False,
    length_limits={"heading": (30, 40), "sentence": (90, 120)},
    placeholder="待写",
    placeholder_sentence="待写。",
    translated="译",
    vague_link_words=("点击这里", "这里", "此处", "更多", "链接", "点击"),
    # 北京大学 is a university, and 北京时间 a time zone.
    longer_names={"places": "时间|大学"},
    statements=StatementReader(stated=_stated, spelled=_spelled),
    event_sentences=EventSentences(
        day=re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:至(?:\d{1,2}月)?\d{1,2}日)?"),
        sentence_end=re.compile(r"[。！？；]|\n\n"),
        name_first=DateContext(re.compile(r"，?(?:原定|定|拟|将|计划|已)?[于在]"), re.compile(f"起?{_TAKES_PLACE}")),
        day_first=DateContext(re.compile(r"，?"), re.compile(_TAKES_PLACE)),
        with_year=("{year}{name}",),
    ),
    heuristics=HeuristicRules(
        organisation_types=_CATEGORIES,
        organisations=_organisations,
        back_references=[re.compile(r"[这该些述]\d")],
        counts=_counts,
        content_words=lambda text: _bigrams(_HAN_OR_WORD.findall(text)),
        conversion=re.compile(r"元[（，][^（）\n]{0,16}美元"),
        between_sums=re.compile(r"[^\S\n]?[(（,，]?\s?(?:约合?|折合|合)*"),
    ),
    standard_script=lambda text: _converter().convert(text),
)
