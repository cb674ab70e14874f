"""The policy stands in every page and in `_headers`, and lets nothing in that the site does not hold itself."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

import served
import sites
from newsdesk.content.assets import Asset, Assets, content_security_policy, csp_header, read_assets
from newsdesk.outputs.host import headers_file

META = re.compile(r'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="(?P<policy>[^"]*)">')
INLINE = read_assets([sites.PROJECT / "overrides"])[0].inline
NAMED = re.compile(r"\.[0-9a-f]{10}\.")
FLASH = b'document.documentElement.dataset.theme = "dark";'


def test_every_page_says_the_policy_before_it_loads_anything(built_newsroom: Path, moved: Path) -> None:
    pages = [*(built_newsroom / "site").rglob("*.html"), *(moved / "site").rglob("*.html")]
    found = [META.search(page.read_text(encoding="utf-8")) for page in pages]
    assert {match and match["policy"] for match in found} == {content_security_policy(INLINE)}
    assert len(pages) > 100


def test_the_policy_is_a_header_of_every_file_and_assets_are_kept(built_newsroom: Path) -> None:
    rules = served.headers(built_newsroom / "site")
    assert list(rules) == ["/*", "/assets/*"]
    assert rules["/*"]["Content-Security-Policy"] == csp_header(INLINE)
    assert rules["/assets/*"] == {"Cache-Control": "public, max-age=31536000, immutable"}
    # Hosts join what two rules say of one header.
    assert not rules["/*"].keys() & rules["/assets/*"].keys()


def test_what_may_be_kept_for_ever_is_named_by_its_content(built_newsroom: Path) -> None:
    names = [path.name for path in (built_newsroom / "site/assets").rglob("*.*")]
    assert {name.rpartition(".")[2] for name in names} > {"css", "js", "avif", "webp", "jpg"}
    assert [name for name in names if not NAMED.search(name)] == []


def test_headers_stand_below_the_path_of_the_site(built_newsroom: Path) -> None:
    site = sites.identity_of(built_newsroom, "https://kites.example/hub/")
    lines = headers_file(Assets({}), site).decode().splitlines()
    assert [line for line in lines if line.startswith("/")] == ["/hub/*", "/hub/assets/*"]


def test_the_policy_names_no_other_host_and_lets_nothing_unsafe_in() -> None:
    sources = {source for directive in csp_header([]).split("; ") for source in directive.split(" ")[1:]}
    assert sources == {"'none'", "'self'", "'wasm-unsafe-eval'"}
    assert csp_header([]) == f"{content_security_policy([])}; frame-ancestors 'none'"


def test_a_script_that_is_written_into_pages_is_let_in_by_its_digest() -> None:
    found = Assets({"theme.inline.js": Asset(name="theme.inline.0.js", content=FLASH)})
    digest = b64encode(sha256(FLASH).digest()).decode()
    assert f"script-src 'self' 'wasm-unsafe-eval' 'sha256-{digest}';" in content_security_policy(found.inline)
    assert found.text("theme.inline.js") == FLASH.decode()


def test_no_other_script_is_written_into_pages() -> None:
    found = Assets({"theme.js": Asset(name="theme.0.js", content=FLASH)})
    assert found.inline == []
    with pytest.raises(LookupError, match=r'"theme\.js" must end in \.inline\.js'):
        found.text("theme.js")


def test_the_notes_for_hosts_hold_the_policy_as_it_is_built() -> None:
    notes = (sites.PROJECT / "docs/hosting.md").read_text(encoding="utf-8")
    assert re.findall(r'Content-Security-Policy "([^"]*)"', notes) == [csp_header(INLINE)] * 2
    assert notes.count('"public, max-age=31536000, immutable"') == 2


def test_no_page_and_no_drawing_carries_a_style_or_a_handler(built_newsroom: Path) -> None:
    written = re.compile(r"<[a-z][^>]*\s(style|on[a-z]+)=|<style")
    files = [path for path in (built_newsroom / "site").rglob("*") if path.suffix in (".html", ".svg")]
    assert [path.name for path in files if written.search(path.read_text(encoding="utf-8"))] == []
