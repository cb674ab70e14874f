"""`newsdesk schema`."""

import click

from newsdesk.desk import schema, snippets
from newsdesk.desk.command import command, say
from newsdesk.desk.project import find, write_whole
from newsdesk.speech.catalogue import LANGUAGES, catalogue
from newsdesk.speech.choice import voice
from newsdesk.words.message import said

FOLDER = ".vscode"


@command("schema")
@click.argument("kind", type=click.Choice(schema.KINDS), required=False)
@click.option("--write", is_flag=True, help="Write all schemas and snippets into .vscode/, in both languages.")
def main(kind: str | None, *, write: bool) -> None:
    """Print the JSON Schema of a kind of file or record, or the names of the kinds."""
    if write:
        _write()
    elif kind:
        say(schema.as_json(schema.schema(kind, [voice()])).rstrip("\n"))
    else:
        say("\n".join(schema.KINDS))


def _write() -> None:
    """What Visual Studio Code completes and checks by, wired in the folder's settings."""
    folder = find().folder / FOLDER
    voices = [catalogue(language) for language in LANGUAGES]
    schemas = {f"schemas/{name}": text for name, text in schema.written(voices).items()}
    files = {**schemas, "newsdesk.code-snippets": snippets.snippets(voices)}
    for name, text in files.items():
        write_whole(folder / name, text)
    say(said("{number} files written into {folder}/", number=len(files), folder=FOLDER))
