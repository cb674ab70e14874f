"""The site as mkdocs.yml describes it under `extra: newsroom:`, its other settings, and the build time."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Discriminator, Field, PrivateAttr, ValidationError, field_validator
from pydantic import Tag as Label
from pydantic_core import Url

from newsdesk.content.markdown_extensions import DEFAULT_EXTENSIONS, ExtensionConfigs
from newsdesk.content.types import (
    LONG,
    Day,
    Flag,
    LanguageCode,
    LocalizedValue,
    Record,
    UrlValue,
    describe_value,
    value_fault,
)
from newsdesk.content.video_sites import VIDEO_SITES, KnownVideoSite, VideoSite, VideoSites, host_of_site
from newsdesk.diagnostics import Diagnostic, Level, Paste, SourceFile, SourceLocation, error, suggest
from newsdesk.i18n.languages import LocalizedText
from newsdesk.i18n.messages import Message, msg

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


_HOST_NAME = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII | re.IGNORECASE)
_CONTACT = re.compile(r"(mailto:|https://|tel:)\S+")
_AUTHORITY = re.compile(r"[a-z0-9.@-]+,\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


class Parent(Record):
    """A level above the section in the breadcrumb; without `url` it is not a link."""

    name: LocalizedValue = Field(description=msg("The name of the level above."))
    url: UrlValue | None = Field(None, description=msg("Its URL; without it the name is not a link."))


class FeedText(StrEnum):
    """What feeds contain of a story."""

    FULL = "full"
    SUMMARY = "summary"


class TranslationLevels(Record):
    """The level of each state of a translation: note, warning (fails strict checks) or error (fails the build)."""

    missing: Level = Field(Level.NOTE, description=msg("There is no translation: note, warning or error."))
    unchecked: Level = Field(Level.NOTE, description=msg("The translation is not confirmed by `newsdesk stamp`."))
    stale: Level = Field(Level.NOTE, description=msg("The original has changed since the translation was confirmed."))


class Translations(Record):
    """The levels for each section of the site."""

    news: TranslationLevels = Field(TranslationLevels(), description=msg("The levels for stories."))
    about: TranslationLevels = Field(TranslationLevels(), description=msg("The same for standing pages."))
    events: TranslationLevels = Field(TranslationLevels(), description=msg("The same for texts about events."))
    summit: TranslationLevels = Field(TranslationLevels(), description=msg("The same for texts about editions."))


class RuleLevel(StrEnum):
    """The level that mkdocs.yml gives a rule: that of its problems, or off, so that none is reported."""

    OFF = "off"
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


def _kind_of_levels(value: Any) -> str:
    return "scope" if isinstance(value, dict) else "rule"


LevelOrLevels = Annotated[
    Annotated[RuleLevel, Label("rule")] | Annotated[Mapping[str, RuleLevel], Label("scope")],
    Discriminator(_kind_of_levels),
]
"""The level of the rule that is the key, or the levels of rules in the folder or the years that are the key."""


class Security(Record):
    """The contact for reports of security vulnerabilities (security.txt, RFC 9116)."""

    contact: tuple[str, ...] = Field(
        min_length=1, description=msg("URLs that begin with mailto:, https:// or tel:, the best first.")
    )
    expires: Day = Field(description=msg("The date until which the contact is valid, within a year."))
    languages: tuple[LanguageCode, ...] = Field(
        (), description=msg("The languages that are understood there; by default those of the site.")
    )
    policy: UrlValue | None = Field(None, description=msg("The URL of a page on how reports are dealt with."))

    @field_validator("contact")
    @classmethod
    def _address(cls, contact: tuple[str, ...]) -> tuple[str, ...]:
        for each in contact:
            if not _CONTACT.fullmatch(each):
                raise value_fault("configuration", msg("be a list of URLs such as mailto:desk@news.example"), each)
        return contact


class PictureLimits(Record):
    """The largest image file that is accepted: cameras write smaller ones, and decompression bombs are larger."""

    megabytes: int = Field(15, ge=1, description=msg("Most megabytes of an image file."))
    megapixels: int = Field(50, ge=1, description=msg("Most megapixels of an image."))


class VideoSiteSettings(Record):
    """A video site whose pages become cards, beside those that are known: YouTube, Bilibili, Vimeo, Tencent, Youku."""

    name: LocalizedValue = Field(description=msg("The name of the video site, which its cards show."))
    hosts: tuple[str, ...] = Field(
        min_length=1, description=msg("The hosts of its pages, without `www.`, such as tube.example.")
    )
    mainland_china: Flag = Field(
        True, description=msg("`false` if it does not open in mainland China, which its cards then say.")
    )

    @field_validator("hosts")
    @classmethod
    def _host_names(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        for each in hosts:
            if not _HOST_NAME.fullmatch(each):
                must = msg("be a list of host names such as tube.example")
                raise value_fault("configuration", must, each, urlsplit(each).hostname or "")
        return tuple(host_of_site(each) for each in hosts)


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
    markdown_extensions: ExtensionConfigs = DEFAULT_EXTENSIONS

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
    rules: Mapping[str, LevelOrLevels] = Field(
        {},
        description=msg(
            "The level of a rule: off, note, warning or error. Below a folder such as `news/2010/`, or years such as "
            "`2010` or `2005..2012`, it is for those only; the longest folder wins. `newsdesk explain` says which "
            "rules cannot be lowered."
        ),
    )
    pictures: PictureLimits = Field(PictureLimits(), description=msg("The largest image that is accepted."))
    video_sites: Mapping[str, VideoSiteSettings] = Field(
        {}, description=msg("More video sites, by an id: a link to one, alone in its paragraph, is a card.")
    )
    embeds: tuple[KnownVideoSite, ...] = Field(
        (),
        description=msg(
            "The video sites whose players readers may load, by pressing a button: youtube, bilibili, vimeo, tencent, "
            "youku."
        ),
    )
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
    def videos(self) -> VideoSites:
        """The video sites that are known, and those whose players pages may load."""
        more = {
            key: VideoSite(name=each.name, hosts=each.hosts, mainland_china=each.mainland_china)
            for key, each in self.video_sites.items()
        }
        return VideoSites(sites={**VIDEO_SITES, **more}, embeds=self.embeds)

    @property
    def settings(self) -> Settings:
        return self._settings

    def location(self, *keys: str) -> SourceLocation:
        """Return the location of the value of a key in mkdocs.yml, for diagnostics."""
        return self._file.value(*SITE_KEYS, *keys)

    def location_of_key(self, *keys: str) -> SourceLocation:
        """Return the location of a key itself."""
        return self._file.name(*SITE_KEYS, *keys)

    def tag(self, specific: str) -> str:
        """Return a permanent id as a tag URI (RFC 4151): 'tag:news.example,2026:en/2014/x'."""
        return f"tag:{self.authority}:{specific}"

    def in_zone(self, moment: datetime) -> datetime:
        """Return a naive datetime, as all are here, with the UTC offset of the site's zone."""
        return moment.replace(tzinfo=ZoneInfo(self.zone))

    def translation_levels(self, path: str) -> TranslationLevels:
        """Return the levels for translations in the section of a source such as 'en/news/2014/x.md'."""
        section = path.split("/")[1]
        return getattr(self.translations, section, TranslationLevels())

    def absolute(self, address: str) -> str:
        """Return the absolute URL of an address."""
        return self.url + address

    @property
    def root(self) -> str:
        """The path of the site's URL: '/' or '/hub/'."""
        return urlsplit(self.url).path or "/"


