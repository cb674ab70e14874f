"""A picture in HTML: a browser takes of its files the smallest that fills the place on the page.

https://html.spec.whatwg.org/multipage/images.html
"""

from lxml.etree import SubElement
from lxml.html import Element, HtmlElement, tostring
from markupsafe import Markup

from newsdesk.model.picture import MODERN, Format, Picture
from newsdesk.views.picture import Pictured

SIZES = "(min-width: 45rem) 40rem, 92vw"
"""How wide a picture stands: as the column of text, on a phone as the screen without its margins."""


def show(image: HtmlElement, picture: Picture, up: str, *, first: bool = False) -> HtmlElement:
    """The `picture` around an `img`, which is led to its file; `first` is what a reader sees before scrolling."""
    shared = picture.shared
    image.set("src", up + shared.address)
    image.set("width", str(shared.width))
    image.set("height", str(shared.height))
    image.set("decoding", "async")
    image.set(*(("fetchpriority", "high") if first else ("loading", "lazy")))
    around = Element("picture")
    around.tail, image.tail = image.tail, None
    if (parent := image.getparent()) is not None:
        parent.replace(image, around)
    around.extend([*(_source(picture, kind, up) for kind in MODERN), image])
    return around


def _source(picture: Picture, kind: Format, up: str) -> HtmlElement:
    files = ", ".join(f"{up}{each.address} {each.width}w" for each in picture.in_format(kind))
    return Element("source", {"type": kind.media_type, "srcset": files, "sizes": SIZES})


def written(element: HtmlElement) -> str:
    """An element as HTML, without what stands behind it; lxml does not know that a `source` has no end."""
    return str(tostring(element, encoding="unicode", with_tail=False)).replace("</source>", "")


def stand_alone(tree: HtmlElement) -> None:
    """A picture that is a paragraph of its own becomes a figure; the title that is typed behind it, its caption."""
    # An editor may not type such an element, and may have done so all the same.
    for image in tree.xpath(".//picture/img"):
        picture = image.getparent()
        paragraph = picture.getparent()
        alone = paragraph.tag == "p" and len(paragraph) == 1 and not paragraph.text_content().strip()
        if alone and image.get("title"):
            paragraph.tag = "figure"
            caption = SubElement(paragraph, "figcaption")
            caption.text = image.attrib.pop("title")


def at_head(pictured: Pictured, up: str) -> Markup:
    """A story's own picture, which a browser is to fetch first of all."""
    image = Element("img", {"alt": pictured.alt})
    return Markup(written(show(image, pictured.image, up, first=True)))  # noqa: S704 - made here
