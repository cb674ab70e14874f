"""MkDocs' own commands run in this process, and the preview as its server sends it."""

import logging
import os
import re
from collections.abc import Callable, Iterable, Mapping
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
from newsdesk.i18n.messages import Message, catalog, current_catalog, msg, translate
from newsdesk.outputs.registry import output_of
from newsdesk.pages.registry import preview_pages
from newsdesk.preview import Preview, PreviewSettings

HOOKS = "mkdocs.hooks.newsdesk"


def configuration(file: Path, *, strict: bool, site: Path | None) -> MkDocsConfig:
    """The configuration in a file, for a site in the folder `site`, else in the one that it names.

    Raises what MkDocs raises where it is wrong: a click exception.
    """
    _speak(HOOKS)
    more = {"site_dir": str(site.resolve())} if site else {}
    return load_config(str(file), strict=strict or None, **more)


def build_with_mkdocs(config: MkDocsConfig, folder: Path) -> None:
    """Build the site into an empty folder.

    Raises a click exception with exit code 1 for problems, which have been printed, and OSError of the disk.
    """
    config.site_dir = str(folder)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        building.build(config)
    except click.ClickException as wrong:
        if isinstance(wrong.__cause__, OSError):
            raise wrong.__cause__ from None
        raise
    finally:
        config.plugins.on_shutdown()


def serve_with_mkdocs(file: Path, where: str) -> None:
    """Show the site that a configuration describes at `where`, such as 127.0.0.1:8000, until the process is ended.

    Raises what MkDocs raises where it cannot begin: a click exception, or OSError.
    """
    _speak(HOOKS, "mkdocs.livereload")
    serving.serve(str(file), livereload=True, dev_addr=where, site_url=f"http://{where}/")


def _speak(*names: str) -> None:
    """Print what these parts have to say, and the warnings of all others."""
    # What Material prints on its own future is nothing an editor could act on.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logging.basicConfig(format="%(message)s")
    for name in names:
        logging.getLogger(name).setLevel(logging.INFO)


serve_logger = logging.getLogger("mkdocs.hooks.newsdesk")
_PACKAGE = Path(__file__).parents[1]
_WAITING = "/livereload/"
"""Where the browser waits for news."""
_HOSTS = "NEWSDESK_HOSTS"
"""The variable of the environment that names more hosts at which the preview answers, with commas between them."""
_THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")
_METHODS = ("GET", "HEAD")
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>\n')
"""Which would not let MkDocs' script run."""
Start = Callable[[str, list[tuple[str, str]]], object]
"""What tells the server the status and the headers of an answer."""


class PreviewServer:
    """Answers in place of MkDocs' server, and renews the preview in place of its builder.

    `configured` reads mkdocs.yml anew.
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
        for folder in (*first.asset_dirs, _PACKAGE):
            server.watch(str(folder))

    def renew(self) -> None:
        """Show what is there now. Whatever is wrong, the preview goes on: MkDocs would leave all pages hanging."""
        if self._code != _code():
            serve_logger.warning(translate(msg("the code of newsdesk has changed: restart the preview to use it")))
        with self.lock:
            for step in (self._read_configuration, self._renew):
                try:
                    step()
                except (Exception, SystemExit) as wrong:  # noqa: BLE001 - MkDocs' Abort is a SystemExit
                    serve_logger.error(
                        translate(
                            msg("{reason}\nThe preview shows the previous version until this is fixed", reason=wrong)
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
        stories = len(self.preview.library.stories)
        serve_logger.info(translate(msg("{stories} stories: {tally}", stories=stories, tally=tally(self.preview.news))))

    def answer(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer one request (WSGI, PEP 3333)."""
        method = environ["REQUEST_METHOD"]
        if not self._answers_to(host := environ.get("HTTP_HOST", "")):
            return _refused(start, "421 Misdirected Request", _unknown(host))
        if method not in _METHODS:
            return _refused(start, "405 Method Not Allowed", msg("the preview is read-only"), ("Allow", "GET, HEAD"))
        content = self._answer(environ, start)
        return content if method == "GET" else []

    def _answers_to(self, given: str) -> bool:
        """Whether a request is for a host that the preview was started for.

        A page elsewhere may let its own name lead to this computer, and its scripts would read the drafts. Where it
        listens on all addresses it is asked for by their numbers, which nobody can lead elsewhere.
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
        start(status, [("Content-Type", kind), ("Content-Length", str(len(content))), ("Cache-Control", "no-store")])
        return [content]

    def _typed(self, where: str, content: bytes) -> tuple[str, bytes]:
        """The type of a file, and what is sent of it: a page has a script that waits for news."""
        if urls.file_of(where).endswith(".html"):
            page = _POLICY.sub(b"", content, count=1)
            signed = page.replace(b"</body>", self._signs(where).encode() + b"</body>")
            return "text/html; charset=utf-8", self.with_reload_script(signed)
        output = output_of(where)
        return output.media_type if output else guess_type(where)[0] or "application/octet-stream", content

    def _signs(self, where: str) -> str:
        """The last line of every page: the ways to the pages that only the preview has."""
        languages = self.setting.site.languages
        language = next((each for each in languages if where.startswith(urls.home(each))), languages[0])
        links = (
            f'<a href="{self.server.mount_path}{page.address(language)}">{page.title.translated(catalog(language))}</a>'
            for page in preview_pages()
        )
        return f'<nav class="grid" lang="{language.tag}" aria-label="newsdesk"><p>{" · ".join(links)}</p></nav>'


def _reload_script(server: Any) -> Callable[[bytes], bytes]:
    """What puts MkDocs' script into a page: it loads the page again once the server shows a newer state than this.

    MkDocs gives neither the script nor the number of the state a public name, and a script of our own would have to
    ask its server in a way that is no more public. tests/unit/test_preview.py holds that this still works.
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
    """The name or number of a host, without its port and the brackets of IPv6."""
    return given if _is_number(given) else re.sub(r":\d*$", "", given.lower()).strip("[]")


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_unspecified(host: str) -> bool:
    """Whether a server that is bound to this listens on all addresses: 0.0.0.0, ::"""
    return not host or (_is_number(host) and ip_address(host).is_unspecified)


def _address(path: str) -> str:
    """The address that a browser asks for, which leads out of no folder."""
    where = normpath(f"/{path}").lstrip("/")
    where = f"{where}/" if where and path.endswith("/") else where
    return where.removesuffix("index.html") if where.rpartition("/")[2] == "index.html" else where


def _time_of(file: Path) -> int:
    """When a file was written; it may be away for a moment while an editor saves it."""
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def _code() -> Mapping[Path, int]:
    """The files of the package that a process reads once."""
    return {path: _time_of(path) for path in _PACKAGE.rglob("*") if path.suffix in (".py", ".toml", ".po")}
