"""The law of warm builds: after any edits, a warm build gives the bytes of a cold one.

`python tests/law.py [EDITS [SEED]]` makes that many random edits in sequences of one to eight. After each sequence it
builds the newsroom, and a copy that was never built, and prints the edits if the sites differ. Edits are of every kind
that a page can depend on; published files and the records of earlier builds are tampered with too.
"""

import os
import random
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import media
import pictures
import sites

LONGEST = 8
EDITS = 2000
LEFT = shutil.ignore_patterns("site", ".cache", ".site.new*", "__pycache__")
MAIN = "from newsdesk.cli.main import main; main()"


@dataclass(slots=True, kw_only=True)
class Newsroom:
    """A newsroom with its own copy of the code and the theme, and the moment as of which it is built."""

    folder: Path
    dice: random.Random
    moment: datetime = sites.MOMENT
    number: int = 0
    done: list[str] = field(default_factory=list)

    @classmethod
    def made(cls, folder: Path, dice: random.Random) -> "Newsroom":
        sites.newsroom(folder)
        for part in ("hooks", "overrides"):
            shutil.copytree(sites.PROJECT / part, folder / part, ignore=LEFT)
        configuration = folder / "mkdocs.yml"
        text = configuration.read_text(encoding="utf-8")
        configuration.write_text(text.replace(f"{sites.PROJECT.as_posix()}/", ""), encoding="utf-8")
        return cls(folder=folder, dice=dice)

    def any(self, pattern: str) -> Path:
        """Return one of the files that match a pattern."""
        return self.dice.choice(sorted(self.folder.glob(pattern)))

    def sub(self, file: Path, pattern: str, replacement: str) -> str:
        """Replace a match of a pattern in a file by a template, `{n}` in it by a new number; return what was done."""
        text = file.read_text(encoding="utf-8")
        matches = list(re.finditer(pattern, text, re.MULTILINE))
        if matches:
            match = self.dice.choice(matches)
            new = match.expand(replacement.replace("{n}", str(self.number)))
            file.write_text(text[: match.start()] + new + text[match.end() :], encoding="utf-8")
        return f"{file.relative_to(self.folder)}: {pattern} -> {replacement}"

    def edit(self) -> None:
        """Make one edit of a random kind; it may find nothing to edit."""
        self.number += 1
        kind = self.dice.choice(KINDS)
        try:
            self.done.append(f"{kind.__name__}: {kind(self)}")
        except IndexError:
            self.done.append(f"{kind.__name__}: no such file")

    def build(self) -> tuple[int, str]:
        """Build the site; return the exit code and what was printed, without what depends on the run."""
        path = str(self.folder / "hooks")
        variables = sites.environment(NEWSDESK_AS_OF=self.moment.isoformat(timespec="minutes"), PYTHONPATH=path)
        command = [sys.executable, "-c", MAIN, "build"]
        run = subprocess.run(command, cwd=self.folder, env=variables, capture_output=True, text=True, check=False)
        return run.returncode, re.sub(r"\d+ changed pages?|[\d.]+ seconds", "", run.stderr)

    def copy(self, folder: Path) -> "Newsroom":
        """Return a copy that was never built."""
        shutil.copytree(self.folder, folder, ignore=LEFT, symlinks=True)
        (folder / ".cache/newsdesk").mkdir(parents=True)
        (folder / ".cache/newsdesk/kept").symlink_to(sites.KEPT, target_is_directory=True)
        return Newsroom(folder=folder, dice=self.dice, moment=self.moment)


def body(newsroom: Newsroom) -> str:
    return newsroom.sub(newsroom.any("docs/*/*/**/*.md"), r"^(\w.*[.。])$(?=\n*\Z)", r"\1 {n}.")


def paragraph(newsroom: Newsroom) -> str:
    return newsroom.sub(newsroom.any("docs/*/news/*/*.md"), r"\Z", "\nAnd {n} more.\n")


