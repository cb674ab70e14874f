"""JSON Feed: https://www.jsonfeed.org/version/1.1/"""

import json
from collections.abc import Mapping
from typing import Any

from newsdesk.files.content import Contents, content
from newsdesk.model.site import Site
from newsdesk.views.feed import Feed, FeedItem


def json_feed(feed: Feed, address: str, site: Site, contents: Contents) -> bytes:
    """The feed in JSON at `address`."""
    said = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": site.absolute(feed.page),
        "feed_url": site.absolute(address),
        "language": feed.language.tag,
        "authors": [{"name": site.publisher.on(feed.language).text}],
        "items": [_item(item, site, contents) for item in feed.items],
    }
    return f"{json.dumps(said, ensure_ascii=False, indent=1)}\n".encode()


def _item(item: FeedItem, site: Site, contents: Contents) -> Mapping[str, Any]:
    html = content(item, contents)
    said = {
        "id": item.id,
        "url": site.absolute(item.address),
        "title": item.title,
        "summary": item.summary,
        "image": item.picture and site.absolute(item.picture.shared.address),
        "content_html": html,
        "content_text": "" if html else item.summary,
        "date_published": site.in_zone(item.published).isoformat(),
        "date_modified": site.in_zone(item.updated).isoformat(),
        "authors": [{"name": item.author}] if item.author else [],
        "tags": [topic.name for topic in item.topics],
    }
    return {key: value for key, value in said.items() if value}
