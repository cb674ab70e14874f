"""`newsdesk build`: whatever happens to a build, a whole site stands in the published folder."""

import errno
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import filelock
import pytest
from lxml import html
from mkdocs.config.defaults import MkDocsConfig

import kills
import sites
from newsdesk import pipeline
from newsdesk.cli import build
from newsdesk.cli.build import atomic_replacement as replaced
from newsdesk.cli.build import exchange_folders, file_lock
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import set_language
from newsdesk.mkdocs_adapter import events, serve
from newsdesk.mkdocs_adapter.serve import BuildRequest

COMMAND = [sys.executable, "-m", "newsdesk", "build"]


def built(project: Path, *arguments: str, before: Callable[[], object] | None = None) -> sites.Run:
    """Run `newsdesk build` in a process of its own, in which `before` is done first."""
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=project,
        env=sites.environment(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=before,
    )
    return sites.Run(code=done.returncode, out=done.stdout, err=done.stderr)


def names(project: Path) -> list[str]:
    return sorted(path.name for path in project.iterdir())


@pytest.fixture
def published(built_newsroom: Path, tmp_path: Path) -> Path:
    """A newsroom with its published site, and a change since then."""
    project = sites.newsroom(tmp_path / "published")
    sites.shutil.copytree(built_newsroom / "site", project / "site")
    path = project / "docs/en/news/2030/kite-school-opens.md"
    path.write_text(path.read_text(encoding="utf-8").replace("title: ", "title: Now "), encoding="utf-8")
    return project


def test_a_build_publishes_what_mkdocs_builds_and_leaves_nothing_beside_it(
    built_newsroom: Path, tmp_path: Path
) -> None:
    project = sites.newsroom(tmp_path / "project")
    before = names(project)
    run = built(project, "--strict", "--as-of", sites.AS_OF)
    assert (run.code, run.out) == (0, f"{project.as_posix()}/site\n")
    assert "5 stories, " in run.err
    assert sites.contents(project / "site") == sites.contents(built_newsroom / "site")
    assert names(project) == sorted([*before, "site"])


@pytest.mark.parametrize(("fault", "flags"), [("date", []), ("length", ["--strict"])])
def test_problems_leave_the_last_site(published: Path, fault: str, flags: list[str]) -> None:
    before = sites.contents(published / "site"), names(published)
    run = sites.newsdesk(sites.lay_over(published, sites.BROKEN / fault), "build", *flags)
    assert run.code == 1
    assert f"[{fault}]: " in run.err
    assert (sites.contents(published / "site"), names(published)) == before


def test_a_full_disk_leaves_the_last_site(published: Path) -> None:
    before = sites.contents(published / "site"), names(published)
    small = (8192, 8192)
    run = built(published, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, small))
    assert run.code == 2
    assert "nothing was published, the previous site is unchanged" in run.err
    assert (sites.contents(published / "site"), names(published)) == before


def mounted(real: Callable[..., None], folder: Path, number: int) -> Callable[..., None]:
    """The system's renaming where a folder is a mount of its own."""

    def call(old: Path, new: Path, **more: object) -> None:
        inside = [folder in Path(each).parents for each in (old, new)]
        if inside[0] != inside[1] or folder in (Path(old), Path(new)):
            raise OSError(number, os.strerror(number), str(old), None, str(new))
        real(old, new, **more)

    return call


def test_a_site_that_is_a_mount_of_its_own_stays_and_the_cure_is_said(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sites.contents(published / "site"), names(published)
    monkeypatch.setattr(build, "exchange_folders", lambda *_: False)
    monkeypatch.setattr(Path, "rename", mounted(Path.rename, published / "site", errno.EBUSY))
    run = sites.newsdesk(published, "build")
    assert run.code == 2
    assert "mount its parent folder instead, or run mkdocs build; nothing was published" in run.err
    assert (sites.contents(published / "site"), names(published)) == before


def test_mkdocs_says_of_a_full_disk_what_it_says_of_problems(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sites.contents(published / "site")
    monkeypatch.setattr(pipeline, "render_site", Mock(side_effect=OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))))
    run = sites.build(published)
    assert run.code == 1
    assert "No space left on device; nothing was written, the previous site is unchanged" in run.err
    assert sites.contents(published / "site") == before


