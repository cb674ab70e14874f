"""`newsdesk explain` and `newsdesk reference`: documentation of rules, fields, settings and commands."""

from collections.abc import Callable, Iterator, Mapping

import click
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from newsdesk.cli.command import command, echo, files_written
from newsdesk.cli.main import main
from newsdesk.cli.report import JSON_FIELDS
from newsdesk.content.front_matter import RECORD_FORMS
from newsdesk.content.markdown_extensions import MarkdownExtension, extensions_table, forms
from newsdesk.content.marks import fields, models_in
from newsdesk.content.settings import Setting, settings_table
from newsdesk.content.site import SITE_KEYS, Site
from newsdesk.diagnostics import Level, did_you_mean
from newsdesk.i18n.messages import (
    MESSAGE_LANGUAGES,
    SOURCE_LANGUAGE,
    Message,
    current_language,
    msg,
    msg_by_language,
    set_language,
    translate,
)
from newsdesk.lint.rulebook import PROSE, RuleEntry, rulebook
from newsdesk.project import CannotRun, find_checkout, write_atomically

_PLACES = {
    "title": msg("a title"),
    "summary": msg("a summary"),
    "body": msg("the body of a story"),
    "archive": msg("the body of a story with compiled"),
    "front": msg("the front matter of a story"),
    "twin": msg("the front matter of a translation"),
    "pair": msg("the two language versions of a story"),
    "file": msg("a file"),
    "path": msg("a file path"),
    "register": msg("a register"),
}
"""What an example is, by the `where` of its rule; an example for a certain file has that file's name instead."""


def _explain_rule(name: str) -> Iterator[str]:
    """Yield the lines that explain a rule. Raises CannotRun for an unknown name."""
    rules, language = rulebook(), current_language()
    if name not in rules:
        hint = did_you_mean(name, rules)
        raise CannotRun(
            msg('no rule named "{name}"{hint} (run newsdesk explain to list them all)', name=name, hint=hint)
        )
    entry = rules[name]
    place = _PLACES.get(entry.where, entry.where or msg("the project"))
    yield f"{', '.join(entry.levels)}[{name}]: {entry.summary[language]}"
    yield _levels_allowed(entry)
    yield from ("", msg("Wrong, in {place}:", place=place), "", *_shown(entry.bad[language]))
    yield from ("", msg("Right:"), "", *_shown(entry.good[language]))
    if Level.WARNING in entry.levels:
        yield from ("", msg("To waive it, give the reason on the line above, in a body or in front matter:"), "")
        yield from _shown(f"<!-- newsdesk: allow {name} because … -->\n# newsdesk: allow {name} because …")


def _levels_allowed(entry: RuleEntry) -> Message:
    if entry.taste:
        return msg(
            "Its level can be set in mkdocs.yml, under extra: newsroom: rules. "
            "It is off for imported stories: {reason}.",
            reason=msg_by_language(entry.taste.__getitem__),
        )
    if entry.fixed:
        return msg("Its level cannot be lowered: {reason}.", reason=entry.fixed.reason)
    return msg("Its level can be set in mkdocs.yml, under extra: newsroom: rules.")


def _shown(example: str) -> Iterator[str]:
    return (f"    {line}".rstrip() for line in example.splitlines())


_BODY = "body"
"""What `newsdesk explain` explains besides the rules."""


def _explain_body() -> Iterator[str]:
    """Yield the lines that show every form of text: its name, what comes of it, and how it is written."""
    for row in forms():
        example = row.shown(current_language())
        yield from (f"{example.name}: {row.texts[current_language()]}", "", *_shown(example.body), "")


def _rules_overview() -> Iterator[str]:
    width = max(map(len, rulebook()))
    for entry in rulebook().values():
        yield f"{entry.name:{width}}  {', '.join(entry.levels)}: {entry.summary[current_language()]}"


@command("explain")
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Explain a rule, with a wrong and a right example.

    Without RULE, lists all rules. With body for RULE, lists the forms of text that a body may have.
    """
    for line in _explain_body() if rule == _BODY else _explain_rule(rule) if rule else _rules_overview():
        echo(line)


MAX_CELL = 90
"""Characters: longest pair of examples that a cell of the rules table shows."""
HELP_WIDTH = 100
"""Columns of a help page."""


def _keys() -> Iterator[str]:
    for form in RECORD_FORMS.values():
        yield f"## {translate(form.title)}"
        yield _field_table(fields(form.model))


def _field_table(of: Mapping[str, FieldInfo]) -> str:
    needed = {True: translate(msg("yes")), False: ""}
    rows = ((f"`{key}`", needed[field.is_required()], translate(field.description or "")) for key, field in of.items())
    return _table((msg("field"), msg("required"), msg("description")), rows)


def _settings() -> Iterator[str]:
    """Yield tables of all MkDocs and Material settings, of newsdesk's own section of mkdocs.yml, and of extensions."""
    rows = (_setting_cells(setting) for setting in settings_table().values())
    yield _table(
        (msg("setting"), msg("effect"), msg("what it does; of a setting without effect, what does its job")), rows
    )
    yield f"## `{': '.join(SITE_KEYS)}:`"
    yield _field_table({key: field for key, field in _nested_fields(Site, set()) if key != "url"})
    yield "## `markdown_extensions:`"
    extensions = (_extension_cells(extension) for extension in extensions_table().values())
    head = (msg("extension"), msg("effect"), msg("options"), msg("what it does; if it is refused, what does its job"))
    yield _table(head, extensions)


