"""A key of words is added to stories by a patch of three files, and whatever deals with words sees it.

The patch, tests/architecture/subtitle.patch, is the example that docs show.
"""

import gzip
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import BaseModel

import sites
from newsdesk.content.event import EventInStory, EventWords
from newsdesk.content.front_matter import Image, ImageWords, StoryFacts, TranslationWords, Withdrawal, WithdrawalWords
from newsdesk.content.marks import fields, models_in, word_keys

PATCH = sites.PROJECT / "tests/architecture/subtitle.patch"
MAX_FILES = 3
STORY = "docs/en/news/2030/kite-school-opens.md"
TWIN = "docs/zh/news/2030/kite-school-opens.md"
UNTRANSLATED = "docs/zh/news/2030/kite-museum-plan.md"
SUBTITLE = "Ren Okafor teaches the first class"
TRANSLATED = "任·奥卡福讲授第一课"
LINE = 3


class Newsroom:
    """A newsroom with a copy of the code, to which the patch is applied."""

    def __init__(self, folder: Path) -> None:
        self.code, self.site = folder / "code", folder / "site"
        for name in ("hooks", "overrides"):
            shutil.copytree(sites.PROJECT / name, self.code / name, ignore=shutil.ignore_patterns("__pycache__"))
        done = subprocess.run(["git", "apply", PATCH], cwd=self.code, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        sites.newsroom(self.site)
        configuration = self.site / "mkdocs.yml"
        text = configuration.read_text(encoding="utf-8")
        assert f"{sites.PROJECT.as_posix()}/hooks" in text
        configuration.write_text(text.replace(sites.PROJECT.as_posix(), self.code.as_posix()), encoding="utf-8")

    def run(self, *arguments: str) -> sites.Run:
        """Run `newsdesk` with the patched code."""
        done = subprocess.run(
            [sys.executable, "-m", "newsdesk", *arguments],
            cwd=self.site,
            env=sites.environment(PYTHONPATH=str(self.code / "hooks")),
            capture_output=True,
            text=True,
            check=False,
        )
        return sites.Run(code=done.returncode, out=done.stdout, err=done.stderr)

    def succeed(self, *arguments: str) -> str:
        run = self.run(*arguments)
        assert run.code == 0, run.out + run.err
        return run.out

    def read(self, name: str) -> str:
        return (self.site / name).read_text(encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text
        (self.site / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    def commit(self) -> None:
        name = ["-c", "user.name=Desk", "-c", "user.email=desk@kites.example"]
        for words in (["init", "--quiet"], ["add", "docs"], ["commit", "--quiet", "--message", "Add a subtitle"]):
            subprocess.run(["git", *name, *words], cwd=self.site, check=True)

    def problems(self) -> dict[tuple[str, str, int], str]:
        """What `check` says, by rule, file and line."""
        found = self.run("check").out.split("\n\n")
        heads = (re.match(r"(\S+?):(\d+):\d+: \w+\[([a-z-]+)\]: ", frame.lstrip("\n")) for frame in found)
        return {(head[3], head[1], int(head[2])): frame for head, frame in zip(heads, found, strict=True) if head}


def with_subtitle(newsroom: Newsroom) -> Newsroom:
    """Both texts of a story have a subtitle below their title; the translation is stamped."""
    for name, subtitle in ((STORY, SUBTITLE), (TWIN, TRANSLATED)):
        title = newsroom.read(name).split("\n")[1]
        newsroom.change(name, title, f"{title}\nsubtitle: {subtitle}")
    newsroom.succeed("stamp", TWIN)
    return newsroom


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """Built, and written into the ledgers; not to be changed."""
    newsroom = with_subtitle(Newsroom(tmp_path_factory.mktemp("published")))
    newsroom.succeed("ledger")
    newsroom.succeed("build")
    return newsroom


@pytest.fixture(scope="module")
def changed(published: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """The same, after a change of the original's subtitle of which nothing tells; the translation's is untidy."""
    newsroom = Newsroom(tmp_path_factory.mktemp("changed"))
    shutil.rmtree(newsroom.site / "docs")
    shutil.copytree(published.site / "docs", newsroom.site / "docs")
    newsroom.commit()
    newsroom.change(STORY, SUBTITLE, "A world-class class of 24")
    newsroom.change(TWIN, TRANSLATED, f"{TRANSLATED} 3,000人")
    return newsroom


@pytest.fixture(scope="module")
def problems(changed: Newsroom) -> dict[tuple[str, str, int], str]:
    return changed.problems()


@pytest.mark.parametrize(
    ("original", "translation"),
    [(StoryFacts, TranslationWords), (EventInStory, EventWords), (Image, ImageWords), (Withdrawal, WithdrawalWords)],
)
def test_a_translation_has_the_words_of_its_original(original: type[BaseModel], translation: type[BaseModel]) -> None:
    assert word_keys(translation) == word_keys(original)
    assert records_with_words(translation) == records_with_words(original)


def records_with_words(model: type[BaseModel]) -> set[str]:
    """The keys of a model below which words stand."""
    return {key for key, field in fields(model).items() if any(map(word_keys, models_in(field.annotation)))}


def test_few_files_are_written_by_hand() -> None:
    assert 0 < PATCH.read_text(encoding="utf-8").count("\n+++ b/") <= MAX_FILES


@pytest.mark.parametrize(("language", "subtitle"), [("en", SUBTITLE), ("zh", TRANSLATED)])
def test_readers_see_it_on_the_page_and_in_the_feed(published: Newsroom, language: str, subtitle: str) -> None:
    page = published.read(f"site/{language}/news/2030/kite-school-opens/index.html")
    assert f'<p role="doc-subtitle">{subtitle}</p>' in page
    assert f" · {subtitle}</title>" in published.read(f"site/{language}/feed.xml")


@pytest.mark.parametrize(("language", "name"), [("en", "Ren Okafor"), ("zh", "任·奥卡福")])
def test_whom_it_names_is_named_by_the_story(published: Newsroom, language: str, name: str) -> None:
    page = published.read(f"site/{language}/news/2030/kite-school-opens/index.html")
    assert f"<li>{name}</li>" in page


@pytest.mark.parametrize(("language", "subtitle"), [("en", SUBTITLE), ("zh", TRANSLATED)])
def test_the_search_finds_it(published: Newsroom, language: str, subtitle: str) -> None:
    fragments = (published.site / "site").glob(f"**/{language}/fragment/*")
    assert sum(subtitle in gzip.decompress(path.read_bytes()).decode() for path in fragments) == 1


def test_a_stamp_counts_it(published: Newsroom) -> None:
    with_it, without = (stamp(text) for text in (published.read(TWIN), (sites.NEWSROOM / TWIN).read_text("utf-8")))
    assert (with_it[0], with_it[2:]) == (without[0], without[1:])


def stamp(text: str) -> list[str]:
    found = re.search(r"^translates: (.*)$", text, re.MULTILINE)
    assert found
    return found[1].split("-")


def test_stamps_of_stories_without_it_stay_valid(published: Newsroom, site: Path) -> None:
    before = [frame for frame in sites.newsdesk(site, "check").out.split("\n\n") if "[stale]" in frame]
    after = [frame for (rule, *_), frame in published.problems().items() if rule == "stale"]
    assert len(before) == 1
    assert after == before


def test_it_is_held_to_the_rules_of_style_of_its_language(problems: dict[tuple[str, str, int], str]) -> None:
    assert 'found "world-class"' in problems["en-praise", STORY, LINE]
    assert 'found "3,000"' in problems["zh-thousands", TWIN, LINE]


def test_it_is_compared_with_the_translation(problems: dict[tuple[str, str, int], str]) -> None:
    assert "3,000" in problems["facts", TWIN, LINE]
    assert '"任·奥卡福" is named here' in problems["names", TWIN, LINE]


def test_a_change_of_it_makes_the_translation_stale(
    problems: dict[tuple[str, str, int], str], changed: Newsroom
) -> None:
    [stale] = [frame for (rule, path, _), frame in problems.items() if (rule, path) == ("stale", TWIN)]
    assert "stale translation: the original has changed: subtitle\n" in stale
    assert f"-{SUBTITLE}\n" in changed.succeed("changes", TWIN)


def test_a_change_of_published_words_is_told_at_its_line(
    problems: dict[tuple[str, str, int], str], changed: Newsroom
) -> None:
    assert "without a correction or update: subtitle" in problems["silent-change", STORY, LINE]
    assert f"-{SUBTITLE}\n" in changed.succeed("changes", "--published", STORY)


def test_tidying_mends_it(changed: Newsroom) -> None:
    changed.succeed("tidy", TWIN)
    assert f"subtitle: {TRANSLATED} 3000人\n" in changed.read(TWIN)


def test_a_translation_is_started_with_a_place_for_it(changed: Newsroom) -> None:
    title = changed.read(UNTRANSLATED).split("\n")[1]
    changed.change(UNTRANSLATED, title, f"{title}\nsubtitle: 会员大会")
    (changed.site / UNTRANSLATED.replace("/zh/", "/en/")).unlink()
    twin = changed.succeed("new", "--from", UNTRANSLATED, "--short").strip()
    assert "\nsubtitle: To be written\n" in changed.read(twin)
    changed.change(twin, "draft: true\n", "")
    assert ("placeholder", twin, LINE) in changed.problems()


def test_tables_and_schemas_have_it(published: Newsroom) -> None:
    assert published.succeed("reference", "keys").count("| `subtitle` |") == len(["story", "translation"])
    for kind in ("story", "translation"):
        assert '"subtitle": {' in published.succeed("schema", kind)