def test_the_page_of_a_preview_that_was_not_started_by_newsdesk_is_in_the_language_of_the_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, configured: MkDocsConfig
) -> None:
    monkeypatch.setattr(events, "_build", events._Build(site=Mock()), raising=False)
    configured.site_dir = str(tmp_path)
    set_language(Language.ZH)
    try:
        events.on_post_build(configured)
    finally:
        set_language(Language.EN)
    page = html.fromstring((tmp_path / "index.html").read_bytes())
    assert page.xpath("//p/text()") == ["预览按需生成页面：请用newsdesk serve启动"]


def test_a_disk_that_is_full_is_said_in_words(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sites.contents(published / "site")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(build, "build_with_mkdocs", full)
    run = sites.newsdesk(published, "build")
    sentence = "No space left on device; nothing was published, the previous site is unchanged"
    assert (run.code, run.err) == (2, f"Error: {sentence}\n")
    assert sites.contents(published / "site") == before


def test_mkdocs_builds_into_a_site_that_is_a_mount_of_its_own(
    built_newsroom: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "rename", mounted(os.rename, site / "site", errno.EXDEV))
    monkeypatch.setattr(os, "environ", sites.environment())
    before = names(site)
    serve.build_with_mkdocs(
        serve.configuration(site / "mkdocs.yml", strict=False, site=None), site / "site", BuildRequest()
    )
    assert sites.contents(site / "site") == sites.contents(built_newsroom / "site")
    assert names(site) == sorted([*before, "site"])


def test_a_configuration_that_cannot_be_read_is_no_problem_of_the_site(published: Path) -> None:
    configuration = published / "mkdocs.yml"
    configuration.write_text(configuration.read_text(encoding="utf-8").replace("name: material", "name: no-such"))
    run = built(published)
    assert run.code == 2
    assert "no-such" in run.err


def test_a_folder_that_is_no_site_is_not_replaced(published: Path) -> None:
    (published / "mine").mkdir()
    (published / "mine/letter.txt").write_text("dear reader", encoding="utf-8")
    run = sites.newsdesk(published, "build", "--site", "mine")
    assert run.code == 2
    assert "mine contains files that are not a site" in run.err
    assert sites.contents(published / "mine") == {"letter.txt": b"dear reader"}


def test_killed_builds_leave_a_whole_site_and_do_not_hinder_the_next() -> None:
    found = list(kills.trials(2, seed=7))
    assert {each.stood for each in found} <= {kills.OLD, kills.NEW}
    assert [each for each in found if not each.next_build] == []


def test_workers_end_with_a_build_that_is_killed_alone(published: Path) -> None:
    """Its lock goes with them, so that the next build works at once."""
    process = subprocess.Popen(COMMAND, cwd=published, env=sites.environment(), stderr=subprocess.DEVNULL)
    while not list(published.glob(".site.new/*/*")):
        assert process.poll() is None, "the build ended before it could be killed"
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert built(published).code == 0
    assert ".site.new" not in names(published)


WORK = """
import os, time
from newsdesk import processes
def work(part):
    os.write(1, b"at work\\n")
    time.sleep(30)
list(processes.parallel_map(work, range(4), heavy=True))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no other system ends a process with its parent")
def test_workers_end_at_once_with_a_process_that_is_killed_alone() -> None:
    environment = sites.environment(PYTHONPATH=str(sites.PROJECT / "hooks"))
    with subprocess.Popen([sys.executable, "-c", WORK], env=environment, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"at work\n"
        process.kill()
        # Each worker holds the pipe, which ends with the last of them.
        process.communicate(timeout=15)


def test_the_second_of_two_builds_says_that_the_first_is_at_work(published: Path) -> None:
    before = sites.contents(published / "site")
    with file_lock(published / ".site.new.lock"):
        run = sites.newsdesk(published, "build")
    assert run.code == 2
    assert f"another build is writing to {published}/site" in run.err
    assert sites.contents(published / "site") == before


HOLDING = """
import sys, time
from pathlib import Path
from newsdesk.cli.build import file_lock
with file_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""
IN_AND_OUT = """
import os, sys, time
from pathlib import Path
from newsdesk.cli import build
lock, inside = Path(sys.argv[1]), Path(sys.argv[2])
unlink = Path.unlink
def slowly(path, **more):
    time.sleep(0.1)
    unlink(path, **more)
Path.unlink = slowly
build.LOCK_TIMEOUT = 300
print("ready", flush=True)
sys.stdin.readline()
for _ in range(2):
    with build.file_lock(lock):
        os.close(os.open(inside, os.O_CREAT | os.O_EXCL))
        # Longer than a waiting process takes to look again, and the file to go that another has left.
        time.sleep(0.3)
        os.unlink(inside)
"""
"""Longer than filelock waits between two attempts, so that another process is always about to take the lock."""


def python(script: str, *arguments: Path) -> subprocess.Popen[bytes]:
    """A process of its own that runs a script on the package."""
    environment = sites.environment(PYTHONPATH=str(sites.PROJECT / "hooks"))
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def test_a_lock_is_held_by_one_and_leaves_nothing(tmp_path: Path) -> None:
    with python(HOLDING, tmp_path / "lock") as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(filelock.Timeout), file_lock(tmp_path / "lock"):
            pass
        process.kill()
    with file_lock(tmp_path / "lock"):
        assert names(tmp_path) == ["lock"]
    assert names(tmp_path) == []


def test_a_lock_that_goes_with_its_file_never_has_two_holders(tmp_path: Path) -> None:
    running = [python(IN_AND_OUT, tmp_path / "lock", tmp_path / "inside") for _ in range(3)]
    for process in running:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
    for process in running:
        assert process.stdin
        process.stdin.write(b"go\n")
        process.stdin.flush()
    for process in running:
        process.communicate(timeout=300)
    assert [process.returncode for process in running] == [0, 0, 0]
    assert names(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="its disks have locks")
def test_a_disk_without_locks_is_told_and_nothing_on_it_is_taken_for_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    with monkeypatch.context() as patched:
        patched.setattr("fcntl.flock", refuse)
        with pytest.raises(OSError, match=os.strerror(errno.ENOSYS)), file_lock(tmp_path / "lock"):
            pass
    with file_lock(tmp_path / "lock"):
        pass
    assert names(tmp_path) == []


def fill(folder: Path, text: str) -> None:
    with replaced(folder) as fresh:
        (fresh / "page.html").write_text(text, encoding="utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems or disks may not be able to")
def test_two_folders_change_places_in_one_step(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert exchange_folders(tmp_path / "one", tmp_path / "other")
    assert [names(tmp_path / name) for name in ("one", "other")] == [["other"], ["one"]]


def test_where_folders_cannot_be_exchanged_they_are_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "exchange_folders", lambda *_: False)
    for text in ("first", "second"):
        fill(tmp_path / "site", text)
        assert sites.contents(tmp_path) == {"site/page.html": text.encode()}


def test_a_kill_between_two_renames_is_mended_by_the_next_build(tmp_path: Path) -> None:
    former = tmp_path / ".site.new/former"
    former.mkdir(parents=True)
    (former / "page.html").write_text("first", encoding="utf-8")
    with pytest.raises(OSError, match="no space"), replaced(tmp_path / "site"):
        fails_after_looking_at({"page.html": b"first"}, tmp_path / "site")
    assert sites.contents(tmp_path) == {"site/page.html": b"first"}
    assert names(tmp_path) == ["site"]


def fails_after_looking_at(expected: dict[str, bytes], folder: Path) -> None:
    assert sites.contents(folder) == expected
    raise OSError("no space")
