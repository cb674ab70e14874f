"""What was published stays answerable: the ledgers of addresses and of words."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import sites
from newsdesk.content import ledger
from newsdesk.content.ledger import Ledger, addresses_as_text, read_ledgers, words_as_text
from newsdesk.content.library import Library
from newsdesk.content.registers import Registers
from newsdesk.lint.references import lost_permalinks

STORY = "docs/en/news/2029/wind-tunnel.md"
TWIN = "docs/zh/news/2029/wind-tunnel.md"
ADDRESSES = "docs/registers/addresses/2031.txt"
WORDS = "docs/registers/words/2029.txt"
LATER = {"NEWSDESK_AS_OF": "2031-06-02"}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom whose ledgers are written."""
    folder = sites.newsroom(tmp_path_factory.mktemp("published"))
    text = (folder / STORY).read_text(encoding="utf-8")
    (folder / STORY).write_text(f"{text}\n## Its fans {{#fans}}\n\nThere were four.\n", encoding="utf-8")
    run = sites.newsdesk(folder, "ledger")
    assert (run.code, run.err) == (0, "")
    return folder


@pytest.fixture
def site(published: Path, tmp_path: Path) -> Path:
    return shutil.copytree(published, tmp_path / "site")


def errors(site: Path) -> list[str]:
    return [frame for frame in sites.printed_problems(sites.newsdesk(site, "check").out) if ": error[" in frame]


def rewrite(site: Path, name: str, old: str, new: str) -> None:
    text = (site / name).read_text(encoding="utf-8")
    assert old in text
    (site / name).write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def read(site: Path, name: str) -> str:
    return (site / name).read_text(encoding="utf-8")


def with_story(site: Path, key: str) -> None:
    path = site / f"docs/en/news/{key}.md"
    path.parent.mkdir(exist_ok=True)
    front = f"title: All of {key}\nsummary: They flew.\npublished: {key[:4]}-01-02\nsources: [mill-archive]"
    path.write_text(f"---\n{front}\n---\n\nThey flew over the mill.\n", encoding="utf-8")


def test_the_ledger_has_every_lasting_address_and_each_anchor_that_was_given(published: Path) -> None:
    head, *lines = read(published, ADDRESSES).splitlines()
    assert head.startswith("# ")
    assert lines == sorted(lines)
    assert {
        "en/news/2029/wind-tunnel/",
        "en/news/2029/wind-tunnel/#fans",
        "zh/news/2031/harbor-loop/",
        "en/events/2030/kite-day/",
        "en/summit/2030/",
        "zh/tags/mill/feed.xml",
        "en/calendar.ics",
        "zh/about/sourcing/",
    } <= {*lines}
    assert [line for line in lines if "/page/" in line or "with-" in line or "unfinished" in line] == []
    assert [line for line in lines if "#" in line] == ["en/news/2029/wind-tunnel/#fans"]


def test_every_address_of_the_ledger_is_answered_by_the_built_site(published: Path, built_newsroom: Path) -> None:
    lines = [line for line in read(published, ADDRESSES).splitlines()[1:] if "#" not in line]
    files = [built_newsroom / "site" / line / ("index.html" if line.endswith("/") else "") for line in lines]
    assert len(files) > 80
    assert [file for file in files if not file.is_file()] == []


def test_nothing_new_changes_nothing(site: Path) -> None:
    before = sites.contents(site)
    run = sites.newsdesk(site, "ledger", **LATER)
    assert (run.code, run.out) == (0, "")
    assert sites.contents(site) == before
    assert errors(site) == []


def test_what_is_new_is_added_in_the_file_of_its_year(site: Path) -> None:
    with_story(site, "2032/gliders-come-back")
    before = read(site, ADDRESSES)
    assert sites.newsdesk(site, "ledger", NEWSDESK_AS_OF="2032-01-03").code == 0
    assert read(site, ADDRESSES) == before
    added = read(site, ADDRESSES.replace("2031", "2032")).splitlines()[1:]
    assert added == [
        f"{code}/news/{key}/" for code in ("en", "zh") for key in ("2031/kite-fair-opens", "2032/gliders-come-back")
    ]
    assert "en/2032/gliders-come-back\n  2032-01-03 - - " in read(site, WORDS.replace("2029", "2032"))


