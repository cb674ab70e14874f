"""A message to an editor: written in English where it arises, said in the editor's language at the end of the line.

The templates are the keys of gettext catalogues, as xgettext and Babel find them:
https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from collections.abc import Callable, Iterable
from gettext import NullTranslations

from newsdesk.words.language import Language


class Message(str):
    """A sentence in English that keeps its template and its values, so that it can be said in another language.

    `plural` is the template for all numbers but one, empty where the sentence counts nothing.
    """

    template: str
    plural: str
    values: dict[str, object]

    def translated(self, catalogue: NullTranslations) -> str:
        """The sentence as the catalogue has it, or in English where it has none."""
        values = {name: translated(value, catalogue) for name, value in self.values.items()}
        return self._template(catalogue).format(**values)

    def _template(self, catalogue: NullTranslations) -> str:
        if self.plural:
            return catalogue.ngettext(self.template, self.plural, _number(self.values))
        # Under the empty template a catalogue keeps its own header.
        return catalogue.gettext(self.template) if self.template else ""


class Listed(Message):
    """Messages one after the other: flat, since a list may be longer than Python calls itself."""

    parts: tuple[Message, ...]

    def translated(self, catalogue: NullTranslations) -> str:
        return catalogue.gettext(_BETWEEN).join(part.translated(catalogue) for part in self.parts)


class Worded(Message):
    """What no catalogue has, since each language makes it by a rule of its own: a date, the name of a language."""

    words: Callable[[Language], str]

    def translated(self, catalogue: NullTranslations) -> str:
        return self.words(Language(catalogue.info().get("language", Language.EN).partition("_")[0]))


def worded(words: Callable[[Language], str]) -> Message:
    """A message that is `words` of the editor's language."""
    message = Worded(words(Language.EN))
    message.words = words
    return message


def said(template: str, **values: object) -> Message:
    """`said("{key} must be a day", key="published")`: the template is a literal, so that the catalogues find it."""
    return _message(template, "", values)


def counted(one: str, many: str, **values: object) -> Message:
    """`counted("{number} story", "{number} stories", number=3)`; `number` chooses the template."""
    return _message(one, many, values)


def verbatim(text: str) -> Message:
    """What is no sentence of ours and the same in every language: text to paste, another program's own words."""
    return _message("{text}", "", {"text": text})


def translated(value: object, catalogue: NullTranslations) -> object:
    """A message in the catalogue's language; anything else as it is."""
    return value.translated(catalogue) if isinstance(value, Message) else value


def listed(items: Iterable[object]) -> Message:
    """'a, b, c'; nothing where there is nothing."""
    parts = tuple(item if isinstance(item, Message) else verbatim(str(item)) for item in items)
    message = Listed(_BETWEEN.join(parts))
    message.parts = parts
    return message


def either(items: Iterable[object]) -> Message:
    """'a, b or c'; nothing where there is nothing."""
    *before, last = [*items] or [NOTHING]
    return said("{before} or {last}", before=listed(before), last=last) if before else listed([last])


def _message(template: str, plural: str, values: dict[str, object]) -> Message:
    chosen = plural if plural and _number(values) != 1 else template
    message = Message(chosen.format(**values))
    message.template, message.plural, message.values = template, plural, values
    return message


def _number(values: dict[str, object]) -> int:
    number = values["number"]
    assert isinstance(number, int), "a message that counts has a number"
    return number


_BETWEEN = said(", ")
NOTHING = _message("", "", {})
"""No message."""
