"""What waits for an editor: per language what is missing, old or withheld, and what the registers hold in vain.

One report, of which the text, the JSON and the preview's page are three forms.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from newsdesk.model.event import is_past_plan, last_day
from newsdesk.model.homes import event_homes
from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.text import Freshness, Pair, Text, Versions
from newsdesk.views.used import REGISTERS, used
from newsdesk.words import address
from newsdesk.words.language import Language
from newsdesk.words.problem import Place

Changed = Mapping[str, date]
"""By the path of a stale translation, the day on which its original changed, where that is known from elsewhere."""


class Debt(StrEnum):
    """What is owed, in the order in which it is told: the last five by no language."""

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
class Owed:
    """One debt: `place` is where it is paid, and `language` None for what the registers owe.

    `since` is the day it dates from, or the moment until which a story is withheld (ISO 8601), empty where neither is
    known; `what` is a title or an id.
    """

    debt: Debt
    language: Language | None
    place: Place
    since: str = ""
    what: str = ""


Report = Mapping[Language | None, Mapping[Debt, list[Owed]]]
"""What each language owes, and the registers under None: debts in their order, the oldest of each first."""


def debts(library: Library, site: Site, today: date, changed: Changed) -> Report:
    """The report on a library as it stood on a day."""
    found = [*_of_languages(library, site, changed), *_of_events(library, site, today), *_of_registers(library, site)]
    oldest = sorted(found, key=lambda owed: (not owed.since, owed.since, owed.place.path, owed.place.line, owed.what))
    return {
        language: {debt: owed for debt in Debt if (owed := _these(oldest, debt, language))}
        for language in (*site.languages, None)
    }


def _these(found: list[Owed], debt: Debt, language: Language | None) -> list[Owed]:
    return [each for each in found if each.debt is debt and each.language is language]


def _of_languages(library: Library, site: Site, changed: Changed) -> Iterator[Owed]:
    prose = [page.versions for page in library.prose.values() if page.versions.twins]
    for versions in (*library.versions, *prose):
        for language in site.languages:
            if language is not versions.original.language:
                yield from _of_versions(versions, language, library, changed)
    for story in library.withheld:
        text = story.versions.original
        if story.facts.draft:
            yield _of_text(text, Debt.DRAFT, "draft", story.day)
        else:
            until = story.facts.published.isoformat(timespec="minutes").removesuffix("T00:00")
            yield replace(_of_text(text, Debt.WITHHELD, "published", None), since=until)


def _of_versions(versions: Versions, language: Language, library: Library, changed: Changed) -> Iterator[Owed]:
    original, pair = versions.original, versions.pair_in(language)
    if draft := library.drafts.get(address.in_language(original.path, language)):
        yield _of_text(draft, Debt.DRAFT, "draft", draft.translated)
    elif not pair:
        published = getattr(original.front, "published", None)
        since = published.date() if published else getattr(original.front, "updated", None)
        what = original.title or original.path
        place = original.file.at()
        yield Owed(debt=Debt.MISSING, language=language, place=place, since=_iso(since), what=what)
    elif pair.freshness is Freshness.UNCHECKED:
        yield _of_text(pair.twin, Debt.UNCHECKED, "translated", pair.twin.translated)
    elif pair.freshness is Freshness.STALE:
        yield _of_text(pair.twin, Debt.STALE, "translates", _stale_since(pair, changed))


def _stale_since(pair: Pair, changed: Changed) -> date | None:
    """The day that the original gives, else the one that is known otherwise, else that of the translation."""
    return pair.changed_on or changed.get(pair.twin.path) or pair.twin.translated


def _of_text(text: Text, debt: Debt, key: str, since: date | None) -> Owed:
    return Owed(debt=debt, language=text.language, place=text.file.value(key), since=_iso(since), what=text.title)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _of_events(library: Library, site: Site, today: date) -> Iterator[Owed]:
    for name, (file, keys) in event_homes(library):
        event = library.happenings[name]
        if is_past_plan(event, today):
            place, since = file.value(*keys, "state"), _iso(last_day(event).latest)
            yield Owed(debt=Debt.PAST_PLAN, language=None, place=place, since=since, what=name)
        for language in site.languages:
            if not any(claim.value.has(language) for claim in event.title):
                place = file.value(*keys, "title")
                yield Owed(debt=Debt.NAMELESS, language=language, place=place, what=name)


def _of_registers(library: Library, site: Site) -> Iterator[Owed]:
    uses = used(library)
    for register in REGISTERS:
        file = library.registers.files.get(register)
        for name, record in getattr(library.registers, register).items():
            # A source that is written inside its story has no place here.
            if not file or (name,) not in file.names:
                continue
            place = file.name(name)
            if debt := _of_use(register, uses.get((register, name), 0)):
                yield Owed(debt=debt, language=None, place=place, what=name)
            for language in site.languages:
                if hasattr(record, "name") and not record.name.has(language):
                    yield Owed(debt=Debt.NAMELESS, language=language, place=place, what=record.name.on(language).text)


def _of_use(register: str, number: int) -> Debt | None:
    if register == "sources":
        return {0: Debt.UNCITED, 1: Debt.CITED_ONCE}.get(number)
    return None if number else Debt.UNUSED
