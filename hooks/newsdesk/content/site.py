"""The site as mkdocs.yml describes it below `extra: newsroom:`, its address, and the moment for which it is built."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, PrivateAttr, ValidationError, field_validator
from pydantic_core import Url

from newsdesk.content import yaml
from newsdesk.content.characters import without_invisible_characters
from newsdesk.content.files import read_text
from newsdesk.content.schema import validated
from newsdesk.content.types import (
    LONG,
    Day,
    Flag,
    LanguageCode,
    LocalizedValue,
    Record,
    UrlValue,
    shape_of,
    value_fault,
)
from newsdesk.content.yaml import YamlReading, from_environment
from newsdesk.diagnostics import Diagnostic, Level, SourceFile, SourceLocation, error, suggest
from newsdesk.i18n.messages import msg, verbatim

AS_OF = "NEWSDESK_AS_OF"
"""The variable that holds another moment than now."""


def now(environment: Mapping[str, str], zone: str) -> datetime:
    """The moment at which the site is built, without zone, in the site's zone.

    `NEWSDESK_AS_OF` (a day, or a day and a time), else `SOURCE_DATE_EPOCH`
    (seconds, https://reproducible-builds.org/specs/source-date-epoch/), else
    now. Raises ValueError, with a sentence for its reader, where a variable
    holds something else.
    """
    asked, epoch = environment.get(AS_OF, ""), environment.get("SOURCE_DATE_EPOCH", "")
    try:
        moment = datetime.fromisoformat(asked) if asked else _at(epoch)
        return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        name, example = (AS_OF, msg("a day such as 2026-11-25")) if asked else ("SOURCE_DATE_EPOCH", msg("seconds"))
        message = msg('{name} must be {example}; found "{found}"', name=name, example=example, found=asked or epoch)
        raise ValueError(message) from None


def _at(epoch: str) -> datetime:
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


_CONTACT = re.compile(r"(mailto:|https://|tel:)\S+")
_AUTHORITY = re.compile(r"[a-z0-9.@-]+,\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


class Parent(Record):
    """A place above the section in the breadcrumb; without `url` it is no link."""

    name: LocalizedValue
    url: UrlValue | None = None


class FeedText(StrEnum):
    """What feeds carry of a story."""

    FULL = "full"
    SUMMARY = "summary"


class Weights(Record):
    """What each state of a translation weighs: note, warning (stops strict checks) or error (stops the build)."""

    missing: Level = Field(Level.NOTE, description="There is no translation.")
    unchecked: Level = Field(Level.NOTE, description="Nobody has stamped the translation.")
    stale: Level = Field(Level.NOTE, description="The original has changed since.")


class Translations(Record):
    """The weights of each section of the site."""

    news: Weights = Weights()
    about: Weights = Weights()
    events: Weights = Weights()
    summit: Weights = Weights()


class Security(Record):
    """Whom one tells of a weakness of the site (RFC 9116)."""

    contact: tuple[str, ...] = Field(min_length=1, description="mailto:, https:// or tel: addresses, the best first.")
    expires: Day = Field(description="The day after which the contact may be out of date, within a year.")
    languages: tuple[LanguageCode, ...] = Field(
        (), description="The languages that are understood there; else the site's."
    )
    policy: UrlValue | None = Field(None, description="A page on how reports are dealt with.")

    @field_validator("contact")
    @classmethod
    def _address(cls, contact: tuple[str, ...]) -> tuple[str, ...]:
        for each in contact:
            if not _CONTACT.fullmatch(each):
                raise value_fault("configuration", msg("be addresses such as mailto:desk@news.example"), each)
        return contact


class PictureLimits(Record):
    """The largest file that is taken for a picture: cameras write smaller ones, and bombs are larger."""

    megabytes: int = Field(15, ge=1, description="Millions of bytes.")
    megapixels: int = Field(50, ge=1, description="Millions of pixels.")


SITE_KEYS = ("extra", "newsroom")
"""Below which the site stands in mkdocs.yml."""


class Site(Record):
    """Names, address and habits of the section (`extra.newsroom` in mkdocs.yml)."""

    name: LocalizedValue = Field(description="The section's name.")
    tagline: LocalizedValue = Field(description="What the section is, in one sentence.")
    parents: tuple[Parent, ...] = Field((), description="The breadcrumb above the section.")
    publisher: LocalizedValue = Field(description="Who publishes it.")
    languages: tuple[LanguageCode, ...] = Field(min_length=1, description="The languages, the first one first.")
    authority: str = Field(
        description="Who gives permanent ids, for ever: a host and a day or year on which it was the publisher's."
    )
    zone: str = Field("UTC", description="The IANA time zone of all dates without one.")
    page_size: int = Field(50, ge=1, description="Stories on one page of a list.")
    feeds: FeedText = Field(FeedText.FULL, description="What feeds carry of a story: full or summary.")
    translations: Translations = Field(
        Translations(), description="What a missing, unchecked or stale translation weighs, section by section."
    )
    pictures: PictureLimits = Field(PictureLimits(), description="The largest picture that is taken.")
    news_sitemap: Flag = Field(False, description="`true` makes a news sitemap of each language.")
    security: Security | None = Field(
        None, description="What `/.well-known/security.txt` says; without it there is none."
    )
    compress: Flag = Field(False, description="`true` puts compressed copies beside all texts: `.gz` and `.br`.")
    cards: Flag = Field(
        False, description="`true` draws a card for every story, shown where it is shared; it needs a Chinese font."
    )
    card_font: str = Field("", description="The font file of the cards, by its path from mkdocs.yml on.")
    filing: str = Field("", description="The ICP filing line of the footer.")
    url: str = Field(description="Where the site stands; from site_url.")
    _file: SourceFile = PrivateAttr(SourceFile(path="mkdocs.yml", text=""))
    _folder: Path = PrivateAttr(Path())
    _templates: Path | None = PrivateAttr(None)

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise value_fault("zone", msg("be an IANA time zone such as Europe/Paris"), zone) from None
        return zone

    @field_validator("authority")
    @classmethod
    def _tagging(cls, authority: str) -> str:
        if not _AUTHORITY.fullmatch(authority):
            raise value_fault("configuration", msg("be a host and a year such as news.example,2026"), authority)
        return authority

    def read_from(self, file: SourceFile, folder: Path, templates: object) -> Self:
        """The same site, which knows the places of its keys in its file, and its folders."""
        site = self.model_copy()
        site._file, site._folder = file, folder
        site._templates = folder / templates if isinstance(templates, str) else None
        return site

    @property
    def folder(self) -> Path:
        """The folder of mkdocs.yml."""
        return self._folder

    @property
    def templates(self) -> Path | None:
        """The folder of the site's own templates (`theme.custom_dir` in mkdocs.yml)."""
        return self._templates

    def place(self, *keys: str) -> SourceLocation:
        """Where the value of a key stands in mkdocs.yml, to say what is wrong with it."""
        return self._file.value(*SITE_KEYS, *keys)

    def tag(self, specific: str) -> str:
        """A permanent id as a tag URI (RFC 4151): 'tag:news.example,2026:en/2014/x'."""
        return f"tag:{self.authority}:{specific}"

    def in_zone(self, moment: datetime) -> datetime:
        """A moment without zone, as everything here is read, with the offset of the site's zone."""
        return moment.replace(tzinfo=ZoneInfo(self.zone))

    def weights(self, path: str) -> Weights:
        """What the states of a translation weigh in the section of a source such as 'en/news/2014/x.md'."""
        section = path.split("/")[1]
        return getattr(self.translations, section, Weights())

    def absolute(self, address: str) -> str:
        """The full URL of an address."""
        return self.url + address

    @property
    def root(self) -> str:
        """The path below which the site stands: '/' or '/hub/'."""
        return urlsplit(self.url).path or "/"


KEY = "site_url"
_EXAMPLE = "https://news.example/"
_WHOLE = re.compile(r"https?://[^/@%]*[^/@%:](/.*)?", re.IGNORECASE)
_SCHEME = re.compile(r"(https?)(?::/*|/+)", re.IGNORECASE)
"""As it is typed, and mistyped."""
_UNFIT = re.compile(r"""[\s"'<>\\^`{|}?#]|%(?![0-9a-f]{2})""", re.IGNORECASE)
"""What no address holds (RFC 3986), what would end it where it is written into a page, and what comes behind a path."""
_NO_FOLDER = re.compile(r"(\.|%2e){0,2}", re.IGNORECASE)
"""A part of a path that browsers take out, or that makes what follows a host where a link begins with it."""
_LABEL = r"(?!-)[a-z0-9_-]{1,63}(?<!-)"
"""As DNS takes it (RFC 1123, 2.1), and with the underscore, which browsers open too."""
_PUBLIC_NAME = re.compile(rf"(?!(.*\.)?(localhost|local|internal|home\.arpa)\.?$)({_LABEL}\.)+{_LABEL}\.?")
"""A name that other networks find: RFC 6761 (6.3), RFC 6762 (3), RFC 8375, and `internal`, which ICANN keeps free."""


def site_url(reading: YamlReading, environment: Mapping[str, str]) -> tuple[str, Diagnostic | None]:
    """The address of the site, with a slash at its end, or what is wrong with it."""
    given, variable = from_environment(reading, (KEY,), environment)
    text = given if isinstance(given, str) else ""
    name, found = variable or KEY, shape_of(given) if isinstance(given, list | dict) else text[:LONG]
    if not _is_address(text):
        message = msg(
            "{name} must be an address such as https://news.example/ or https://news.example/hub/, "
            'without blanks, quotation marks, user, query or fragment; found "{found}"',
            name=name,
            found=found,
        )
    elif not _is_public(text):
        message = msg('{name} must be an address that readers can open; found "{found}"', name=name, found=found)
    else:
        return with_slash(text), None
    default, _ = from_environment(reading, (KEY,), {})
    place = reading.source_file.value(KEY) if reading.source_file.has(KEY) else reading.source_file.name(KEY)
    return "", error("site-url", place, message, suggest(_line(place, variable, text, _meant(text, default))))


def with_slash(url: str) -> str:
    """An address as links to its pages are joined to it."""
    return f"{url.rstrip('/')}/"


def _meant(text: str, default: object) -> str:
    """The address that was meant, as far as it can be told; else what mkdocs.yml says, else an example."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("\\", "/")
    scheme = _SCHEME.match(plain)
    host, slash, path = re.split(r"[?#]", plain[scheme.end() :] if scheme else plain)[0].partition("/")
    meant = f"{scheme[1] if scheme else 'https'}://{host.rpartition('@')[2]}{slash}{path}"
    return with_slash(next((each for each in (meant, str(default)) if _is_public(each)), _EXAMPLE))


def _line(place: SourceLocation, variable: str, old: str, new: str) -> str:
    if variable:
        return f"{variable}={new}"
    return place.source.strip().replace(old, new) if old and old in place.source else f"{KEY}: {new}"


def _is_address(text: str) -> bool:
    """Whether a page may stand below this: what browsers make of an address is more than what is one."""
    if not _WHOLE.fullmatch(text) or _UNFIT.search(text) or not text.isprintable() or not _parsed(text):
        return False
    return not any(map(_NO_FOLDER.fullmatch, text.partition("://")[2].rstrip("/").split("/")[1:]))


def _is_public(text: str) -> bool:
    """Whether an address leads others than this computer and its network somewhere."""
    if not _is_address(text) or not (url := _parsed(text)):
        return False
    host = (url.host or "").strip("[]")
    try:
        number = ip_address(host)
    except ValueError:
        return bool(_PUBLIC_NAME.fullmatch(host))
    return (getattr(number, "ipv4_mapped", None) or number).is_global


def _parsed(text: str) -> Url | None:
    """An address as browsers read it (https://url.spec.whatwg.org/), to whom 127.1 is 127.0.0.1."""
    try:
        return Url(text)
    except ValidationError:
        return None


_SEARCH = {"search", "/search", "material/search"}
"""The plugin that MkDocs runs where mkdocs.yml names none; a build passes it by."""


def read_site(
    configuration: Path, url: str = "", environment: Mapping[str, str] = MappingProxyType({})
) -> tuple[Site | None, list[Diagnostic]]:
    """The site that `extra.newsroom` of a configuration file describes.

    It stands where `site_url` says; the preview shows it at a `url` of its own, which nobody else has to reach.
    That key and `cards` may name variables of the environment: `!ENV [SITE_URL, "https://host/"]`.
    """
    text, fault = read_text(configuration, configuration.name)
    if fault:
        return None, [fault]
    text, unseen = without_invisible_characters(text, configuration.name)
    reading = yaml.read_yaml(configuration.name, text, tags=True)
    if problems := [*unseen, *reading.problems]:
        return None, problems
    extra = reading.values.get("extra") if isinstance(reading.values, dict) else None
    given = extra.get("newsroom") if isinstance(extra, dict) else None
    if not isinstance(given, dict):
        message = msg("the configuration must describe the site below extra: newsroom:")
        return None, [
            error(
                "configuration",
                reading.source_file.at(),
                message,
                verbatim("name, tagline, publisher, languages, zone"),
            )
        ]
    home, wrong = (with_slash(url), None) if url else site_url(reading, environment)
    cards = {"cards": yaml.from_environment(reading, (*SITE_KEYS, "cards"), environment)[0]} if "cards" in given else {}
    site, problems = validated(Site, given | {"url": home} | cards, reading.source_file, SITE_KEYS)
    problems = [*([wrong] if wrong else ()), *_plugins(reading), *problems]
    theme = reading.values.get("theme")
    templates = theme.get("custom_dir") if isinstance(theme, dict) else None
    found = site.read_from(reading.source_file, configuration.parent, templates) if site and not problems else None
    return found, problems


def _plugins(reading: yaml.YamlReading) -> Iterator[Diagnostic]:
    """MkDocs calls plugins while it makes pages, and no page of ours is made there: none may seem to work."""
    for name, settings, place in _named_plugins(reading):
        if not name:
            message = msg("plugins must be a list of names that are written out here, such as [search]")
            yield error("plugin", place, message, suggest("plugins: [search]"))
        elif name not in _SEARCH:
            message = msg(
                'the plugin "{name}" would do nothing: the newsdesk makes all pages itself, '
                "and MkDocs calls plugins only for pages that it makes",
                name=name,
            )
            yield error("plugin", place, message, msg("take it out"))
        elif settings:
            message = msg("settings of the search would do nothing: the newsdesk makes the search itself")
            yield error("plugin", place, message, suggest("plugins: [search]"))


def _named_plugins(reading: yaml.YamlReading) -> Iterator[tuple[str, Any, SourceLocation]]:
    """The plugins of a list or a mapping, as MkDocs takes both: name, settings, place; without a name what is none."""
    given, located = reading.values.get("plugins"), reading.source_file
    if given is not None and (not isinstance(given, list | dict) or yaml.asks_environment(reading, ("plugins",))):
        yield "", None, located.value("plugins")
        return
    for number, entry in enumerate(given if isinstance(given, list) else [given or {}]):
        keys = ("plugins", number) if isinstance(given, list) else ("plugins",)
        if isinstance(entry, dict):
            yield from ((name, settings, located.name(*keys, name)) for name, settings in entry.items())
        else:
            named = isinstance(entry, str) and not yaml.asks_environment(reading, keys)
            yield entry if named else "", None, located.value(*keys)
