"""Messages to an editor: written in English where they arise, translated where they are printed.

The templates are the keys of gettext catalogs, as xgettext and Babel find them:
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
    """A message in English that keeps its template and its values, so that it can be translated.

    `plural` is the template for all numbers but one, empty where the sentence counts nothing.
    """

    template: str
    plural: str
    values: dict[str, object]

    def translated(self, catalogue: NullTranslations) -> str:
        """The sentence as the catalogue has it, or in English where it has none."""
        values = {name: localized(value, catalogue) for name, value in self.values.items()}
        return self._template(catalogue).format(**values)

    def _template(self, catalogue: NullTranslations) -> str:
        if self.plural:
            return catalogue.ngettext(self.template, self.plural, _number(self.values))
        # Under the empty template a catalogue keeps its own header.
        return catalogue.gettext(self.template) if self.template else ""


class MessageList(Message):
    """Messages one after the other: flat, since a list may be longer than Python calls itself."""

    parts: tuple[Message, ...]

    def translated(self, catalogue: NullTranslations) -> str:
        return catalogue.gettext(_BETWEEN).join(part.translated(catalogue) for part in self.parts)


class MessageByLanguage(Message):
    """What no catalogue has, since each language makes it by a rule of its own: a date, the name of a language."""

    words: Callable[[Language], str]

    def translated(self, catalogue: NullTranslations) -> str:
        return self.words(Language(catalogue.info().get("language", Language.EN).partition("_")[0]))


def msg_by_language(words: Callable[[Language], str]) -> Message:
    """A message that is `words` of the editor's language."""
    message = MessageByLanguage(words(Language.EN))
    message.words = words
    return message


def msg(template: str, **values: object) -> Message:
    """`msg("{key} must be a day", key="published")`: the template is a literal, so that the catalogues find it."""
    return _message(template, "", values)


def msg_plural(one: str, many: str, **values: object) -> Message:
    """`msg_plural("{number} story", "{number} stories", number=3)`; `number` chooses the template."""
    return _message(one, many, values)


def verbatim(text: str) -> Message:
    """What is no sentence of ours and the same in every language: text to paste, another program's own words."""
    return _message("{text}", "", {"text": text})


def localized(value: object, catalogue: NullTranslations) -> object:
    """A message in the catalogue's language; anything else as it is."""
    return value.translated(catalogue) if isinstance(value, Message) else value


def comma_list(items: Iterable[object]) -> Message:
    """'a, b, c'; nothing where there is nothing."""
    parts = tuple(item if isinstance(item, Message) else verbatim(str(item)) for item in items)
    message = MessageList(_BETWEEN.join(parts))
    message.parts = parts
    return message


def or_list(items: Iterable[object]) -> Message:
    """'a, b or c'; nothing where there is nothing."""
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
"""No message."""


SOURCE_LANGUAGE = Language.EN
"""The language of the templates."""
MESSAGE_LANGUAGES = (SOURCE_LANGUAGE, Language.ZH)
"""The languages in which the newsdesk speaks."""


@lru_cache
def catalog(language: Language) -> NullTranslations:
    """The messages in a language; one that the newsdesk does not speak has them in English."""
    if language is Language.EN or language not in MESSAGE_LANGUAGES:
        return NullTranslations()
    # Babel's reader takes a tenth of a second to load: who works in English does not wait for it.
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
    """Speak this language from now on: a process has one voice, as gettext has it."""
    global _language  # noqa: PLW0603 - both ends of the line read it, and nothing between them
    _language = language


def current_language() -> Language:
    """The language that was chosen: for what is not a message, but exists in each of them."""
    return _language


def translate(message: str) -> str:
    """A message in the chosen language; text that is no message as it is."""
    return message.translated(current_catalog()) if isinstance(message, Message) else message


def current_catalog() -> NullTranslations:
    """The catalogue of the chosen language."""
    return catalog(_language)


def language_from_environment(environment: Mapping[str, str]) -> Language:
    """The language of NEWSDESK_LANGUAGE, else that of the locale, else that of the system, else English."""
    variables = (LANGUAGE_VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG")
    name = next((environment[each] for each in variables if environment.get(each)), "") or _of_system()
    return next((language for language in MESSAGE_LANGUAGES if name.lower().startswith(language)), Language.EN)


def _of_system() -> str:
    """The language of the user's Windows, such as zh_CN; empty on other systems, where a variable names it."""
    if sys.platform == "win32":
        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""
