"""`newsdesk status` and `newsdesk next`: pending work, and when the site next changes without a commit."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from textwrap import fill

import click

from newsdesk.cli.arguments import TWO_FORMATS
from newsdesk.cli.command import command, echo
from newsdesk.cli.report import OutputFormat
from newsdesk.cli.translation import stale_since
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.content.story import Freshness, Story
from newsdesk.i18n.messages import Message, msg, translate
from newsdesk.i18n.typography import terminal_width
from newsdesk.outputs.feeds import MAX_NEWS_AGE
from newsdesk.pages.lists import published_at
from newsdesk.pages.status import (
    BACKLOG_HEADINGS,
    Backlog,
    BacklogItem,
    BacklogKind,
    Changed,
    backlog,
    backlog_heading,
    backlog_summary,
)
from newsdesk.project import Project, find_checkout, library_of, shown_path

REPORT_WIDTH = 80
FORMAT = click.option(
    "--format", "shape", type=TWO_FORMATS, default=OutputFormat.TEXT.value, help="Output format; defaults to text."
)


def changes_of(project: Project, library: Library) -> Changed:
    """Return, by path of each stale translation, the day its original changed, where Git knows it."""
    prose = [page.versions for page in library.prose.values()]
    pairs = [pair for versions in (*library.versions, *prose) for pair in versions.pairs]
    stale = [pair.translation.path for pair in pairs if pair.freshness is Freshness.STALE and not pair.changed_on]
    days = {path: stale_since(project, project.docs / path) for path in stale}
    return {path: day for path, day in days.items() if day}


def backlog_as_text(report: Backlog, project: Project) -> str:
    """Return text of at most 80 columns: a part for each language and one for the registers, then a summary of each."""
    parts = [
        "\n".join(_part(translate(backlog_heading(owner)), by_kind, project))
        for owner, by_kind in report.items()
        if by_kind
    ]
    sums = [
        msg("{name}: {sum}", name=backlog_heading(owner), sum=backlog_summary(by_kind))
        for owner, by_kind in report.items()
    ]
    return "\n\n".join(
        [*parts, "\n".join(fill(translate(each), REPORT_WIDTH, subsequent_indent="  ") for each in sums)]
    )


def _part(name: str, by_kind: Mapping[BacklogKind, Sequence[BacklogItem]], project: Project) -> Iterator[str]:
    yield name
    for kind, each in by_kind.items():
        yield f"\n  {translate(BACKLOG_HEADINGS[kind])}"
        yield from (_row(one, project) for one in each)


def _row(item: BacklogItem, project: Project) -> str:
    """Return the day, location and description of an item, the last cut or omitted if there is no room."""
    place = f"{shown_path(project.folder / item.location.path)}:{item.location.line}"
    row = f"    {item.since}  {place}" if item.since else f"    {place}"
    return f"{row}  {_cut(item.what, REPORT_WIDTH - terminal_width(row) - 2)}".rstrip()


def _cut(text: str, room: int) -> str:
    if terminal_width(text) <= room:
        return text
    while text and terminal_width(text) >= room:
        text = text[:-1]
    return f"{text.rstrip()}…" if text else ""


def backlog_as_json(report: Backlog) -> str:
    """Return one JSON object: items by kind, by language code or `registers`."""
    found = {
        owner or "registers": {kind.value: [_record(one) for one in each] for kind, each in by_kind.items()}
        for owner, by_kind in report.items()
    }
    return json.dumps(found, indent=2, ensure_ascii=False)


def _record(item: BacklogItem) -> Mapping[str, str | int | None]:
    return {"path": item.location.path, "line": item.location.line, "since": item.since or None, "what": item.what}


@command("status")
@FORMAT
def status(shape: str) -> None:
    """List pending work by language, oldest first."""
    project = find_checkout()
    library = library_of(project)
    report = backlog(library, project.site, project.as_of.date(), changes_of(project, library))
    echo(backlog_as_json(report) if shape == OutputFormat.JSON else backlog_as_text(report, project))


class ChangeKind(StrEnum):
    """What happens to a text at a certain time: it is published, or enters or leaves the news sitemap."""

    APPEARS = "appears"
    BECOMES_NEWS = "becomes news"
    IS_NO_NEWS = "is no news"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledChange:
    """A scheduled change to the site by the text in the file `path`; `moment` is naive, in the site's time zone."""

    moment: datetime
    change: ChangeKind
    path: str


def due_changes(library: Library, site: Site, as_of: datetime) -> list[ScheduledChange]:
    """Return the next changes after `as_of`: all that are due at the same moment, by path; empty if there are none."""
    found = [each for each in _every(library, site) if each.moment > as_of]
    first = min((each.moment for each in found), default=None)
    return sorted((each for each in found if each.moment == first), key=lambda each: (each.path, each.change))


def _every(library: Library, site: Site) -> Iterator[ScheduledChange]:
    """Yield every scheduled change, past and future."""
    waiting = [story for story in library.withheld if not story.facts.draft]
    for story in waiting:
        for text in story.versions.texts.values():
            yield ScheduledChange(moment=story.facts.published, change=ChangeKind.APPEARS, path=text.file.path)
    if site.news_sitemap:
        for story in (*library.stories, *waiting):
            if not story.versions.original.withdrawn:
                yield from _as_news(story, site)


def _as_news(story: Story, site: Site) -> Iterator[ScheduledChange]:
    """Yield when a story enters and leaves the news sitemap of each language; archive reports never enter it."""
    for text in story.versions.texts.values():
        if text.language in site.languages and not story.facts.compiled:
            came = published_at(story, text)
            yield ScheduledChange(moment=came, change=ChangeKind.BECOMES_NEWS, path=text.file.path)
            yield ScheduledChange(moment=came + MAX_NEWS_AGE, change=ChangeKind.IS_NO_NEWS, path=text.file.path)


def due_as_text(changes: Sequence[ScheduledChange], site: Site) -> str:
    """Return the moment, in the site's zone, and below it the changes due then."""
    if not changes:
        return msg("no rebuild is due: nothing on the site changes until the next commit")
    return "\n".join(
        [f"{changes[0].moment:%Y-%m-%d %H:%M} {site.zone}", *(f"  {translate(_why(each))}" for each in changes)]
    )


def due_as_json(changes: Sequence[ScheduledChange], site: Site) -> str:
    """Return one JSON object: `due` is the moment with its UTC offset (ISO 8601), null if no change is due."""
    found = {
        "due": site.in_zone(changes[0].moment).isoformat() if changes else None,
        "changes": [{"change": each.change.value, "path": each.path} for each in changes],
    }
    return json.dumps(found, indent=2)


def _why(due: ScheduledChange) -> Message:
    match due.change:
        case ChangeKind.APPEARS:
            return msg("{path} is published", path=due.path)
        case ChangeKind.BECOMES_NEWS:
            return msg("{path} enters the news sitemap", path=due.path)
        case ChangeKind.IS_NO_NEWS:
            return msg("{path} leaves the news sitemap", path=due.path)


@command("next")
@FORMAT
def next_build(shape: str) -> None:
    """Show when the site next changes without a commit.

    Scheduled stories appear and news sitemap entries expire at a given time: a rebuild is due then.
    """
    project = find_checkout()
    form = due_as_json if shape == OutputFormat.JSON else due_as_text
    echo(form(due_changes(library_of(project), project.site, project.as_of), project.site))
