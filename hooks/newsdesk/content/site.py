"""The site as mkdocs.yml describes it under `extra: newsroom:`, its other settings, and the build time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, PrivateAttr, field_validator

from newsdesk.content.types import Day, Flag, LanguageCode, LocalizedValue, Record, UrlValue, value_fault
from newsdesk.diagnostics import Level, SourceFile, SourceLocation
from newsdesk.i18n.languages import LocalizedText
from newsdesk.i18n.messages import msg

AS_OF = "NEWSDESK_AS_OF"
"""Environment variable that overrides the current time."""


def now(environment: Mapping[str, str], zone: str) -> datetime:
    """Return the build time, a naive datetime in the site's zone.

    That is `NEWSDESK_AS_OF` (a date, or a date and time), else `SOURCE_DATE_EPOCH` (seconds,
    https://reproducible-builds.org/specs/source-date-epoch/), else now. Raises ValueError, with a message for the user,
    if a variable is invalid.
    """
    asked, epoch = environment.get(AS_OF, ""), environment.get("SOURCE_DATE_EPOCH", "")
    try:
        moment = datetime.fromisoformat(asked) if asked else _at(epoch)
        return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        name, example = (AS_OF, msg("a date such as 2026-11-25")) if asked else ("SOURCE_DATE_EPOCH", msg("seconds"))
        message = msg('{name} must be {example}; found "{found}"', name=name, example=example, found=asked or epoch)
        raise ValueError(message) from None


def _at(epoch: str) -> datetime:
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)


_CONTACT = re.compile(r"(mailto:|https://|tel:)\S+")
_AUTHORITY = re.compile(r"[a-z0-9.@-]+,\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


class Parent(Record):
    """A level above the section in the breadcrumb; without `url` it is not a link."""

    name: LocalizedValue
    url: UrlValue | None = None


class FeedText(StrEnum):
    """What feeds contain of a story."""

    FULL = "full"
    SUMMARY = "summary"


class Weights(Record):
    """The level of each state of a translation: note, warning (fails strict checks) or error (fails the build)."""

    missing: Level = Field(Level.NOTE, description="There is no translation.")
    unchecked: Level = Field(Level.NOTE, description="Nobody has stamped the translation.")
    stale: Level = Field(Level.NOTE, description="The original has changed since.")


class Translations(Record):
    """The levels for each section of the site."""

    news: Weights = Weights()
    about: Weights = Weights()
    events: Weights = Weights()
    summit: Weights = Weights()


class Security(Record):
    """The contact for reports of security vulnerabilities (security.txt, RFC 9116)."""

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
                raise value_fault("configuration", msg("be a list of URLs such as mailto:desk@news.example"), each)
        return contact


class PictureLimits(Record):
    """The largest image file that is accepted: cameras write smaller ones, and decompression bombs are larger."""

    megabytes: int = Field(15, ge=1, description="Millions of bytes.")
    megapixels: int = Field(50, ge=1, description="Millions of pixels.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A script that every page loads, and how: https://html.spec.whatwg.org/#the-script-element"""

    name: str
    module: bool = False
    asynchronous: bool = False
    deferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of mkdocs.yml outside of `extra: newsroom:` that newsdesk reads itself.

    Folders are relative to that of mkdocs.yml. `logo`, `favicon`, `stylesheets` and `scripts` name assets, such as
    'kites.css'; without a logo, the icon named in the style sheet is used.
    """

    docs_dir: str = "docs"
    custom_dir: str = "overrides"
    copyright: LocalizedText | None = None
    logo: str = ""
    favicon: str = "icon.svg"
    stylesheets: tuple[str, ...] = ()
    scripts: tuple[Script, ...] = ()
    strict: bool = False
    dev_addr: str = "127.0.0.1:8000"

    def asset_dirs(self, project: Path) -> Sequence[Path]:
        """Return the folders that contain `assets/`: the section's before the theme's."""
        return [project / self.docs_dir, project / self.custom_dir]


SITE_KEYS = ("extra", "newsroom")
"""The keys in mkdocs.yml under which the site is described."""


class Site(Record):
    """Names, URL and options of the section (`extra.newsroom` in mkdocs.yml)."""

    name: LocalizedValue = Field(description=msg("The section's name."))
    tagline: LocalizedValue = Field(description=msg("What the section is, in one sentence."))
    parents: tuple[Parent, ...] = Field((), description=msg("The breadcrumb above the section."))
    publisher: LocalizedValue = Field(description=msg("Who publishes it."))
    languages: tuple[LanguageCode, ...] = Field(min_length=1, description=msg("The languages, the first one first."))
    authority: str = Field(
        description=msg("Who gives permanent ids, forever: a host and a day or year on which it was the publisher's.")
    )
    zone: str = Field("UTC", description=msg("The IANA time zone of all dates without one."))
    page_size: int = Field(50, ge=1, description=msg("Stories on one page of a list."))
    feeds: FeedText = Field(FeedText.FULL, description=msg("What feeds carry of a story: full or summary."))
    translations: Translations = Field(
        Translations(), description=msg("The level of a missing, unconfirmed or stale translation, section by section.")
    )
    pictures: PictureLimits = Field(PictureLimits(), description=msg("The largest image that is accepted."))
    news_sitemap: Flag = Field(False, description=msg("`true` makes a news sitemap of each language."))
    security: Security | None = Field(
        None, description=msg("What `/.well-known/security.txt` says; without it there is none.")
    )
    compress: Flag = Field(False, description=msg("`true` puts compressed copies beside all texts: `.gz` and `.br`."))
    cards: Flag = Field(
        False,
        description=msg("`true` draws a card for every story, shown where it is shared; it needs a Chinese font."),
    )
    card_font: str = Field("", description=msg("The font file of the cards, by its path from mkdocs.yml on."))
    filing: str = Field("", description=msg("The ICP filing line of the footer."))
    url: str = Field(description=msg("The URL of the site; from site_url."))
    _file: SourceFile = PrivateAttr(SourceFile(path="mkdocs.yml", text=""))
    _settings: Settings = PrivateAttr(Settings())
    _folder: Path = PrivateAttr(Path())

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
            raise value_fault("configuration", msg("be a host name and a year such as news.example,2026"), authority)
        return authority

    def read_from(self, file: SourceFile, folder: Path, settings: Settings) -> Self:
        """Return a copy that knows the file it was read from, the folder of that, and the other settings."""
        site = self.model_copy()
        site._file, site._folder, site._settings = file, folder, settings
        return site

    @property
    def folder(self) -> Path:
        """The folder of mkdocs.yml."""
        return self._folder

    @property
    def settings(self) -> Settings:
        return self._settings

    def location(self, *keys: str) -> SourceLocation:
        """Return the location of the value of a key in mkdocs.yml, for diagnostics."""
        return self._file.value(*SITE_KEYS, *keys)

    def tag(self, specific: str) -> str:
        """Return a permanent id as a tag URI (RFC 4151): 'tag:news.example,2026:en/2014/x'."""
        return f"tag:{self.authority}:{specific}"

    def in_zone(self, moment: datetime) -> datetime:
        """Return a naive datetime, as all are here, with the UTC offset of the site's zone."""
        return moment.replace(tzinfo=ZoneInfo(self.zone))

    def weights(self, path: str) -> Weights:
        """Return the levels for translations in the section of a source such as 'en/news/2014/x.md'."""
        section = path.split("/")[1]
        return getattr(self.translations, section, Weights())

    def absolute(self, address: str) -> str:
        """Return the absolute URL of an address."""
        return self.url + address

    @property
    def root(self) -> str:
        """The path of the site's URL: '/' or '/hub/'."""
        return urlsplit(self.url).path or "/"
