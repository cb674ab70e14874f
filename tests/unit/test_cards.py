"""Cards: the headline of a story as a picture, for who shows it where it is shared."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from lxml.etree import fromstring
from lxml.html import parse
from PIL import Image

import sites
from newsdesk import image_encoder as images
from newsdesk.content import assets
from newsdesk.i18n.languages import Language
from newsdesk.pages import card
from newsdesk.pages.card import HEIGHT, WIDTH, Cards, Font, card_of
from newsdesk.pages.registry import all_pages
from newsdesk.pages.story import StoryView
from newsdesk.pages.view import View
from newsdesk.site_check import check_site

URL = "https://kites.example/"
STORY = "zh/news/2029/wind-tunnel/"
HEADLINE = (60, 172, 1140, 558)
NO_SIGN = "\ue000"
"""Of private use: no font has it, and what is drawn in its place is a box."""


@pytest.fixture(scope="module")
def font() -> Font:
    found, problems = card.find_font(
        sites.identity_of(sites.NEWSROOM).model_copy(update={"cards": True}), sites.NEWSROOM
    )
    assert found, problems
    return found


@pytest.fixture(scope="module")
def views(built_newsroom: Path) -> Sequence[View]:
    library, site = sites.library(built_newsroom), sites.identity_of(built_newsroom)
    return [view for batch in all_pages(library, site) for view in batch.make()]


@pytest.fixture(scope="module")
def drawing(font: Font, built_newsroom: Path) -> Cards:
    found, _ = assets.read_assets([built_newsroom / "docs", sites.PROJECT / "overrides"])
    return Cards(sites.identity_of(built_newsroom), font, found.named["newsroom.css"].content.decode())


def with_title(drawing: Cards, font: Font, title: str) -> Image.Image:
    """The part of a card in which its headline stands."""
    card = drawing.with_title(Language.ZH, "风筝专栏", title, "2030年4月1日")
    image = Image.open(BytesIO(images.draw_card(card.drawing, font)))
    assert image.size == (WIDTH, HEIGHT)
    return image.crop(HEADLINE)


def test_a_chinese_headline_is_drawn_in_its_characters(drawing: Cards, font: Font) -> None:
    title, boxes, blank = (with_title(drawing, font, each).tobytes() for each in ("松桥风筝", NO_SIGN * 4, " "))
    assert len({title, boxes, blank}) == 3
    kite = with_title(drawing, font, "风风风风")
    left, right = kite.crop((0, 0, 190, 386)), with_title(drawing, font, "风筝风筝").crop((0, 0, 190, 386))
    assert left.tobytes() != right.tobytes()


def test_a_card_has_a_headline_a_section_and_a_day_and_draws_nothing_but_a_line(drawing: Cards) -> None:
    card = fromstring(drawing.with_title(Language.ZH, "风筝专栏", "松桥风筝", "2030年4月1日").drawing)
    assert card.xpath("//*[local-name() = 'text']/text()") == ["风筝专栏", "松桥风筝", "2030年4月1日"]
    assert [each.tag.rpartition("}")[2] for each in card.iter() if not each.text and not len(each)] == ["rect", "path"]
    assert not set("CcSsQqAaVvZz") & set(card.xpath("string(//*[local-name() = 'path']/@d)"))


def test_signs_of_xml_in_a_headline_are_drawn_as_signs(drawing: Cards) -> None:
    card = drawing.with_title(Language.EN, "Kites & Co.", "Kites & <wind>", "April 1, 2030")
    assert [*fromstring(card.drawing).itertext()] == ["Kites & Co.", "Kites & <wind>", "April 1, 2030"]


def test_two_draws_give_the_same_bytes(drawing: Cards, font: Font) -> None:
    card = drawing.with_title(Language.EN, "Kite Desk", "Kite school opens")
    assert images.draw_card(card.drawing, font) == images.draw_card(card.drawing, font)


def test_every_story_has_its_own_card_and_other_pages_that_of_their_language(
    drawing: Cards, views: Sequence[View]
) -> None:
    found = {view.address: (view, card) for view in views if (card := card_of(view, drawing))}
    assert found.keys() == {view.address for view in views if view.indexable}
    stories = [card for view, card in found.values() if isinstance(view, StoryView) and not view.picture]
    assert len({card.address for card in stories}) == len(stories) > 3
    others = {card.address for view, card in found.values() if not isinstance(view, StoryView)}
    assert len(others) == len(sites.LANGUAGES)
    pictured = [(view, card) for view, card in found.values() if isinstance(view, StoryView) and view.picture]
    assert pictured
    assert all(card.address == view.picture.shared.address and not card.drawing for view, card in pictured)


def test_what_is_withheld_is_on_no_card(drawing: Cards, views: Sequence[View], built_newsroom: Path) -> None:
    drawings = "".join(card.drawing for view in views if (card := card_of(view, drawing)))
    assert "松桥" in drawings
    library = sites.library(built_newsroom)
    waiting = [text.title for story in library.withheld for text in story.versions.texts.values()]
    assert waiting
    assert not [title for title in waiting if title[:8] in drawings]


def configured(site: Path, *lines: str) -> Path:
    """A newsroom with more lines below `extra: newsroom:`."""
    file = site / "mkdocs.yml"
    more = "".join(f"    {line}\n" for line in lines)
    file.write_text(f"{file.read_text('utf-8').rstrip()}\n{more}", "utf-8")
    return site


def said(page: Path, name: str) -> Sequence[str]:
    return parse(page).xpath(f"/html/head/meta[@property='og:{name}' or @name='twitter:{name}']/@content")


def test_a_site_with_cards(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: dict[str, bytes] = {}
    blank = BytesIO()
    Image.new("1", (WIDTH, HEIGHT)).save(blank, "PNG")
    monkeypatch.setattr(images, "draw_card", lambda drawing, font: drawn.setdefault(drawing, blank.getvalue()))
    run = sites.newsdesk(configured(site, "cards: !ENV [NEWSROOM_CARDS, false]"), "build", NEWSROOM_CARDS="true")
    assert run.code == 0, run.err
    page = site / "site" / STORY / "index.html"
    (where,) = said(page, "image")
    assert where.startswith(f"{URL}assets/cards/zh/")
    card = site / "site" / where.removeprefix(URL)
    assert card.read_bytes() == blank.getvalue()
    assert said(page, "image:width") + said(page, "image:height") == [str(WIDTH), str(HEIGHT)]
    assert said(page, "image:type") + said(page, "card") == ["image/png", "summary_large_image"]
    assert said(page, "image:alt") == said(page, "title")
    faults = {problem.rule for report in check_site(site / "site", URL, sites.MOMENT) for problem in report.problems}
    assert faults == set()
    Image.new("1", (600, 315)).save(card)
    faults = {problem.rule for report in check_site(site / "site", URL, sites.MOMENT) for problem in report.problems}
    assert faults == {"card"}


def test_without_cards_only_pictures_are_shown(built_newsroom: Path) -> None:
    assert not (built_newsroom / "site/assets/cards").exists()
    shown_by = {where for page in (built_newsroom / "site").rglob("*.html") for where in said(page, "image")}
    assert shown_by
    assert all(where.startswith(f"{URL}assets/pictures/") for where in shown_by)
    assert said(built_newsroom / "site/en/index.html", "card") == ["summary"]


def test_a_font_that_is_not_there_is_an_error_with_its_cure(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card, "KNOWN_FONTS", ())
    known = sites.identity_of(configured(site, "cards: true"))
    _, [problem] = card.find_font(known, site)
    assert (problem.rule, problem.location.path) == ("card-font", "mkdocs.yml")
    assert problem.location.source.strip() == "cards: true"
    assert "apt-get install fonts-noto-cjk" in str(problem.suggestion)
    _, [problem] = card.find_font(sites.identity_of(configured(site, "card_font: docs/index.md")), site)
    assert problem.location.source.strip() == "card_font: docs/index.md"
    assert problem.message == 'cannot read font "docs/index.md"'
    assert card.find_font(known.model_copy(update={"cards": False}), site) == (None, [])
