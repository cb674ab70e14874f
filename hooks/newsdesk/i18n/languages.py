"""The languages of the site, and text that exists in several of them (BCP 47)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from babel import Locale
from babel.core import get_global
from babel.localedata import exists

from newsdesk.i18n.chinese import CHINESE
from newsdesk.i18n.english import ENGLISH
from newsdesk.i18n.language_rules import FULL_WIDTH, LanguageRules
from newsdesk.i18n.typography import curl_quotes, has_han

_RULES = {
    "en": ENGLISH,
    "zh": CHINESE,
    "ja": LanguageRules(punctuation=FULL_WIDTH, search_bigrams=True),
    "ko": LanguageRules(search_bigrams=True),
}
_NEUTRAL = LanguageRules()


class Language(str):
    """A language by its code (BCP 47), such as `en`: the first part of every address in it.

    Which ones a site has, its configuration says; any will do whose dates and
    numbers CLDR knows. There is one object for each: `language is Language.EN`.
    Raises ValueError for what is no code of a language.
    """

    __slots__ = ()
    EN: ClassVar["Language"]
    ZH: ClassVar["Language"]
    _known: ClassVar[dict[str, "Language"]] = {}

    def __new__(cls, code: str) -> "Language":
        if code not in cls._known:
            if not (_CODE.fullmatch(code) and exists(code)):
                raise ValueError(code)
            cls._known[code] = super().__new__(cls, code)
        return cls._known[code]

    @property
    def rules(self) -> LanguageRules:
        """What is known of the language; neutral rules for one of which nothing is known."""
        return _RULES.get(self, _NEUTRAL)

    @property
    def tag(self) -> str:
        """The language tag of the page (BCP 47)."""
        return self.rules.tag or str(self)

    @property
    def locale(self) -> str:
        """The locale in which dates and numbers are written (CLDR)."""
        return self.tag.replace("-", "_")

    @property
    def with_territory(self) -> str:
        """The locale with the territory in which CLDR looks for it first, as Open Graph wants it: `zh_CN`."""
        return "_".join(get_global("likely_subtags").get(self, self).split("_")[::2])

    @property
    def word_key(self) -> str:
        """The key of the interface word for its name in other languages."""
        return f"language_{self}"

    @property
    def own_name(self) -> str:
        """The language's name in that language, for the switch."""
        return self.rules.own_name or self.name_in(self)

    def name_in(self, language: "Language") -> str:
        """The language's name in another language, such as 'Japanese'; the code where CLDR has none."""
        return Locale.parse(self).get_display_name(language.locale) or str(self)


_CODE = re.compile(r"[a-z]{2,3}", re.ASCII)
Language.EN = Language("en")
Language.ZH = Language("zh")


def language_of(path: str) -> Language | None:
    """The language in which a path or an address begins, None for one that has none."""
    code, slash, _ = path.partition("/")
    try:
        return Language(code) if slash else None
    except ValueError:
        return None


def language_by_script(text: str) -> Language:
    """The language that a text is taken for by its script alone."""
    return Language.ZH if has_han(text) else Language.EN


def typeset(text: str, language: Language) -> str:
    """A line of text with the quotation marks of its language."""
    return curl_quotes(text) if language.rules.curls_quotes else text


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
class LocalizedText:
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

    def own(self, language: Language) -> str:
        """The words as they were typed, in this language alone; empty where they have no form in it."""
        return self.plain or self.each.get(language, "")

    def agrees(self, other: "LocalizedText") -> bool:
        """Whether they differ in no language in which both have a form."""
        pairs = [(self.own(each), other.own(each)) for each in {*self.each, *other.each}] or [(self.plain, other.plain)]
        return all(own == theirs for own, theirs in pairs if own and theirs)

    def on(self, language: Language) -> Fragment:
        """The words for a page in `language`: its own form, else the known one with its mark."""
        if self.plain or not self.each:
            return Fragment(self.plain, Language.ZH.tag if has_han(self.plain) else "").on(language)
        known = language if language in self.each else next(iter(self.each))
        text = typeset(self.each[known], known)
        if known is language:
            return Fragment(text)
        return Fragment(text, "zh-Latn" if self.pinyin and known is Language.EN else known.tag)

    def __hash__(self) -> int:
        return hash((tuple(self.each.items()), self.plain, self.pinyin))
