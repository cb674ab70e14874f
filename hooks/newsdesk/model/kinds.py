"""The kinds of value that front matter and registers hold, all typed from strings.

YAML gives every scalar as a string, so that `no` stays "no" and 0123 keeps its
nought. Each kind says in one sentence what it must be, and gives a cure.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, InstanceOf, JsonValue, PlainSerializer, WithJsonSchema

from newsdesk.model.fault import LONG, fault, guessed_days, plain, refuse_full_width, shape, too_long
from newsdesk.words import amount, edtf
from newsdesk.words.address import is_id
from newsdesk.words.language import Language, Words
from newsdesk.words.message import Message, said

LONGEST = 5_000
"""Characters of a line of words, far beyond what anybody writes: the checks of style take minutes over a long one."""
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?", re.ASCII)

_A_DAY = said("be a day such as 2014-02-19")
_A_MOMENT = said("be a day such as 2014-02-19, or a day and a time such as 2014-02-19T18:00")
_A_DATE = said("be a date in EDTF such as 2014-02-19, 2013-09, 2015/.. or 2013~")
_A_FLAG = said("be true or false")
_DIGITS = re.compile(
    r"[0-9][0-9,，]*+(?:\.[0-9]++)?+(?:万亿|万|亿| thousand| million| billion| trillion)?+"
    r"(?![0-9A-Za-z.]| ?[百千十余多万亿]| (?:dozen|hundred|thousand|m|k|mn|bn|tn|million|billion|trillion)\b)"
)
"""What of a figure with more can be written instead: nothing where what follows would change its value."""
_A_FIGURE = said("be a figure such as 316, 167.33亿 or 16.733 billion, without commas or unit")
_AN_ADDRESS = said("be a web address that begins with http:// or https://")
_A_CODE = said("be a language by its code, such as en or zh")
_A_TAG = said("be a language tag (BCP 47) such as en, zh-Hans or ja")
_AN_ID = said("be an id: lower-case letters, digits and hyphens, such as annual-meeting")


class Record(BaseModel):
    """What every model shares: closed keys, frozen values."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=True, defer_build=True
    )


READ_ONLY: dict[str, JsonValue] = {"readOnly": True}
"""What a command writes: no scaffold holds it. https://json-schema.org/draft/2020-12/json-schema-validation#section-9.4"""


@dataclass(frozen=True, slots=True)
class InNoOrder:
    """Says of a list that its order says nothing."""


def _line(value: object) -> str:
    text = plain(value, said("be text")).strip()
    if not text:
        raise fault("empty", said("not be empty"), "")
    if len(text) > LONGEST:
        raise fault("length", said("have at most {limit:,} characters", limit=LONGEST), text[:LONG])
    return text


def _identifier(value: object) -> str:
    text = plain(value, said("be an id"))
    refuse_full_width(text)
    if not is_id(text.removeprefix("-")):
        sentence = said('"{text}" is no id: lower-case letters, digits and hyphens, such as annual-meeting', text=text)
        meant = "-".join(re.findall(r"[a-z0-9]+", text[:LONG].lower()))
        raise fault("id", sentence, text, meant, whole=True)
    if long := too_long(max(text.split("/"), key=len)):
        raise fault("id", long, text, whole=True)
    return text


def _day(value: object) -> date:
    text = plain(value, _A_DAY, "date")
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    refuse_full_width(text)
    raise fault("date", _A_DAY, text, *guessed_days(text))


def _moment(value: object) -> datetime:
    text = plain(value, _A_DAY, "date")
    try:
        if _MOMENT.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    refuse_full_width(text)
    raise fault("date", _A_MOMENT, text, *guessed_days(text))


def _when(value: object) -> edtf.When:
    text = plain(value, _A_DATE, "date")
    try:
        return edtf.parse(text)
    except ValueError:
        refuse_full_width(text)
        raise fault("date", _A_DATE, text, *guessed_days(text)) from None


def _flag(value: object) -> bool:
    if value in ("true", "false"):
        return value == "true"
    raise fault("type", _A_FLAG, value if isinstance(value, str) else shape(value), "true", "false")


def _amount(value: object) -> amount.Amount:
    text = plain(value, said("be a figure such as 316, 167.33亿 or 16.733 billion"), "figure")
    try:
        return amount.parse(text)
    except ValueError:
        refuse_full_width(text)
        raise fault("figure", _A_FIGURE, text, _meant(text)) from None
    except OverflowError:
        raise fault("figure", said("have at most {most} digits", most=amount.DIGITS), text) from None


def _meant(text: str) -> str:
    """The figure in what is none, empty where nobody can say which; the digits of every script have a value."""
    found = _DIGITS.match("".join(str(unicodedata.decimal(sign, sign)) for sign in text[:LONG]))
    try:
        return amount.parse(re.sub(r"[,，]", "", found[0])).text if found else ""
    except OverflowError:
        return ""


