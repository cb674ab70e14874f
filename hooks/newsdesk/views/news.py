"""All news, the newest first, and that of each year, with the months as jump links."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import ClassVar

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.story import Story
from newsdesk.views.listing import Item, Pager, item, page_addresses, paged, with_page
from newsdesk.views.view import Link, Sheaf, View, both
from newsdesk.words import address
from newsdesk.words.dates import month_in_words
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The stories of a month on one page; `anchor` is the month's id on it."""

    name: str
    anchor: str
    items: Sequence[Item]


@dataclass(frozen=True, kw_only=True)
class NewsView(View):
    """One page of all stories; `years` are the lists of those of a year."""

    template: ClassVar[str] = "news.html"
    years: Sequence[Link]
    items: Sequence[Item]
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class YearView(View):
    """A year, or one page of a full one; `jumps` lead to months, on other pages too."""

    template: ClassVar[str] = "year.html"
    year: int
    years: Sequence[Link]
    jumps: Sequence[Link]
    months: Sequence[Month]
    pager: Pager


def news(library: Library, site: Site, language: Language) -> Sheaf:
    """Every page of the list of all stories."""
    return Sheaf(
        addresses=page_addresses(library.stories, site.page_size, address.news(language)),
        make=partial(_news, library, site, language),
    )


def _news(library: Library, site: Site, language: Language) -> Iterator[NewsView]:
    start = address.news(language)
    title, phrase = library.word("news", language).text, library.word("page_of", language).text
    for chosen, pager in paged(library.stories, site.page_size, start):
        where = address.numbered(start, pager.number)
        yield NewsView(
            address=where,
            language=language,
            title=Fragment(with_page(title, pager, phrase)),
            description=library.word("news_description", language),
            translations=both(where, site.languages),
            modified=max((story.modified for story in chosen), default=None),
            section="news",
            years=_years(library, language),
            items=[item(story, language) for story in chosen],
            pager=pager,
        )


def years(library: Library, site: Site, language: Language) -> Iterator[Sheaf]:
    """All pages of all years."""
    for number, stories in library.by_year.items():
        start = address.year(language, number)
        yield Sheaf(
            addresses=page_addresses(stories, site.page_size, start),
            make=partial(_year, number, library, site, language),
        )


def _year(number: int, library: Library, site: Site, language: Language) -> Iterator[YearView]:
    start = address.year(language, number)
    chunks = list(paged(library.by_year[number], site.page_size, start))
    jumps = list(_jumps(chunks, start, language))
    title = library.word("news_of_year", language).text.format(year=number)
    for chosen, pager in chunks:
        where = address.numbered(start, pager.number)
        yield YearView(
            address=where,
            language=language,
            title=Fragment(with_page(title, pager, library.word("page_of", language).text)),
            description=Fragment(library.word("news_of_year_description", language).text.format(year=number)),
            translations=both(where, site.languages),
            modified=max(story.modified for story in chosen),
            crumbs=[Link(text=library.word("news", language), address=address.news(language))],
            section="news",
            year=number,
            years=_years(library, language),
            jumps=jumps,
            months=list(_months(library, language, chosen)),
            pager=pager,
        )


def _years(library: Library, language: Language) -> Sequence[Link]:
    return [
        Link(text=Fragment(str(number)), address=address.year(language, number), note=str(len(stories)))
        for number, stories in library.by_year.items()
    ]


def _months(library: Library, language: Language, stories: Sequence[Story]) -> Iterator[Month]:
    for number, group in groupby(stories, key=lambda story: story.day.month):
        items = [item(story, language) for story in group]
        yield Month(name=month_in_words(number, language), anchor=_anchor(number), items=items)


def _jumps(pages: Sequence[tuple[Sequence[Story], Pager]], start: str, language: Language) -> Iterator[Link]:
    """Each month once, at the page on which it begins."""
    seen: set[int] = set()
    for stories, pager in pages:
        for story in stories:
            number = story.day.month
            if number not in seen:
                seen.add(number)
                where = f"{address.numbered(start, pager.number)}#{_anchor(number)}"
                yield Link(text=Fragment(month_in_words(number, language)), address=where)


def _anchor(month: int) -> str:
    return f"month-{month}"
