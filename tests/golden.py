"""Record what newsdesk generates and prints, to compare before and after a code change: `make golden`.

It runs only commands, so it does not depend on the names of modules. Three folders: `sites` has the digest of every
file of built sites, `diagnostics` the output of `newsdesk check --format json` for each fault in tests/broken,
`commands` the output of each command and the files that it changes. Two checkouts that behave alike yield the same
files: `diff -r golden.before golden`.
"""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench import synthetic
from sites import lay_over

PROJECT = Path(__file__).resolve().parents[1]
NEWSROOM = PROJECT / "tests" / "newsroom"
BROKEN = PROJECT / "tests" / "broken"
MOMENTS = {"newsroom": "2031-06-01T12:00", "docs": "2026-11-30T12:00", "bench": "2026-01-01T00:00"}
STORIES = 250
SECONDS = re.compile(r"\b\d+\.\d seconds|\d+(\.\d+)? (秒|秒钟)")
STORY = "docs/en/news/2030/kite-school-opens.md"
ZH = STORY.replace("/en/", "/zh/")
RENUMBER = f"! sed -i s/24/25/ {STORY}"
COMMIT = "! git commit --quiet --message=All"
COMMANDS = {
    "accept": ["ledger", RENUMBER, "check", f"accept {STORY}", "check"],
    "build-strict": ["build --strict --site out"],
    "changes": ["ledger", COMMIT, RENUMBER, f"changes {ZH}"],
    "check": ["check", "check --strict"],
    "check-github": ["check --format github"],
    "check-one": [f"check {STORY}", "check docs/zh"],
    "check-site": ["build --site site", "check --site site"],
    "correct": ["ledger", f"correct {STORY} --text Three. --date 2031-05-30"],
    "explain": ["explain", "explain date", "explain no-such-rule"],
    "help": [
        "--help",
        "--version",
        *(f"{name} --help" for name in ("accept", "build", "changes", "check", "correct", "explain", "ledger", "move")),
        *(f"{name} --help" for name in ("new", "new story", "new event", "new edition", "next", "reference", "rename")),
        *(f"{name} --help" for name in ("schema", "serve", "stamp", "status", "tidy", "withdraw")),
    ],
    "ledger": ["ledger", "ledger"],
    "move-story": ["ledger", f"move {STORY} school", "check"],
    "move-dry": ["move /en/events/2030/kite-day/ day-of-kites --dry-run"],
    "move-picture": ["move docs/media/2030/mill.png old-mill.png"],
    "new-edition": ["new edition Fair-of-2032 --when 2032"],
    "new-event": ["new event Flight --when 2031-07-01"],
    "new-story": ["new story Kites --event 2031-06-02 --tag festivals --source mill-archive"],
    "new-story-short": ["new story 风筝 --slug kites --short"],
    "new-translation": ["new --from docs/zh/news/2031/kite-night.md"],
    "next": ["next", "next --format json"],
    "reference": ["reference", "reference commands", "reference keys", "reference rules", "reference --write"],
    "rename": [
        *("rename event 2030/kite-day 2030/day-of-kites", "rename tag mill old-mill", "rename series fair kite-fair"),
        *("rename organisation kite-museum museum", "rename person ada-lindqvist lindqvist", "check"),
    ],
    "schema": ["schema", "schema story", "schema --write"],
    "stamp": [f"stamp {ZH}"],
    "status": ["status", "status --format json"],
    "tidy": ["tidy --check", "! sed -i \"s/^tags:.*/tags:  [mill, 'festivals']/\" " + STORY, "tidy --check", "tidy"],
    "withdraw": ["ledger", f"withdraw {STORY} --reason Wrong.", "check"],
    "wrong": ["check docs/none.md", "move docs/en/index.md x", "stamp docs/en/index.md", "new story 风筝", "chek"],
}
"""Commands to run one after the other on a copy of tests/newsroom; `!` marks one of another program."""


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("folder", type=Path, nargs="?", default=PROJECT / "golden")
    folder = reader.parse_args().folder.resolve()
    shutil.rmtree(folder, ignore_errors=True)
    works = [*_sites(folder / "sites"), *_diagnostics(folder / "diagnostics"), *_commands(folder / "commands")]
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        for done in [workers.submit(work) for work in works]:
            done.result()
    click.echo(f"{len(works)} files in {folder}")


