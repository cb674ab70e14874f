"""A translation whose original has changed since: the page says so, and marks the blocks that it can."""

from dataclasses import dataclass, replace

from newsdesk.model.text import Freshness, Pair, Text
from newsdesk.views.listing import dated
from newsdesk.views.view import Dated
from newsdesk.words.digest import with_older
from newsdesk.words.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """That a translation is behind its original; `since` is the day that the original gives, where it gives one."""

    since: Dated | None


def behind(pair: Pair, language: Language) -> Behind | None:
    """How the text of a pair that stands in `language` is behind the other, None where it is not."""
    if not pair.on(language).is_twin or pair.freshness is not Freshness.STALE:
        return None
    day = pair.changed_on
    return Behind(since=dated(day, language) if day else None)


def with_marks(pair: Pair, language: Language) -> Text:
    """The text of a pair for a page in `language`, older blocks marked."""
    text = pair.on(language)
    older = pair.older if text.is_twin else frozenset()
    return replace(text, body=with_older(text.body, older)) if older else text