KEY = "site_url"
_EXAMPLE = "https://news.example/"
_WHOLE = re.compile(r"https?://[^/@%]*[^/@%:](/.*)?", re.IGNORECASE)
_SCHEME = re.compile(r"(https?)(?::/*|/+)", re.IGNORECASE)
"""Typed correctly or not."""
_UNFIT = re.compile(r"""[\s"'<>\\^`{|}?#]|%(?![0-9a-f]{2})""", re.IGNORECASE)
"""Characters that no URL contains (RFC 3986), that would end it in HTML, or that begin what follows a path."""
_NO_FOLDER = re.compile(r"(\.|%2e){0,2}", re.IGNORECASE)
"""A path segment that browsers remove, or that makes the next one a host if a link begins with it."""
_LABEL = r"(?!-)[a-z0-9_-]{1,63}(?<!-)"
"""A DNS label (RFC 1123, 2.1), also with underscores, which browsers accept."""
_PUBLIC_NAME = re.compile(rf"(?!(.*\.)?(localhost|local|internal|home\.arpa)\.?$)({_LABEL}\.)+{_LABEL}\.?")
"""Not a local name: RFC 6761 (6.3), RFC 6762 (3), RFC 8375, and `internal`, which ICANN has reserved."""


def with_slash(url: str) -> str:
    """Return a URL ending in one slash, to which the addresses of pages are appended."""
    return f"{url.rstrip('/')}/"


