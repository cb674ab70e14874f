"""How the languages stand to each other, and what waits to be published."""

from collections import Counter
from collections.abc import Iterator, Mapping

from newsdesk.model.library import Library
from newsdesk.model.site import Site
from newsdesk.model.story import Story
from newsdesk.model.text import Freshness, Pair, Text, Versions
from newsdesk.words import address
from newsdesk.words.digest import BEFORE_BODY, changed
from newsdesk.words.language import Language
from newsdesk.words.located import Located
from newsdesk.words.message import Message, counted, either, listed, said, verbatim
from newsdesk.words.problem import Level, Place, Problem, error, note


def check(library: Library, site: Site) -> Iterator[Problem]:
    """Twins without an original; translations that are missing, unchecked or stale; what is withheld."""
    for orphan in library.orphans:
        others = either(orphan.path_in(each) for each in site.languages if each is not orphan.language)
        sentence = said("this is a translation, but its original does not exist")
        original = said("write the original at {paths}", paths=others)
        own = said("if this is the original, write published and sources in place of translated")
        cure = said("{first}\nor, {second}", first=original, second=own)
        yield error("orphan", orphan.file.value("translated"), sentence, cure)
    # Prose on the page of an event may stand in one language alone: the page itself is there in both.
    prose = [page.versions for page in library.prose.values() if page.versions.twins]
    for versions in (*library.versions, *prose):
        for language in site.languages:
            if language is not versions.original.language:
                yield from _freshness(versions, language, library.drafts, site)
    for story in (*library.stories, *library.withheld):
        yield from _half_withdrawn(story)
    for story in library.withheld:
        file = story.versions.original.file
        if story.facts.draft:
            yield _draft(file)
        else:
            yield note("withheld", file.value("published"), said("the story {why}", why=story.why_withheld))


def _half_withdrawn(story: Story) -> Iterator[Problem]:
    """A reason in a translation does nothing while its original stands."""
    for twin in story.versions.twins:
        if twin.withdrawn and not story.versions.original.withdrawn:
            path = story.versions.original.file.path
            sentence = said("a translation cannot be withdrawn alone: the original, {path}, stands", path=path)
            cure = said(
                'newsdesk withdraw {path} --reason "…"\nor write: draft: true, and this page says that there is none',
                path=path,
            )
            yield error("withdrawn", twin.file.name("withdrawn"), sentence, cure)


def _freshness(versions: Versions, language: Language, drafts: Mapping[str, Text], site: Site) -> Iterator[Problem]:
    original, pair = versions.original, versions.pair_in(language)
    weigh = site.weights(original.path)
    other = original.path_in(language)
    if draft := drafts.get(address.in_language(original.path, language)):
        yield _draft(draft.file)
    elif not pair:
        sentence = said("there is no {path} yet", path=other)
        cure = verbatim(f"newsdesk new --from {original.file.path}")
        yield weighed(weigh.missing, "untranslated", original.file.at(), sentence, cure)
    elif pair.freshness is Freshness.UNCHECKED:
        sentence = said("nobody has said that this translation is up to date")
        place = pair.twin.file.value("translated")
        yield weighed(weigh.unchecked, "unchecked", place, sentence, verbatim(f"newsdesk stamp {other}"))
    elif pair.freshness is Freshness.STALE:
        yield _stale(pair, weigh.stale, other)


def _stale(pair: Pair, level: Level, path: str) -> Problem:
    original, twin = pair.original, pair.twin
    changes: list[Message] = []
    cures = [f'newsdesk correct {path} --date {day} --text "…"' for day in pair.uncorrected]
    if twin.translates and twin.translates != original.stamp():
        changes += [part(original, index) for index in changed(twin.translates, original.stamp())]
        cures += [f"newsdesk changes {path}", f"newsdesk stamp {path}"]
    changes += [
        counted(
            "its correction of {day} is not told here",
            "{number} of its corrections of {day} are not told here",
            number=number,
            day=day,
        )
        for day, number in Counter(pair.uncorrected).items()
    ]
    what = listed(changes) or said("blocks are gone, or stand in another order")
    sentence = said("the original has changed since: {what}", what=what)
    return weighed(level, "stale", twin.file.value("translates"), sentence, verbatim("\n".join(cures)))


def _draft(file: Located) -> Problem:
    return note(
        "draft", file.value("draft"), said("a draft: it is not published"), said("delete the line to publish it")
    )


def weighed(level: Level, rule: str, place: Place, sentence: Message, cure: Message) -> Problem:
    return Problem(rule=rule, level=level, place=place, sentence=sentence, cure=cure)


def part(text: Text, group: int) -> Message:
    """A group of a stamp as a sentence names it: 'block 3 (docs/en/news/2014/x.md:14)'."""
    if group < BEFORE_BODY:
        return (said("title"), said("summary"))[group]
    place = f"{text.file.path}:{text.line_of(group)}"
    return said("block {number} ({place})", number=group - BEFORE_BODY + 1, place=place)
