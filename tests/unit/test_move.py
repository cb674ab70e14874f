"""Moving and renaming: everything follows, nothing else changes, and all of it happens or none."""

import errno
import os
import re
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sites
from newsdesk import urls
from newsdesk.content.entities import id_references
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.diagnostics import Level
from newsdesk.outputs.feeds import corrections_feed, news_feed, tag_feed
from newsdesk.pages.event import calendar_event
from newsdesk.project import JOURNAL, CannotRun, Project, finish_steps, interrupted_command, shown_path
from newsdesk.refactor.entities import ENTITY_KINDS, Entity
from newsdesk.refactor.links import Relocation
from newsdesk.refactor.plan import FileChange, apply_changes, planned_changes

MOVES = [
    ("move", "docs/en/news/2029/wind-tunnel.md", "tunnel-closes"),
    ("move", "/zh/news/2030/kite-museum-plan/", "docs/zh/news/2030/museum.md"),
    ("move", "https://kites.example/en/news/2030/kite-school-opens/", "kite-school-opened"),
    ("move", "docs/zh/news/2031/kite-night.md", "night-of-kites"),
    ("move", "docs/en/news/2031/unfinished.md", "draft"),
    ("move", "en/about/sourcing.md", "our-sources"),
    ("move", "docs/media/2030/mill.png", "media/2029/old-mill.png"),
    ("move", "docs/registers/events/2030/kite-day.yml", "day-of-kites"),
    ("move", "docs/en/events/2030/kite-day.md", "en/events/2029/day"),
    ("rename", "tag", "mill", "the-old-mill"),
    ("rename", "tag", "unused", "a-tag"),
    ("rename", "person", "ada-lindqvist", "lindqvist"),
    ("rename", "organisation", "kite-museum", "museum"),
    ("rename", "place", "pinebridge", "city"),
    ("rename", "series", "fair", "yearly-fair"),
    ("rename", "source", "museum-2030", "a-museum"),
    ("rename", "measure", "kites", "number-of-kites"),
    ("rename", "term", "bamboo-frame", "frame"),
    ("rename", "event", "2030/school-opening", "2030/opening"),
]
KEPT = re.compile(rb"^ *(?:id|aliases): .*\n", re.MULTILINE)
"""The lines that a move leaves behind."""


def run(site: Path, *command: str) -> sites.Run:
    done = sites.newsdesk(site, *command)
    assert done.code == 0, done.err
    return done


def back(command: tuple[str, ...]) -> tuple[str, ...]:
    """The command that undoes another."""
    *first, old, new = command
    if first == ["move"] and "/" not in new:
        path = re.sub(r"[^/]+?(\.\w+|/)?$", rf"{new}\1", old)
        return ("move", path, re.sub(r"\.\w+$", "", old.rstrip("/").rpartition("/")[2]))
    return (*first, new, old)


def sources(site: Path) -> Mapping[str, bytes]:
    return sites.contents(site / "docs")


State = tuple[list[str], Counter[tuple[str, Level]]]
"""The ids by which feeds and calendars know things, and how often each rule is broken."""


def state(site: Path) -> State:
    library, problems = sites.lint(site)
    return sorted(ids(library, sites.identity_of(site))), Counter((each.rule, each.level) for each in problems)


def ids(library: Library, site: Site) -> Iterator[str]:
    for language in sites.LANGUAGES:
        feeds = [news_feed(library, site, language), corrections_feed(library, site, language)]
        feeds += [tag_feed(name, library, site, language) for name in library.by_tag]
        yield from (item.id for each in feeds for item in (each, *each.items))
        entries = (calendar_event(name, event, library, site, language) for name, event in library.all_events.items())
        yield from (entry.id for entry in entries if entry)


@pytest.fixture(scope="module")
def unmoved(tmp_path_factory: pytest.TempPathFactory) -> State:
    """The state of the newsroom as it is."""
    found = state(sites.newsroom(tmp_path_factory.mktemp("unmoved")))
    assert len(found[0]) > 20
    return found


@pytest.mark.parametrize("command", MOVES, ids=" ".join)
def test_what_is_moved_there_and_back_is_as_it_was(site: Path, command: tuple[str, ...], unmoved: State) -> None:
    before = sources(site)
    run(site, *command)
    assert sources(site) != before
    assert state(site) == unmoved
    run(site, "tidy", "--check")
    run(site, *back(command))
    assert without_kept(sources(site)) == without_kept(before)


