"""Types of the values in front matter and registers, each parsed from a string, and the errors for invalid values."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache, partial
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    InstanceOf,
    JsonValue,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from newsdesk.content.marks import IdOf, InNoOrder, TextWords, Words, WordsForm
from newsdesk.i18n import dates
from newsdesk.i18n.dates import EdtfDate
from newsdesk.i18n.languages import Language, LocalizedText
from newsdesk.i18n.messages import MESSAGE_LANGUAGES, Message, msg, msg_by_language
from newsdesk.i18n.typed_dates import meant_dates, month_without_day
from newsdesk.urls import MAX_SLUG_LENGTH, is_id

LONG = 120
"""Characters of a longer value that a message shows."""


def value_fault(rule: str, must: Message, value: object, *cures: str, whole: bool = False) -> PydanticCustomError:
    """Return the error for an invalid value: `must` completes '<key> must …', or is a whole sentence (`whole`).

    `cures` are values to suggest; the key is put before each once the location is known.
    """
    found = value if isinstance(value, Message) else str(value)
    found = found if len(found) <= LONG else f"{found[:LONG]}…"
    context = {
        "must": must,
        "found": found,
        "cures": [suggestion for suggestion in cures if suggestion],
        "whole": whole,
    }
    return PydanticCustomError(rule, "{must}", context)


def plain_text(value: object, must: Message, rule: str = "type") -> str:
    """Return a value that is text; raise the error if it is a list, a mapping or nothing."""
    if not isinstance(value, str):
        raise value_fault(rule, must, describe_value(value), _joined(value))
    return value


_PLAIN_WORDS = re.compile(r"[^\W_][\w ,.’'-]*")
"""Text that needs no quotation marks in YAML."""


def _joined(value: object) -> str:
    """Return the entries of a list as one text, empty if that would need quotation marks."""
    entries = value if isinstance(value, list) and all(isinstance(each, str) for each in value) else []
    text = ", ".join(entries)
    return text if _PLAIN_WORDS.fullmatch(text) else ""


def too_long(name: str) -> Message | None:
    """Return the message for a slug or an id that is too long for a file name, or None."""
    if len(name) <= MAX_SLUG_LENGTH:
        return None
    return msg(
        '"{name}…" must have at most {most} characters; it has {length}',
        name=name[:LONG],
        length=len(name),
        most=MAX_SLUG_LENGTH,
    )


def describe_value(value: object) -> str:
    """Return what messages call a value that is not text."""
    shapes = {list: msg("a list"), dict: msg("a mapping"), type(None): msg("nothing")}
    return shapes.get(type(value), str(value))


def _half_width(text: str) -> str:
    """Return a value with full-width characters as half-width ASCII; empty if it has none."""
    narrow = "" if text.isascii() else unicodedata.normalize("NFKC", text)
    return narrow if narrow != text and narrow.isascii() else ""


def refuse_full_width(text: str) -> None:
    """Raise an error if a value would be valid in half-width characters: 2014－02－19."""
    if narrow := _half_width(text):
        raise value_fault("full-width", msg("be typed in half-width characters"), text, narrow)


MAX_LINE_OF_WORDS = 5_000
"""Characters of a value, far more than anyone writes: style checks take minutes on a longer one."""
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ISO_8601 = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?)?", re.ASCII)
_TIME_AT_END = re.compile(r"[T\s,]+([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?$", re.ASCII)

_ANY_TEXT = msg("be text")
_ANY_ID = msg("be an ID")
_A_DAY = msg("be a date such as 2014-02-19")
_A_MOMENT = msg("be a date such as 2014-02-19, or a date and time such as 2014-02-19T18:00")
_A_DATE = msg("be an EDTF date such as 2014-02-19, 2013-09, 2015/.. or 2013~")
_A_FLAG = msg("be true or false")
_A_FIGURE = msg("be a number such as 316, 167.33亿 or 16.733 billion, without commas or unit")
_AN_ADDRESS = msg("be a URL that begins with http:// or https://")
_A_CODE = msg("be a language code such as en or zh")
_A_TAG = msg("be a language tag (BCP 47) such as en, zh-Hans or ja")
_AN_ID = msg("be an ID of lowercase letters, digits and hyphens, such as annual-meeting")


class InterfaceEnum(StrEnum):
    """An enum whose values are labeled on pages, with words from docs/registers/interface.yml."""

    @property
    def word_key(self) -> str:
        """The key of the label in interface.yml; empty if it needs none."""
        return str(self)


class Record(BaseModel):
    """The base of all models: unknown fields are forbidden, values are frozen."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=True, defer_build=True
    )


