"""Lint of stories and registers: dates, images, lengths, duplicates, placeholders, names and expiry."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from shlex import quote

from newsdesk.content.blocks import may_have_placeholder, placeholders
from newsdesk.content.event import Event, State, is_past_plan, last_day
from newsdesk.content.front_matter import StoryFacts
from newsdesk.content.images import SMALL_WIDTH, Picture
from newsdesk.content.library import Library, event_locations
from newsdesk.content.marks import text_keys
from newsdesk.content.registers import OWN_REPORTING, registers_with
from newsdesk.content.site import Site
from newsdesk.content.story import Story, Text
from newsdesk.content.validation import add_field
from newsdesk.diagnostics import (
    Check,
    Diagnostic,
    Paste,
    SourceFile,
    SourceLocation,
    alternatives,
    error,
    nearest,
    note,
    suggest,
    warning,
)
from newsdesk.i18n.dates import format_edtf
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import Message, msg, msg_by_language, or_list
from newsdesk.i18n.quantities import without_markup
from newsdesk.i18n.typography import curl_quotes
from newsdesk.markdown.second_reader import check_dialect


def check_stories(library: Library) -> Iterator[Diagnostic]:
    """Yield problems of dates and lead images, texts that are too long, and duplicate titles and sources."""
    for story in library.all_stories:
        yield from _days(story)
        yield from _source_younger_than_story(story, library)
        yield from _picture(story, library)
    yield from _unsourced(library)
    faulty = {text.path for text in library.invalid_texts}
    for text in (*library.texts, *library.unpublished):
        if text.path not in faulty:
            yield from _lengths(text)
    yield from _one_address_one_source(library)
    yield from _one_day_one_headline(library)
    yield from _one_day_one_event(library)


def dialect_checks(library: Library) -> Iterator[Check]:
    """Yield a check per text, of how its body is read on GitHub."""
    faulty = {text.path for text in library.invalid_texts}
    for text in (*library.texts, *library.unpublished):
        if text.path not in faulty:
            yield Check(name="dialect", files=[text.file], run=partial(check_dialect, text))


def _days(story: Story) -> Iterator[Diagnostic]:
    facts, file = story.facts, story.versions.original.file
    folder = story.key.partition("/")[0]
    if folder != str(story.day.year):
        message = msg("published is in {year}, but the story is in folder {folder}", year=story.day.year, folder=folder)
        suggestion = msg("move it to {folder}", folder=f"news/{story.day.year}/")
        yield error("year-folder", file.value("published"), message, suggestion)
    for key in ("updated", "compiled"):
        day = getattr(facts, key)
        if day and day < story.day:
            message = msg(
                "{key} must not be before published, {published}; found {day}", key=key, published=story.day, day=day
            )
            yield error("date-order", file.value(key), message, suggest(str(story.day)))


def _unsourced(library: Library) -> Iterator[Diagnostic]:
    originals = (story.versions.original for story in library.all_stories)
    for text in (*originals, *library.invalid_texts):
        if isinstance(text.front, StoryFacts) and not (text.front.sources or text.front.origin or _misspelled(text)):
            is_there = ("sources",) in text.file.names
            empty = text.file.value("sources") if text.file.has("sources") else text.file.name("sources")
            place = empty if is_there else text.file.at(1, 1, 3)
            paste = Paste.LINE if is_there else Paste.NEW_LINE
            example = msg("for example: {example}", example="sources: [an-id-of-sources-yml]")
            suggestion = alternatives([example, suggest(f"sources: [{OWN_REPORTING}]", paste)])
            yield error("unsourced", place, msg("the story has no source"), suggestion)


def _misspelled(text: Text) -> bool:
    """Return whether another error says already what is wrong with the sources: with the key, or with its value."""
    assert isinstance(text.front, StoryFacts), "only stories have sources"
    keys = {str(key) for key, *_ in text.file.names}
    return isinstance(text.front.sources, str) and bool(nearest("sources", keys))


def _source_younger_than_story(story: Story, library: Library) -> Iterator[Diagnostic]:
    """A story cannot cite a source dated after it, unless `compiled` says that it was written later."""
    facts, file = story.facts, story.versions.original.file
    written = facts.compiled or max(facts.updated or story.day, story.day)
    for number, identifier in enumerate(facts.sources):
        source = library.registers.sources.get(identifier) if isinstance(identifier, str) else identifier
        if source and source.date and source.date.earliest > written:
            message = msg(
                "the source is dated {date}, later than the story of {written}", date=source.date.text, written=written
            )
            suggestion = msg("add the day of writing: {line}", line=f"compiled: {source.date.latest}")
            yield error("younger-source", file.value("sources", number), message, suggestion)


def _picture(story: Story, library: Library) -> Iterator[Diagnostic]:
    image = story.facts.image
    if not image:
        return
    file, path = story.versions.original.file, story.image_path
    found = library.pictures.get(path)
    place = file.value("image", "src")
    if path not in library.media:
        message = msg('file "{path}" does not exist in {folder}/', path=path, folder=file.docs_dir)
        yield error("picture", place, message, msg("add it there"))
    elif not found:
        message = msg("{file} is not an image in {folder}/", file=path, folder=f"{file.docs_dir}/media")
        yield error("picture", place, message, msg("add it to {folder}", folder=f"{file.docs_dir}/media/<year>/"))
    elif not isinstance(found, Picture):
        yield error(found.rule, place, found.message, found.suggestion)
    elif found.width < SMALL_WIDTH:
        message = msg(
            "{file} is {width} pixels wide; a lead image must be at least {least} pixels wide",
            file=path,
            width=found.width,
            least=SMALL_WIDTH,
        )
        yield warning("small-picture", place, message, msg("use a larger image, or move it to the body"))


def check_picture_locations(library: Library, docs: str) -> Iterator[Diagnostic]:
    """Images that say where they were taken: readers never get the original, but whoever may read `docs` does."""
    for path, picture in sorted(library.pictures.items()):
        if isinstance(picture, Picture) and picture.has_location:
            file = f"{docs}/{path}"
            message = msg("the image says where it was taken: that stays in the repository, never on the site")
            command = f"exiftool -gps:all= -overwrite_original {quote(file)}"
            yield note(
                "picture-location", SourceLocation(path=file), message, msg("remove it: {command}", command=command)
            )


def _lengths(text: Text) -> Iterator[Diagnostic]:
    """Lists, search results and cards cut off longer texts; a Han character is as wide as two letters or more."""
    limits, marks = text.language.rules.length_limits, text_keys(type(text.front))
    for key, words in text.head.items():
        length, (limit, most) = len(words), limits[marks[key].form]
        if length > most:
            message = msg(
                "{key} must have at most {most} characters, preferably {limit}; it has {length}",
                key=key,
                most=most,
                limit=limit,
                length=length,
            )
            yield error("length", text.file.value(key), message, msg("shorten it"))
        elif length > limit:
            message = msg(
                "{key} has {length} characters; it is cut off after {limit} in lists and search results",
                key=key,
                length=length,
                limit=limit,
            )
            yield warning("length", text.file.value(key), message, msg("shorten it"))


def _one_day_one_headline(library: Library) -> Iterator[Diagnostic]:
    """Titles may recur, but in search results two stories with the same date and title look like one."""
    first: dict[tuple[Language, str, date], Text] = {}
    days = {story.day for story in library.stories}
    same_days = (story for story in library.full_library.stories if story.day in days)
    for story in sorted(same_days, key=lambda story: story.key):
        for language, text in story.versions.texts.items():
            other = first.setdefault((language, curl_quotes(text.title), story.day), text)
            if other is not text:
                message = msg("{path}, of the same date, has the same title", path=other.file.path)
                suggestion = msg("reword one of the titles")
                yield error("title-twice", text.file.value("title"), message, suggestion)


def _one_day_one_event(library: Library) -> Iterator[Diagnostic]:
    """The title of an event page is the name and day of the event."""
    # The title of an edition's page has no day: there is one edition a year.
    homes = [
        (identifier, event, home)
        for identifier, home in sorted(event_locations(library.full_library), key=lambda home: home[0])
        if (event := library.full_library.registers.events.get(identifier))
    ]
    if not any(library.is_requested(file) for _, _, (file, _) in homes):
        return
    occurrences = Counter(name for _, event, _ in homes for name in _names(event))
    first: dict[tuple[Language, str, str], tuple[str, SourceFile]] = {}
    for identifier, event, (file, keys) in homes:
        # Writing days in words is slow, and hardly any name recurs.
        recurring = [name for name in _names(event) if occurrences[name] > 1]
        titles = [(language, name, format_edtf(event.when[0].value, language)) for language, name in recurring]
        others = [first.setdefault(title, (identifier, file)) for title in titles]
        # Events with the same id are reported by another rule.
        if other := next((file for known, file in others if known != identifier), None):
            message = msg("{path}, of the same date, has the same title", path=other.path)
            yield error("title-twice", file.value(*keys, "title"), message, msg("reword one of the titles"))


def _names(event: Event) -> Sequence[tuple[Language, str]]:
    """Return the name of an event in each language that it has."""
    name = event.title[0].value
    return [(language, curl_quotes(name.without_fallback(language))) for language in name.by_language]


def _one_address_one_source(library: Library) -> Iterator[Diagnostic]:
    file = library.registers.files.get("sources", SourceFile(path="docs/registers/sources.yml", text=""))
    by_url = defaultdict(list)
    for identifier, source in library.registers.sources.items():
        if source.url:
            by_url[source.url].append(identifier)
    for rivals in by_url.values():
        for rival in rivals[1:]:
            message = msg('duplicate source: "{first}" already has this URL', first=rivals[0])
            suggestion = msg("cite {first} and delete {rival}", first=rivals[0], rival=rival)
            yield error("source-twice", file.value(rival, "url"), message, suggestion)


MAX_PLACEHOLDERS = 50
"""Maximum diagnostics per text."""
_SENTENCE = msg("unfilled placeholder")
_CURE = msg("replace it with text, or keep the story unpublished with draft: true")


def check_placeholders(library: Library) -> Iterator[Diagnostic]:
    """Yield unfilled placeholders in texts other than drafts."""
    for text in _published(library):
        if may_have_placeholder(text.file.text):
            yield from list(_of(text))[:MAX_PLACEHOLDERS]


def _published(library: Library) -> Iterator[Text]:
    yield from library.texts
    versions = [page.versions for page in library.prose.values()]
    versions += [story.versions for story in library.withheld if not story.facts.draft]
    yield from (text for each in versions for text in each.texts.values())


def _of(text: Text) -> Iterator[Diagnostic]:
    lines = text.file.text.split("\n")
    for line, column, length in _values(text, lines):
        yield error("placeholder", text.file.at(line, column, length), _SENTENCE, _CURE)
    for start, end in placeholders(without_markup(text.body)):
        line = text.body_line + text.body.count("\n", 0, start)
        column = start - text.body.rfind("\n", 0, start)
        yield error("placeholder", text.file.at(line, column, end - start), _SENTENCE, _CURE)


def _values(text: Text, lines: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield line, column and length of each value in front matter that has a placeholder."""
    for line, column, length in text.file.values.values():
        typed = lines[line - 1][column - 1 : column - 1 + length]
        if list(placeholders(typed)):
            yield line, column, length


