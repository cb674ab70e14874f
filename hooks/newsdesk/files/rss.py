"""RSS 2.0: https://www.rssboard.org/rss-specification, and for pictures https://www.rssboard.org/media-rss"""

from collections.abc import Mapping
from typing import Any

from feedgenerator.django.utils.feedgenerator import Rss201rev2Feed
from markupsafe import escape

from newsdesk.files.content import Contents, content
from newsdesk.model.picture import Variant
from newsdesk.model.site import Site
from newsdesk.views.feed import Feed


class _Rss(Rss201rev2Feed):  # type: ignore[misc]
    """The library's RSS with the feed's own day, and with pictures."""

    def latest_post_date(self) -> Any:
        return self.feed["updated"]

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        if item["picture"]:
            handler.addQuickElement("media:content", "", item["picture"])


def rss(feed: Feed, address: str, site: Site, contents: Contents) -> bytes:
    """The feed in RSS at `address`; an item's description is the whole text where that is given, else the summary."""
    written = _Rss(
        title=feed.title,
        link=site.absolute(feed.page),
        description=feed.description,
        language=feed.language.tag,
        feed_url=site.absolute(address),
        updated=site.in_zone(feed.updated),
    )
    for item in feed.items:
        written.add_item(
            title=item.title,
            link=site.absolute(item.address),
            description=content(item, contents) or escape(item.summary),
            author_name=item.author or None,
            unique_id=item.id,
            unique_id_is_permalink=False,
            pubdate=site.in_zone(item.published),
            categories=[topic.name for topic in item.topics],
            picture=item.picture and _media(item.picture.shared, site),
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
