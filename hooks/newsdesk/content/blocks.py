"""Blocks of a Markdown body: waivers, digests of the wording, and alignment of an original with its translation."""

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import product

from newsdesk.content.marks import WordsForm
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import MESSAGE_LANGUAGES
from newsdesk.i18n.quantities import DATE_UNITS
from newsdesk.i18n.typography import joined_lines

_SIGN = "newsdesk: allow"
_WAIVER = re.compile(
    r"^[ \t]*(?:(?P<open><!--)|#)[ \t]*newsdesk: allow[ \t]+(?P<rule>[a-z-]+)(?P<why>[ \t]+because[ \t]+\S[^\n]*?)?"
    r"(?(open)[ \t]*-->)[ \t]*$",
    re.MULTILINE,
)
_IN_BODY = re.compile(r"^[ \t]*<!--[ \t]*newsdesk: allow[^\n]*?-->[ \t]*\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A comment on `line` that waives `rule` on line `target`, the next one that is not a waiver."""

    rule: str
    line: int
    column: int
    length: int
    target: int
    has_reason: bool
    in_body: bool


def waivers(text: str) -> Iterator[Waiver]:
    """Yield the waivers in a file."""
    if _SIGN not in text:
        return
    lines = enumerate(text.split("\n"), 1)
    found = {line: match for line, typed in lines if _SIGN in typed and (match := _WAIVER.match(typed))}
    targets: dict[int, int] = {}
    for line in reversed(found):
        targets[line] = targets.get(line + 1, line + 1)
    for line, match in found.items():
        column = len(match[0]) - len(match[0].lstrip()) + 1
        yield Waiver(
            rule=match["rule"],
            line=line,
            column=column,
            length=len(match[0].strip()),
            target=targets[line],
            has_reason=bool(match["why"]),
            in_body=bool(match["open"]),
        )


def waiver(rule: str, *, in_body: bool) -> str:
    """Return the waiver for an editor to write above a line: an HTML comment in a body, else a YAML comment."""
    words = f"newsdesk: allow {rule} because …"
    return f"<!-- {words} -->" if in_body else f"# {words}"


def without_waivers(body: str) -> str:
    """Return a body without its waivers, as readers and translators see it."""
    return _IN_BODY.sub("", body) if _SIGN in body else body


def lines_without_waivers(body: str) -> Sequence[int]:
    """Return the number in the body, from 0, of each line of `without_waivers(body)`."""
    return [number for number, line in enumerate(body.split("\n")) if not _IN_BODY.fullmatch(line)]


_PART = re.compile(r"\S.*?(?=\n[ \t]*\n|\s*\Z)", re.DOTALL)
_FENCE = re.compile(r"^[ \t>]*(?P<fence>`{3,}|~{3,}|/{3,})(?P<info>[^`\n]*)$", re.MULTILINE)
"""A line that opens or closes code, or a block between slashes."""
_BOX = re.compile(r"!!!|\?{3}|\[\^[^\]\n]+\]:")
"""The beginning of a box or a footnote: what is indented below belongs to it, after blank lines, too."""
_INDENT = ("    ", "\t")
_HOLDERS = ("```", "~~~", "///", "!!!", "???", "[^")
_CLOSING = re.compile(r"^[ \t>]*(?:`{3,}|~{3,}|/{3,}|(?:!!!|\?{3}\+?)[^\n]*)[ \t]*\Z", re.MULTILINE)
"""A last line that would no longer be one with a comment behind it."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAIL = re.compile(r"\s*(?:\||\{[^{}\n]*\})?\Z")
"""What must stay at the end of a block: the end of a table row, or an attribute list."""
_SPACE = re.compile(r"\s+")
BLOCK_DIGEST_LENGTH = 4
STALE_BLOCK_MARK = "newsdesk: older"
"""Generated comment that marks a block as translating an earlier version of the original."""


def split_blocks(body: str) -> list[str]:
    """Return the blocks of a Markdown body, separated by blank lines; a block that is only a comment is skipped.

    Code, a box and a footnote are one block each, with the blank lines in them.
    """
    return [without_waivers(body[start:end]) for start, end in spans(body)]


def spans(body: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end offset of each block of a body, waivers included."""
    return ((parts[0][0], parts[-1][1]) for parts in _parts_of_blocks(body))


def _parts_of_blocks(body: str) -> Sequence[Sequence[tuple[int, int]]]:
    """Return the start and end offset of what blank lines separate, grouped by the block that it is part of."""
    may_hold = any(sign in body for sign in _HOLDERS)
    groups: list[list[tuple[int, int]]] = []
    fence, box = "", False
    for match in _PART.finditer(body):
        line = body.rfind("\n", 0, match.start()) + 1
        within = fence or (box and body.startswith(_INDENT, line, match.start()))
        if "<!--" not in match[0] or _COMMENT.sub("", match[0]).strip():
            groups[-1:] = [[*groups[-1], match.span()]] if within and groups else [*groups[-1:], [match.span()]]
        if may_hold:
            box = bool((within and box) or _BOX.match(match[0]))
            fence = _open_fence(match[0], fence)
    return groups


def _open_fence(part: str, fence: str) -> str:
    """Return the fence that is open at the end of a part that begins within `fence`; empty for none."""
    for line in _FENCE.finditer(part):
        if not fence:
            # A block between slashes says what it is.
            fence = line["fence"] if line["fence"][0] != "/" or line["info"].strip() else ""
        elif line["fence"].startswith(fence) and not line["info"].strip():
            fence = ""
    return fence


def mark_stale_blocks(body: str, stale: Set[int]) -> str:
    """Return the body with a marker at the end of each block whose index is in `stale`; line numbers are unchanged."""
    parts, at = [], 0
    for number, (start, end) in enumerate(spans(body)):
        if number in stale and (tail := _TAIL.search(body, start, end)):
            closed = _CLOSING.search(body[start:end])
            # The line below is blank, or there is none.
            stop = min(end + 1, len(body)) if closed else tail.start()
            line = "\n" if closed and stop == end else ""
            parts.append(f"{body[at:stop]}{line}<!-- {STALE_BLOCK_MARK} -->")
            at = stop
    return "".join([*parts, body[at:]])


def digest(block: str) -> str:
    """Return the digest of a block: the first hex digits of its SHA-256, whitespace normalized."""
    flat = _SPACE.sub(" ", joined_lines(block.strip()))
    return hashlib.sha256(flat.encode()).hexdigest()[:BLOCK_DIGEST_LENGTH]


WORDING_DIGEST_LENGTH = 8
"""Hex digits for a whole text, which decide whether it changed; digests of blocks only locate changes."""
_TAGS = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]\n]*\])")
_DEFINITION = re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:[ \t]*\S+.*$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{:?[ ]*[#.][^{}\n]*\}")
_LINE_MARKS = re.compile(r"^[ \t]*(?:>[ \t]*|#{1,6}[ \t]+|[-*+][ \t]+|[-:| ]+$)+", re.MULTILINE)
_SHAPES = str.maketrans(
    {
        **dict.fromkeys("*_`\\"),
        "|": " ",
        "。": ".",
        **dict.fromkeys("“”「」『』", '"'),
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("〔【", "["),
        **dict.fromkeys("〕】", "]"),
        **dict.fromkeys("•・‧∙⋅", "·"),
        **dict.fromkeys("—–‑", "-"),
    }
)
_DASHES = re.compile(r"--+")
_DOTS = re.compile(r"\.{2,}")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SPACES = re.compile(r"\s+")
_IDLE_SPACE = re.compile(r"(?<![^\W_]) | (?![^\W_])|(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])|(?<=\d) (?=[A-Za-z])")
"""Any space except between two words in Latin letters, or between a word and a number after it."""


def wording(markdown: str) -> str:
    """Return the wording of Markdown on one line, without markup and typography: input for a digest only."""
    text = markdown
    if "<" in text:
        text = _TAGS.sub("", text)
    if "]:" in text:
        text = _DEFINITION.sub("", text)
    while (plain := _LINK.sub(r"\1", text)) != text:
        text = plain
    if "{" in text:
        text = _ATTRIBUTES.sub("", text)
    text = _LINE_MARKS.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = _DOTS.sub("…", _DASHES.sub("-", text.translate(_SHAPES)))
    return _IDLE_SPACE.sub("", _SPACES.sub(" ", _THOUSANDS.sub("", text))).strip()


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text as typed: the words of its front matter, such as title and summary, and its Markdown body."""

    head: Sequence[str]
    body: str

    @property
    def blocks(self) -> Sequence[str]:
        """The words of each field, then each block of the body."""
        return [*self.head, *split_blocks(self.body)]

    @property
    def _parts(self) -> Sequence[Sequence[str]]:
        """What stamps and ledgers digest separately, for each block: its parts between blank lines."""
        in_body = [[self.body[start:end] for start, end in parts] for parts in _parts_of_blocks(self.body)]
        return [*([words] for words in self.head), *([without_waivers(each) for each in parts] for parts in in_body)]

    def stamp(self) -> str:
        """Return the digests that a translation of this text stores in `translates`."""
        return "-".join(digest(part) for parts in self._parts for part in parts)

    def changed_since(self, stamped: str) -> Sequence[int]:
        """Return the indexes (from 0) of the blocks of which a part is not in an earlier stamp."""
        return self._changed(stamped, digest)

    def reworded_since(self, digests: str) -> Sequence[int]:
        """Return the indexes (from 0) of the blocks of which a part is not in earlier digests of the wording."""
        return self._changed(digests, _wording_digest)

    def _changed(self, digests: str, digest_of: Callable[[str], str]) -> Sequence[int]:
        seen = set(digests.split("-"))
        return [at for at, parts in enumerate(self._parts) if any(digest_of(part) not in seen for part in parts)]

    def typed_digest(self) -> str:
        """Return the digest of the text as typed; if it is unchanged, the slower digests are not needed."""
        return _short("\n\n".join((*self.head, self.body)))

    def wording_digest(self) -> str:
        """Return the digest that decides whether the wording has changed."""
        return _short(wording("\n\n".join((*self.head, self.body))))

    def block_digests(self) -> str:
        """Return the digest of the wording of each part of a block, which locate changes."""
        return "-".join(_wording_digest(part) for parts in self._parts for part in parts)


def _wording_digest(part: str) -> str:
    return digest(wording(part))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:WORDING_DIGEST_LENGTH]


BlockMarks = Set[str]
_TARGET = re.compile(r"\]\(([^()\s]+)")
_TAG = re.compile(r"<[^<>]*>")
_CAPITALISED_WORD = re.compile(r"[A-Z][A-Za-z]{2,}(?![A-Za-z])")
MIN_SIMILARITY = 0.1
"""Minimum share of common marks for two blocks to be aligned."""


def aligned_blocks(texts: Mapping[Language, Sequence[str]]) -> Mapping[int, int]:
    """Return the index of each block of the first text, and of the block of the second that corresponds to it.

    Headings are paired in order if both texts have as many. Blocks without marks are paired in order between the same
    neighbors, if both texts have as many there; otherwise they are left out.
    """
    (language, blocks), (other, others) = texts.items()
    marks, other_marks = _in_both(
        [_marks(block, language) for block in blocks], [_marks(each, other) for each in others]
    )
    rarity = Counter(mark for each in (*marks, *other_marks) for mark in each)
    scored = [
        (_in_common(one, another, rarity), -here, -there)
        for (here, one), (there, another) in product(enumerate(marks), enumerate(other_marks))
    ]
    found = _headings(blocks, others)
    for score, here, there in sorted(scored, reverse=True):
        if score >= MIN_SIMILARITY and -here not in found and -there not in found.values():
            found[-here] = -there
    found |= _between(found, len(blocks), len(others))
    return dict(sorted(found.items()))


def _in_both(
    these: Sequence[BlockMarks], those: Sequence[BlockMarks]
) -> tuple[Sequence[BlockMarks], Sequence[BlockMarks]]:
    """Keep the marks found in both texts: a word capitalized in one language only is no evidence."""
    known = set().union(*these) & set().union(*those)
    return [each & known for each in these], [each & known for each in those]


def _headings(blocks: Sequence[str], others: Sequence[str]) -> dict[int, int]:
    here, there = ([at for at, block in enumerate(each) if block.startswith("#")] for each in (blocks, others))
    return dict(zip(here, there, strict=True)) if len(here) == len(there) else {}


def _between(found: Mapping[int, int], here: int, there: int) -> Mapping[int, int]:
    """Pair the remaining blocks after the same neighbor, in order."""
    before = _gaps(here, found)
    after = _gaps(there, {other: other for other in found.values()})
    return {
        one: other
        for neighbour, gap in before.items()
        if len(gap) == len(after.get(neighbour, ()))
        for one, other in zip(gap, after[neighbour], strict=True)
    }


def _gaps(count: int, names: Mapping[int, int]) -> Mapping[int, Sequence[int]]:
    """Group the blocks not in `names` by the name of the last block before them."""
    gaps: dict[int, list[int]] = defaultdict(list)
    last = -1
    for at in range(count):
        last = names.get(at, last)
        if at not in names:
            gaps[last].append(at)
    return gaps


def _marks(block: str, language: Language) -> BlockMarks:
    """Return what identifies a block in any language: figures, link targets, capitalized words."""
    if block.startswith("#"):
        return frozenset()
    reader = language.rules.statements
    stated = reader.stated(block) if reader else ()
    figures = {f"{each.unit in DATE_UNITS} {each.value.normalize()}" for each in stated}
    return figures | set(_TARGET.findall(block)) | set(_CAPITALISED_WORD.findall(_TAG.sub(" ", block)))


def _in_common(one: BlockMarks, other: BlockMarks, rarity: Mapping[str, int]) -> float:
    """Return the share of marks that two blocks have in common; rare marks weigh more."""
    every = sum(1 / rarity[mark] for mark in one | other)
    return sum(1 / rarity[mark] for mark in one & other) / every if every else 0.0


_PLACEHOLDERS = [language.rules.placeholder for language in MESSAGE_LANGUAGES]
_LINE = re.compile(
    rf"^[ \t]*(?:(?:[-+*>]|#+|\d+\.)[ \t]+)*(?P<words>(?:{'|'.join(_PLACEHOLDERS)})[.。]?)[ \t]*$", re.MULTILINE
)


def placeholder(form: WordsForm, language: Language) -> str:
    """Return the placeholder for words that are still to be written."""
    rules = language.rules
    return rules.placeholder if form is WordsForm.HEADING else rules.placeholder_sentence


def may_have_placeholder(text: str) -> bool:
    """Return whether a text may contain a placeholder; a fast check, as hardly any does."""
    return any(words in text for words in _PLACEHOLDERS)


def placeholders(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end offset of each placeholder that is alone on its line."""
    return (match.span("words") for match in _LINE.finditer(text))
