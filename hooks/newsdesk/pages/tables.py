"""Tables of a body: set by classes, for the content policy, and each in a frame that scrolls where it is too wide."""

from lxml.html import Element, HtmlElement

from newsdesk.words.language import Language

_FRAME = "scroll"


def set_tables(tree: HtmlElement, language: Language) -> None:
    """Align the cells of all tables of a body, and frame each."""
    for table in list(tree.iterdescendants("table")):
        for cell in table.iterdescendants("td", "th"):
            if side := cell.attrib.pop("align", None):
                cell.set("class", f"align-{side}")
        _frame(table, language)


def take_frames_off(tree: HtmlElement) -> None:
    """Leave the tables of a body without frames, for those who show it in a way of their own."""
    for frame in tree.find_class(_FRAME):
        frame.drop_tag()


def _frame(table: HtmlElement, language: Language) -> None:
    """Put a table into a frame that the keyboard can reach, and so scroll; it is called what heads the columns."""
    heads = [words for cell in table.iterfind("thead//th") if (words := cell.text_content().strip())]
    name = ("、" if language.is_full_width else ", ").join(heads)
    frame = Element("div", {"class": _FRAME, "role": "group", "tabindex": "0"} | ({"aria-label": name} if name else {}))
    table.addprevious(frame)
    frame.tail, table.tail = table.tail, None
    frame.append(table)