def title(newsroom: Newsroom) -> str:
    return newsroom.sub(newsroom.any("docs/*/news/*/*.md"), r"^title: (.+)$", r"title: \1 {n}")


def summary(newsroom: Newsroom) -> str:
    return newsroom.sub(newsroom.any("docs/*/news/*/*.md"), r"^summary: (.+?)([.。])$", r"summary: \1 {n}\2")


def date(newsroom: Newsroom) -> str:
    day = newsroom.dice.randint(10, 28)
    return newsroom.sub(newsroom.any("docs/en/news/*/*.md"), r"^(published: \d{4}-\d\d)-\d\d$", rf"\1-{day}")


def tags(newsroom: Newsroom) -> str:
    known = re.findall(r"^([a-z][a-z0-9-]+):", newsroom.any("docs/registers/tags.yml").read_text("utf-8"), re.MULTILINE)
    chosen = ", ".join(sorted(newsroom.dice.sample(known, 2)))
    return newsroom.sub(newsroom.any("docs/en/news/*/*.md"), r"^tags: \[.*\]$", f"tags: [{chosen}]")


def link(newsroom: Newsroom) -> str:
    target = newsroom.any("docs/en/news/*/*.md")
    return newsroom.sub(
        newsroom.any("docs/en/news/*/*.md"), r"\Z", f"\n[A story]({'../'}{target.parent.name}/{target.name})\n"
    )


def rename(newsroom: Newsroom) -> str:
    file = newsroom.any("docs/*/news/*/*.md")
    new = file.with_name(f"renamed-{newsroom.number}.md")
    for twin in newsroom.folder.glob(f"docs/*/news/{file.parent.name}/{file.name}"):
        twin.rename(twin.with_name(new.name))
    return f"{file.relative_to(newsroom.folder)} -> {new.name}"


def draft(newsroom: Newsroom) -> str:
    return newsroom.sub(newsroom.any("docs/*/news/*/*.md"), r"^(summary: .+)$", r"\1\ndraft: true")


def withdrawn_translation(newsroom: Newsroom) -> str:
    file = newsroom.any("docs/zh/news/*/*.md")
    file.unlink()
    return str(file.relative_to(newsroom.folder))


def register(newsroom: Newsroom) -> str:
    file = newsroom.any("docs/registers/*.yml")
    return newsroom.sub(file, r"\ben: ([A-Z][^,}\n\"]*)(?=[,}\n])", r"en: \1 {n}")


SLIP = "KiteLamps"
"""What a heuristic takes for two words, unless a register has it written so."""


def slip(newsroom: Newsroom) -> str:
    return newsroom.sub(newsroom.any("docs/en/news/*/*.md"), r"^title: (?=\w)", f"title: {SLIP} of ")


def name(newsroom: Newsroom) -> str:
    """Add an entry to a register, with names that texts have: checks and the search know those of all registers."""
    file = newsroom.any("docs/registers/t*s.yml")
    english, chinese = (newsroom.any(f"docs/{language}/news/*/*.md").read_text("utf-8") for language in ("en", "zh"))
    en = newsroom.dice.choice([SLIP, *re.findall(r"[A-Za-z]{4,}", english)])
    zh = newsroom.dice.choice(re.findall(r"[\u4e00-\u9fff]{2,4}", chinese))
    with file.open("a", encoding="utf-8") as register:
        register.write(f"law-{newsroom.number}:\n  name: {{en: {en}, zh: {zh}}}\n")
    return f"{file.name}: {en}, {zh}"


def event(newsroom: Newsroom) -> str:
    return newsroom.sub(newsroom.any("docs/registers/e*/**/*.yml"), r"^(when: \d{4}-\d\d)-\d\d$", r"\1-17")


def interface(newsroom: Newsroom) -> str:
    return newsroom.sub(newsroom.any("docs/registers/interface.yml"), r"en: ([A-Z][a-z ]+)(?=[,}\n])", r"en: \1 {n}")