def _url(value: object) -> str:
    text = plain(value, said("be a web address"), "address")
    try:
        parts = urlsplit(text)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", text)
    except ValueError:
        valid = False
    if not valid:
        refuse_full_width(text)
        raise fault("address", _AN_ADDRESS, text)
    return text


def _tag(value: object) -> str:
    text = plain(value, said("be a language tag"), "language")
    if not _TAG.fullmatch(text):
        raise fault("language", _A_TAG, text)
    return text


def _words(value: object) -> Words:
    if isinstance(value, str):
        return Words({}, _line(value))
    if not isinstance(value, Mapping):
        raise fault("type", said("be text, or text in each language: {{en: …, zh: …}}"), shape(value))
    _refuse_unknown(value)
    if not value:
        raise fault("nameless", said("be in a language of the site"), "", "{en: …, zh: …}")
    return Words({Language(code): _line(text) for code, text in value.items()})


def _refuse_unknown(codes: Iterable[object]) -> None:
    for code in codes:
        _language(code)


def _language(value: object) -> Language:
    text = plain(value, _A_CODE, "language")
    try:
        return Language(text)
    except ValueError:
        raise fault("language", said("name languages by their codes, such as en and zh"), text) from None


def _name_lists(value: object) -> Mapping[Language, tuple[str, ...]]:
    must = said("be lists of names by language, such as {{en: [A, B], zh: [甲, 乙]}}")
    if not isinstance(value, Mapping):
        raise fault("type", must, shape(value))
    for key, names in value.items():
        _language(key)
        if not isinstance(names, list):
            raise fault("type", must, f"{key}: {names if isinstance(names, str) else shape(names)}")
    return {Language(key): tuple(_line(name) for name in names) for key, names in value.items()}


def one_or_claims(value: Any) -> Any:
    """A plain value is the only claim; a list of `{is, basis, source}` stands as it is."""
    return value if isinstance(value, list) else [{"is": value}]


# What an editor's own editor may hold a value to while it is typed: never more than the kinds above do. It reads YAML
# with its types, so that a year is a number there. https://json-schema.org/draft/2020-12/json-schema-validation
_TYPES = ("string", "number")
_LINE = {"type": [*_TYPES], "pattern": r"\S"}
_DATE = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_POINT = "([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[?~%]?|[.]{2})"
_POWER = "万亿|万|亿| thousand| million| billion| trillion"


def _typed(pattern: str, must: Message, *types: str) -> WithJsonSchema:
    """A value by its pattern; editors with the YAML extension say what it `must` be where it does not fit."""
    what = said("must {must}", must=must)
    return WithJsonSchema({"type": [*types] or "string", "pattern": f"^{pattern}$", "patternErrorMessage": what})


def _by_language(value: dict[str, Any]) -> dict[str, Any]:
    """An object with a value for each language; editors are offered the first ones."""
    known = {str(language): value for language in (Language.EN, Language.ZH)}
    names = {"pattern": "^[a-z]{2,3}$"}
    return {"type": "object", "propertyNames": names, "properties": known, "additionalProperties": value}


Line = Annotated[str, BeforeValidator(_line), WithJsonSchema(_LINE)]
Identifier = Annotated[str, BeforeValidator(_identifier), _typed("-?[a-z0-9]+([-/][a-z0-9]+)*", _AN_ID, *_TYPES)]
Ids = Annotated[tuple[Identifier, ...], InNoOrder()]
"""Ids of which none comes first: no page shows in which order they were typed."""
Day = Annotated[date, BeforeValidator(_day), _typed(_DATE, _A_DAY)]
Moment = Annotated[datetime, BeforeValidator(_moment), _typed(f"{_DATE}(T[0-2][0-9]:[0-5][0-9])?", _A_MOMENT)]
When = Annotated[edtf.When, BeforeValidator(_when), _typed(f"{_POINT}(/{_POINT})?", _A_DATE, "string", "integer")]
Flag = Annotated[bool, BeforeValidator(_flag), _typed("(true|false)", _A_FLAG, "boolean", "string")]
Amount = Annotated[
    amount.Amount, BeforeValidator(_amount), _typed(f"[0-9]+([.][0-9]+)?({_POWER})?", _A_FIGURE, *_TYPES)
]
Url = Annotated[str, BeforeValidator(_url), _typed(r"[Hh][Tt][Tt][Pp][Ss]?://\S+", _AN_ADDRESS)]
Code = Annotated[InstanceOf[Language], BeforeValidator(_language), _typed("[a-z]{2,3}", _A_CODE)]
Tag = Annotated[str, BeforeValidator(_tag), _typed("[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", _A_TAG)]
InWords = Annotated[
    InstanceOf[Words],
    BeforeValidator(_words),
    PlainSerializer(str),
    WithJsonSchema({"anyOf": [_LINE, {**_by_language(_LINE), "minProperties": 1}]}),
]
Names = Annotated[
    Mapping[InstanceOf[Language], tuple[str, ...]],
    BeforeValidator(_name_lists),
    WithJsonSchema(_by_language({"type": "array", "items": _LINE})),
]
