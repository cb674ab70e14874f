"""The face of a story: the same for ever, its own, and inside its box."""

import re
from collections.abc import Iterator
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from newsdesk.words.ridge import HEIGHT, PITCH, WIDTH, ridges

IDS = st.integers(min_value=0).map("2030/story-{}".format)
NUMBER = re.compile(r"-?\d+")
AREA = re.compile(r"M0 0v\d+(?:c\d+ 0 \d+ \d+ \d+ \d+s\d+-\d+ \d+-\d+)+V0z")
LINES = re.compile(r"(?:M\d+ 0v\d+)+")
SHORT = 700
FAR = (
    "M0 0v13c13 0 13 24 27 24s9-28 18-28c13 0 13 44 27 44s19-43 39-43c20 0 20 27 40 27s21-33 43-33c10 0 1"
    "0 40 21 40s12-34 25-34V0z"
)
NEAR = (
    "M0 0v13c10 0 10 17 20 17s9-21 18-21c13 0 13 15 26 15s13-20 27-20c17 0 17 14 35 14s13-15 27-15c9 0 9 "
    "32 19 32s6-26 13-26c16 0 16 9 33 9s11-7 22-7V0z"
)
BARS = (
    "M3 0v18M9 0v21M15 0v18M21 0v12M27 0v7M33 0v5M39 0v3M45 0v3M51 0v3M57 0v5M63 0v8M69 0v13M75 0v21M81 0"
    "v32M87 0v37M93 0v32M99 0v21M105 0v20M111 0v28M117 0v35M123 0v38M129 0v35M135 0v28M141 0v20M147 0v25M"
    "153 0v28M159 0v25M165 0v19M171 0v13M177 0v17M183 0v24M189 0v29M195 0v32M201 0v29M207 0v24M213 0v17M2"
    "19 0v12M225 0v9M231 0v6M237 0v4"
)


def corners(path: str) -> Iterator[tuple[int, int]]:
    """The points of an area's outline, between which its curves run without leaving their box."""
    start, *halves = re.split("[cs]", path.removesuffix("V0z"))
    steps = [list(map(int, NUMBER.findall(half)))[-2:] for half in halves]
    xs = accumulate((x for x, _ in steps), initial=0)
    ys = accumulate((y for _, y in steps), initial=int(start.partition("v")[2]))
    return zip(xs, ys, strict=True)


@given(IDS)
def test_a_face_stays_in_its_box_and_spans_it(permanent: str) -> None:
    *areas, lines = ridges(permanent)
    for area in areas:
        assert AREA.fullmatch(area)
        points = list(corners(area))
        assert all(0 <= x <= WIDTH and 0 < y < HEIGHT for x, y in points)
        assert points == sorted(points, key=lambda point: point[0])
        assert points[-1][0] == WIDTH
    assert LINES.fullmatch(lines)
    numbers = list(map(int, NUMBER.findall(lines)))
    assert numbers[0::3] == list(range(PITCH // 2, WIDTH, PITCH))
    assert all(0 < height < HEIGHT for height in numbers[2::3])


@given(IDS)
def test_a_face_is_short(permanent: str) -> None:
    assert len("".join(ridges(permanent))) < SHORT


@given(st.lists(IDS, min_size=2, max_size=20, unique=True))
def test_two_stories_have_two_faces(permanents: list[str]) -> None:
    assert len({ridges(each) for each in permanents}) == len(permanents)


def test_a_face_is_the_same_for_ever() -> None:
    assert ridges("2030/kite-school-opens") == (FAR, NEAR, BARS)
