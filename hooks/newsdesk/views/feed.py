"""What a feed says, in whichever format: the newest stories of a language that have something in common."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from heapq import nlargest

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.story import Story
from newsdesk.model.text import Text
from newsdesk.views.correction import corrections
from newsdesk.views.days import changed, entered, midnight
from newsdesk.views.listing import dated, fragment
from newsdesk.views.picture import Pictured, pictured
from newsdesk.views.summit import series_name
from newsdesk.words import address
from newsdesk.words.language import Language, typeset

NEWEST = 50
FRESH = timedelta(days=2)
MOST = 1000
"""A news sitemap holds no older and no more of them."""

_NEVER = datetime(1970, 1, 1)
"""When a feed was updated into which nothing has come yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A tag: its id, which is the same in every language, and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """A story, or a correction of one; `id` is a tag URI, moments are in the site's zone.

    `body` is what may stand below the summary, after the line `about` where there is one.
    """

    id: str
    address: str
    title: str
    summary: str
    published: datetime
    updated: datetime
    author: str = ""
    topics: Sequence[Topic] = ()
    about: str = ""
    body: Text | None = None
    picture: Pictured | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The newest items, the newest first; `page` is the address of the page that shows the same to a reader."""

    id: str
    language: Language
    address: str
    page: str
    title: str
    description: str
    items: Sequence[FeedItem]

    @property
    def updated(self) -> datetime:
        """The moment of the last change in any item."""
        return max((item.updated for item in self.items), default=_NEVER)


def news(library: Library, site: Site, language: Language) -> Feed:
    """All stories that stand in a language: the one feed with their whole texts."""
    return Feed(
        id=site.tag(f"{language}/news"),
        language=language,
        address=address.feed(address.home(language)),
        page=address.home(language),
        title=site.name.on(language).text,
        description=site.tagline.on(language).text,
        items=[replace(item, body=text) for item, text in _newest(library.stories, library, site, language)],
    )


def fresh(library: Library, site: Site, language: Language, as_of: datetime) -> Sequence[FeedItem]:
    """The stories that came in the last two days, for a news sitemap; archive reports are no news."""
    return [
        _item(story, library, site, language)
        for story in library.stories
        if story.versions.has(language)
        and not story.facts.compiled
        and as_of - FRESH < entered(story, story.versions.on(language)) <= as_of
    ][:MOST]


def tag(name: str, library: Library, site: Site, language: Language) -> Feed:
    """The stories of a tag."""
    record = library.registers.tags[name]
    label = record.name.on(language).text
    return Feed(
        id=site.tag(f"{language}/tags/{record.id or name}"),
        language=language,
        address=address.feed(address.tag(language, name)),
        page=address.tag(language, name),
        title=f"{label} · {site.name.on(language)}",
        description=library.word("topic_description", language).text.format(topic=label),
        items=[item for item, _ in _newest(library.by_tag.get(name, ()), library, site, language)],
    )


def summit(library: Library, site: Site, language: Language) -> Feed:
    """The stories that report an edition of the summit."""
    editions = (f"summit/{year}" for year in library.registers.editions)
    stories = dict.fromkeys(story for edition in editions for story in library.by_event.get(edition, ()))
    return Feed(
        id=site.tag(f"{language}/summit"),
        language=language,
        address=address.feed(address.summit(language)),
        page=address.summit(language),
        title=f"{series_name(library, language)} · {site.name.on(language)}",
        description=library.word("summit_feed", language).text,
        items=[item for item, _ in _newest(stories, library, site, language)],
    )


def corrected(library: Library, site: Site, language: Language) -> Feed:
    """The corrections of the stories that stand in a language."""
    items = (item for story in library.stories for item in _corrections(story, library, site, language))
    return Feed(
        id=site.tag(f"{language}/corrections"),
        language=language,
        address=address.corrections(language),
        page=address.home(language),
        title=f"{library.word('corrections', language)} · {site.name.on(language)}",
        description=library.word("corrections_feed", language).text,
        items=nlargest(NEWEST, items, key=lambda item: (item.published, item.id)),
    )


def _newest(
    stories: Iterable[Story], library: Library, site: Site, language: Language
) -> Iterator[tuple[FeedItem, Text]]:
    """The items of the newest stories, and their texts."""
    here = (story for story in stories if story.versions.has(language))
    newest = nlargest(NEWEST, here, key=lambda story: (entered(story, story.versions.on(language)), story.order))
    return ((_item(story, library, site, language), story.versions.on(language)) for story in newest)


def _item(story: Story, library: Library, site: Site, language: Language) -> FeedItem:
    text = story.versions.on(language)
    summary = fragment(text.summary, language, language).text
    day = dated(story.day, language).words
    phrase = library.word("archive_summary", language).text
    return FeedItem(
        id=_id(story, site, language),
        address=address.story(language, story.key),
        title=fragment(text.title, language, language).text,
        summary=phrase.format(day=day, summary=summary) if story.facts.compiled else summary,
        published=entered(story, text),
        updated=changed(story, text),
        author=typeset(text.byline, text.language),
        topics=list(_topics(story, library, language)),
        about=library.word("news_of", language).text.format(day=day) if story.facts.compiled else "",
        picture=pictured(story, text, library),
    )


def _corrections(story: Story, library: Library, site: Site, language: Language) -> Iterator[FeedItem]:
    if not story.versions.has(language):
        return
    text = story.versions.on(language)
    phrase = library.word("correction_of", language).text
    for each in corrections(story, text):
        day = midnight(date.fromisoformat(each.day.iso))
        yield FeedItem(
            id=f"{_id(story, site, language)}#correction-{each.name}",
            address=f"{address.story(language, story.key)}#corrections",
            title=phrase.format(title=fragment(text.title, language, language)),
            summary=each.text.text,
            published=day,
            updated=day,
        )


def _id(story: Story, site: Site, language: Language) -> str:
    """It outlives an address: a story that has moved keeps the `id` of its first one."""
    return site.tag(f"{language}/news/{story.permanent}")


def _topics(story: Story, library: Library, language: Language) -> Iterator[Topic]:
    for name in sorted(set(story.facts.tags)):
        if known := library.registers.tags.get(name):
            yield Topic(id=name, name=known.name.on(language).text)
