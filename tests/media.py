"""Test media other than pictures, made by code: a story that uses every form, and its files."""

import struct
import wave
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from pypdf import PdfWriter

import pictures

STORY = "news/2031/kite-films"
VIDEO = "https://www.bilibili.com/video/BV1xx411c7mD"


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def mp4(seconds: int) -> bytes:
    """Return an MP4 without a track (ISO/IEC 14496-12): its brand, and how long it would play."""
    header = struct.pack(">IIIII", 0, 0, 0, 1000, 1000 * seconds) + bytes(80)
    return _box(b"ftyp", b"isom\0\0\0\1isom") + _box(b"moov", _box(b"mvhd", header))


def mp3(seconds: int) -> bytes:
    """Return silence: MPEG-1 layer III frames at 128 kbit/s and 44,100 Hz, each of 1,152 samples."""
    return (b"\xff\xfb\x90\x00" + bytes(413)) * round(seconds * 44_100 / 1152)


def wav(seconds: int) -> bytes:
    """Return silence, which a browser plays."""
    written = BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(800)
        file.writeframes(b"\x80" * (800 * seconds))
    return written.getvalue()


def pdf(pages: int) -> bytes:
    """Return a PDF of blank pages."""
    written, writer = BytesIO(), PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=595, height=842)
    writer.write(written)
    return written.getvalue()


def archive() -> bytes:
    """Return a ZIP archive of one file, which is what an Office document is, too."""
    written = BytesIO()
    with ZipFile(written, "w") as file:
        file.writestr("kites.txt", "Kites.\n")
    return written.getvalue()


CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nThe wind blew.\n"


def files() -> dict[str, bytes]:
    """Return the files of the story by their names in media/2031/."""
    return {
        "flight.mp4": mp4(200),
        "flight.jpg": pictures.photograph(pictures.kites(1280, 720)),
        "flight.en.vtt": CAPTIONS,
        "flight.zh.vtt": CAPTIONS,
        "silent.webm": b"\x1a\x45\xdf\xa3" + bytes(60),
        "wind.mp3": mp3(75),
        "programme.pdf": pdf(24),
        "letter.pdf": pdf(1),
        "prices.xlsx": archive(),
        "IMG_1234.JPG": pictures.photograph(pictures.mill(800, 600)),
        "风筝 一号.jpg": pictures.photograph(pictures.kites(800, 600)),
        "50% #2?.jpg": pictures.photograph(pictures.mill(700, 500)),
    }


ENGLISH = f"""---
title: Films of the kite fair in Pinebridge
summary: Pictures, films and papers of the fair, which opened on March 1, 2031.
published: 2031-03-02
sources: [mill-archive]
---

The fair opened on March 1.

![A mill](../../../media/2031/IMG_1234.JPG "The mill. Kite Desk")
![Kites](../../../media/2031/风筝 一号.jpg "Four kites. Kite Desk")

![A mill again](media/2031/50% #2?.jpg "The mill again, seen from the river.")

One stands alone.

![Kites alone](../../../media/2031/IMG_1234.JPG "Alone")

![Four kites rise above the meadow](../../../media/2031/flight.mp4)

![A film without a poster](../../../media/2031/silent.webm "Its caption")

![The wind at noon](../../../media/2031/wind.mp3)

The [programme](../../../media/2031/programme.pdf), a [letter (PDF)](/media/2031/letter.pdf) and the
[prices](../../../media/2031/prices.xlsx).

[Kites over the mill, 3:20]({VIDEO})

[How a kite is built](https://www.youtube.com/watch?v=dQw4w9WgXcQ)

https://vimeo.com/76979871

> The wind does the work; we hold the line.
{{: .pull }}
"""
CHINESE = f"""---
title: 松桥风筝节影像
summary: 风筝节2031年3月1日开幕，以下是图片、影像和文件。
translated: 2031-03-03
---

风筝节3月1日开幕。

![磨坊](../../../media/2031/IMG_1234.JPG "磨坊。风筝专栏")

![风筝](../../../media/2031/风筝%20一号.jpg "四只风筝。风筝专栏")

![四只风筝飞上草地](../../../media/2031/flight.mp4)

![正午的风](../../../media/2031/wind.mp3)

[节目单](../../../media/2031/programme.pdf)、[价目表](../../../media/2031/prices.xlsx)。

[风筝飞过磨坊，3:20]({VIDEO})

[风筝怎样做成](https://youtu.be/dQw4w9WgXcQ)

> 风自出力，人只牵线。
{{: .pull }}
"""


def write(site: Path, *, embeds: str = "") -> Path:
    """Add the story in both languages and its files to a copy of the newsroom, which may load these players."""
    folder = site / "docs/media/2031"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (folder / name).write_bytes(content)
    for language, text in (("en", ENGLISH), ("zh", CHINESE)):
        (site / f"docs/{language}/{STORY}.md").write_text(text, encoding="utf-8")
    if embeds:
        configuration = site / "mkdocs.yml"
        typed = configuration.read_text(encoding="utf-8")
        configuration.write_text(f"{typed.rstrip()}\n    embeds: [{embeds}]\n", encoding="utf-8")
    return site
