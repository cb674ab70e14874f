"""A seeded newsroom of N stories in both languages, to measure what a build costs.

A story has 350 English words and 600 Chinese characters, 3 of 60 tags, 2
internal links, a list and an event of its own; every tenth has a table. One
event in ten has no exact day; each belongs to one of 40 series.
"""

import random
import shutil
from datetime import date, timedelta
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
TAGS = 60
SERIES = 40
WORDS = 350
CHARACTERS = 600
FIRST_DAY = date(2013, 1, 1)
DAYS = 365 * 12
_LATIN = ("data", "park", "city", "plan", "report", "signed", "center", "cloud", "figure", "source", "year", "notice")
_HAN = "数据园区城市计划报告签约中心平台数字来源年度部门小组通知地区会议公布发展项目企业"


def write(folder: Path, stories: int, seed: int = 2014) -> Path:
    """Write the newsroom into `folder` and return its mkdocs.yml."""
    dice = random.Random(seed)  # noqa: S311 - the same stories at every run
    docs = folder / "docs"
    (docs / "registers").mkdir(parents=True)
    shutil.copy(PROJECT / "docs/registers/interface.yml", docs / "registers")
    shutil.copytree(PROJECT / "docs/assets", docs / "assets")
    tags = "".join(f"tag-{n}:\n  name: {{en: Topic {n}, zh: 话题{n}}}\n" for n in range(TAGS))
    (docs / "registers/tags.yml").write_text(tags, encoding="utf-8")
    (docs / "registers/sources.yml").write_text("paper:\n  publisher: Paper\n  link: none\n", encoding="utf-8")
    series = "".join(f"series-{n}:\n  kind: series\n  name: {{en: Series {n}, zh: 系列{n}}}\n" for n in range(SERIES))
    (docs / "registers/series.yml").write_text(series, encoding="utf-8")
    keys = [_key(number, stories) for number in range(stories)]
    for number, key in enumerate(keys):
        day = _day(number, stories)
        links = dice.sample(keys, 2)
        _put(docs / f"registers/events/{day.year}/event-{number}.yml", _event(dice, number, day))
        _put(docs / "en/news" / f"{key}.md", _english(dice, number, day, links))
        _put(docs / "zh/news" / f"{key}.md", _chinese(dice, number, day, links))
    return _configuration(folder)


def _configuration(folder: Path) -> Path:
    path = folder / "mkdocs.yml"
    text = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
    text = text.replace("custom_dir: overrides", f"custom_dir: {PROJECT / 'overrides'}")
    text = text.replace("hooks/newsroom.py", str(PROJECT / "hooks/newsroom.py"))
    path.write_text(text, encoding="utf-8")
    return path


def _day(number: int, stories: int) -> date:
    return FIRST_DAY + timedelta(days=number * DAYS // stories)


def _key(number: int, stories: int) -> str:
    return f"{_day(number, stories).year}/story-{number}"


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _event(dice: random.Random, number: int, day: date) -> str:
    tags = ", ".join(f"tag-{n}" for n in sorted(dice.sample(range(TAGS), 3)))
    when = dice.choice((f"{day:%Y-%m}", f"{day:%Y}", f"{day}/..", f"{day:%Y}~")) if number % 10 == 0 else day
    return (
        f"title: {{en: 'Event {number} of the bench, at a place', zh: 基准事件{number}在某地举行}}\nwhen: {when}\n"
        f"place: {{en: A place, zh: 某地}}\nstate: {dice.choice(('held', 'held', 'held', 'cancelled'))}\n"
        f"series: series-{number % SERIES}\ntags: [{tags}]\nsources: [paper]\n"
    )


def _english(dice: random.Random, number: int, day: date, links: list[str]) -> str:
    tags = ", ".join(f"tag-{n}" for n in sorted(dice.sample(range(TAGS), 3)))
    paragraphs = [" ".join(dice.choices(_LATIN, k=WORDS // 5)).capitalize() + "." for _ in range(5)]
    return (
        f"---\ntitle: Story {number} of the bench\nsummary: What story {number} says in one sentence.\n"
        f"published: {day}\ntags: [{tags}]\nevents: [{day.year}/event-{number}]\nsources: [paper]\n---\n\n"
        + _body(paragraphs, links, "See", "Figure ", number)
    )


def _chinese(dice: random.Random, number: int, day: date, links: list[str]) -> str:
    paragraphs = ["".join(dice.choices(_HAN, k=CHARACTERS // 5)) + "。" for _ in range(5)]
    return f"---\ntitle: 基准报道{number}\nsummary: 第{number}篇报道的一句话摘要。\ntranslated: {day}\n---\n\n" + _body(
        paragraphs, links, "参见", "数字", number
    )


def _body(paragraphs: list[str], links: list[str], see: str, figure: str, number: int) -> str:
    first, second = (f"[{see}](../{link}.md)" for link in links)
    parts = [*paragraphs[:2], first, "## " + figure.strip(), *paragraphs[2:4], f"- {figure}1\n- {figure}2\n- {second}"]
    if number % 10 == 0:
        parts.append(f"| {figure.strip()} | A |\n| --- | ---: |\n| 1 | 2 |\n| 3 | 4 |")
    return "\n\n".join([*parts, paragraphs[4]]) + "\n"
