"""Canonical form of front matter and registers: fields in model order, IDs sorted, only necessary quotes.

Values are moved as typed, together with the comments above them. A flow collection that contains a comment or spans
several lines is unchanged. Dates are written as the house writes them, and optional fields that say that they are empty
are left out.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from newsdesk.content.marks import InNoOrder, fields, mark_of, models_in, parts_of
from newsdesk.content.types import in_zone
from newsdesk.content.validation import is_empty
from newsdesk.content.yaml import Node, is_plain_text, layout
from newsdesk.urls import is_id

_LINE = re.compile(r"[^\n]*\n?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueKind:
    """What is allowed in a place: a value of this annotation or, in a register (`by_id`), IDs with such values.

    `zone` is the IANA time zone of the site, in which dates are written.
    """

    annotation: Any = None
    by_id: bool = False
    in_no_order: bool = False
    is_optional: bool = False
    zone: str = ""

    def of(self, key: str, keys: Sequence[str]) -> "ValueKind":
        """Return the kind of the value of a field, among these fields of its mapping."""
        if self.by_id:
            return ValueKind(annotation=self.annotation)
        model = self._model(keys)
        field = fields(model)[key] if model else None
        if not field:
            return ValueKind()
        return ValueKind(
            annotation=field.annotation,
            in_no_order=mark_of(field, InNoOrder) is not None,
            is_optional=not field.is_required(),
            zone=self.zone,
        )

    def house_form(self, typed: str) -> str:
        """Return a date, or a date and time, as the house writes it; any other value as it is."""
        kinds = [kind for kind in (date, datetime) if kind in (self.annotation, *parts_of(self.annotation))]
        moment = in_zone(typed, self.zone) if kinds else None
        if not moment:
            return typed
        has_time = datetime in kinds and (moment.hour, moment.minute) != (0, 0)
        return moment.isoformat(timespec="minutes") if has_time else moment.date().isoformat()

    def rank(self, keys: Sequence[str]) -> Callable[[str], Any]:
        """Return the sort key for these fields; fields of no model, such as languages, keep their order."""
        if self.by_id:
            return str
        model = self._model(keys)
        return (list(fields(model)) if model else list(keys)).index

    def _model(self, keys: Sequence[str]) -> type[BaseModel] | None:
        return next((model for model in models_in(self.annotation) if {*keys} <= fields(model).keys()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A field with its value as written; `lead` holds the whole lines above it, comments and blank lines."""

    key: str
    lead: str
    text: str


def canonical(text: str, kind: ValueKind) -> str:
    """Return a YAML text of this kind in canonical form; it must have been read without problems."""
    root = layout(text)
    if not root or not root.pairs or root.flow:
        return text
    cut, writer = text.rfind("\n", 0, root.start) + 1, _Writer(text, root)
    above, indent = text[:cut], text[cut : root.start]
    # Comments above the first entry of a register, or above a blank line, belong to the file.
    head = above if kind.by_id else above[: above.rfind("\n\n") + 2] if "\n\n" in above else ""
    entries = writer.entries(root, kind, above[len(head) :])
    if not entries:
        return text
    return head + entries[0].lead + indent + _joined(entries, indent) + "\n" + writer.below()


def _joined(entries: Sequence[_Entry], indent: str) -> str:
    first, *others = entries
    return "\n".join([first.text, *(f"{entry.lead}{indent}{entry.text}" for entry in others)])


def _indented(comments: str, column: int) -> str:
    """Align comments with the fields beside them: a block scalar above would swallow deeper ones."""
    lines = (line.strip() for line in comments.split("\n"))
    return "\n".join(f"{' ' * column if line else ''}{line}" for line in lines)


