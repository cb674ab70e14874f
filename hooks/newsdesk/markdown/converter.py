"""Convert a Markdown body to sanitized, linked and typeset HTML, for a page or for a feed."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from string import punctuation
from typing import Literal
from xml.etree import ElementTree

from lxml import etree
from lxml.html import Element, HtmlElement, fragment_fromstring
from markdown import Markdown
from markdown.extensions.toc import slugify_unicode, unique
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from newsdesk import urls
from newsdesk.content.blocks import STALE_BLOCK_MARK, without_waivers
from newsdesk.content.library import Library
from newsdesk.content.markdown_extensions import DEFAULT_EXTENSIONS, ExtensionConfigs, extensions_table
from newsdesk.content.media import PLAYED, MediaFile
from newsdesk.content.site import FeedText, Site
from newsdesk.content.story import Text
from newsdesk.diagnostics import Diagnostic, error
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import msg
from newsdesk.i18n.typography import curl_quotes, joined_lines
from newsdesk.markdown.autolinks import AutolinkProcessor
from newsdesk.markdown.figures import make_figures, unwrap_galleries
from newsdesk.markdown.forms import (
    controls,
    footnote_problems,
    is_footnote_link,
    plain_forms,
    replace_controls,
    set_forms,
)
from newsdesk.markdown.html_blocks import HtmlBlocks
from newsdesk.markdown.leftovers import leftovers
from newsdesk.markdown.link_labels import find_labels_with_code
from newsdesk.markdown.links import LINKING, Findings, LinkRewriter, LinkTargets, picture_markup
from newsdesk.markdown.media import link_players
from newsdesk.markdown.normalize import ApplyMarks, normalize
from newsdesk.markdown.safety import invisible_characters, parsed, unsafe
from newsdesk.markdown.source_map import SourceMap
from newsdesk.markdown.video_cards import make_video_cards, plain_video_cards

_INLINE = re.compile(r"[\\`*_~=\[<&@\x02]|  \n|://|www\.")
"""Text without any of these has no inline markup of the default set; \\x02 begins Python-Markdown's placeholders."""
_SLUGS = {"toc": {"slugify": slugify_unicode}}
"""Options that are functions: with a table of contents, headings have the same ids as without."""


@lru_cache(maxsize=1)
def to_html(body: str, extensions: ExtensionConfigs = DEFAULT_EXTENSIONS) -> str:
    """Return the HTML of a body; links and images are left as typed.

    The last one is remembered: a check of one file renders its body, and compares it with what GitHub shows.
    """
    needed, signs = _always_needed(extensions)
    text = normalize(body)
    converter = _converter(extensions if any(sign in f"\n{text}" for sign in signs) else needed)
    converter.reset()
    try:
        return converter.convert(text)
    except BaseException:
        # What was under way stays in its parser, and would change all bodies after this one.
        _converter.cache_clear()
        raise


@lru_cache(maxsize=4)
def _always_needed(extensions: ExtensionConfigs) -> tuple[ExtensionConfigs, Sequence[str]]:
    """Return the extensions that any body needs, and the signs of which a body that needs the others has one.

    Most bodies have none, and each extension looks at every block.
    """
    table = extensions_table()
    signs = {sign for name, _ in extensions for sign in table[name].signs}
    return tuple(each for each in extensions if not table[each[0]].signs), sorted(signs)


@lru_cache(maxsize=4)
def _converter(extensions: ExtensionConfigs) -> Markdown:
    return make_converter(extensions)


def make_converter(extensions: ExtensionConfigs) -> Markdown:
    """Return a converter of normalized bodies."""
    options = {name: {**dict(chosen), **_SLUGS.get(name, {})} for name, chosen in extensions}
    own = [] if "md_in_html" in options else [HtmlBlocks()]
    converter = Markdown(extensions=[*options, *own], extension_configs=options, output_format="html")
    # It only adds line breaks to the HTML, and takes a tenth of the time.
    converter.treeprocessors.deregister("prettify")
    if options.keys() <= dict(DEFAULT_EXTENSIONS).keys():
        converter.treeprocessors.register(_PlainText(converter), "plain-text", priority=_BEFORE_INLINE)
    converter.treeprocessors.register(ApplyMarks(converter), "marks", priority=_BEFORE_INLINE + 1)
    converter.inlinePatterns.register(AutolinkProcessor(), "autolink-literal", priority=_AFTER_HTML)
    if "pymdownx.tilde" in options:
        converter.inlinePatterns.register(SimpleTagInlineProcessor(_STRUCK, "del"), "strikethrough", priority=_LAST)
    find_labels_with_code(converter)
    # CommonMark's: any ASCII punctuation.
    converter.ESCAPED_CHARS = list(punctuation)
    return converter


class _PlainText(Treeprocessor):
    """Exempt plain text from the inline patterns: trying them all on it took half of a conversion.

    Extensions outside the default set may read any text as markup.
    """

    def run(self, root: ElementTree.Element) -> None:
        for element in root.iter():
            if element.text and not _INLINE.search(element.text):
                element.text = AtomicString(element.text)


