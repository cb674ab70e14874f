"""Normalize the blocks of a body, so that Python-Markdown reads them as CommonMark and GitHub do.

Python-Markdown knows other rules: a list needs a blank line before it and four columns a level, code in a list a fence
at the right column, and so on. The blocks are read by markdown-it-py and written in the form that both read alike.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from xml.etree import ElementTree

from markdown.treeprocessors import Treeprocessor
from markdown_it.tree import SyntaxTreeNode

from newsdesk.markdown import commonmark

SEPARATOR = "\ufdd0"
"""A block of its own that is no block: it keeps apart two blocks of which Python-Markdown would make one."""
TIGHT = "\ufdd1"
"""Begins each item of a list that is tight, though its items hold blocks with blank lines between them."""
_DIFFERS = re.compile(
    r"^(?:[ \t]+\S|[-+*>|~`=:]|\d{1,9}[.)]|\d{10}|#{7}|#{1,6}[^#\s]|#[^\n]*[#\\][ \t]*$|\[[^\]\n]*\]:)|\\$",
    re.MULTILINE,
)
"""Where the readers may differ on blocks; a body without any is read alike by both."""
_ITEM = r"(?![ \t]|[-+*>#|~`=:]|\d{1,9}[.)])[^\n]+(?:\n|\Z)"
_ALIKE = re.compile(rf"- (?<=\n\n- ){_ITEM}(?:- {_ITEM})*(?=\n[^\s\-+*>~`=:\d]|\n?\Z)")
"""A list of lines that begin with a hyphen, with blank lines around it and neither a list nor indentation next."""

Lines = Sequence[str]


def normalize(body: str) -> str:
    """Return a body in the form that Python-Markdown reads as CommonMark reads this one; it may hold marks of ours.

    `without_marks` removes what they leave. A body that both read alike is returned as it is.
    """
    if not _DIFFERS.search(body) or not _DIFFERS.search(_ALIKE.sub("", body)):
        return body
    writer = _Writer(body.split("\n"))
    return "\n".join([*writer.blocks(commonmark.blocks(body).children), *writer.definitions()])


class _Writer:
    """Writes blocks; each method returns lines without the prefix of what contains them."""

    def __init__(self, source: Lines) -> None:
        self.source = source
        self.covered: set[int] = set()

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> list[str]:
        lines: list[str] = []
        for number, node in enumerate(nodes):
            lines += [*(_between(nodes[number - 1], node) if number else ()), *self.block(node)]
        return lines

    def block(self, node: SyntaxTreeNode) -> list[str]:
        if node.map and node.type not in _CONTAINERS:
            self.covered.update(range(*node.map))
        return _WRITERS.get(node.type, _Writer.verbatim)(self, node)

    def paragraph(self, node: SyntaxTreeNode) -> list[str]:
        lines = node.children[0].content.split("\n")
        return [
            *(_BACKSLASH_BREAK.sub(r"\1  ", _escaped(line)) for line in lines[:-1]),
            _escaped(lines[-1]),
        ]

    def heading(self, node: SyntaxTreeNode) -> list[str]:
        words = " ".join(line.strip() for line in node.children[0].content.split("\n"))
        words = _CLOSING_HASHES.sub(lambda found: found[0].replace("#", r"\#"), words)
        words = _LAST_BACKSLASH.sub(r"\g<0>\\", words)
        return [f"{'#' * int(node.tag[1])} {words}"]

    def rule(self, node: SyntaxTreeNode) -> list[str]:
        return ["---"]

    def indented_code(self, node: SyntaxTreeNode) -> list[str]:
        if "\n\n\n" in node.content:
            return self.fenced_code(node)
        return _indented(node.content.rstrip("\n").split("\n"))

    def fenced_code(self, node: SyntaxTreeNode) -> list[str]:
        longest = max((len(run[0]) for run in re.finditer(r"`{3,}", node.content)), default=2)
        fence, info = "`" * (longest + 1), node.info.strip()
        if not _INFO.fullmatch(info):
            first = info.split()[0]
            info = first if _INFO.fullmatch(first) else ""
        return [f"{fence}{info}", *node.content.removesuffix("\n").split("\n"), fence]

    def html(self, node: SyntaxTreeNode) -> list[str]:
        return list(node.content.rstrip("\n").split("\n"))

    def quote(self, node: SyntaxTreeNode) -> list[str]:
        return [f"> {line}" if line else ">" for line in self.blocks(node.children) or [SEPARATOR]]

    def table(self, node: SyntaxTreeNode) -> list[str]:
        rows = [row for part in node.children for row in part.children]
        sides = [_SIDES.get(str(cell.attrs.get("style", "")), "---") for cell in rows[0].children]
        lines = [_row(_cell(cell.children[0].content) for cell in row.children) for row in rows]
        return [lines[0], _row(sides), *lines[1:]]

    def listed(self, node: SyntaxTreeNode) -> list[str]:
        simple, tight = _is_simple(node), _is_tight(node)
        lines: list[str] = []
        for marker, child in zip(_markers(node), node.children, strict=True):
            first, *more = self.item(child, simple=simple, tight=tight)
            lines += [*([""] if lines and not simple else []), f"{marker} {first}", *_indented(more)]
        return lines

    def item(self, node: SyntaxTreeNode, *, simple: bool, tight: bool) -> list[str]:
        if simple:
            return [line for child in node.children for line in self.block(child)] or [SEPARATOR]
        lines = self.blocks(node.children)
        mark = TIGHT if tight else ""
        if node.children and node.children[0].type == "paragraph":
            return [f"{mark}{lines[0]}", *lines[1:]]
        return [f"{mark}{SEPARATOR}", "", *lines] if lines else [f"{mark}{SEPARATOR}"]

    def admonition(self, node: SyntaxTreeNode) -> list[str]:
        head = self.verbatim(node)[0].lstrip(" \t>")
        self.covered.add((node.map or (0, 0))[0])
        return [
            head[min(head.find(sign) for sign in ("!!!", "???") if sign in head) :],
            *_indented(self.blocks([each for each in node.children if each.type != "admonition_title"])),
        ]

    def definitions_list(self, node: SyntaxTreeNode) -> list[str]:
        lines: list[str] = []
        for child in node.children:
            if child.type == "dt":
                self.covered.add((child.map or (0, 0))[0])
                lines += [*([""] if lines else []), child.children[0].content]
            else:
                first, *more = self.blocks(child.children) or [SEPARATOR]
                lines += [f":   {first}", *_indented(more)]
        return lines

    def footnote(self, node: SyntaxTreeNode) -> list[str]:
        first, *more = self.blocks(node.children) or [SEPARATOR]
        return [f"[^{node.meta['label']}]: {first}", *_indented(more)]

    def slashes(self, node: SyntaxTreeNode) -> list[str]:
        """Return a block between slashes as typed, with the line that closes it: it is not in the node's map."""
        first, end = node.map or (0, 0)
        self.covered.update(range(first, end + 1))
        return list(self.source[first : end + 1])

    def verbatim(self, node: SyntaxTreeNode) -> list[str]:
        first, end = node.map or (0, 0)
        return list(self.source[first:end])

    def definitions(self) -> Iterator[str]:
        """Yield the definitions of links, of which the reader makes no blocks."""
        left = [
            _PREFIX.sub("", line)
            for number, line in enumerate(self.source)
            if number not in self.covered and _PREFIX.sub("", line)
        ]
        if left:
            yield from ("", *left)


