"""Forms of a body beyond paragraphs, as Markdown extensions make them: boxes, footnotes, tasks, code, captions, tabs.

They get the words of the page's language, and what screen readers and the keyboard need; feeds get them plain.
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from lxml import etree
from lxml.html import Element, HtmlElement

from newsdesk.content.library import Library
from newsdesk.content.types import InterfaceEnum
from newsdesk.diagnostics import Diagnostic, warning
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import msg
from newsdesk.markdown.source_map import SourceMap


class BoxKind(InterfaceEnum):
    """A kind of box that has a title of its own: Material's admonitions and GitHub's alerts."""

    NOTE = "note"
    ABSTRACT = "abstract"
    INFO = "info"
    TIP = "tip"
    SUCCESS = "success"
    QUESTION = "question"
    IMPORTANT = "important"
    WARNING = "warning"
    CAUTION = "caution"
    FAILURE = "failure"
    DANGER = "danger"
    BUG = "bug"
    EXAMPLE = "example"
    QUOTE = "quote"

    @property
    def word_key(self) -> str:
        return f"box_{self}"


_OTHER_NAMES = {
    **dict.fromkeys(("summary", "tldr"), BoxKind.ABSTRACT),
    "todo": BoxKind.INFO,
    "hint": BoxKind.TIP,
    **dict.fromkeys(("check", "done"), BoxKind.SUCCESS),
    **dict.fromkeys(("help", "faq"), BoxKind.QUESTION),
    "attention": BoxKind.WARNING,
    **dict.fromkeys(("fail", "missing"), BoxKind.FAILURE),
    "error": BoxKind.DANGER,
    "snippet": BoxKind.EXAMPLE,
    "cite": BoxKind.QUOTE,
}
"""What Material calls the same kinds: https://squidfunk.github.io/mkdocs-material/reference/admonitions/#supported-types"""
BOX_KINDS = {**{str(kind): kind for kind in BoxKind}, **_OTHER_NAMES}


class NumberedCaption(InterfaceEnum):
    """A caption with a number; its value is what the caption extension calls it."""

    FIGURE = "Figure"
    TABLE = "Table"

    @property
    def word_key(self) -> str:
        return f"{self.lower()}_number"


_NUMBERED = re.compile(r"(Figure|Table) ([\d.]+)\.")
_BACK = "\u21a9\ufe0e"
"""LEFTWARDS ARROW WITH HOOK, as text: some systems would draw an emoji."""
_DONE, _OPEN = "\u2611", "\u2610"
_GENERATED = "__"
"""Ids that begin so are made by extensions; nothing refers to them, and another text on the page may have the same."""


_FOOTNOTE = re.compile(r"\[\^([^\]\n]+)\]")


def is_footnote_link(element: HtmlElement) -> bool:
    """Return whether a link is one between a reference and its footnote, which needs no check."""
    leads = (element.get("href") or "").startswith("#fn")
    return leads and element.get("class") in ("footnote-ref", "footnote-backref")


def footnote_problems(source: SourceMap, tree: HtmlElement) -> Iterator[Diagnostic]:
    """Yield a warning for each reference without a footnote, and each footnote without a reference.

    The latter lose their links back, which would lead nowhere.
    """
    referred = {unquote(link.get("href")) for link in tree.find_class("footnote-ref")}
    for note in tree.xpath(".//div[@class='footnote']/ol/li"):
        label = note.get("id").removeprefix("fn:")
        pattern = rf"^[ ]{{0,3}}(\[\^{re.escape(label)}\]):"
        if len(note) == 0:
            message = msg('the footnote "{label}" is empty', label=label)
            yield warning("footnote", source.find(pattern), message, msg("write it behind the colon"))
        elif f"#{note.get('id')}" not in referred:
            for link in note.find_class("footnote-backref"):
                link.drop_tree()
            message = msg('nothing refers to the footnote "{label}"', label=label)
            yield warning(
                "footnote", source.find(pattern), message, msg("put {sign} where it belongs", sign=f"[^{label}]")
            )
    for text in tree.xpath(".//text()[not(ancestor::code)]") if "[^" in source.without_code else ():
        for label in _FOOTNOTE.findall(text):
            place = source.find(rf"(\[\^{re.escape(label)}\])(?!:)")
            message = msg('there is no footnote "{label}"', label=label)
            yield warning("footnote", place, message, msg("add the line {line}", line=f"[^{label}]: …"))


_CHECK_BOX = "(.//input[@type='checkbox'])[1]"
_TABS = "./input | ./label | ./div[@class='tabbed-labels']/label"


