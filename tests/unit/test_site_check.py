"""The check of the built site finds nothing in a good one, and each fault in a bad one."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sites
from newsdesk import processes
from newsdesk.diagnostics import Diagnostic
from newsdesk.site_check import CHECKS, check_site
from newsdesk.site_check.page import Resolver, address_of, folders

URL = "https://kites.example/"
STORY = "en/news/2030/kite-school-opens/index.html"
TWIN = "zh/news/2030/kite-school-opens/index.html"
EN = f"{URL}en/news/2030/kite-school-opens/"
ZH = f"{URL}zh/news/2030/kite-school-opens/"
STUB = "en/news/2031/kite-night/index.html"
STUB_URL = f"{URL}en/news/2031/kite-night/"
MOVED = "en/news/2030/kite-school/index.html"
PICTURE = "https://x.example/a.png"
Spoil = Callable[[Path], object]


def problems(folder: Path, url: str = URL) -> list[Diagnostic]:
    return [problem for report in check_site(folder, url, sites.MOMENT) for problem in report.problems]


def said(folder: Path, url: str = URL) -> set[str]:
    """Each problem as 'rule: sentence', assets by their plain names."""
    return {re.sub(r"\.[0-9a-f]{10}\.", ".", f"{each.rule}: {each.message}") for each in problems(folder, url)}


def rules(folder: Path, url: str = URL) -> set[str]:
    return {problem.rule for problem in problems(folder, url)}


@pytest.fixture
def spoilt(built_newsroom: Path, tmp_path: Path) -> Path:
    """A copy of the built site to spoil."""
    return sites.shutil.copytree(built_newsroom / "site", tmp_path / "site")


@pytest.mark.parametrize("url", [URL, "/"])
def test_a_good_site_has_no_fault_and_each_check_looked_at_something(built_newsroom: Path, url: str) -> None:
    reports = check_site(built_newsroom / "site", url, sites.MOMENT)
    assert [problem for report in reports for problem in report.problems] == []
    assert [report.name for report in reports] == list(CHECKS)
    assert all(report.looked_at for report in reports)


@pytest.mark.parametrize("path", ["/hub/", "/风筝/", "/%E9%A3%8E/"])
def test_a_site_below_a_path_has_no_fault(site: Path, path: str) -> None:
    assert sites.build(site, SITE_URL=f"https://x.example{path}").code == 0
    assert rules(site / "site", f"https://x.example{path}") == rules(site / "site", path) == set()
    assert {"sitemap", "canonical", "dead-link"} <= rules(site / "site", "/")


def story(site: Path, language: str, day: str, name: str, body: str = "") -> None:
    """A story with a headline that recurs, and its picture."""
    title = {"en": "Kites of the week", "zh": "一周风筝"}[language]
    path = site / f"docs/{language}/news/{day[:4]}/{name}.md"
    facts = f"published: {day}\nsources: [mill-archive]" if language == "en" else f"translated: {day}"
    path.write_text(f"---\ntitle: {title}\nsummary: 4。\n{facts}\n---\n\n{body}\n", encoding="utf-8")


PICTURES = [
    "hall 3.png",
    "大厅 三.png",
    "50% off, #1?.png",
    "Hall_(2).png",
    "é.png",
    "DSC_0001.PNG",
    f"{'风' * 80}.png",
    "a & b.png",
]


def test_what_the_check_of_the_sources_passes_the_check_of_the_site_passes(site: Path) -> None:
    """A headline that recurs, and pictures with names as cameras and editors give them."""
    for name in PICTURES:
        sites.shutil.copy(site / "docs/media/2030/mill.png", site / "docs/media/2030" / name)
    body = "\n\n".join(f"![A mill](<../../../media/2030/{quote(name)}>)" for name in PICTURES)
    for language in ("en", "zh"):
        for day in ("2030-06-05", "2030-06-12"):
            story(site, language, day, f"week-{day}", body)
    assert sites.check_output(site)[0] == 0
    run = sites.build(site)
    assert run.code == 0, run.err
    assert problems(site / "site") == []
    titles = {
        re.findall("<title>(.*?)</title>", (site / "site" / language / f"news/2030/week-{day}/index.html").read_text())[
            0
        ]
        for language in ("en", "zh")
        for day in ("2030-06-05", "2030-06-12")
    }
    assert {"Kites of the week · June 5, 2030 · Kite Desk", "一周风筝 · 2030年6月12日 · 风筝专栏"} < titles
    assert "2030/hall-3." in (site / "site/en/news/2030/week-2030-06-05/index.html").read_text()


TITLES = {
    "en": ["Topics", "Timeline", "Search", "News", "News of 2030", "Timeline: 2030", "Kite Desk", "Mills", "Kite Day"],
    "zh": ["话题", "大事记", "搜索", "新闻", "2030年新闻", "2030年大事记", "风筝专栏", "磨坊", "风筝日"],
}


def named(site: Path, language: str, titles: list[str]) -> None:
    """Stories of these titles, of one day."""
    for number, title in enumerate(titles):
        story(site, language, "2030-10-05", f"named-{number}")
        path = site / f"docs/{language}/news/2030/named-{number}.md"
        path.write_text(re.sub("title: .*", f'title: "{title}"', path.read_text(encoding="utf-8")), encoding="utf-8")


def test_a_headline_that_another_page_has_gets_its_day(site: Path) -> None:
    """Be that of a topic, an edition, a list, a standing page, the front page, or an event with its day."""
    library = sites.library(site)
    registers = library.registers
    for language, own in TITLES.items():
        names = [
            *(each.name for of in (registers.tags, registers.organisations, registers.series) for each in of.values()),
            *(each.name for each in registers.people.values()),
            *(each.title[0].value for each in registers.editions.values()),
        ]
        tongue = sites.Language(language)
        found = [each.in_language(tongue).text for each in names] + [
            library.pages["about/index"].versions.in_language(tongue).title
        ]
        day = {"en": "Kite Day · October 5, 2030", "zh": "风筝日 · 2030年10月5日"}[language]
        titles = list(dict.fromkeys([*own, *found, day]))
        named(site, language, titles)
        # The same headline on another day, so that it recurs beside the event.
        story(site, language, "2030-10-12", "again")
        path = site / f"docs/{language}/news/2030/again.md"
        path.write_text(re.sub("title: .*", f"title: {own[-1]}", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert sites.check_output(site)[0] == 0
    assert sites.build(site).code == 0
    assert problems(site / "site") == []
    page = (site / "site/en/news/2030/named-8/index.html").read_text(encoding="utf-8")
    assert "<title>Kite Day · News · October 5, 2030 · Kite Desk</title>" in page
    assert (
        "<title>Kite school opens at Pinebridge’s old mill · Kite Desk</title>" in (site / "site" / STORY).read_text()
    )


def test_many_pages_are_read_in_several_processes(
    built_newsroom: Path, spoilt: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced("</h1>", "</h1><h1>Another</h1>")(spoilt)
    serial = check_site(spoilt, URL)
    monkeypatch.setattr(processes, "MIN_PARALLEL", 0)
    monkeypatch.setattr(processes, "MAX_CHUNK", 7)
    assert check_site(spoilt, URL) == serial
    assert rules(built_newsroom / "site") == set()


def replaced(old: str, new: str, name: str = STORY) -> Spoil:
    """Spoil a file by writing `new` where `old` stands."""

    def spoil(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        changed = re.sub(old, new, text, count=1)
        assert changed != text
        path.write_text(changed, encoding="utf-8")

    return spoil


def added(html: str, name: str = STORY) -> Spoil:
    """Put something at the end of a page."""
    return replaced("</body>", f"{html}</body>", name)


def headed(html: str, name: str = STORY) -> Spoil:
    """Put something at the end of a page's head."""
    return replaced("</head>", f"{html}</head>", name)


