"""A story's page, and the honest page where its translation is missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import ClassVar

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.story import Story
from newsdesk.model.text import Text
from newsdesk.views.behind import Behind, behind, with_marks
from newsdesk.views.citation import Citation, citations, publisher
from newsdesk.views.correction import Corrected, corrections
from newsdesk.views.days import changed, entered
from newsdesk.views.happening import Happening, happenings
from newsdesk.views.how_to_cite import HowToCite, how_to_cite
from newsdesk.views.listing import Item, dated, fragment, item, story_crumbs, tag_links
from newsdesk.views.named import Named, organisations_named, people_named
from newsdesk.views.parallel import besides, each_beside, links_beside
from newsdesk.views.picture import Pictured, pictured
from newsdesk.views.related import Choice, Related, related_to, shown
from newsdesk.views.searched import Kind, Searched, own
from newsdesk.views.view import Dated, Link, Sheaf, View
from newsdesk.views.waiting import waiting
from newsdesk.views.withdrawn import withdrawn
from newsdesk.words import address
from newsdesk.words.credit import authors
from newsdesk.words.language import Fragment, Language, typeset
from newsdesk.words.typography import curled, minutes


@dataclass(frozen=True, kw_only=True)
class StoryView(View):
    """A story as a reader of its language sees it."""

    template: ClassVar[str] = "story.html"
    apart: str
    """Whether another story has its headline."""
    byline: str
    translator: str
    publisher: Fragment | None
    appeared: datetime
    changed: datetime
    """When this text was first here and last changed, in the zone of the site; `published` is the day of its news."""
    published: Dated
    updated: Dated | None
    compiled: Dated | None
    translated: Dated | None
    behind: Behind | None
    reprint: bool
    text_lang: str
    tags: Sequence[Link]
    people: Sequence[Named]
    organisations: Sequence[Named]
    events: Sequence[Happening]
    sources: Sequence[Citation]
    corrections: Sequence[Corrected]
    picture: Pictured | None
    related: Sequence[Related]
    earlier: Item | None
    later: Item | None
    beside: Sequence[Link]

    @property
    def media(self) -> frozenset[str]:
        return frozenset({self.picture.image.path} if self.picture else ())

    @property
    def searched(self) -> Searched:
        shown_words = [self.picture.alt, self.picture.caption] if self.picture else []
        corrected = [correction.text.text for correction in self.corrections]
        return Searched(
            kind=Kind.STORY,
            day=self.published.words,
            summary=self.description.text,
            tags=[address.last(tag.address) for tag in self.tags],
            years=[int(self.published.iso[:4])],
            words=[*shown_words, *corrected, *own(*(tag.text for tag in self.tags))],
        )

    @property
    def minutes(self) -> int:
        """Minutes of reading, counted when the page is rendered: it reads the whole body."""
        return minutes(self.body.body) if self.body else 0


@dataclass(frozen=True, kw_only=True)
class MissingView(View):
    """Says that a story is not translated yet, and leads to its original."""

    template: ClassVar[str] = "missing.html"
    story: Item
    original: Language


def each_story(library: Library, site: Site) -> Iterator[Sheaf]:
    """Every story, in all languages at once: what is related is chosen once for all of them."""
    for story in library.stories:
        addresses = [*_addresses(story, site), *besides(story)]
        yield Sheaf(addresses=addresses, make=partial(in_each_language, story, library, site))
    for story in library.withdrawn:
        yield Sheaf(addresses=_addresses(story, site), make=partial(taken_back, story, library, site))


def _addresses(story: Story, site: Site) -> Sequence[str]:
    """Where a story stands in every language."""
    return [address.story(language, story.key) for language in site.languages]


def in_each_language(story: Story, library: Library, site: Site) -> Iterator[View]:
    """A story's page in every language of the site, and its texts side by side."""
    related = related_to(story, library)
    for language in site.languages:
        if story.versions.has(language):
            yield _story(story, library, site, language, related)
        else:
            yield _missing(story, library, language)
    yield from each_beside(story, library)


def taken_back(story: Story, library: Library, site: Site) -> Iterator[View]:
    """The notice in place of a story in every language."""
    for language in site.languages:
        yield withdrawn(story, library, site, language)


