"""A message to an editor: written in English where it arises, said in the editor's language at the end of the line.

The templates are the keys of gettext catalogues, as xgettext and Babel find them:
https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from gettext import NullTranslations


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
        template = (
            catalogue.ngettext(self.template, self.plural, _number(self.values))
            if self.plural
            else catalogue.gettext(self.template)
        )
        return template.format(**values)


def said(template: str, **values: object) -> Message:
    """`said("{key} must be a day", key="published")`: the template is a literal, so that the catalogues find it."""
    return _message(template, "", values)


def counted(one: str, many: str, **values: object) -> Message:
    """`counted("{number} story", "{number} stories", number=3)`; `number` chooses the template."""
    return _message(one, many, values)


def translated(value: object, catalogue: NullTranslations) -> object:
    """A message in the catalogue's language; anything else as it is."""
    return value.translated(catalogue) if isinstance(value, Message) else value


def _message(template: str, plural: str, values: dict[str, object]) -> Message:
    chosen = plural if plural and _number(values) != 1 else template
    message = Message(chosen.format(**values))
    message.template, message.plural, message.values = template, plural, values
    return message


def _number(values: dict[str, object]) -> int:
    number = values["number"]
    assert isinstance(number, int), "a message that counts has a number"
    return number