def test_a_site_with_errors_writes_no_ledger(site: Path) -> None:
    rewrite(site, STORY, "published: 2029-07-02", "published: 02/07/2029")
    before = sites.contents(site)
    assert sites.newsdesk(site, "ledger").code == 2
    assert sites.contents(site) == before


def test_a_deleted_story_is_an_error_that_gives_the_line_to_add(site: Path) -> None:
    (site / STORY).unlink()
    (site / TWIN).unlink()
    found = [frame for frame in errors(site) if "[lost-address]" in frame]
    assert len(found) == 2
    assert "published URL /en/news/2029/wind-tunnel/ no longer exists" in found[0]
    assert "in the story that replaced it: aliases: [2029/wind-tunnel]" in found[0]
    assert f'newsdesk withdraw {STORY} --reason "…"' in found[0]


def test_an_alias_answers_for_a_deleted_story(site: Path) -> None:
    (site / STORY).unlink()
    (site / TWIN).unlink()
    rewrite(site, "docs/en/news/2031/harbor-loop.md", "tags:", "aliases: [2029/wind-tunnel]\ntags:")
    assert [frame for frame in errors(site) if "[lost-address]" in frame] == []


def test_a_moved_story_loses_nothing(site: Path) -> None:
    assert sites.newsdesk(site, "move", STORY, "tunnel-closes").code == 0
    assert errors(site) == []
    assert sites.newsdesk(site, "ledger", **LATER).code == 0
    assert "en/news/2029/tunnel-closes/\n" in read(site, ADDRESSES)
    rewrite(site, STORY.replace("wind-tunnel", "tunnel-closes"), "for want of kites", "for lack of kites")
    assert ["[silent-change]" in frame for frame in errors(site)] == [True]


def test_a_lost_anchor_is_an_error_until_its_line_says_so(site: Path) -> None:
    rewrite(site, STORY, " {#fans}", "")
    (found,) = errors(site)
    assert 'published anchor "#fans" no longer exists in /en/news/2029/wind-tunnel/' in found
    assert "or write the line: en/news/2029/wind-tunnel/#fans withdrawn" in found
    rewrite(site, ADDRESSES, "#fans\n", "#fans withdrawn\n")
    assert errors(site) == []


def test_an_id_that_left_its_register_needs_its_line(site: Path) -> None:
    rewrite(site, "docs/registers/tags.yml", "mill:", "old-mill:")
    for path in (site / "docs").rglob("*.*"):
        if path.suffix in {".md", ".yml"} and "mill" in (text := path.read_text(encoding="utf-8")):
            path.write_text(text.replace("tags: [mill", "tags: [old-mill").replace(", mill]", ", old-mill]"), "utf-8")
    found = [frame for frame in errors(site) if "[lost-address]" in frame]
    assert [frame.split(" ")[4] for frame in found] == ["/en/tags/mill/", "/zh/tags/mill/"]
    assert all("in the record that replaced it: aliases: [mill]" in frame for frame in found)
    rewrite(site, "docs/registers/tags.yml", "old-mill:", "old-mill:\n  aliases: [mill]")
    assert [frame for frame in errors(site) if "[lost-address]" in frame] == []


def test_what_stands_again_is_not_withdrawn_any_more(site: Path) -> None:
    rewrite(site, ADDRESSES, "en/tags/mill/\n", "en/tags/mill/ withdrawn\n")
    assert sites.newsdesk(site, "ledger").code == 0
    assert "en/tags/mill/\n" in read(site, ADDRESSES)


