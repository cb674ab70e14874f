"""`newsdesk explain`."""

import click

from newsdesk.desk import explain
from newsdesk.desk.command import command, say
from newsdesk.speech.choice import chosen


@command("explain")
@click.argument("rule", required=False)
@click.option("--table", is_flag=True, help="Print the table of all rules, as CONTRIBUTING has it.")
def main(rule: str | None, *, table: bool) -> None:
    """Say what a rule wants, with an example that is wrong and one that is right; without RULE, list all rules."""
    if rule:
        for line in explain.explain(rule, chosen()):
            say(line)
    else:
        say(explain.table(chosen()) if table else explain.overview(chosen()))
