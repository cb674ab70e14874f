"""`newsdesk reference`."""

from newsdesk.desk import reference
from newsdesk.desk.command import command, say
from newsdesk.speech.choice import voice


@command("reference")
def main() -> None:
    """Print the tables of all keys, as CONTRIBUTING has them."""
    say(reference.reference(voice()))
