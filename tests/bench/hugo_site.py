"""The bench's stories as a site of Hugo, with the bare theme in hugo/.

Both sites have the same stories, bodies, links and tags, and neither has events. Hugo's has in each language a page a
story with its tags, the stories before and after it, and four related ones; a page a tag with its feed, and a page a
year, 50 stories a page as in newsdesk; the lists of tags and of news; a home page with its feed; and sitemaps: at 1,000
stories 2,265 pages. It lacks what only newsdesk has: pages of both languages side by side, Chinese cut for the
search, structured data, citations, sharing, a check of every link and of each page's HTML.
"""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from bench.synthetic import LANGUAGES, TAGS, Story, put

THEME = Path(__file__).with_name("hugo")


def write(folder: Path, stories: Sequence[Story]) -> Path:
    """Write the site's sources into an empty folder, and return it."""
    shutil.copytree(THEME, folder)
    for language in LANGUAGES:
        content = folder / "content" / language
        put(content / "news/_index.md", _front(title={"en": "News", "zh": "新闻"}[language]))
        put(content / "tags/_index.md", _front(title={"en": "Topics", "zh": "话题"}[language]))
        for tag, names in TAGS.items():
            put(content / f"tags/{tag}/_index.md", _front(title=names[language]))
        for year in {story.day.year for story in stories}:
            put(content / f"news/{year}/_index.md", _front(title=str(year)))
        for story in stories:
            put(content / f"news/{story.key}.md", _story(story, language))
    return folder


def _story(story: Story, language: str) -> str:
    words = story.words[language]
    return _front(title=words.title, summary=words.summary, date=str(story.day), tags=story.tags) + words.body


def _front(**fields: object) -> str:
    # JSON's strings and lists are YAML's.
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
    return f"---\n{''.join(lines)}---\n\n"