def written(name: str, text: str = "x") -> Spoil:
    def spoil(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    return spoil


def removed(pattern: str) -> Spoil:
    return lambda folder: next(folder.glob(pattern)).unlink()


def asset(spoil: Callable[..., Spoil], name: str, *more: str) -> Spoil:
    """Spoil an asset, whatever its content has named it."""
    return lambda folder: spoil(sites.asset(folder, name), *more)(folder)


def copied(name: str, new: str, *, linked_from: str = "") -> Spoil:
    """A page that nobody links to, or one page alone; right in all else."""

    def spoil(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        text = re.sub(r'(?m)^<link rel="alternate".*\n', "", text)
        text = text.replace(name.removesuffix("index.html"), new.removesuffix("index.html"), 2)
        written(new, text.replace("<title>", "<title>Another "))(folder)
        if linked_from:
            added(f'<a href="/{new.removesuffix("index.html")}">Another</a>', linked_from)(folder)

    return spoil


def in_sitemap(old: str, new: str) -> Spoil:
    return replaced(old, new, "sitemap.xml")


def in_calendar(old: bytes, new: bytes) -> Spoil:
    def spoil(folder: Path) -> None:
        file = folder / "en/calendar.ics"
        content = file.read_bytes()
        assert old in content
        file.write_bytes(content.replace(old, new, 1))

    return spoil


ALTERNATE = '<link rel="alternate" hreflang="{}" href="{}">\n'
CANONICAL = '<link rel="canonical" href="[^"]*">'
MILL = f"<loc>{URL}en/tags/mill/</loc>"

FAULTS = [
    pytest.param(
        removed("en/tags/mill/index.html"), 'dead-link: broken link "../../../../en/tags/mill/"', id="link-page-gone"
    ),
    pytest.param(added('<a href="/elsewhere/">x</a>'), 'dead-link: broken link "/elsewhere/"', id="link-from-root"),
    pytest.param(
        added('<a href="../../../../../en/">x</a>'),
        'dead-link: broken link "../../../../../en/"',
        id="link-above-root",
    ),
    pytest.param(
        added(f'<a href="{URL}en/nwes/">x</a>'), f'dead-link: broken link "{URL}en/nwes/"', id="link-absolute-own"
    ),
    pytest.param(added('<a href="https://[x/">x</a>'), 'dead-link: broken link "https://[x/"', id="link-no-address"),
    pytest.param(headed('<link rel="next" href="page/2/">'), 'dead-link: broken link "page/2/"', id="link-in-head"),
    pytest.param(
        headed('<link rel="alternate" type="application/atom+xml" href="../feed.xml">'),
        'dead-link: broken link "../feed.xml"',
        id="link-feed",
    ),
    pytest.param(
        headed(f'<meta property="og:image" content="{URL}media/a.png">'),
        f'dead-link: broken link "{URL}media/a.png"',
        id="link-preview-picture",
    ),
    pytest.param(replaced('url=[^"]*', "url=../gone/", MOVED), 'dead-link: broken link "../gone/"', id="link-refresh"),
    pytest.param(
        replaced(' id="figures-in-short"', ""),
        'dead-anchor: broken anchor "#figures-in-short": no such id in en/news/2030/kite-school-opens/index.html',
        id="anchor-of-own-page",
    ),
    pytest.param(
        added('<a href="../../2029/#june">x</a>'),
        'dead-anchor: broken anchor "../../2029/#june": no such id in en/news/2029/index.html',
        id="anchor-of-another-page",
    ),
    pytest.param(
        added('<p id="content">x</p>'), 'id-twice: duplicate id "content": used 2 times on the page', id="id-twice"
    ),
    pytest.param(
        removed("assets/pictures/2030/mill.*.800.avif"),
        'dead-asset: missing file "../../../../assets/pictures/2030/mill.800.avif"',
        id="asset-picture",
    ),
    pytest.param(
        asset(removed, "newsroom.css"),
        'dead-asset: missing file "../../../../assets/newsroom.css"',
        id="asset-style-sheet",
    ),
    pytest.param(asset(removed, "kite.svg"), 'dead-asset: missing file "kite.svg"', id="asset-of-style-sheet"),
    pytest.param(asset(removed, "icon.svg"), 'dead-asset: missing file "../../../../assets/icon.svg"', id="asset-icon"),
    pytest.param(
        added('<img srcset="a.png 1x, b.png 2x" alt="">'), 'dead-asset: missing file "a.png"', id="asset-srcset"
    ),
    pytest.param(
        added('<p style="background: url(a.png)">x</p>'), 'dead-asset: missing file "a.png"', id="asset-style-attribute"
    ),
    pytest.param(
        headed("<style>p { background: url('a.png') }</style>"),
        'dead-asset: missing file "a.png"',
        id="asset-style-element",
    ),
    pytest.param(
        asset(written, "newsroom.css", '@import "gone.css";'), 'dead-asset: missing file "gone.css"', id="asset-import"
    ),
    pytest.param(
        added('<script src="https://x.example/a.js"></script>'),
        'foreign: "https://x.example/a.js" is loaded from another host',
        id="foreign-script",
    ),
    pytest.param(
        added('<iframe src="//x.example/"></iframe>'),
        'foreign: "//x.example/" is loaded from another host',
        id="foreign-frame",
    ),
    pytest.param(
        added(f'<img srcset="{PICTURE} 2x" alt="">'),
        'foreign: "https://x.example/a.png" is loaded from another host',
        id="foreign-srcset",
    ),
    pytest.param(
        added(f'<video poster="{PICTURE}"></video>'),
        'foreign: "https://x.example/a.png" is loaded from another host',
        id="foreign-poster",
    ),
    pytest.param(
        headed('<link rel="preconnect" href="https://x.example">'),
        'foreign: "https://x.example" is loaded from another host',
        id="foreign-connection",
    ),
    pytest.param(
        asset(written, "newsroom.css", f"p {{ background: url({PICTURE}) }}"),
        'foreign: "https://x.example/a.png" is loaded from another host',
        id="foreign-style-sheet",
    ),
    pytest.param(
        replaced('<html lang="en"', '<html lang="zh"'), 'lang: <html lang> must be "en"; found "zh"', id="lang-wrong"
    ),
    pytest.param(
        replaced('<html lang="en"', "<html", "index.html"),
        'lang: <html lang> must be "en" or "zh-Hans"; found ""',
        id="lang-none",
    ),
    pytest.param(
        replaced("(?s)<title>.*?</title>", ""), "title: a page must have exactly one title; found 0", id="title-none"
    ),
    pytest.param(
        headed("<title>Another</title>"), "title: a page must have exactly one title; found 2", id="title-two"
    ),
    pytest.param(
        replaced("<title>.*?</title>", "<title>Kite Desk</title>"),
        'title-twice: duplicate title "Kite Desk": also used by en/index.html',
        id="title-of-another",
    ),
    pytest.param(
        replaced('<meta name="description"[^>]*>', ""),
        "description: a page must have exactly one description; found 0",
        id="description-none",
    ),
    pytest.param(
        replaced('<meta name="description" content="[^"]*"', '<meta name="description" content=" "'),
        "description: a page must have exactly one description; found 0",
        id="description-empty",
    ),
    pytest.param(
        headed('<meta name="description" content="Another">'),
        "description: a page must have exactly one description; found 2",
        id="description-two",
    ),
    pytest.param(added("<h1>Another</h1>"), "h1: a page must have exactly one h1; found 2", id="h1-two"),
    pytest.param(replaced("(?s)<h1>.*?</h1>", ""), "h1: a page must have exactly one h1; found 0", id="h1-none"),
    pytest.param(
        replaced('<meta property="og:url" content="[^"]*">', ""),
        f'shared: og:url must be "{EN}", exactly once; found none',
        id="shared-none",
    ),
    pytest.param(
        replaced('(?<="og:url" content=)"[^"]*"', f'"{URL}en/"'),
        f'shared: og:url must be "{EN}", exactly once; found "{URL}en/"',
        id="shared-of-another",
    ),
    pytest.param(
        replaced(CANONICAL, ""), "canonical: a page must have exactly one canonical URL; found 0", id="canonical-none"
    ),
    pytest.param(
        headed(f'<link rel="canonical" href="{URL}en/">'),
        "canonical: a page must have exactly one canonical URL; found 2",
        id="canonical-two",
    ),
    pytest.param(
        replaced(CANONICAL, '<link rel="canonical" href="./">'),
        f'canonical: canonical URL must be "{EN}"; found "./"',
        id="canonical-relative",
    ),
    pytest.param(
        replaced(CANONICAL, f'<link rel="canonical" href="{URL}en/">'),
        f'canonical: canonical URL must be "{EN}"; found "{URL}en/"',
        id="canonical-of-another",
    ),
    pytest.param(
        replaced(CANONICAL, f'<link rel="canonical" href="{STUB_URL}">', STUB),
        f'canonical: canonical URL of a noindex page must be that of another page; found "{STUB_URL}"',
        id="canonical-stub-own",
    ),
    pytest.param(
        replaced(CANONICAL, '<link rel="canonical" href="https://x.example/">', STUB),
        f'canonical: canonical URL must begin with "{URL}"; found "https://x.example/"',
        id="canonical-stub-elsewhere",
    ),
    pytest.param(
        replaced(CANONICAL, f'<link rel="canonical" href="{URL}zh/gone/">', MOVED),
        f'canonical: canonical URL must be that of an indexable page; found "{URL}zh/gone/"',
        id="canonical-redirect-gone",
    ),
    pytest.param(
        replaced(CANONICAL, f'<link rel="canonical" href="{STUB_URL}">', MOVED),
        f'canonical: canonical URL must be that of an indexable page; found "{STUB_URL}"',
        id="canonical-redirect-noindex",
    ),
    pytest.param(
        replaced('<link rel="alternate" hreflang="x-default".*', ""),
        "hreflang: hreflang lacks x-default",
        id="hreflang-no-default",
    ),
    pytest.param(
        replaced('<link rel="alternate" hreflang="zh-Hans".*', "", TWIN),
        "hreflang: hreflang lacks the page itself",
        id="hreflang-not-itself",
    ),
    pytest.param(
        replaced('(?m)(^<link rel="alternate".*\n)+', "", TWIN),
        f'hreflang: hreflang is not reciprocal: translation zh-Hans lists other translations than this page: "{ZH}"',
        id="hreflang-one-sided",
    ),
    pytest.param(
        replaced('(hreflang="zh-Hans" href="[^"]*)', r"\1gone/"),
        f'hreflang: hreflang translation zh-Hans is not a page of the site: "{ZH}gone/"',
        id="hreflang-gone",
    ),
    pytest.param(
        replaced('(hreflang="zh-Hans" href=")[^"]*', f"\\g<1>{URL}en/"),
        f'hreflang: hreflang translation zh-Hans has the language "en": "{URL}en/"',
        id="hreflang-other-language",
    ),
    pytest.param(
        headed(ALTERNATE.format("en", f"{URL}en/")),
        "hreflang: hreflang lists a language twice",
        id="hreflang-twice",
    ),
    pytest.param(
        headed(ALTERNATE.format("en", STUB_URL) + ALTERNATE.format("x-default", f"{URL}en/"), STUB),
        "hreflang: a page with another canonical URL must not have hreflang",
        id="hreflang-stub",
    ),
    pytest.param(
        headed('<meta name="robots" content="noindex">', TWIN),
        f'hreflang: hreflang translation zh-Hans is noindex, but this page is not: "{ZH}"',
        id="hreflang-noindex",
    ),
    pytest.param(
        copied(STORY, "en/news/2030/alone/index.html"),
        "orphan-page: orphan page: not reachable by links from the root page",
        id="orphan-page",
    ),
    pytest.param(
        copied(STORY, "en/news/2030/alone/index.html", linked_from=STUB),
        "orphan-page: orphan page: not reachable by links from the root page",
        id="orphan-page-behind-a-stub",
    ),
    pytest.param(
        written("media/2030/unused.png"),
        "orphan-file: orphan file: no page, style sheet or script uses it",
        id="orphan-picture",
    ),
    pytest.param(
        written("assets/old.css", ""),
        "orphan-file: orphan file: no page, style sheet or script uses it",
        id="orphan-style-sheet",
    ),
    pytest.param(
        removed("search/en/pagefind.js"),
        "orphan-file: orphan file: no page, style sheet or script uses it",
        id="orphan-index",
    ),
    pytest.param(
        asset(removed, "search-worker.js"), 'dead-asset: missing file "./search-worker.js"', id="asset-of-script"
    ),
    pytest.param(
        written("assets/cards/en/a.png", "no picture"),
        "card: a card must be a PNG of 1200 by 630 pixels",
        id="card",
    ),
    pytest.param(
        written("registers/tags.yml"), "stray-file: files of this type must not be published", id="stray-source"
    ),
    pytest.param(written("en/.DS_Store"), "stray-file: files of this type must not be published", id="stray-hidden"),
    pytest.param(removed("robots.txt"), "missing-file: this file is missing: every site has it", id="missing-file"),
    pytest.param(written("sitemap.xml.gz"), "stray-file: not a compressed copy of sitemap.xml", id="stray-copy"),
    pytest.param(written("site.tar.gz"), "stray-file: files of this type must not be published", id="stray-archive"),
    pytest.param(
        removed("sitemap.xml"),
        "nothing-checked: nothing to check: no URLs in the sitemap",
        id="sitemap-gone",
    ),
    pytest.param(
        written("sitemap.xml", "<urlset>"),
        "syntax: invalid syntax: Premature end of data in tag urlset line 1",
        id="sitemap-no-xml",
    ),
    pytest.param(
        replaced("<title>", "<title>\x0b", "en/feed.xml"),
        "syntax: invalid syntax: PCDATA invalid Char value 11",
        id="syntax-of-a-feed",
    ),
    pytest.param(
        replaced("<title>", "<title>&nbsp;", "zh/rss.xml"),
        "syntax: invalid syntax: Entity 'nbsp' not defined",
        id="syntax-entity",
    ),
    pytest.param(
        replaced('"items":', "items:", "en/feed.json"),
        "syntax: invalid syntax: Expecting property name enclosed in double quotes",
        id="syntax-of-a-json-feed",
    ),
    pytest.param(
        replaced("}$", "", "en/manifest.webmanifest"),
        "syntax: invalid syntax: Expecting ',' delimiter",
        id="syntax-of-a-manifest",
    ),
    pytest.param(
        in_calendar(b"VERSION", b"VERS\x0bION"),
        "syntax: invalid syntax: invalid character U+000B: a control character",
        id="syntax-of-a-calendar",
    ),
    pytest.param(
        in_calendar(b"END:VEVENT", b"END:EVENT"),
        "syntax: invalid syntax: line outside any calendar component",
        id="syntax-of-a-part",
    ),
    pytest.param(
        in_calendar(b"END:VCALENDAR\r\n", b""),
        "syntax: invalid syntax: VCALENDAR is not closed",
        id="syntax-of-a-half",
    ),
    pytest.param(
        in_calendar(b"VERSION:2.0", b"kites"),
        "syntax: invalid syntax: Content line could not be parsed into parts: 'kites': Invalid content line",
        id="syntax-of-a-line",
    ),
    pytest.param(
        lambda folder: (folder / "zh/feed.json").write_bytes(b'{"a": "\xb7\xe7"}'),
        "syntax: invalid syntax: not UTF-8",
        id="syntax-encoding",
    ),
    pytest.param(
        removed("zh/news/2030/index.html"),
        f"sitemap: {URL}zh/news/2030/ is not a page of the site",
        id="sitemap-page-gone",
    ),
    pytest.param(
        in_sitemap("(?s)<url>\\s*" + MILL + ".*?</url>", ""),
        "sitemap: en/tags/mill/index.html is indexable but not in the sitemap",
        id="sitemap-too-few",
    ),
    pytest.param(
        in_sitemap(MILL, f"<loc>{URL}en/</loc>"), f"sitemap: {URL}en/ is in the sitemap twice", id="sitemap-twice"
    ),
    pytest.param(
        in_sitemap(MILL, f"<loc>{STUB_URL}</loc>"),
        f"sitemap: {URL}en/news/2031/kite-night/ is a noindex page",
        id="sitemap-noindex",
    ),
    pytest.param(
        in_sitemap(MILL, "<loc>https://x.example/en/tags/mill/</loc>"),
        "sitemap: https://x.example/en/tags/mill/ is not a page of the site",
        id="sitemap-other-host",
    ),
    pytest.param(
        in_sitemap("<lastmod>[^<]*", "<lastmod>2030-05-01T10:00:00Z"),
        'lastmod: lastmod must be a date such as 2014-02-19; found "2030-05-01T10:00:00Z"',
        id="lastmod-hour",
    ),
    pytest.param(
        in_sitemap("<lastmod>[^<]*", "<lastmod>2030-02-30"),
        'lastmod: lastmod must be a date such as 2014-02-19; found "2030-02-30"',
        id="lastmod-no-day",
    ),
    pytest.param(
        in_sitemap("<lastmod>[^<]*", "<lastmod>2031-06-02"),
        "lastmod: lastmod must not be after the build date, 2031-06-01; found 2031-06-02",
        id="lastmod-to-come",
    ),
    pytest.param(
        in_sitemap('<xhtml:link [^>]*hreflang="x-default"[^>]*>', ""),
        f"sitemap-hreflang: {URL} has different translations in the sitemap and on its page",
        id="sitemap-hreflang",
    ),
    pytest.param(
        written("en/plain.html", "<title>A</title><p>No hook ran."),
        "hooks: this page was not generated by newsdesk",
        id="hooks-page-of-others",
    ),
    pytest.param(
        written("en/empty.html", ""),
        "hooks: this page was not generated by newsdesk",
        id="hooks-empty-page",
    ),
]


@pytest.mark.parametrize(("spoil", "sentence"), FAULTS)
def test_a_fault_of_the_built_site_is_found(spoilt: Path, spoil: Spoil, sentence: str) -> None:
    spoil(spoilt)
    assert sentence in said(spoilt)


def test_every_check_and_every_rule_is_seeded_here(built_newsroom: Path, tmp_path: Path) -> None:
    """All faults at once: whoever adds a check or a rule seeds it."""
    seeded = {str(fault.values[1]).partition(":")[0] for fault in FAULTS}
    package = sites.PROJECT / "hooks/newsdesk/site_check"
    code = "".join(path.read_text(encoding="utf-8") for path in package.glob("*.py"))
    named = set(re.findall(r'(?:site_error\(\s*site,\s*[^,]+,|error\()\s*"([a-z0-9-]+)"|yield "([a-z0-9-]+)",', code))
    assert {one or other for one, other in named} == seeded
    for number, fault in enumerate(FAULTS):
        folder = sites.shutil.copytree(built_newsroom / "site", tmp_path / str(number) / "site")
        fault.values[0](folder)  # type: ignore[operator]
    fired = {report.name for folder in tmp_path.glob("*/site") for report in check_site(folder, URL) if report.problems}
    assert fired == set(CHECKS)


@pytest.mark.parametrize(
    ("spoil", "path", "line"),
    [
        pytest.param(replaced("</h1>", '</h1>\n<a href="gone/">x</a>'), STORY, "gone/", id="link"),
        pytest.param(replaced("</h1>", '</h1>\n<img srcset="gone.png 2x" alt="">'), STORY, "gone.png", id="srcset"),
        pytest.param(
            asset(written, "newsroom.css", "/* \u2028 */\np { background: url(gone) }"),
            "newsroom.css",
            "gone",
            id="css",
        ),
    ],
)
def test_a_problem_names_the_line_of_the_link(spoilt: Path, spoil: Spoil, path: str, line: str) -> None:
    spoil(spoilt)
    path = path if path == STORY else sites.asset(spoilt, path)
    [problem] = [each for each in problems(spoilt) if "gone" in each.message]
    assert problem.location.path == f"site/{path}"
    assert line in (spoilt / path).read_text(encoding="utf-8").split("\n")[problem.location.line - 1]


def test_a_site_that_no_hook_made_is_found(site: Path) -> None:
    (site / "plain.yml").write_text("site_name: Kites\nsite_dir: plain\n", encoding="utf-8")
    assert sites.build(site, "-f", "plain.yml").code == 0
    run = sites.newsdesk(site, "check", "--site", "plain")
    assert run.code == 1
    assert "plain:1:1: error[hooks]: none of these" in run.out
    assert "pages was generated by newsdesk: the engine did not run the hooks in mkdocs.yml" in run.out


PARTS = st.sampled_from(["..", ".", "en", "a.html", "index.html", "b-1", "%E9", "é", "", "A"])
LINKS = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "/", "./", "../", "//x.example/", f"{URL}hub/", URL, "mailto:"]),
    st.lists(PARTS, max_size=5).map("/".join),
    st.sampled_from(["", "/", "?q=1"]),
    st.sampled_from(["", "#a", "#%C3%A9"]),
)


