"""The preview: every page on demand, the problems of its file over it; nothing stops it."""

import gc
import logging
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from http.client import HTTPConnection
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from mkdocs.livereload import LiveReloadServer

import sites
from newsdesk import urls
from newsdesk.content.story import Story
from newsdesk.lint.run import LintRun
from newsdesk.mkdocs_adapter import serve
from newsdesk.mkdocs_adapter.serve import PreviewServer
from newsdesk.pages import components
from newsdesk.preview import Preview, PreviewSettings, preview_settings

STORY = "en/news/2030/kite-school-opens"
DRAFT = "en/news/2031/unfinished/"


def set_up(site: Path) -> PreviewSettings:
    return preview_settings(site, sites.identity_of(site))


def preview(site: Path) -> Preview:
    return Preview(set_up(site), sites.MOMENT)


def page(shown: Preview, where: str) -> str:
    content = shown.at(where)
    assert content is not None, where
    return content.decode()


def edit(site: Path, path: str, old: str, new: str) -> None:
    file = site / "docs" / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def problem(rule: str) -> str:
    return f"error[{rule}]: "


def test_it_shows_what_is_published(site: Path) -> None:
    """Where nothing waits, every page and every file is the one that a build makes."""
    for path in ("en/news/2031/unfinished.md", "en/news/2031/kite-fair-opens.md", "zh/news/2031/harbor-loop.md"):
        (site / "docs" / path).unlink()
    run = sites.build(site)
    assert run.code == 0, run.err
    built = {name: content for name, content in sites.contents(site / "site").items() if "search/" not in name}
    shown = preview(site)
    assert len(built) > 90
    differ = [name for name, content in built.items() if shown.at(name.removesuffix("index.html")) != content]
    assert differ == []


def test_problems_stand_over_the_page_and_go_when_they_are_mended(site: Path) -> None:
    room = set_up(site)
    good = page(Preview(room, sites.MOMENT), f"{STORY}/")
    edit(site, f"{STORY}.md", "\n---\n\n", "\n---\n\n[Nowhere](nowhere.md)\n\n")
    wrong = page(Preview(room, sites.MOMENT), f"{STORY}/")
    assert "preview" not in good
    assert f"docs/{STORY}.md:" in wrong
    assert wrong.index(problem("dead-link")) < wrong.index("<h1>") < wrong.index("Nowhere</a>")
    edit(site, f"{STORY}.md", "[Nowhere](nowhere.md)\n\n", "")
    assert page(Preview(room, sites.MOMENT), f"{STORY}/") == good


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [("published: 2030-04-13", "published: 13/04/2030", "date"), ("published: ", "published: 'x\npublished: ", "yaml")],
)
def test_a_story_whose_front_matter_is_wrong_shows_its_body(site: Path, old: str, new: str, rule: str) -> None:
    body = (site / f"docs/{STORY}.md").read_text(encoding="utf-8").rpartition("---\n")[2].split()[0]
    edit(site, f"{STORY}.md", old, new)
    shown = preview(site)
    text = page(shown, f"{STORY}/")
    assert text.index(f"error[{rule}") < text.index('<div class="prose">')
    assert body in text.partition('<div class="prose">')[2]
    translation = page(shown, f"{STORY.replace('en/', 'zh/')}/")
    assert f"error[{rule}" in translation.partition("<h1>")[0], "its translation has no page without it, and says why"


def test_problems_of_registers_stand_over_the_front_pages(site: Path) -> None:
    sites.lay_over(site, sites.BROKEN / "register-unknown-key")
    shown = preview(site)
    for where in ("", "en/", "zh/"):
        assert problem("unknown-key") in page(shown, where).partition("<h1")[0]
    assert problem("unknown-key") not in page(shown, f"{STORY}/")


@pytest.mark.parametrize("fault", sites.faults(), ids=lambda fault: fault.name)
def test_nothing_stops_it(site: Path, compiled: Environment, fault: Path) -> None:
    shown = Preview(replace(set_up(sites.lay_over(site, fault)), theme=compiled), sites.MOMENT)
    touched = {urls.of_source(path) for path in sites.contents(fault)} & shown.sources.keys()
    assert [where for where in ("en/", *touched) if "Traceback" in page(shown, where)] == []


def test_what_waits_is_there_and_says_so(site: Path) -> None:
    shown = preview(site)
    assert "A draft: only the preview shows it" in page(shown, DRAFT)
    assert "Withheld until 2031-" in page(shown, "en/news/2031/kite-fair-opens/")
    front = page(shown, "en/news/2031/")
    assert front.count('<span class="badge">Not published</span>') == 2
    assert "未发布" in page(shown, "zh/news/2031/")


