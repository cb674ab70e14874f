"""`newsdesk explain`: what a rule wants, wrong and right."""

from collections.abc import Iterator

import click

from newsdesk.cli.command import command, echo
from newsdesk.diagnostics import Level, did_you_mean
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import current_language, msg
from newsdesk.lint.rulebook import PROSE, RuleEntry, rulebook
from newsdesk.project import CannotRun

MAX_CELL = 90
"""Characters of an example that is shown in a table."""

_PLACES = {
    "title": msg("a title"),
    "summary": msg("a summary"),
    "body": msg("the body of a story"),
    "archive": msg("the body of a story with compiled:"),
    "front": msg("the front matter of a story"),
    "twin": msg("the front matter of a translation"),
    "pair": msg("the two bodies of a story"),
    "file": msg("a file"),
    "path": msg("the path of a file"),
    "register": msg("a register"),
}
"""What an example is; one that stands in a certain file is told by the file's name."""


def explain_rule(name: str, language: Language) -> Iterator[str]:
    """All that there is to say of a rule, line by line. Raises CannotRun for a name that is no rule's."""
    rules = rulebook()
    if name not in rules:
        hint = did_you_mean(name, rules)
        raise CannotRun(msg('no rule is called "{name}"{hint}: newsdesk explain lists them', name=name, hint=hint))
    entry = rules[name]
    yield f"{', '.join(entry.levels)}[{name}]: {entry.summary[language]}"
    yield from ("", msg("This is wrong, in {place}:", place=_place(entry)), "", *_shown(entry.bad[language]))
    yield from ("", msg("This is right:"), "", *_shown(entry.good[language]))
    if Level.WARNING in entry.levels:
        yield from ("", msg("Where it must stand, say why above its line, in a body or in front matter:"), "")
        yield from _shown(f"<!-- newsdesk: allow {name} because … -->\n# newsdesk: allow {name} because …")


def _shown(example: str) -> Iterator[str]:
    """The lines of an example, set apart."""
    return (f"    {line}".rstrip() for line in example.splitlines())


def _place(entry: RuleEntry) -> str:
    return _PLACES.get(entry.where, entry.where or msg("the project"))


def rules_overview(language: Language) -> str:
    """A line for each rule."""
    rules = rulebook()
    width = max(map(len, rules))
    return "\n".join(
        f"{entry.name:{width}}  {', '.join(entry.levels)}: {entry.summary[language]}" for entry in rules.values()
    )


def rules_table(language: Language) -> str:
    """Every rule in a table of Markdown, as CONTRIBUTING has it."""
    head = {
        Language.EN: ("rule", "level", "what must be"),
        Language.ZH: ("规则", "级别", "要求"),
    }[language]
    rows = [head, ("---",) * 3, *(_cells(entry, language) for entry in rulebook().values())]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cells(entry: RuleEntry, language: Language) -> tuple[str, str, str]:
    return f"`{entry.name}`", ", ".join(entry.levels), entry.summary[language] + _in_short(entry, language)


def _in_short(entry: RuleEntry, language: Language) -> str:
    """An example in the same line, where it is words of a story, few, and no lines of their own."""
    bad, good = entry.bad[language], entry.good[language]
    if entry.where not in PROSE or len(bad + good) > MAX_CELL or "\n" in bad + good:
        return ""
    shown = {Language.EN: " {good}, not {bad}", Language.ZH: "写{good}，不写{bad}"}[language]
    return shown.format(good=_code(good), bad=_code(bad))


def _code(text: str) -> str:
    """Text as it is in a cell of a table."""
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}".replace("|", "\\|")


@command("explain")
@click.argument("rule", required=False)
@click.option("--table", is_flag=True, help="Print the table of all rules, as CONTRIBUTING has it.")
def explain(rule: str | None, *, table: bool) -> None:
    """Say what a rule wants, with an example that is wrong and one that is right; without RULE, list all rules."""
    if rule:
        for line in explain_rule(rule, current_language()):
            echo(line)
    else:
        echo(rules_table(current_language()) if table else rules_overview(current_language()))