def test_a_silent_change_is_an_error_at_its_block_with_commands_to_paste(site: Path) -> None:
    rewrite(site, STORY, "for want of kites", "for lack of kites")
    (found,) = errors(site)
    assert found.startswith(f"{STORY}:12:1: error[silent-change]: ")
    assert f"published text changed since 2031-06-01 without a correction or update: block 2 ({STORY}:12)" in found
    assert f'newsdesk correct {STORY} --text "…"' in found
    assert f"newsdesk accept {STORY}" in found


def corrected(site: Path) -> None:
    assert sites.newsdesk(site, "correct", STORY, "--text", 'Not "for want of kites": for lack of them.').code == 0


def accepted(site: Path) -> None:
    assert sites.newsdesk(site, "accept", STORY).code == 0


def updated(site: Path) -> None:
    rewrite(site, STORY, "published: 2029-07-02\n", "published: 2029-07-02\nupdated: 2031-06-01\n")


@pytest.mark.parametrize("told", [corrected, accepted, updated])
def test_a_change_that_is_told_is_none(site: Path, told: object) -> None:
    rewrite(site, STORY, "for want of kites", "for lack of kites")
    told(site)  # type: ignore[operator]
    assert errors(site) == []
    assert sites.newsdesk(site, "ledger", **LATER).code == 0
    rewrite(site, STORY, "for lack of kites", "for the sake of kites")
    assert ["[silent-change]" in frame for frame in errors(site)] == [True]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It was closed for want of kites that needed it.", "It was closed for want\nof  kites that needed it."),
        ("It was closed", "It was **closed**"),
        ("It was closed", "It was [closed](https://www.mill.example/closed)"),
        ("The tunnel was built", "<!-- a note to ourselves -->\nThe tunnel was built"),
        ("## Its fans {#fans}", "### Its fans {#fans}"),
        ("1988.\n\nIt", "1988.\nIt"),
    ],
)
def test_layout_is_no_change(site: Path, old: str, new: str) -> None:
    rewrite(site, STORY, old, new)
    assert errors(site) == []


def test_a_changed_link_target_is_no_change(site: Path) -> None:
    rewrite(site, "docs/en/news/2030/kite-school-opens.md", "https://www.mill.example/history", "https://mill.example/")
    assert errors(site) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("title: Pinebridge closes", "title: Pinebridge shuts", "2:8"),
        ("summary: The tunnel was closed", "summary: The tunnel was shut", "3:10"),
    ],
)
def test_a_headline_or_a_summary_that_changes_is_a_change(site: Path, old: str, new: str, place: str) -> None:
    rewrite(site, STORY, old, new)
    (found,) = errors(site)
    assert found.startswith(f"{STORY}:{place}: error[silent-change]: ")


def test_a_translation_that_follows_a_correction_is_told_of(site: Path) -> None:
    rewrite(site, STORY, "for want of kites", "for lack of kites")
    corrected(site)
    assert sites.newsdesk(site, "ledger").code == 0
    before = read(site, TWIN)
    rewrite(site, TWIN, before.rstrip("\n").rpartition("\n")[2], "译文照改了。")
    assert errors(site) == []


def test_a_second_correction_of_a_day_tells_of_a_second_change(site: Path) -> None:
    for old, new in (("for want of kites", "for lack of kites"), ("for lack of kites", "for kites that fell")):
        rewrite(site, STORY, old, new)
        assert [frame.startswith(STORY) for frame in errors(site)] == [True]
        assert (
            sites.newsdesk(site, "correct", STORY, "--text", f"Not so: {old[4:9]}.", "--date", "2031-05-02").code == 0
        )
        assert errors(site) == []
        assert sites.newsdesk(site, "ledger").code == 0
    rewrite(site, STORY, "for kites that fell", "for good")
    assert [frame.startswith(STORY) for frame in errors(site)] == [True]


def test_a_translation_of_its_own_accord_is_a_silent_change(site: Path) -> None:
    rewrite(site, TWIN, read(site, TWIN).rstrip("\n").rpartition("\n")[2], "译文自己改了。")
    assert [frame.startswith(TWIN) for frame in errors(site)] == [True]


