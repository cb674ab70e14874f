"""Cards of video pages: what a link to a known video site becomes that is alone in its paragraph.

A card asks nothing of the other host. If the site may load its player, a script of the page offers to do so: the host
learns of the reader only once the reader presses, and the card says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import SubElement
from lxml.html import Element, HtmlElement

from newsdesk.content.library import Library
from newsdesk.content.video_sites import VideoPage
from newsdesk.diagnostics import Diagnostic, note, suggest
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import msg
from newsdesk.markdown.links import LinkTargets
from newsdesk.markdown.source_map import SourceMap

CARD = "video"
"""The class of a card."""
_CONSENT = "video__consent"
"""The class of the sentence that says what a press does."""
_LENGTH = re.compile(r"(?P<title>.*\S)\s*[,，]\s*(?P<length>(?:\d+:)?\d{1,2}:\d\d)", re.DOTALL)
"""The text of a link: a title, and how long the video plays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoLink:
    """A link to a video page as the editor wrote it; without a title, if only the URL stands there."""

    url: str
    page: VideoPage
    title: str = ""
    length: str = ""


def make_video_cards(
    tree: HtmlElement, targets: LinkTargets, language: Language, source: SourceMap
) -> Iterator[Diagnostic]:
    """Turn paragraphs that are only a link to a video page into cards, in place; note those without a title."""
    for paragraph in list(tree.iterchildren("p")):
        link = _video_link(paragraph, targets)
        if not link:
            continue
        if not link.title:
            message = msg("the card of this video has no title")
            place = source.find(f"({re.escape(link.url)})")
            yield note("video-title", place, message, suggest(msg("[title, 3:20]({address})", address=link.url)))
        _make_card(paragraph, link, targets.library, language)


def _video_link(paragraph: HtmlElement, targets: LinkTargets) -> VideoLink | None:
    """Return the link that a paragraph consists of, or the URL that it is; None if it is neither, or not a video's."""
    links = paragraph.findall("a")
    if not len(paragraph):
        url = words = (paragraph.text or "").strip()
    elif len(links) == 1 and _holds_only(paragraph, links[0]):
        url, words = links[0].get("href", ""), " ".join(links[0].text_content().split())
    else:
        return None
    page = targets.videos.page(url) if " " not in url else None
    if not page:
        return None
    if words == url:
        return VideoLink(url=url, page=page)
    parts = _LENGTH.fullmatch(words)
    return VideoLink(
        url=url, page=page, title=parts["title"] if parts else words, length=parts["length"] if parts else ""
    )


def _holds_only(paragraph: HtmlElement, link: HtmlElement) -> bool:
    """Return whether a paragraph holds a link and nothing else but the name of its host, which was put behind it."""
    words = "".join([paragraph.text or "", *(each.tail or "" for each in paragraph)])
    return not words.strip() and all(each is link or each.get("class") == "host" for each in paragraph)


def _make_card(paragraph: HtmlElement, link: VideoLink, library: Library, language: Language) -> None:
    site = link.page.site
    host = site.name.in_language(language).text
    words = library.word("video_on", language).text.format(host=host)
    card = Element("div", {"class": CARD})
    SubElement(SubElement(card, "p"), "a", {"href": link.url}).text = link.title or words
    about = [words] if link.title else []
    about += [link.length] if link.length else []
    about += [] if site.mainland_china else [library.word("video_not_in_china", language).text]
    if about:
        SubElement(card, "p").text = " · ".join(about)
    if link.page.player:
        card.set("data-player", link.page.player)
        card.set("data-play", library.word("video_play", language).text)
        SubElement(card, "p", {"class": _CONSENT}).text = library.word("video_consent", language).text.format(host=host)
    card.tail = paragraph.tail
    paragraph.getparent().replace(paragraph, card)


def plain_video_cards(tree: HtmlElement) -> None:
    """Leave of each card what it says of the video, for feed readers, which run no script."""
    for card in tree.find_class(CARD):
        card.attrib.clear()
        for consent in card.find_class(_CONSENT):
            consent.drop_tree()
