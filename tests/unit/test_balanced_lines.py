"""Headlines in lines of about one length, as Chinese and English set them."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsdesk.i18n.typography import balanced_lines, cut_to_width, line_pieces

MOST = 4
ROOM = 12
SIGNS = st.text("风筝节松桥开幕，。！？：”》）“《（、… 2030Kite-sXi’an%", max_size=60).map(
    lambda text: " ".join(text.split())
)


def ems(text: str) -> float:
    return sum(1 if sign > "\u2e80" else 0.5 for sign in text)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("风筝节开幕", ["风筝节开幕"]),
        ("松桥风筝学校在老磨坊开课，三百名学生入学", ["松桥风筝学校在老磨坊开课，", "三百名学生入学"]),
        ("松桥风筝博物馆动工 老磨坊改建为学校", ["松桥风筝博物馆动工", "老磨坊改建为学校"]),
        ("松桥风筝节共放飞风筝2030只 创下纪录", ["松桥风筝节共放飞风筝2030只", "创下纪录"]),
        ("Kite school opens at Pinebridge’s old mill", ["Kite school opens", "at Pinebridge’s old mill"]),
        ("Kites over Xi’an", ["Kites over Xi’an"]),
    ],
)
def test_balanced_lines(title: str, lines: list[str]) -> None:
    assert balanced_lines(title, ems, ROOM + 1, MOST) == lines


@given(SIGNS)
@example("松桥风筝节，，《 风筝节，，，，，")
def test_lines_hold_the_text_and_break_where_they_may(text: str) -> None:
    assert "".join(line_pieces(text)) == text
    lines = balanced_lines(text, ems, ROOM, MOST)
    assert not lines or "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert len(lines) <= MOST
    for line in lines:
        assert ems(line) <= ROOM
    for line, following in pairwise(lines):
        assert following[0] not in "，。！？：”》）、…%"
        assert line[-1] not in "“《（"
    assert len(lines) < 2 or sum(map(str.isalnum, lines[-1])) > 1


@settings(max_examples=25)
@given(st.text("风筝节松桥开幕，“” Kite", min_size=60, max_size=120))
def test_what_has_no_room_is_cut(text: str) -> None:
    lines = cut_to_width(text, ems, ROOM, MOST)
    assert lines[-1].endswith("…")
    assert 1 <= len(lines) <= MOST
    assert all(ems(line) <= ROOM for line in lines)