def test_a_translation_that_is_a_draft_is_there_and_says_so(site: Path) -> None:
    shown = preview(site)
    assert "草稿：仅在预览中可见" in page(shown, "zh/news/2031/harbor-loop/")
    assert "only the preview" not in page(shown, "en/news/2031/harbor-loop/")


def test_a_template_that_is_wrong_says_so_and_can_be_mended(site: Path) -> None:
    overrides = site / "overrides"
    sites.shutil.copytree(sites.PROJECT / "overrides", overrides)
    configuration = site / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace(f"{sites.PROJECT.as_posix()}/overrides", "overrides"), encoding="utf-8")
    room, story = set_up(site), overrides / "story.html"
    good, source = page(Preview(room, sites.MOMENT), f"{STORY}/"), story.read_text(encoding="utf-8")
    story.write_text("{% if %}", encoding="utf-8")
    assert "TemplateSyntaxError" in page(Preview(room, sites.MOMENT), f"{STORY}/")
    story.write_text(source.replace("<h1>", '<h1 class="new">'), encoding="utf-8")
    assert page(Preview(room, sites.MOMENT), f"{STORY}/") == good.replace("<h1>", '<h1 class="new">')


@pytest.mark.parametrize(("language", "title"), [("en", "Components"), ("zh", "组件")])
def test_it_shows_what_pages_are_made_of(site: Path, language: str, title: str) -> None:
    shown = page(preview(site), f"{language}/components/")
    assert f"<h1>{title}</h1>" in shown
    assert 'name="robots" content="noindex' in shown
    for part in components.COMPONENT_HEADINGS:
        assert f'<h2 id="{part}" class="rule">' in shown
    for name in ("md-typeset-a-color", "size-note", "size-lead", "space-7"):
        assert f"<code>{name}</code>" in shown
    media = ("gallery", "player", "file", "video", "pull")
    for kind in ("prose", *media, "card", "happening ", "chart", "badge", "tag", "behind", "corrections", "share"):
        assert f'class="{kind}' in shown


def test_it_reads_again_what_was_touched(site: Path) -> None:
    room = set_up(site)
    first = Preview(room, sites.MOMENT)
    edit(site, f"{STORY}.md", "title: ", "title: Now ")
    edit(site, "registers/tags.yml", "name: {en: ", "name: {en: New ")
    (site / "docs/en/news/2029/wind-tunnel.md").unlink()
    second = Preview(room, sites.MOMENT)
    assert room.incremental.changed == {f"{STORY}.md", "registers/tags.yml", "en/news/2029/wind-tunnel.md"}
    assert second.found.texts["index.md"] is first.found.texts["index.md"]
    assert "<h1>Now " in page(second, f"{STORY}/")
    assert "New " in page(second, "en/tags/")
    assert page(second, "en/") == page(preview(site), "en/")


def test_a_save_leaves_nothing_of_the_former_state(site: Path) -> None:
    setting = set_up(site)
    counts = []
    for number in range(3):
        edit(site, f"{STORY}.md", "summary: ", f"summary: Saved {number}. ")
        shown = Preview(setting, sites.MOMENT)
        assert f"Saved {number}" in page(shown, f"{STORY}/")
        gc.collect()
        counts.append(sum(isinstance(each, (Story, Preview)) for each in gc.get_objects()))
    assert counts[0] == counts[2]


