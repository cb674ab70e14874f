"""Importing: what an archive holds comes in, all or nothing; nothing is invented, changed or written twice."""

import shutil
import subprocess
import sys
import time
from pathlib import Path
from unittest.mock import patch

import pytest

import archives
import sites
from newsdesk.importing.archive import LeadImage
from newsdesk.importing.bodies import Targets, story_body
from newsdesk.importing.forms import kept_parts, video_page
from newsdesk.importing.from_html import to_markdown
from newsdesk.importing.front_matter import lead_image, moment, read_front_matter
from newsdesk.importing.kinds import open_archive
from newsdesk.importing.wordpress import with_paragraphs

NEWS = ("docs/en/news/", "docs/zh/news/")


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    return archives.newsroom(tmp_path / "newsroom")


@pytest.mark.parametrize("kind", archives.ARCHIVES)
def test_an_archive_comes_in_as_expected(newsroom: Path, kind: str) -> None:
    assert archives.outcome(newsroom, kind) == (archives.IMPORTS / f"{kind}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", archives.ARCHIVES)
def test_a_second_run_writes_nothing(newsroom: Path, kind: str) -> None:
    assert archives.imported(newsroom, kind).code == 0
    before = sites.contents(newsroom)
    again = archives.imported(newsroom, kind)
    assert "written: 0 new stories, 0 files for media, 0 new tags" in again.err
    assert "there already" in again.err
    assert sites.contents(newsroom) == before


@pytest.mark.parametrize("kind", archives.ARCHIVES)
def test_a_dry_run_says_the_same_and_writes_nothing(newsroom: Path, kind: str) -> None:
    before = sites.contents(newsroom)
    dry = archives.imported(newsroom, kind, "--dry-run")
    assert sites.contents(newsroom) == before
    assert not (newsroom / ".cache/newsdesk/importing").exists()
    real = archives.imported(newsroom, kind)
    assert dry.out == real.out
    assert dry.err.replace("would write: ", "written: ") + "run: newsdesk check\n" == real.err


def test_what_an_editor_changed_or_moved_is_left_alone(newsroom: Path) -> None:
    archives.imported(newsroom, "hugo")
    story = newsroom / "docs/en/news/2014/first-lesson.md"
    edited = story.read_text(encoding="utf-8").replace("held", "given")
    story.write_text(edited, encoding="utf-8")
    archives.imported(newsroom, "jekyll")
    assert sites.newsdesk(newsroom, "move", "docs/en/news/2015/call-for-stalls.md", "stalls-wanted").code == 0
    before = sites.contents(newsroom)
    again = archives.imported(newsroom, "hugo")
    assert "docs/en/news/2014/first-lesson.md:1: edited: its text is another" in again.out
    again = archives.imported(newsroom, "jekyll")
    assert "call-for-stalls.md:1: edited: it was imported, and is now docs/en/news/2015/stalls-wanted.md" in again.out
    assert sites.contents(newsroom) == before


def test_a_story_of_the_site_keeps_its_place(newsroom: Path) -> None:
    taken = newsroom / "docs/zh/news/2014/kite-night.md"
    taken.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(newsroom / "docs/zh/news/2030/kite-museum-plan.md", taken)
    run = archives.imported(newsroom, "hugo")
    assert "docs/en/news/2014/kite-night.md:1: edited: docs/zh/news/2014/kite-night.md has this slug" in run.out
    assert not (newsroom / "docs/en/news/2014/kite-night.md").exists()