READ_ONLY: dict[str, JsonValue] = {"readOnly": True}
"""Written by a command, left out of scaffolds. https://json-schema.org/draft/2020-12/json-schema-validation#section-9.4"""


def _line(value: object) -> str:
    text = plain_text(value, _ANY_TEXT).strip()
    if not text:
        raise value_fault("empty", msg("not be empty"), "")
    if len(text) > MAX_LINE_OF_WORDS:
        raise value_fault("too-long", msg("have at most {limit:,} characters", limit=MAX_LINE_OF_WORDS), text[:LONG])
    return text


def _identifier(value: object) -> str:
    return _checked_id(plain_text(value, _ANY_ID))


@lru_cache(maxsize=20_000)
def _checked_id(text: str) -> str:
    """Return an ID that is valid; ids recur, so each is checked once."""
    if not is_id(text.removeprefix("-")):
        refuse_full_width(text)
        message = msg(
            '"{text}" must be an ID of lowercase letters, digits and hyphens, such as annual-meeting', text=text
        )
        meant = "-".join(re.findall(r"[a-z0-9]+", text[:LONG].lower()))
        raise value_fault("id", message, text, meant, whole=True)
    if len(text) > MAX_SLUG_LENGTH and (long := too_long(max(text.split("/"), key=len))):
        raise value_fault("id", long, text, whole=True)
    return text


def _day(value: object, info: ValidationInfo) -> date:
    text = plain_text(value, _A_DAY, "date")
    if moment := in_zone(text, info.context):
        return moment.date()
    refuse_full_width(text)
    raise _date_fault(text, _A_DAY, *_meant_days(text))


def _moment(value: object, info: ValidationInfo) -> datetime:
    text = plain_text(value, _A_DAY, "date")
    if moment := in_zone(text, info.context):
        return moment
    refuse_full_width(text)
    time = _TIME_AT_END.search(text)
    raise _date_fault(
        text, _A_MOMENT, *(f"{day}T{time[1]:0>2}:{time[2]}" if time else day for day in _meant_days(text))
    )


def in_zone(text: str, zone: str | None) -> datetime | None:
    """Return the moment that a date, or a date and time, stands for: naive, in a time zone, and to the minute.

    The text is what the house writes or what other programs do: ISO 8601 with `T` or a space, seconds, fractions of
    them, and `Z` or an offset, which needs a zone. Midnight is the time of a date alone. None if it is no such text.
    """
    try:
        moment = datetime.fromisoformat(text) if _ISO_8601.fullmatch(text) else None
        if moment and moment.tzinfo:
            moment = moment.astimezone(ZoneInfo(zone)) if zone else None
    except (ValueError, OverflowError):
        return None
    return moment and moment.replace(tzinfo=None, second=0, microsecond=0)


def _meant_days(text: str) -> list[str]:
    return [meant for meant in meant_dates(_TIME_AT_END.sub("", text)) if _DAY.fullmatch(meant)]


def _date_fault(text: str, must: Message, *meant: str) -> PydanticCustomError:
    """Return the error for an invalid date; of a day that its month does not have, it says so."""
    if month := month_without_day(_TIME_AT_END.sub("", text)):
        must = msg(
            "be a day that exists: {month} has {days} days",
            month=msg_by_language(partial(dates.format_edtf, month)),
            days=month.latest.day,
        )
    return value_fault("date", must, text, *meant)


def _when(value: object) -> EdtfDate:
    text = plain_text(value, _A_DATE, "date")
    try:
        return dates.read_edtf(text)
    except ValueError:
        refuse_full_width(text)
        raise _date_fault(text, _A_DATE, *(_turned_round(text) or meant_dates(text))) from None


