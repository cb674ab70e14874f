"""A rule in words: what must be, what breaks it, what does not, and how a warning is waived."""

from collections.abc import Iterator

from newsdesk.checks.rulebook import PROSE, Entry, rulebook
from newsdesk.desk.command import CannotRun
from newsdesk.words.language import Language
from newsdesk.words.message import said
from newsdesk.words.nearest import did_you_mean
from newsdesk.words.problem import Level

FEW = 90
"""Characters of an example that is shown in a table."""

_PLACES = {
    "title": said("a title"),
    "summary": said("a summary"),
    "body": said("the body of a story"),
    "archive": said("the body of a story with compiled:"),
    "front": said("the front matter of a story"),
    "twin": said("the front matter of a translation"),
    "pair": said("the two bodies of a story"),
    "file": said("a file"),
    "path": said("the path of a file"),
    "register": said("a register"),
}
"""What an example is; one that stands in a certain file is told by the file's name."""


def explain(name: str, language: Language) -> Iterator[str]:
    """All that there is to say of a rule, line by line. Raises CannotRun for a name that is no rule's."""
    rules = rulebook()
    if name not in rules:
        hint = did_you_mean(name, rules)
        raise CannotRun(said('no rule is called "{name}"{hint}: newsdesk explain lists them', name=name, hint=hint))
    entry = rules[name]
    yield f"{', '.join(entry.levels)}[{name}]: {entry.sentence[language]}"
    yield from ("", said("This is wrong, in {place}:", place=_place(entry)), "", *_shown(entry.bad[language]))
    yield from ("", said("This is right:"), "", *_shown(entry.good[language]))
    if Level.WARNING in entry.levels:
        yield from ("", said("Where it must stand, say why above its line, in a body or in front matter:"), "")
        yield from _shown(f"<!-- newsdesk: allow {name} because … -->\n# newsdesk: allow {name} because …")


def _shown(example: str) -> Iterator[str]:
    """The lines of an example, set apart."""
    return (f"    {line}".rstrip() for line in example.splitlines())


def _place(entry: Entry) -> str:
    return _PLACES.get(entry.where, entry.where or said("the project"))


def overview(language: Language) -> str:
    """A line for each rule."""
    rules = rulebook()
    width = max(map(len, rules))
    return "\n".join(
        f"{entry.name:{width}}  {', '.join(entry.levels)}: {entry.sentence[language]}" for entry in rules.values()
    )


def table(language: Language) -> str:
    """Every rule in a table of Markdown, as CONTRIBUTING has it."""
    head = {
        Language.EN: ("rule", "level", "what must be"),
        Language.ZH: ("规则", "级别", "要求"),
    }[language]
    rows = [head, ("---",) * 3, *(_cells(entry, language) for entry in rulebook().values())]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cells(entry: Entry, language: Language) -> tuple[str, str, str]:
    return f"`{entry.name}`", ", ".join(entry.levels), entry.sentence[language] + _in_short(entry, language)


def _in_short(entry: Entry, language: Language) -> str:
    """An example in the same line, where it is words of a story, few, and no lines of their own."""
    bad, good = entry.bad[language], entry.good[language]
    if entry.where not in PROSE or len(bad + good) > FEW or "\n" in bad + good:
        return ""
    shown = {Language.EN: " {good}, not {bad}", Language.ZH: "写{good}，不写{bad}"}[language]
    return shown.format(good=_code(good), bad=_code(bad))


def _code(text: str) -> str:
    """Text as it is in a cell of a table."""
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}".replace("|", "\\|")
