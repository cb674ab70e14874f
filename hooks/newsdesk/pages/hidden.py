"""Signs that nobody sees and that a body names by references such as `&zwnj;`: looked for in what they make."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from newsdesk.pages.findings import MANY
from newsdesk.pages.places import Source
from newsdesk.reading.signs import CONTROL, HIDDEN, is_plain, named, unseen
from newsdesk.words.problem import Problem

_LOST = "\ufffd"
"""What a parser makes of a reference to no character."""
_HIDDEN = re.compile(f"{HIDDEN.pattern}|{_LOST}")


def hidden(source: Source, tree: HtmlElement) -> Iterator[Problem]:
    """The problems of hidden signs in the text and the attributes of a body, up to a few dozen.

    Control characters are taken out of the tree, which refuses to be changed as long as it has any.
    """
    shown = "\n".join([tree.text_content(), *(value for element in tree.iter() for value in element.attrib.values())])
    if is_plain(shown) and _LOST not in shown:
        return
    found = Counter(_HIDDEN.findall(shown))
    left = found.copy()
    for where, name, sign in named(source.spoken):
        made = _LOST if sign == "\0" or "\ud800" <= sign <= "\udfff" else sign
        # In a block of code a name stands for itself.
        if left[made] and left.total() > found.total() - MANY:
            left[made] -= 1
            yield unseen(sign, source.at(where, len(name)))
    for sign in left:
        if left[sign] == found[sign] and sign != _LOST:
            yield unseen(sign, source.find())
    if CONTROL.search(shown):
        _take_out(tree)


def _take_out(tree: Any) -> None:
    for element in tree.iter():
        element.text, element.tail = (CONTROL.sub("", text) if text else text for text in (element.text, element.tail))
        for name, value in element.attrib.items():
            element.set(name, CONTROL.sub("", value))
