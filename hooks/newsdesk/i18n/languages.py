"""Languages of the site (BCP 47), and text that exists in several of them."""

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
    """A language by its code (BCP 47), such as `en`, which is the first segment of its URLs.

    The site's configuration lists its languages; any with dates and numbers in CLDR will do. There is one object per
    code, so `language is Language.EN` works. Raises ValueError for anything that is not a language code.
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
        """Its rules; neutral ones for a language that has none of its own."""
        return _RULES.get(self, _NEUTRAL)

    @property
    def tag(self) -> str:
        """Its language tag in pages (BCP 47), such as `zh-Hans`."""
        return self.rules.tag or str(self)

    @property
    def locale(self) -> str:
        """Its CLDR locale, for dates and numbers, such as `zh_Hans`."""
        return self.tag.replace("-", "_")

    @property
    def with_territory(self) -> str:
        """Its locale with CLDR's likely territory, as Open Graph requires it: `zh_CN`."""
        return "_".join(get_global("likely_subtags").get(self, self).split("_")[::2])

    @property
    def word_key(self) -> str:
        """The key of the interface word that names it in other languages."""
        return f"language_{self}"

    @property
    def own_name(self) -> str:
        """Its name in the language itself, for the language switcher."""
        return self.rules.own_name or self.name_in(self)

    def name_in(self, language: "Language") -> str:
        """Return its name in another language, such as 'Japanese'; its code if CLDR has no name."""
        return Locale.parse(self).get_display_name(language.locale) or str(self)


_CODE = re.compile(r"[a-z]{2,3}", re.ASCII)
Language.EN = Language("en")
Language.ZH = Language("zh")


def language_of(path: str) -> Language | None:
    """Return the language whose code is the first segment of a path or URL, or None."""
    code, slash, _ = path.partition("/")
    try:
        return Language(code) if slash else None
    except ValueError:
        return None


def language_by_script(text: str) -> Language:
    """Guess the language of a text by its script: Chinese if it has Han characters, else English."""
    return Language.ZH if has_han(text) else Language.EN


def typeset(text: str, language: Language) -> str:
    """Return a line of text with the quotation marks of its language."""
    return curl_quotes(text) if language.rules.curls_quotes else text


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of text; `lang` is its language tag (BCP 47), empty where no `lang` attribute is needed."""

    text: str
    lang: str = ""

    def __str__(self) -> str:
        return self.text

    def on_page_in(self, language: Language) -> "Fragment":
        """Return the fragment for a page in `language`, whose own language needs no `lang` attribute."""
        return Fragment(self.text) if self.lang == language.tag else self


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """Text of a register: one for all languages (`plain`), or one for each (`by_language`).

    `pinyin`: the English form is a Chinese name in Latin letters, which a Chinese page tags `zh-Latn`, not `en`.
    """

    by_language: Mapping[Language, str]
    plain: str = ""
    pinyin: bool = False

    def __bool__(self) -> bool:
        return bool(self.plain or self.by_language)

    def has(self, language: Language) -> bool:
        return bool(self.plain) or language in self.by_language

    def without_fallback(self, language: Language) -> str:
        """Return the text as typed in this language, without fallback to another; empty if there is none."""
        return self.plain or self.by_language.get(language, "")

    def agrees(self, other: "LocalizedText") -> bool:
        """Return whether both are equal in every language that both have."""
        pairs = [
            (self.without_fallback(each), other.without_fallback(each))
            for each in {*self.by_language, *other.by_language}
        ] or [(self.plain, other.plain)]
        return all(own == theirs for own, theirs in pairs if own and theirs)

    def in_language(self, language: Language) -> Fragment:
        """Return the text for a page in `language`: in that language, else in another one with its language tag."""
        if self.plain or not self.by_language:
            return Fragment(self.plain, Language.ZH.tag if has_han(self.plain) else "").on_page_in(language)
        known = language if language in self.by_language else next(iter(self.by_language))
        text = typeset(self.by_language[known], known)
        if known is language:
            return Fragment(text)
        return Fragment(text, "zh-Latn" if self.pinyin and known is Language.EN else known.tag)

    def __hash__(self) -> int:
        return hash((tuple(self.by_language.items()), self.plain, self.pinyin))
