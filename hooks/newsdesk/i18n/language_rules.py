"""What the newsdesk asks of a language: its rules, each with a neutral value for a language of which nothing is known.

`english.py` and `chinese.py` hold what is known; `Language.rules` finds it.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from newsdesk.i18n.person_names import SimilarNames
from newsdesk.i18n.quantities import StatementReader


class Punctuation(NamedTuple):
    """Marks between parts of a line, each with its space; `{}` stands for what is in parentheses."""

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
    """How a language writes dates where CLDR has no pattern; `{}` is a date, in a season its year.

    `month` and `short_month` are CLDR patterns of a month that stands alone. `day` and `day_interval` take the place
    of CLDR's long form. The neutral phrases are the signs of EDTF.
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
    """What may stand between the name of an event and its day, and after the second of the two."""

    between: re.Pattern[str]
    after: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSentences:
    """How a sentence says on which day an event is.

    `day` has the groups `year`, `month` (a number, or a name of `months`) and `day`. `with_year` are the forms of the
    name of an edition, with `{name}` and `{year}`.
    """

    day: re.Pattern[str]
    months: Mapping[str, int] = field(default_factory=dict)
    sentence_end: re.Pattern[str]
    name_first: DateContext
    day_first: DateContext
    with_year: Sequence[str]


class OrganisationName(NamedTuple):
    """The name of an organisation at an offset: its place, its field in pieces that compare, and its category."""

    name: str
    start: int
    place: str
    field: Set[str]
    category: int


class Count(NamedTuple):
    """A count in a text: how many, of what as `nouns` that would be the same in another mention, and its offsets."""

    number: int
    nouns: Set[str]
    refers_back: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeuristicRules:
    """How the heuristics of `lint` read a language.

    `organisations` finds names in a text, given the names of known places; each name has one of
    `organisation_types`. `counts` finds counts of things; a text without a `back_reference` has none that refers to an
    earlier one. `content_words` are the stems or pieces by which two sentences are compared. A text in which
    `conversion` finds nothing has no sum in yuan with its value in dollars; `between_sums` matches what is between the
    two.
    """

    similar_names: type[SimilarNames]
    organisation_types: Collection[str]
    organisations: Callable[[str, tuple[str, ...]], Iterator[OrganisationName]]
    back_references: Sequence[re.Pattern[str]]
    counts: Callable[[str], Iterator[Count]]
    content_words: Callable[[str], Set[str]]
    conversion: re.Pattern[str]
    between_sums: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageRules:
    """The rules of a language. Where one is None, what asks for it leaves texts of the language alone.

    `tag` (BCP 47) and `own_name` default to the code and to CLDR's name. `powers_of_ten` are exponents, their names,
    and how many decimals a number may have before it is better written out. `length_limits` are numbers of characters:
    more than the first are a warning, more than the second an error. `search_bigrams`: Pagefind is given overlapping
    pairs of characters in place of words. `vague_link_words` do not say where a link leads. `longer_names` are, by
    register, patterns of what makes another name of a name before it. `standard_script` rewrites a text in the
    characters that the language's pages use.
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
