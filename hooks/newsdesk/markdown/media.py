"""Media in a body: players of video and audio, and what readers are told of a file before they load it."""

from dataclasses import dataclass

from lxml.etree import SubElement
from lxml.html import Element, HtmlElement

from newsdesk import urls
from newsdesk.content.images import Picture
from newsdesk.content.library import Library
from newsdesk.content.media import MediaFile, MediaKind
from newsdesk.i18n.languages import Language
from newsdesk.i18n.units import clock, file_size

PLAYER = "player"
"""The class of a `figure` that plays a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Player:
    """A video or a recording, and the image that a video shows before it plays."""

    file: MediaFile
    poster: Picture | None = None


def details(file: MediaFile, library: Library, language: Language, *, label: bool = True) -> str:
    """Return what readers are told of a file, in parentheses: ' (MP4, 3:20, 12 MB)', ' (PDF, 1.2 MB, 24 pages)'.

    Without `label`, its format is left out.
    """
    parts = [file.label] if label else []
    if file.seconds is not None:
        parts.append(clock(file.seconds))
    parts.append(file_size(file.size, language))
    if file.pages is not None:
        word = library.word("file_page" if file.pages == 1 else "file_pages", language).text
        parts.append(word.format(number=file.pages))
    marks = language.rules.punctuation
    return marks.parentheses.format(marks.comma.join(parts))


def say_what_it_is(link: HtmlElement, file: MediaFile, library: Library, language: Language) -> None:
    """Show after a link to a file what it downloads; the format only if the link's text does not name it."""
    mark = Element("span", {"class": "file"})
    mark.text = details(file, library, language, label=file.label not in link.text_content().upper())
    mark.tail, link.tail = link.tail, None
    link.addnext(mark)


def make_player(image: HtmlElement, player: Player, library: Library, language: Language, up: str) -> None:
    """Replace an `img` by a `figure` that plays a file, with its caption and a link that downloads it.

    The caption is the image's title, else its alternative text. Nothing is loaded before a reader presses.
    """
    file, address = player.file, image.get("src")
    words = image.get("alt", "")
    playing = Element(file.format.kind.value, {"src": address, "preload": "none", "aria-label": words})
    playing.set("controls")
    if file.format.kind is MediaKind.VIDEO:
        playing.set("playsinline")
    if player.poster:
        shared = player.poster.shared
        playing.attrib.update(
            {"poster": f"{up}{shared.address}", "width": str(shared.width), "height": str(shared.height)}
        )
    for spoken, path in file.captions:
        track = {"kind": "captions", "src": f"{up}{urls.as_url(path)}", "srclang": spoken.tag, "label": spoken.own_name}
        SubElement(playing, "track", track)
    figure = Element("figure", {"class": PLAYER})
    figure.append(playing)
    caption = SubElement(figure, "figcaption")
    caption.text = f"{image.get('title') or words} "
    download = SubElement(caption, "a", {"href": address, "download": ""})
    download.text = library.word("download", language).text + details(file, library, language)
    figure.tail, image.tail = image.tail, None
    image.getparent().replace(image, figure)


def link_players(tree: HtmlElement) -> None:
    """Turn each player into its caption and the link to its file, for feed readers, of which few play anything."""
    for figure in tree.find_class(PLAYER):
        figure.remove(figure[0])
        figure.find("figcaption").drop_tag()
        figure.tag = "p"
        del figure.attrib["class"]
        del figure.find("a").attrib["download"]
