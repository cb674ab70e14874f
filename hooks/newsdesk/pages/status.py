"""Pending work of editors (the backlog), per language and in the registers; a page of the preview."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from newsdesk import urls
from newsdesk.content.entities import REGISTER_OF, NameFinder, names_of
from newsdesk.content.event import is_past_plan, last_day
from newsdesk.content.library import Library, event_locations
from newsdesk.content.marks import ids_in
from newsdesk.content.registers import ENTRY_MODELS, RECORD_MODELS
from newsdesk.content.site import Site
from newsdesk.content.story import Freshness, LanguageVersions, Story, Text, TranslationPair
from newsdesk.diagnostics import SourceLocation
from newsdesk.i18n.languages import Fragment, Language
from newsdesk.i18n.messages import Message, catalog, comma_list, msg, msg_plural
from newsdesk.pages.view import PreviewPage, PreviewState, View

RegisterEntry = tuple[str, str]
"""A register, and the id of an entry that something refers to."""


def usage_counts(library: Library) -> Mapping[RegisterEntry, int]:
    """Return how many stories, events, people and organizations refer to each entry, unpublished stories included.

    Places and terms are counted by the texts that contain their names.
    """
    found: Counter[RegisterEntry] = Counter()
    for story in (*library.stories, *library.withheld):
        found.update(set(_of_story(story)))
    for uses in _of_records(library):
        found.update(set(uses))
    found.update(_of_words(library))
    return found


def _of_story(story: Story) -> Iterator[RegisterEntry]:
    """Entries in the facts and texts of a story; an event inside it is counted as a record of its own."""
    known = ("people", "organisations", "event")
    of_facts = ((mark.kind, name) for mark, name, keys in ids_in(story.facts) if keys[0] not in known)
    yield from ((REGISTER_OF[kind], name) for kind, name in of_facts if kind in REGISTER_OF)
    yield from (("people", name) for name in story.people)
    yield from (("organisations", name) for name in story.organisations)
    yield from (("sources", name) for name in story.sources)


def _of_records(library: Library) -> Iterator[list[RegisterEntry]]:
    records = library.all_registers
    for register in (*RECORD_MODELS, *ENTRY_MODELS):
        for record in getattr(records, register).values():
            yield [(REGISTER_OF[mark.kind], name) for mark, name, _ in ids_in(record) if mark.kind in REGISTER_OF]
    yield from ([("series", name)] for name, series in records.series.items() if series.events or series.forerunner)


def _of_words(library: Library) -> Iterator[RegisterEntry]:
    texts = (*library.texts, *library.unpublished)
    for language in {text.language for text in texts}:
        for register in ("places", "terms"):
            finder = NameFinder(names_of(getattr(library.registers, register), language))
            for text in texts:
                if text.language is language:
                    named = finder.found_in("\n".join((*text.head.values(), text.body))).mentioned
                    yield from ((register, name) for name in named)


Changed = Mapping[str, date]
"""The days on which originals changed, by paths of stale translations, where known from elsewhere, such as Git."""


class BacklogKind(StrEnum):
    """Kinds of pending work in the order of display; the last four have no language."""

    MISSING = "missing"
    STALE = "stale"
    UNCHECKED = "unchecked"
    DRAFT = "draft"
    WITHHELD = "withheld"
    NAMELESS = "nameless"
    PAST_PLAN = "past-plan"
    UNCITED = "uncited"
    CITED_ONCE = "cited-once"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True, kw_only=True)
class BacklogItem:
    """An item of pending work: `location` is where to fix it, `language` is None for the registers.

    `since` is a date, or for a scheduled story its time of publication (ISO 8601), empty if unknown; `what` is a title
    or an id.
    """

    kind: BacklogKind
    language: Language | None
    location: SourceLocation
    since: str = ""
    what: str = ""


Backlog = Mapping[Language | None, Mapping[BacklogKind, list[BacklogItem]]]
"""Pending work by language (None for the registers) and kind, in order of display, oldest items first."""


def backlog(library: Library, site: Site, today: date, changed: Changed) -> Backlog:
    """Return the pending work of a library on a day."""
    found = [*_of_languages(library, site, changed), *_of_events(library, site, today), *_of_registers(library, site)]
    oldest = sorted(
        found, key=lambda item: (not item.since, item.since, item.location.path, item.location.line, item.what)
    )
    return {
        language: {kind: items for kind in BacklogKind if (items := _items_of_kind(oldest, kind, language))}
        for language in (*site.languages, None)
    }


def _items_of_kind(found: list[BacklogItem], kind: BacklogKind, language: Language | None) -> list[BacklogItem]:
    return [each for each in found if each.kind is kind and each.language is language]


def _of_languages(library: Library, site: Site, changed: Changed) -> Iterator[BacklogItem]:
    prose = [page.versions for page in library.prose.values() if page.versions.translations]
    for versions in (*library.versions, *prose):
        for language in site.languages:
            if language is not versions.original.language:
                yield from _of_versions(versions, language, library, changed)
    for story in library.withheld:
        text = story.versions.original
        if story.facts.draft:
            yield _of_text(text, BacklogKind.DRAFT, "draft", story.day)
        else:
            until = story.facts.published.isoformat(timespec="minutes").removesuffix("T00:00")
            yield replace(_of_text(text, BacklogKind.WITHHELD, "published", None), since=until)


def _of_versions(
    versions: LanguageVersions, language: Language, library: Library, changed: Changed
) -> Iterator[BacklogItem]:
    original, pair = versions.original, versions.pair_in(language)
    if draft := library.drafts.get(urls.in_language(original.path, language)):
        yield _of_text(draft, BacklogKind.DRAFT, "draft", draft.translated)
    elif not pair:
        published = getattr(original.front, "published", None)
        since = published.date() if published else getattr(original.front, "updated", None)
        what = original.title or original.path
        place = original.file.at()
        yield BacklogItem(kind=BacklogKind.MISSING, language=language, location=place, since=_iso(since), what=what)
    elif pair.freshness is Freshness.UNCHECKED:
        yield _of_text(pair.translation, BacklogKind.UNCHECKED, "translated", pair.translation.translated)
    elif pair.freshness is Freshness.STALE:
        yield _of_text(pair.translation, BacklogKind.STALE, "translates", _stale_since(pair, changed))


def _stale_since(pair: TranslationPair, changed: Changed) -> date | None:
    """The day that the original gives, else the one known from elsewhere, else that of the translation."""
    return pair.changed_on or changed.get(pair.translation.path) or pair.translation.translated


def _of_text(text: Text, kind: BacklogKind, key: str, since: date | None) -> BacklogItem:
    return BacklogItem(
        kind=kind, language=text.language, location=text.file.value(key), since=_iso(since), what=text.title
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _of_events(library: Library, site: Site, today: date) -> Iterator[BacklogItem]:
    for name, (file, keys) in event_locations(library):
        event = library.all_events[name]
        if is_past_plan(event, today):
            place, since = file.value(*keys, "state"), _iso(last_day(event).latest)
            yield BacklogItem(kind=BacklogKind.PAST_PLAN, language=None, location=place, since=since, what=name)
        for language in site.languages:
            if not any(claim.value.has(language) for claim in event.title):
                place = file.value(*keys, "title")
                yield BacklogItem(kind=BacklogKind.NAMELESS, language=language, location=place, what=name)


def _of_registers(library: Library, site: Site) -> Iterator[BacklogItem]:
    uses = usage_counts(library)
    for register in dict.fromkeys(REGISTER_OF.values()):
        file = library.registers.files.get(register)
        for name, record in getattr(library.registers, register).items():
            # A source defined inside a story has no entry in the register's file.
            if not file or (name,) not in file.names:
                continue
            place = file.name(name)
            if kind := _of_use(register, uses.get((register, name), 0)):
                yield BacklogItem(kind=kind, language=None, location=place, what=name)
            for language in site.languages:
                if hasattr(record, "name") and not record.name.has(language):
                    yield BacklogItem(
                        kind=BacklogKind.NAMELESS,
                        language=language,
                        location=place,
                        what=record.name.in_language(language).text,
                    )


def _of_use(register: str, number: int) -> BacklogKind | None:
    if register == "sources":
        return {0: BacklogKind.UNCITED, 1: BacklogKind.CITED_ONCE}.get(number)
    return None if number else BacklogKind.UNUSED


STATUS_TITLE = msg("Pending work")
_COUNT_MESSAGES: Mapping[BacklogKind, Callable[[int], Message]] = {
    BacklogKind.MISSING: lambda number: msg("{number} untranslated", number=number),
    BacklogKind.STALE: lambda number: msg("{number} stale", number=number),
    BacklogKind.UNCHECKED: lambda number: msg("{number} unconfirmed", number=number),
    BacklogKind.DRAFT: lambda number: msg("{number} in draft", number=number),
    BacklogKind.WITHHELD: lambda number: msg("{number} scheduled", number=number),
    BacklogKind.NAMELESS: lambda number: msg("{number} unnamed", number=number),
    BacklogKind.PAST_PLAN: lambda number: msg_plural(
        "{number} past planned event", "{number} past planned events", number=number
    ),
    BacklogKind.UNCITED: lambda number: msg_plural(
        "{number} uncited source", "{number} uncited sources", number=number
    ),
    BacklogKind.CITED_ONCE: lambda number: msg_plural(
        "{number} source cited once", "{number} sources cited once", number=number
    ),
    BacklogKind.UNUSED: lambda number: msg_plural("{number} unused entry", "{number} unused entries", number=number),
}
BACKLOG_HEADINGS: Mapping[BacklogKind, Message] = {
    BacklogKind.MISSING: msg("untranslated: the original and its date"),
    BacklogKind.STALE: msg("stale: the translation and the date its original changed"),
    BacklogKind.UNCHECKED: msg("unconfirmed: the translation and its date"),
    BacklogKind.DRAFT: msg("draft: the text and its date"),
    BacklogKind.WITHHELD: msg("scheduled: the story and its publication time"),
    BacklogKind.NAMELESS: msg("without a name in this language"),
    BacklogKind.PAST_PLAN: msg("past planned events: the event and its date"),
    BacklogKind.UNCITED: msg("uncited sources"),
    BacklogKind.CITED_ONCE: msg("sources cited once"),
    BacklogKind.UNUSED: msg("unused entries"),
}
"""The headings of the kinds."""


def backlog_summary(by_kind: Mapping[BacklogKind, Sequence[BacklogItem]]) -> Message:
    """Return a summary of the pending work of a language or the registers: '1 untranslated, 2 in draft'."""
    return comma_list([_COUNT_MESSAGES[kind](len(each)) for kind, each in by_kind.items()]) or msg("no pending work")


def backlog_heading(language: Language | None) -> Message | str:
    """Return the heading of a language or the registers."""
    return language.own_name if language else msg("Registers")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPart:
    """The pending work of a language or the registers; `kinds` are headings with their items."""

    heading: str
    kinds: Sequence[tuple[str, Sequence[BacklogItem]]]


@dataclass(frozen=True, kw_only=True)
class StatusView(View):
    """The status page, in the preview only: all pending work."""

    parts: Sequence[StatusPart]


def status_page(state: PreviewState, language: Language) -> StatusView:
    """Return the status page of all languages, in the words of one."""
    report, catalogue = backlog(state.published, state.site, state.today, {}), catalog(language)
    title = STATUS_TITLE.translated(catalogue)
    return StatusView(
        address=urls.status(language),
        language=language,
        title=Fragment(title),
        description=Fragment(title),
        indexable=False,
        parts=[
            StatusPart(
                heading=msg("{name}: {sum}", name=backlog_heading(owner), sum=backlog_summary(by_kind)).translated(
                    catalogue
                ),
                kinds=[(BACKLOG_HEADINGS[kind].translated(catalogue), each) for kind, each in by_kind.items()],
            )
            for owner, by_kind in report.items()
        ],
    )


PREVIEW_PAGES = [PreviewPage(title=STATUS_TITLE, address=urls.status, make=status_page)]