@given(st.sampled_from(["index.html", "404.html", "en/index.html", "en/a/b/index.html", "en/a/c.html"]), LINKS)
def test_a_link_means_what_it_means_to_a_browser(file: str, text: str) -> None:
    page = f"{URL}hub/{address_of(file)}"
    meant = urlsplit(urljoin(page, text))
    found = Resolver(f"{URL}hub/").resolve(folders(file), text)
    if found is None:
        assert meant.scheme == "mailto"
    elif found.host:
        assert found.host == meant.netloc != "kites.example"
    elif found.file.startswith(("outside ", "above ")):
        assert not meant.path.startswith("/hub/") or re.match(r"(\.\./)+\.\.", text)
    else:
        assert f"/hub/{address_of(found.file)}" == address_of(unquote(meant.path))
        assert found.fragment == unquote(meant.fragment)


def test_an_empty_folder_is_a_failure_of_every_check(tmp_path: Path) -> None:
    reports = check_site(tmp_path)
    assert [[problem.rule for problem in report.problems] for report in reports] == [["nothing-checked"]] * len(CHECKS)


@pytest.mark.parametrize("html", ["", " ", "<", "<!--", "<!doctype html>", "\0", "x", "<html><p id=a id=a>", "é" * 99])
def test_a_file_that_is_hardly_html_is_a_problem_and_no_crash(spoilt: Path, html: str) -> None:
    (spoilt / STORY).write_text(html, encoding="utf-8")
    assert {"hooks", "title", "description", "h1", "canonical", "lang"} <= rules(spoilt)


def test_what_no_program_can_read_is_said_at_its_line_and_column(spoilt: Path) -> None:
    replaced("<id>", "<id>\nab\x0b", "en/feed.xml")(spoilt)
    text = (spoilt / "en/feed.xml").read_text("utf-8")
    [place] = [problem.location for problem in problems(spoilt) if problem.rule == "syntax"]
    line = text[: text.index("\nab\x0b")].count("\n") + 2
    assert (place.path, place.line) == ("site/en/feed.xml", line)
    assert place.column in {3, 4}
