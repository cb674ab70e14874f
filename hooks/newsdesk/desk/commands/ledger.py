"""`newsdesk ledger`."""

from newsdesk.desk import ledger
from newsdesk.desk.command import command, say
from newsdesk.desk.project import find


@command("ledger")
def main() -> None:
    """Add what is published now to the ledgers of addresses and words: the publishing job runs it."""
    for message in ledger.ledger(find()):
        say(message)
