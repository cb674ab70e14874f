"""The registers: no interface word missing, and none without its languages."""

from collections.abc import Iterator, Sequence
from functools import partial

from babel import Locale

from newsdesk.model.library import Library
from newsdesk.views.words import WORDS
from newsdesk.words.language import Language
from newsdesk.words.located import Located
from newsdesk.words.message import Message, either, said, worded
from newsdesk.words.problem import Problem, error, write


def check(library: Library, languages: Sequence[Language]) -> Iterator[Problem]:
    """Interface words that are missing, or lack a language of the site."""
    records = library.registers
    file = records.files.get("interface", Located(path="docs/registers/interface.yml", text=""))
    if "interface" not in records.unreadable:
        for key in sorted(WORDS - {str(keys[0]) for keys in file.names}):
            yield error(
                "interface",
                file.at(),
                said('the interface word "{key}" is missing', key=key),
                write(f"{key}: {{en: …, zh: …}}"),
            )
    for key, words in records.interface.items():
        for language in languages:
            if not words.has(language):
                sentence = said(
                    'the interface word "{key}" has no {language} form', key=key, language=_called(language)
                )
                yield error("interface", file.name(key), sentence, write(f"{language}: …"))


def nameless(library: Library, languages: Sequence[Language]) -> Iterator[Problem]:
    """Things with a name, but in no language of the site: its pages would print a foreign one."""
    records = library.registers
    for register in ("tags", "people", "organisations", "places", "terms", "measures", "series"):
        for identifier, record in getattr(records, register).items():
            if not any(record.name.has(language) for language in languages):
                known = either(_called(language) for language in languages)
                sentence = said(
                    '"{identifier}" must have a name in a language of the site: {known}',
                    identifier=identifier,
                    known=known,
                )
                place = records.files[register].value(identifier, "name")
                yield error("nameless", place, sentence, write(f"{languages[0]}: …"))


def _called(language: Language) -> Message:
    """'Chinese', as the editor's language calls it."""
    return worded(partial(_name, language))


def _name(language: Language, own: Language) -> str:
    """A reader of problems need not know in which script."""
    return Locale.parse(language).get_display_name(own.locale) or language