def template(newsroom: Newsroom) -> str:
    return newsroom.sub(newsroom.any("overrides/*.html"), r"(</(?:p|ul|h1|div)>)", r"\1<!-- {n} -->")


def asset(newsroom: Newsroom) -> str:
    return newsroom.sub(newsroom.any("docs/assets/*.css"), r"\Z", "\n.law-{n} { color: red; }\n")


def picture(newsroom: Newsroom) -> str:
    file = newsroom.any("docs/media/**/*.jpg")
    file.write_bytes(pictures.photograph(pictures.kites(500 + newsroom.number, 400)))
    return f"{file.name} is another one"


def film(newsroom: Newsroom) -> str:
    """Show a film in a story, change it, or change what lies beside it: a poster, captions."""
    folder = newsroom.folder / "docs/media/2030"
    new = {
        "film.mp4": media.mp4(newsroom.dice.randint(1, 90)),
        "film.jpg": pictures.photograph(pictures.kites(600 + newsroom.number, 400)),
        "film.en.vtt": media.CAPTIONS,
        "plan.pdf": media.pdf(newsroom.dice.randint(1, 5)),
    }
    if not (folder / "film.mp4").exists():
        (folder / "film.mp4").write_bytes(new["film.mp4"])
        (folder / "plan.pdf").write_bytes(new["plan.pdf"])
        shown = "\n![A film](../../../media/2030/film.mp4)\n\n[A plan](../../../media/2030/plan.pdf)\n"
        return newsroom.sub(newsroom.any("docs/*/news/*/*.md"), r"\Z", shown)
    file = folder / newsroom.dice.choice(sorted(new))
    if file.exists() and file.suffix in (".jpg", ".vtt") and newsroom.dice.random() < 0.5:
        file.unlink()
        return f"{file.name} is gone"
    file.write_bytes(new[file.name])
    return f"{file.name} is another one"


def configuration(newsroom: Newsroom) -> str:
    pattern, new = newsroom.dice.choice(
        [
            (r"en: News and records", "en: News {n} and records"),
            (r"page_size: \d+", f"page_size: {newsroom.dice.randint(2, 5)}"),
            (r"(page_size: \d+)$", r"\1\n    compress: true"),
            (r"(page_size: \d+)$", r"\1\n    feeds: summary"),
            (r"url: https://pinebridge.example/", "url: https://pinebridge{n}.example/"),
            (r"https://kites.example/", "https://kites.example/hub/"),
        ]
    )
    return newsroom.sub(newsroom.folder / "mkdocs.yml", pattern, new)


def language(newsroom: Newsroom) -> str:
    """Take the second language away, or bring it back."""
    configuration = newsroom.folder / "mkdocs.yml"
    text, away = configuration.read_text("utf-8"), newsroom.folder / "zh"
    if away.exists():
        away.rename(newsroom.folder / "docs/zh")
        configuration.write_text(text.replace("languages: [en]", "languages: [en, zh]"), "utf-8")
        return "back"
    (newsroom.folder / "docs/zh").rename(away)
    configuration.write_text(text.replace("languages: [en, zh]", "languages: [en]"), "utf-8")
    return "away"


def clock(newsroom: Newsroom) -> str:
    newsroom.moment += timedelta(days=newsroom.dice.randint(1, 200))
    return newsroom.moment.isoformat()


def code(newsroom: Newsroom) -> str:
    file, pattern = newsroom.dice.choice(
        [
            ("i18n/typography.py", r"HAN_A_MINUTE = \d+"),
            ("pages/event.py", r"MAX_REPORTS = \d+"),
            ("content/images.py", r"SMALL_WIDTH = \d+"),
        ]
    )
    name = pattern.partition(" ")[0]
    return newsroom.sub(newsroom.folder / "hooks/newsdesk" / file, pattern, f"{name} = {newsroom.dice.randint(1, 400)}")