def _indented(lines: Lines) -> list[str]:
    return [f"    {line}" if line else "" for line in lines]


def _between(before: SyntaxTreeNode, node: SyntaxTreeNode) -> Lines:
    """Return what separates two blocks; HTML ends by itself, and is written as it stands."""
    if _merges(before, node):
        return ["", SEPARATOR, ""]
    adjacent = before.map and node.map and before.map[1] == node.map[0]
    return [] if before.type == "html_block" and adjacent else [""]


def _merges(before: SyntaxTreeNode, node: SyntaxTreeNode) -> bool:
    """Return whether Python-Markdown would read both blocks, with blank lines between them, as one."""
    if before.type in _LISTS:
        return node.type in {*_LISTS, "code_block"}
    return before.type == node.type and node.type in {"blockquote", "code_block"}


def _markers(node: SyntaxTreeNode) -> list[str]:
    if node.type == "bullet_list":
        return [node.markup] * len(node.children)
    first = int(node.attrs.get("start", 1))
    return [f"{first + number}." for number in range(len(node.children))]


def _is_tight(node: SyntaxTreeNode) -> bool:
    return not any(child.type == "paragraph" and not child.hidden for item in node.children for child in item.children)


def _is_simple(node: SyntaxTreeNode) -> bool:
    """Return whether a list is tight and holds only paragraphs and such lists, each item beginning with a paragraph."""
    return _is_tight(node) and all(_is_simple_item(item.children) for item in node.children)


