"""Test images, drawn by code: `python tests/pictures.py` rewrites those in tests/."""

from io import BytesIO

from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

from sites import BROKEN, NEWSROOM

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></x:xmpmeta>'
TURNED = 6
"""Exif orientation of a camera held upright: rotate the image by 90° clockwise to view it."""


def mill(width: int = 1280, height: int = 840) -> Image.Image:
    """Draw a brick mill by a river."""
    image = Image.new("RGB", (width, height), "#c9dbe0")
    draw = ImageDraw.Draw(image)
    x, y = width / 16, height / 16
    draw.polygon([(0, 10 * y), (4 * x, 6 * y), (9 * x, 9 * y), (13 * x, 5 * y), (width, 10 * y)], fill="#8aa39b")
    draw.rectangle((6 * x, 5 * y, 11 * x, 12 * y), fill="#9c4a34")
    draw.polygon([(5.6 * x, 5 * y), (8.5 * x, 3 * y), (11.4 * x, 5 * y)], fill="#59352b")
    for column in range(4):
        for row in range(3):
            at = (6.5 + 1.15 * column) * x, (6 + 1.8 * row) * y
            draw.rectangle((*at, at[0] + 0.6 * x, at[1] + y), fill="#f0e2b6")
    draw.rectangle((0, 12 * y, width, height), fill="#3f6f86")
    return image


def kites(width: int = 1500, height: int = 1000) -> Image.Image:
    """Draw kites over a meadow, in landscape format."""
    image = Image.new("RGB", (width, height), "#b9d3ea")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height * 0.8, width, height), fill="#7c9a5b")
    for number, colour in enumerate(("#c8372d", "#e2a021", "#2f5f8f", "#7a3f7d")):
        x, y, side = width * (0.15 + 0.22 * number), height * (0.25 + 0.12 * (number % 2)), height * 0.1
        draw.line((x, y, width * 0.5, height * 0.82), fill="#ffffff", width=2)
        draw.polygon([(x, y - side), (x + side, y), (x, y + side), (x - side, y)], fill=colour)
    return image


def exif(orientation: int = 1) -> Image.Exif:
    """Return Exif data as a phone writes it: its maker and its GPS position."""
    found = Image.Exif()
    found[0x010F], found[0x0112] = "Kitephone", orientation
    found.get_ifd(0x8825).update({1: "N", 2: (26.0, 35.0, 0.0), 3: "E", 4: (106.0, 42.0, 0.0)})
    return found


def photograph(image: Image.Image, orientation: int = 1) -> bytes:
    """Return a JPEG with a phone's metadata: GPS position, color profile, comment and XMP."""
    written = BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image.save(written, "JPEG", quality=70, exif=exif(orientation), icc_profile=profile, comment=b"secret", xmp=XMP)
    return written.getvalue()


def screenshot(image: Image.Image) -> bytes:
    """Return a PNG with text metadata."""
    written, words = BytesIO(), PngInfo()
    words.add_text("Author", "secret")
    image.quantize(32).save(written, "PNG", optimize=True, pnginfo=words, exif=exif())
    return written.getvalue()


def png(width: int, height: int, mode: str = "1") -> bytes:
    """Return a PNG of a single color."""
    written = BytesIO()
    Image.new(mode, (width, height)).save(written, "PNG", optimize=True)
    return written.getvalue()


def moving() -> bytes:
    """Return an animated GIF of two frames."""
    written = BytesIO()
    first, second = Image.new("1", (480, 320)), Image.new("1", (480, 320), 1)
    first.save(written, "GIF", save_all=True, append_images=[second], duration=500, loop=0)
    return written.getvalue()


FAULTS = {
    "broken-picture": {"text.jpg": b"no picture", "cut.jpg": photograph(kites(600, 400))[:6000]},
    "drawn-picture": {"mill.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>\n'},
    "large-picture": {"sheet.png": png(9000, 6000)},
    "misnamed-picture": {"mill-two.jpg": png(600, 400)},
    "moving-picture": {"kite.gif": moving()},
    "small-picture": {"little.png": png(300, 200)},
}
"""Files of each fault in tests/broken, in media/2030/."""


def _write() -> None:
    for fault, files in FAULTS.items():
        folder = BROKEN / fault / "docs/media/2030"
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (folder / name).write_bytes(content)
    media = NEWSROOM / "docs/media/2030"
    (media / "mill.png").write_bytes(screenshot(mill()))
    upright = kites().transpose(Image.Transpose.ROTATE_90)
    (media / "kites.jpg").write_bytes(photograph(upright, TURNED))


if __name__ == "__main__":
    _write()