def _sites(folder: Path) -> Iterator[Callable[[], None]]:
    """Yield a job per section and variant: at the root of a host, below a path, Chinese only, with cards."""
    for section in ("docs", "newsroom", "bench"):
        for way in ("root", "hub", "chinese", "cards"):
            yield lambda section=section, way=way: _site(folder / f"{section}-{way}.txt", section, way)


def _site(target: Path, section: str, way: str) -> None:
    with TemporaryDirectory(prefix="newsdesk-golden-") as place:
        root = _SECTIONS[section](Path(place))
        if way == "chinese":
            _only_chinese(root)
        more = {"SITE_URL": "https://golden.example/" + ("hub/" if way == "hub" else "")}
        if way == "cards":
            configuration = root / "mkdocs.yml"
            text = re.sub(r"(?m)^    cards: .*\n", "", configuration.read_text(encoding="utf-8"))
            configuration.write_text(text.replace("  newsroom:\n", "  newsroom:\n    cards: true\n"), encoding="utf-8")
        done = _newsdesk(root, "build --site out", section, **more)
        checked = _newsdesk(root, "check --site out", section, **more)
        digests = [f"{_digest(content)}  {name}" for name, content in _contents(root / "out").items()]
        _write(target, "\n".join([done, checked, *digests]))


def _docs(place: Path) -> Path:
    shutil.copytree(PROJECT / "docs", place / "docs")
    return _configured(PROJECT, place)


def _newsroom(place: Path) -> Path:
    shutil.copytree(NEWSROOM, place, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".cache"))
    interface = "docs/registers/interface.yml"
    shutil.copy(PROJECT / interface, place / interface)
    return _configured(NEWSROOM, place)


def _configured(source: Path, place: Path) -> Path:
    text = (source / "mkdocs.yml").read_text(encoding="utf-8").replace("../../", "")
    text = text.replace("custom_dir: overrides", f"custom_dir: {PROJECT / 'overrides'}")
    text = text.replace("hooks/newsroom.py", str(PROJECT / "hooks/newsroom.py"))
    (place / "mkdocs.yml").write_text(text, encoding="utf-8")
    return place


def _bench(place: Path) -> Path:
    return synthetic.write(place, synthetic.stories(STORIES)).parent


_SECTIONS = {"docs": _docs, "newsroom": _newsroom, "bench": _bench}


def _only_chinese(root: Path) -> None:
    """Remove the English stories, and make their translations originals; the build reports what still lacks one."""
    configuration = root / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace("languages: [en, zh]", "languages: [zh]"), encoding="utf-8")
    originals = {path.relative_to(root / "docs/en"): path for path in (root / "docs/en").rglob("*.md")}
    for name, path in originals.items():
        translation = root / "docs/zh" / name
        head = re.match(r"---\n(.*?)\n---\n", path.read_text(encoding="utf-8"), re.DOTALL)
        if head and translation.exists() and re.search(r"(?m)^translated: ", translation.read_text(encoding="utf-8")):
            translation.write_text(_with_facts(head[1], translation.read_text(encoding="utf-8")), encoding="utf-8")
    shutil.rmtree(root / "docs/en")
    registers = root / "docs/registers"
    for ledger in ("addresses", "words"):
        shutil.rmtree(registers / ledger, ignore_errors=True)
    for path in registers.rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?m)name: \{en: ([^},]*)\}", r"name: {en: \1, zh: \1}", text), encoding="utf-8")
    door = root / "docs/index.md"
    if not door.exists():
        return
    text = door.read_text(encoding="utf-8")
    door.write_text(re.sub(r"(?m)^(title|summary): .*", r"\1: 关于本专栏\1。", text, count=2), encoding="utf-8")