def _is_simple_item(blocks: Sequence[SyntaxTreeNode]) -> bool:
    if not blocks:
        return True
    first, *more = blocks
    return (
        first.type == "paragraph" and len(more) <= 1 and all(each.type in _LISTS and _is_simple(each) for each in more)
    )


def _escaped(line: str) -> str:
    """Return a line of a paragraph so that it begins no other block."""
    line = line.lstrip(" \t")
    return _BEGINS_BLOCK.sub(lambda match: f"{match[1]}\\{match[2]}", line)


def _row(cells: Iterator[str] | Lines) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    """Return a cell's text with its vertical bars escaped, but not in code, where Python-Markdown wants them bare."""
    parts = _CODE_SPAN.split(text)
    return "".join(part if number % 2 else _BAR.sub(r"\\\g<0>", part) for number, part in enumerate(parts))


_LISTS = frozenset({"bullet_list", "ordered_list"})
_CONTAINERS = _LISTS | {"list_item", "blockquote", "admonition", "dl", "footnote_reference"}
_BACKSLASH_BREAK = re.compile(r"(?<!\\)((?:\\\\)*)\\$")
_BEGINS_BLOCK = re.compile(
    r"^(\d+(?=\. )|)(#|[-+*.](?= )|=+ *$|(?P<rule>[*_-])(?: *(?P=rule)){2,} *$|\[(?=[^\]\n]+\]: *\S))"
)
_CLOSING_HASHES = re.compile(r"(?<![#\\])#+$|(?<=\\#)#+$")
_LAST_BACKSLASH = re.compile(r"(?<!\\)(?:\\\\)*(?=\\$)")
_INFO = re.compile(r"|[\w#.+-]+(?:[ \t]+[a-zA-Z]\w*(?:=([\"'])[^\"'\n]*\1)?)*|(?:[\w#.+-]+[ \t]*)?\{[^\n]*\}")
_SIDES: Mapping[str, str] = {"text-align:left": ":--", "text-align:right": "--:", "text-align:center": ":-:"}
_CODE_SPAN = re.compile(r"(?<![\\`])(`+[^`]+`+)(?!`)")
_BAR = re.compile(r"\||(?<!\\)`")
_PREFIX = re.compile(r"^[ \t>]*(?:(?:[-+*]|\d+[.)])(?:[ \t]+|$))*")
_WRITERS: Mapping[str, Callable[[_Writer, SyntaxTreeNode], list[str]]] = {
    "paragraph": _Writer.paragraph,
    "heading": _Writer.heading,
    "hr": _Writer.rule,
    "code_block": _Writer.indented_code,
    "fence": _Writer.fenced_code,
    "html_block": _Writer.html,
    "blockquote": _Writer.quote,
    "table": _Writer.table,
    "bullet_list": _Writer.listed,
    "ordered_list": _Writer.listed,
    "admonition": _Writer.admonition,
    f"container_{commonmark.SLASHES}": _Writer.slashes,
    "dl": _Writer.definitions_list,
    "footnote_reference": _Writer.footnote,
}


class ApplyMarks(Treeprocessor):
    """Apply the marks that `normalize` leaves, and remove them."""

    def run(self, root: ElementTree.Element) -> None:
        for item in root.iter("li"):
            first = item[0] if len(item) and not (item.text or "").strip() else item
            if first.text and first.text.startswith(TIGHT):
                first.text = first.text.removeprefix(TIGHT)
                _remove_separators(item)
                _unwrap_paragraphs(item)
        for parent in root.iter():
            _remove_separators(parent)


def _remove_separators(parent: ElementTree.Element) -> None:
    if parent.text and parent.text.strip() == SEPARATOR:
        parent.text = ""
    for child in [each for each in parent if each.tag == "p" and (each.text or "").strip() == SEPARATOR]:
        parent.remove(child)


def _unwrap_paragraphs(item: ElementTree.Element) -> None:
    before: ElementTree.Element | None = None
    for child in list(item):
        if child.tag == "p":
            item.remove(child)
            if before is None:
                item.text = f"{item.text or ''}{child.text or ''}"
            else:
                before.tail = f"{before.tail or ''}{child.text or ''}"
        else:
            before = child