def test_only_words_of_the_ledger_can_be_accepted(site: Path) -> None:
    before = sites.contents(site)
    run = sites.newsdesk(site, "accept", STORY, "docs/en/news/2031/unfinished.md")
    assert run.code == 2
    assert "docs/en/news/2031/unfinished.md is not in the ledger of published text" in run.err
    assert sites.contents(site) == before


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=n", "-c", "user.email=n@example.com", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def repository(site: Path) -> Iterator[Path]:
    """The newsroom under Git, with the project's own rules for merging."""
    shutil.copy(sites.PROJECT / ".gitattributes", site / ".gitattributes")
    git(site, "init", "--quiet", "--initial-branch=main")
    git(site, "add", ".")
    git(site, "commit", "--quiet", "--message=all")
    return site


def on_branch(site: Path, name: str) -> None:
    git(site, "switch", "--quiet", "--create", name, "main")


def commit(site: Path) -> None:
    git(site, "add", ".")
    git(site, "commit", "--quiet", "--message=change")


def test_two_branches_that_add_stories_merge(repository: Path) -> None:
    """Even where each has written the ledgers itself, the addresses of both are there, and Git does not ask."""
    for name in ("gliders", "gliding"):
        on_branch(repository, name)
        with_story(repository, f"2031/{name}")
        run = sites.newsdesk(repository, "ledger")
        assert run.code == 0, run.err
        git(repository, "checkout", "main", "--", "docs/registers/words")
        commit(repository)
    git(repository, "merge", "--quiet", "--no-edit", "gliders")
    lines = read(repository, ADDRESSES).splitlines()
    assert {"en/news/2031/gliders/", "en/news/2031/gliding/"} <= {*lines}
    assert errors(repository) == []
    assert sites.newsdesk(repository, "ledger").code == 0
    lines = read(repository, ADDRESSES).splitlines()[1:]
    assert lines == sorted({*lines})


def test_two_branches_that_accept_changes_to_neighbours_merge(repository: Path) -> None:
    """Their lines stand one behind the other in the ledger, with only a name between them."""
    for name, text in (("one", STORY), ("two", TWIN)):
        on_branch(repository, name)
        rewrite(repository, text, read(repository, text).rstrip("\n").rpartition("\n")[2], "New words, 新的文字。")
        assert sites.newsdesk(repository, "accept", text, **LATER).code == 0
        commit(repository)
    git(repository, "merge", "--quiet", "--no-edit", "one")
    assert [frame for frame in errors(repository) if "[silent-change]" in frame or "[ledger]" in frame] == []


def promised(folder: Path, *lines: str) -> Ledger:
    """A ledger that holds these lines."""
    (folder / "addresses").mkdir()
    (folder / "addresses/2030.txt").write_text("\n".join(["# Addresses.", *lines, ""]), encoding="utf-8")
    found, problems = ledger.read_ledgers(folder, "docs/registers", ["addresses/2030.txt"])
    assert problems == []
    return found


@pytest.mark.parametrize("fates", [("", " withdrawn"), (" withdrawn", "")])
def test_a_withdrawal_outlives_a_merge_that_left_both_lines(tmp_path: Path, fates: tuple[str, str]) -> None:
    found = promised(tmp_path, *(f"en/tags/mill/{fate}" for fate in fates))
    assert found.published_addresses == {"en/tags/mill/": "withdrawn"}


def test_of_a_page_that_is_gone_the_files_beside_it_are_not_told(tmp_path: Path) -> None:
    page, beside, elsewhere = "en/events/2030/kites/", "en/events/2030/kites/event.ics", "en/calendar.ics"
    known = promised(tmp_path, elsewhere, page, beside)
    lost = lost_permalinks(Library(registers=Registers(), stories=[], ledger=known), set(), {})
    assert [problem.message.split(" ")[2] for problem in lost] == [f"/{elsewhere}", f"/{page}"]


