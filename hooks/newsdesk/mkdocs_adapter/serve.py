"""MkDocs commands run in this process, and the web server of the preview (WSGI, PEP 3333)."""

import logging
import os
import re
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address
from mimetypes import guess_type
from pathlib import Path
from posixpath import normpath
from threading import Lock
from typing import Any
from urllib.parse import quote

import click
from mkdocs.commands import build as building
from mkdocs.commands import serve as serving
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from newsdesk import urls
from newsdesk.content.site import now
from newsdesk.diagnostics import format_diagnostic, tally
from newsdesk.i18n.messages import Message, catalog, current_catalog, msg, msg_plural, translate
from newsdesk.mkdocs_adapter.watcher import PromptObserver
from newsdesk.outputs.registry import output_of
from newsdesk.pages.registry import preview_pages
from newsdesk.preview import Preview, PreviewSettings

HOOKS = "mkdocs.hooks.newsdesk"


def configuration(file: Path, *, strict: bool, site: Path | None) -> MkDocsConfig:
    """Return the configuration in a file, with `site`, if given, as the folder of the site.

    Raises MkDocs' own click exception if it is invalid.
    """
    _speak(HOOKS)
    more = {"site_dir": str(site.resolve())} if site else {}
    return load_config(str(file), strict=strict or None, **more)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """What a build is asked beyond its configuration.

    `published` is the folder of the site that it will replace, by default the `site_dir`; a `cold` build keeps nothing.
    `staging` is a folder on the same disk, by default a new one, which may hold an earlier site.
    """

    published: Path | None = None
    staging: Path | None = None
    cold: bool = False


build_request: ContextVar[BuildRequest] = ContextVar("build_request")


def build_with_mkdocs(config: MkDocsConfig, folder: Path, request: BuildRequest) -> None:
    """Build the site into an empty folder.

    Raises a click exception with exit code 1 if there are problems, which have been printed, and OSError.
    """
    config.site_dir = str(folder)
    asked = build_request.set(request)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        building.build(config)
    except click.ClickException as exc:
        if isinstance(exc.__cause__, OSError):
            raise exc.__cause__ from None
        raise
    finally:
        build_request.reset(asked)
        config.plugins.on_shutdown()


def serve_with_mkdocs(file: Path, where: str) -> None:
    """Serve the preview at `where`, such as 127.0.0.1:8000, until the process is stopped.

    Raises MkDocs' click exception, or OSError, if it cannot start.
    """
    _speak(HOOKS, "mkdocs.livereload")
    serving.serve(str(file), livereload=True, dev_addr=where, site_url=f"http://{where}/")


def _speak(*names: str) -> None:
    """Print messages of these loggers from level INFO, and of all others from WARNING."""
    # Material's notice about MkDocs 2 is nothing that an editor could act on.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logging.basicConfig(format="%(message)s")
    for name in names:
        logging.getLogger(name).setLevel(logging.INFO)


serve_logger = logging.getLogger("mkdocs.hooks.newsdesk")
_PACKAGE = Path(__file__).parents[1]
_WAITING = "/livereload/"
"""Where the browser polls for changes."""
_HOSTS = "NEWSDESK_HOSTS"
"""Environment variable with additional host names of the preview, separated by commas or spaces."""
_THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")
_METHODS = ("GET", "HEAD")
_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>\n')
"""Removed from pages, because it would block MkDocs' live-reload script."""
Start = Callable[[str, list[tuple[str, str]]], object]
"""The `start_response` of WSGI, which takes the status and headers."""