class _Writer:
    """Writes the nodes of a text in canonical form."""

    def __init__(self, text: str, root: Node) -> None:
        self.text = text
        self.root = root

    def entries(self, node: Node, kind: ValueKind, lead: str) -> list[_Entry]:
        """Return the fields of a mapping in canonical order; `lead` is above the one that is typed first."""
        keys = [key.value for key, _ in node.pairs]
        found = []
        for number, (key, value) in enumerate(node.pairs, 1):
            tail, below = self._between(node, number)
            of_key = kind.of(key.value, keys)
            if not (of_key.is_optional and self._is_nothing(value)) or lead.strip() or tail.strip():
                text = self._pair(key, value, of_key) + tail
                found.append(_Entry(key=key.value, lead=_indented(lead, self._column(node)), text=text))
            lead = below
        rank = kind.rank(keys)
        return sorted(found, key=lambda entry: rank(entry.key))

    def below(self) -> str:
        """Return what follows the last field of the text and is not indented below it."""
        _, rest = self._between(self.root, len(self.root.pairs))
        return _indented(rest, self._column(self.root))

    def _between(self, node: Node, number: int) -> tuple[str, str]:
        """Return what is between a field and the next: lines indented below the first, and the rest."""
        is_last = number == len(node.pairs)
        if is_last and node is not self.root:
            return "", ""
        key, value = node.pairs[number - 1]
        end = len(self.text) if is_last else self._line_start(node.pairs[number][0].start)
        lines = _LINE.findall(self.text[self._line_end(max(key.end, value.end)) + 1 : end])
        column = self._column(node) + 1
        deeper = [at for at, line in enumerate(lines) if line.strip() and line.startswith(" " * column)]
        cut = deeper[-1] + 1 if deeper else 0
        below = "".join(["\n", *lines[:cut]]).removesuffix("\n")
        return _indented(below, max(column, self._column(value))) if value.is_block else below, "".join(lines[cut:])

    def _pair(self, key: Node, value: Node, kind: ValueKind) -> str:
        name, gap = self.text[key.start : key.end], self.text[key.end : value.start]
        if value.is_empty:
            return f"{name}:"
        if "\n" not in gap or ("#" not in gap and self._is_list_of_ids(value)):
            return f"{name}: {self._written(value, kind)}"
        lines = gap[gap.index("\n") + 1 :]
        cut = lines.rfind("\n") + 1
        lead, indent = lines[:cut], lines[cut:]
        if value.pairs and not value.flow:
            entries = self.entries(value, kind, lead)
            return f"{name}:\n{entries[0].lead}{indent}{_joined(entries, indent)}"
        if self._is_list_of_ids(value) and self._column(value) <= self._column(key):
            # A list of dashes may begin below its key, one in brackets only further right.
            indent += "  "
        return f"{name}:\n{lead}{indent}{self._written(value, kind)}"

    def _written(self, node: Node, kind: ValueKind, *, flow: bool = False) -> str:
        if node.is_text:
            return self._text(node, kind, flow=flow)
        if node.flow or self._is_list_of_ids(node):
            return self._in_brackets(node, kind)
        if node.pairs:
            return self._item(node, kind)
        return self._spliced(node, [(item, self._written(item, kind)) for item in node.items])

    def _text(self, node: Node, kind: ValueKind, *, flow: bool) -> str:
        typed = self.text[node.start : node.end]
        if node.style in ("'", '"') and "\n" not in typed and is_plain_text(node.value, flow=flow):
            typed = node.value
        return kind.house_form(typed)

    def _item(self, node: Node, kind: ValueKind) -> str:
        """Return a mapping after a dash: no comment may come between the two."""
        entries = self.entries(node, kind, "")
        if entries[0].lead:
            return self._spliced(node, [(value, self._written(value, kind)) for _, value in node.pairs])
        return _joined(entries, " " * self._column(node))

    def _in_brackets(self, node: Node, kind: ValueKind) -> str:
        if node.pairs or self.text[node.start] == "{":
            return self._in_braces(node, kind)
        parts = [(item, self._written(item, ValueKind(annotation=kind.annotation), flow=True)) for item in node.items]
        if not self._is_list_of_ids(node) and "\n" in self._gaps(node):
            return self._spliced(node, parts)
        if kind.in_no_order:
            parts.sort(key=lambda part: part[0].value)
        return f"[{', '.join(text for _, text in parts)}]"

    def _in_braces(self, node: Node, kind: ValueKind) -> str:
        keys = [key.value for key, _ in node.pairs]
        values = [(value, self._written(value, kind.of(key.value, keys), flow=True)) for key, value in node.pairs]
        if "\n" in self._gaps(node) or any(value.is_empty for value, _ in values):
            return self._spliced(node, values)
        names = [self.text[key.start : key.end] for key, _ in node.pairs]
        rank = kind.rank(keys)
        pairs = sorted(zip(keys, names, values, strict=True), key=lambda pair: rank(pair[0]))
        return f"{{{', '.join(f'{name}: {text}' for _, name, (_, text) in pairs)}}}"

    def _spliced(self, node: Node, parts: Sequence[tuple[Node, str]]) -> str:
        """Return a node as typed, with these parts of it replaced in place."""
        typed, at = [], node.start
        for part, text in parts:
            typed += [self.text[at : part.start], text]
            at = part.end
        return "".join([*typed, self.text[at : node.end]])

    def _gaps(self, node: Node) -> str:
        """Return what a node has besides its parts: brackets, commas, line breaks and comments."""
        parts = node.items or [part for pair in node.pairs for part in pair]
        return self._spliced(node, [(part, "") for part in parts])

    def _is_nothing(self, node: Node) -> bool:
        """Return whether a value says that it is empty, as programs do that leave out no field."""
        if node.pairs:
            return all(self._is_nothing(value) for _, value in node.pairs)
        typed = self.text[node.start : node.end]
        return bool(typed) and not node.items and (is_empty(node.value) if node.is_text else typed in ("[]", "{}"))

    def _is_list_of_ids(self, node: Node) -> bool:
        """Return whether a list holds only IDs and no comments, so that it may be on one line."""
        ids = all(item.is_text and is_id(item.value.removeprefix("-")) for item in node.items)
        return bool(node.items) and ids and "#" not in self._gaps(node)

    def _column(self, node: Node) -> int:
        return node.start - self._line_start(node.start)

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end