def test_twenty_thousand_texts_are_read_in_no_time(tmp_path: Path) -> None:
    from time import process_time  # noqa: PLC0415 - only here

    numbers = range(10_000)
    lines = (f"{code}/{kind}/2030/story-{n}/" for code in ("en", "zh") for kind in ("news", "events") for n in numbers)
    told = "2031-06-01 2029-07-03 - 109ef538 f3cb0189 " + "-".join(["c1c9"] * 12)
    for kind, text in (
        ("addresses", addresses_as_text(dict.fromkeys(lines, ""))),
        ("words", words_as_text({f"{code}/2030/story-{n}": told for code in ("en", "zh") for n in numbers})),
    ):
        (tmp_path / kind).mkdir()
        (tmp_path / kind / "2031.txt").write_text(text, encoding="utf-8")
    start = process_time()
    known, problems = read_ledgers(tmp_path, "registers", ["addresses/2031.txt", "words/2031.txt"])
    assert (len(known.published_addresses), len(known.published_texts), problems) == (40_000, 20_000, [])
    assert process_time() - start < 0.5


def without_history(repository: Path) -> Path:
    """A shallow clone of the newsroom."""
    shallow = repository.parent / "shallow"
    git(repository.parent, "clone", "--quiet", "--depth=1", repository.as_uri(), str(shallow))
    return shallow


def test_git_shows_what_has_changed_since_a_text_was_published(repository: Path) -> None:
    assert "is unchanged since it was published" in sites.newsdesk(repository, "changes", STORY).out
    for old, new in (("for want of kites", "for lack of kites"), ("lack of kites", "lack of all kites")):
        rewrite(repository, STORY, old, new)
        commit(repository)
    run = sites.newsdesk(repository, "changes", STORY)
    assert run.code == 0, run.err
    lines = [line for line in run.out.splitlines() if line[:1] in "-+" and line[:3] not in {"---", "+++"}]
    assert lines == [
        "-It was closed for want of kites that needed it.",
        "+It was closed for lack of all kites that needed it.",
    ]
    run = sites.newsdesk(without_history(repository), "changes", STORY)
    assert run.code == 2
    assert f"Git has no version of {STORY} that matches the ledger; is the clone shallow?" in run.err


def test_it_shows_that_of_a_translation_and_of_a_story_that_moved(repository: Path) -> None:
    last = read(repository, TWIN).rstrip("\n").rpartition("\n")[2]
    assert sites.newsdesk(repository, "move", STORY, "tunnel-closes").code == 0
    translation = TWIN.replace("wind-tunnel", "tunnel-closes")
    commit(repository)
    rewrite(repository, translation, last, "译文自己改了。")
    commit(repository)
    run = sites.newsdesk(repository, "changes", "--published", translation)
    assert run.code == 0, run.err
    assert f"-{last}" in run.out
    assert "+译文自己改了。" in run.out


def test_the_ledger_must_know_what_was_published(repository: Path) -> None:
    run = sites.newsdesk(repository, "changes", "docs/en/news/2031/unfinished.md")
    assert run.code == 2
    assert "docs/en/news/2031/unfinished.md is not in the ledger of published text" in run.err


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("风洞于 1988 年建成，有 8,548 个风扇,现已关闭.", []),
        ("《纲要》、《条例》均已公布。", [f"newsdesk accept {TWIN}"]),
    ],
    ids=["typography", "a mark"],
)
def test_what_tidy_mends_is_told_to_nobody(site: Path, typed: str, command: list[str]) -> None:
    """Typography is no change; where a mark goes, the command that lets it pass stands below."""
    rewrite(site, TWIN, read(site, TWIN).rstrip("\n").rpartition("\n")[2], typed)
    assert sites.newsdesk(site, "accept", TWIN).code == 0
    run = sites.newsdesk(site, "tidy", TWIN)
    assert typed not in read(site, TWIN)
    assert [line.rpartition(": ")[2] for line in run.err.splitlines() if "accept" in line] == command
    assert ["[silent-change]" in frame for frame in errors(site)] == [True] * len(command)
    for each in command:
        assert sites.newsdesk(site, *each.split()[1:]).code == 0
    assert errors(site) == []
