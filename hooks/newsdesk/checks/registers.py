"""The registers: no word without its languages, no forerunner that is nobody."""

from collections.abc import Iterator

from newsdesk.model.library import Library
from newsdesk.words.language import Language
from newsdesk.words.problem import Problem, error

_IN_ENGLISH = {Language.EN: "English", Language.ZH: "Chinese"}


def check(library: Library) -> Iterator[Problem]:
    """Interface words that lack a language."""
    records = library.registers
    for key, words in records.interface.items():
        for language in Language:
            if not words.has(language):
                sentence = f'the interface word "{key}" has no {_IN_ENGLISH[language]} form'
                yield error("interface", records.files["interface"].name(key), sentence, f"write: {language}: …")
