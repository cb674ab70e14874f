"""Links and images of a body: resolve them to URLs of the site, and report those that are broken."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import splitext
from urllib.parse import SplitResult, unquote, urlsplit

from lxml.html import Element, HtmlElement, tostring
from markupsafe import Markup

from newsdesk import urls
from newsdesk.content import images
from newsdesk.content.images import MODERN_FORMATS, Format, Picture, UnfitPicture, Variant
from newsdesk.content.library import Library
from newsdesk.content.media import MAX_MEGABYTES, PLAYED, MediaFile
from newsdesk.content.story import Story, Text
from newsdesk.content.video_sites import VideoSites
from newsdesk.diagnostics import Diagnostic, Paste, SourceLocation, error, nearest, suggest, warning
from newsdesk.i18n.languages import typeset
from newsdesk.i18n.messages import MESSAGE_LANGUAGES, Message, comma_list, msg
from newsdesk.markdown.media import Player, make_player, say_what_it_is
from newsdesk.markdown.source_map import SourceMap

MAX_FINDINGS = 50
"""After this many problems in one body, skip costly suggestions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkReference:
    """A link to an anchor of the page at the address `target`, to be checked once that page is rendered."""

    target: str
    anchor: str
    place: SourceLocation


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What rendering a page or body yields besides HTML: anchors, files used, links to anchors, and diagnostics.

    `explicit_anchors` are those that an editor typed, the others are derived from headings. `assets` are file names,
    `media` paths relative to docs/, `cards` pairs of address and drawing. `links` are the source, the path and the
    target of every link within the site, as for `LinkTargets.leads`. `shared_media` are the images of which only the
    file for clients that take a single one is used.
    """

    anchors: frozenset[str] = frozenset()
    explicit_anchors: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    shared_media: frozenset[str] = frozenset()
    assets: frozenset[str] = frozenset()
    cards: frozenset[tuple[str, str]] = frozenset()
    links: frozenset[tuple[str, str, str]] = frozenset()
    references: Sequence[LinkReference] = ()
    problems: Sequence[Diagnostic] = ()


def shortened(text: str) -> str:
    """Return an address for use in a message: on one line, truncated to 100 characters."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 2 * MAX_FINDINGS else f"{flat[: 2 * MAX_FINDINGS]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionedImage:
    """An image with its texts in one language."""

    image: images.Picture
    alt: str
    caption: str
    credit: str

    @property
    def shared(self) -> images.Variant:
        """Return the one file for feeds, search engines and social cards."""
        return self.image.shared


def pictured(story: Story, text: Text, library: Library) -> CaptionedImage | None:
    """Return a story's image with the texts of one of its versions; None if it has none that can be published."""
    given = story.facts.image
    image = library.picture(story.image_path)
    if not given or not image:
        return None
    words = text.image or given
    credit = words.credit or given.credit or ""
    alt, caption, credit = (typeset(each, text.language) for each in (words.alt, words.caption or "", credit))
    return CaptionedImage(image=image, alt=alt, caption=caption, credit=credit)


SIZES = "(min-width: 45rem) 40rem, 92vw"
"""The `sizes` of images: the width of the text column, on phones the viewport without its margins."""


def show_picture(image: HtmlElement, picture: Picture, up: str, *, first: bool = False) -> HtmlElement:
    """Wrap an `img` in a `picture` with its published files; `first` marks an image visible without scrolling."""
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
    sources = [_source(kind, files, up) for kind in MODERN_FORMATS if (files := picture.in_format(kind))]
    if not sources:
        image.attrib.update(_choice(picture.in_format(picture.plain), up))
    around.extend([*sources, image])
    return around


def _source(kind: Format, files: Sequence[Variant], up: str) -> HtmlElement:
    return Element("source", {"type": kind.media_type, **_choice(files, up)})


def _choice(files: Sequence[Variant], up: str) -> Mapping[str, str]:
    """Return the attributes by which a browser chooses one of these files by its width."""
    return {"srcset": ", ".join(f"{up}{each.address} {each.width}w" for each in files), "sizes": SIZES}


_VOID_ENDS = re.compile("</(?:source|track|wbr)>")


def picture_markup(element: HtmlElement, *, with_tail: bool = False) -> str:
    """Serialize an element, and drop the end tags of void elements that lxml does not know as such."""
    return _VOID_ENDS.sub("", str(tostring(element, encoding="unicode", with_tail=with_tail)))


def leading_figure(pictured: CaptionedImage, up: str) -> Markup:
    """Return a story's lead image as HTML; browsers load it with high priority."""
    image = Element("img", {"alt": pictured.alt})
    return Markup(picture_markup(show_picture(image, pictured.image, up, first=True)))  # noqa: S704 - made here


_MEGA = 1_000_000
_Folders = Mapping[str, dict[str, str]]
"""Link targets by folder, and by name without extension."""
_SIMILAR, _SAME_NAME = 0.8, 0.9
"""Similarity of a mistyped name to the one meant: in the same folder (one letter of five may differ), and anywhere."""
MAX_LISTED = 12
"""Most pages of a folder that a suggestion lists."""
_VAGUE_WORDS = {words for language in MESSAGE_LANGUAGES for words in language.rules.vague_link_words}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTargets:
    """What a link can point at: the library's texts and files, the addresses of all pages, and video sites."""

    library: Library
    addresses: Collection[str]
    videos: VideoSites = field(default_factory=VideoSites)

    def target(self, source: str, path: str) -> str:
        """Return the address or file that a path in the file `source` resolves to, empty if there is none.

        It is relative to that file; one that begins with `media/` may lead from docs/ on.
        """
        if not path:
            return urls.of_source(source)
        if (file := urls.below_docs(source, path)) in self.library.media:
            return file
        if path.startswith("/"):
            return ""
        joined = urls.joined(source, path)
        if joined.endswith(".md"):
            found = urls.of_source(joined)
            return found if found in self.addresses or joined in self.library.broken else ""
        return f"{joined}/" if f"{joined}/" in self.addresses else ""

    def signature(self, target: str) -> str:
        """Return all that a link to a target depends on: the target, the content of an image, the facts of a file."""
        picture, file = self.library.pictures.get(target), self.library.media_files.get(target)
        if file:
            return f"{file} {self.signature(file.poster)}"
        return f"{target} {picture.digest}" if isinstance(picture, Picture) else target

    def leads(self, source: str, path: str, signature: str) -> bool:
        """Return whether a path in the file `source` still leads to what had this signature."""
        return self.signature(self.target(source, path)) == signature


LINKING: Mapping[str, Sequence[str]] = {
    "a": ("href",),
    "audio": ("src",),
    "img": ("src",),
    "source": ("src",),
    "track": ("src",),
    "video": ("poster", "src"),
}
"""The elements of a body that name a file or a page, and their attributes that do."""
_PLAYERS = frozenset({"audio", "source", "track", "video"})


class LinkRewriter:
    """Rewrites the links of one body, in document order."""

    def __init__(self, text: Text, targets: LinkTargets, source: SourceMap) -> None:
        self.text = text
        self.link_targets = targets
        self.source = source
        self.up = urls.to_root(urls.of_source(text.path))
        self.media: set[str] = set()
        self.shared_media: set[str] = set()
        self.links: set[tuple[str, str, str]] = set()
        self.references: list[LinkReference] = []
        self.problems: list[Diagnostic] = []

    def follow(self, element: HtmlElement) -> None:
        """Check one link, image or media file and set its URL."""
        if element.tag == "img":
            self.problems += self._of_picture(element, element.get("src"))
        elif element.tag == "a":
            self.problems += self._of_words(element, element.get("href"))
        for key in LINKING[element.tag]:
            target = element.get(key)
            if target is None or len(self.problems) > 5 * MAX_FINDINGS:
                continue
            if found := self._followed(element, key, target):
                self.problems.append(found)
            else:
                self.source.pass_by(target)

    def _of_picture(self, element: HtmlElement, target: str | None) -> Iterator[Diagnostic]:
        if not (element.get("alt") or "").strip():
            message = msg("an image must have alternative text")
            typed = rf"(!\[\s*\]\(\s*{re.escape(target or '')}[^()\n]*\))"
            place = self.source.found(typed)
            if place:
                image = place.source[place.column - 1 :][: place.length]
                words = msg("![alternative text]{address}", address=image[image.index("](") + 1 :])
                yield error("alt", place, message, suggest(words))
            else:
                place = self.source.link(target) if target else self.source.find(r"(<img\b)")
                yield error("alt", place, message, msg("add what the image shows: {text}", text='alt="…"'))
        if target is None:
            place = self.source.find(r"(<img(?![^>]*\bsrc\b))")
            suggestion = msg("add the path of the file: {text}", text='src="…"')
            yield error("dead-link", place, msg("an image must have a URL"), suggestion)

    def _of_words(self, element: HtmlElement, target: str | None) -> Iterator[Diagnostic]:
        """Screen readers list links out of context: "here, here, more" tells their users nothing."""
        words = "".join(element.itertext()).strip()
        if target is not None and words.casefold().rstrip(".。") in _VAGUE_WORDS:
            place = self.source.find(rf"\[({re.escape(words)})\]", rf">\s*({re.escape(words)})\s*<")
            message = msg('link text must describe its target; found "{words}"', words=words)
            yield warning("link-text", place, message, suggest(msg("description of the target")))

    def _followed(self, element: HtmlElement, key: str, target: str) -> Diagnostic | None:
        """Set a link's URL, or return what is wrong with it."""
        try:
            parts = urlsplit(target)
        except ValueError:
            message = msg('"{link}" is not a valid URL', link=shortened(target))
            return error("dead-link", self.source.link(target), message, msg("fix it, or delete it"))
        if parts.scheme or parts.netloc:
            return self._leads_out(element, parts, target)
        found = self._target(target) if target.strip() else ""
        if not found:
            place = self.source.link(target) if target else self.source.empty()
            return self._dead(target, unquote(parts.path), place)
        if picture := self.link_targets.library.pictures.get(found):
            return self._show(element, key, picture, target)
        if file := self.link_targets.library.media_files.get(found):
            return self._present(element, key, file, target)
        if parts.fragment:
            place = self.source.link(target)
            self.references.append(LinkReference(target=found, anchor=unquote(parts.fragment), place=place))
        own = found == urls.of_source(self.text.path)
        url = "" if own and parts.fragment else f"{self.up}{found}"
        element.set(key, url + (f"#{parts.fragment}" if parts.fragment else ""))
        return None

    def _target(self, typed: str) -> str:
        """Return what a link leads to under any reading of its target, and record those that lead nowhere, too."""
        for path in urls.paths_meant(typed):
            found = self.link_targets.target(self.text.path, path)
            self.links.add((self.text.path, path, self.link_targets.signature(found)))
            if found:
                return found
        return ""

    def _show(self, element: HtmlElement, key: str, picture: Picture | UnfitPicture, target: str) -> Diagnostic | None:
        """Replace the editor's image by its published files, in links as well: the original is never published."""
        if isinstance(picture, UnfitPicture):
            return error(picture.rule, self.source.link(target), picture.message, picture.suggestion)
        if element.tag == "img":
            self.media.add(picture.path)
            show_picture(element, picture, self.up)
        else:
            self.shared_media.add(picture.path)
            element.set(key, f"{self.up}{picture.shared.address}")
        return None

    def _present(self, element: HtmlElement, key: str, file: MediaFile, target: str) -> Diagnostic | None:
        """Play a video or a recording in place of an `img`, or say after a link what it downloads."""
        library = self.link_targets.library
        if element.tag == "img" and file.format.kind not in PLAYED:
            message = msg("{file} is not an image, a video or a recording", file=file.path)
            link = suggest(f"[{element.get('alt') or '…'}]({target})", Paste.PART)
            return error("picture", self.source.link(target), message, link)
        poster = library.pictures.get(file.poster)
        if isinstance(poster, UnfitPicture):
            return error(poster.rule, self.source.link(target), poster.message, poster.suggestion)
        self.media.add(file.path)
        element.set(key, f"{self.up}{urls.as_url(file.path)}")
        if element.tag == "img":
            self.media.update(path for _, path in file.captions)
            self.shared_media.update([poster.path] if poster else [])
            make_player(element, Player(file=file, poster=poster), library, self.text.language, self.up)
        elif element.tag == "a":
            say_what_it_is(element, file, library, self.text.language)
        return self._doubt(file, target)

    def _doubt(self, file: MediaFile, target: str) -> Diagnostic | None:
        """Return what may be wrong with a file that is published as it is."""
        if not file.is_genuine:
            message = msg("{file} is not a file of the format that its name says", file=file.path)
            suggestion = msg("export or copy the file again, or give it the extension of its format")
            return warning("misnamed-file", self.source.link(target), message, suggestion)
        if file.size > MAX_MEGABYTES * _MEGA:
            message = msg(
                "{file} has {size:.0f} MB; many hosts take no file above {most} MB",
                file=file.path,
                size=file.size / _MEGA,
                most=MAX_MEGABYTES,
            )
            return warning(
                "large-file", self.source.link(target), message, msg("make it smaller, or link to a video site")
            )
        return None

    def _leads_out(self, element: HtmlElement, parts: SplitResult, target: str) -> Diagnostic | None:
        if element.tag == "img" and parts.scheme in ("", "http", "https"):
            message = msg("an image must be a file of the site, not on another host")
            return error(
                "foreign-picture",
                self.source.link(target),
                message,
                msg("add it to {folder}", folder=f"{self.text.file.docs_dir}/media/<year>/"),
            )
        if element.tag in _PLAYERS and parts.scheme in ("", "http", "https"):
            return error(
                "foreign-media",
                self.source.link(target),
                msg("video, audio and captions must be files of the site, not on another host"),
                msg("link to it: {link}", link=f"[…]({shortened(target)})"),
            )
        _name_the_host(element, parts.hostname or "")
        return None

    def _dead(self, target: str, path: str, place: SourceLocation) -> Diagnostic:
        key = urls.story_key(urls.joined(self.text.path, path.lstrip("/")))
        if why := self.link_targets.library.reasons_unpublished.get(key):
            message = msg('broken link: story "{link}" {why}', link=shortened(target), why=why)
            return error("dead-link", place, message, msg("add the link once it is published"))
        if not target.strip():
            suggestion = msg("write it between the parentheses")
            return error("dead-link", place, msg("a link must have a URL"), suggestion)
        message = msg('broken link "{link}"', link=shortened(target))
        return error("dead-link", place, message, self._instead(urls.joined(self.text.path, path.lstrip("/"))))

    def _instead(self, wanted: str) -> Message:
        """Return a suggestion for a broken link; give up after many of them, when guesses no longer help."""
        if len(self.problems) <= MAX_FINDINGS:
            stem, kind = splitext(wanted)
            folder, _, name = stem.removesuffix("/index").rpartition("/")
            known = self._pages if kind.lower() in ("", ".md", ".html") else self._media
            beside = known.get(folder, {})
            if near := _near(name, self._anywhere(known) | beside, _SAME_NAME) or _near(name, beside, _SIMILAR):
                return suggest(self._link_to(near))
            if pages := sorted(path for path in beside.values() if path.endswith("/") and "/" in folder):
                more = ["…"] * (len(pages) > MAX_LISTED)
                return msg("one of: {keys}", keys=comma_list([*map(self._link_to, pages[:MAX_LISTED]), *more]))
        return msg("write the path of a file in {folder}/, relative to this one", folder=self.text.file.docs_dir)

    @cached_property
    def _pages(self) -> _Folders:
        """The pages that a link may mean: the sources of texts, and the addresses of all pages but stories."""
        # A story without a text is a redirect or withdrawn: nobody means to link to it.
        lists = (where for where in self.link_targets.addresses if not urls.story_key(f"{where.rstrip('/')}.md"))
        return _by_folder([*lists, *(text.path for text in self.link_targets.library.texts)])

    @cached_property
    def _media(self) -> _Folders:
        return _by_folder(self.link_targets.library.media)

    def _anywhere(self, known: _Folders) -> dict[str, str]:
        """Return the targets in all folders by name, those of the text's own language before others."""
        folders = sorted(known, key=lambda folder: (f"{folder}/".startswith(f"{self.text.language}/"), folder))
        return {name: path for folder in folders for name, path in known[folder].items()}

    def _link_to(self, target: str) -> str:
        return urls.source_link(self.text.path, target) + "/" * target.endswith("/")


def _by_folder(paths: Iterable[str]) -> _Folders:
    folders: dict[str, dict[str, str]] = {}
    for path in paths:
        folder, _, name = splitext(path.rstrip("/"))[0].removesuffix("/index").rpartition("/")
        folders.setdefault(folder, {})[name] = path
    return folders


def _near(name: str, known: Mapping[str, str], similarity: float) -> str:
    """Return the target whose name is close to `name`, '' if none is; another number is never meant."""
    return "" if name.isdigit() or len(name) > urls.MAX_SLUG_LENGTH else known.get(nearest(name, known, similarity), "")


def _name_the_host(link: HtmlElement, host: str) -> None:
    """Show the host after an external link's text, so that readers know where it leads."""
    if link.tag != "a" or not host:
        return
    mark = Element("span", {"class": "host"})
    mark.text = f" ({host.removeprefix('www.')})"
    mark.tail, link.tail = link.tail, None
    link.addnext(mark)
