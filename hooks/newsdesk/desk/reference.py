"""The reference of keys in CONTRIBUTING, written from the models that check them."""

from collections.abc import Iterator
from gettext import NullTranslations

from newsdesk.desk.forms import FORMS, Form
from newsdesk.model.form import fields
from newsdesk.words.message import said, translated

HEADINGS = (said("key"), said("needed"), said("what it says"))


def reference(catalogue: NullTranslations) -> str:
    """A table of keys for each kind of record, in Markdown."""
    return "\n".join(line for form in FORMS.values() for line in _table(form, catalogue))


def _table(form: Form, catalogue: NullTranslations) -> Iterator[str]:
    yield f"#### {translated(form.title, catalogue)}\n"
    yield f"| {' | '.join(heading.translated(catalogue) for heading in HEADINGS)} |"
    yield "| --- | --- | --- |"
    needed = said("yes").translated(catalogue)
    for key, field in fields(form.model).items():
        yield f"| `{key}` | {needed if field.is_required() else ''} | {translated(field.description, catalogue)} |"
    yield ""