def without_kept(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return {path: KEPT.sub(b"", data) for path, data in files.items()}


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["wind-tunnel", "a", "b", "c"]), min_size=2, max_size=5))
def test_wherever_a_story_goes_it_is_known_and_found(tmp_path: Path, unmoved: State, slugs: list[str]) -> None:
    site, at, stood = sites.newsroom(tmp_path), "wind-tunnel", {"wind-tunnel"}
    for path in (site / "docs").glob("*/news/2029/*.md"):
        if path.stem != at:
            path.unlink()
    for slug in slugs:
        if slug != at:
            run(site, "move", f"/en/news/2029/{at}/", slug)
            at, stood = slug, stood | {slug}
    assert state(site) == unmoved
    story = sites.library(site).by_key[f"2029/{at}"]
    assert story.permanent_key == "2029/wind-tunnel"
    assert {*story.facts.aliases, story.key} == {f"2029/{slug}" for slug in stood}


PATHS = st.lists(st.sampled_from(["en", "news", "a", "b", "c"]), min_size=2, max_size=4).map("/".join)


@given(PATHS, PATHS, st.dictionaries(PATHS, PATHS, max_size=2), st.sampled_from(["", "?x", "#y"]))
def test_a_link_leads_to_where_its_target_went(source: str, target: str, stems: dict[str, str], tail: str) -> None:
    relocation = Relocation(stems=stems)
    typed = urls.source_link(f"{source}.md", f"{target}.md") + tail
    new = relocation.new_target(typed, f"{source}.md")
    path = new.removesuffix(tail)
    assert urls.joined(relocation.new_path(f"{source}.md"), path) == relocation.new_path(f"{target}.md")
    if not stems:
        assert new == typed


STORY = "docs/en/news/2030/kite-links.md"
BODY = """\
---
# mill stays mill: ../2029/wind-tunnel.md
title: Every way to write a link
summary: A story with links.
published: 2030-05-01
sources: [mill-archive]
---

Inline [a](../2029/wind-tunnel.md), [b](../2029/wind-tunnel.md#x "A title"), [c](<../2029/wind-tunnel.md>),
[d](../2029/wind%2Dtunnel.md), [e](../../news/2029/wind-tunnel/), [f](../../../zh/news/2029/wind-tunnel.md),
[g][tunnel], <a href="../2029/wind-tunnel.md">h</a>, [i](../2029/wind-tunnel-two.md) and [j](../../tags/mill/).

[tunnel]: ../2029/wind-tunnel.md

No links: `[k](../2029/wind-tunnel.md)`, 2029/wind-tunnel, <!-- [l](../2029/wind-tunnel.md) -->

    [m](../2029/wind-tunnel.md)
"""


def test_links_are_repaired_however_they_are_written_and_what_is_none_stays(site: Path) -> None:
    (site / STORY).write_bytes(b"\xef\xbb\xbf" + BODY.replace("\n", "\r\n").encode())
    run(site, "move", "docs/en/news/2029/wind-tunnel.md", "en/news/2028/blown.md", "--published", "2028-07-02")
    wanted = BODY
    for old, new in [
        ("(../2029/wind-tunnel.md)", "(../2028/blown.md)"),
        ("(../2029/wind-tunnel.md#x", "(../2028/blown.md#x"),
        ("(<../2029/wind-tunnel.md>)", "(<../2028/blown.md>)"),
        ("(../2029/wind%2Dtunnel.md)", "(../2028/blown.md)"),
        ("(../../news/2029/wind-tunnel/)", "(../2028/blown/)"),
        ("(../../../zh/news/2029/wind-tunnel.md)", "(../../../zh/news/2028/blown.md)"),
        ('"../2029/wind-tunnel.md"', '"../2028/blown.md"'),
        ("]: ../2029/wind-tunnel.md", "]: ../2028/blown.md"),
    ]:
        assert old in wanted
        wanted = wanted.replace(old, new, 1)
    assert (site / STORY).read_bytes() == b"\xef\xbb\xbf" + wanted.replace("\n", "\r\n").encode()