def test_the_problems_of_a_saved_file_are_looked_for_once(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    setting = set_up(site)
    assert not Preview(setting, sites.MOMENT).problems_of([])
    edit(site, f"{STORY}.md", "summary: ", "summary: Now. ")
    asked: list[Collection[str]] = []
    of = LintRun.of
    monkeypatch.setattr(LintRun, "of", lambda run, paths, **more: asked.append(paths) or of(run, paths, **more))
    shown = Preview(setting, sites.MOMENT)
    assert shown.news is not None
    assert shown.at(f"{STORY}/")
    assert [set(paths) for paths in asked] == [{f"{STORY}.md"}]


def test_a_name_that_is_new_in_a_register_is_found_in_every_text(site: Path) -> None:
    room = set_up(site)
    Preview(room, sites.MOMENT)
    people = site / "docs/registers/people.yml"
    people.write_text(
        people.read_text(encoding="utf-8") + "\nnew-body:\n  name: {en: Kite}\n  page: true\n", encoding="utf-8"
    )
    renewed = page(Preview(room, sites.MOMENT), "en/people/new-body/")
    assert renewed == page(preview(site), "en/people/new-body/")
    assert "/news/" in renewed.partition("<h1")[2].partition("<footer")[0]


class Browser:
    """Asks the server of a site, without a network."""

    def __init__(self, site: Path, configured: Callable[[], PreviewSettings], bound: str = "127.0.0.1") -> None:
        self.server = LiveReloadServer(lambda: None, bound, 0, str(site / ".nothing"))
        self.served = PreviewServer(self.server, site / "mkdocs.yml", set_up(site), configured)

    def get(self, path: str, **more: str) -> tuple[str, dict[str, str], bytes]:
        """Status, headers and content."""
        told: list[Any] = []
        asked = {"PATH_INFO": path, "REQUEST_METHOD": "GET", "HTTP_HOST": "127.0.0.1:8000", **more}
        content: Iterable[bytes] = self.served.answer(asked, lambda *said: told.extend(said))
        return told[0], dict(told[1]), b"".join(content)


@pytest.fixture
def browser(site: Path, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setenv("NEWSDESK_AS_OF", sites.AS_OF)
    return Browser(site, lambda: set_up(site))


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", "200 OK", "text/html; charset=utf-8"),
        ("/en/", "200 OK", "text/html; charset=utf-8"),
        ("/en/index.html", "200 OK", "text/html; charset=utf-8"),
        ("/media/2030/mill.png", "200 OK", "image/png"),
        ("/en/calendar.ics", "200 OK", "text/calendar"),
        ("/nothing/", "404 Not Found", "text/html; charset=utf-8"),
        ("/assets/../../mkdocs.yml", "404 Not Found", "text/html; charset=utf-8"),
        ("/registers/tags.yml", "404 Not Found", "text/html; charset=utf-8"),
    ],
)
def test_every_address_is_answered(browser: Browser, path: str, status: str, kind: str) -> None:
    found, headers, content = browser.get(path)
    assert (found, headers["Content-Type"]) == (status, kind)
    assert int(headers["Content-Length"]) == len(content) > 0


RANGES = {
    "bytes=0-3": ("206 Partial Content", "bytes 0-3/12", b"abcd"),
    "bytes=4-": ("206 Partial Content", "bytes 4-11/12", b"efghijkl"),
    "bytes=-2": ("206 Partial Content", "bytes 10-11/12", b"kl"),
    "bytes=8-99": ("206 Partial Content", "bytes 8-11/12", b"ijkl"),
    "bytes=99-": ("200 OK", None, b"abcdefghijkl"),
    "bytes=0-1,4-5": ("200 OK", None, b"abcdefghijkl"),
    "bytes=-": ("200 OK", None, b"abcdefghijkl"),
    "lines=1-2": ("200 OK", None, b"abcdefghijkl"),
    "": ("200 OK", None, b"abcdefghijkl"),
}


@pytest.mark.parametrize("asked", RANGES)
def test_a_part_of_a_file_is_sent_to_whoever_asks_for_it(site: Path, browser: Browser, asked: str) -> None:
    (site / "docs/media/2030/film.mp4").write_bytes(b"abcdefghijkl")
    browser.served.renew()
    status, headers, content = browser.get("/media/2030/film.mp4", HTTP_RANGE=asked)
    assert (status, headers.get("Content-Range"), content) == RANGES[asked]
    assert (headers["Content-Type"], headers["Accept-Ranges"]) == ("video/mp4", "bytes")
    assert int(headers["Content-Length"]) == len(content)


@pytest.mark.parametrize(("path", "language"), [("/", "en"), ("/en/news/", "en"), ("/zh/", "zh"), ("/nothing/", "en")])
def test_every_page_leads_to_those_that_only_the_preview_has(browser: Browser, path: str, language: str) -> None:
    _, _, content = browser.get(path)
    for way in ("status", "components"):
        assert f'<a href="/{language}/{way}/">'.encode() in content


def test_an_asset_has_the_name_of_its_newest_content(site: Path, browser: Browser) -> None:
    (before,) = re.findall(r"assets/newsroom\.\w+\.css", browser.get("/en/")[2].decode())
    status, headers, _ = browser.get(f"/{before}")
    assert (status, headers["Content-Type"]) == ("200 OK", "text/css")
    (site / "docs/assets/identity.css").write_text(":root { --accent: #fff; }", encoding="utf-8")
    browser.served.renew()
    (after,) = re.findall(r"assets/newsroom\.\w+\.css", browser.get("/en/")[2].decode())
    assert (before == after, browser.get(f"/{before}")[0]) == (False, "404 Not Found")
    assert b"--accent: #fff" in browser.get(f"/{after}")[2]


