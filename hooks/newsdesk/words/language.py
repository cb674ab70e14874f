"""The languages of the site, and words that exist in several of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from newsdesk.words.typography import curled, has_han


class Language(StrEnum):
    """A language of the site; its value is the first part of every address."""

    EN = "en"
    ZH = "zh"

    @property
    def tag(self) -> str:
        """The language tag of the page (BCP 47)."""
        return {"en": "en", "zh": "zh-Hans"}[self.value]

    @property
    def locale(self) -> str:
        """The locale in which dates and numbers are written (CLDR)."""
        return {"en": "en", "zh": "zh_Hans"}[self.value]

    @property
    def own_name(self) -> str:
        """The language's name in that language, for the switch."""
        return {"en": "English", "zh": "中文"}[self.value]

    @property
    def other(self) -> "Language":
        return Language.ZH if self is Language.EN else Language.EN


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of text; `lang` is its language tag, empty where it needs no mark."""

    text: str
    lang: str = ""

    def __str__(self) -> str:
        return self.text

    def on(self, language: Language) -> "Fragment":
        """The fragment as a page in `language` prints it: its own language needs no mark."""
        return Fragment(self.text) if self.lang == language.tag else self


@dataclass(frozen=True, slots=True)
class Words:
    """Text that a register holds: one for all languages, or one for each.

    `pinyin` says that the English form is a Chinese name in Latin letters, so
    that a Chinese page marks it as `zh-Latn` and not as English.
    """

    each: Mapping[Language, str]
    plain: str = ""
    pinyin: bool = False

    def __bool__(self) -> bool:
        return bool(self.plain or self.each)

    def has(self, language: Language) -> bool:
        return bool(self.plain) or language in self.each

    def on(self, language: Language) -> Fragment:
        """The words for a page in `language`: its own form, else the known one with its mark."""
        if self.plain or not self.each:
            return Fragment(self.plain, Language.ZH.tag if has_han(self.plain) else "").on(language)
        known = language if language in self.each else next(iter(self.each))
        text = curled(self.each[known]) if known is Language.EN else self.each[known]
        if known is language:
            return Fragment(text)
        return Fragment(text, "zh-Latn" if self.pinyin and known is Language.EN else known.tag)

    def __hash__(self) -> int:
        return hash((tuple(self.each.items()), self.plain, self.pinyin))
