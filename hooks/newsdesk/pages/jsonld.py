"""Structured data of a page: one JSON-LD graph of schema.org types."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch

from markupsafe import Markup

from newsdesk import urls
from newsdesk.content.site import Site
from newsdesk.i18n.languages import Fragment, Language
from newsdesk.markdown.links import CaptionedImage
from newsdesk.pages.claims import Citation
from newsdesk.pages.story import CorrectionView, StoryView
from newsdesk.pages.topics import SubjectView
from newsdesk.pages.view import (
    JsonLd,
    View,
    entity_identity,
    json_ld,
    json_ld_names,
    json_ld_of_named,
    json_ld_reference,
    json_ld_text,
    page_identity,
)

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def article_json_ld(view: StoryView, site: Site) -> JsonLd:
    """Return the schema.org NewsArticle of a story, in the language of its page.

    An archive report is published on the day it was compiled; `temporalCoverage` is the day of its news.
    """
    return json_ld(
        "NewsArticle",
        page_identity(site, view.address, "article"),
        url=site.absolute(view.address),
        mainEntityOfPage=json_ld_reference(site.absolute(view.address)),
        headline=json_ld_text(view.title),
        description=json_ld_text(view.description),
        inLanguage=view.text_lang or view.language.tag,
        datePublished=site.in_zone(view.first_published).isoformat(),
        dateModified=site.in_zone(view.changed).isoformat(),
        temporalCoverage=view.compiled and view.published.iso,
        **_credits(view, site),
        **_translations(view, site),
        image=view.picture and _image(view.picture, site),
        keywords=[json_ld_text(tag.text) for tag in view.tags],
        about=[json_ld_reference(entity_identity(site, each.address, "event")) for each in view.events],
        mentions=[
            *(json_ld_of_named("Organization", each, site) for each in view.organisations),
            *(json_ld_of_named("Person", each, site) for each in view.people),
        ],
        citation=[_citation(each) for each in view.sources if not each.is_own],
        contributor=[json_ld("Person", name=json_ld_text(each.who)) for each in view.sources if each.who],
        locationCreated=[json_ld("Place", name=json_ld_text(each.where)) for each in view.sources if each.where],
        correction=[_correction(each) for each in view.corrections],
    )


def _credits(view: StoryView, site: Site) -> dict[str, object]:
    """A byline may name one person, several or none, so it is given unparsed, as `creditText`."""
    publisher = json_ld_reference(page_identity(site, "", "publisher"))
    if view.byline:
        return {"publisher": publisher, "creditText": view.byline}
    return {"publisher": publisher, "author": publisher}


def _translations(view: StoryView, site: Site) -> dict[str, object]:
    """The original lists its translations, a translation names the original (`x-default` for search engines)."""
    articles = {
        tag: json_ld_reference(page_identity(site, where, "article")) for tag, where in view.translations.items()
    }
    original = articles.pop("x-default", None)
    own = articles.pop(view.language.tag, None)
    return {"workTranslation": list(articles.values())} if own == original else {"translationOfWork": original}


def _image(picture: CaptionedImage, site: Site) -> JsonLd:
    file = picture.shared
    return json_ld(
        "ImageObject",
        url=site.absolute(file.address),
        width=file.width,
        height=file.height,
        caption=picture.caption or picture.alt,
        creditText=picture.credit,
    )


def _citation(source: Citation) -> JsonLd:
    day = source.date.iso if source.date else ""
    return json_ld(
        "CreativeWork",
        name=source.title and json_ld_text(source.title),
        url=source.url,
        archivedAt=source.archived,
        publisher=json_ld("Organization", name=json_ld_text(source.publisher)),
        datePublished=day if _DAY.fullmatch(day) else None,
    )


def _correction(correction: CorrectionView) -> JsonLd:
    return json_ld("CorrectionComment", text=json_ld_text(correction.text), datePublished=correction.day.iso)


@singledispatch
def described_things(view: View, site: Site) -> Sequence[JsonLd]:
    """Return the nodes that a page describes; none if it only lists or redirects."""
    del site
    return view.described


@described_things.register
def _story(view: StoryView, site: Site) -> Sequence[JsonLd]:
    return [article_json_ld(view, site)]


@described_things.register
def _subject(view: SubjectView, site: Site) -> Sequence[JsonLd]:
    """An organization or person with its other names; a topic has no schema.org type."""
    if not view.kind:
        return ()
    return [
        json_ld(
            view.kind,
            entity_identity(site, view.start, view.kind.lower()),
            name=json_ld_text(view.heading),
            alternateName=[json_ld_text(line) for line in view.lines],
            url=site.absolute(view.start),
        )
    ]


def site_nodes(site: Site, language: Language) -> Sequence[JsonLd]:
    """Return the nodes of the site and its publisher, the same on every page in a language."""
    website = json_ld(
        "WebSite",
        page_identity(site, "", "website"),
        url=site.url,
        **json_ld_names(site.name, language),
        description=json_ld_text(site.tagline.in_language(language)),
        inLanguage=[each.tag for each in site.languages],
        publisher=json_ld_reference(page_identity(site, "", "publisher")),
    )
    return [
        website,
        json_ld("Organization", page_identity(site, "", "publisher"), **json_ld_names(site.publisher, language)),
    ]


def graph(view: View, site: Site) -> Sequence[JsonLd]:
    """Return the nodes of a page: the page itself, its breadcrumb, and what it describes."""
    about = described_things(view, site)
    where = site.absolute(view.address)
    way = list(_breadcrumb_items(view, site))
    page = json_ld(
        "CollectionPage" if view.is_collection else "WebPage",
        where,
        url=where,
        name=json_ld_text(view.title),
        description=json_ld_text(view.description),
        inLanguage=view.language.tag,
        dateModified=view.modified and view.modified.isoformat(),
        isPartOf=json_ld_reference(page_identity(site, "", "website")),
        breadcrumb=way and json_ld_reference(f"{where}#breadcrumb"),
        mainEntity=about and json_ld_reference(str(about[0]["@id"])),
    )
    return [page, *([json_ld("BreadcrumbList", f"{where}#breadcrumb", itemListElement=way)] if way else []), *about]


def _breadcrumb_items(view: View, site: Site) -> Iterator[JsonLd]:
    """The items of the breadcrumb: parents without a URL are left out, the page itself needs none."""
    if not view.address or view.absolute_links:
        return
    home = urls.home(view.language)
    steps: list[tuple[Fragment, str]] = [
        *((parent.name.in_language(view.language), parent.url) for parent in site.parents if parent.url),
        (site.name.in_language(view.language), site.absolute(home)),
        *((crumb.text, site.absolute(crumb.address)) for crumb in view.crumbs),
    ]
    if view.address != home:
        steps.append((view.title, ""))
    for number, (name, url) in enumerate(steps, start=1):
        yield json_ld("ListItem", position=number, name=json_ld_text(name), item=url)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def nodes(things: Iterable[JsonLd]) -> str:
    """Return nodes as the inside of a JSON array."""
    return _ENCODER.encode(list(things))[1:-1]


def document(parts: Sequence[str]) -> Markup:
    """Return one graph of nodes for a `script` element; `<` is escaped, so no value can close the element."""
    text = f'{{"@context":"https://schema.org","@graph":[{",".join(parts)}]}}'
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - script elements have no entities