def test_the_links_of_a_moved_story_lead_where_they_led(site: Path) -> None:
    run(site, "move", "docs/en/news/2030/kite-school-opens.md", "en/news/2031/school.md", "--published", "2031-01-02")
    text = (site / "docs/en/news/2031/school.md").read_text(encoding="utf-8")
    assert "published: 2031-01-02\n" in text
    assert "[closed in 2029](../2029/wind-tunnel.md)" in text
    assert "lead: 2031/school\n" in (site / "docs/en/index.md").read_text(encoding="utf-8")
    run(site, "move", "docs/en/news/2029/wind-tunnel.md", "en/news/2031/tunnel.md", "--published", "2031-01-01")
    text = (site / "docs/en/news/2031/school.md").read_text(encoding="utf-8")
    assert "[closed in 2029](tunnel.md)" in text


def freshness(site: Path) -> Mapping[str, tuple[str, frozenset[int]]]:
    library = sites.library(site)
    pairs = (pair for story in library.stories for pair in story.versions.pairs)
    return {pair.translation.title: (pair.freshness.value, frozenset(pair.stale_blocks)) for pair in pairs}


def test_what_is_withdrawn_moves_too(site: Path) -> None:
    story = "docs/en/news/2030/kite-school-opens.md"
    assert sites.newsdesk(site, "withdraw", story, "--reason", "It was no school.").code == 0
    done = sites.newsdesk(site, "move", story, "no-school")
    assert done.code == 0, done.err
    assert (site / "docs/en/news/2030/no-school.md").is_file()
    assert sites.check_output(site) == (0, "\n")


