"""Story pages, with corrections, related stories and stale notice; pages of untranslated and withdrawn stories."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import chain

from newsdesk import urls
from newsdesk.content.blocks import mark_stale_blocks
from newsdesk.content.front_matter import Correction, Withdrawal
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.content.story import Freshness, LanguageVersions, Story, Text, nearest_stories
from newsdesk.content.types import InterfaceEnum
from newsdesk.i18n.languages import Fragment, Language, LocalizedText, language_of, typeset
from newsdesk.i18n.person_names import authors
from newsdesk.i18n.typography import curl_quotes, reading_minutes
from newsdesk.markdown.links import CaptionedImage, pictured
from newsdesk.pages.claims import Citation, citations, publisher
from newsdesk.pages.event import EventSummary, event_summaries
from newsdesk.pages.lists import (
    Item,
    changed_at,
    dated,
    fragment,
    item,
    published_at,
    story_crumbs,
    tag_links,
    unpublished_notice,
)
from newsdesk.pages.parallel import parallel_addresses, parallel_links, parallel_pages
from newsdesk.pages.redirects import valid_aliases
from newsdesk.pages.view import (
    Dated,
    HowToCite,
    Link,
    MovedPage,
    NamedEntity,
    PageBatch,
    PageKind,
    SearchKind,
    SearchRecord,
    View,
    counterparts,
    how_to_cite,
    organisations_named,
    people_named,
    texts_in_page_language,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleNotice:
    """The notice that a translation is stale; `original` is the address of its original.

    `since` is the day of the change as the original gives it, None if it does not.
    """

    since: Dated | None
    original: str
    language: Language


def stale_notice(versions: LanguageVersions, language: Language) -> StaleNotice | None:
    """Return the notice if the translation into `language` is stale, else None."""
    pair = versions.pair_in(language)
    if not pair or pair.freshness is not Freshness.STALE:
        return None
    day = pair.changed_on
    return StaleNotice(
        since=dated(day, language) if day else None,
        original=urls.of_source(pair.original.path),
        language=pair.original.language,
    )


def with_stale_marks(versions: LanguageVersions, language: Language) -> Text:
    """Return the text for a page in `language`, with its stale blocks marked."""
    text, pair = versions.in_language(language), versions.pair_in(language)
    stale = pair.stale_blocks if pair else frozenset()
    return replace(text, body=mark_stale_blocks(text.body, stale)) if stale else text


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """A correction in the reader's language, or in the original's if there is no other.

    `name` is unique within the story: its date, with a number from the second of that day on.
    """

    name: str
    day: Dated
    text: Fragment
    translation_only: bool


def shown_corrections(story: Story, text: Text) -> Iterator[CorrectionView]:
    """Yield the original's corrections, in translation where `text` has it, and those of `text` alone; newest first."""
    original = story.versions.original
    own, originals = _numbered(text.corrections), _numbered(original.corrections)
    for key in sorted({*own, *originals}, reverse=True):
        wording, written = (own[key], text.language) if key in own else (originals[key], original.language)
        day, number = key
        yield CorrectionView(
            name=f"{day}-{number}" if number > 1 else str(day),
            day=dated(day, text.language),
            text=fragment(wording.text, written, text.language),
            translation_only=text.is_translation and key not in originals,
        )


def _numbered(corrections: Iterable[Correction]) -> Mapping[tuple[date, int], Correction]:
    """Corrections by date, and by their number within that date, from 1."""
    of_day: Counter[date] = Counter()
    found = {}
    for each in corrections:
        of_day[each.date] += 1
        found[each.date, of_day[each.date]] = each
    return found


@dataclass(frozen=True, kw_only=True)
class WithdrawnView(View):
    """The notice in place of a withdrawn story: title, day and reason; nothing else of the story is published."""

    day: Dated
    reason: Fragment
    published: Dated


def withdrawn_page(story: Story, library: Library, site: Site, language: Language) -> WithdrawnView:
    """Return the notice in a language; what is not translated is in the words of the original, marked as such."""
    versions, notice = story.versions, story.facts.withdrawn
    assert isinstance(notice, Withdrawal), "the library sets apart what is withdrawn"
    text = versions.in_language(language)
    own = text.withdrawn if versions.has(language) else None
    notice_text, written = (own, language) if own else (notice, versions.original.language)
    where = urls.story(language, story.key)
    return WithdrawnView(
        address=where,
        language=language,
        title=fragment(text.title, text.language, language),
        description=library.word("withdrawn_description", language),
        translations=counterparts(where, site.languages),
        indexable=False,
        crumbs=story_crumbs(story, library, language),
        section="news",
        day=dated(notice.date, language),
        reason=fragment(notice_text.reason, written, language),
        published=dated(story.day, language),
    )


MAX_RELATED = 4
NEAREST = 4