def _nested_fields(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[tuple[str, FieldInfo]]:
    """Yield the fields of a model and of the models in it, such as `security.contact`; each model only once."""
    for key, field in fields(model).items():
        yield key, field
        for inner in models_in(field.annotation):
            if inner not in seen:
                seen.add(inner)
                yield from ((f"{key}.{name}", each) for name, each in _nested_fields(inner, seen))


def _setting_cells(setting: Setting) -> tuple[str, ...]:
    values = ", ".join(f"`{value}`" for value in setting.accepts)
    effect = msg("only {values}", values=values) if values else msg("yes") if setting.honoured else msg("none")
    return f"`{setting.name}`", translate(effect), setting.texts[current_language()]


def _extension_cells(extension: MarkdownExtension) -> tuple[str, ...]:
    effect = msg("none") if extension.refused else msg("by default") if extension.default else msg("yes")
    options = ", ".join(f"`{option}`" for option in extension.options)
    about = extension.texts[current_language()].replace("|", "\\|")
    return f"`{extension.name}`", translate(effect), options, about


def _rules() -> Iterator[str]:
    rows = (
        (
            f"`{each.name}`",
            ", ".join(each.levels),
            _requirement(each),
            translate(msg("no: {reason}", reason=each.fixed.reason) if each.fixed else msg("yes")),
        )
        for each in rulebook().values()
    )
    yield _table((msg("rule"), msg("level"), msg("what must be"), msg("can be lowered")), rows)


def _requirement(entry: RuleEntry) -> str:
    language = current_language()
    requirement, bad, good = entry.summary[language], entry.bad[language], entry.good[language]
    if entry.where not in PROSE or len(bad + good) > MAX_CELL or "\n" in bad + good:
        return requirement
    return translate(msg("{requirement} {good}, not {bad}", requirement=requirement, good=_code(good), bad=_code(bad)))


def _code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}".replace("|", "\\|")


def _commands() -> Iterator[str]:
    yield from _help(
        main, main.context_class(main, info_name="newsdesk", terminal_width=HELP_WIDTH, **main.context_settings)
    )
    yield "## `newsdesk check --format json`"
    rows = ((f"`{key}`", translate(about)) for key, about in JSON_FIELDS.items())
    yield _table((msg("field"), msg("description")), rows)


def _help(shown: click.Command, context: click.Context) -> Iterator[str]:
    yield f"## {context.command_path}"
    yield f"```\n{shown.get_help(context)}\n```"
    if isinstance(shown, click.Group):
        for name in shown.list_commands(context):
            each = shown.get_command(context, name)
            assert each, "it is in the list"
            yield from _help(each, each.context_class(each, info_name=name, parent=context))


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    cells = [tuple(map(translate, head)), ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


REFERENCE_PAGES: Mapping[str, tuple[Message, Callable[[], Iterator[str]]]] = {
    "commands": (msg("Commands"), _commands),
    "keys": (msg("Fields of front matter and registers"), _keys),
    "rules": (msg("Rules"), _rules),
    "settings": (msg("Settings of mkdocs.yml"), _settings),
}
"""Title of each page, and the function that yields its Markdown blocks in the message language."""


def reference_page(name: str) -> str:
    """Return a page of docs/reference/ as Markdown, in the message language."""
    title, blocks = REFERENCE_PAGES[name]
    head = [f"# {translate(title)}", translate(msg("Written by `newsdesk reference --write`."))]
    return "\n\n".join([*head, *blocks()]) + "\n"


def reference_files() -> Mapping[str, str]:
    """Return the files of docs/reference/ by name: `keys.md` in English, `keys.zh.md` in Chinese."""
    before, files = current_language(), dict[str, str]()
    for language in MESSAGE_LANGUAGES:
        set_language(language)
        ending = "md" if language is SOURCE_LANGUAGE else f"{language}.md"
        files |= {f"{name}.{ending}": reference_page(name) for name in REFERENCE_PAGES}
    set_language(before)
    return files


@command("reference")
@click.argument("page", type=click.Choice([*REFERENCE_PAGES]), required=False)
@click.option("--write", is_flag=True, help="Write all pages into docs/reference/, in both languages.")
def reference(page: str | None, *, write: bool) -> None:
    """Print a page of reference tables, or the names of the pages."""
    if write:
        folder = find_checkout().docs / "reference"
        files = reference_files()
        for name, text in files.items():
            write_atomically(folder / name, text)
        echo(files_written(len(files), f"{folder.parent.name}/reference"))
    else:
        echo(reference_page(page).rstrip("\n") if page else "\n".join(REFERENCE_PAGES))
