"""Figures of a body: an image with its caption, a player, and images in a row, which are a gallery."""

from collections.abc import Iterator, Sequence

from lxml.etree import SubElement
from lxml.html import Element, HtmlElement

from newsdesk.markdown.media import PLAYER

GALLERY = "gallery"
"""The class of a `div` of several figures, which stand beside each other where there is room."""
GALLERY_SIZES = "(min-width: 45rem) 18rem, 92vw"
"""The `sizes` of images in a gallery: half the text column, on phones the viewport without its margins."""
_LINES = frozenset({"p", "h2", "h3", "h4"})
"""Elements that hold a line of text, where HTML allows no figure."""


def make_figures(tree: HtmlElement) -> None:
    """Make figures and galleries, in place.

    An image alone in its paragraph is a `figure` if it has a title, which is its caption. Several images in a row, each
    on a line or in a paragraph of its own, are a gallery. A player stands by itself.
    """
    for paragraph in list(tree.iterdescendants("p")):
        _split(paragraph)
    for player in reversed(list(tree.find_class(PLAYER))):
        _lift(player)
    for images in list(_rows_of_images(tree)):
        if len(images) > 1:
            _make_gallery(images)
        elif images[0].find("picture/img").get("title"):
            _make_figure(images[0])


def unwrap_galleries(tree: HtmlElement) -> None:
    """Put the figures of a gallery one below the other, for feed readers, which have a layout of their own."""
    for gallery in tree.find_class(GALLERY):
        gallery.drop_tag()


def _split(paragraph: HtmlElement) -> None:
    """Give each image or player a paragraph of its own, if this one holds nothing else, and each on its own line."""
    found = [each for each in paragraph if each.tag != "br"]
    words = [paragraph.text, *(each.tail for each in paragraph)]
    if len(found) < 2 or any(text and text.strip() for text in words) or not all(map(_is_media, found)):
        return
    breaks = [each.tag == "br" or "\n" in (each.tail or "") for each in paragraph]
    if not all(breaks[at - 1] for at, each in enumerate(paragraph) if at and each.tag != "br"):
        return
    for each in found:
        each.tail = None
        own = Element("p", dict(paragraph.attrib) if each is found[0] else {})
        own.append(each)
        paragraph.addprevious(own)
    paragraph.drop_tree()


def _is_media(element: HtmlElement) -> bool:
    # An editor may have typed an empty `picture` in HTML, although it is not allowed.
    return element.get("class") == PLAYER or (element.tag == "picture" and element.find("img") is not None)


def _lift(player: HtmlElement) -> None:
    """Move a player out of its line of text, behind it; a line that held nothing else goes."""
    line = next((each for each in player.iterancestors() if each.tag in _LINES), None)
    if line is None:
        return
    player.drop_tree()
    player.tail = None
    line.addnext(player)
    if not len(line) and not (line.text or "").strip():
        line.drop_tree()


def _rows_of_images(tree: HtmlElement) -> Iterator[Sequence[HtmlElement]]:
    """Yield the paragraphs that hold an image and nothing else, those that follow each other together."""
    row: list[HtmlElement] = []
    for paragraph in list(tree.iterdescendants("p")):
        if len(paragraph) != 1 or paragraph.find("picture/img") is None or paragraph.text_content().strip():
            continue
        if paragraph.getparent().tag == "figure":
            # In a figure typed as HTML.
            paragraph.drop_tag()
            continue
        if row and row[-1].getnext() is not paragraph:
            yield row
            row = []
        row.append(paragraph)
    if row:
        yield row


def _make_gallery(images: Sequence[HtmlElement]) -> None:
    gallery = Element("div", {"class": GALLERY})
    images[0].addprevious(gallery)
    for each in images:
        each.tail = None
        gallery.append(each)
        _make_figure(each)
        for choice in each.xpath(".//*[@sizes]"):
            choice.set("sizes", GALLERY_SIZES)


def _make_figure(paragraph: HtmlElement) -> None:
    """Turn a paragraph that holds one image into a `figure`, with the image's title as caption."""
    paragraph.tag = "figure"
    image = paragraph.find("picture/img")
    if image.get("title"):
        SubElement(paragraph, "figcaption").text = image.attrib.pop("title")
