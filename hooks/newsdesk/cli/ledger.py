"""`newsdesk ledger` and `newsdesk accept`: record published addresses and text in the ledgers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from newsdesk.cli.arguments import FILE_ARGUMENT
from newsdesk.cli.command import command, echo
from newsdesk.content.ledger import Ledger, LedgerLines, PublishedText, addresses_as_text, words_as_text
from newsdesk.content.library import Library
from newsdesk.content.story import Story, Text
from newsdesk.diagnostics import Level, count, tally
from newsdesk.i18n.messages import Message, msg
from newsdesk.lint import translations
from newsdesk.lint.run import lint_with_permalinks
from newsdesk.project import CannotRun, Project, find_checkout, library_of, shown_path, write_atomically

Years = Mapping[str, LedgerLines]
"""Ledger lines by year: one file each."""


def update_ledgers(project: Project) -> Iterator[Message]:
    """Add what is published now to the ledgers and yield a message for each file that changed.

    Raises CannotRun if the site has errors: such a site is not published.
    """
    library, problems, permanent = lint_with_permalinks(project.docs, project.site, project.as_of)
    if count(problems, Level.ERROR):
        raise CannotRun(msg("{tally}: run newsdesk check for details; nothing was written", tally=tally(problems)))
    known, year = library.ledger, str(project.as_of.year)
    words = with_words(known, library, project.as_of.date().isoformat())
    for name, lines in with_addresses(known, permanent, year).items():
        yield from _written(project, f"addresses/{name}.txt", addresses_as_text(lines), known)
    for name, lines in words.items():
        yield from _written(project, f"words/{name}.txt", words_as_text(lines), known)


def accept_words(project: Project, files: Sequence[Path]) -> Iterator[Message]:
    """Record the current text of these files as published and yield a message for each ledger file that changed.

    Raises CannotRun, before anything is written, if a file is not a text in the ledger.
    """
    library = library_of(project)
    texts = {project.docs / text.path: (story, text) for story in library.stories for text in story.texts}
    chosen = [_known(file, texts, library.ledger) for file in files]
    today = project.as_of.date().isoformat()
    lines = {
        translations.ledger_name(story, text.language): translations.published_text(story, text, today)
        for story, text in chosen
    }
    for year, old in library.ledger.words.items():
        new = {name: lines[name].line if name in lines else line for name, line in old.items()}
        yield from _written(project, f"words/{year}.txt", words_as_text(new), library.ledger)


def with_addresses(known: Ledger, permanent: frozenset[str], year: str) -> Years:
    """Return addresses by year, new ones in `year`; one that exists again is no longer moved or withdrawn."""
    years = {
        name: {where: "" if where in permanent else fate for where, fate in lines.items()}
        for name, lines in known.addresses.items()
    }
    new = dict.fromkeys(permanent - known.published_addresses.keys(), "")
    return {**years, year: {**years.get(year, {}), **new}} if new else years


def with_words(known: Ledger, library: Library, day: str) -> Years:
    """Return word lines by year as of `day` (ISO 8601); the check has found no undeclared change to published text."""
    years = {year: dict(lines) for year, lines in known.words.items()}
    homes = {name: year for year, lines in known.words.items() for name in lines}
    for story in library.stories:
        for text in story.texts:
            name = translations.ledger_name(story, text.language)
            home = years.setdefault(homes.get(name, story.key.partition("/")[0]), {})
            home[name] = _line(home.get(name, ""), story, text, day)
    return years


def _line(line: str, story: Story, text: Text, day: str) -> str:
    """Return the ledger line of a text; if its words are unchanged, with the day since which they are published."""
    if not line:
        return translations.published_text(story, text, day).line
    before = PublishedText.read(line)
    if before.typed == text.manuscript.typed_digest():
        return line
    now = translations.published_text(story, text, day)
    laid_out_anew = replace(before, typed=now.typed, blocks=now.blocks)
    return (laid_out_anew if now.has_words_of(before) else now).line


def _known(file: Path, texts: Mapping[Path, tuple[Story, Text]], known: Ledger) -> tuple[Story, Text]:
    story, text = texts.get(file.resolve(), (None, None))
    if not story or not text or translations.ledger_name(story, text.language) not in known.published_texts:
        raise CannotRun(msg("{file} is not in the ledger of published text: there is nothing to accept", file=file))
    return story, text


def _written(project: Project, name: str, text: str, known: Ledger) -> Iterator[Message]:
    """Write a ledger file if it changes, and yield the message that says so."""
    file = known.files.get(name.removesuffix(".txt"))
    if not file or file.text != text:
        path = project.docs / "registers" / name
        write_atomically(path, text)
        yield msg("{file} written", file=shown_path(path))


@command("ledger")
def ledger() -> None:
    """Record what is published in the ledgers (run by CI).

    Adds every URL, anchor and text of the site to the ledgers in docs/registers/addresses/ and docs/registers/words/.
    """
    for message in update_ledgers(find_checkout()):
        echo(message)


@command("accept")
@click.argument("files", type=FILE_ARGUMENT, nargs=-1, required=True)
def accept(files: tuple[Path, ...]) -> None:
    """Accept an edit of published text as a typo fix.

    Use it for changes that readers need not be told about; for all others, run newsdesk correct.
    """
    for message in accept_words(find_checkout(), files):
        echo(message)
