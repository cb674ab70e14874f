"""What a page says of itself to machines: one graph of things of schema.org.

The site and its publisher stand in every graph, so that each page can be read
alone; all else is described once, and referred to from other pages.
"""

from collections.abc import Iterator, Sequence

from newsdesk.model.site import Site
from newsdesk.views.agent import PeopleView
from newsdesk.views.door import DoorView
from newsdesk.views.front import FrontView
from newsdesk.views.index import IndexView
from newsdesk.views.news import NewsView, YearView
from newsdesk.views.subject import SubjectView
from newsdesk.views.thing import Thing, named, of_page, reference, said, thing
from newsdesk.views.things import things
from newsdesk.views.timeline import TimelineView
from newsdesk.views.view import View
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language

_LISTS = (DoorView, FrontView, IndexView, NewsView, PeopleView, SubjectView, TimelineView, YearView)


def everywhere(site: Site, language: Language) -> Sequence[Thing]:
    """The site and its publisher, as every page in a language describes them."""
    website = thing(
        "WebSite",
        of_page(site, "", "website"),
        url=site.url,
        **named(site.name, language),
        description=said(site.tagline.on(language)),
        inLanguage=[each.tag for each in site.languages],
        publisher=reference(of_page(site, "", "publisher")),
    )
    return [website, thing("Organization", of_page(site, "", "publisher"), **named(site.publisher, language))]


def graph(view: View, site: Site) -> Sequence[Thing]:
    """The page, the way that leads to it, and what it is about."""
    about = things(view, site)
    where = site.absolute(view.address)
    way = list(_way(view, site))
    page = thing(
        "CollectionPage" if isinstance(view, _LISTS) else "WebPage",
        where,
        url=where,
        name=said(view.title),
        description=said(view.description),
        inLanguage=view.language.tag,
        dateModified=view.modified and view.modified.isoformat(),
        isPartOf=reference(of_page(site, "", "website")),
        breadcrumb=way and reference(f"{where}#breadcrumb"),
        mainEntity=about and reference(str(about[0]["@id"])),
    )
    return [page, *([thing("BreadcrumbList", f"{where}#breadcrumb", itemListElement=way)] if way else []), *about]


def _way(view: View, site: Site) -> Iterator[Thing]:
    """The breadcrumb: a parent without an address leads nowhere, and the page itself needs none."""
    if not view.address or view.anywhere:
        return
    home = address.home(view.language)
    steps: list[tuple[Fragment, str]] = [
        *((parent.name.on(view.language), parent.url) for parent in site.parents if parent.url),
        (site.name.on(view.language), site.absolute(home)),
        *((crumb.text, site.absolute(crumb.address)) for crumb in view.crumbs),
    ]
    if view.address != home:
        steps.append((view.title, ""))
    for number, (name, url) in enumerate(steps, start=1):
        yield thing("ListItem", position=number, name=said(name), item=url)
