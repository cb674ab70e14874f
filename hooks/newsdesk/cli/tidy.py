"""`newsdesk tidy`: rewrite files in canonical form."""

from collections.abc import Iterator
from pathlib import Path

import click

from newsdesk.cli.arguments import PATH_ARGUMENT
from newsdesk.cli.command import command, echo
from newsdesk.content import source_file
from newsdesk.content.ledger import PublishedText
from newsdesk.i18n.messages import msg, msg_plural, translate
from newsdesk.lint import translations
from newsdesk.processes import progress_on_terminal
from newsdesk.project import Project, find_checkout, library_of, shown_path
from newsdesk.tidy.tidy import Tidied, tidy_files, write_tidied


def reworded_by_tidying(result: Tidied, project: Project) -> Iterator[str]:
    """Yield paths below docs/ of texts that match the ledger now and will not once tidied."""
    library = library_of(project)
    for story in library.stories:
        for text in story.texts:
            line = library.ledger.published_texts.get(translations.ledger_name(story, text.language))
            if line and text.path in result.changed:
                published = PublishedText.read(line).wording
                tidied = source_file.read_document("", result.changed[text.path])
                after = source_file.manuscript_of(text.path, tidied)
                if published == text.manuscript.wording_digest() != after.wording_digest():
                    yield text.path


@command("tidy")
@click.argument("paths", type=PATH_ARGUMENT, nargs=-1)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if a file is not tidy, for CI.")
def tidy(paths: tuple[Path, ...], *, only_check: bool) -> None:
    """Rewrite files in canonical form.

    Without PATHS, rewrites all files. Sorts fields and register entries, moves sources cited by two stories to the
    sources register, makes paths of media relative to their file, and fixes Chinese punctuation and spacing where that
    is safe. Comments and content are kept.
    """
    project = find_checkout()
    result = tidy_files(project, [path.resolve() for path in paths], progress_on_terminal(translate(msg("Tidying"))))
    for name in result.skipped:
        path = shown_path(project.docs / name)
        echo(msg("{path} has errors and was skipped: run newsdesk check", path=path), err=True)
    for name in sorted(result.changed):
        echo(shown_path(project.docs / name))
    number = len(result.changed)
    if not only_check:
        reworded = list(reworded_by_tidying(result, project)) if number else []
        write_tidied(project, result)
        echo(msg_plural("{number} file tidied", "{number} files tidied", number=number), err=True)
        for name in reworded:
            path = shown_path(project.docs / name)
            echo(
                msg("tidying changed punctuation in the published text of {path}: newsdesk accept {path}", path=path),
                err=True,
            )
    elif number:
        echo(msg_plural("{number} file is not tidy", "{number} files are not tidy", number=number), err=True)
        echo(msg("run: newsdesk tidy"), err=True)
        raise SystemExit(1)
