"""Things of schema.org, as structured data describes them: https://www.w3.org/TR/json-ld11/"""

from collections.abc import Mapping
from typing import Any

from newsdesk.model.site import Site
from newsdesk.views.named import Named
from newsdesk.words.language import Fragment, Language, Words

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


def named(words: Words, language: Language) -> dict[str, Any]:
    """A name for a page in a language, and its forms in the others."""
    own = words.on(language)
    others = {each: words.on(each).text for each in words.each}
    also = [{"@value": text, "@language": each.tag} for each, text in others.items() if text != own.text]
    return {"name": said(own), "alternateName": also}


def agent(kind: str, each: Named, site: Site) -> Thing:
    """A person or an organisation: by a reference where there is a page, else by the name alone."""
    identity = of_all(site, each.address, kind.lower()) if each.address else ""
    return thing(kind, identity, name=said(each.name))


def of_page(site: Site, where: str, part: str) -> str:
    """The identity of what exists in one language, such as an article: it is named after its own page."""
    return f"{site.absolute(where)}#{part}"


def of_all(site: Site, where: str, part: str) -> str:
    """The identity of what has no language, such as an organisation: the same on its pages in every language."""
    return of_page(site, f"{site.languages[0]}/{where.partition('/')[2]}", part)
