"""A seeded newsroom of N stories in both languages, to measure what a build costs.

A story has about 350 English words and 600 Chinese characters of a long-tailed vocabulary, 3 of 60 tags, 2 internal
links, a list and, unless left out, an event of its own; every tenth has a table. One event in ten has no exact day;
each belongs to one of 40 series. The stories spread evenly over twelve years.
"""

import random
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bench.vocabulary import Vocabulary, chinese, english

PROJECT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "zh")
TAGS = {f"tag-{number}": {"en": f"Topic {number}", "zh": f"话题{number}"} for number in range(60)}
"""The names of a tag by its id, in each language."""
SERIES = 40
PARAGRAPHS = 5
SENTENCES = 5
"""In a paragraph."""
WORDS = 350
CHARACTERS = 600
FIRST_DAY = date(2013, 1, 1)
DAYS = 365 * 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a story says in one language; the body is Markdown, its links are relative to the story's file."""

    title: str
    summary: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story and its translation. Its key is its path without the suffix, below the news of each language."""

    number: int
    key: str
    day: date
    tags: Sequence[str]
    words: Mapping[str, Words]


def stories(count: int, seed: int = 2014) -> list[Story]:
    """Return `count` stories, the oldest first."""
    dice = random.Random(seed)  # noqa: S311 - the same stories at every run
    days = [FIRST_DAY + timedelta(days=number * DAYS // count) for number in range(count)]
    keys = [f"{day.year}/story-{number}" for number, day in enumerate(days)]
    latin, han = english(), chinese()
    return [
        Story(
            number=number,
            key=keys[number],
            day=day,
            tags=_tags(dice),
            words={
                "en": Words(
                    title=f"Story {number} of the bench",
                    summary=f"What story {number} says in one sentence.",
                    body=_body(_english(dice, latin), dice.sample(keys, 2), "See", "Figure ", number),
                ),
                "zh": Words(
                    title=f"基准报道{number}",
                    summary=f"第{number}篇报道的一句话摘要。",
                    body=_body(_chinese(dice, han), dice.sample(keys, 2), "参见", "数字", number),
                ),
            },
        )
        for number, day in enumerate(days)
    ]


def write(folder: Path, written: Sequence[Story], *, events: bool = True) -> Path:
    """Write the newsroom of these stories into `folder`, with or without events, and return its mkdocs.yml."""
    dice = random.Random(len(written))  # noqa: S311 - the same events at every run
    docs = folder / "docs"
    (docs / "registers").mkdir(parents=True)
    shutil.copy(PROJECT / "docs/registers/interface.yml", docs / "registers")
    shutil.copytree(PROJECT / "docs/assets", docs / "assets")
    tags = "".join(f"{tag}:\n  name: {{en: {name['en']}, zh: {name['zh']}}}\n" for tag, name in TAGS.items())
    put(docs / "registers/tags.yml", tags)
    put(docs / "registers/sources.yml", "paper:\n  publisher: Paper\n  link: none\n")
    if events:
        series = (f"series-{n}:\n  kind: series\n  name: {{en: Series {n}, zh: 系列{n}}}\n" for n in range(SERIES))
        put(docs / "registers/series.yml", "".join(series))
    for story in written:
        event = f"{story.day.year}/event-{story.number}"
        if events:
            put(docs / f"registers/events/{event}.yml", _event(dice, story))
        put(docs / f"en/news/{story.key}.md", _original(story, f"events: [{event}]\n" if events else ""))
        put(docs / f"zh/news/{story.key}.md", _translation(story))
    return _configuration(folder)


def put(path: Path, text: str) -> None:
    """Write a file, and the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _configuration(folder: Path) -> Path:
    path = folder / "mkdocs.yml"
    text = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    text = text.replace("custom_dir: overrides", f"custom_dir: {PROJECT / 'overrides'}")
    text = text.replace("hooks/newsroom.py", str(PROJECT / "hooks/newsroom.py"))
    path.write_text(text, encoding="utf-8")
    return path


def _event(dice: random.Random, story: Story) -> str:
    day, number = story.day, story.number
    when = dice.choice((f"{day:%Y-%m}", f"{day:%Y}", f"{day}/..", f"{day:%Y}~")) if number % 10 == 0 else day
    return (
        f"title: {{en: 'Event {number} of the bench, at a place', zh: 基准事件{number}在某地举行}}\nwhen: {when}\n"
        f"place: {{en: A place, zh: 某地}}\nstate: {dice.choice(('held', 'held', 'held', 'cancelled'))}\n"
        f"series: series-{number % SERIES}\ntags: [{', '.join(_tags(dice))}]\nsources: [paper]\n"
    )


def _original(story: Story, event: str) -> str:
    words = story.words["en"]
    return (
        f"---\ntitle: {words.title}\nsummary: {words.summary}\npublished: {story.day}\n"
        f"tags: [{', '.join(story.tags)}]\n{event}sources: [paper]\n---\n\n{words.body}"
    )


def _translation(story: Story) -> str:
    words = story.words["zh"]
    return f"---\ntitle: {words.title}\nsummary: {words.summary}\ntranslated: {story.day}\n---\n\n{words.body}"


def _tags(dice: random.Random) -> list[str]:
    return dice.sample(sorted(TAGS), 3)


def _english(dice: random.Random, vocabulary: Vocabulary) -> list[str]:
    """Paragraphs of sentences with a comma in the middle."""
    half = WORDS // PARAGRAPHS // SENTENCES // 2

    def clause() -> str:
        return " ".join(vocabulary.draw(dice, half))

    def paragraph() -> str:
        return " ".join(f"{clause().capitalize()}, {clause()}." for _ in range(SENTENCES))

    return [paragraph() for _ in range(PARAGRAPHS)]


def _chinese(dice: random.Random, vocabulary: Vocabulary) -> list[str]:
    half = CHARACTERS // PARAGRAPHS // SENTENCES // 2

    def clause() -> str:
        return "".join(vocabulary.draw(dice, half))[:half]

    def paragraph() -> str:
        return "".join(f"{clause()}，{clause()}。" for _ in range(SENTENCES))

    return [paragraph() for _ in range(PARAGRAPHS)]


def _body(paragraphs: list[str], links: list[str], see: str, figure: str, number: int) -> str:
    first, second = (f"[{see}](../{link}.md)" for link in links)
    parts = [*paragraphs[:2], first, "## " + figure.strip(), *paragraphs[2:4], f"- {figure}1\n- {figure}2\n- {second}"]
    if number % 10 == 0:
        parts.append(f"| {figure.strip()} | A |\n| --- | ---: |\n| 1 | 2 |\n| 3 | 4 |")
    return "\n\n".join([*parts, paragraphs[4]]) + "\n"
