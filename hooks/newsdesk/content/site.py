"""The site as mkdocs.yml describes it below `extra: newsroom:`, its settings, and the moment for which it is built."""

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
        name, example = (AS_OF, msg("a date such as 2026-11-25")) if asked else ("SOURCE_DATE_EPOCH", msg("seconds"))
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
                raise value_fault("configuration", msg("be a list of URLs such as mailto:desk@news.example"), each)
        return contact


class PictureLimits(Record):
    """The largest file that is taken for a picture: cameras write smaller ones, and bombs are larger."""

    megabytes: int = Field(15, ge=1, description="Millions of bytes.")
    megapixels: int = Field(50, ge=1, description="Millions of pixels.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """An asset that every page loads as a script, and how: https://html.spec.whatwg.org/#the-script-element"""

    name: str
    module: bool = False
    asynchronous: bool = False
    deferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What mkdocs.yml says outside of `extra: newsroom:` and the newsdesk reads itself.

    Folders are named from that of mkdocs.yml on. `logo`, `favicon`, `stylesheets` and `scripts` name assets, such as
    'kites.css'; without a logo there is the icon that the style sheet names.
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
        """The folders whose `assets/` pages load from: the section's before the theme's."""
        return [project / self.docs_dir, project / self.custom_dir]


SITE_KEYS = ("extra", "newsroom")
"""Below which the site stands in mkdocs.yml."""


class Site(Record):
    """Names, address and habits of the section (`extra.newsroom` in mkdocs.yml)."""

    name: LocalizedValue = Field(description=msg("The section's name."))
    tagline: LocalizedValue = Field(description=msg("What the section is, in one sentence."))
    parents: tuple[Parent, ...] = Field((), description=msg("The breadcrumb above the section."))
    publisher: LocalizedValue = Field(description=msg("Who publishes it."))
    languages: tuple[LanguageCode, ...] = Field(min_length=1, description=msg("The languages, the first one first."))
    authority: str = Field(
        description=msg("Who gives permanent ids, for ever: a host and a day or year on which it was the publisher's.")
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
        """The same site, which knows where its keys stand in its file, the folder of that, and what else it says."""
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
