"""Feeds of stories and corrections, as Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from heapq import nlargest
from typing import Any

from feedgenerator.django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from markupsafe import escape

from newsdesk import urls
from newsdesk.content.images import Variant
from newsdesk.content.library import Library
from newsdesk.content.media import MediaFile
from newsdesk.content.site import Site
from newsdesk.content.story import Story, Text
from newsdesk.i18n.languages import Language, typeset
from newsdesk.markdown.converter import FeedContent
from newsdesk.markdown.links import CaptionedImage, pictured
from newsdesk.outputs.registry import Output, OutputContext
from newsdesk.pages.lists import changed_at, dated, fragment, midnight, published_at
from newsdesk.pages.story import shown_corrections
from newsdesk.pages.summit import series_name

MAX_FEED_ITEMS = 50
MAX_NEWS_AGE = timedelta(days=2)
MAX_NEWS_SITEMAP_ITEMS = 1000
"""Google's limits for a news sitemap: the maximum number of items, and MAX_NEWS_AGE, their maximum age."""

_EPOCH = datetime(1970, 1, 1)
"""`updated` of a feed without items."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTopic:
    """A tag: its id, which is the same in every language, and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """A story or a correction of one; `id` is a tag URI (RFC 4151), times are naive, in the site's time zone.

    `body` is the text to include in full, if any; `about` is a line to put before it, which dates an archive report.
    """

    id: str
    address: str
    title: str
    summary: str
    published: datetime
    updated: datetime
    author: str = ""
    topics: Sequence[FeedTopic] = ()
    about: str = ""
    body: Text | None = None
    picture: CaptionedImage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed of the newest items, newest first; `page` is the address of the HTML page with the same content."""

    id: str
    language: Language
    address: str
    page: str
    title: str
    description: str
    items: Sequence[FeedItem]

    @property
    def updated(self) -> datetime:
        """Return the time of the last change of any item."""
        return max((item.updated for item in self.items), default=_EPOCH)


def news_feed(library: Library, site: Site, language: Language) -> Feed:
    """Return the feed of all stories in a language: the only feed with full text."""
    return Feed(
        id=site.tag(f"{language}/news"),
        language=language,
        address=urls.feed(urls.home(language)),
        page=urls.home(language),
        title=site.name.in_language(language).text,
        description=site.tagline.in_language(language).text,
        items=[replace(item, body=text) for item, text in _newest(library.stories, library, site, language)],
    )


def fresh_items(library: Library, site: Site, language: Language, as_of: datetime) -> Sequence[FeedItem]:
    """Return the stories of the two days up to `as_of`, for a news sitemap; archive reports are not news."""
    return [
        _item(story, library, site, language)
        for story in library.stories
        if story.versions.has(language)
        and not story.facts.compiled
        and as_of - MAX_NEWS_AGE < published_at(story, story.versions.in_language(language)) <= as_of
    ][:MAX_NEWS_SITEMAP_ITEMS]


def tag_feed(name: str, library: Library, site: Site, language: Language) -> Feed:
    """Return the feed of a tag's stories."""
    record = library.registers.tags[name]
    label = record.name.in_language(language).text
    return Feed(
        id=site.tag(f"{language}/tags/{record.id or name}"),
        language=language,
        address=urls.feed(urls.tag(language, name)),
        page=urls.tag(language, name),
        title=f"{label} · {site.name.in_language(language)}",
        description=library.word("topic_description", language).text.format(topic=label),
        items=[item for item, _ in _newest(library.by_tag.get(name, ()), library, site, language)],
    )


def summit_feed(library: Library, site: Site, language: Language) -> Feed:
    """Return the feed of the stories about any edition of the summit."""
    editions = (f"summit/{year}" for year in library.registers.editions)
    stories = dict.fromkeys(story for edition in editions for story in library.by_event.get(edition, ()))
    return Feed(
        id=site.tag(f"{language}/summit"),
        language=language,
        address=urls.feed(urls.summit(language)),
        page=urls.summit(language),
        title=f"{series_name(library, language)} · {site.name.in_language(language)}",
        description=library.word("summit_feed", language).text,
        items=[item for item, _ in _newest(stories, library, site, language)],
    )


def corrections_feed(library: Library, site: Site, language: Language) -> Feed:
    """Return the feed of the corrections of all stories in a language."""
    items = (item for story in library.stories for item in _corrections(story, library, site, language))
    return Feed(
        id=site.tag(f"{language}/corrections"),
        language=language,
        address=urls.corrections(language),
        page=urls.home(language),
        title=f"{library.word('corrections', language)} · {site.name.in_language(language)}",
        description=library.word("corrections_feed", language).text,
        items=nlargest(MAX_FEED_ITEMS, items, key=lambda item: (item.published, item.id)),
    )


def _newest(
    stories: Iterable[Story], library: Library, site: Site, language: Language
) -> Iterator[tuple[FeedItem, Text]]:
    here = (story for story in stories if story.versions.has(language))
    newest = nlargest(
        MAX_FEED_ITEMS, here, key=lambda story: (published_at(story, story.versions.in_language(language)), story.order)
    )
    return ((_item(story, library, site, language), story.versions.in_language(language)) for story in newest)


