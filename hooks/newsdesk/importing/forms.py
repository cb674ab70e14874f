"""The forms of a body that shortcodes and HTML of other generators become."""

import re
from urllib.parse import parse_qs, urlsplit

from newsdesk.content.yaml import with_curly_quotes
from newsdesk.importing.archive import Task

_COMMENT = re.compile(r"<!-- imported, (?P<task>[a-z-]+): (?P<text>.*?) -->", re.DOTALL)
_BLANK_LINES = re.compile(r"\n\s*\n+")
MORE = "<!-- more -->"
"""Ends the part of a body that lists of posts show."""


def block(text: str) -> str:
    """Return text as a block of its own."""
    return f"\n\n{text.strip()}\n\n"


def kept(task: Task, original: str) -> str:
    """Return the comment that keeps what has no form here; a comment is never published."""
    plain = _BLANK_LINES.sub("\n", original.strip()).replace("--", "- -")
    return f"<!-- imported, {task}: {plain} -->"


def kept_parts(text: str) -> list[tuple[Task, int, str]]:
    """Return the task, the line (from 1) and the original of each part of a text that a comment keeps."""
    return [
        (Task(found["task"]), text.count("\n", 0, found.start()) + 1, found["text"])
        for found in _COMMENT.finditer(text)
    ]


def image(reference: str, alt: str = "", caption: str = "") -> str:
    """Return an image; one without words of its own is described by its caption."""
    target = f"<{reference}>" if re.search(r"[\s()]", reference) else reference
    words = _one_line(alt or caption).replace("[", "(").replace("]", ")")
    title = with_curly_quotes(_one_line(caption)).replace('"', "”")
    return f'![{words}]({target} "{title}")' if title else f"![{words}]({target})"


def link(words: str, reference: str) -> str:
    return f"[{words or reference}]({reference})"


def fence(code: str, language: str = "") -> str:
    """Return a fenced block of code."""
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    ticks = "`" * max(3, longest + 1)
    return block(f"{ticks}{language}\n{code.strip(chr(10)).rstrip()}\n{ticks}")


def quotation(text: str) -> str:
    return block("\n".join(f"> {line}".rstrip() for line in text.strip().split("\n")))


_ALERTS = {
    "tip": "TIP", "hint": "TIP", "success": "TIP", "check": "TIP", "question": "NOTE",
    "important": "IMPORTANT", "warning": "WARNING", "warn": "WARNING", "attention": "WARNING",
    "caution": "CAUTION", "danger": "CAUTION", "error": "CAUTION",
}  # fmt: skip
NOTES = frozenset({*_ALERTS, "note", "info"})
"""Names by which themes call a note or a warning."""


def alert(kind: str, text: str) -> str:
    """Return a note in the form of https://docs.github.com/en/get-started/writing-on-github#alerts."""
    return quotation(f"[!{_ALERTS.get(kind.lower(), 'NOTE')}]\n{text.strip()}")


def collapsible(summary: str, text: str) -> str:
    """Return a block that opens on request."""
    lines = [f"    {line}".rstrip() for line in text.strip().split("\n")]
    title = with_curly_quotes(_one_line(summary)).replace('"', "”")
    return block("\n".join([f'??? note "{title}"', "", *lines]))


_VIDEOS = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "bilibili": "https://www.bilibili.com/video/{}",
    "tencent": "https://v.qq.com/x/page/{}.html",
    "youku": "https://v.youku.com/v_show/id_{}.html",
}
VIDEO_HOSTS = frozenset(_VIDEOS)
_PLAYERS = (
    ("youtube", re.compile(r"(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v|shorts|live)/([\w-]+)")),
    ("youtube", re.compile(r"youtu\.be/([\w-]+)")),
    ("vimeo", re.compile(r"(?:player\.)?vimeo\.com/(?:video/)?(\d+)")),
    ("bilibili", re.compile(r"(?:www\.)?bilibili\.com/video/(BV\w+|av\d+)")),
    ("tencent", re.compile(r"v\.qq\.com/x/(?:page|cover/\w+)/(\w+)\.html")),
    ("youku", re.compile(r"(?:player\.youku\.com/embed/|v\.youku\.com/v_show/id_)([\w=]+)")),
)
_BY_QUERY = {
    "youtube": ("youtube.com/watch", "v"),
    "bilibili": ("player.bilibili.com", "bvid"),
    "tencent": ("v.qq.com/txp/iframe", "vid"),
}


def video(host: str, identifier: str) -> str:
    """Return the address of a video's page, alone on its line."""
    return block(_VIDEOS[host].format(identifier))


def video_page(address: str) -> str:
    """Return the address of the page of a video, from that or from its player's; empty if it is neither."""
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
    except ValueError:
        return ""
    place = f"{parts.netloc}{parts.path}"
    for host, (start, key) in _BY_QUERY.items():
        if place.removeprefix("www.").startswith(start) and (found := parse_qs(parts.query).get(key)):
            return _VIDEOS[host].format(found[0])
    return next((_VIDEOS[host].format(match[1]) for host, player in _PLAYERS if (match := player.match(place))), "")


def _one_line(text: str) -> str:
    return " ".join(text.split())
