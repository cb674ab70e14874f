"""Media in a body: galleries, players, cards of videos and files, on pages and in feeds."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import feedparser
import pytest
from lxml.html import HtmlElement, fragment_fromstring, parse

import media
import pictures
import sites
from newsdesk.cache import BuildCache
from newsdesk.content.assets import content_security_policy
from newsdesk.content.files import unknown_files
from newsdesk.content.markdown_extensions import DEFAULT_EXTENSIONS
from newsdesk.content.media import MAX_MEGABYTES, MEDIA_FORMATS, MediaFile, with_companions
from newsdesk.content.media_files import inspect_media_file
from newsdesk.content.parse_cache import cache_record, restored
from newsdesk.content.settings import read_site
from newsdesk.content.video_sites import VideoSites
from newsdesk.diagnostics import Diagnostic
from newsdesk.i18n.languages import Language
from newsdesk.i18n.units import clock, file_size
from newsdesk.markdown import converter
from newsdesk.markdown.figures import GALLERY_SIZES
from newsdesk.markdown.links import LinkTargets
from newsdesk.tidy.paths import with_relative_paths

NBSP = "\u00a0"


def body_of(site: Path, language: str) -> HtmlElement:
    (prose,) = parse(site / f"site/{language}/{media.STORY}/index.html").xpath("//div[@class='prose']")
    return prose


def problems(site: Path, rule: str) -> list[Diagnostic]:
    return [each for each in sites.lint(site)[1] if each.rule == rule]


def with_line(site: Path, line: str) -> Path:
    """The newsroom with one more paragraph in a story."""
    story = site / "docs/en/news/2029/wind-tunnel.md"
    story.write_text(f"{story.read_text('utf-8')}\n{line}\n", encoding="utf-8")
    return site


Rendered = Callable[[str], HtmlElement]


@pytest.fixture
def rendered(built_media: Path) -> Rendered:
    """A body in a story about the wind tunnel, as rendered."""
    library = sites.library(built_media)
    text = library.by_key["2029/wind-tunnel"].versions.in_language(Language.EN)

    def render(body: str) -> HtmlElement:
        found = converter.render_body(
            replace(text, body=body), LinkTargets(library=library, addresses=()), DEFAULT_EXTENSIONS
        )
        assert not found.findings.problems
        return fragment_fromstring(found.html)

    return render


ONE, TWO = ("![A mill](../../../media/2030/mill.png{})", "![Kites](../../../media/2030/kites.jpg{})")
IN_A_ROW = {
    "lines of one paragraph": f"{ONE}\n{TWO}",
    "paragraphs": f"{ONE}\n\n{TWO}",
    "lines that end in a break": f"{ONE}\\\n{TWO}".replace("\\\n", "  \n"),
    "both": f"{ONE}\n{TWO}\n\n{ONE}",
}


@pytest.mark.parametrize("typed", IN_A_ROW.values(), ids=IN_A_ROW)
def test_pictures_in_a_row_are_a_gallery_with_their_captions(rendered: Rendered, typed: str) -> None:
    tree = rendered(typed.replace("{}", ' "What it shows."'))
    (gallery,) = tree
    assert gallery.get("class") == "gallery"
    assert {each.tag for each in gallery} == {"figure"}
    assert [each.text for each in gallery.iter("figcaption")] == ["What it shows."] * len(gallery)
    assert len(gallery) == typed.count("![")
    assert {each.get("sizes") for each in gallery.iter("source")} == {GALLERY_SIZES}
    without = rendered(typed.replace("{}", ""))[0]
    assert (without.get("class"), list(without.iter("figcaption"))) == ("gallery", [])


NOT_IN_A_ROW = {
    "one": (ONE.replace("{}", ' "It stands."'), ["figure"]),
    "one without a caption": (ONE.replace("{}", ""), ["p"]),
    "words between": (f"{ONE}\n\nThe wind.\n\n{TWO}".replace("{}", ' "It."'), ["figure", "p", "figure"]),
    "words in the paragraph": (f"{ONE} a mill\n{TWO}".replace("{}", ""), ["p"]),
    "on one line": (f"{ONE} {TWO}".replace("{}", ""), ["p"]),
    "in links": (f"[{ONE}](#kites)\n[{TWO}](#kites)".replace("{}", ""), ["p"]),
}


@pytest.mark.parametrize("case", NOT_IN_A_ROW)
def test_a_picture_by_itself_is_no_gallery(rendered: Rendered, case: str) -> None:
    typed, tags = NOT_IN_A_ROW[case]
    assert [each.tag for each in rendered(typed)] == tags


def test_names_as_cameras_and_people_give_them_are_taken(built_media: Path) -> None:
    sources = body_of(built_media, "en").xpath(".//source/@srcset")
    files = [each.split(" ") for source in sources for each in source.split(", ")]
    assert all(len(each) == 2 for each in files)
    names = {unquote(path.rpartition("/")[2]).partition(".")[0] for path, _ in files}
    assert names == {"IMG_1234", "风筝-一号", "50-2-"}
    page = built_media / f"site/en/{media.STORY}"
    assert [path for path, _ in files if not (page / unquote(path)).is_file()] == []


def test_a_video_is_a_player_that_loads_nothing_by_itself(built_media: Path) -> None:
    tree = body_of(built_media, "en")
    film, silent = tree.iter("video")
    assert (
        dict(film.attrib).items()
        >= {
            "src": "../../../../media/2031/flight.mp4",
            "preload": "none",
            "aria-label": "Four kites rise above the meadow",
            "width": "1200",
            "height": "675",
        }.items()
    )
    assert {"controls", "playsinline"} <= set(film.keys())
    assert [(each.get("srclang"), each.get("label"), each.get("kind")) for each in film.iter("track")] == [
        ("en", "English", "captions"),
        ("zh-Hans", "中文", "captions"),
    ]
    page = built_media / f"site/en/{media.STORY}"
    for path in (film.get("poster"), film.get("src"), *(each.get("src") for each in film.iter("track"))):
        assert (page / path).is_file(), path
    figure = film.getparent()
    assert (figure.tag, figure.get("class")) == ("figure", "player")
    caption = figure.find("figcaption")
    assert caption.text_content() == f"Four kites rise above the meadow Download (MP4, 3:20, 1{NBSP}kB)"
    assert (caption.find("a").get("href"), caption.find("a").get("download")) == (film.get("src"), "")
    assert silent.get("poster") is None
    assert silent.getparent().find("figcaption").text == "Its caption "
    (sound,) = body_of(built_media, "zh").iter("audio")
    assert sound.getparent().find("figcaption").text_content() == f"正午的风 下载（MP3，1:15，1.2{NBSP}MB）"


def test_a_player_stands_behind_the_line_in_which_it_was_written(rendered: Rendered) -> None:
    clip = "![A film](../../../media/2031/flight.mp4)"
    assert [each.tag for each in rendered(f"{clip}\n{clip}")] == ["figure", "figure"]
    first, second, third = rendered(f"See {clip} and {clip} now.")
    assert (first.tag, first.text_content()) == ("p", "See  and  now.")
    assert second.get("class") == third.get("class") == "player"
    assert [each.tag for each in rendered(f"{ONE}\n{clip}\n{TWO}".replace("{}", ' "It."'))] == ["figure"] * 3
    (item,) = rendered(f"- {clip}")[0]
    assert item.find("figure") is not None


def test_a_link_says_what_it_downloads(built_media: Path) -> None:
    english, chinese = (body_of(built_media, language) for language in ("en", "zh"))
    assert [each.text for each in english.find_class("file")] == [
        f" (PDF, 3{NBSP}kB, 24 pages)",
        f" (1{NBSP}kB, 1 page)",
        f" (XLSX, 1{NBSP}kB)",
    ]
    assert [each.text for each in chinese.find_class("file")] == [f"（PDF，3{NBSP}kB，24页）", f"（XLSX，1{NBSP}kB）"]


def test_a_link_to_a_video_alone_in_its_paragraph_is_a_card(built_media: Path) -> None:
    consent = "Once you press, {} learns your internet address, and may set cookies."
    cards = body_of(built_media, "en").find_class("video")
    assert [[part.text_content() for part in card] for card in cards] == [
        ["Kites over the mill", "Video on Bilibili · 3:20", consent.format("Bilibili")],
        ["How a kite is built", "Video on YouTube · May not open in mainland China", consent.format("YouTube")],
        ["Video on Vimeo", "May not open in mainland China"],
    ]
    assert cards[0].find(".//a").get("href") == media.VIDEO
    # The players that the configuration allows, which a script loads when the reader presses.
    assert [card.get("data-player") for card in cards] == [
        "https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&autoplay=1",
        "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
        None,
    ]
    chinese = body_of(built_media, "zh").find_class("video")
    assert [[part.text_content() for part in card][:2] for card in chinese] == [
        ["风筝飞过磨坊", "哔哩哔哩上的视频 · 3:20"],
        ["风筝怎样做成", "YouTube上的视频 · 在中国大陆可能无法打开"],
    ]


def test_a_bare_url_of_a_video_is_a_card_whose_title_is_missed(site: Path) -> None:
    typed = "https://youtu.be/dQw4w9WgXcQ"
    found = problems(with_line(site, f"{typed}\n\n<{media.VIDEO}>"), "video-title")
    assert [each.location.source for each in found] == [typed, f"<{media.VIDEO}>"]
    assert str(found[0].suggestion) == f"write here: [title, 3:20]({typed})"
    cured = with_line(site, f"[title, 3:20]({typed})")
    assert len(problems(cured, "video-title")) == len(found)


NO_CARDS = [
    f"See [the film]({media.VIDEO}).",
    "[Our channel](https://www.youtube.com/@kites)",
    "[Bilibili](https://www.bilibili.com/)",
    "[A mill](https://www.mill.example/video/BV1xx411c7mD)",
    f"- [The film]({media.VIDEO})",
    "youtube.com/watch?v=dQw4w9WgXcQ",
    "[The film](https://youtube.com.mill.example/watch?v=dQw4w9WgXcQ)",
]


@pytest.mark.parametrize("typed", NO_CARDS)
def test_no_other_link_is_a_card(rendered: Rendered, typed: str) -> None:
    assert rendered(typed).find_class("video") == []


EMBEDS = VideoSites(embeds=("youtube", "bilibili", "vimeo", "tencent", "youku"))
PLAYERS = {
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
    "https://m.youtube.com/watch?app=x&v=dQw4w9WgXcQ&t=1": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
    "https://youtube.com/shorts/dQw4w9WgXcQ": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
    "https://youtu.be/dQw4w9WgXcQ?si=x": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
    f"{media.VIDEO}/?p=2": "https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&autoplay=1",
    "https://www.bilibili.com/video/av170001": "",
    "https://b23.tv/abcdefg": "",
    "https://vimeo.com/76979871": "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1",
    "https://vimeo.com/channels/staffpicks/76979871": "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1",
    "https://v.qq.com/x/page/a0012abcdef.html": "https://v.qq.com/txp/iframe/player.html?vid=a0012abcdef&autoplay=true",
    "https://v.qq.com/x/cover/mzc0/a0012abcdef.html": "https://v.qq.com/txp/iframe/player.html?vid=a0012abcdef&autoplay=true",
    "https://v.youku.com/v_show/id_XNTgwMTg==.html?x=1": "https://player.youku.com/embed/XNTgwMTg==?autoplay=true",
}


@pytest.mark.parametrize("url", PLAYERS)
def test_a_video_page_has_the_player_of_its_site_if_the_site_is_allowed(url: str) -> None:
    page, shown = EMBEDS.page(url), VideoSites().page(url)
    assert page
    assert page.player == PLAYERS[url]
    assert shown
    assert shown.player == ""


@pytest.mark.parametrize("url", ["https://www.youtube.com/@kites", "ftp://youtu.be/dQw4w9WgXcQ", "http://[x", "", "x"])
def test_what_is_no_video_page_is_none(url: str) -> None:
    assert EMBEDS.page(url) is None


def test_the_policy_lets_in_the_players_that_are_allowed_and_no_others(built_media: Path) -> None:
    sources = "frame-src https://www.youtube-nocookie.com https://player.bilibili.com"
    page = (built_media / f"site/en/{media.STORY}/index.html").read_text("utf-8")
    headers = (built_media / "site/_headers").read_text("utf-8")
    assert re.findall(r"frame-src[^;\"]*", page) == re.findall(r"frame-src[^;\n]*", headers) == [sources]
    assert "frame-src" not in content_security_policy([])
    scripts = [path.name for path in (built_media / "site/assets").glob("video.*.js")]
    assert [name in page for name in scripts] == [True]
    assert "video." not in (built_media / "site/en/index.html").read_text("utf-8")


def test_a_newsroom_may_name_other_video_sites(site: Path) -> None:
    configuration = site / "mkdocs.yml"
    more = "    video_sites:\n      tube: {name: Kite Tube, hosts: [www.tube.example], mainland_china: false}\n"
    configuration.write_text(f"{configuration.read_text('utf-8').rstrip()}\n{more}", encoding="utf-8")
    page = sites.identity_of(site).videos.page("https://www.tube.example/w/1")
    assert page
    assert (str(page.site.name.in_language(Language.ZH)), page.site.mainland_china) == ("Kite Tube", False)


def test_the_hosts_of_a_video_site_are_names(site: Path) -> None:
    configuration = site / "mkdocs.yml"
    more = "    video_sites:\n      tube:\n        name: Kite Tube\n        hosts: [https://tube.example/w]\n"
    configuration.write_text(f"{configuration.read_text('utf-8').rstrip()}\n{more}", encoding="utf-8")
    found, faults = read_site(configuration, "")
    assert found is None
    (fault,) = faults
    assert fault.location.source.strip() == "hosts: [https://tube.example/w]"
    assert "must be a list of host names such as tube.example" in str(fault.message)


@pytest.mark.parametrize("embeds", ["[youtub]", "[tube]", "youtube"])
def test_only_players_that_are_known_can_be_allowed(site: Path, embeds: str) -> None:
    configuration = site / "mkdocs.yml"
    configuration.write_text(f"{configuration.read_text('utf-8').rstrip()}\n    embeds: {embeds}\n", encoding="utf-8")
    found, faults = read_site(configuration, "")
    assert found is None
    assert [each.location.source.strip() for each in faults] == [f"embeds: {embeds}"]


def test_a_feed_has_links_and_enclosures_in_place_of_players(built_media: Path) -> None:
    atom, rss = (feedparser.parse((built_media / f"site/en/{name}.xml").read_bytes()) for name in ("feed", "rss"))
    document = json.loads((built_media / "site/en/feed.json").read_text("utf-8"))
    root, link = "https://kites.example/", f"https://kites.example/en/{media.STORY}/"
    (entry,), (old,), (item,) = (
        [each for each in atom.entries if each.link == link],
        [each for each in rss.entries if each.link == link],
        [each for each in document["items"] if each["url"] == link],
    )
    files = [("flight.mp4", "video/mp4"), ("silent.webm", "video/webm"), ("wind.mp3", "audio/mpeg")]
    sizes = {name: str(len(content)) for name, content in media.files().items()}
    assert [(each.href, each.type, each.length) for each in entry.enclosures] == [
        (f"{root}media/2031/{name}", kind, sizes[name]) for name, kind in files
    ]
    assert [(each.href, each.length) for each in old.enclosures] == [
        (f"{root}media/2031/flight.mp4", sizes["flight.mp4"])
    ]
    assert [each.get("duration_in_seconds") for each in item["attachments"]] == [200, None, 75]
    html = item["content_html"]
    assert f'<p>The wind at noon <a href="{root}media/2031/wind.mp3">Download (MP3, 1:15, 1.2{NBSP}MB)</a></p>' in html
    assert "Once you press" not in html
    for left in ("<video", "<audio", "<track", "data-", "gallery", "player", "youtube-nocookie"):
        assert left not in html
    assert html.count("<figure>") == 4
    assert f'<a href="{media.VIDEO}">Kites over the mill</a>' in html


def test_what_a_file_is_not_is_said_where_it_is_used(site: Path) -> None:
    folder = site / "docs/media/2030"
    (folder / "page.mp4").write_bytes(b"<!doctype html><title>404</title>")
    with (folder / "long.pdf").open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate((MAX_MEGABYTES + 1) * 1_000_000)
    (folder / "plan.pdf").write_bytes(media.pdf(1))
    found = with_line(
        site,
        "![A film](../../../media/2030/page.mp4)\n\n[The plan](../../../media/2030/long.pdf)\n\n"
        "![The plan](../../../media/2030/plan.pdf)",
    )
    said = {each.rule: str(each.message) for each in sites.lint(found)[1] if each.location.path.endswith("tunnel.md")}
    assert said["misnamed-file"] == "media/2030/page.mp4 is not a file of the format that its name says"
    assert said["large-file"] == "media/2030/long.pdf has 26 MB; many hosts take no file above 25 MB"
    assert said["picture"] == "media/2030/plan.pdf is not an image, a video or a recording"
    (wrong,) = problems(found, "picture")
    assert str(wrong.suggestion) == "write in the line: [The plan](../../../media/2030/plan.pdf)"


def test_a_poster_that_cannot_be_shown_is_said(site: Path) -> None:
    folder = site / "docs/media/2030"
    (folder / "film.mp4").write_bytes(media.mp4(2))
    (folder / "film.jpg").write_bytes(b"no picture")
    (found,) = problems(with_line(site, "![A film](../../../media/2030/film.mp4)"), "broken-picture")
    assert str(found.message) == "media/2030/film.jpg is not an image"


def inspected(folder: Path, name: str, content: bytes) -> MediaFile:
    path = folder / "media" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return inspect_media_file(folder, f"media/{name}", BuildCache(folder / "kept"))


SAMPLES = {
    "a.mp4": (media.mp4(200), 200, None),
    "a.m4a": (media.mp4(61), 61, None),
    "a.mp3": (media.mp3(75), 75, None),
    "a.wav": (media.wav(3), 3, None),
    "a.webm": (b"\x1a\x45\xdf\xa3", None, None),
    "a.ogg": (b"OggS", None, None),
    "a.opus": (b"OggS", None, None),
    "a.vtt": (b"\xef\xbb\xbfWEBVTT\n", None, None),
    "a.pdf": (media.pdf(24), None, 24),
    "b.pdf": (b"%PDF-1.7\nno more of it", None, None),
    "a.csv": (b"name\n", None, None),
    "a.zip": (media.archive(), None, None),
    "a.docx": (media.archive(), None, None),
    "a.xlsx": (media.archive(), None, None),
    "a.pptx": (media.archive(), None, None),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_known_of_a_file_comes_from_its_content(tmp_path: Path, name: str) -> None:
    content, seconds, pages = SAMPLES[name]
    found = inspected(tmp_path, name, content)
    assert (found.size, found.is_genuine, found.seconds, found.pages) == (len(content), True, seconds, pages)
    assert name.endswith(".csv") or not inspected(tmp_path, name, b"<!doctype html>").is_genuine
    assert not inspect_media_file(tmp_path, f"media/no-{name}", BuildCache(tmp_path / "kept")).is_genuine


def test_every_format_has_a_sample() -> None:
    assert {f".{name.partition('.')[2]}" for name in SAMPLES} == {*MEDIA_FORMATS}
    assert list(unknown_files([f"media/{name}" for name in SAMPLES], (), "docs")) == []


def test_what_was_read_of_a_file_is_restored_from_the_cache(tmp_path: Path) -> None:
    found = inspected(tmp_path, "a.mp3", media.mp3(5))
    record = json.loads(json.dumps(cache_record(found)))
    assert restored(record, "media/a.mp3", "docs", sites.LANGUAGES) == found


def test_what_lies_beside_a_video_belongs_to_it() -> None:
    film = MediaFile(path="media/a.mp4", size=1, is_genuine=True)
    paths = ["media/a.en.vtt", "media/a.jpg", "media/a.mp4", "media/a.x1.vtt", "media/a.zh.vtt", "media/ab.en.vtt"]
    found = with_companions(film, paths)
    assert found.poster == "media/a.jpg"
    assert found.captions == ((Language.EN, "media/a.en.vtt"), (Language.ZH, "media/a.zh.vtt"))
    assert with_companions(replace(film, path="media/a.pdf"), paths).captions == ()


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "1 kB"), (1499, "1 kB"), (999_400, "999 kB"), (999_600, "1 MB"), (1_250_000, "1.2 MB"), (25_400_000, "25 MB")],
)
def test_a_size_is_given_as_readers_know_it(size: int, words: str) -> None:
    assert file_size(size, Language.EN) == words.replace(" ", NBSP)


@pytest.mark.parametrize(("seconds", "words"), [(0, "0:00"), (65, "1:05"), (3600, "1:00:00"), (36_001, "10:00:01")])
def test_a_length_is_given_as_players_show_it(seconds: int, words: str) -> None:
    assert clock(seconds) == words


FROM_DOCS = ["media/2030/mill.png", "/media/2030/mill.png", "../../../media/2030/mill.png"]


@pytest.mark.parametrize("typed", FROM_DOCS)
def test_an_image_is_named_in_one_way_in_front_matter_and_in_a_body(site: Path, typed: str) -> None:
    story = site / "docs/en/news/2030/kite-school-opens.md"
    text = story.read_text("utf-8").replace("../../../media/2030/mill.png", typed)
    story.write_text(f"{text}\n![A mill]({typed})\n", encoding="utf-8")
    library, found = sites.lint(site)
    assert [
        each for each in found if each.location.path.endswith("kite-school-opens.md") and each.level != "note"
    ] == []
    assert library.by_key["2030/kite-school-opens"].image_path == "media/2030/mill.png"
    assert sites.newsdesk(site, "tidy").code == 0
    assert story.read_text("utf-8").count("../../../media/2030/mill.png") == 2
    assert sites.newsdesk(site, "tidy", "--check").code == 0


def test_tidy_leaves_paths_that_do_not_begin_in_docs_as_they_are() -> None:
    body = '---\r\ntitle: A\r\nimage: {src: "/media/a.png"}\r\n---\r\n\r\n`](media/a.png)` [a](media/kit.md)'
    tidied = with_relative_paths(
        f"\ufeff{body} ![a](media/a.png)\r\n", "en/news/2030/a.md", {"media/a.png"}, DEFAULT_EXTENSIONS
    )
    expected = body.replace('"/media', '"../../../media')
    assert tidied == f"\ufeff{expected} ![a](../../../media/a.png)\r\n"


def test_a_file_that_is_moved_is_still_found_however_it_was_named(site: Path) -> None:
    media.write(site)
    story = site / "docs/en/news/2030/kite-school-opens.md"
    story.write_text(story.read_text("utf-8").replace("../../../media/2030/mill", "/media/2030/mill"), encoding="utf-8")
    for old, new in {"2031/50% #2?.jpg": "half.jpg", "2031/letter.pdf": "letter.pdf", "2030/mill.png": "m.png"}.items():
        assert sites.newsdesk(site, "move", f"docs/media/{old}", f"media/2029/{new}").code == 0
    films = (site / f"docs/en/{media.STORY}.md").read_text("utf-8")
    assert "](media/2029/half.jpg " in films
    assert "](/media/2029/letter.pdf)" in films
    assert "src: /media/2029/m.png" in story.read_text("utf-8")
    assert [each for each in sites.lint(site)[1] if each.level == "error"] == []


def test_a_warm_build_sees_what_changes_beside_a_video(tmp_path: Path) -> None:
    """The law of warm builds: the page depends on files that it does not name."""
    site = sites.newsroom(tmp_path / "newsroom")
    media.write(site)
    folder = site / "docs/media/2031"
    (folder / "flight.en.vtt").unlink()
    assert sites.build(site).code == 0
    changes: list[Callable[[], object]] = [
        lambda: (folder / "flight.en.vtt").write_bytes(media.CAPTIONS),
        lambda: (folder / "flight.jpg").write_bytes(pictures.photograph(pictures.mill(1280, 720))),
        lambda: (folder / "flight.mp4").write_bytes(media.mp4(100)),
        lambda: (folder / "programme.pdf").write_bytes(media.pdf(2)),
        (folder / "flight.jpg").unlink,
    ]
    for change in changes:
        change()
        assert sites.build(site).code == 0
        warm = sites.contents(site / "site")
        cold = tmp_path / "cold"
        shutil.copytree(site, cold, ignore=shutil.ignore_patterns("site", ".cache"))
        assert sites.build(cold).code == 0
        assert warm == sites.contents(cold / "site")
        shutil.rmtree(cold)


def test_a_built_site_with_media_passes_its_check(built_media: Path) -> None:
    run = sites.newsdesk(built_media, "check", "--site", "site")
    assert run.code == 0, run.out