def _item(story: Story, library: Library, site: Site, language: Language) -> FeedItem:
    text = story.versions.in_language(language)
    summary = fragment(text.summary, language, language).text
    day = dated(story.day, language).words
    phrase = library.word("archive_summary", language).text
    return FeedItem(
        id=_id(story, site, language),
        address=urls.story(language, story.key),
        title=fragment(text.title, language, language).text,
        summary=phrase.format(day=day, summary=summary) if story.facts.compiled else summary,
        published=published_at(story, text),
        updated=changed_at(story, text),
        author=typeset(text.byline, text.language),
        topics=list(_topics(story, library, language)),
        about=library.word("news_of", language).text.format(day=day) if story.facts.compiled else "",
        picture=pictured(story, text, library),
    )


def _corrections(story: Story, library: Library, site: Site, language: Language) -> Iterator[FeedItem]:
    if not story.versions.has(language):
        return
    text = story.versions.in_language(language)
    phrase = library.word("correction_of", language).text
    for each in shown_corrections(story, text):
        day = midnight(date.fromisoformat(each.day.iso))
        yield FeedItem(
            id=f"{_id(story, site, language)}#correction-{each.name}",
            address=f"{urls.story(language, story.key)}#corrections",
            title=phrase.format(title=fragment(text.title, language, language)),
            summary=each.text.text,
            published=day,
            updated=day,
        )


def _id(story: Story, site: Site, language: Language) -> str:
    """Return a tag URI that survives moves: a moved story keeps the `id` of its first address."""
    return site.tag(f"{language}/news/{story.permanent_key}")


def _topics(story: Story, library: Library, language: Language) -> Iterator[FeedTopic]:
    for name in sorted(set(story.facts.tags)):
        if known := library.registers.tags.get(name):
            yield FeedTopic(id=name, name=known.name.in_language(language).text)


def item_content(item: FeedItem, contents: Callable[[Text], FeedContent]) -> FeedContent:
    """Return an item's full content, with `about` first; empty if the item has no body."""
    content = contents(item.body) if item.body else FeedContent()
    about = f"<p>{escape(item.about)}</p>\n" if content.html and item.about else ""
    return replace(content, html=about + content.html)


class _Atom(Atom1Feed):  # type: ignore[misc]
    """Django's Atom writer, extended: the feed's own `updated`, categories with id and label, an image enclosure."""

    def latest_post_date(self) -> Any:
        # Django's writer would use the current time if there are no items.
        return self.feed["updated"]

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        for topic in item["topics"]:
            handler.addQuickElement("category", "", {"term": topic.id, "label": topic.name})
        for link in item["links"]:
            handler.addQuickElement("link", "", link)


def atom_feed(feed: Feed, site: Site, contents: Callable[[Text], FeedContent]) -> bytes:
    """Return the feed as Atom, in UTF-8; summaries are escaped, since Django's writer declares them as HTML."""
    written = _Atom(
        title=feed.title,
        link=site.absolute(feed.page),
        description=feed.description,
        language=feed.language.tag,
        author_name=site.publisher.in_language(feed.language).text,
        feed_url=site.absolute(feed.address),
        feed_guid=feed.id,
        updated=site.in_zone(feed.updated),
    )
    for item in feed.items:
        content = item_content(item, contents)
        pictures = [_enclosure(item.picture.shared, site)] if item.picture else []
        written.add_item(
            title=item.title,
            link=site.absolute(item.address),
            description=escape(item.summary),
            content=content.html or None,
            author_name=item.author or None,
            unique_id=item.id,
            pubdate=site.in_zone(item.published),
            updateddate=site.in_zone(item.updated),
            topics=item.topics,
            links=[*pictures, *({"rel": "enclosure", **_file(each, site)} for each in content.enclosures)],
        )
    return str(written.writeString("utf-8")).encode()


def _enclosure(picture: Variant, site: Site) -> Mapping[str, str]:
    return {"rel": "enclosure", "href": site.absolute(picture.address), "type": picture.format.media_type}


def _file(file: MediaFile, site: Site) -> Mapping[str, str]:
    """Return the attributes of a link to a video or a recording; the length is in bytes (RFC 4287, 4.2.7)."""
    return {"href": _url(file, site), "type": file.format.media_type, "length": str(file.size)}


def _url(file: MediaFile, site: Site) -> str:
    return site.absolute(urls.as_url(file.path))


class _Rss(Rss201rev2Feed):  # type: ignore[misc]
    """Django's RSS writer, extended: the feed's own `updated`, and images as Media RSS."""

    def latest_post_date(self) -> Any:
        return self.feed["updated"]

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        if item["picture"]:
            handler.addQuickElement("media:content", "", item["picture"])