def _turned_round(text: str) -> list[str]:
    """Return the interval whose end was typed before its beginning, if that is what is wrong with a date."""
    first, slash, last = text.partition("/")
    meant = f"{last}/{first}"
    try:
        return [meant] if slash and dates.read_edtf(meant) else []
    except ValueError:
        return []


def _flag(value: object) -> bool:
    if value in ("true", "false"):
        return value == "true"
    typed = value if isinstance(value, str) else describe_value(value)
    meant = _FLAGS.get(typed.lower())
    raise value_fault("type", _A_FLAG, typed, *([meant] if meant else ["true", "false"]))


_FLAGS: Mapping[str, str] = {
    **dict.fromkeys(("yes", "y", "on", "1", "true", "是"), "true"),
    **dict.fromkeys(("no", "n", "off", "0", "false", "否"), "false"),
}


def _amount(value: object) -> dates.CompactNumber:
    text = plain_text(value, msg("be a number such as 316, 167.33亿 or 16.733 billion"), "figure")
    try:
        return dates.parse_compact_number(text)
    except ValueError:
        refuse_full_width(text)
        raise value_fault("figure", _A_FIGURE, text, _meant(text)) from None
    except OverflowError:
        raise value_fault("figure", msg("have at most {most} digits", most=dates.MAX_EXACT_DIGITS), text) from None


def _meant(text: str) -> str:
    """Return the number in an invalid figure, empty if it is unclear; digits of every script count."""
    found = dates.COMPACT_NUMBER_IN_TEXT.match("".join(str(unicodedata.decimal(sign, sign)) for sign in text[:LONG]))
    try:
        return dates.parse_compact_number(re.sub(r"[,，]", "", found[0])).text if found else ""
    except OverflowError:
        return ""


def _url(value: object) -> str:
    text = plain_text(value, msg("be a URL"), "address")
    try:
        parts = urlsplit(text)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", text)
    except ValueError:
        valid = False
    if not valid:
        refuse_full_width(text)
        raise value_fault("address", _AN_ADDRESS, text)
    return text


def _tag(value: object) -> str:
    text = plain_text(value, msg("be a language tag"), "language")
    if not _TAG.fullmatch(text):
        raise value_fault("language", _A_TAG, text)
    return text


def _words(value: object) -> LocalizedText:
    if isinstance(value, str):
        return LocalizedText({}, _line(value))
    if not isinstance(value, Mapping):
        raise value_fault("type", msg("be text, or text by language: {{en: …, zh: …}}"), describe_value(value))
    for code in value:
        _language(code)
    if not value:
        raise value_fault("nameless", msg("be in a language of the site"), "", "{en: …, zh: …}")
    return LocalizedText({Language(code): _line(text) for code, text in value.items()})


def _language(value: object) -> Language:
    text = plain_text(value, _A_CODE, "language")
    try:
        return Language(text)
    except ValueError:
        raise value_fault("language", msg("use language codes such as en and zh"), text) from None


def _name_lists(value: object) -> Mapping[Language, tuple[str, ...]]:
    must = msg("be lists of names by language, such as {{en: [A, B], zh: [甲, 乙]}}")
    if not isinstance(value, Mapping):
        raise value_fault("type", must, describe_value(value))
    for key, names in value.items():
        _language(key)
        if not isinstance(names, list):
            raise value_fault("type", must, f"{key}: {names if isinstance(names, str) else describe_value(names)}")
    return {Language(key): tuple(_line(name) for name in names) for key, names in value.items()}


def as_claims(value: Any) -> Any:
    """Return a list of `{is, basis, source}` as it is, and a plain value as the only claim."""
    return value if isinstance(value, list) else [{"is": value}]


