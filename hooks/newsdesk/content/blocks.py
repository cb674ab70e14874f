"""A text as blocks: what waivers and comments leave of it, digests of its words, and which block translates which."""

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
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
    """It stands on `line` and waives `rule` on `target`, the next line that is no waiver."""

    rule: str
    line: int
    column: int
    length: int
    target: int
    has_reason: bool
    in_body: bool


def waivers(text: str) -> Iterator[Waiver]:
    """The waivers of a file."""
    if _SIGN not in text:
        return
    found = {text.count("\n", 0, match.start()) + 1: match for match in _WAIVER.finditer(text)}
    for line, match in found.items():
        target = line + 1
        while target in found:
            target += 1
        column = len(match[0]) - len(match[0].lstrip()) + 1
        yield Waiver(
            rule=match["rule"],
            line=line,
            column=column,
            length=len(match[0].strip()),
            target=target,
            has_reason=bool(match["why"]),
            in_body=bool(match["open"]),
        )


def waiver(rule: str, *, in_body: bool) -> str:
    """What an editor is to write above a line, with a reason: YAML and Markdown have comments of their own."""
    words = f"newsdesk: allow {rule} because …"
    return f"<!-- {words} -->" if in_body else f"# {words}"


def without_waivers(body: str) -> str:
    """A body as readers and translators see it."""
    return _IN_BODY.sub("", body) if _SIGN in body else body


_BLOCK = re.compile(r"\S.*?(?=\n[ \t]*\n|\s*\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAIL = re.compile(r"\s*(?:\||\{[^{}\n]*\})?\Z")
"""What must stay last in a block: the end of a table's row, or a list of attributes."""
_SPACE = re.compile(r"\s+")
BLOCK_DIGEST_LENGTH = 4
OLDER = "newsdesk: older"
"""A comment that says of its block that it is of an earlier original; no editor writes it."""


def split_blocks(body: str) -> list[str]:
    """The blocks of a Markdown body: what blank lines part; one that is a comment is none."""
    return [without_waivers(body[start:end]) for start, end in spans(body)]


def spans(body: str) -> Iterator[tuple[int, int]]:
    """Where each block of a body begins and ends, waivers included."""
    for match in _BLOCK.finditer(body):
        if "<!--" not in match[0] or _COMMENT.sub("", match[0]).strip():
            yield match.span()


def with_older(body: str, older: Set[int]) -> str:
    """The body with a mark at the end of each block whose index is among `older`; no line moves."""
    parts, at = [], 0
    for number, (start, end) in enumerate(spans(body)):
        if number in older and (tail := _TAIL.search(body, start, end)):
            parts.append(f"{body[at : tail.start()]}<!-- {OLDER} -->")
            at = tail.start()
    return "".join([*parts, body[at:]])


def digest(block: str) -> str:
    """The digest of one block."""
    flat = _SPACE.sub(" ", joined_lines(block.strip()))
    return hashlib.sha256(flat.encode()).hexdigest()[:BLOCK_DIGEST_LENGTH]


def changed_blocks(stamped: str, current: str) -> Sequence[int]:
    """Which groups of `current` are not among those `stamped`, counted from 0."""
    seen = set(stamped.split("-"))
    return [index for index, group in enumerate(current.split("-")) if group not in seen]


WORDING_DIGEST_LENGTH = 8
"""Of a digest of a whole text, which decides; those of its blocks only say where, and are shorter."""
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
"""Any space but one between two words in Latin letters, or before a figure."""


def wording(markdown: str) -> str:
    """The wording of some Markdown, as one line that nobody reads but a digest."""
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
    """A text as it was typed: the words of its front matter, such as title and summary, and its body in Markdown."""

    head: Sequence[str]
    body: str

    @property
    def blocks(self) -> Sequence[str]:
        """What stamps and ledgers count one by one: the words of each key, then each block of the body."""
        return [*self.head, *split_blocks(self.body)]

    def stamp(self) -> str:
        """The digests that a translation of this text has under `translates`."""
        return "-".join(map(digest, self.blocks))

    def typed_digest(self) -> str:
        """The digest of the text as it was typed: where it stays, nothing dearer need be asked."""
        return _short("\n\n".join((*self.head, self.body)))

    def wording_digest(self) -> str:
        """The digest that decides whether the words have changed."""
        return _short(wording("\n\n".join((*self.head, self.body))))

    def block_digests(self) -> str:
        """The digests of the wording of each block: they say where words have changed."""
        return "-".join(digest(wording(block)) for block in self.blocks)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:WORDING_DIGEST_LENGTH]