def _with_facts(original: str, translation: str) -> str:
    """Return a translation as an original: with its original's facts and its own words."""
    _, head, body = translation.split("---\n", 2)
    words = ("title", "summary", "image", "event", "corrections", "byline", "translated", "translates", "translator")
    facts = "".join(f"{key}\n" for key in _keys(original) if key.partition(":")[0] not in words)
    own = "".join(f"{key}\n" for key in _keys(head) if key.partition(":")[0] in ("title", "summary", "byline"))
    return f"---\n{own}{facts}---\n{body}"


def _keys(head: str) -> list[str]:
    """Split front matter into fields, each with its indented lines."""
    return [each.strip("\n") for each in re.split(r"(?m)^(?=[a-z])", head) if each.strip("\n")]


def _diagnostics(folder: Path) -> Iterator[Callable[[], None]]:
    for fault in sorted(path for path in BROKEN.iterdir() if path.is_dir()):
        yield lambda fault=fault: _diagnosed(folder / f"{fault.name}.json", fault)


def _diagnosed(target: Path, fault: Path) -> None:
    with TemporaryDirectory(prefix="newsdesk-golden-") as place:
        root = _newsroom(Path(place))
        lay_over(root, fault)
        _write(target, _newsdesk(root, "check --format json", "newsroom"))


def _commands(folder: Path) -> Iterator[Callable[[], None]]:
    for name, commands in COMMANDS.items():
        for language in ("en", "zh"):
            target = folder / f"{name}.{language}.txt"
            yield lambda target=target, commands=commands, language=language: _asked(target, commands, language)


def _asked(target: Path, commands: list[str], language: str) -> None:
    with TemporaryDirectory(prefix="newsdesk-golden-") as place:
        root = _newsroom(Path(place))
        _run(root, "git init --quiet")
        before = _contents(root)
        said = [
            _run(root, command[2:])
            if command.startswith("!")
            else _newsdesk(root, f"--language {language} {command}", "newsroom")
            for command in commands
        ]
        _write(target, "\n".join(chain(said, _changed(before, _contents(root)))))


def _run(root: Path, command: str) -> str:
    if command.startswith("git commit"):
        subprocess.run(["git", "add", "docs"], cwd=root, check=True)
    name = ["-c", "user.name=golden", "-c", "user.email=golden@example.org"] if command.startswith("git") else []
    program, *words = shlex.split(command)
    # A fixed date gives the commit the same hash on every run.
    day = {"GIT_AUTHOR_DATE": "2031-06-01T12:00Z", "GIT_COMMITTER_DATE": "2031-06-01T12:00Z"}
    subprocess.run([program, *name, *words], cwd=root, check=True, capture_output=True, env={**os.environ, **day})
    return f"$ {command}\n"


def _changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the files that a command wrote, changed or deleted, text files in full."""
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield f"=== {name}"
            content = after.get(name)
            if content is None:
                yield "deleted"
            elif name.startswith(("site/", "out/")):
                yield _digest(content)
            else:
                yield content.decode("utf-8", "backslashreplace")


def _newsdesk(root: Path, command: str, section: str, **more: str) -> str:
    """Run a command; return its output and exit code, without what differs between runs."""
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("NEWSDESK", "NEWSROOM", "SITE_URL"))},
        "NEWSDESK_AS_OF": MOMENTS[section],
        "NO_MKDOCS_2_WARNING": "1",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(PROJECT / "hooks"),
        "COLUMNS": "100",
        **more,
    }
    words = [sys.executable, "-m", "newsdesk", *command.split()]
    done = subprocess.run(words, cwd=root, env=environment, capture_output=True, text=True, check=False)
    said = f"{done.stdout}--- said on the side\n{done.stderr}--- exit code {done.returncode}\n"
    said = said.replace(str(root), "ROOT").replace(str(PROJECT), "PROJECT")
    return f"$ newsdesk {command}\n{SECONDS.sub('N seconds', said)}"


def _contents(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    named = ((path.relative_to(folder).as_posix(), path) for path in files)
    return {name: path.read_bytes() for name, path in named if not name.startswith((".cache/", ".git/"))}


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