def test_all_archives_together_are_checked_and_built(newsroom: Path) -> None:
    for kind in archives.ARCHIVES:
        assert archives.imported(newsroom, kind).code == 0
    check = sites.newsdesk(newsroom, "check")
    assert [line for line in check.out.splitlines() if "error[" in line] == []
    tidy = sites.newsdesk(newsroom, "tidy", "--check", "docs/en", "docs/registers/tags.yml")
    assert [path for path in tidy.out.splitlines() if path.startswith(NEWS)] == []
    assert sites.build_in_new_process(newsroom).code == 0
    built = newsroom / "site"
    page = (built / "en/news/2014/the-pond/index.html").read_text(encoding="utf-8")
    assert page.count("<picture>") == 3
    assert "Lamps on the pond." in page
    assert "contact-form" not in page
    former = (built / "2014/05/12/the-pond/index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../../../../en/news/2014/the-pond/"' in former
    assert "/2014/05/12/the-pond/ /en/news/2014/the-pond/ 301" in (built / "_redirects").read_text(encoding="utf-8")
    chinese = (built / "zh/2015/03/02/shiji/index.html").read_text(encoding="utf-8")
    assert "zh/news/2015/spring-fair/" in chinese
    assert (built / "en/news/2015/spring-fair/with-zh/index.html").exists()
    assert not (built / "fair/town/2015/03/01/spring-fair/with-zh").exists()
    assert not (built / "en/news/2015/nobody-knows").exists()
    assert "Nobody may read this" not in "".join(path.read_text(encoding="utf-8") for path in built.rglob("*.html"))
    found = sites.newsdesk(newsroom, "check", "--site", "site")
    assert (found.code, [line for line in found.out.splitlines() if "error[" in line]) == (0, [])


def test_without_a_source_none_is_invented(newsroom: Path) -> None:
    run = sites.newsdesk(newsroom, "import", *archives.ARCHIVES["hugo"])
    assert "docs/en/news/2014/first-lesson.md:1: source: no source" in run.out
    assert "sources:" not in (newsroom / "docs/en/news/2014/first-lesson.md").read_text(encoding="utf-8")
    wrong = sites.newsdesk(newsroom, "import", *archives.ARCHIVES["hugo"], "--source", "old-sit")
    assert (wrong.code, "did you mean" in wrong.err) == (2, True)


def test_an_imported_text_has_the_day_on_which_it_came_and_keeps_it(newsroom: Path) -> None:
    assert archives.imported(newsroom, "hugo").code == 0
    story = newsroom / "docs/en/news/2014/first-lesson.md"
    typed = story.read_text(encoding="utf-8")
    assert f"\nimported: {sites.MOMENT.date()}\n" in typed
    later = sites.newsdesk(
        newsroom, "import", *archives.ARCHIVES["hugo"], "--source", "old-site", NEWSDESK_AS_OF="2035-01-01"
    )
    assert later.code == 0
    assert story.read_text(encoding="utf-8") == typed
    assert "its text is another" not in later.out


def test_an_archive_may_be_own_reporting(newsroom: Path) -> None:
    assert sites.newsdesk(newsroom, "import", *archives.ARCHIVES["hugo"], "--source", "own reporting").code == 0
    assert "sources: [own reporting]" in (newsroom / "docs/en/news/2014/first-lesson.md").read_text(encoding="utf-8")
    assert "error[" not in sites.newsdesk(newsroom, "check", "docs/en/news/2014/first-lesson.md").out


def test_an_error_on_the_way_leaves_nothing(newsroom: Path) -> None:
    before, replace, calls = sites.contents(newsroom), Path.replace, []

    def failing(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == 4:
            raise OSError(28, "No space left on device", str(target))
        return replace(path, target)

    with patch.object(Path, "replace", failing):
        run = archives.imported(newsroom, "wordpress")
    assert len(calls) >= 4
    assert (run.code, "nothing was changed" in run.err) == (2, True)
    assert sites.contents(newsroom) == before


def test_a_killed_run_leaves_nothing_or_is_finished(newsroom: Path, tmp_path: Path) -> None:
    whole = archives.newsroom(tmp_path / "whole")
    archives.imported(whole, "hugo")
    before = sites.contents(newsroom)
    killed = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    for place in ("planned_import", "finish_steps"):
        module = "newsdesk.cli.import_" if place == "planned_import" else "newsdesk.project"
        after = " plan.planned_import(*a); " if place == "planned_import" else ""
        code = (
            f"import sys; sys.path.insert(0, {str(sites.PROJECT / 'hooks')!r})\n"
            f"import newsdesk.cli.import_, newsdesk.project\nfrom newsdesk.importing import plan\n"
            f"def kill(*a, **k):\n   {after}{killed}\n{module}.{place} = kill\n"
            "from newsdesk.cli.main import main\nmain()"
        )
        command = [sys.executable, "-c", code, "import", *archives.ARCHIVES["hugo"], "--source", "old-site"]
        done = subprocess.run(command, cwd=newsroom, env=sites.environment(), check=False)
        assert done.returncode == -9
        if place == "planned_import":
            assert sites.contents(newsroom) == before
    assert not list((newsroom / "docs").rglob("first-lesson.md"))
    waiting = sites.newsdesk(newsroom, "check")
    assert (waiting.code, "was interrupted: run it again" in waiting.err) == (2, True)
    archives.imported(newsroom, "hugo")
    assert sites.contents(newsroom) == sites.contents(whole)


_HEAD = (
    '<?xml version="1.0"?>{doctype}<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
)
_ITEM = (
    "<item><title>Kite {number}</title><link>https://old.example/2014/{number}/</link>"
    "<content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>{number}</wp:post_id>"
    "<wp:post_date>2014-05-{day:02} 09:00:00</wp:post_date><wp:post_name>kite-{number}</wp:post_name>"
    "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>{more}</item>"
)


def export(path: Path, *items: str, doctype: str = "", end: str = "</channel></rss>") -> Path:
    path.write_text(_HEAD.format(doctype=doctype) + "".join(items) + end, encoding="utf-8")
    return path


def item(number: int, body: str = "<p>Wind.</p>", more: str = "") -> str:
    return _ITEM.format(number=number, day=number % 28 + 1, body=body, more=more)


BOMB = '<!DOCTYPE rss [<!ENTITY a "kite"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ({"doctype": BOMB}, "declares a document type"),
        ({"end": ""}, "damaged or incomplete"),
        ({"end": "<item>&undefined;</item></channel></rss>"}, "damaged or incomplete"),
    ],
)
def test_a_hostile_or_damaged_export_is_refused_whole(newsroom: Path, content: dict[str, str], why: str) -> None:
    before = sites.contents(newsroom)
    path = export(newsroom.parent / "export.xml", item(1), **content)
    run = sites.newsdesk(newsroom, "import", str(path))
    assert (run.code, why in run.err) == (2, True), run.err
    assert sites.contents(newsroom) == before


