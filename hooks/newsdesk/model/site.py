"""The site's identity, from mkdocs.yml: nothing in the code knows which section this is."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, PrivateAttr, field_validator

from newsdesk.model.fault import fault
from newsdesk.model.kinds import Code, Day, Flag, InWords, Record, Url
from newsdesk.words.located import Located
from newsdesk.words.message import said
from newsdesk.words.problem import Level, Place

_CONTACT = re.compile(r"(mailto:|https://|tel:)\S+")
_AUTHORITY = re.compile(r"[a-z0-9.@-]+,\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


class Parent(Record):
    """A place above the section in the breadcrumb; without `url` it is no link."""

    name: InWords
    url: Url | None = None


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
    languages: tuple[Code, ...] = Field((), description="The languages that are understood there; else the site's.")
    policy: Url | None = Field(None, description="A page on how reports are dealt with.")

    @field_validator("contact")
    @classmethod
    def _address(cls, contact: tuple[str, ...]) -> tuple[str, ...]:
        for each in contact:
            if not _CONTACT.fullmatch(each):
                raise fault("configuration", said("be addresses such as mailto:desk@news.example"), each)
        return contact


class PictureLimits(Record):
    """The largest file that is taken for a picture: cameras write smaller ones, and bombs are larger."""

    megabytes: int = Field(15, ge=1, description="Millions of bytes.")
    megapixels: int = Field(50, ge=1, description="Millions of pixels.")


KEYS = ("extra", "newsroom")
"""Below which the site stands in mkdocs.yml."""


class Site(Record):
    """Names, address and habits of the section (`extra.newsroom` in mkdocs.yml)."""

    name: InWords = Field(description="The section's name.")
    tagline: InWords = Field(description="What the section is, in one sentence.")
    parents: tuple[Parent, ...] = Field((), description="The breadcrumb above the section.")
    publisher: InWords = Field(description="Who publishes it.")
    languages: tuple[Code, ...] = Field(min_length=1, description="The languages, the first one first.")
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
    _file: Located = PrivateAttr(Located(path="mkdocs.yml", text=""))

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise fault("zone", said("be an IANA time zone such as Europe/Paris"), zone) from None
        return zone

    @field_validator("authority")
    @classmethod
    def _tagging(cls, authority: str) -> str:
        if not _AUTHORITY.fullmatch(authority):
            raise fault("configuration", said("be a host and a year such as news.example,2026"), authority)
        return authority

    def read_from(self, file: Located) -> Self:
        """The same site, which knows the places of its keys in its file."""
        site = self.model_copy()
        site._file = file
        return site

    def place(self, *keys: str) -> Place:
        """Where the value of a key stands in mkdocs.yml, to say what is wrong with it."""
        return self._file.value(*KEYS, *keys)

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
