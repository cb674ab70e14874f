"""Markdown extensions of bodies: which there are, what each makes, and which a site has on.

`markdown_extensions.toml` is the only list of them: the check of mkdocs.yml, the converter, the allow-list of HTML, the
reference table, the guide and the components page follow it.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import MESSAGE_LANGUAGES, Message, msg_by_language

OptionValue = bool | int | str
ExtensionConfigs = tuple[tuple[str, tuple[tuple[str, OptionValue], ...]], ...]
"""The extensions that are on, in the order in which they are loaded, each with its options."""
_PREFIX = "markdown.extensions."
"""Python-Markdown's own extensions may be named by their modules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """How a form of text is written, in Markdown, and its name."""

    name: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownExtension:
    """A row of markdown_extensions.toml, which says what its fields are."""

    name: str
    texts: Mapping[Language, str]
    default: bool = False
    refused: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    preset: Mapping[str, OptionValue] = field(default_factory=dict)
    signs: Sequence[str] = ()
    replaced: str = ""
    bundles: Sequence[str] = ()
    elements: Mapping[str, Sequence[str]] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    example: Mapping[str, str] | str = ""

    @property
    def about(self) -> Message:
        return msg_by_language(self.texts.__getitem__)

    def shown(self, language: Language) -> Example:
        """Return the example of a form in a language; in English if there is none in that."""
        assert isinstance(self.example, dict), "a form has an example in each language"
        known = language if language in self.form else MESSAGE_LANGUAGES[0]
        return Example(name=self.form[known], body=self.example[known].strip("\n"))


@cache
def extensions_table() -> Mapping[str, MarkdownExtension]:
    """Return every known extension by name, such as `footnotes` or `pymdownx.mark`, in the order of the table."""
    rows = tomllib.loads((files(__package__) / "markdown_extensions.toml").read_text(encoding="utf-8"))
    return {
        name: MarkdownExtension(name=name, texts={key: row.pop(key) for key in MESSAGE_LANGUAGES}, **row)
        for name, row in rows.items()
    }


def forms() -> Sequence[MarkdownExtension]:
    """Return the extensions that are forms of text, in the order in which they are shown."""
    return [row for row in extensions_table().values() if row.form]


def extension_name(written: str) -> str:
    """Return the name of an extension in the table, which need not have it."""
    return written.removeprefix(_PREFIX)


def extension_configs(given: Mapping[str, Mapping[str, OptionValue]]) -> ExtensionConfigs:
    """Return the default set with the extensions of a site, by their names in the table, added and configured."""
    table = extensions_table()
    options: dict[str, dict[str, Any]] = {row.name: {} for row in table.values() if row.default}
    for name, chosen in given.items():
        for loaded in _loaded(name):
            options.setdefault(loaded, {}).update(chosen)
    return tuple((name, tuple(sorted({**table[name].preset, **chosen}.items()))) for name, chosen in options.items())


def _loaded(name: str) -> Iterator[str]:
    """Yield the extensions that a name stands for."""
    row = extensions_table()[name]
    for part in row.bundles:
        yield from _loaded(part)
    if not row.bundles:
        yield row.replaced or name


DEFAULT_EXTENSIONS = extension_configs({})
