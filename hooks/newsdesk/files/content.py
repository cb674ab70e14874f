"""The text of a feed's item as HTML."""

from collections.abc import Callable

from markupsafe import escape

from newsdesk.model.text import Text
from newsdesk.views.feed import FeedItem

Contents = Callable[[Text], str]
"""The HTML of a text's body with whole addresses; empty where feeds are to carry summaries alone."""


def content(item: FeedItem, contents: Contents) -> str:
    """The whole text of an item, empty where it has none: what day an archive report tells of stands first."""
    html = contents(item.body) if item.body else ""
    return f"<p>{escape(item.about)}</p>\n{html}" if html and item.about else html