_BEFORE_INLINE = 25
_AFTER_HTML = 85
_LAST = 1
_STRUCK = r"(?<![~\w\\])(~)(?![~\s])([^~\n]+)(?<!\s)~(?![~\w])"
"""GFM's `~struck~`; a tilde between words or figures is a range."""


_AS_TYPED = frozenset({"pre", "code", "img", "kbd", "samp"})
_IN_LINE = frozenset(
    {"a", "abbr", "cite", "code", "del", "em", "img", "ins", "picture", "q", "source", "span", "strong", "sub", "sup"}
    | {"b", "i", "kbd", "mark", "rb", "rp", "rt", "ruby", "s", "samp", "small", "time", "u", "var", "wbr"}
)
"""Inline elements; any other starts and ends a line of text."""
_IN_WORDS = frozenset({"alt", "title"})
_THING = "\ufffc"
"""OBJECT REPLACEMENT CHARACTER: stands for an image within a line of text."""
_NOTHING = "\0"

TextSlot = tuple[HtmlElement, Literal["text", "tail"], bool]
"""Where lxml keeps text: an element, before its first child or after its end; and whether to leave it as typed."""


def typeset_tree(tree: HtmlElement, language: Language) -> None:
    """Typeset a body by the rules of its language, in place; code is left as typed."""
    _name_headings(tree)
    setter = curl_quotes if language.rules.curls_quotes else partial(joined_lines, join=_NOTHING)
    for line in _lines(tree):
        _set_line(line, setter)
    for element in tree.iterdescendants():
        for name in _IN_WORDS.intersection(element.keys()):
            element.set(name, setter(element.get(name)).replace(_NOTHING, ""))


def _lines(tree: HtmlElement) -> Iterator[Sequence[TextSlot]]:
    """Yield the slots of each line of text, across inline elements: a mark is set by its visible neighbors."""
    line: list[TextSlot] = []
    code = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment")):
        if event != "comment" and element.tag not in _IN_LINE:
            yield line
            line = []
        if element.tag in _AS_TYPED:
            code += 1 if event == "start" else -1
        line.append((element, "text" if event == "start" else "tail", code > 0))
    yield line


def _shown_lines(tree: HtmlElement) -> Iterator[str]:
    """Yield the text of each line without code."""
    for line in _lines(tree):
        yield "".join(_THING if is_code else getattr(element, where) or "" for element, where, is_code in line)


def _set_line(line: Sequence[TextSlot], setter: Callable[[str], str]) -> None:
    """Apply `setter`, which must preserve the length, to a line as a whole."""
    typed = [_typed(element, where) for element, where, _ in line]
    whole, at = setter("".join(typed)), 0
    for (element, where, stays), text in zip(line, typed, strict=True):
        if text and not stays:
            setattr(element, where, whole[at : at + len(text)].replace(_NOTHING, ""))
        at += len(text)


def _typed(element: HtmlElement, where: str) -> str:
    return getattr(element, where) or (_THING if where == "text" and element.tag == "img" else "")


def _name_headings(tree: HtmlElement) -> None:
    """Give each heading an id derived from its text, Chinese included, unless the editor gave one."""
    taken = {name for element in tree.iterdescendants() if (name := element.get("id"))}
    for heading in tree.iterdescendants("h2", "h3", "h4"):
        if not heading.get("id"):
            heading.set("id", unique(slugify_unicode(heading.text_content(), "-"), taken))


_FRAME = "scroll"


def set_tables(tree: HtmlElement, language: Language) -> None:
    """Align the cells of all tables by class, and wrap each table in a scrollable frame, in place."""
    for table in list(tree.iterdescendants("table")):
        for cell in table.iterdescendants("td", "th"):
            if side := cell.attrib.pop("align", None):
                cell.set("class", f"align-{side}")
        _frame(table, language)


def unwrap_tables(tree: HtmlElement) -> None:
    """Unwrap the tables of a body, for feed readers, which have a layout of their own."""
    for frame in tree.find_class(_FRAME):
        frame.drop_tag()


def _frame(table: HtmlElement, language: Language) -> None:
    """Wrap a table in a focusable `div`, which the keyboard can scroll; the column headers are its accessible name."""
    heads = [words for cell in table.iterfind("thead//th") if (words := cell.text_content().strip())]
    name = language.rules.punctuation.list_comma.join(heads)
    frame = Element("div", {"class": _FRAME, "role": "group", "tabindex": "0"} | ({"aria-label": name} if name else {}))
    table.addprevious(frame)
    frame.tail, table.tail = table.tail, None
    frame.append(table)


def set_players(tree: HtmlElement) -> None:
    """Give each player its controls, in place, and load nothing until it is started: readers choose what to load."""
    for player in tree.iterdescendants("audio", "video"):
        player.set("controls", "controls")
        player.set("preload", player.get("preload", "none"))


_BLOCKS = frozenset({"p", "li", "h2", "h3", "h4", "td", "dd", "figcaption", "pre"})