# JSON Schema, for validation in a text editor: never stricter than the parsers above. Editors read YAML with its types,
# so a year is a number there. https://json-schema.org/draft/2020-12/json-schema-validation
_TYPES = ("string", "number")
_LINE = {"type": [*_TYPES], "pattern": r"\S"}
_DATE = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = r"[T ][0-2][0-9]:[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?(Z|[+-][0-2][0-9](:?[0-5][0-9])?)?"
_POINT = "([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[?~%]?|[.]{2})"
_POWER = "|".join(dates.POWERS_OF_TEN)


def _typed(pattern: str, must: Message, *types: str) -> WithJsonSchema:
    """Return a pattern; editors with the YAML extension show what the value `must` be if it does not match."""
    what = msg("must {must}", must=must)
    return WithJsonSchema({"type": [*types] or "string", "pattern": f"^{pattern}$", "patternErrorMessage": what})


def _by_language(value: dict[str, Any]) -> dict[str, Any]:
    """Return an object with a value for each language; editors suggest the languages of messages."""
    known = {str(language): value for language in MESSAGE_LANGUAGES}
    names = {"pattern": "^[a-z]{2,3}$"}
    return {"type": "object", "propertyNames": names, "properties": known, "additionalProperties": value}


Line = Annotated[str, BeforeValidator(_line), WithJsonSchema(_LINE)]
Title = Annotated[Line, TextWords(WordsForm.HEADING, msg("title"))]
Summary = Annotated[Line, TextWords(WordsForm.SENTENCE, msg("summary"))]
Phrase = Annotated[Line, Words(WordsForm.HEADING)]
"""Not a sentence: a name or a place, for example."""
Sentences = Annotated[Line, Words(WordsForm.SENTENCE)]
Identifier = Annotated[str, BeforeValidator(_identifier), _typed("-?[a-z0-9]+([-/][a-z0-9]+)*", _AN_ID, *_TYPES)]
EditionId = Annotated[Identifier, IdOf("edition")]
EventId = Annotated[Identifier, IdOf("event")]
MeasureId = Annotated[Identifier, IdOf("measure")]
OrganisationId = Annotated[Identifier, IdOf("organisation")]
PersonId = Annotated[Identifier, IdOf("person")]
SeriesId = Annotated[Identifier, IdOf("series")]
SourceId = Annotated[Identifier, IdOf("source")]
StoryId = Annotated[Identifier, IdOf("story")]
TagId = Annotated[Identifier, IdOf("tag")]
Id = TypeVar("Id", bound=str)
InAnyOrder = Annotated[tuple[Id, ...], InNoOrder()]
"""Ids whose order has no meaning: no page shows it."""
Day = Annotated[date, BeforeValidator(_day), _typed(f"{_DATE}({_TIME})?", _A_DAY)]
Moment = Annotated[datetime, BeforeValidator(_moment), _typed(f"{_DATE}({_TIME})?", _A_MOMENT)]
WhenValue = Annotated[EdtfDate, BeforeValidator(_when), _typed(f"{_POINT}(/{_POINT})?", _A_DATE, "string", "integer")]
Flag = Annotated[bool, BeforeValidator(_flag), _typed("(true|false)", _A_FLAG, "boolean", "string")]
AmountValue = Annotated[
    dates.CompactNumber, BeforeValidator(_amount), _typed(f"[0-9]+([.][0-9]+)?({_POWER})?", _A_FIGURE, *_TYPES)
]
UrlValue = Annotated[str, BeforeValidator(_url), _typed(r"[Hh][Tt][Tt][Pp][Ss]?://\S+", _AN_ADDRESS)]
LanguageCode = Annotated[InstanceOf[Language], BeforeValidator(_language), _typed("[a-z]{2,3}", _A_CODE)]
LanguageTag = Annotated[str, BeforeValidator(_tag), _typed("[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", _A_TAG)]
LocalizedValue = Annotated[
    InstanceOf[LocalizedText],
    BeforeValidator(_words),
    PlainSerializer(str),
    WithJsonSchema({"anyOf": [_LINE, {**_by_language(_LINE), "minProperties": 1}]}),
]
NamesByLanguage = Annotated[
    Mapping[InstanceOf[Language], tuple[str, ...]],
    BeforeValidator(_name_lists),
    WithJsonSchema(_by_language({"type": "array", "items": _LINE})),
]