def tampered_page(newsroom: Newsroom) -> str:
    """Edit, touch, chmod or delete a published file in place."""
    files = [path for path in sorted(newsroom.folder.glob("site/**/*")) if path.is_file()]
    if not files:
        return "nothing is published"
    file = newsroom.dice.choice(files)
    how = newsroom.dice.choice(["edit", "touch", "chmod", "delete", "replace"])
    if how == "edit":
        with file.open("ab") as opened:
            opened.write(b"x")
    elif how == "touch":
        os.utime(file)
    elif how == "chmod":
        file.chmod(0o600)
    elif how == "delete":
        file.unlink()
    else:
        content = file.read_bytes()
        file.unlink()
        file.write_bytes(content[::-1])
    return f"{how} {file.relative_to(newsroom.folder)}"


def damaged_records(newsroom: Newsroom) -> str:
    return damage(newsroom.folder, newsroom.dice)


def damage(project: Path, dice: random.Random) -> str:
    """Flip a byte of the records of earlier builds, cut them short, replace or delete them; return what was done."""
    file = project / ".cache/newsdesk/records.sqlite"
    if not file.exists():
        return "there are none"
    content = bytearray(file.read_bytes())
    how = dice.choice(["flip", "cut", "delete", "replace"])
    if how == "flip":
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    elif how == "cut":
        del content[dice.randrange(len(content)) :]
    elif how == "replace":
        content = bytearray(b"not a database")
    file.unlink()
    if how != "delete":
        file.write_bytes(content)
    return how


KINDS: Sequence[Callable[[Newsroom], str]] = (
    *(body, paragraph, title, summary, date, tags, link, rename, draft, withdrawn_translation),
    *(register, slip, name, event, interface, template, asset, picture, film, configuration, language, clock, code),
    *(tampered_page, damaged_records),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequel:
    """What a sequence of edits led to: `differs` are the files that the warm build made otherwise than the cold one."""

    edits: Sequence[str]
    code: int
    differs: Sequence[str]


def sequences(edits: int, dice: random.Random) -> Iterator[Sequel]:
    """Yield what each sequence led to. A site that cannot be built is thrown away: both builds must say the same."""
    while edits > 0:
        with TemporaryDirectory(prefix="newsdesk-law-") as place:
            folder = Path(place)
            newsroom = Newsroom.made(folder / "newsroom", dice)
            newsroom.build()
            for turn in range(LONGEST):
                newsroom.done = []
                for _ in range(min(edits, dice.randint(1, LONGEST))):
                    newsroom.edit()
                    edits -= 1
                warm, cold = newsroom, newsroom.copy(folder / f"cold-{turn}")
                printed, expected = warm.build(), cold.build()
                differs = [] if printed == expected else ["what was printed"]
                if expected[0] == 0:
                    one, other = (sites.contents(each.folder / "site") for each in (warm, cold))
                    differs += sorted(path for path in {*one, *other} if one.get(path) != other.get(path))
                yield Sequel(edits=newsroom.done, code=expected[0], differs=differs)
                shutil.rmtree(cold.folder)
                if expected[0] or edits <= 0:
                    break


def dice(seed: int) -> random.Random:
    """Return the dice that make the same edits with the same seed."""
    return random.Random(seed)  # noqa: S311 - nothing here is secret


def main() -> None:
    edits = int(sys.argv[1]) if len(sys.argv) > 1 else EDITS
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else secrets.randbelow(10**6)
    sys.stdout.write(f"{edits} edits, seed {seed}\n")
    count, broken, failed = 0, 0, 0
    for sequel in sequences(edits, dice(seed)):
        count += 1
        broken += bool(sequel.differs)
        failed += bool(sequel.code)
        if sequel.differs:
            sys.stdout.write("\n".join([*sequel.edits, *(f"  differs: {path}" for path in sequel.differs[:20]), "\n"]))
    sys.stdout.write(f"{count} warm builds compared, of which {failed} were refused: {broken} differ\n")
    sys.exit(broken > 0)


if __name__ == "__main__":
    main()
