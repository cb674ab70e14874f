"""Story lists: their items and paging, all news, and the news of a year."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache, partial
from itertools import groupby, islice
from typing import ClassVar, TypeVar

from newsdesk import urls
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.content.story import FAR_FUTURE, LanguageVersions, Story, Text
from newsdesk.i18n.dates import format_day, format_month
from newsdesk.i18n.languages import Fragment, Language, typeset
from newsdesk.pages.view import Dated, Link, PageBatch, PageKind, View, counterparts, in_each_language

_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A story in a list; `foreign` is the language of its text if it is not translated into the reader's.

    One that `is_unpublished` is shown in the preview alone.
    """

    address: str
    title: Fragment
    summary: Fragment
    day: Dated
    foreign: Language | None = None
    is_unpublished: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """The number of a page in a list of `total`, and the addresses of the pages before and after it in time."""

    number: int
    total: int
    earlier: str = ""
    later: str = ""


def fragment(text: str, written: Language, reader: Language) -> Fragment:
    """Return text written in one language, marked with it on a page in another."""
    return Fragment(typeset(text, written), "" if written is reader else written.tag)


def dated(day: date, language: Language) -> Dated:
    return Dated(iso=day.isoformat(), words=format_day(day, language))


@lru_cache(maxsize=8192)
def item(story: Story, language: Language) -> Item:
    """Return a story for a list in `language`; an untranslated one in its own language, marked as such.

    Cached, since it is in the lists of its neighbors, its tags and its year.
    """
    text = story.versions.in_language(language)
    return Item(
        address=urls.story(text.language, story.key),
        title=fragment(text.title, text.language, language),
        summary=fragment(text.summary, text.language, language),
        day=dated(story.day, language),
        foreign=None if text.language is language else text.language,
        is_unpublished=story.versions.withheld_until(language) is not None,
    )


def newest(library: Library, language: Language, most: int) -> Sequence[Story]:
    """Return at most `most` stories that exist in `language`, the newest first."""
    return list(islice((story for story in library.stories if story.versions.has(language)), most))


def tag_link(name: str, library: Library, language: Language, *, count: bool = False) -> Link:
    """Return the link to a tag by its id, with the number of its stories if `count`."""
    note = str(len(library.by_tag[name])) if count else ""
    return Link(
        text=library.registers.tags[name].name.in_language(language), address=urls.tag(language, name), note=note
    )


def tag_links(names: Sequence[str], library: Library, language: Language) -> Sequence[Link]:
    """Return links to those of these tags that have a page, each once, in the order of their ids."""
    return [tag_link(name, library, language) for name in sorted(set(names)) if name in library.by_tag]


def story_crumbs(story: Story, library: Library, language: Language) -> Sequence[Link]:
    """Return the breadcrumb of a story: the news, and its year."""
    year = story.day.year
    return [
        Link(text=library.word("news", language), address=urls.news(language)),
        Link(text=Fragment(str(year)), address=urls.year(language, year)),
    ]


def paged_batch(entries: Sized, size: int, start: str, make: Callable[[], Iterable[View]]) -> PageBatch:
    """Return the pages that `paged` cuts a list into, as one batch; only the first address is permanent."""
    addresses = [urls.numbered(start, number) for number in range(1, _pages(entries, size) + 1)]
    return PageBatch(addresses=addresses, make=make, temporary=addresses[1:])