BlockMarks = Set[str]
_TARGET = re.compile(r"\]\(([^()\s]+)")
_TAG = re.compile(r"<[^<>]*>")
_CAPITALISED_WORD = re.compile(r"[A-Z][A-Za-z]{2,}(?![A-Za-z])")
ENOUGH = 0.1
"""Blocks with a smaller part of their marks in common do not tell the same."""


def aligned_blocks(texts: Mapping[Language, Sequence[str]]) -> Mapping[int, int]:
    """Of two texts' blocks, the index of each in the first and of the one in the second that tells the same.

    Headings go by their order, where both have as many; what nothing marks goes by its neighbours, where both texts
    leave as many; else it is left out.
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
        if score >= ENOUGH and -here not in found and -there not in found.values():
            found[-here] = -there
    found |= _between(found, len(blocks), len(others))
    return dict(sorted(found.items()))


def _in_both(
    these: Sequence[BlockMarks], those: Sequence[BlockMarks]
) -> tuple[Sequence[BlockMarks], Sequence[BlockMarks]]:
    """The marks that stand in either text: a word that only one language writes with a capital says nothing."""
    known = set().union(*these) & set().union(*those)
    return [each & known for each in these], [each & known for each in those]


def _headings(blocks: Sequence[str], others: Sequence[str]) -> dict[int, int]:
    here, there = ([at for at, block in enumerate(each) if block.startswith("#")] for each in (blocks, others))
    return dict(zip(here, there, strict=True)) if len(here) == len(there) else {}


def _between(found: Mapping[int, int], here: int, there: int) -> Mapping[int, int]:
    """Blocks behind the same neighbours, paired in their order."""
    before = _gaps(here, found)
    after = _gaps(there, {other: other for other in found.values()})
    return {
        one: other
        for neighbour, gap in before.items()
        if len(gap) == len(after.get(neighbour, ()))
        for one, other in zip(gap, after[neighbour], strict=True)
    }


def _gaps(count: int, names: Mapping[int, int]) -> Mapping[int, Sequence[int]]:
    """The blocks that have no name, by that of the last one before them that has."""
    gaps: dict[int, list[int]] = defaultdict(list)
    last = -1
    for at in range(count):
        last = names.get(at, last)
        if at not in names:
            gaps[last].append(at)
    return gaps


def _marks(block: str, language: Language) -> BlockMarks:
    """What a block can be known by in any language; a heading has its order instead."""
    if block.startswith("#"):
        return frozenset()
    reader = language.rules.statements
    stated = reader.stated(block) if reader else ()
    figures = {f"{each.unit in DATE_UNITS} {each.value.normalize()}" for each in stated}
    return figures | set(_TARGET.findall(block)) | set(_CAPITALISED_WORD.findall(_TAG.sub(" ", block)))


def _in_common(one: BlockMarks, other: BlockMarks, rarity: Mapping[str, int]) -> float:
    """The part of all marks of two blocks that both have; a rare one weighs more."""
    every = sum(1 / rarity[mark] for mark in one | other)
    return sum(1 / rarity[mark] for mark in one & other) / every if every else 0.0


_PLACEHOLDERS = [language.rules.placeholder for language in MESSAGE_LANGUAGES]
_LINE = re.compile(
    rf"^[ \t]*(?:(?:[-+*>]|#+|\d+\.)[ \t]+)*(?P<words>(?:{'|'.join(_PLACEHOLDERS)})[.。]?)[ \t]*$", re.MULTILINE
)


def placeholder(form: WordsForm, language: Language) -> str:
    """What stands where words of some form are still to be written."""
    rules = language.rules
    return rules.placeholder if form is WordsForm.HEADING else rules.placeholder_sentence


def may_have_placeholder(text: str) -> bool:
    """Whether there may be a placeholder in a text: nearly none has, and no time is spent on it."""
    return any(words in text for words in _PLACEHOLDERS)


def placeholders(text: str) -> Iterator[tuple[int, int]]:
    """Where each placeholder of a text, alone on its line, begins and ends."""
    return (match.span("words") for match in _LINE.finditer(text))
