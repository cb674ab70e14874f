"""The catalogues of messages: one gettext file for each language but English, in which messages are written.

https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from newsdesk.words.language import Language

LANGUAGES = (Language.EN, Language.ZH)
"""Those in which the newsdesk speaks."""


@lru_cache
def catalogue(language: Language) -> NullTranslations:
    """The messages in a language; one that the newsdesk does not speak has them in English."""
    if language is Language.EN or language not in LANGUAGES:
        return NullTranslations()
    # Babel's reader takes a tenth of a second to load: who works in English does not wait for it.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with (files(__package__) / f"{language}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language.locale))
    compiled.seek(0)
    return GNUTranslations(compiled)