def test_no_translation_becomes_stale_by_a_move_and_what_is_stale_stays_so(site: Path) -> None:
    school = site / "docs/en/news/2030/kite-school-opens.md"
    for change in ("", "It has a tower."):
        school.write_text(f"{school.read_text(encoding='utf-8')}{change}\n", encoding="utf-8")
        before = freshness(site)
        run(site, "move", "docs/en/news/2029/wind-tunnel.md", f"tunnel-{len(change)}")
        assert freshness(site) == before
        run(site, "move", f"docs/en/news/2029/tunnel-{len(change)}.md", "wind-tunnel")
        assert freshness(site) == before
    assert "stale" in {state for state, _ in before.values()}


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (("move", "docs/en/news/2029/gone.md", "x"), 'no story named "2029/gone"'),
        (("move", "docs/en/news/2029/wind-tunnels.md", "x"), 'did you mean "2029/wind-tunnel"?'),
        (("move", "docs/en/index.md", "x"), "is not a story, page, event or image"),
        (("move", "docs/en/news/2029/wind-tunnel.md", "en/news/2030/x.md"), "add --published 2030-…"),
        (("move", "docs/en/news/2029/wind-tunnel.md", "en/about/x.md"), "cannot move this story to"),
        (("move", "docs/en/news/2029/wind-tunnel.md", "en/news/2029/Wind Tunnel.md"), 'did you mean "wind-tunnel"?'),
        (("move", "docs/en/news/2029/wind-tunnel.md", "en/news/2029/风洞.md"), '"风洞" is not a slug'),
        (("move", "docs/en/news/2029/wind-tunnel.md", "index"), '"index" is not a slug'),
        (("move", "docs/en/news/2029/wind-tunnel.md", "old-mill"), "alias in docs/en/news/2030/kite-school-opens.md"),
        (("move", "docs/en/news/2031/harbor-loop.md", "kite-night"), "used by docs/zh/news/2031/kite-night.md"),
        (("move", "docs/en/news/2031/harbor-loop.md", "unfinished"), "used by docs/en/news/2031/unfinished.md"),
        (("move", "docs/en/news/2031/harbor-loop.md", "harbor-loop"), "is already its name"),
        (("move", "docs/en/events/2031/kite-museum-plan/", "x"), "it moves together with its story"),
        (("move", "docs/media/2030/mill.png", "media/2030/mühle.png"), "must be a path in media/"),
        (("move", "docs/media/2030/gone.png", "media/2030/x.png"), "file media/2030/gone.png does not exist"),
        (("move", "docs/en/news/2029/wind-tunnel.md", "x", "--published", "20290702"), 'found "20290702"'),
        (("move", "docs/en/news/2029/wind-tunnel.md", "x", "--published", "2029-13-02"), 'found "2029-13-02"'),
        (("move", "en/about/sourcing", "x", "--published", "2030-01-01"), "only stories have a publication date"),
        (("move", "en/about/subscribe/", "feeds"), "the page on how to follow the site is built in"),
        (("move", "en/about/sourcing/", "subscribe"), "used by docs/…/about/subscribe.md"),
        (("rename", "event", "summit/2030", "2030/x"), "an edition is named by its year"),
        (("rename", "event", "2030/kite-day", "kite-day"), "the new name of this event must be a year and a slug"),
        (("rename", "tag", "mill", "schools"), "used by docs/registers/tags.yml"),
        (("rename", "tag", "mills", "x"), 'did you mean "mill"?'),
        (("rename", "source", "museum-2030", "2030/x"), "the new name of this source must be an ID without slashes"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_moved_stays(site: Path, command: tuple[str, ...], reason: str) -> None:
    before = sources(site)
    done = sites.newsdesk(site, *command)
    assert done.code == 2
    assert reason in done.err
    assert sources(site) == before


def test_a_file_that_cannot_be_read_is_mended_first(site: Path) -> None:
    (site / "docs/en/news/2030/broken.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    before = sources(site)
    done = sites.newsdesk(site, "rename", "tag", "mill", "x")
    assert (done.code, "docs/en/news/2030/broken.md:3" in done.err) == (2, True)
    assert sources(site) == before


def test_a_translation_without_its_original_is_not_written_over(site: Path) -> None:
    lone = site / "docs/zh/news/2029/lone.md"
    lone.write_text("---\ntitle: 风\nsummary: 风。\ntranslated: 2029-07-03\n---\n\n风。\n", encoding="utf-8")
    done = sites.newsdesk(site, "move", "docs/en/news/2029/wind-tunnel.md", "lone")
    assert (done.code, "docs/zh/news/2029/lone.md" in done.err) == (2, True)


def test_ids_that_take_something_away_or_stand_in_quotation_marks_are_renamed_too(site: Path) -> None:
    night = site / "docs/zh/news/2031/kite-night.md"
    text = night.read_text(encoding="utf-8")
    lists = "organisations: ['city-council', -kite-museum, \"-kite-society\"]\n"
    night.write_text(text.replace("sources:", f"{lists}sources:"), encoding="utf-8")
    run(site, "rename", "organisation", "kite-society", "a-society")
    run(site, "rename", "organisation", "city-council", "town-council")
    wanted = "organisations: ['town-council', -kite-museum, \"-a-society\"]\n"
    assert wanted in night.read_text(encoding="utf-8")


def test_a_dry_run_shows_everything_and_writes_nothing(site: Path) -> None:
    before = sites.contents(site)
    done = run(site, "rename", "tag", "mill", "the-old-mill", "--dry-run")
    assert sites.contents(site) == before
    assert "docs/registers/tags.yml: " in done.out
    assert "-tags: [mill, schools]\n+tags: [schools, the-old-mill]\n" in done.out
    run(site, "rename", "tag", "mill", "the-old-mill")
    changed = {path for path, data in sites.contents(site).items() if before.get(path) != data}
    assert changed == set(re.findall(r"^(\S+): \d+ places?$", done.out, re.MULTILINE))


SLUGS = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4})?", fullmatch=True).filter(lambda slug: slug != "index")


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SLUGS)
def test_a_register_stays_sorted_and_every_mention_follows(tmp_path: Path, slug: str) -> None:
    site = sites.newsroom(tmp_path)
    before = sites.library(site)
    if slug in before.registers.tags:
        return
    run(site, "rename", "tag", "mill", slug)
    after = sites.library(site)
    assert list(after.registers.tags) == sorted(after.registers.tags)
    assert mentioned(slug, after) == mentioned("mill", before) > 0


def mentioned(tag: str, library: Library) -> int:
    return sum(each.kind == "tag" and each.name == tag for each in id_references(library))


