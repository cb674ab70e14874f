"""A message to an editor: written in English where it arises, said in the editor's language at the end of the line.

The templates are the keys of gettext catalogues, as xgettext and Babel find them:
https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from collections.abc import Callable

Catalogue = Callable[[str], str]
"""A template in English -> the template of the editor's language, or the same where there is none."""


class Message(str):
    """A sentence in English that keeps its template and its values, so that it can be said in another language."""

    template: str
    values: dict[str, object]

    def translated(self, catalogue: Catalogue) -> str:
        values = {
            name: value.translated(catalogue) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return catalogue(self.template).format(**values)


def said(template: str, **values: object) -> Message:
    """`said("{key} must be a day", key="published")`: the template is a literal, so that the catalogues find it."""
    message = Message(template.format(**values))
    message.template, message.values = template, values
    return message