class Relation(InterfaceEnum):
    """Why a story is related to another."""

    SAME_EVENT = "same_event"
    SAME_TAG = "same_tag"


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A related story as a list item, and why it is related."""

    item: Item
    why: Relation
    reason: Fragment


RelatedStory = tuple[Story, Relation, LocalizedText]
"""A related story, why it is related, and what the two have in common."""


def related_to(story: Story, library: Library) -> Sequence[RelatedStory]:
    """Return related stories: first those of the same events, then by shared tags; the same in every language."""
    chosen: dict[str, RelatedStory] = {}
    for choice in chain(_by_events(story, library), _by_tags(story, library)):
        chosen.setdefault(choice[0].key, choice)
        if len(chosen) == MAX_RELATED:
            break
    return list(chosen.values())


def related_items(choices: Sequence[RelatedStory], language: Language) -> Sequence[Related]:
    """Return related stories for a reader of a language."""
    return [
        Related(item=item(story, language), why=why, reason=words.in_language(language))
        for story, why, words in choices
    ]


def _by_events(story: Story, library: Library) -> Iterator[RelatedStory]:
    for identifier in sorted(story.events):
        if event := library.event(identifier):
            for other in nearest_stories(story, library.by_event[identifier], NEAREST):
                yield other, Relation.SAME_EVENT, event.title[0].value


def _by_tags(story: Story, library: Library) -> Iterator[RelatedStory]:
    """The stories that share most tags, each with one of these.

    Only the nearest in time of each tag are considered, so that a page costs the same however many stories a tag has.
    """
    shared: Counter[str] = Counter()
    found: dict[str, tuple[Story, str]] = {}
    for name in sorted(set(story.facts.tags)):
        for other in nearest_stories(story, library.by_tag.get(name, ()), NEAREST):
            shared[other.key] += 1
            found.setdefault(other.key, (other, name))
    for key, _ in sorted(shared.items(), key=lambda entry: (-entry[1], entry[0])):
        other, name = found[key]
        yield other, Relation.SAME_TAG, library.registers.tags[name].name


@dataclass(frozen=True, kw_only=True)
class StoryView(View):
    """The page of a story in one of its languages."""

    title_suffix: str
    """What sets its title apart from the same title of another page; empty if there is none."""
    byline: str
    translator: str
    publisher: Fragment | None
    first_published: datetime
    changed: datetime
    """First publication and last change of this text, in the site's time zone; `published` is the day of its news."""
    published: Dated
    updated: Dated | None
    compiled: Dated | None
    translated: Dated | None
    stale: StaleNotice | None
    reprint: bool
    text_lang: str
    tags: Sequence[Link]
    people: Sequence[NamedEntity]
    organisations: Sequence[NamedEntity]
    events: Sequence[EventSummary]
    sources: Sequence[Citation]
    corrections: Sequence[CorrectionView]
    picture: CaptionedImage | None
    related: Sequence[Related]
    earlier: Item | None
    later: Item | None
    parallel: Sequence[Link]

    @property
    def media(self) -> frozenset[str]:
        return frozenset({self.picture.image.path} if self.picture else ())

    @property
    def searched(self) -> SearchRecord:
        shown_words = [self.picture.alt, self.picture.caption] if self.picture else []
        corrected = [correction.text.text for correction in self.corrections]
        return SearchRecord(
            kind=SearchKind.STORY,
            day=self.published.words,
            tags=[urls.last_segment(tag.address) for tag in self.tags],
            years=[int(self.published.iso[:4])],
            words=[*shown_words, *corrected, *texts_in_page_language(*(tag.text for tag in self.tags))],
        )

    @property
    def minutes(self) -> int:
        """The reading time in minutes, computed when the page is rendered: it reads the whole body."""
        return reading_minutes(self.body.body) if self.body else 0


@dataclass(frozen=True, kw_only=True)
class MissingView(View):
    """The page in place of a translation that does not exist yet, with a link to the original."""

    story: Item
    original: Language


def each_story(library: Library, site: Site) -> Iterator[PageBatch]:
    """Yield one batch per story, in all languages: its related stories are chosen once for all of them."""
    for story in library.stories:
        parallel = list(parallel_addresses(story))
        yield PageBatch(
            addresses=[*_addresses(story, site), *parallel],
            make=partial(_versions, story, library, site),
            temporary=parallel,
        )


def _each_withdrawn(library: Library, site: Site) -> Iterator[PageBatch]:
    for story in library.withdrawn:
        yield PageBatch(addresses=_addresses(story, site), make=partial(_withdrawn, story, library, site))


def _addresses(story: Story, site: Site) -> Sequence[str]:
    return [urls.story(language, story.key) for language in site.languages]


def _versions(story: Story, library: Library, site: Site) -> Iterator[View]:
    related = related_to(story, library)
    for language in site.languages:
        if story.versions.has(language):
            yield _story(story, library, site, language, related)
        else:
            yield _missing(story, library, language)
    yield from parallel_pages(story, library)


def _withdrawn(story: Story, library: Library, site: Site) -> Iterator[View]:
    for language in site.languages:
        yield withdrawn_page(story, library, site, language)