def test_an_asset_that_is_wrong_is_told_and_the_preview_goes_on(
    site: Path, browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "docs/assets/identity.css").write_text("p { background: url(rigde.svg); }", encoding="utf-8")
    browser.served.renew()
    assert 'docs/assets/identity.css:1:21: error[asset]: asset "rigde.svg" does not exist' in capsys.readouterr().err
    assert browser.get("/en/")[0] == "200 OK"


def test_the_preview_has_no_policy_that_would_stop_its_reload(browser: Browser) -> None:
    assert "Content-Security-Policy" in page(browser.served.preview, "en/")
    _, _, content = browser.get("/en/")
    assert (b"Content-Security-Policy" in content, b"livereload(" in content) == (False, True)


def test_an_address_without_its_slash_leads_to_the_page(browser: Browser) -> None:
    status, headers, _ = browser.get("/en/news")
    assert (status, headers["Location"]) == ("302 Found", "/en/news/")
    assert browser.get("/en/search", QUERY_STRING="q=kite&from=2")[1]["Location"] == "/en/search/?q=kite&from=2"
    status, headers, _ = browser.get("//elsewhere.example/../en/news")
    assert (status, headers["Location"]) == ("302 Found", "/en/news/"), "and to no other host"


def test_pages_wait_for_news(browser: Browser) -> None:
    assert b"livereload(" in browser.get("/en/")[2]


