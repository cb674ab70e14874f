"""What a page is about, by the kind of its view; the first thing is what the page is there for."""

from collections.abc import Sequence
from functools import singledispatch

from newsdesk.model.site import Site
from newsdesk.views.article import article
from newsdesk.views.story import StoryView
from newsdesk.views.subject import SubjectView
from newsdesk.views.thing import Thing, of_all, said, thing
from newsdesk.views.view import View


@singledispatch
def things(view: View, site: Site) -> Sequence[Thing]:
    """The things that a page describes; none where it only lists or leads on."""
    del site
    return view.described


@things.register
def _story(view: StoryView, site: Site) -> Sequence[Thing]:
    return [article(view, site)]


@things.register
def _subject(view: SubjectView, site: Site) -> Sequence[Thing]:
    """An organisation or a person, with the other names that the page gives; a topic is no thing of schema.org."""
    if not view.kind:
        return ()
    return [
        thing(
            view.kind,
            of_all(site, view.start, view.kind.lower()),
            name=said(view.heading),
            alternateName=[said(line) for line in view.lines],
            url=site.absolute(view.start),
        )
    ]