def site_url(
    value: object, location: SourceLocation, variable: str = "", default: object = ""
) -> tuple[str, Diagnostic | None]:
    """Return the site's URL ending in a slash, or an empty string and a diagnostic.

    `variable` is the environment variable that gave the value, `default` what mkdocs.yml has without it.
    """
    text = value if isinstance(value, str) else ""
    name, found = variable or KEY, describe_value(value) if isinstance(value, list | dict) else text[:LONG]
    if not _is_address(text):
        message = msg(
            "{name} must be a URL such as https://news.example/ or https://news.example/hub/, "
            'without spaces, quotation marks, user name, query or fragment; found "{found}"',
            name=name,
            found=found,
        )
    elif not _is_public(text):
        message = msg('{name} must be a URL that readers can reach; found "{found}"', name=name, found=found)
    else:
        return with_slash(text), None
    meant = _meant(text, default)
    setting = msg("set the variable: {text}", text=f"{variable}={meant}")
    return "", error("site-url", location, message, setting if variable else _line(location, text, meant))


def _meant(text: str, default: object) -> str:
    """Return the URL that was probably meant; else the one in mkdocs.yml, else an example."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("\\", "/")
    scheme = _SCHEME.match(plain)
    host, slash, path = re.split(r"[?#]", plain[scheme.end() :] if scheme else plain)[0].partition("/")
    meant = f"{scheme[1] if scheme else 'https'}://{host.rpartition('@')[2]}{slash}{path}"
    return with_slash(next((each for each in (meant, str(default)) if _is_public(each)), _EXAMPLE))


def _line(location: SourceLocation, old: str, new: str) -> Message:
    if old and old in location.source:
        return suggest(location.source.strip().replace(old, new), Paste.LINE)
    return suggest(f"{KEY}: {new}", Paste.LINE)


def _is_address(text: str) -> bool:
    """Return whether a page may be below this URL; browsers accept more than valid URLs."""
    if not _WHOLE.fullmatch(text) or _UNFIT.search(text) or not text.isprintable() or not _parsed(text):
        return False
    return not any(map(_NO_FOLDER.fullmatch, text.partition("://")[2].rstrip("/").split("/")[1:]))


def _is_public(text: str) -> bool:
    """Return whether a URL can be reached from outside of this computer and its network."""
    if not _is_address(text) or not (url := _parsed(text)):
        return False
    host = (url.host or "").strip("[]")
    try:
        number = ip_address(host)
    except ValueError:
        return bool(_PUBLIC_NAME.fullmatch(host))
    return (getattr(number, "ipv4_mapped", None) or number).is_global


def _parsed(text: str) -> Url | None:
    """Parse a URL as browsers do (https://url.spec.whatwg.org/): 127.1 is 127.0.0.1."""
    try:
        return Url(text)
    except ValidationError:
        return None
