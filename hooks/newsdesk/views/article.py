"""A story as structured data: https://schema.org/NewsArticle"""

import re

from newsdesk.model.site import Site
from newsdesk.views.citation import Citation
from newsdesk.views.correction import Corrected
from newsdesk.views.picture import Pictured
from newsdesk.views.story import StoryView
from newsdesk.views.thing import Thing, agent, of_all, of_page, reference, said, thing

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def article(view: StoryView, site: Site) -> Thing:
    """The story in the language of its page.

    An archive report is published on the day it was compiled; the day whose
    news it is, is what it covers.
    """
    return thing(
        "NewsArticle",
        of_page(site, view.address, "article"),
        url=site.absolute(view.address),
        mainEntityOfPage=reference(site.absolute(view.address)),
        headline=said(view.title),
        description=said(view.description),
        inLanguage=view.text_lang or view.language.tag,
        datePublished=site.in_zone(view.appeared).isoformat(),
        dateModified=site.in_zone(view.changed).isoformat(),
        temporalCoverage=view.compiled and view.published.iso,
        **_makers(view, site),
        **_translations(view, site),
        image=view.picture and _image(view.picture, site),
        keywords=[said(tag.text) for tag in view.tags],
        about=[reference(of_all(site, each.address, "event")) for each in view.events],
        mentions=[
            *(agent("Organization", each, site) for each in view.organisations),
            *(agent("Person", each, site) for each in view.people),
        ],
        citation=[_citation(each) for each in view.sources],
        correction=[_correction(each) for each in view.corrections],
    )


def _makers(view: StoryView, site: Site) -> dict[str, object]:
    """A byline may name a person, several, or none: it is given as it stands."""
    publisher = reference(of_page(site, "", "publisher"))
    if view.byline:
        return {"publisher": publisher, "creditText": view.byline}
    return {"publisher": publisher, "author": publisher}


def _translations(view: StoryView, site: Site) -> dict[str, object]:
    """The original names its translations, each of them the original, to which search engines are sent by default."""
    articles = {tag: reference(of_page(site, where, "article")) for tag, where in view.translations.items()}
    original = articles.pop("x-default", None)
    own = articles.pop(view.language.tag, None)
    return {"workTranslation": list(articles.values())} if own == original else {"translationOfWork": original}


def _image(picture: Pictured, site: Site) -> Thing:
    file = picture.shared
    return thing(
        "ImageObject",
        url=site.absolute(file.address),
        width=file.width,
        height=file.height,
        caption=picture.caption or picture.alt,
        creditText=picture.credit,
    )


def _citation(source: Citation) -> Thing:
    day = source.date.iso if source.date else ""
    return thing(
        "CreativeWork",
        name=source.title and said(source.title),
        url=source.url,
        archivedAt=source.archived,
        publisher=thing("Organization", name=said(source.publisher)),
        datePublished=day if _DAY.fullmatch(day) else None,
    )


def _correction(correction: Corrected) -> Thing:
    return thing("CorrectionComment", text=said(correction.text), datePublished=correction.day.iso)
