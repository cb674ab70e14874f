"""Which language the newsdesk speaks: what the editor asks for, else the language of the system."""

import ctypes
import locale
import sys
from collections.abc import Mapping
from gettext import NullTranslations

from newsdesk.speech.catalogue import LANGUAGES, catalogue
from newsdesk.words.language import Language
from newsdesk.words.message import Message

VARIABLE = "NEWSDESK_LANGUAGE"
_chosen = Language.EN


def choose(language: Language) -> None:
    """Speak this language from now on: a process has one voice, as gettext has it."""
    global _chosen  # noqa: PLW0603 - both ends of the line read it, and nothing between them
    _chosen = language


def chosen() -> Language:
    """The language that was chosen: for what is not a message, but exists in each of them."""
    return _chosen


def spoken(message: str) -> str:
    """A message in the chosen language; text that is no message as it is."""
    return message.translated(voice()) if isinstance(message, Message) else message


def voice() -> NullTranslations:
    """The catalogue of the chosen language."""
    return catalogue(_chosen)


def of_environment(environment: Mapping[str, str]) -> Language:
    """The language of NEWSDESK_LANGUAGE, else that of the locale, else that of the system, else English."""
    variables = (VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG")
    name = next((environment[each] for each in variables if environment.get(each)), "") or _of_system()
    return next((language for language in LANGUAGES if name.lower().startswith(language)), Language.EN)


def _of_system() -> str:
    """The language of the user's Windows, such as zh_CN; elsewhere the variables have said it."""
    if sys.platform == "win32":
        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""
