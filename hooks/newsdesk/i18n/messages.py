"""Messages to editors: created in English, translated when printed.

The English templates are the message ids of gettext catalogs, as xgettext and Babel extract them:
https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

import ctypes
import locale
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from newsdesk.i18n.languages import Language


class Message(str):
    """An English message that keeps its template and values, so that it can be translated.

    `plural` is the template for every number but 1; empty if the message has no plural.
    """

    template: str
    plural: str
    values: dict[str, object]

    def translated(self, catalogue: NullTranslations) -> str:
        """Return the message in the catalog's language, or in English if the catalog lacks it."""
        values = {name: localized(value, catalogue) for name, value in self.values.items()}
        return self._template(catalogue).format(**values)

    def _template(self, catalogue: NullTranslations) -> str:
        if self.plural:
            return catalogue.ngettext(self.template, self.plural, _number(self.values))
        # gettext keeps the header of a catalog under the empty msgid.
        return catalogue.gettext(self.template) if self.template else ""


class MessageList(Message):
    """Messages joined by commas: flat, since nesting a long list would exceed Python's recursion limit."""

    parts: tuple[Message, ...]

    def translated(self, catalogue: NullTranslations) -> str:
        return catalogue.gettext(_BETWEEN).join(part.translated(catalogue) for part in self.parts)


class MessageByLanguage(Message):
    """A message that each language formats by rules of its own, without a catalog: a date, the name of a language."""

    words: Callable[[Language], str]

    def translated(self, catalogue: NullTranslations) -> str:
        return self.words(Language(catalogue.info().get("language", Language.EN).partition("_")[0]))


def msg_by_language(words: Callable[[Language], str]) -> Message:
    """Return a message whose text is `words` called with the editor's language."""
    message = MessageByLanguage(words(Language.EN))
    message.words = words
    return message


def msg(template: str, **values: object) -> Message:
    """Return a message, as in `msg("{key} must be a day", key="published")`; xgettext needs a literal template."""
    return _message(template, "", values)


def msg_plural(one: str, many: str, **values: object) -> Message:
    """Return `msg_plural("{number} story", "{number} stories", number=3)`; `number` selects the template."""
    return _message(one, many, values)


def verbatim(text: str) -> Message:
    """Return a message that is never translated: text to paste, or the output of another program."""
    return _message("{text}", "", {"text": text})


def localized(value: object, catalogue: NullTranslations) -> object:
    """Return a message in the catalog's language; any other value unchanged."""
    return value.translated(catalogue) if isinstance(value, Message) else value


def comma_list(items: Iterable[object]) -> Message:
    """Return 'a, b, c'; empty if there are no items."""
    parts = tuple(item if isinstance(item, Message) else verbatim(str(item)) for item in items)
    message = MessageList(_BETWEEN.join(parts))
    message.parts = parts
    return message


def or_list(items: Iterable[object]) -> Message:
    """Return 'a, b or c'; empty if there are no items."""
    *before, last = [*items] or [NOTHING]
    return msg("{before} or {last}", before=comma_list(before), last=last) if before else comma_list([last])


def _message(template: str, plural: str, values: dict[str, object]) -> Message:
    chosen = plural if plural and _number(values) != 1 else template
    message = Message(chosen.format(**values))
    message.template, message.plural, message.values = template, plural, values
    return message


def _number(values: dict[str, object]) -> int:
    number = values["number"]
    assert isinstance(number, int), "a message that counts has a number"
    return number


_BETWEEN = msg(", ")
NOTHING = _message("", "", {})
"""The empty message."""


SOURCE_LANGUAGE = Language.EN
"""The language of the templates."""
MESSAGE_LANGUAGES = (SOURCE_LANGUAGE, Language.ZH)
"""The languages of messages."""


@lru_cache
def catalog(language: Language) -> NullTranslations:
    """Return the message catalog of a language; English for a language without one."""
    if language is Language.EN or language not in MESSAGE_LANGUAGES:
        return NullTranslations()
    # Babel's reader takes 0.1 s to import, which English does not need.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with (files(__package__) / f"{language}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=language.locale))
    compiled.seek(0)
    return GNUTranslations(compiled)


LANGUAGE_VARIABLE = "NEWSDESK_LANGUAGE"
_language = Language.EN


def set_language(language: Language) -> None:
    """Set the language of messages for the whole process, as in gettext."""
    global _language  # noqa: PLW0603 - set at startup, read when messages are printed
    _language = language


def current_language() -> Language:
    """Return the language of messages, for content that is not a message but exists in each language."""
    return _language


def translate(message: str) -> str:
    """Return a message in the current language; text that is not a message unchanged."""
    return message.translated(current_catalog()) if isinstance(message, Message) else message


def current_catalog() -> NullTranslations:
    """Return the catalog of the current language."""
    return catalog(_language)


def language_from_environment(environment: Mapping[str, str]) -> Language:
    """Return the language of NEWSDESK_LANGUAGE, else of the locale variables, else of the system, else English."""
    variables = (LANGUAGE_VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG")
    name = next((environment[each] for each in variables if environment.get(each)), "") or _of_system()
    return next((language for language in MESSAGE_LANGUAGES if name.lower().startswith(language)), Language.EN)


def _of_system() -> str:
    """Return the Windows display language, such as zh_CN; empty elsewhere, where a variable gives it."""
    if sys.platform == "win32":
        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""