def check_interface_forms(library: Library, languages: Sequence[Language]) -> Iterator[Diagnostic]:
    """Yield interface words that lack a language of the site."""
    for key, words in library.registers.interface.items():
        for language in languages:
            if not words.has(language):
                message = msg('interface text "{key}" has no {language} version', key=key, language=_called(language))
                location = library.registers.files["interface"].name(key)
                yield error(
                    "interface",
                    location,
                    message,
                    add_field(f"{language}: …", library.registers.files["interface"].value(key)),
                )


def check_names(library: Library, languages: Sequence[Language]) -> Iterator[Diagnostic]:
    """Yield register entries without a name in any language of the site: pages would print a foreign one."""
    records = library.registers
    for register in registers_with("name"):
        for identifier, record in getattr(records, register).items():
            if not any(record.name.has(language) for language in languages):
                known = or_list(_called(language) for language in languages)
                message = msg(
                    '"{identifier}" must have a name in a language of the site: {known}',
                    identifier=identifier,
                    known=known,
                )
                place = records.files[register].value(identifier, "name")
                yield error("nameless", place, message, add_field(f"{languages[0]}: …", place))


def _called(language: Language) -> Message:
    return msg_by_language(language.name_in)


EXPIRES_SOON = timedelta(days=30)


def check_security_expiry(site: Site, today: date) -> Iterator[Diagnostic]:
    """Yield a diagnostic if security.txt (RFC 9116) has expired or expires within `EXPIRES_SOON`."""
    if not site.security:
        return
    expires = site.security.expires
    day, place = expires.isoformat(), site.location("security", "expires")
    suggestion = msg("confirm the contact, and set extra: newsroom: security: expires: to a date within one year")
    if expires <= today:
        yield warning("security-expired", place, msg("security.txt expired on {date}", date=day), suggestion)
    elif expires - today <= EXPIRES_SOON:
        yield note("security-soon", place, msg("security.txt expires on {date}", date=day), suggestion)


def check_past_plans(library: Library, today: date) -> Iterator[Diagnostic]:
    """Yield events still marked as planned, though the last day that a source gives is before `today`."""
    for identifier, (file, keys) in event_locations(library):
        event = library.event(identifier)
        if event and is_past_plan(event, today):
            last = last_day(event)
            message = msg(
                "planned event: its date, {date}, has passed; add a source that says what became of it",
                date=msg_by_language(partial(format_edtf, last)),
            )
            suggestion = alternatives(suggest(state) for state in State if state is not State.PLANNED)
            yield note("past-plan", file.value(*keys, "state"), message, suggestion)
