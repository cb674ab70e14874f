"""Things of schema.org, as structured data describes them: https://www.w3.org/TR/json-ld11/"""

from collections.abc import Mapping

from newsdesk.model.site import Site
from newsdesk.words.language import Fragment

Thing = Mapping[str, object]
"""A node of a page's graph, or a reference to one; it holds what JSON holds."""


def thing(kind: str, identity: str = "", **said: object) -> Thing:
    """A thing of a type of schema.org, with those of its properties that have a value."""
    named: dict[str, object] = {"@type": kind, "@id": identity} if identity else {"@type": kind}
    return named | {name: value for name, value in said.items() if value}


def reference(identity: str) -> Thing:
    """A thing that is described elsewhere: on this page, or on the page of which the identity begins with the URL."""
    return {"@id": identity}


def said(fragment: Fragment) -> object:
    """Words as JSON-LD has them: those in another language than the page's name it."""
    return {"@value": fragment.text, "@language": fragment.lang} if fragment.lang else fragment.text


def of_page(site: Site, where: str, part: str) -> str:
    """The identity of what exists in one language, such as an article: it is named after its own page."""
    return f"{site.absolute(where)}#{part}"


def of_all(site: Site, where: str, part: str) -> str:
    """The identity of what has no language, such as an organisation: the same on its pages in every language."""
    return of_page(site, f"{site.languages[0]}/{where.partition('/')[2]}", part)
