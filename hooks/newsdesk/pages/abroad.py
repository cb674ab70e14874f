"""Bodies for readers elsewhere, such as those of a feed: every link in them names its host."""

from lxml import etree
from lxml.html import fragment_fromstring, tostring

from newsdesk.model.site import FeedText, Site
from newsdesk.model.text import Text
from newsdesk.pages import body
from newsdesk.pages.links import Shelf
from newsdesk.pages.tables import take_frames_off
from newsdesk.words import address


class Abroad:
    """Renders each body that feeds ask for once, for all their formats."""

    def __init__(self, shelf: Shelf, site: Site) -> None:
        self._shelf = shelf
        self._site = site
        self._known: dict[str, str] = {}

    def __call__(self, text: Text) -> str:
        """The HTML of a body with whole addresses; empty where feeds carry summaries alone."""
        if self._site.feeds is FeedText.SUMMARY:
            return ""
        if text.path not in self._known:
            self._known[text.path] = self._rendered(text)
        return self._known[text.path]

    def _rendered(self, text: Text) -> str:
        tree = fragment_fromstring(body.render(text, self._shelf).html)
        take_frames_off(tree)
        # Few feed readers choose among files: they are given the one that all know.
        etree.strip_tags(tree, "picture", "source")
        etree.strip_attributes(tree, "decoding", "loading")
        tree.make_links_absolute(self._site.absolute(address.of_source(text.path)))
        return "".join(tostring(child, encoding="unicode") for child in tree).strip()