class PreviewServer:
    """A WSGI application in place of MkDocs' own, which also replaces its builder.

    `configured` rereads mkdocs.yml.
    """

    def __init__(
        self,
        server: LiveReloadServer,
        configuration: Path,
        first: PreviewSettings,
        configured: Callable[[], PreviewSettings],
    ) -> None:
        self.server, self.configuration, self.configured = server, configuration, configured
        self.setting = first
        self.lock = Lock()
        self.bound = str(server.server_address[0])
        more = os.environ.get(_HOSTS, "").replace(",", " ").split()
        self.hosts = {_host(name) for name in (*_THIS_COMPUTER, self.bound, *more)}
        self._configuration, self._code = _time_of(configuration), _code()
        self._renew()
        server.builder = self.renew
        server.set_app(self.answer)

    def watch(self) -> None:
        """Watch all that the preview is made of, with an observer that sees changes sooner than that of MkDocs.

        MkDocs watches docs/ and mkdocs.yml already, and has not begun.
        """
        watched = (self.setting.docs, self.configuration)
        for path in watched:
            self.server.unwatch(str(path))
        self.server.observer = PromptObserver()
        for path in (*watched, *self.setting.asset_dirs, _PACKAGE):
            self.server.watch(str(path))

    def renew(self) -> None:
        """Reload what has changed. Errors are logged and the preview goes on: MkDocs would leave all pages hanging."""
        if self._code != _code():
            serve_logger.warning(translate(msg("the code of newsdesk has changed: restart the preview to use it")))
        with self.lock:
            for step in (self._read_configuration, self._renew):
                try:
                    step()
                except (Exception, SystemExit) as exc:  # noqa: BLE001 - MkDocs' Abort is a SystemExit
                    serve_logger.error(
                        translate(
                            msg("{reason}\nThe preview shows the previous version until this is fixed", reason=exc)
                        )
                    )

    def _read_configuration(self) -> None:
        if (time := _time_of(self.configuration)) != self._configuration:
            self.setting = self.configured()
            self._configuration = time

    def _renew(self) -> None:
        self.preview = Preview(self.setting, now(os.environ, self.setting.site.zone))
        self.with_reload_script = _reload_script(self.server)
        for problem in self.preview.news:
            click.echo(format_diagnostic(problem, current_catalog()) + "\n", err=True)
        stories = msg_plural("{number} story", "{number} stories", number=len(self.preview.library.stories))
        serve_logger.info(translate(msg("{stories}: {tally}", stories=stories, tally=tally(self.preview.news))))

    def answer(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer one request (WSGI, PEP 3333): GET and HEAD, for a known host only."""
        method = environ["REQUEST_METHOD"]
        if not self._answers_to(host := environ.get("HTTP_HOST", "")):
            return _refused(start, "421 Misdirected Request", _unknown(host))
        if method not in _METHODS:
            return _refused(start, "405 Method Not Allowed", msg("the preview is read-only"), ("Allow", "GET, HEAD"))
        content = self._answer(environ, start)
        return content if method == "GET" else []

    def _answers_to(self, given: str) -> bool:
        """Return whether the request's host is one that the preview was started for, against DNS rebinding.

        Another site may point its own name at this computer, and its scripts would read the drafts. A server that
        listens on all addresses also accepts IP addresses, which cannot be rebound.
        """
        host = _host(given)
        return host in self.hosts or (_is_unspecified(self.bound) and _is_number(host))

    def _answer(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if path.startswith(_WAITING) or not path.startswith(self.server.mount_path):
            return self.server.serve_request(environ, start)
        where = _address(path.removeprefix(self.server.mount_path))
        with self.lock:
            content, status = self.preview.at(where), "200 OK"
            if content is None and f"{where}/" in self.preview.pages:
                query = f"?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else ""
                start("302 Found", [("Location", f"{quote(f'{self.server.mount_path}{where}/')}{query}")])
                return []
            if content is None:
                where, status = urls.NOT_FOUND, "404 Not Found"
                content = self.preview.at(where) or b""
            kind, content = self._typed(where, content)
        headers = [("Content-Type", kind), ("Cache-Control", "no-store"), ("Accept-Ranges", "bytes")]
        if (part := _part(environ.get("HTTP_RANGE", ""), len(content))) and status == "200 OK":
            status = "206 Partial Content"
            headers.append(("Content-Range", f"bytes {part.start}-{part.stop - 1}/{len(content)}"))
            content = content[part.start : part.stop]
        start(status, [*headers, ("Content-Length", str(len(content)))])
        return [content]

    def _typed(self, where: str, content: bytes) -> tuple[str, bytes]:
        """Return the media type of a file and the content to send: a page gets the live-reload script."""
        if urls.file_of(where).endswith(".html"):
            page = _POLICY.sub(b"", content, count=1)
            signed = page.replace(b"</body>", self._signs(where).encode() + b"</body>")
            return "text/html; charset=utf-8", self.with_reload_script(signed)
        output = output_of(where)
        return output.media_type if output else guess_type(where)[0] or "application/octet-stream", content

    def _signs(self, where: str) -> str:
        """Return the last line of every page: links to the pages that only the preview has."""
        languages = self.setting.site.languages
        language = next((each for each in languages if where.startswith(urls.home(each))), languages[0])
        links = (
            f'<a href="{self.server.mount_path}{page.address(language)}">{page.title.translated(catalog(language))}</a>'
            for page in preview_pages()
        )
        return f'<nav class="grid" lang="{language.tag}" aria-label="newsdesk"><p>{" · ".join(links)}</p></nav>'


def _part(asked: str, size: int) -> range | None:
    """Return the bytes that a request asks for of a file (RFC 9110, 14.2); None for all of it, or for several parts.

    Without parts, a browser cannot move about in a video, and WebKit does not play it at all.
    """
    found = _RANGE.fullmatch(asked)
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    part = range(int(first), min(int(last or size - 1) + 1, size)) if first else range(max(0, size - int(last)), size)
    return part or None


def _reload_script(server: Any) -> Callable[[bytes], bytes]:
    """Return the function that adds MkDocs' live-reload script to a page.

    The script reloads the page once the server has a newer version. MkDocs makes neither the script nor the version
    number public, and a script of our own would have to use a protocol that is not public either.
    tests/unit/test_preview.py checks that this still works.
    """
    return partial(server._inject_js_into_html, epoch=server._wanted_epoch)


def _unknown(host: str) -> Message:
    if not host:
        return msg("the preview does not accept requests without a host")
    return msg(
        'the preview does not accept requests for host "{host}": start it with {variable}={host}',
        host=host,
        variable=_HOSTS,
    )


def _refused(start: Start, status: str, message: Message, *headers: tuple[str, str]) -> Iterable[bytes]:
    start(status, [("Content-Type", "text/plain; charset=utf-8"), *headers])
    return [f"{translate(message)}\n".encode()]


def _host(given: str) -> str:
    """Return a host name or IP address without its port and the brackets of IPv6."""
    return given if _is_number(given) else re.sub(r":\d*$", "", given.lower()).strip("[]")


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_unspecified(host: str) -> bool:
    """Return whether a server bound to this host listens on all addresses, such as 0.0.0.0 or ::"""
    return not host or (_is_number(host) and ip_address(host).is_unspecified)


def _address(path: str) -> str:
    """Return the address that a browser requests, normalized: it cannot leave the site."""
    where = normpath(f"/{path}").lstrip("/")
    where = f"{where}/" if where and path.endswith("/") else where
    return where.removesuffix("index.html") if where.rpartition("/")[2] == "index.html" else where


def _time_of(file: Path) -> int:
    """Return the modification time in ns; 0 for a missing file, as while an editor saves it."""
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def _code() -> Mapping[Path, int]:
    """Return the modification times of the package files that a process reads only once."""
    return {path: _time_of(path) for path in _PACKAGE.rglob("*") if path.suffix in (".py", ".toml", ".po")}
