"""Left-overs: what stands in the rendered text as it was typed, though it was meant as markup or to be replaced.

Code is left out: it may show any markup. https://spec.commonmark.org/ and https://github.github.com/gfm/ say what is
markup; wiki links, shortcodes and containers are that of other programs.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from newsdesk.content.front_matter import PageFacts, StoryFacts, TranslationWords
from newsdesk.content.story import Text
from newsdesk.diagnostics import Diagnostic, Paste, suggest, warning
from newsdesk.i18n.messages import Message, msg
from newsdesk.markdown.links import MAX_FINDINGS
from newsdesk.markdown.source_map import SourceMap

Match = re.Match[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """A kind of left-over: the rule, the `pattern` of what is left, and the message.

    `suggestion` returns what to write instead in a body, or None if what matches is text after all.
    """

    rule: str
    pattern: re.Pattern[str]
    message: Message
    suggestion: Callable[[Match, str], Message | None]


def _address(group: str) -> str:
    return (
        rf"(?P<{group}>(?:https?://|mailto:|\.{{1,2}}/|/|\#)[^\s()（）]*"
        r"|[\w./%-]+\.(?:md|html?|png|jpe?g|gif|svg|webp|avif|pdf|mp[34])(?:\#[^\s()（）]*)?)"
    )


_UNFINISHED = (
    r"(?:^|(?<=[(（\[【]))(?:TODO|FIXME)\b|\b(?:TODO|FIXME)(?=[:：\])）】]|$)|(?<![\w-])(?:TBD|TKTK|TK)(?![\w-])"
    r"|(?i:\blorem ipsum\b)"
    r"|[（(【\[]待(?:补|定|核|查|填|续|确认|更新)[^）)】\]\n]{0,6}[）)】\]]|^待(?:补充?|定|核实?|查|确认|填写?)[。.]?$"
)
_FINISH = msg("write what is missing, or keep the story unpublished with draft: true")
_CODE = "\ufffc"
_BLANK_LINES = msg("leave a blank line between it and the HTML tags above and below")


def _link(found: Match, _: str) -> Message:
    link = f"{found['image']}[{found['words']}]({found['address']})"
    return _BLANK_LINES if link == found[0] else suggest(link)


def _closed_link(found: Match, _: str) -> Message:
    return suggest(f"{found['image']}[{found['words']}]({found['address'] or found['other']})")


def _definition(found: Match, _: str) -> Message:
    if _CODE in found[0]:
        return msg("write its URL in parentheses: {text}", text="[…](https://…)")
    return msg("write its URL at the end of the text: {text}", text=f"[{found['name'] or found['words']}]: https://…")


def _wiki_link(found: Match, body: str) -> Message:
    if f"[{found['target']}]: " in body:
        # Python-Markdown takes no reference within brackets that stay.
        return suggest(rf"\[[{found['target']}]\]")
    return msg("write a link to the file: {text}", text=f"{found['image']}[{found['words'] or found['target']}](…)")


def _emoji(found: Match, _: str) -> Message | None:
    from pymdownx.gemoji_db import aliases, emoji  # noqa: PLC0415 - a large table, and hardly any text needs it

    known = emoji.get(aliases.get(found[0], found[0]), {})
    codes = str(known.get("unicode", ""))
    return suggest("".join(chr(int(code, 16)) for code in codes.split("-"))) if codes else None


def _emphasis(found: Match, _: str) -> Message:
    words = found["words"].strip()
    if words == found["words"]:
        return _BLANK_LINES
    before, after = found.string[: found.start()], found.string[found.end() :]
    start = " " if found["words"][0].isspace() and before[-1:].strip() else ""
    end = " " if found["words"][-1].isspace() and after[:1].strip() else ""
    return suggest(f"{start}**{words}**{end}")


def _half_width(found: Match, _: str) -> Message:
    return suggest(re.sub("[＃＊｜＞]", lambda sign: chr(ord(sign[0]) - 0xFEE0), found[0].replace("\u3000", " ")))


def _delimiter_row(found: Match, _: str) -> Message:
    cells = found[0].partition("\n")[0].strip().strip("|").count("|") + 1
    return suggest("| --- " * cells + "|", Paste.NEW_LINE)


LEFTOVERS: Sequence[Leftover] = (
    Leftover(
        rule="link-syntax",
        pattern=re.compile(
            rf"(?P<image>!?)[\[［](?P<words>[^\[\]［］\n]+)[\]］][ ]?[（(][ ]*{_address('address')}[ ]*[)）]"
        ),
        message=msg("the link is shown as typed"),
        suggestion=_link,
    ),
    Leftover(
        rule="link-syntax",
        pattern=re.compile(
            rf"(?P<image>!?)\[(?P<words>[^\[\]()\n]+)(?:\]\({_address('address')}(?=[\s,，。；、]|\Z)|\({_address('other')}\)(?!\]))"
        ),
        message=msg("the bracket of a link is not closed"),
        suggestion=_closed_link,
    ),
    Leftover(
        rule="link-syntax",
        pattern=re.compile(r"\[(?P<words>[^\[\]^\n]+)\]\[(?P<name>[^\[\]\n]*)\]"),
        message=msg("the URL of the link is missing"),
        suggestion=_definition,
    ),
    Leftover(
        rule="wiki-link",
        pattern=re.compile(r"(?P<image>!?)\[\[(?P<target>[^\[\]|\n ][^\[\]|\n]*)(?:\|(?P<words>[^\[\]\n]+))?\]\]"),
        message=msg("the wiki link is shown as typed"),
        suggestion=_wiki_link,
    ),
    Leftover(
        rule="shortcode",
        pattern=re.compile(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}|^\[(?:TOC|toc)\]$|^--8<--.*$", re.MULTILINE),
        message=msg("the shortcode of another program is shown as typed"),
        suggestion=lambda *_: msg("delete it, or write what it stands for"),
    ),
    Leftover(
        rule="container",
        pattern=re.compile(r"^(?:::+[ \t]*[{\w][^\n]*|(?:!!!|\?\?\?\+?) \w[^\n]*|\[!\w+\])", re.MULTILINE),
        message=msg("the container is shown as typed"),
        suggestion=lambda *_: msg("write it as a quotation (>) or below a heading"),
    ),
    Leftover(
        rule="attribute-list",
        pattern=re.compile(r"\{:[^{}\n]*\}|\{[.#][^\W\d][^{}\n]*\}"),
        message=msg("the attribute list is shown as typed"),
        suggestion=lambda *_: msg("put it right behind what it is for, or on the line below its block; or delete it"),
    ),
    Leftover(
        rule="emoji",
        pattern=re.compile(r"(?<![\w:/]):[a-z0-9_+-]+:(?![\w:/])"),
        message=msg("the short name of the emoji is shown as typed"),
        suggestion=_emoji,
    ),
    Leftover(
        rule="bullet",
        pattern=re.compile(r"^[•◦▪‣⁃][ \t]*(?P<words>\S[^\n]*)$", re.MULTILINE),
        message=msg("the item of the list is shown as typed"),
        suggestion=lambda found, _: suggest(f"- {found['words']}"),
    ),
    Leftover(
        rule="emphasis-marks",
        pattern=re.compile(r"(?<!\*)\*\*(?!\*)(?P<words>[^*\n]*[^*\s\d][^*\n]*)\*\*(?!\*)"),
        message=msg("the marks of emphasis are shown as typed"),
        suggestion=_emphasis,
    ),
    Leftover(
        rule="full-width-markup",
        pattern=re.compile(r"^＃{1,6}(?!.*＃)[^\n]*$|^＞[^\n]*$|＊＊[^＊\n]+＊＊|^｜[^\n]*｜$", re.MULTILINE),
        message=msg("the markup is shown as typed: it must be in half-width characters"),
        suggestion=_half_width,
    ),
    Leftover(
        rule="table-syntax",
        pattern=re.compile(r"^\|[^|\n]+\|[^\n]*\n[ \t]*\|[^\n]*", re.MULTILINE),
        message=msg("the table is shown as typed: below its head must stand a line of hyphens with as many cells"),
        suggestion=_delimiter_row,
    ),
    Leftover(
        rule="unfinished",
        pattern=re.compile(_UNFINISHED, re.MULTILINE),
        message=msg("unfinished text"),
        suggestion=lambda *_: _FINISH,
    ),
)
_SIGNS = re.compile(
    r"[\[［{•◦▪‣⁃＃＞＊｜|]|\*\*|:::|:[a-z0-9_+-]+:|!!!|\?\?\?|--8<|TODO|FIXME|TBD|TK|[Ll]orem|LOREM|待"
)
"""What every pattern has in it: hardly any text has."""
_HEADINGS = ("h2", "h3", "h4")


def leftovers(source: SourceMap, tree: HtmlElement, lines: Callable[[], Iterable[str]]) -> Iterator[Diagnostic]:
    """Yield a warning for each left-over of a rendered body, up to a few dozen; a draft may have any.

    `lines` returns the text of `tree` outside of code, line by line as rendered, before it is typeset.
    """
    text = source.text
    if getattr(text.front, "draft", False):
        return
    yield from _empty(source, tree)
    yield from _skipped_levels(source, tree)
    yield from _unfinished_words(text)
    if _SIGNS.search(tree.text_content()):
        yield from islice(_left(source, "\n".join(lines())), MAX_FINDINGS)


def _left(source: SourceMap, shown: str) -> Iterator[Diagnostic]:
    for each in LEFTOVERS:
        for found in each.pattern.finditer(shown):
            suggestion = each.suggestion(found, source.text.body)
            # What was typed otherwise was meant as text: with backslashes, or as character references.
            if suggestion and (place := source.as_typed(found[0])):
                yield warning(each.rule, place, each.message, suggestion)


def _unfinished_words(text: Text) -> Iterator[Diagnostic]:
    for key, words in text.head.items():
        if re.search(_UNFINISHED, words):
            yield warning("unfinished", text.file.value(key), msg("unfinished text"), _FINISH)


def _empty(source: SourceMap, tree: HtmlElement) -> Iterator[Diagnostic]:
    text = source.text
    is_expected = isinstance(text.front, StoryFacts | TranslationWords | PageFacts) and not text.withdrawn
    if not is_expected or tree.text_content().strip() or any(isinstance(each.tag, str) for each in tree):
        return
    # A body beyond the limits is taken for empty, and has its error already.
    typed = "\n".join(text.file.text.split("\n")[text.body_line :])
    if text.body.strip() or not typed.strip():
        yield warning("empty-body", text.file.at(text.body_line + 1), msg("the text has no body"), _FINISH)


def _skipped_levels(source: SourceMap, tree: HtmlElement) -> Iterator[Diagnostic]:
    """Screen readers list headings by level: one that skips a level seems to lack the heading above it."""
    above = 1
    for heading in tree.iterdescendants(*_HEADINGS):
        level = int(heading.tag[1])
        if level > above + 1:
            marks = "#" * level
            words = re.escape((heading.text or "").strip()[:20])
            place = source.find(rf"^[ \t>]*({marks})(?!#)[ \t]*{words}", rf"^[ \t>]*({marks})(?!#)", f"<{heading.tag}")
            message = msg("the heading skips a level: {expected} must come first", expected="#" * (above + 1))
            yield warning("heading-level", place, message, suggest("#" * (above + 1)))
        above = level
