"""People and organisations that something names, with their page where they have one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsdesk.model.library import Library
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person or an organisation; `address` is empty without a page."""

    name: Fragment
    address: str = ""


def people_named(identifiers: Iterable[str], library: Library, language: Language) -> Sequence[Named]:
    """The people with these ids: a page only by the register's `page: true`, and with stories."""
    return [
        Named(name=person.shown.on(language), address=address.person(language, name) if person.page else "")
        for name in identifiers
        if (person := library.registers.people.get(name))
    ]


def organisations_named(identifiers: Iterable[str], library: Library, language: Language) -> Sequence[Named]:
    """The organisations with these ids: one that no story names has no page."""
    return [
        Named(
            name=body.name.on(language),
            address=address.organisation(language, name) if name in library.by_organisation else "",
        )
        for name in identifiers
        if (body := library.registers.organisations.get(name))
    ]