def test_a_configuration_that_cannot_be_read_leaves_what_was_there(
    site: Path, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    configuration = site / "mkdocs.yml"
    good = configuration.read_text(encoding="utf-8")
    configuration.write_text("extra: [", encoding="utf-8")
    edit(site, f"{STORY}.md", "title: ", "title: Now ")
    browser.served.renew()
    assert "The preview shows the previous version until this is fixed" in caplog.text
    assert b"<h1>Now " in browser.get(f"/{STORY}/")[2], "and what is new in stories"
    configuration.write_text(good.replace("Kite Desk", "New Desk"), encoding="utf-8")
    browser.served.renew()
    assert b"New Desk" in browser.get("/en/")[2]


def test_code_that_has_changed_asks_for_a_new_start(
    browser: Browser, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.served.renew()
    assert "start it again" not in caplog.text
    monkeypatch.setattr(serve, "_code", dict)
    with caplog.at_level(logging.WARNING):
        browser.served.renew()
    assert "the code of newsdesk has changed: restart the preview to use it" in caplog.text


NUMBERS = ["192.168.1.5:8000", "[fd00::5]:8000"]
ELSEWHERE = ["elsewhere.example", "elsewhere.example:8000", "localhost.elsewhere.example", "127.0.0.1.nip.example"]


@pytest.mark.parametrize(
    ("bound", "hosts", "others"),
    [
        ("127.0.0.1", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000"], [*NUMBERS, "desk.example:8000"]),
        ("desk.example", ["desk.example:8000", "localhost:8000"], NUMBERS),
        ("0.0.0.0", ["localhost:8000", *NUMBERS], ["desk.example:8000"]),  # noqa: S104 - what is asked here
        ("::", ["localhost:8000", *NUMBERS], ["desk.example:8000"]),
    ],
)
def test_it_answers_at_the_hosts_that_it_was_started_for(
    site: Path, monkeypatch: pytest.MonkeyPatch, bound: str, hosts: list[str], others: list[str]
) -> None:
    """Else a page elsewhere, whose name its owner lets lead to this computer, could read the drafts."""
    monkeypatch.setenv("NEWSDESK_AS_OF", sites.AS_OF)
    asked = Browser(site, lambda: set_up(site), bound)
    for path in ("/en/", f"/{DRAFT}", "/livereload/0/0"):
        assert [host for host in hosts if asked.get(path, HTTP_HOST=host)[0] != "200 OK"] == []
        for host in (*others, *ELSEWHERE):
            status, _, content = asked.get(path, HTTP_HOST=host)
            assert status == "421 Misdirected Request", host
            assert content.decode().endswith(f"start it with NEWSDESK_HOSTS={host}\n")


def test_who_names_no_host_is_not_told_to_name_an_empty_one(browser: Browser) -> None:
    status, _, content = browser.get("/en/", HTTP_HOST="")
    assert (status, content) == ("421 Misdirected Request", b"the preview does not accept requests without a host\n")


def test_a_host_that_is_named_in_the_environment_is_answered(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDESK_AS_OF", sites.AS_OF)
    monkeypatch.setenv("NEWSDESK_HOSTS", "Desk.example, ward.example:8000")
    asked = Browser(site, lambda: set_up(site))
    assert asked.get("/en/", HTTP_HOST="desk.example:8000")[0] == "200 OK"
    assert asked.get("/en/", HTTP_HOST="ward.example:8000")[0] == "200 OK"
    assert asked.get("/en/", HTTP_HOST="elsewhere.example")[0] == "421 Misdirected Request"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "X"])
@pytest.mark.parametrize("path", ["/en/", "/livereload/0/0", "/nothing/"])
def test_it_is_asked_for_pages_and_nothing_else(browser: Browser, method: str, path: str) -> None:
    status, headers, _ = browser.get(path, REQUEST_METHOD=method)
    assert (status, headers["Allow"]) == ("405 Method Not Allowed", "GET, HEAD")


@pytest.fixture
def port(browser: Browser) -> Iterator[int]:
    """Where the preview listens, as browsers find it."""
    browser.server.server_bind()
    browser.server.server_activate()
    browser.server.serve_thread.start()
    yield browser.server.server_address[1]
    browser.server.shutdown()


def request(port: int, method: str, path: str) -> tuple[int, str, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path)
    answer = connection.getresponse()
    found = answer.status, answer.getheader("Content-Length", ""), answer.read()
    connection.close()
    return found


def test_the_head_of_an_answer_is_that_of_the_whole(browser: Browser, port: int) -> None:
    for path in ("/media/2030/mill.png", "/nothing/"):
        # Who asks for the head reads no further, whatever is sent.
        assert browser.get(path, REQUEST_METHOD="HEAD")[2] == b""
        status, length, content = request(port, "GET", path)
        assert int(length) == len(content) > 0
        assert request(port, "HEAD", path) == (status, length, b"")


SECRET = b"what nobody may read"


def test_nothing_is_read_from_outside_of_what_is_published(site: Path, browser: Browser, port: int) -> None:
    """Not by the path of an address, however it is written, and not by a link."""
    outside, media = site.parent / "secret.txt", site / "docs/media"
    outside.write_bytes(SECRET)
    (site / "docs/registers/secret.txt").write_bytes(SECRET)
    (media / ".secret.txt").write_bytes(SECRET)
    (media / "2030/out.png").symlink_to(outside)
    (media / "2030/registers.csv").symlink_to(site / "docs/registers/secret.txt")
    (media / "2029").symlink_to(site.parent)
    (site / "docs/assets/out.svg").symlink_to(outside)
    browser.served.renew()
    assert SECRET not in [asset.content for asset in browser.served.preview.assets.named.values()]
    paths = [
        "/media/2030/out.png",
        "/media/2030/registers.csv",
        "/media/2029/secret.txt",
        "/media/.secret.txt",
        "/media/../registers/secret.txt",
        "/media/%2e%2e/%2e%2e/%2e%2e/secret.txt",
        "/media/..%2f..%2f..%2fsecret.txt",
        "/media/..%5c..%5c..%5csecret.txt",
        "/media/%252e%252e/%252e%252e/secret.txt",
        f"/media/{outside}",
        f"/media//{outside}",
        f"/{outside}",
        "/media/2030/mill.png%00.txt",
        "/livereload/../../secret.txt",
        "http://127.0.0.1/../secret.txt",
    ]
    found = {path: request(port, "GET", path) for path in paths}
    assert {path: answer[0] for path, answer in found.items() if answer[0] != 404} == {}
    assert [path for path, answer in found.items() if SECRET in answer[2]] == []


@pytest.mark.parametrize("plugins", ["", "plugins: [search]"])
def test_the_search_that_mkdocs_brings_along_is_not_in_the_preview(site: Path, plugins: str) -> None:
    configuration = site / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    expected = preview(site)
    configuration.write_text(text.replace("plugins: []", plugins), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, cwd=site, env=sites.environment(), stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            said = list(takewhile(lambda line: "Serving on" not in line, process.stderr))
            found = request(port, "GET", "/en/news/")[2], request(port, "GET", "/search/search_index.json")[0]
        finally:
            process.terminate()
    assert "Traceback" not in "".join(said)
    assert b"<h1>" in found[0]
    assert found[0].partition(b"<h1>")[2].partition(b"</main>")[0] in page(expected, "en/news/").encode()
    assert found[1] == 404
