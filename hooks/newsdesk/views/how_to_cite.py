"""How others cite a page: in APA 7 and in GB/T 7714—2025.

https://apastyle.apa.org/style-grammar-guidelines/references/examples/webpage-website-references and
https://std.samr.gov.cn/gb/search/gbDetailed?id=4507EFE13D37CB6AE06397BE0A0A601F
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from newsdesk.model.site import Site
from newsdesk.words.credit import Author, in_apa, in_gbt, translators_in_apa
from newsdesk.words.dates import month_in_words
from newsdesk.words.language import Fragment, Language, typeset

_MARKS = tuple(".?!。？！…")
_TRANSLATED = {Language.ZH: "译"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A citation but for its title: what stands before and after it, and at the end.

    Between the two last stands the day on which the reader saw the page, where the standard asks for it.
    """

    before: str
    after: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HowToCite:
    """A page as its readers cite it; `url` is what they copy."""

    url: str
    title: Fragment
    apa: Line
    gbt: Line


def how_to_cite(  # noqa: PLR0913 - each is a part of a citation
    *,
    title: Fragment,
    url: str,
    day: date | None,
    site: Site,
    language: Language,
    authors: Sequence[Author] = (),
    translators: Sequence[Author] = (),
) -> HowToCite:
    """The citations of a page, whose publisher is its author where `authors` names none.

    `day` is the one on which it was published, or last updated, None where nobody can say.
    """
    named = authors or [Author(site.publisher.on(language).text)]
    home = site.name.on(language).text
    return HowToCite(
        url=url,
        title=title,
        apa=Line(
            before=typeset(f"{_ended(in_apa(named))} ({_in_apa(day)}). ", language),
            after=typeset(_after(title.text, translators), language) + ("" if named[0].family == home else f" {home}."),
            end=f" {url}",
        ),
        gbt=Line(
            before=typeset(f"{_ended(in_gbt(named))} ", language),
            after=typeset(f"[EB/OL]. {_translation(translators, language)}", language)
            + (f"（{day.isoformat()}）" if day else ""),
            end=f". {url}.",
        ),
    )


def _in_apa(day: date | None) -> str:
    return f"{day.year}, {month_in_words(day.month, Language.EN)} {day.day}" if day else "n.d."


def _after(title: str, translators: Sequence[Author]) -> str:
    """What ends a title in APA: a mark of its own will do."""
    if translators:
        return f" ({translators_in_apa(translators)}, Trans.)."
    return _ended(title).removeprefix(title)


def _ended(text: str) -> str:
    return text if text.endswith(_MARKS) else f"{text}."


def _translation(translators: Sequence[Author], language: Language) -> str:
    return f"{in_gbt(translators)}，{_TRANSLATED.get(language, 'trans')}. " if translators else ""