def rss_feed(feed: Feed, site: Site, contents: Callable[[Text], FeedContent]) -> bytes:
    """Return the feed as RSS, in UTF-8; `description` is the full content if there is one, else the summary."""
    written = _Rss(
        title=feed.title,
        link=site.absolute(feed.page),
        description=feed.description,
        language=feed.language.tag,
        feed_url=site.absolute(urls.rss(feed.language)),
        updated=site.in_zone(feed.updated),
    )
    for item in feed.items:
        content = item_content(item, contents)
        written.add_item(
            title=item.title,
            link=site.absolute(item.address),
            description=content.html or escape(item.summary),
            author_name=item.author or None,
            unique_id=item.id,
            unique_id_is_permalink=False,
            pubdate=site.in_zone(item.published),
            categories=[topic.name for topic in item.topics],
            picture=item.picture and _media(item.picture.shared, site),
            # RSS 2.0 allows one enclosure.
            enclosures=[
                Enclosure(_url(each, site), str(each.size), each.format.media_type) for each in content.enclosures[:1]
            ],
        )
    return str(written.writeString("utf-8")).encode()


def _media(picture: Variant, site: Site) -> Mapping[str, str]:
    return {
        "xmlns:media": "http://search.yahoo.com/mrss/",
        "url": site.absolute(picture.address),
        "type": picture.format.media_type,
        "medium": "image",
        "width": str(picture.width),
        "height": str(picture.height),
    }


def json_feed_document(feed: Feed, site: Site, contents: Callable[[Text], FeedContent]) -> bytes:
    """Return the feed as JSON Feed, in UTF-8."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": site.absolute(feed.page),
        "feed_url": site.absolute(urls.json_feed(feed.language)),
        "language": feed.language.tag,
        "authors": [{"name": site.publisher.in_language(feed.language).text}],
        "items": [_json_item(item, site, contents) for item in feed.items],
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()


def _json_item(item: FeedItem, site: Site, contents: Callable[[Text], FeedContent]) -> Mapping[str, Any]:
    content = item_content(item, contents)
    document = {
        "id": item.id,
        "url": site.absolute(item.address),
        "title": item.title,
        "summary": item.summary,
        "image": item.picture and site.absolute(item.picture.shared.address),
        "content_html": content.html,
        "content_text": "" if content.html else item.summary,
        "date_published": site.in_zone(item.published).isoformat(),
        "date_modified": site.in_zone(item.updated).isoformat(),
        "authors": [{"name": item.author}] if item.author else [],
        "tags": [topic.name for topic in item.topics],
        "attachments": [_attachment(each, site) for each in content.enclosures],
    }
    return {key: value for key, value in document.items() if value}


def _attachment(file: MediaFile, site: Site) -> Mapping[str, Any]:
    attachment = {"url": _url(file, site), "mime_type": file.format.media_type, "size_in_bytes": file.size}
    return attachment if file.seconds is None else {**attachment, "duration_in_seconds": file.seconds}


def tags_with_feed(library: Library, language: Language) -> Sequence[str]:
    """Return the tags that have a feed: those with stories, and those that once had some and may have subscribers."""
    known = library.registers.tags
    published = (name for name in known if urls.feed(urls.tag(language, name)) in library.ledger.published_addresses)
    return list(dict.fromkeys((*library.by_tag, *published)))


def _tag_feed(library: Library, site: Site, language: Language, name: str) -> Feed:
    """Return a tag's feed, at its former addresses too: feed readers do not follow an HTML redirect page."""
    tags = library.registers.tags
    current = name if name in tags else next(tag for tag, record in tags.items() if name in record.aliases)
    return tag_feed(current, library, site, language)


def _output(path: str, feed_of: Callable[..., Feed], write: Callable[..., bytes] = atom_feed, **more: Any) -> Output:
    def make(context: OutputContext, *values: str) -> bytes:
        return write(feed_of(context.library, context.site, *values), context.site, context.contents)

    def made_of(context: OutputContext, *values: str) -> object:
        """Return the feed and where the links in its bodies lead; None if a body has a problem, as for its page."""
        feed = feed_of(context.library, context.site, *values)
        found = [context.findings(item.body) for item in feed.items if item.body]
        return None if any(each.problems for each in found) else (feed, [sorted(each.links) for each in found])

    return Output(path=path, make=make, made_of=made_of, permanent=True, **{"media_type": _ATOM, **more})


def _tags_in_languages(library: Library, site: Site) -> Iterator[tuple[str, ...]]:
    for language in site.languages:
        for name in tags_with_feed(library, language):
            yield from ((language, each) for each in (name, *library.registers.tags[name].aliases))


_ATOM = "application/atom+xml"
OUTPUTS = [
    _output("{language}/feed.xml", news_feed),
    _output("{language}/rss.xml", news_feed, rss_feed, media_type="application/rss+xml"),
    _output("{language}/feed.json", news_feed, json_feed_document, media_type="application/feed+json"),
    _output("{language}/corrections.xml", corrections_feed),
    _output("{language}/summit/feed.xml", summit_feed, when=lambda library, _: bool(library.registers.editions)),
    _output("{language}/tags/{tag}/feed.xml", _tag_feed, each=_tags_in_languages),
]
