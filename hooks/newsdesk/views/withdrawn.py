"""A story that was taken back: its address still answers, and says when and why."""

from dataclasses import dataclass
from typing import ClassVar

from newsdesk.model.front import Withdrawal
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.story import Story
from newsdesk.views.listing import dated, fragment, story_crumbs
from newsdesk.views.view import Dated, View, both
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, kw_only=True)
class WithdrawnView(View):
    """The notice: what the story was called, the day, and the reason; nothing else of it is said anywhere."""

    template: ClassVar[str] = "withdrawn.html"
    day: Dated
    reason: Fragment
    published: Dated


def withdrawn(story: Story, library: Library, site: Site, language: Language) -> WithdrawnView:
    """The notice in a language; what is not said in it stands in the words of the original, marked as such."""
    versions, notice = story.versions, story.facts.withdrawn
    assert isinstance(notice, Withdrawal), "the library sets apart what is withdrawn"
    text = versions.on(language)
    own = text.withdrawn if versions.has(language) else None
    said, written = (own, language) if own else (notice, versions.original.language)
    where = address.story(language, story.key)
    return WithdrawnView(
        address=where,
        language=language,
        title=fragment(text.title, text.language, language),
        description=library.word("withdrawn_description", language),
        translations=both(where, site.languages),
        indexable=False,
        crumbs=story_crumbs(story, library, language),
        section="news",
        day=dated(notice.date, language),
        reason=fragment(said.reason, written, language),
        published=dated(story.day, language),
    )