def test_what_is_no_export_is_refused(newsroom: Path, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("no XML", encoding="utf-8")
    assert "is not an export" in sites.newsdesk(newsroom, "import", str(tmp_path / "text.txt")).err
    (tmp_path / "empty").mkdir()
    assert "add --kind" in sites.newsdesk(newsroom, "import", str(tmp_path / "empty")).err


def test_control_characters_of_an_export_are_dropped(newsroom: Path) -> None:
    path = export(newsroom.parent / "export.xml", item(1, "<p>A\x0bB\x00C and a\u00a0space</p>"))
    assert sites.newsdesk(newsroom, "import", str(path)).code == 0
    assert "ABC and a space" in (newsroom / "docs/en/news/2014/kite-1.md").read_text(encoding="utf-8")


def test_no_reference_leaves_the_archive(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"")
    root = tmp_path / "site"
    shutil.copytree(archives.IMPORTS / "hugo", root)
    (root / "static/out.png").symlink_to(tmp_path / "secret.png")
    archive = open_archive(root, "hugo", None)
    post = next(iter(archive.posts()))
    for reference in ("../../../../secret.png", "/../../secret.png", "/out.png", "%2e%2e/%2e%2e/%2e%2e/secret.png"):
        assert archive.file(post, reference) is None
    assert archive.file(post, "/images/school.png")
    uploads = open_archive(archives.IMPORTS / "wordpress/export.xml", "", archives.UPLOADS)
    post = next(iter(uploads.posts()))
    assert uploads.file(post, "https://x.example/wp-content/uploads/../export.xml") is None
    assert uploads.file(post, "https://x.example/wp-content/uploads/2014/05/lamp-300x200.png")


def run_measured(site: Path, path: Path) -> tuple[float, int]:
    """Import an export in a process of its own; return seconds, and megabytes at the peak."""
    code = (
        f"import sys, pathlib; sys.path.insert(0, {str(sites.PROJECT / 'hooks')!r})\n"
        "from newsdesk.cli.main import main\n"
        "try:\n    main()\nfinally:\n"
        "    status = pathlib.Path('/proc/self/status').read_text()\n"
        "    print(status.partition('VmHWM:')[2].split()[0], file=sys.stderr)"
    )
    start = time.monotonic()
    command = [sys.executable, "-c", code, "import", str(path), "--source", "old-site"]
    done = subprocess.run(command, cwd=site, env=sites.environment(), capture_output=True, text=True, check=True)
    return time.monotonic() - start, int(done.stderr.split()[-1]) // 1024


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
def test_a_large_export_is_read_as_a_stream(newsroom: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A thousand posts come in; sixty megabytes of comments beside them take no memory."""
    body = "<p>The wind was <b>strong</b> over the river.</p>" * 10
    small = export(tmp_path / "small.xml", *(item(number, body) for number in range(1000)))
    comment = f"<wp:comment><wp:comment_content><![CDATA[{'Nice! ' * 10_000}]]></wp:comment_content></wp:comment>"
    large = export(tmp_path / "large.xml", *(item(number, "<p>Wind.</p>", comment) for number in range(1000)))
    assert large.stat().st_size > 60_000_000
    seconds, of_small = run_measured(newsroom, small)
    assert len(list((newsroom / "docs/en/news/2014").glob("kite-*.md"))) == 1000
    more_seconds, of_large = run_measured(archives.newsroom(tmp_path / "other"), large)
    figures = f"1,000 posts: {seconds:.1f} s, {of_small} MB; 60 MB of comments: {more_seconds:.1f} s, {of_large} MB"
    with capsys.disabled():
        sys.stdout.write(f"\n{figures}\n")
    assert of_large < of_small + 20


HTML = {
    "<p># no heading</p>": "\\# no heading",
    "<p>#tag and 2031. year</p>": "\\#tag and 2031. year",
    "<p>2031. That was</p>": "2031\\. That was",
    "<p>5 &lt; 6 &amp; a &lt;b&gt;</p>": "5 < 6 & a &lt;b>",
    "<p>snake_case and _x_ and 2 * 3</p>": "snake_case and \\_x\\_ and 2 * 3",
    "<strong>注意：</strong>请看": "<strong>注意：</strong>请看",
    "<strong>注意</strong>：请看": "**注意**：请看",
    "<ul><li>a<ul><li>b</li></ul></li></ul>": "- a\n    - b",
    "<iframe src='//player.bilibili.com/player.html?bvid=BV1x'></iframe>": "https://www.bilibili.com/video/BV1x",
    "<figure><img src='a b.png' alt='A'><figcaption>Say \"a\"</figcaption></figure>": '![A](<a b.png> "Say “a”")',
    "<figure><img src=a.png><figcaption>One</figcaption></figure>": '![One](a.png "One")',
    "<a href='big.jpg'><img src='s.jpg' alt='S'></a>": "![S](s.jpg)",
    "<img data-src='real.png' src='data:image/gif;base64,R0' alt='x'>": "![x](real.png)",
    "<a href='javascript:x()'>press</a>": "press",
    "<table><tr><th>A|B</th></tr><tr><td>1</td></tr></table>": "| A\\|B |\n| --- |\n| 1 |",
    "<table style='x'><tr><td colspan=2>A</td></tr></table>": '<table><tr><td colspan="2">A</td></tr></table>',
    "<pre><code class='language-py'>a\n\nb</code></pre>": "```py\na\n\nb\n```",
    "<details><summary>More</summary><p>a</p></details>": '??? note "More"\n\n    a',
    "H<sub>2</sub>O <abbr title='A \"B\"'>AB</abbr>": 'H<sub>2</sub>O <abbr title="A &quot;B&quot;">AB</abbr>',
    "<style>p{}</style><p onclick='x()' style='y'>a</p>": "a",
}


@pytest.mark.parametrize("html", HTML)
def test_html_becomes_the_forms_of_a_body(html: str) -> None:
    assert to_markdown(html) == HTML[html]


@pytest.mark.parametrize(
    "html", ["<script src='x.js'></script>", "<form><input></form>", "<iframe src='https://x.example/'></iframe>"]
)
def test_html_without_a_form_is_kept_in_a_comment(html: str) -> None:
    assert [task for task, *_ in kept_parts(to_markdown(f"<p>a</p>{html}<p>b</p>"))] == ["html"]


def test_a_comment_cannot_be_left() -> None:
    assert to_markdown("<object data='--><script>'></object>").count("-->") == 1


def test_deep_html_is_no_traceback() -> None:
    assert "x" in to_markdown("<div>" * 5000 + "x" + "</div>" * 5000)


@pytest.mark.parametrize(
    "part", ["[", "![", "](", "[a](", "`", "<a href='", "{{< x ", "{% x ", "![a](b ", "[x]: ", "<div>", "(("]
)
def test_conversion_takes_no_longer_than_the_text(part: str) -> None:
    targets = Targets(picture=lambda _: "", link=lambda reference: reference)
    start = time.monotonic()
    story_body(part * 5000, targets)
    assert time.monotonic() - start < 5


def test_markdown_keeps_what_is_code() -> None:
    targets = Targets(picture=lambda reference: f"p/{reference}", link=lambda reference: f"l/{reference}")
    body = story_body(
        "# Title\n\n# One\n\n`[a](b.md)` [`c`](d.md) ![e](f.png)\n\n```md\n# no\n[a](b.md)\n```\n\n"
        "![g][h]\n\n[h]: i.png\n",
        targets,
    )
    assert body.heading == "Title"
    assert "## One\n" in body.text
    assert "`[a](b.md)` [`c`](l/d.md) ![e](p/f.png)" in body.text
    assert "```md\n# no\n[a](b.md)\n```" in body.text
    assert "![g](p/i.png)" in body.text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2014-05-12", "2014-05-12"),
        ("2014-05-12T00:00:00Z", "2014-05-12"),
        ("2014-05-12 23:30:00 -0500", "2014-05-12 23:30:00-05:00"),
        ("2014-05-12T20:30:00.000Z", "2014-05-12 20:30:00+00:00"),
        ("2014/5/2", "2014-05-02"),
        ("Mon, 12 May 2014 20:30:00 +0000", "2014-05-12 20:30:00+00:00"),
        ("0000-00-00 00:00:00", "None"),
        ("soon", "None"),
    ],
)
def test_dates_of_all_kinds_are_read(text: str, found: str) -> None:
    assert str(moment(text)) == found


def test_front_matter_is_yaml_toml_or_json() -> None:
    texts = (
        "---\ntitle: A # b\nDraft: true\n---\nB",
        '+++\ntitle = "A"\nDraft = true\n+++\nB',
        '{"title": "A", "Draft": true}\nB',
    )
    for text in texts:
        document = read_front_matter("a.md", text)
        assert (document.text("title"), document.is_true("draft"), document.body) == ("A", True, "B")


def test_the_cover_is_found_in_the_usual_fields() -> None:
    document = read_front_matter("a.md", "---\ncover:\n  image: a.png\n  alt: A\n  caption: C\n---\n")
    assert lead_image(document) == LeadImage(reference="a.png", alt="A", caption="C")
    document = read_front_matter("a.md", "---\nimage: none\nthumbnail: b.png\n---\n")
    assert lead_image(document) == LeadImage(reference="b.png")


def test_pages_of_videos_are_recognized() -> None:
    assert video_page("https://youtu.be/abc") == "https://www.youtube.com/watch?v=abc"
    assert video_page("https://player.vimeo.com/video/12") == "https://vimeo.com/12"
    assert video_page("https://evil.example/youtu.be/abc") == ""


def test_the_classic_editor_gets_its_paragraphs() -> None:
    text = "One\ntwo\n\n<ul>\n\n<li>a</li>\n\n</ul>\n<blockquote>Three</blockquote>\nFour"
    assert to_markdown(with_paragraphs(text)) == "One  \ntwo\n\n- a\n\n> Three\n\nFour"