@pytest.mark.parametrize(
    ("head", "then"),
    [
        ("id: a\naliases: [2029/a]", "id: a\naliases: [2029/a, OLD]"),
        ("aliases:\n  - 2029/a\n  # why\n  - 2029/b", "id: OLD\naliases:\n  - 2029/a\n  # why\n  - 2029/b\n  - OLD"),
        ("aliases: [2029/a,\n  2029/b]", "id: OLD\naliases: [2029/a,\n  2029/b, OLD]"),
        ("aliases: [2029/x, 2029/b]", "id: OLD\naliases: [OLD, 2029/b]"),
        ("aliases: []", "id: OLD\naliases: [OLD]"),
        ("aliases:", "id: OLD\naliases: [OLD]"),
        ("# the end", "# the end\nid: OLD\naliases: [OLD]"),
    ],
)
def test_what_a_story_was_called_is_kept_however_its_list_is_written(site: Path, head: str, then: str) -> None:
    story = site / "docs/en/news/2029/wind-tunnel.md"
    text = story.read_text(encoding="utf-8")
    story.write_text(text.replace("\n---\n", f"\n{head}\n---\n", 1), encoding="utf-8")
    run(site, "move", "docs/en/news/2029/wind-tunnel.md", "x")
    moved = (site / "docs/en/news/2029/x.md").read_text(encoding="utf-8")
    assert moved == text.replace("\n---\n", f"\n{then.replace('OLD', '2029/wind-tunnel')}\n---\n", 1)


def test_a_story_without_a_body_keeps_what_it_was_called_too(site: Path) -> None:
    story = site / "docs/en/news/2029/wind-tunnel.md"
    head = story.read_text(encoding="utf-8").partition("\n---\n")[0]
    story.write_text(f"{head}\n---", encoding="utf-8")
    run(site, "move", "docs/en/news/2029/wind-tunnel.md", "x")
    moved = (site / "docs/en/news/2029/x.md").read_text(encoding="utf-8")
    assert moved == f"{head}\nid: 2029/wind-tunnel\naliases: [2029/wind-tunnel]\n---"


REGISTER = """\
# All of them.
a-club: {name: {en: A club, zh: 甲会}}
# About the council.
city-council:
  name: {en: Pinebridge City Council, zh: 松桥市议会}

# About the museum.
kite-museum:
  name: {en: Pinebridge Kite Museum, zh: 松桥风筝博物馆}
kite-society: {name: {en: Pinebridge Kite Society, zh: 松桥风筝协会}}"""
RENAMED = """\
# All of them.
a-club: {name: {en: A club, zh: 甲会}}
# About the museum.
kite-museum:
  name: {en: Pinebridge Kite Museum, zh: 松桥风筝博物馆}
society: {name: {en: Pinebridge Kite Society, zh: 松桥风筝协会}, aliases: [kite-society]}
# About the council.
the-council:
  name: {en: Pinebridge City Council, zh: 松桥市议会}
  aliases: [city-council]
"""


def test_an_entry_goes_to_its_place_with_its_comments_and_line_ends(site: Path) -> None:
    register = site / "docs/registers/organisations.yml"
    register.write_bytes(REGISTER.replace("\n", "\r\n").encode())
    run(site, "rename", "organisation", "city-council", "the-council")
    run(site, "rename", "organisation", "kite-society", "society")
    assert register.read_bytes().decode() == RENAMED.replace("\n", "\r\n")


def in_one_folder(real: Callable[..., Any]) -> Callable[..., Any]:
    """A rename that a disk refuses where every folder is a mount of its own."""

    def call(path: Path, target: Path) -> Any:
        if path.parent != Path(target).parent:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return real(path, target)

    return call


@pytest.mark.parametrize(
    "command",
    [
        ("move", "docs/en/news/2029/wind-tunnel.md", "tunnel-closes"),
        ("move", "docs/media/2030/mill.png", "media/2029/old-mill.png"),
        ("move", "docs/en/events/2030/kite-day.md", "en/events/2029/day"),
        ("rename", "tag", "mill", "the-old-mill"),
    ],
    ids=" ".join,
)
def test_folders_that_are_mounts_of_their_own_change_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    wanted, site = (sites.newsroom(tmp_path / name) for name in ("wanted", "mounted"))
    run(wanted, *command)
    for name in ("rename", "replace"):
        monkeypatch.setattr(Path, name, in_one_folder(getattr(Path, name)))
    run(site, *command)
    assert sources(site) == sources(wanted)
    assert left_in(site) == []


