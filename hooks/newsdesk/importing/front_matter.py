"""Front matter of other generators: YAML, TOML or JSON, and the names that they give to what a story has."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from newsdesk.content.text_files import normalized_text
from newsdesk.content.yaml import read_yaml
from newsdesk.i18n.messages import Message, msg
from newsdesk.importing.archive import LeadImage

_FENCED = re.compile(
    r"\A(?P<fence>-{3}|\+{3})[ \t]*\n(?P<front>.*?)^(?:(?P=fence)|\.{3})[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_ZONE = re.compile(r"[ ]*(?:UTC|GMT|Z)$", re.IGNORECASE)
_OFFSET = re.compile(r"[ ]+([+-]\d\d):?(\d\d)$")
_NOTHING = ("", "null", "~", "none")
_IMAGE_KEYS = (
    *("image", "cover", "featured_image", "featuredimage", "featured-image", "cover_image", "coverimage", "hero"),
    *("banner", "thumbnail", "header", "images", "og_image"),
)
_IN_IMAGE = ("image", "src", "path", "url", "feature", "overlay_image", "teaser")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignDocument:
    """A file of another generator: its fields, with lowercase names and every scalar as text, and its body."""

    values: Mapping[str, Any] = field(default_factory=dict)
    body: str = ""
    problem: Message | None = None

    def text(self, *keys: str) -> str:
        """Return the first of these fields that has text; a dot leads into a mapping."""
        return next((found for key in keys if (found := self._text(key))), "")

    def is_true(self, key: str) -> bool:
        return self.text(key).lower() == "true"

    def listed(self, *keys: str, separator: str = ",") -> Sequence[str]:
        """Return the items of these fields, each once: of a list, or of a text cut at a separator."""
        items = (item for key in keys for item in _items(self.value(key), separator))
        return list(dict.fromkeys(item for item in items if item))

    def value(self, key: str) -> Any:
        found: Any = self.values
        for part in key.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        return found

    def _text(self, key: str) -> str:
        found = self.value(key)
        return found.strip() if isinstance(found, str) and found.strip().lower() not in _NOTHING else ""


def read_front_matter(path: str, text: str) -> ForeignDocument:
    """Split a file into its fields and its body; one without front matter is a body."""
    text = normalized_text(text)
    if text.startswith("{") and not text.startswith(("{%", "{{")):
        return _json(text)
    found = _FENCED.match(text)
    if not found:
        return ForeignDocument(body=text)
    values, problem = _toml(found["front"]) if found["fence"] == "+++" else _yaml(path, found["front"])
    return ForeignDocument(values=_lowercase(values), body=text[found.end() :], problem=problem)


def read_settings(name: str, text: str) -> ForeignDocument:
    """Read a configuration file by the ending of its name."""
    if name.endswith(".toml"):
        values, problem = _toml(normalized_text(text))
    elif name.endswith(".json"):
        return _json(text)
    else:
        values, problem = _yaml(name, normalized_text(text))
    return ForeignDocument(values=_lowercase(values), problem=problem)


def _yaml(path: str, text: str) -> tuple[Any, Message | None]:
    """The house's own rules for YAML do not hold here: only what cannot be read is a problem."""
    reading = read_yaml(path, text, tags=True)
    if isinstance(reading.values, dict):
        return reading.values, None
    return {}, reading.problems[0].message if reading.problems else msg("front matter must be fields with values")


def _toml(text: str) -> tuple[Any, Message | None]:
    try:
        return tomllib.loads(text), None
    except (tomllib.TOMLDecodeError, RecursionError) as exc:
        return {}, msg("invalid syntax: {reason}", reason=exc)


def _json(text: str) -> ForeignDocument:
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError) as exc:
        return ForeignDocument(problem=msg("invalid syntax: {reason}", reason=exc))
    return ForeignDocument(values=_lowercase(values), body=text[end:].lstrip("\n"))


def _lowercase(values: Any) -> Any:
    """Return values with lowercase names and every scalar as text: Hugo takes `publishDate` and `publishdate`."""
    if isinstance(values, Mapping):
        return {str(key).lower(): _lowercase(value) for key, value in values.items()}
    if isinstance(values, list):
        return [_lowercase(value) for value in values]
    if isinstance(values, bool):
        return str(values).lower()
    if isinstance(values, date):
        return values.isoformat()
    return "" if values is None else str(values)


def _items(value: Any, separator: str) -> Iterator[str]:
    if isinstance(value, str):
        parts = value.split(",") if "," in value or separator == "," else value.split(separator)
        yield from (part.strip() for part in parts)
    elif isinstance(value, Mapping):
        yield value.get("name") or value.get("title") or ""
    elif isinstance(value, list):
        for each in value:
            yield from [each.strip()] if isinstance(each, str) else _items(each, separator)


def moment(text: str) -> date | datetime | None:
    """Return a date, or a date and time with its offset if it has one; None if it is neither.

    Midnight is a date: editors for Git and exports write a day so, in whatever zone.
    """
    found = None
    with suppress(ValueError):
        if re.fullmatch(r"\d{4}-\d\d?-\d\d?", text):
            return date(*map(int, text.split("-")))
    plain = _OFFSET.sub(r"\1:\2", _ZONE.sub("+00:00", text.strip()))
    with suppress(ValueError):
        found = datetime.fromisoformat(re.sub(r"^(\d{4})[/.](\d\d?)[/.](\d\d?)", _with_hyphens, plain))
    if not found:
        with suppress(ValueError, TypeError, IndexError):
            found = parsedate_to_datetime(text)
    return found.date() if found and not (found.hour or found.minute or found.second) else found


def _with_hyphens(found: re.Match[str]) -> str:
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"


def lead_image(document: ForeignDocument) -> LeadImage | None:
    """Return the cover picture, in whichever of the usual fields it is."""
    for key in _IMAGE_KEYS:
        value = document.value(key)
        value = value[0] if isinstance(value, list) and value else value
        within = value if isinstance(value, Mapping) else {}
        reference = (
            value if isinstance(value, str) else next((within[name] for name in _IN_IMAGE if within.get(name)), "")
        )
        if isinstance(reference, str) and reference.strip().lower() not in (*_NOTHING, "true", "false"):
            alt = (
                within.get("alt")
                or within.get("image_alt")
                or document.text(*(f"{key}{end}" for end in ("_alt", "-alt", "alt")), "image_accessibility", "alt")
            )
            caption = within.get("caption") or document.text(f"{key}_caption", f"{key}caption", "caption")
            return LeadImage(reference=reference.strip(), alt=str(alt), caption=str(caption))
    return None
