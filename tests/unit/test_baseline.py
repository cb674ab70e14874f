"""The baseline accepts the warnings of an archive, wherever their lines move, and only shrinks."""

from pathlib import Path

import pytest

import sites

STORY = """---
title: Kites of {year}
summary: Four kites flew on May 1, {year}.
published: {year}-05-02
sources: [{{publisher: Mill archive, link: none}}]
---

See [here](https://mill.example/) and [here](https://loft.example/).

The wind blew.

Or [here](https://well.example/).
"""
FILE = "newsdesk-baseline.txt"
HEAD = "# Warnings that newsdesk check accepts. Written by newsdesk check --baseline: fix them, and run it again.\n"
OLD = "docs/en/news/2010/kites.md"


@pytest.fixture
def archive(site: Path) -> Path:
    (site / OLD).parent.mkdir(parents=True)
    (site / OLD).write_text(STORY.format(year=2010), encoding="utf-8")
    return site


def lines(site: Path) -> list[str]:
    """The lines of the baseline, without the digests: 'link-text 2 docs/…'."""
    head, *rest = (site / FILE).read_text(encoding="utf-8").splitlines()
    assert f"{head}\n" == HEAD
    return [" ".join(word for at, word in enumerate(line.split(" ", 3)) if at != 1) for line in rest]


def check(site: Path, *arguments: str) -> tuple[int, list[str], str]:
    """The exit code of a strict check, the problems that it prints, and what it says besides."""
    run = sites.newsdesk(site, "check", "--strict", *arguments)
    assert "Traceback" not in run.err
    return run.code, [each.splitlines()[0] for each in sites.printed_problems(run.out)], run.err


def edit(site: Path, old: str, new: str) -> None:
    text = (site / OLD).read_text(encoding="utf-8")
    assert old in text
    (site / OLD).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_all_of_today_is_accepted_at_first(archive: Path) -> None:
    code, problems, _ = check(archive)
    assert (code, len(problems)) == (1, 3)
    code, problems, said = check(archive, "--baseline")
    assert (code, problems) == (0, [])
    assert f"{FILE}: 3 accepted, 0 removed\n" in said
    assert "3 accepted" in check(archive)[2]
    assert sorted(lines(archive)) == [f"link-text 1 {OLD}", f"link-text 2 {OLD}"]
    assert sites.newsdesk(archive, "check", "--strict", OLD).code == 0
    assert sites.newsdesk(archive, "build", "--strict").code == 0


def test_lines_may_move(archive: Path) -> None:
    check(archive, "--baseline")
    edit(archive, "The wind blew.", "The wind blew.\n\nIt blew for a day.")
    edit(archive, "See [here]", "Kites are paper.\n\n See [here]")
    assert check(archive)[:2] == (0, [])


def test_a_new_warning_is_reported_and_not_added(archive: Path) -> None:
    check(archive, "--baseline")
    before = lines(archive)
    edit(archive, "The wind blew.", "The wind blew, as said [here](https://wind.example/).")
    edit(archive, "Or [here]", "And [here]")
    code, problems, said = check(archive, "--baseline")
    assert code == 1
    assert [each.split(": ")[1] for each in problems] == ["warning[link-text]"] * 2
    assert f"{FILE}: 2 accepted, 1 removed\n" in said
    assert lines(archive) == [line for line in before if " 2 " in line]
    assert check(archive, "--baseline=accept")[:2] == (0, [])
    assert sorted(lines(archive)) == [f"link-text 1 {OLD}", f"link-text 1 {OLD}", f"link-text 2 {OLD}"]


def test_one_more_on_an_accepted_line_is_reported(archive: Path) -> None:
    """The line's own content has changed with it, so that all of it is seen again."""
    check(archive, "--baseline")
    edit(archive, "Or [here]", "Or [here](https://mast.example/) or [here]")
    problems = check(archive)[1]
    assert len([each for each in problems if "warning[link-text]" in each]) == 2


def test_what_is_fixed_must_leave_the_baseline(archive: Path) -> None:
    check(archive, "--baseline")
    edit(archive, "Or [here]", "Or [the well]")
    edit(archive, " and [here]", " and [the loft]")
    code, text = sites.check_output(archive)
    assert code == 0
    assert f"{FILE}:2:1: warning[idle-baseline]: the baseline accepts " in text
    assert '"link-text" in docs/en/news/2010/kites.md that are gone' in text
    assert "| run: newsdesk check --baseline" in text
    edit(archive, "See [here]", "See [the mill]")
    assert check(archive, "--baseline")[:2] == (0, [])
    assert lines(archive) == []
    assert check(archive)[:2] == (0, [])


def test_part_of_a_site_leaves_the_rest_of_the_baseline_alone(archive: Path) -> None:
    check(archive, "--baseline")
    before = (archive / FILE).read_bytes()
    assert check(archive, "docs/en/news/2030")[:2] == (0, [])
    run = sites.newsdesk(archive, "check", "--baseline=accept", "docs/en/news/2030")
    assert run.code == 2
    assert "--baseline is about all source files" in run.err
    assert sites.newsdesk(archive, "check", "--baseline", "--site", "docs").code == 2
    assert (archive / FILE).read_bytes() == before


def test_an_error_is_not_accepted(archive: Path) -> None:
    edit(archive, "See [here](https://mill.example/)", "See [the mill](mill.md)")
    code, problems, _ = check(archive, "--baseline=accept")
    assert code == 1
    assert [each.split(": ")[1] for each in problems] == ["error[dead-link]"]
    assert not any("dead-link" in line for line in lines(archive))
    configuration = archive / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace("    zone:", "    rules: {link-text: error}\n    zone:"), encoding="utf-8")
    assert len([each for each in check(archive)[1] if "error[link-text]" in each]) == 2


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< HEAD",
        f"link-text 15fa7bca4d {OLD}",
        f"link-text 15fa7bca4d 0 {OLD}",
        "link-text 15fa7bca4d 1 ",
        "link-text 15FA7BCA4D 1 x",
    ],
)
def test_a_broken_line_is_an_error_at_its_line(line: str, archive: Path) -> None:
    check(archive, "--baseline")
    with (archive / FILE).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    code, text = sites.check_output(archive)
    assert code == 1
    assert f"{FILE}:4:1: error[" in text
    assert "error[baseline]" in text or "error[merge-mark]" in text


def test_what_is_written_is_the_same_twice(archive: Path) -> None:
    check(archive, "--baseline")
    before = (archive / FILE).read_bytes()
    check(archive, "--baseline")
    assert (archive / FILE).read_bytes() == before