def left_in(site: Path) -> list[Path]:
    """What a change has left behind, anywhere."""
    return [*site.rglob(f"{JOURNAL}*")]


class Disk:
    """A disk that fails at one of what is asked of it, and at nothing before or after."""

    def __init__(self, at: int) -> None:
        self.left = at

    def failing(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Path, *arguments: Any, **more: Any) -> Any:
            self.left -= 1
            if self.left == -1:
                raise OSError(28, "No space left on device")
            return real(path, *arguments, **more)

        return call


ASKED = ("write_bytes", "write_text", "rename", "replace", "unlink")


def disk_lets(project: Project, found: Sequence[FileChange]) -> bool:
    """Whether the changes were carried out; where they were not, an editor is told."""
    try:
        apply_changes(project, found, "newsdesk rename")
    except CannotRun as exc:
        files = {shown_path(path) for change in found for path in (change.old, change.new)}
        return str(exc.reason) not in {f"nothing was changed: {file}: No space left on device" for file in files}
    return True


def test_a_disk_that_fails_changes_nothing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At whichever of its writes and renames: each is tried."""
    before = sites.contents(site)
    project = Project(folder=site, docs=site / "docs", site=sites.identity_of(site), as_of=sites.MOMENT)
    tag = ENTITY_KINDS["tag"]
    found = planned_changes(project, Entity(kind=tag, name="mill"), Entity(kind=tag, name="the-old-mill"))
    for at in range(100):
        disk = Disk(at)
        with monkeypatch.context() as patch:
            for name in ASKED:
                patch.setattr(Path, name, disk.failing(getattr(Path, name)))
            if disk_lets(project, found):
                break
        assert sites.contents(site) == before
    assert at > 8
    finish_steps(site)
    assert left_in(site) == []
    assert sites.contents(site) == before | {change.new.relative_to(site).as_posix(): change.after for change in found}


def test_what_an_editor_saves_meanwhile_is_not_lost(site: Path) -> None:
    project = Project(folder=site, docs=site / "docs", site=sites.identity_of(site), as_of=sites.MOMENT)
    tag = ENTITY_KINDS["tag"]
    found = planned_changes(project, Entity(kind=tag, name="mill"), Entity(kind=tag, name="the-old-mill"))
    (site / "docs/registers/tags.yml").write_text("new:\n  name: {en: New, zh: 新}\n", encoding="utf-8")
    before = sites.contents(site)
    with pytest.raises(CannotRun, match=re.escape("docs/registers/tags.yml has changed meanwhile")):
        apply_changes(project, found, "newsdesk rename")
    assert sites.contents(site) == before


def killed(site: Path, at: int, *command: str) -> bool:
    """Run a command in a process that is killed at one of what it asks of the disk; whether it was."""
    child = os.fork()
    if not child:
        left = iter(range(at, -1, -1))

        def dying(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*arguments: Any, **more: Any) -> Any:
                if not next(left, 0):
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*arguments, **more)

            return call

        for name in ASKED:
            setattr(Path, name, dying(getattr(Path, name)))
        os._exit(sites.newsdesk(site, *command).code)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def test_a_run_that_is_killed_is_finished_by_the_next(tmp_path: Path) -> None:
    command = ("move", "docs/en/news/2029/wind-tunnel.md", "tunnel-closes")
    wanted = sites.newsroom(tmp_path / "wanted")
    before = sources(wanted)
    run(wanted, *command)
    kills, finished = 0, 0
    while killed(site := sites.newsroom(tmp_path / str(kills)), kills, *command):
        kills += 1
        if interrupted_command(site):
            finished += 1
            check = sites.newsdesk(site, "check")
            assert (check.code, "was interrupted: run it again to finish it" in check.err) == (2, True)
        else:
            seen = {path: data for path, data in sources(site).items() if JOURNAL not in path}
            assert seen in (before, sources(wanted))
        sites.newsdesk(site, *command)
        assert sources(site) == sources(wanted)
        assert left_in(site) == []
    assert kills > finished > 5
    assert sources(site) == sources(wanted)