def _story(
    story: Story, library: Library, site: Site, language: Language, related: Sequence[RelatedStory]
) -> StoryView:
    facts, text = story.facts, story.versions.in_language(language)
    earlier, later = library.neighbours(story)
    where = urls.story(language, story.key)
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
        body=with_stale_marks(story.versions, language),
        unpublished_reason=unpublished_notice(story.versions, library, language),
        how_to_cite=_how_to_cite(story, text, library, site),
        title_suffix=_title_suffix(story, text, library.full_library, site),
        byline=typeset(text.byline, language),
        translator=typeset(text.translator, language),
        publisher=publisher(origin, library, language) if origin else None,
        first_published=published_at(story, text),
        changed=changed_at(story, text),
        published=dated(story.day, language),
        updated=dated(facts.updated, language) if facts.updated else None,
        compiled=dated(facts.compiled, language) if facts.compiled else None,
        translated=dated(translated, language) if translated else None,
        stale=stale_notice(story.versions, language),
        reprint=facts.reprint,
        text_lang=facts.lang or "" if not text.is_translation else "",
        tags=tag_links(facts.tags, library, language),
        people=people_named(story.people, library, language),
        organisations=organisations_named(story.organisations, library, language),
        events=list(event_summaries(story.events, library, language)),
        sources=citations(story.sources, library, language),
        corrections=list(shown_corrections(story, text)),
        picture=pictured(story, text, library),
        related=related_items(related, language),
        earlier=item(earlier, language) if earlier else None,
        later=item(later, language) if later else None,
        parallel=list(parallel_links(story, library, language)),
    )


def _title_suffix(story: Story, text: Text, library: Library, site: Site) -> str:
    """The day, if another page may have the same title in its head; else empty.

    A title with " · " may equal another title with its day. An event's page may have the day too, hence "news".
    """
    title, language = curl_quotes(text.title), text.language
    before, _, after = library.word("timeline_of", language).text.partition("{name}")
    named = (language, title) in library.repeated_titles or title == site.name.in_language(language).text
    if not (named or " · " in title or (title.startswith(before) and title.endswith(after))):
        return ""
    day = dated(story.day, language).words
    return f"{library.word('news', language)} · {day}" if title in library.event_titles else day


def _how_to_cite(story: Story, text: Text, library: Library, site: Site) -> HowToCite:
    """Cited by the day of its last update, else by that on which this text was first published."""
    language, facts = text.language, story.facts
    origin = library.registers.sources.get(facts.origin or "") if facts.reprint else None
    credited = text.byline or (publisher(origin, library, language).text if origin else "")
    days = [published_at(story, text).date(), facts.updated]
    return how_to_cite(
        title=fragment(text.title, language, language),
        url=site.absolute(urls.story(language, story.key)),
        day=max(day for day in days if day),
        site=site,
        language=language,
        authors=authors(credited, library.person_names),
        translators=authors(text.translator, library.person_names),
    )


def _missing(story: Story, library: Library, language: Language) -> MissingView:
    """Never a copy of the original, and never a redirect to the home page."""
    original = story.versions.original.language
    where = urls.story(language, story.key)
    return MissingView(
        address=where,
        language=language,
        title=library.word("not_translated", language),
        description=library.word("not_translated_description", language),
        canonical=urls.story(original, story.key),
        indexable=False,
        crumbs=story_crumbs(story, library, language),
        section="news",
        unpublished_reason=unpublished_notice(story.versions, library, language),
        story=item(story, language),
        original=original,
    )


def _translations(story: Story) -> Mapping[str, str]:
    """Existing translations only; `x-default`, for search engines, is the original."""
    if not story.versions.translations:
        return {}
    each = {language.tag: urls.story(language, story.key) for language in story.versions.texts}
    return each | {"x-default": urls.story(story.versions.original.language, story.key)}


def _moved(library: Library, language: Language) -> Iterator[MovedPage]:
    for story in (*library.stories, *library.withdrawn):
        text = story.versions.in_language(language)
        moved = MovedPage(
            old="",
            new=urls.story(language, story.key),
            language=language,
            title=fragment(text.title, text.language, language),
            canonical=urls.story(text.language, story.key),
        )
        for alias in valid_aliases(story.facts.aliases):
            yield replace(moved, old=urls.story(language, alias))
        for path in filter(urls.is_former_path, story.facts.aliases):
            if _language_of_former(path, story, library) is language:
                yield replace(moved, old=path.removeprefix("/"), alone=True)


def _language_of_former(path: str, story: Story, library: Library) -> Language:
    """Return the language of the site that a path of a former one begins with, else that of the original."""
    named = language_of(path.removeprefix("/"))
    return named if named and named in library.front_pages else story.versions.original.language


PAGES = [
    PageKind(view=StoryView, batches=each_story, permanent=True, moved=_moved),
    PageKind(view=WithdrawnView, batches=_each_withdrawn, permanent=True),
]
