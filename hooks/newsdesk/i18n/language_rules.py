"""Data types for the rules of a language, with neutral defaults for a language that has none of its own.

`english.py` and `chinese.py` hold the rules; `Language.rules` returns them.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from newsdesk.i18n.person_names import SimilarNames
from newsdesk.i18n.quantities import StatementReader


class Punctuation(NamedTuple):
    """Punctuation between parts of a line, each mark with its space; `{}` is the content of the parentheses."""

    comma: str = ", "
    list_comma: str = ", "
    semicolon: str = "; "
    colon: str = ": "
    parentheses: str = " ({})"
    full_stop: str = "."
    word_space: str = " "
    full_width: bool = False


HALF_WIDTH = Punctuation()
FULL_WIDTH = Punctuation("，", "、", "；", "：", "（{}）", "。", word_space="", full_width=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFormats:
    """Date formats for which CLDR has no pattern; `{}` is a date, in `seasons` a year.

    `month` and `short_month` are CLDR patterns of a stand-alone month. `day` and `day_interval` replace CLDR's long
    format. The defaults use the signs of EDTF in place of words.
    """

    approximate: str = "{}~"
    uncertain: str = "{}?"
    since: str = "{} –"
    until: str = "– {}"
    interval: str = "{} – {}"
    seasons: Sequence[str] = ("{}-21", "{}-22", "{}-23", "{}-24")
    month: str = "LLLL"
    short_month: str = "LLL"
    day: Callable[[date], str] | None = None
    day_interval: Callable[[date, date], str] | None = None


class DateContext(NamedTuple):
    """Patterns of the text between the name of an event and its day, and of the text after the later of the two."""

    between: re.Pattern[str]
    after: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSentences:
    """Patterns of sentences that give the day of an event.

    `day` has the groups `year`, `month` (a number, or a key of `months`) and `day`. `with_year` are formats of the name
    of an edition, with `{name}` (of its series) and `{year}`.
    """

    day: re.Pattern[str]
    months: Mapping[str, int] = field(default_factory=dict)
    sentence_end: re.Pattern[str]
    name_first: DateContext
    day_first: DateContext
    with_year: Sequence[str]


class OrganisationName(NamedTuple):
    """An organization's name at offset `start`: its place, its field of work as comparable pieces, its category."""

    name: str
    start: int
    place: str
    field: Set[str]
    category: int


class Count(NamedTuple):
    """A count in a text: its number, `nouns` (or pieces of them) that another mention would share, and its offsets."""

    number: int
    nouns: Set[str]
    refers_back: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeuristicRules:
    """Patterns and functions by which the heuristics in `lint` read a language.

    `organisations` finds names in a text, given the names of known places; each name contains one of
    `organisation_types`. `counts` finds counts of things; none refers back to an earlier one unless a pattern of
    `back_references` matches. `content_words` returns the stems or pieces by which two sentences are compared. A sum in
    yuan is followed by its value in dollars only where `conversion` matches; `between_sums` matches the text between.
    """

    organisation_types: Collection[str]
    organisations: Callable[[str, tuple[str, ...]], Iterator[OrganisationName]]
    back_references: Sequence[re.Pattern[str]]
    counts: Callable[[str], Iterator[Count]]
    content_words: Callable[[str], Set[str]]
    conversion: re.Pattern[str]
    between_sums: re.Pattern[str]
    similar_names: type[SimilarNames] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRules:
    """The rules of a language; where one is None, the checks that need it skip texts in the language.

    `tag` (BCP 47) and `own_name` default to the code and to CLDR's name. `powers_of_ten` are an exponent, its name, and
    the most decimals with which it is used. `length_limits` are in characters: above the first is a warning, above the
    second an error. With `search_bigrams`, Pagefind indexes overlapping pairs of characters in place of words.
    `vague_link_words` do not describe the link target. `longer_names` are, by register, patterns of text that turns the
    name before it into another name. `standard_script` converts a text to the script of the language's pages.
    """

    tag: str = ""
    own_name: str = ""
    google_news_code: str = ""
    punctuation: Punctuation = HALF_WIDTH
    curls_quotes: bool = False
    search_bigrams: bool = False
    dates: DateFormats = DateFormats()
    powers_of_ten: Sequence[tuple[int, str, int]] = ()
    groups_digits: bool = True
    length_limits: Mapping[str, tuple[int, int]] = field(
        default_factory=lambda: {"heading": (90, 120), "sentence": (200, 300)}
    )
    placeholder: str = "To be written"
    placeholder_sentence: str = "To be written."
    translated: str = "trans"
    vague_link_words: Collection[str] = ()
    longer_names: Mapping[str, str] = field(default_factory=dict)
    statements: StatementReader | None = None
    event_sentences: EventSentences | None = None
    heuristics: HeuristicRules | None = None
    standard_script: Callable[[str], str] | None = None
