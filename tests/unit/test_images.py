"""Images: upright, in sRGB, without a word of where they were taken, and the same bytes each time."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import Element, HtmlElement, parse
from PIL import Image, ImageCms

import pictures
import sites
from newsdesk import processes
from newsdesk.cache import BuildCache
from newsdesk.content.files import is_picture
from newsdesk.content.image_files import inspect_picture, intrinsic_size
from newsdesk.content.images import MAX_SIDE, SHARED_WIDTH, WIDTHS, Format, Picture, UnfitPicture
from newsdesk.content.site import PictureLimits
from newsdesk.image_encoder import picture_files, variant_of
from newsdesk.markdown.links import show_picture

SCHOOL = "en/news/2030/kite-school-opens/index.html"
NIGHT = "zh/news/2031/kite-night/index.html"
LIMITS = PictureLimits()
NEAR = 24
"""How far apart a colour may be after it was written with loss."""


def saved(image: Image.Image, kind: str, **more: object) -> bytes:
    written = BytesIO()
    image.save(written, kind, **more)
    return written.getvalue()


def seen(folder: Path, name: str, content: bytes, limits: PictureLimits = LIMITS) -> Picture | UnfitPicture:
    """What a file is, in the media of a folder."""
    path = folder / "media" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return inspect_picture(folder, f"media/{name}", limits, BuildCache(folder / "kept"))


def shown(folder: Path, name: str, content: bytes, kind: Format = Format.WEBP) -> Image.Image:
    """A file as it is published."""
    picture = seen(folder, name, content)
    assert isinstance(picture, Picture), picture
    variant = ([picture.shared] if kind is picture.plain else picture.in_format(kind))[-1]
    found = Image.open(BytesIO(variant_of(picture, variant, folder, BuildCache(folder / "kept"))))
    assert found.size == (variant.width, variant.height)
    return found


def published(site: Path) -> list[Path]:
    return [path for path in sorted((site / "site/assets/pictures").rglob("*")) if path.is_file()]


def image_of(site: Path, page: str) -> HtmlElement:
    """The picture in the main part of a page. To lxml a `source` is no empty element: what follows is inside it."""
    (image,) = parse(site / "site" / page).xpath("//main//picture//img")
    return image


SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}/>'


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="120" height="40"', (120, 40)),
        ('width="120.4px" height="39.6px" viewBox="0 0 1 1"', (120, 40)),
        ('viewBox="0 0 300 100"', (300, 100)),
        ('width="100%" height="2em" viewBox="-5,-5,30,20"', (30, 20)),
        ('viewBox="0 0 1 0.2"', None),
        ('viewBox="wide"', None),
        ("", None),
    ],
)
def test_a_drawing_has_the_size_that_it_says(attributes: str, size: tuple[int, int] | None) -> None:
    assert intrinsic_size("mark.svg", SVG.format(attributes).encode()) == size


def test_an_image_has_the_size_at_which_it_is_shown() -> None:
    image = Image.new("RGB", (30, 20))
    exif = Image.Exif()
    exif[0x0112] = 6
    assert intrinsic_size("mark.png", saved(image, "PNG")) == (30, 20)
    assert intrinsic_size("mark.jpg", saved(image, "JPEG", exif=exif)) == (20, 30)
    assert intrinsic_size("mark.png", b"no image") is None
    assert intrinsic_size("mark.svg", b"<svg") is None


def test_nothing_is_published_but_what_is_seen(built_newsroom: Path) -> None:
    files = published(built_newsroom)
    assert {path.suffix for path in files} == {".avif", ".webp", ".jpg"}
    for path in files:
        content = path.read_bytes()
        with Image.open(path) as image:
            image.load()
            assert not image.getexif(), path
            assert not {"exif", "xmp", "comment", "icc_profile", "Author"} & set(image.info), path
        for word in (b"Exif", b"secret", b"xmpmeta", b"Kitephone", b"ICC_PROFILE", b"http"):
            assert word not in content, (path, word)


@pytest.mark.parametrize(
    ("name", "kind"), [("DSC_0001.JPG", "JPEG"), ("IMG.Jpeg", "JPEG"), ("P1.PNG", "PNG"), ("大厅.WebP", "WEBP")]
)
def test_the_ending_of_a_name_may_be_in_capitals(tmp_path: Path, name: str, kind: str) -> None:
    assert is_picture(f"media/{name}")
    assert isinstance(seen(tmp_path, name, saved(Image.new("RGB", (640, 480)), kind)), Picture)
    wrong = seen(tmp_path, name, saved(Image.new("RGB", (640, 480)), "GIF"))
    assert isinstance(wrong, UnfitPicture)
    assert wrong.rule == "misnamed-picture"


def test_a_drawing_is_one_in_capitals_too(tmp_path: Path) -> None:
    found = seen(tmp_path, "MILL.SVG", b"<svg/>")
    assert isinstance(found, UnfitPicture)
    assert found.rule == "drawn-picture"


def test_no_original_is_published(built_newsroom: Path) -> None:
    originals = {path.read_bytes() for path in (built_newsroom / "docs/media").rglob("*.*")}
    assert len(originals) == 2
    assert not originals & {path.read_bytes() for path in published(built_newsroom)}


def test_a_picture_stands_upright(built_newsroom: Path) -> None:
    """It was held upright: the file lies on its side."""
    with Image.open(built_newsroom / "docs/media/2030/kites.jpg") as original:
        assert original.width < original.height
    wide = next(path for path in published(built_newsroom) if path.name.startswith("kites.") and path.suffix == ".jpg")
    with Image.open(wide) as image:
        assert image.size == (1200, 800)
        meadow, sky = image.getpixel((600, 780)), image.getpixel((10, 10))
    assert meadow[1] > meadow[2]
    assert sky[2] > sky[1]


def test_a_storys_own_picture_is_fetched_first_and_others_when_they_are_near(built_newsroom: Path) -> None:
    head, below = image_of(built_newsroom, SCHOOL), image_of(built_newsroom, NIGHT)
    assert (head.get("fetchpriority"), head.get("loading")) == ("high", None)
    assert (below.get("fetchpriority"), below.get("loading")) == (None, "lazy")
    for image in (head, below):
        assert image.get("decoding") == "async"
        assert int(image.get("width")) == SHARED_WIDTH
        assert 0 < int(image.get("height")) < SHARED_WIDTH
        sources = list(reversed(list(image.iterancestors("source"))))
        assert [each.get("type") for each in sources] == ["image/avif", "image/webp"]
        assert all(each.get("sizes") for each in sources)


def test_every_file_that_a_page_offers_is_there_and_as_wide_as_it_says(built_newsroom: Path) -> None:
    page = built_newsroom / "site" / NIGHT
    files = [each.split(" ") for source in parse(page).xpath("//source") for each in source.get("srcset").split(", ")]
    assert [width for _, width in files] == ["480w", "800w", "1200w", "1500w"] * 2
    for name, width in files:
        with Image.open(page.parent / name) as image:
            assert f"{image.width}w" == width


def test_a_picture_with_a_title_is_a_figure_with_a_caption(built_newsroom: Path) -> None:
    image = image_of(built_newsroom, NIGHT)
    (figure,) = image.iterancestors("figure")
    assert figure.findtext("figcaption") == "河边草地上空的风筝。林帆摄"
    assert image.get("title") is None


def test_a_feed_shows_one_file_of_each_picture(built_newsroom: Path) -> None:
    feed = (built_newsroom / "site/zh/feed.xml").read_text(encoding="utf-8")
    assert "kites." in feed
    assert "srcset" not in feed
    assert "&lt;source" not in feed


def test_other_media_are_published_as_they_are_and_pictures_of_what_waits_not_at_all(site: Path) -> None:
    draft = site / "docs/en/news/2031/unfinished.md"
    draft.write_text(f"{draft.read_text('utf-8')}\n![Kites](../../../media/2030/red.jpg)\n", encoding="utf-8")
    (site / "docs/media/2030/red.jpg").write_bytes(pictures.photograph(pictures.kites(600, 400)))
    night = site / "docs/zh/news/2031/kite-night.md"
    night.write_text(f"{night.read_text('utf-8')}\n[名单](../../../media/2030/list.csv)\n", encoding="utf-8")
    (site / "docs/media/2030/list.csv").write_text("name\n", encoding="utf-8")
    run = sites.build(site)
    assert run.code == 0, run.err
    assert [path.name for path in (site / "site/media/2030").iterdir()] == ["list.csv"]
    assert {path.name.partition(".")[0] for path in published(site)} == {"kites", "mill"}


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    found = [seen(tmp_path, f"{n}.jpg", pictures.photograph(pictures.kites(500 + n, 400))) for n in range(2)]
    usable = [each for each in found if isinstance(each, Picture)]
    files = [{each.address: each.encode for each in picture_files(usable, tmp_path)} for _ in ("one", "two")]
    one = {where: make() for where, make in files[0].items()}
    two = dict(processes.parallel_map(lambda where: (where, files[1][where]()), list(files[1]), heavy=True))
    assert one == two
    assert len(one) == 2 * 5


def test_what_was_made_once_is_kept(tmp_path: Path) -> None:
    picture = seen(tmp_path, "a.png", pictures.png(500, 300, "RGB"))
    assert isinstance(picture, Picture)
    first = variant_of(picture, picture.shared, tmp_path, BuildCache(tmp_path / "kept"))
    (tmp_path / picture.path).unlink()
    assert variant_of(picture, picture.shared, tmp_path, BuildCache(tmp_path / "kept")) == first


def test_other_bytes_have_another_name(tmp_path: Path) -> None:
    one, two = (seen(tmp_path, "a.png", pictures.png(500, height, "RGB")) for height in (300, 301))
    assert isinstance(one, Picture)
    assert isinstance(two, Picture)
    assert not {each.address for each in one.variants} & {each.address for each in two.variants}


@given(st.integers(1, 20_000), st.integers(1, 20_000))
def test_no_variant_is_larger_than_the_picture_nor_than_a_format_holds(width: int, height: int) -> None:
    picture = Picture(path="media/2030/a.png", digest="f" * 64, width=width, height=height, plain=Format.PNG)
    assert len({each.address for each in picture.variants}) == len(picture.variants)
    for each in picture.variants:
        assert 1 <= each.width <= min(width, WIDTHS[-1])
        assert 1 <= each.height <= max(1, min(height, MAX_SIDE[each.format]))
        assert abs(each.height - height * each.width / width) <= 1 or each.height == MAX_SIDE[each.format]
    assert picture.shared.width <= SHARED_WIDTH


def test_a_picture_too_tall_for_modern_formats_keeps_its_width(tmp_path: Path) -> None:
    """An infographic: at 426 pixels of 800, as high as a WebP may be, nobody could read it."""
    tall = seen(tmp_path, "tall.png", pictures.png(800, 30_000, "RGB"))
    assert isinstance(tall, Picture)
    assert [(each.format, each.width, each.height) for each in tall.variants] == [
        (Format.JPEG, 480, 18_000),
        (Format.JPEG, 800, 30_000),
    ]
    assert tall.shared.width == 800
    image = show_picture(Element("img"), tall, "../").find("img")
    assert image.getparent().findall("source") == []
    assert [each.split()[1] for each in image.get("srcset").split(", ")] == ["480w", "800w"]
    content = variant_of(tall, tall.shared, tmp_path, BuildCache(tmp_path / "kept"))
    assert Image.open(BytesIO(content)).size == (800, 30_000)


def test_an_original_that_says_where_it_was_taken_is_named_once(site: Path) -> None:
    notes = [each for each in sites.lint(site)[1] if each.rule == "picture-location"]
    assert [each.location.path for each in notes] == ["docs/media/2030/kites.jpg", "docs/media/2030/mill.png"]
    assert str(notes[0].suggestion).endswith("exiftool -gps:all= -overwrite_original docs/media/2030/kites.jpg")
    plain = Image.open(site / "docs/media/2030/mill.png").convert("RGB")
    plain.save(site / "docs/media/2030/mill.png")
    assert [each.location.path for each in sites.lint(site)[1] if each.rule == "picture-location"] == [
        "docs/media/2030/kites.jpg"
    ]


RED = (200, 40, 30)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "CMYK"])
@pytest.mark.parametrize("kind", [Format.AVIF, Format.WEBP])
def test_colours_stay_what_they_are(tmp_path: Path, mode: str, kind: Format) -> None:
    ending = "jpg" if mode == "CMYK" else "png"
    content = saved(Image.new("RGB", (500, 300), RED).convert(mode), "JPEG" if ending == "jpg" else "PNG")
    found = shown(tmp_path, f"a.{ending}", content, kind).convert("RGB").getpixel((250, 150))
    assert all(abs(one - other) < NEAR for one, other in zip(found, RED, strict=True))


@pytest.mark.parametrize("mode", ["1", "L", "I;16", "LA"])
def test_grey_stays_grey(tmp_path: Path, mode: str) -> None:
    image = (
        Image.new("I;16", (500, 300), 128 * 256) if mode == "I;16" else Image.new("L", (500, 300), 128).convert(mode)
    )
    red, green, blue = shown(tmp_path, "a.png", saved(image, "PNG")).convert("RGB").getpixel((250, 150))
    assert max(red, green, blue) - min(red, green, blue) < NEAR
    assert mode == "1" or abs(green - 128) < NEAR


def test_what_is_see_through_stays_so_for_every_browser(tmp_path: Path) -> None:
    content = saved(Image.new("RGBA", (500, 300), (*RED, 0)), "PNG")
    for kind in (Format.AVIF, Format.WEBP, Format.PNG):
        assert shown(tmp_path, "a.png", content, kind).convert("RGBA").getpixel((250, 150))[3] < NEAR


def test_other_colour_spaces_become_srgb(tmp_path: Path) -> None:
    """In the colours of this profile red and blue have changed places."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exchanged = srgb.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")
    content = saved(Image.new("RGB", (500, 300), (200, 40, 30)), "PNG", icc_profile=exchanged)
    red, _, blue = shown(tmp_path, "a.png", content).convert("RGB").getpixel((250, 150))
    assert blue - red > 100