def _story(story: Story, library: Library, site: Site, language: Language, related: Sequence[Choice]) -> StoryView:
    """The page of a story in a language in which it stands."""
    facts, text = story.facts, story.versions.on(language)
    earlier, later = library.neighbours(story)
    where = address.story(language, story.key)
    origin = library.registers.sources.get(facts.origin or "")
    translated = text.translated
    return StoryView(
        address=where,
        language=language,
        title=fragment(text.title, language, language),
        description=fragment(text.summary, language, language),
        translations=_translations(story),
        modified=story.modified,
        crumbs=story_crumbs(story, library, language),
        section="news",
        body=with_marks(story.versions, language),
        waits=waiting(story.versions, library, language),
        to_cite=_to_cite(story, text, library, site),
        apart=_apart(story, text, library.whole, site),
        byline=typeset(text.byline, language),
        translator=typeset(text.translator, language),
        publisher=publisher(origin, library, language) if origin else None,
        appeared=entered(story, text),
        changed=changed(story, text),
        published=dated(story.day, language),
        updated=dated(facts.updated, language) if facts.updated else None,
        compiled=dated(facts.compiled, language) if facts.compiled else None,
        translated=dated(translated, language) if translated else None,
        behind=behind(story.versions, language),
        reprint=facts.reprint,
        text_lang=facts.lang or "" if not text.is_twin else "",
        tags=tag_links(story, library, language),
        people=people_named(story.people, library, language),
        organisations=organisations_named(story.organisations, library, language),
        events=list(happenings(story.events, library, language)),
        sources=citations(story.sources, library, language),
        corrections=list(corrections(story, text)),
        picture=pictured(story, text, library),
        related=shown(related, language),
        earlier=item(earlier, language) if earlier else None,
        later=item(later, language) if later else None,
        beside=list(links_beside(story, library, language)),
    )


def _apart(story: Story, text: Text, library: Library, site: Site) -> str:
    """What tells its title from those of other pages, in their heads: its day; empty where nothing else has it.

    A title with a dot in it may be that of another with its day; and the day alone is what events have.
    """
    title, language = curled(text.title), text.language
    before, _, after = library.word("timeline_of", language).text.partition("{name}")
    named = (language, title) in library.recurring or title == site.name.on(language).text
    if not (named or " · " in title or (title.startswith(before) and title.endswith(after))):
        return ""
    day = dated(story.day, language).words
    return f"{library.word('news', language)} · {day}" if title in library.event_titles else day


def _to_cite(story: Story, text: Text, library: Library, site: Site) -> HowToCite:
    """A story as others cite it: of the day that it was updated, else of that on which this text was first here."""
    language, facts = text.language, story.facts
    origin = library.registers.sources.get(facts.origin or "") if facts.reprint else None
    credited = text.byline or (publisher(origin, library, language).text if origin else "")
    days = [entered(story, text).date(), facts.updated]
    return how_to_cite(
        title=fragment(text.title, language, language),
        url=site.absolute(address.story(language, story.key)),
        day=max(day for day in days if day),
        site=site,
        language=language,
        authors=authors(credited, library.persons),
        translators=authors(text.translator, library.persons),
    )


def _missing(story: Story, library: Library, language: Language) -> MissingView:
    """The page in a language in which the story does not stand: never a copy, never a jump home."""
    original = story.versions.original.language
    where = address.story(language, story.key)
    return MissingView(
        address=where,
        language=language,
        title=library.word("not_translated", language),
        description=library.word("not_translated_description", language),
        canonical=address.story(original, story.key),
        indexable=False,
        crumbs=story_crumbs(story, library, language),
        section="news",
        waits=waiting(story.versions, library, language),
        story=item(story, language),
        original=original,
    )


def _translations(story: Story) -> Mapping[str, str]:
    """Only real translations; search engines are sent to the original by default."""
    if not story.versions.twins:
        return {}
    each = {language.tag: address.story(language, story.key) for language in story.versions.texts}
    return each | {"x-default": address.story(story.versions.original.language, story.key)}
