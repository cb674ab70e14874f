"""CommonMark with GitHub's extensions (GFM), read by markdown-it-py: what an author sees on GitHub."""

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from newsdesk.markdown.autolinks import addresses, target

SLASHES = "slashes"
"""Name and class of a block between lines of slashes, which pymdown-extensions reads, such as a caption."""
LINE = "data-line"
"""Attribute of each block in `to_commonmark_html`: its first line, counted from 0. Before HTML it is in a comment."""


def blocks(body: str) -> SyntaxTreeNode:
    """Return the tree of the blocks of a body; their inline content is not parsed, nor are tasks and alerts."""
    reader = _reader(tasks=False)
    tokens: list[Token] = []
    reader.block.parse(body, reader, {}, tokens)
    return SyntaxTreeNode(tokens)


def to_commonmark_html(body: str) -> str:
    """Return the HTML of a body, each block with its line."""
    reader = _reader()
    tokens = reader.parse(body)
    for token in tokens:
        if token.type == "html_block" and token.map:
            token.content = f"<!--{LINE} {token.map[0]}-->{token.content}"
        elif token.map and token.nesting >= 0:
            token.attrSet(LINE, str(token.map[0]))
    return str(reader.renderer.render(tokens, reader.options, {}))


@lru_cache
def _reader(*, tasks: bool = True) -> MarkdownIt:
    options = {"maxNesting": 100, "alerts": tasks, "tasklists": tasks, "strikethrough_single_tilde": True}
    reader = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    reader.use(footnote_plugin, inline=False).use(admon_plugin).use(deflist_plugin)
    reader.use(container_plugin, SLASHES, marker="/", validate=lambda *_: True)
    reader.block.ruler.before("paragraph", "term", _begins_term, {"alt": ["paragraph"]})
    # Which addresses are safe is checked in what the site shows.
    reader.validateLink = lambda url: True  # type: ignore[method-assign]
    reader.inline.ruler.at("emphasis", _emphasis)
    reader.inline.ruler.before("strikethrough", "range", _range)
    reader.core.ruler.after("inline", "autolink-literal", _link_addresses)
    return reader


def _begins_term(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Return whether a line ends a definition, since it is the term that the next line begins to define."""
    if not silent or state.ddIndent < 0 or line + 1 >= end or state.sCount[line] >= state.ddIndent:
        return False
    return _DEFINITION.match(_line(state, line + 1)) is not None and not _DEFINITION.match(_line(state, line))


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


_DEFINITION = re.compile(r":[ \t]")


def _emphasis(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read a run of `*` or `_` as CommonMark does, but beside Chinese let it begin and end emphasis.

    CommonMark lets a run between a letter and a punctuation mark do only one of both, which assumes spaces between
    words: `**“云”**是` would keep its asterisks. See docs/decisions/0033.
    """
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    length = len(state.src) - state.pos - len(state.src[state.pos :].lstrip(marker))
    before = state.src[state.pos - 1] if state.pos else " "
    after = state.src[state.pos + length : state.pos + length + 1] or " "
    opens, closes = _flanks(before, after), _flanks(after, before)
    if marker == "_":
        opens, closes = (
            opens and (not closes or _is_punctuation(before)),
            closes and (not opens or _is_punctuation(after)),
        )
    for _ in range(length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(marker=ord(marker), length=length, token=len(state.tokens) - 1, end=-1, open=opens, close=closes)
        )
    state.pos += length
    return True


def _range(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Read a tilde between words or figures as a range: `10~20人，30~40岁` strikes nothing out."""
    if not _RANGE.match(state.src, max(0, state.pos - 1)):
        return False
    if not silent:
        state.pending += "~"
    state.pos += 1
    return True


_RANGE = re.compile(r"[^\W_]~[^\W_]")


def _flanks(outer: str, inner: str) -> bool:
    """Return whether a run between these characters may begin emphasis of what lies on the side of `inner`."""
    if isWhiteSpace(ord(inner)):
        return False
    if not _is_punctuation(inner) or _CHINESE.match(inner):
        return True
    return isWhiteSpace(ord(outer)) or _is_punctuation(outer) or bool(_CHINESE.match(outer))


def _is_punctuation(sign: str) -> bool:
    return isMdAsciiPunct(ord(sign)) or isPunctChar(sign)


_CHINESE = re.compile("[\u2018-\u201d\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def _link_addresses(state: StateCore) -> None:
    """Make links of bare addresses (GFM's autolinks), outside of links."""
    for block in state.tokens:
        if block.type == "inline" and block.children and any(addresses(block.content)):
            block.children = _linked(block.children)


def _linked(tokens: list[Token]) -> list[Token]:
    result, links = [], 0
    for token in tokens:
        if token.type in ("link_open", "link_close"):
            links += token.nesting
        elif token.type == "html_inline" and re.match(r"</?a[\s>]", token.content, re.IGNORECASE):
            links += -1 if token.content.startswith("</") else 1
        if token.type == "text" and not links:
            result += _split(token.content)
        else:
            result.append(token)
    return result


def _split(text: str) -> list[Token]:
    tokens, at = [], 0
    for start, end in addresses(text):
        tokens += [
            Token("text", "", 0, content=text[at:start]),
            Token("link_open", "a", 1, attrs={"href": target(text[start:end])}),
            Token("text", "", 0, content=text[start:end]),
            Token("link_close", "a", -1),
        ]
        at = end
    return [*tokens, Token("text", "", 0, content=text[at:])]