def controls(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the controls that extensions make for tasks and tabs; any other was typed, and is not allowed."""
    for item in tree.find_class("task-list-item"):
        for box in item.xpath(_CHECK_BOX):
            yield from (box, box.getparent()) if box.getparent().tag == "label" else (box,)
    for tabs in tree.find_class("tabbed-set"):
        yield from (tabs, *tabs.xpath(_TABS))


def replace_controls(tree: HtmlElement) -> None:
    """Replace these controls by text, in place."""
    for item in tree.find_class("task-list-item"):
        for box in item.xpath(_CHECK_BOX):
            _replace_check_box(box)
    for tabs in tree.find_class("tabbed-set"):
        _set_tabs(tabs)


def set_forms(tree: HtmlElement, library: Library, language: Language) -> None:
    """Give the forms of a body their words, roles and elements, in place."""
    for title in tree.xpath(".//*[@class='admonition-title'] | .//details/summary"):
        _set_title(title, library, language)
    _set_footnotes(tree, library, language)
    for sign in tree.find_class("task"):
        sign.set("role", "img")
        sign.set("aria-label", library.word("task_done" if sign.text == _DONE else "task_open", language).text)
    _set_code(tree)
    for caption in tree.iterdescendants("figcaption"):
        _set_caption(caption, library, language)
    for link in tree.find_class("headerlink"):
        link.set("title", library.word("section_link", language).text)
    for element in tree.xpath(f".//*[starts-with(@id, '{_GENERATED}')]"):
        del element.attrib["id"]


def _set_title(title: HtmlElement, library: Library, language: Language) -> None:
    """Set the title of a box whose author wrote none: the extension makes it of the kind's name, in English."""
    box = title.getparent()
    if title.tag != "summary":
        box.set("role", "note")
    name = next((name for name in (box.get("class") or "").split() if name != "admonition"), "")
    if name in BOX_KINDS and title.text_content().strip() == name.capitalize():
        title[:] = []
        title.text = library.word(BOX_KINDS[name].word_key, language).text


def _set_footnotes(tree: HtmlElement, library: Library, language: Language) -> None:
    """Number footnotes by their first reference, and set roles and names.

    The roles are those of DPUB-ARIA: https://www.w3.org/TR/dpub-aria-1.1/
    """
    references = tree.find_class("footnote-ref")
    order = {name: at for at, name in enumerate(dict.fromkeys(unquote(link.get("href")) for link in references), 1)}
    for link in references:
        link.set("role", "doc-noteref")
        link.text = str(order[unquote(link.get("href"))])
    for notes in tree.xpath(".//div[@class='footnote']/ol"):
        notes[:] = sorted(notes, key=lambda note: order.get(f"#{note.get('id')}", len(order) + 1))
    for notes in tree.find_class("footnote"):
        notes.tag = "section"
        notes.set("role", "doc-endnotes")
        notes.set("aria-label", library.word("footnotes", language).text)
        for line in notes.findall("hr"):
            line.drop_tree()
    for number, note in enumerate(tree.xpath(".//section[@class='footnote']/ol/li"), 1):
        words = library.word("footnote_back", language).text
        for use, link in enumerate(note.find_class("footnote-backref"), 1):
            back = words.format(number=number) if use == 1 else f"{words.format(number=number)} ({use})"
            link.set("role", "doc-backlink")
            link.set("title", back)
            link.set("aria-label", back)
            link.text = _BACK if use == 1 else f"{_BACK}{use}"


def _set_code(tree: HtmlElement) -> None:
    for code in tree.xpath(".//div[contains(@class, 'highlight')]/pre"):
        # It scrolls sideways, which the keyboard can do only in what has the focus.
        code.set("tabindex", "0")
        if len(code) > 1 and not code[0].text_content():
            # Pygments' guard against browsers that dropped a first line break.
            code[0].drop_tree()
    for name in tree.find_class("filename"):
        name.tag = "p"


def _replace_check_box(box: HtmlElement) -> None:
    """Replace a check box, which nobody can check, by a sign."""
    sign = Element("span", {"class": "task"})
    sign.text = _DONE if "checked" in box.attrib else _OPEN
    old = box.getparent() if box.getparent().tag == "label" else box
    sign.tail = old.tail
    old.getparent().replace(old, sign)


def _set_tabs(tabs: HtmlElement) -> None:
    """Set the tabs one below the other, each under its title: that needs no script, and prints."""
    alternate = "tabbed-alternate" in tabs.classes
    titles = tabs.xpath("./div[@class='tabbed-labels']/label" if alternate else "./label")
    blocks = tabs.xpath("./div[@class='tabbed-content']/div" if alternate else "./div[@class='tabbed-content']")
    tabs.attrib.pop("data-tabs", None)
    tabs[:] = list(_one_by_one(titles, blocks))


def _one_by_one(titles: Sequence[HtmlElement], blocks: Sequence[HtmlElement]) -> Iterator[HtmlElement]:
    for title, block in zip(titles, blocks, strict=True):
        title.tag = "p"
        title.attrib.clear()
        title.set("class", "tabbed-title")
        yield title
        block.set("class", "tabbed-block")
        yield block


def _set_caption(caption: HtmlElement, library: Library, language: Language) -> None:
    if len(caption) == 1 and caption[0].tag == "p":
        caption[0].drop_tag()
    for number in caption.find_class("caption-prefix"):
        if found := _NUMBERED.fullmatch(number.text or ""):
            word = library.word(NumberedCaption(found[1]).word_key, language)
            number.text = word.text.format(number=found[2])


_FOR_PAGES = ("aria-label", "role", "tabindex")


def plain_forms(tree: HtmlElement) -> None:
    """Set the forms of a rendered body in plain HTML, in place, for feed readers, which have styles of their own."""
    for title in tree.xpath(".//*[@class='admonition-title'] | .//details/summary"):
        title.getparent().tag = "blockquote"
        title.getparent().attrib.pop("open", None)
        _in_bold(title)
    for name in tree.xpath(".//p[@class='filename' or @class='tabbed-title']"):
        _in_bold(name)
    for code in tree.xpath(".//div[contains(@class, 'highlight')]/pre/code"):
        etree.strip_tags(code, "span")
    for notes in tree.xpath(".//section[@class='footnote']"):
        notes.tag = "div"
        notes.insert(0, Element("hr"))
    # Several texts stand on one page of a reader, and links lead to the site.
    for element in tree.xpath(".//sup[starts-with(@id, 'fnref')] | .//li[starts-with(@id, 'fn:')]"):
        del element.attrib["id"]
    etree.strip_attributes(tree, *_FOR_PAGES)


def _in_bold(title: HtmlElement) -> None:
    title.tag = "p"
    title.attrib.clear()
    bold = Element("strong")
    bold.text, title.text = title.text, None
    bold.extend(title)
    title.append(bold)
