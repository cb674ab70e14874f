"""Build the real docs/ in a subprocess and serve them as a static host would, for tests/browser and tests/html."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatch
from functools import cache
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

import brotli

from newsdesk.outputs.host import BROTLI_QUALITY

PROJECT = Path(__file__).parents[1]
Headers = Mapping[str, Mapping[str, str]]
HOST = "https://big-data-hub.example"
CHROMIUM = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
"""Arguments that keep Chromium from making requests of its own."""
COME_NEAR = """() => {
  const isLate = (each) => getComputedStyle(each).contentVisibility === "auto";
  const late = [...document.querySelectorAll("main *")].filter(isLate);
  for (const each of late) each.style.contentVisibility = "visible";
  return late.length;
}"""
"""JavaScript that renders all elements with `content-visibility: auto`, as if scrolled to; returns their number."""
TEXTS = {".html", ".css", ".js", ".json", ".svg", ".txt", ".xml", ".webmanifest", ".ics", ".csv"}

LANGUAGES = ["en", "zh"]
STORY = "news/2014/guiyang-symposium-beijing-alliances/"
KINDS = [
    "",
    "news/",
    "news/2014/",
    STORY,
    "summit/",
    "summit/2017/",
    "summit/2018/",
    "summit/2020/",
    "timeline/",
    "timeline/2014/",
    "timeline/plans/",
    "events/2013/guiyang-zhongguancun-agreement/",
    "series/apple-data-center/",
    "tags/",
    "tags/conferences/",
    "tags/conferences/timeline/",
    "people/",
    "organisations/",
    "organisations/csa/",
    "about/",
    "about/subscribe/",
    "search/",
]
RARE_KINDS = ["", "events/2030/kite-day/", "news/2030/kite-school-opens/", "people/ada-lindqvist/"]
# Every page kind in both languages, and the two bilingual pages. docs/ has most of them; tests/newsroom has a story
# with every feature, one without a translation, a withdrawn one, and a person's page; tests/media.py adds its own.
PAGES = [
    *(("docs", address) for address in ("", "404.html")),
    *(("docs", f"{language}/{kind}") for language in LANGUAGES for kind in KINDS),
    *(("newsroom", f"{language}/{kind}") for language in LANGUAGES for kind in RARE_KINDS),
    ("docs", f"en/{STORY}with-zh/"),
    ("newsroom", "zh/news/2030/kite-school-opens/with-en/"),
    ("newsroom", "en/news/2031/kite-night/"),
    ("newsroom", "zh/news/2031/harbor-loop/"),
    *(("newsroom", f"{language}/news/2030/kite-tax/") for language in LANGUAGES),
    *(("media", f"{language}/news/2031/kite-films/") for language in LANGUAGES),
    ("media", "en/news/2031/kite-films/with-zh/"),
]


def build(folder: Path, root: str = "/") -> Path:
    """Build the site for `root` of its host into `folder`."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
    environment = {**os.environ, "SITE_URL": f"{HOST}{root}", "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=PROJECT, env=environment, check=True)
    return folder


def headers(site: Path) -> Headers:
    """Return the headers in a site's `_headers` file, by path pattern."""
    rules: dict[str, dict[str, str]] = {}
    for line in (site / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("/"):
            values = rules.setdefault(line, {})
        elif line:
            name, _, value = line.strip().partition(": ")
            values[name] = value
    return rules


@contextmanager
def serve(folder: Path, root: str = "/", rules: Headers | None = None) -> Iterator[str]:
    """Serve `folder`, which has the site below `root`, on a free port; yield the URL of the site.

    `rules` are the headers to send, by default those of the site's `_headers`.
    """
    site = folder / root.strip("/")
    rules = headers(site) if rules is None else rules

    class Handler(_Handler):
        missing = site / "404.html"

        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(folder))

        def end_headers(self) -> None:
            for pattern, values in rules.items():
                for name, value in values.items() if fnmatch(self.path, pattern) else ():
                    self.send_header(name, value)
            super().end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{root}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    """Behaves like a static host: texts compressed, 404.html for missing files, no folder listings."""

    missing: Path

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Send text with Brotli if the client accepts it (RFC 9110, 12.5.3); the parent does conditional requests."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.partition("?")[0].endswith("/") else path
        takes = "br" in self.headers.get("Accept-Encoding", "") and "If-Modified-Since" not in self.headers
        if not takes or path.suffix not in TEXTS or not path.is_file():
            return super().send_head()
        content = _compressed(path)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "br")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Last-Modified", self.date_time_string(int(path.stat().st_mtime)))
        self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        return BytesIO(content)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND:
            return super().send_error(code, message, explain)
        page = self.missing.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)
        return None

    def list_directory(self, path: Any) -> None:
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, *args: Any) -> None:
        """Log nothing."""


@cache
def _compressed(path: Path) -> bytes:
    return brotli.compress(path.read_bytes(), quality=BROTLI_QUALITY)
