"""What a story says of itself must hold together: dates, lengths, picture."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from newsdesk.model.homes import event_homes
from newsdesk.model.library import Library
from newsdesk.model.picture import SMALL, Picture
from newsdesk.model.story import Story
from newsdesk.model.text import Text
from newsdesk.words.dates import in_words
from newsdesk.words.language import Language
from newsdesk.words.located import Located
from newsdesk.words.message import said
from newsdesk.words.problem import Problem, error, warning, write
from newsdesk.words.typography import curled

LIMITS = {
    Language.EN: {"title": (90, 120), "summary": (200, 300)},
    Language.ZH: {"title": (30, 40), "summary": (90, 120)},
}
"""Characters: more than the first number are a warning, more than the second an error."""


def check(library: Library) -> Iterator[Problem]:
    """Dates out of order, pictures that are not there, sources given twice."""
    for story in library.all_stories:
        yield from _days(story)
        yield from _source_younger_than_story(story, library)
        yield from _picture(story, library)
    faulty = {text.path for text in library.faulty}
    for text in (*library.texts, *library.aside):
        if text.path not in faulty:
            yield from _lengths(text)
    yield from _one_address_one_source(library)
    yield from _one_day_one_headline(library)
    yield from _one_day_one_event(library.whole)


def _days(story: Story) -> Iterator[Problem]:
    facts, file = story.facts, story.versions.original.file
    folder = story.key.partition("/")[0]
    if folder != str(story.day.year):
        sentence = said(
            "published is in {year}, but the story stands in the folder {folder}", year=story.day.year, folder=folder
        )
        cure = said("move it to {folder}", folder=f"news/{story.day.year}/")
        yield error("year-folder", file.value("published"), sentence, cure)
    for key in ("updated", "compiled"):
        day = getattr(facts, key)
        if day and day < story.day:
            sentence = said(
                "{key} must not be before published, {published}; found {day}", key=key, published=story.day, day=day
            )
            yield error("date-order", file.value(key), sentence, write(f"{key}: {story.day}"))


def _source_younger_than_story(story: Story, library: Library) -> Iterator[Problem]:
    """A story cannot cite what was written after it, unless it says when it was compiled."""
    facts, file = story.facts, story.versions.original.file
    written = facts.compiled or max(facts.updated or story.day, story.day)
    for number, identifier in enumerate(facts.sources):
        source = library.registers.sources.get(identifier) if isinstance(identifier, str) else identifier
        if source and source.date and source.date.earliest > written:
            sentence = said(
                "this source is of {date}, younger than the story of {written}", date=source.date.text, written=written
            )
            cure = write(said("compiled: <the day of writing, {day} or later>", day=source.date.latest))
            yield error("younger-source", file.value("sources", number), sentence, cure)


def _picture(story: Story, library: Library) -> Iterator[Problem]:
    image = story.facts.image
    if not image:
        return
    place, found = story.versions.original.file.value("image", "src"), library.pictures.get(image.src)
    if image.src not in library.media:
        yield error("picture", place, said('there is no file "{path}" in docs/', path=image.src), said("put it there"))
    elif not found:
        sentence = said("{file} is no picture of docs/media/", file=image.src)
        yield error("picture", place, sentence, said("put it into docs/media/<year>/"))
    elif not isinstance(found, Picture):
        yield error(found.rule, place, found.sentence, found.cure)
    elif found.width < SMALL:
        sentence = said(
            "{file} is {width} pixels wide; at the head of a story it needs {least} to be sharp",
            file=image.src,
            width=found.width,
            least=SMALL,
        )
        yield warning("small-picture", place, sentence, said("take a larger one, or put it into the text"))


def _lengths(text: Text) -> Iterator[Problem]:
    """Lists, search results and cards cut what is longer; a Han character takes the room of two letters or more."""
    for key, (limit, most) in LIMITS.get(text.language, LIMITS[Language.EN]).items():
        length = len(getattr(text, key) or "")
        if length > most:
            sentence = said(
                "{key} must have at most {most} characters, better {limit}; it has {length}",
                key=key,
                most=most,
                limit=limit,
                length=length,
            )
            yield error("length", text.file.value(key), sentence, said("shorten it"))
        elif length > limit:
            sentence = said(
                "{key} has {length} characters; more than {limit} are cut off in lists and search results",
                key=key,
                length=length,
                limit=limit,
            )
            yield warning("length", text.file.value(key), sentence, said("shorten it"))


def _one_day_one_headline(library: Library) -> Iterator[Problem]:
    """A headline may recur; two stories of one day that have it are one to those who search."""
    first: dict[tuple[Language, str, date], Text] = {}
    for story in sorted(library.whole.stories, key=lambda story: story.key):
        for language, text in story.versions.texts.items():
            other = first.setdefault((language, curled(text.title), story.day), text)
            if other is not text:
                sentence = said("{path}, of the same day, has this title too", path=other.file.path)
                cure = said("say in one of the two what sets it apart")
                yield error("title-twice", text.file.value("title"), sentence, cure)


def _one_day_one_event(library: Library) -> Iterator[Problem]:
    """The title of an event's page is its name and its day."""
    first: dict[tuple[Language, str, str], Located] = {}
    for identifier, (file, keys) in sorted(event_homes(library), key=lambda home: home[0]):
        # An edition's has no day: there is one a year.
        if not (event := library.registers.events.get(identifier)):
            continue
        name, day = event.title[0].value, event.when[0].value
        titles = [(each, curled(name.own(each)), in_words(day, each)) for each in name.each]
        others = [first.setdefault(title, file) for title in titles]
        if other := next((each for each in others if each is not file), None):
            sentence = said("{path}, of the same day, has this title too", path=other.path)
            yield error(
                "title-twice", file.value(*keys, "title"), sentence, said("say in one of the two what sets it apart")
            )


def _one_address_one_source(library: Library) -> Iterator[Problem]:
    file = library.registers.files.get("sources", Located(path="docs/registers/sources.yml", text=""))
    by_url = defaultdict(list)
    for identifier, source in library.registers.sources.items():
        if source.url:
            by_url[source.url].append(identifier)
    for rivals in by_url.values():
        for rival in rivals[1:]:
            sentence = said('"{first}" has this address already: one address is one source', first=rivals[0])
            cure = said("cite {first} and delete {rival}", first=rivals[0], rival=rival)
            yield error("source-twice", file.value(rival, "url"), sentence, cure)
