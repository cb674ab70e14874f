"""How the languages stand to each other, and what waits to be published."""

from collections.abc import Iterator, Mapping

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.text import Freshness, Text, Versions
from newsdesk.words import address
from newsdesk.words.digest import BEFORE_BODY, changed
from newsdesk.words.language import Language
from newsdesk.words.problem import Level, Place, Problem, error, note


def check(library: Library, site: Site) -> Iterator[Problem]:
    """Twins without an original; translations that are missing, unchecked or stale; what is withheld."""
    for orphan in library.orphans:
        others = " or ".join(orphan.path_in(each) for each in site.languages if each is not orphan.language)
        sentence = "this is a translation, but its original does not exist"
        cure = (
            f"write the original at {others}\nor, if this is the original, "
            "write published and sources in place of translated"
        )
        yield error("orphan", orphan.file.value("translated"), sentence, cure)
    # Prose on the page of an event may stand in one language alone: the page itself is there in both.
    prose = [page.versions for page in library.prose.values() if page.versions.twins]
    for versions in (*library.versions, *prose):
        for language in site.languages:
            if language is not versions.original.language:
                yield from _freshness(versions, language, library.drafts, site)
    for story in library.withheld:
        file = story.versions.original.file
        if story.facts.draft:
            yield note("draft", file.value("draft"), "a draft: it is not published", "delete the line to publish it")
        else:
            yield note("withheld", file.value("published"), f"the story {story.why_withheld}")


def _freshness(versions: Versions, language: Language, drafts: Mapping[str, Text], site: Site) -> Iterator[Problem]:
    original, pair = versions.original, versions.pair_in(language)
    weigh = site.weights(original.path)
    other = original.path_in(language)
    if draft := drafts.get(address.in_language(original.path, language)):
        yield note("draft", draft.file.value("draft"), "a draft: it is not published", "delete the line to publish it")
    elif not pair:
        cure = f"newsdesk new --from {original.file.path}"
        yield weighed(weigh.missing, "untranslated", original.file.at(), f"there is no {other} yet", cure)
    elif pair.freshness is Freshness.UNCHECKED:
        sentence = "nobody has said that this translation is up to date"
        place = pair.twin.file.value("translated")
        yield weighed(weigh.unchecked, "unchecked", place, sentence, f"newsdesk stamp {other}")
    elif pair.freshness is Freshness.STALE:
        changes = [_part(original, index) for index in changed(pair.twin.translates, original.stamp())]
        sentence = (
            f"the original has changed since: {', '.join(changes) or 'blocks are gone, or stand in another order'}"
        )
        place = pair.twin.file.value("translates")
        yield weighed(weigh.stale, "stale", place, sentence, f"newsdesk changes {other}\nnewsdesk stamp {other}")


def weighed(level: Level, rule: str, place: Place, sentence: str, cure: str) -> Problem:
    return Problem(rule=rule, level=level, place=place, sentence=sentence, cure=cure)


def _part(original: Text, group: int) -> str:
    """'block 3 (docs/en/news/2014/x.md:14)'."""
    if group < BEFORE_BODY:
        return ("title", "summary")[group]
    return f"block {group - BEFORE_BODY + 1} ({original.file.path}:{original.line_of(group)})"
