"""How the languages stand to each other, and what waits to be published."""

from collections.abc import Iterator, Mapping

from newsdesk.model.library import Library
from newsdesk.model.text import Freshness, Pair, Text
from newsdesk.words import address
from newsdesk.words.digest import changed
from newsdesk.words.problem import Problem, error, note


def check(library: Library) -> Iterator[Problem]:
    """Twins without an original; translations that are missing, unchecked or stale; what is withheld."""
    for orphan in library.orphans:
        sentence = "this is a translation, but its original does not exist"
        cure = (
            f"write the original at {orphan.counterpart}\n"
            "or, if this is the original, write published and sources in place of translated"
        )
        yield error("orphan", orphan.file.value("translated"), sentence, cure)
    pairs = [*(story.pair for story in library.stories), *(page.pair for page in library.pages.values())]
    # Prose on the page of an event may stand in one language alone: the page itself is there in both.
    pairs += [page.pair for page in library.prose.values() if page.pair.twin]
    for pair in pairs:
        yield from _freshness(pair, library.drafts)
    for story in library.withheld:
        file = story.pair.original.file
        if story.facts.draft:
            yield note("draft", file.value("draft"), "a draft: it is not published", "delete the line to publish it")
        else:
            yield note("withheld", file.value("published"), f"the story {story.why_withheld}")


def _freshness(pair: Pair, drafts: Mapping[str, Text]) -> Iterator[Problem]:
    original = pair.original
    other = original.counterpart
    if draft := drafts.get(address.in_other_language(original.path)):
        yield note("draft", draft.file.value("draft"), "a draft: it is not published", "delete the line to publish it")
    elif pair.freshness is Freshness.MISSING:
        cure = f"newsdesk new --from {original.file.path}"
        yield note("untranslated", original.file.at(), f"there is no {other} yet", cure)
    elif pair.twin and pair.freshness is Freshness.UNCHECKED:
        sentence = "nobody has said that this translation is up to date"
        yield note("unchecked", pair.twin.file.value("translated"), sentence, f"newsdesk stamp {other}")
    elif pair.twin and pair.freshness is Freshness.STALE:
        parts = (
            ", ".join(_part(index) for index in changed(pair.twin.translates, original.stamp())) or "order of blocks"
        )
        sentence = f"the original has changed since: {parts}"
        yield note("stale", pair.twin.file.value("translates"), sentence, f"newsdesk stamp {other}")


def _part(index: int) -> str:
    return ("title", "summary")[index] if index < 2 else f"block {index - 1}"