def test_a_broken_profile_breaks_nothing(tmp_path: Path) -> None:
    image = saved(Image.new("RGB", (500, 300), RED), "JPEG", icc_profile=b"no profile at all")
    assert shown(tmp_path, "a.jpg", image).size == (500, 300)


def test_a_camera_may_put_a_second_picture_behind_the_first(tmp_path: Path) -> None:
    first, second = Image.new("RGB", (500, 300), RED), Image.new("RGB", (500, 300))
    content = saved(first, "MPO", save_all=True, append_images=[second])
    assert shown(tmp_path, "a.jpg", content).convert("RGB").getpixel((250, 150))[0] > RED[0] - NEAR


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    found = seen(tmp_path, "a.jpg", b"\0" * 1_000_001, PictureLimits(megabytes=1))
    assert isinstance(found, UnfitPicture)
    assert str(found.message) == "media/a.jpg must be at most 1 MB; it has 1.0 MB"


def test_a_bomb_is_not_decoded(tmp_path: Path) -> None:
    found = seen(tmp_path, "a.png", pictures.png(60_000, 4_000))
    assert isinstance(found, UnfitPicture)
    assert str(found.message) == "media/a.png must be at most 50 megapixels; it has 240.0"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_picture_that_breaks_off_is_none(tmp_path: Path, kind: str) -> None:
    ending = {"JPEG": "jpg"}.get(kind, kind.lower())
    content = saved(pictures.kites(600, 400), kind)
    assert isinstance(seen(tmp_path, f"a.{ending}", content), Picture)
    assert isinstance(seen(tmp_path, f"a.{ending}", content[: len(content) * 2 // 3]), UnfitPicture)