def explain_stale_blocks(tree: HtmlElement, library: Library, language: Language) -> None:
    """Begin each block that a comment marks as translated from an older original with a note that says so."""
    for comment in [each for each in tree.iter(etree.Comment) if (each.text or "").strip() == STALE_BLOCK_MARK]:
        block = _block(comment)
        if "older" not in block.classes:
            block.classes.add("older")
            note = Element("span", {"class": "older__note"})
            note.tail, block.text = block.text, None
            note.text = library.word("older_block", language).text
            block.insert(0, note)


def _block(comment: HtmlElement) -> HtmlElement:
    """Return the block that contains the comment, or that it follows."""
    inside = next((each for each in comment.iterancestors() if each.tag in _BLOCKS), None)
    before = comment.getprevious()
    return inside if inside is not None else before if before is not None else comment.getparent()


ELEMENTS = 60
_TOO_DEEP = etree.XPath(f"boolean({'/*' * (ELEMENTS + 1)})")
_GIVEN = re.compile(r"""(?:\{:?[^{}\n]*?#|\bid\s*=\s*["']?)([^\s{}"'>]+)""")
_FLATTER = msg("reduce the nesting")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedContent:
    """A body as feeds carry it: its HTML, empty if they carry summaries only, and the media that it plays."""

    html: str = ""
    enclosures: Sequence[MediaFile] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedBody:
    """A rendered body: its HTML, in one `div`, and what rendering found."""

    html: str
    findings: Findings


def render_body(text: Text, targets: LinkTargets, extensions: ExtensionConfigs) -> RenderedBody:
    """Render a text's body for the page at its own address; problems are returned in the findings, never raised."""
    source = SourceMap(text)
    try:
        html = to_html(without_waivers(text.body), extensions)
        tree = parsed(html)
    except Exception as exc:  # noqa: BLE001 - whatever breaks the converter, report it with the file
        message = msg("cannot convert the Markdown: {failure}", failure=type(exc).__name__)
        return _nothing(error("too-deep", source.deepest(), message, _FLATTER))
    if _TOO_DEEP(tree):
        # The HTML parser silently drops elements nested more than 256 deep.
        message = msg("HTML nested too deeply: at most {levels} levels are allowed", levels=ELEMENTS)
        return _nothing(error("too-deep", source.deepest(), message, _FLATTER))
    problems = [
        *invisible_characters(source, tree),
        *unsafe(source, html, tree, controls(tree)),
        *footnote_problems(source, tree),
    ]
    problems += leftovers(source, tree, lambda: _shown_lines(tree))
    replace_controls(tree)
    work = LinkRewriter(text, targets, source)
    for element in list(tree.iterdescendants(*LINKING)):
        if not is_footnote_link(element):
            work.follow(element)
    set_players(tree)
    problems += make_video_cards(tree, targets, text.language, source)
    make_figures(tree)
    typeset_tree(tree, text.language)
    set_tables(tree, text.language)
    if " class=" in html:
        set_forms(tree, targets.library, text.language)
    explain_stale_blocks(tree, targets.library, text.language)
    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    # Where a link opens is the reader's choice.
    etree.strip_attributes(tree, "target")
    anchors = frozenset(element.get("id") for element in tree.iterdescendants() if element.get("id"))
    tree.set("class", "prose")
    findings = Findings(
        anchors=anchors,
        explicit_anchors=anchors & set(_GIVEN.findall(text.body)),
        media=frozenset(work.media),
        shared_media=frozenset(work.shared_media),
        links=frozenset(work.links),
        references=work.references,
        problems=problems + work.problems,
    )
    return RenderedBody(html=picture_markup(tree), findings=findings)


def _nothing(problem: Diagnostic) -> RenderedBody:
    return RenderedBody(html='<div class="prose"></div>', findings=Findings(problems=(problem,)))


class FeedHtml:
    """Renders bodies for feeds, each body once for all formats."""

    def __init__(self, targets: LinkTargets, site: Site) -> None:
        self._shelf = targets
        self._site = site
        self._known: dict[str, FeedContent] = {}

    def __call__(self, text: Text) -> FeedContent:
        """Return a body with absolute URLs."""
        if text.path not in self._known:
            self._known[text.path] = self._rendered(text)
        return self._known[text.path]

    def _rendered(self, text: Text) -> FeedContent:
        body = render_body(text, self._shelf, self._site.settings.markdown_extensions)
        files = (self._shelf.library.media_files.get(path) for path in sorted(body.findings.media))
        enclosures = [file for file in files if file and file.format.kind in PLAYED]
        if self._site.feeds is FeedText.SUMMARY:
            return FeedContent(enclosures=enclosures)
        tree = fragment_fromstring(body.html)
        unwrap_tables(tree)
        unwrap_galleries(tree)
        plain_forms(tree)
        link_players(tree)
        plain_video_cards(tree)
        # Few feed readers support `picture`: give them the `img` in the format that all know.
        for picture in tree.iter("picture"):
            etree.strip_tags(picture, "source")
        etree.strip_tags(tree, "picture")
        etree.strip_attributes(tree, "decoding", "loading")
        tree.make_links_absolute(self._site.absolute(urls.of_source(text.path)))
        html = "".join(picture_markup(child, with_tail=True) for child in tree).strip()
        return FeedContent(html=html, enclosures=enclosures)
