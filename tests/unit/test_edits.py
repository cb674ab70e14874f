"""Edits by line and column in what was read, made in the file's own bytes."""

from hypothesis import given
from hypothesis import strategies as st

from newsdesk.content import source_file
from newsdesk.refactor.edits import Edit, apply_edits, insert, replacement

RAW = st.lists(st.sampled_from(["a", "风", "\n", "\r\n", "\r", "🪁", ":"]), max_size=12).map("".join)


def seen(raw: str) -> str:
    """The text as the reader sees it."""
    return raw.removeprefix("\ufeff").replace("\r\n", "\n")


@given(st.sampled_from(["", "\ufeff"]), RAW, st.data())
def test_an_edit_is_made_where_the_reader_sees_it(mark: str, raw: str, data: st.DataObject) -> None:
    text = seen(mark + raw)
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    changed = apply_edits(mark + raw, [Edit(start, end, "x")])
    assert seen(changed) == f"{text[:start]}x{text[end:]}"
    assert changed.startswith(mark)


@given(st.sampled_from(["", "\ufeff"]), RAW)
def test_no_edit_changes_no_byte(mark: str, raw: str) -> None:
    assert apply_edits(mark + raw, []) == mark + raw


def test_a_value_is_edited_at_the_mark_of_the_reader() -> None:
    raw = "\ufeff---\r\ntags: [mill, schools]\r\n# mill stays\r\n---\r\nmill\r\n"
    file = source_file.read_document("x.md", raw).file
    changed = apply_edits(raw, [replacement(file.text, file.values[("tags", 0)], "old-mill")])
    assert changed == raw.replace("[mill", "[old-mill", 1)


def test_lines_that_are_put_in_end_as_those_of_the_file() -> None:
    assert apply_edits("a\r\nb\r\n", [insert("a\nb\n", 2, "x\n")]) == "a\r\nx\r\nb\r\n"
    assert apply_edits("a\nb", [insert("a\nb", 3, "x\n")]) == "a\nb\nx"
    assert apply_edits("a\nb\n", [insert("a\nb\n", 3, "x\n")]) == "a\nb\nx\n"
