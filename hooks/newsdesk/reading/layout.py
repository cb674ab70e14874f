"""How a YAML text is laid out: where each key and value begins and ends, for who puts them in another order.

A text that has been read without problems is laid out without any: nothing is looked for here, and nothing raised.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import yaml

from newsdesk.reading.yaml import Loader


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A value from offset `start` to `end`: it has `items`, or `pairs`, or else is the text `value`.

    `style` is YAML's sign for how a text is written: a quotation mark, `|` or `>`, empty for a plain one. `flow`
    says that a list or a mapping stands in brackets or braces. Behind `end` no sign belongs to the node.
    """

    start: int
    end: int
    style: str = ""
    flow: bool = False
    value: str = ""
    items: Sequence["Node"] = ()
    pairs: Sequence[tuple["Node", "Node"]] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is written: `tags:`."""
        return self.start == self.end

    @property
    def is_block(self) -> bool:
        """Whether it is a list or a mapping by its lines, without brackets."""
        return bool(self.items or self.pairs) and not self.flow

    @property
    def is_text(self) -> bool:
        return not (self.flow or self.items or self.pairs)


def layout(text: str) -> Node | None:
    """The nodes of a YAML text, None where it has none."""
    found = yaml.compose(text, Loader=Loader)
    return _node(found, text) if found else None


def _node(node: yaml.Node, text: str) -> Node:
    start, end = node.start_mark.index, node.end_mark.index
    flow = bool(getattr(node, "flow_style", False))
    if isinstance(node, yaml.MappingNode):
        pairs = [(_node(key, text), _node(value, text)) for key, value in node.value]
        last = max(part.end for part in pairs[-1]) if pairs else start
        return Node(start=start, end=end if flow else last, flow=flow, pairs=pairs)
    if isinstance(node, yaml.SequenceNode):
        items = [_node(item, text) for item in node.value]
        return Node(start=start, end=end if flow else items[-1].end, flow=flow, items=items)
    style = getattr(node, "style", None) or ""
    if style in ("|", ">"):
        end = start + len(text[start:end].rstrip("\n"))
    return Node(start=start, end=end, style=style, value=node.value)


def is_plain_text(value: str, *, flow: bool) -> bool:
    """Whether a text means itself without quotation marks to any reader of YAML: it is no number, and not `true`."""
    try:
        node = yaml.compose(f"[{value}]" if flow else f"- {value}", Loader=Loader)
    except yaml.YAMLError:
        return False
    alone = node.value[0] if node and len(node.value) == 1 else None
    if not isinstance(alone, yaml.ScalarNode) or alone.style or alone.value != value:
        return False
    kind = yaml.SafeLoader("").resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return kind in ("tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp")
