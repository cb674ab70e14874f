"""The colours that the style sheets name can be read on one another, light and dark."""

from pathlib import Path

import pytest

from newsdesk.content.assets import PAIRS, ColourPair, colours, contrast

PROJECT = Path(__file__).parents[2]
SHEETS = [PROJECT / "overrides/assets/tokens.css", PROJECT / "docs/assets/identity.css"]
PALETTE = {name: colour for sheet in SHEETS for name, colour in colours(sheet.read_text(encoding="utf-8")).items()}


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54), ("#ff0000", "#0000ff", 2.15)],
)
def test_contrast_is_that_of_the_standard(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005) == contrast(other, one)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.foreground} on {pair.background}")
def test_a_colour_can_be_told_from_what_it_stands_on(pair: ColourPair) -> None:
    front, back = PALETTE[pair.foreground], PALETTE[pair.background]
    assert contrast(front.light, back.light) >= pair.min_contrast
    assert contrast(front.dark, back.dark) >= pair.min_contrast


def test_every_colour_but_the_line_that_only_parts_is_in_a_pair() -> None:
    assert PALETTE.keys() - {name for pair in PAIRS for name in (pair.foreground, pair.background)} == {
        "md-default-fg-color--lightest"
    }


def test_colours_are_written_where_they_are_named_and_nowhere_else() -> None:
    sheets = [*(PROJECT / "overrides/assets").glob("*.css"), SHEETS[1]]
    assert [path.name for path in sheets if "#" in path.read_text(encoding="utf-8") and path.name != "print.css"] == [
        "tokens.css",
        "identity.css",
    ]