def _pages(entries: Sized, size: int) -> int:
    return max(1, -(-len(entries) // size))


def paged(entries: Sequence[_Entry], size: int, start: str) -> Iterator[tuple[Sequence[_Entry], Pager]]:
    """Yield the entries and the pager of each page of `size` entries; `start` is the address of the first."""
    total = _pages(entries, size)
    for number in range(1, total + 1):
        pager = Pager(
            number=number,
            total=total,
            later=urls.numbered(start, number - 1) if number > 1 else "",
            earlier=urls.numbered(start, number + 1) if number < total else "",
        )
        yield entries[(number - 1) * size : number * size], pager


def with_page(title: str, pager: Pager, phrase: str) -> str:
    """Return the title of one page of a list; `phrase` is a pattern for "page {number} of {total}"."""
    if pager.total == 1:
        return title
    return f"{title} ({phrase.format(number=pager.number, total=pager.total)})"


def unpublished_notice(versions: LanguageVersions, library: Library, language: Language) -> Fragment | None:
    """Return why readers of `language` cannot see it yet (draft or scheduled), None if they can."""
    until = versions.withheld_until(language)
    if until is None:
        return None
    if until == FAR_FUTURE:
        return library.word("preview_draft", language)
    word = library.word("preview_withheld", language)
    return Fragment(word.text.format(moment=f"{until:%Y-%m-%d %H:%M}"), word.lang)


def published_at(story: Story, text: Text) -> datetime:
    """Return the moment of publication, as a naive datetime in the site's time zone.

    An archive report counts from the day it was compiled, not from the day of its news, and a translation from its own
    day, since nobody could read it before.
    """
    return _latest(story.facts.published, story.facts.compiled, text.translated)


def changed_at(story: Story, text: Text) -> datetime:
    """Return the moment of the last change that this text tells its readers about."""
    corrections = (*story.versions.original.corrections, *text.corrections)
    return _latest(published_at(story, text), story.facts.updated, *(correction.date for correction in corrections))


def midnight(day: date) -> datetime:
    """Return the first moment of a day."""
    return datetime.combine(day, time())


def _latest(moment: datetime, *days: date | None) -> datetime:
    return max([moment, *_midnights(days)])


def _midnights(days: Iterable[date | None]) -> Iterable[datetime]:
    return (midnight(day) for day in days if day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The stories of a month on one page; `anchor` is its id on that page."""

    name: str
    anchor: str
    items: Sequence[Item]


@dataclass(frozen=True, kw_only=True)
class NewsView(View):
    """One page of the list of all stories; `years` are links to those of each year."""

    is_collection: ClassVar[bool] = True
    years: Sequence[Link]
    items: Sequence[Item]
    pager: Pager


@dataclass(frozen=True, kw_only=True)
class YearView(View):
    """The stories of a year or one page of them; `jumps` are links to its months, on other pages too."""

    is_collection: ClassVar[bool] = True
    year: int
    years: Sequence[Link]
    jumps: Sequence[Link]
    months: Sequence[Month]
    pager: Pager


def _news_batch(library: Library, site: Site, language: Language) -> Iterator[PageBatch]:
    start, make = urls.news(language), partial(_news, library, site, language)
    yield paged_batch(library.stories, site.page_size, start, make)


def _news(library: Library, site: Site, language: Language) -> Iterator[NewsView]:
    start = urls.news(language)
    title, phrase = library.word("news", language).text, library.word("page_of", language).text
    for chosen, pager in paged(library.stories, site.page_size, start):
        where = urls.numbered(start, pager.number)
        yield NewsView(
            address=where,
            language=language,
            title=Fragment(with_page(title, pager, phrase)),
            description=library.word("news_description", language),
            translations=counterparts(where, site.languages),
            modified=max((story.modified for story in chosen), default=None),
            section="news",
            years=_years(library, language),
            items=[item(story, language) for story in chosen],
            pager=pager,
        )


def _year_batches(library: Library, site: Site, language: Language) -> Iterator[PageBatch]:
    for number, stories in library.by_year.items():
        make = partial(_year, number, library, site, language)
        yield paged_batch(stories, site.page_size, urls.year(language, number), make)


def _year(number: int, library: Library, site: Site, language: Language) -> Iterator[YearView]:
    start = urls.year(language, number)
    chunks = list(paged(library.by_year[number], site.page_size, start))
    jumps = list(_jumps(chunks, start, language))
    title = library.word("news_of_year", language).text.format(year=number)
    for chosen, pager in chunks:
        where = urls.numbered(start, pager.number)
        yield YearView(
            address=where,
            language=language,
            title=Fragment(with_page(title, pager, library.word("page_of", language).text)),
            description=Fragment(library.word("news_of_year_description", language).text.format(year=number)),
            translations=counterparts(where, site.languages),
            modified=max(story.modified for story in chosen),
            crumbs=[Link(text=library.word("news", language), address=urls.news(language))],
            section="news",
            year=number,
            years=_years(library, language),
            jumps=jumps,
            months=list(_months(library, language, chosen)),
            pager=pager,
        )


def _years(library: Library, language: Language) -> Sequence[Link]:
    return [
        Link(text=Fragment(str(number)), address=urls.year(language, number), note=str(len(stories)))
        for number, stories in library.by_year.items()
    ]


def _months(library: Library, language: Language, stories: Sequence[Story]) -> Iterator[Month]:
    for number, group in groupby(stories, key=lambda story: story.day.month):
        items = [item(story, language) for story in group]
        yield Month(name=format_month(number, language), anchor=month_anchor(number), items=items)


def _jumps(pages: Sequence[tuple[Sequence[Story], Pager]], start: str, language: Language) -> Iterator[Link]:
    """Links to each month, on the page where it begins."""
    seen: set[int] = set()
    for stories, pager in pages:
        for story in stories:
            number = story.day.month
            if number not in seen:
                seen.add(number)
                where = f"{urls.numbered(start, pager.number)}#{month_anchor(number)}"
                yield Link(text=Fragment(format_month(number, language)), address=where)


def month_anchor(month: int) -> str:
    """Return the id of a month on the page of its year; 0 stands for no month."""
    return f"month-{month}"


PAGES = [
    PageKind(view=NewsView, batches=in_each_language(_news_batch), permanent=True),
    PageKind(view=YearView, batches=in_each_language(_year_batches)),
]
