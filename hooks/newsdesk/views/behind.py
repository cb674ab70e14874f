"""A translation whose original has changed since: the page says so, and marks the blocks that it can."""

from dataclasses import dataclass, replace

from newsdesk.model.text import Freshness, Text, Versions
from newsdesk.views.listing import dated
from newsdesk.views.view import Dated
from newsdesk.words import address
from newsdesk.words.digest import with_older
from newsdesk.words.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """That a translation is behind its original, which stands at the address `original`.

    `since` is the day that the original gives, where it gives one.
    """

    since: Dated | None
    original: str
    language: Language


def behind(versions: Versions, language: Language) -> Behind | None:
    """How the translation into `language` is behind its original, None where it is not."""
    pair = versions.pair_in(language)
    if not pair or pair.freshness is not Freshness.STALE:
        return None
    day = pair.changed_on
    return Behind(
        since=dated(day, language) if day else None,
        original=address.of_source(pair.original.path),
        language=pair.original.language,
    )


def with_marks(versions: Versions, language: Language) -> Text:
    """The text for a page in `language`, older blocks marked."""
    text, pair = versions.on(language), versions.pair_in(language)
    older = pair.older if pair else frozenset()
    return replace(text, body=with_older(text.body, older)) if older else text
