"""Lint of translations: missing, unconfirmed and stale ones, unpublished stories, unannounced changes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from newsdesk import urls
from newsdesk.content.ledger import PublishedText
from newsdesk.content.library import Library
from newsdesk.content.marks import text_keys
from newsdesk.content.site import Site
from newsdesk.content.story import Freshness, LanguageVersions, Story, Text, TranslationPair
from newsdesk.diagnostics import Diagnostic, Level, SourceFile, SourceLocation, error, note
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import Message, comma_list, msg, msg_plural, or_list, verbatim


def check_translations(library: Library, site: Site) -> Iterator[Diagnostic]:
    """Yield translations without an original, missing, unconfirmed or stale ones, and unpublished stories."""
    for orphan in library.orphans:
        others = or_list(orphan.path_in(each) for each in site.languages if each is not orphan.language)
        message = msg("the original of this translation does not exist")
        original = msg("add the original at {paths}", paths=others)
        own = msg("if this is the original, replace translated with published and sources")
        suggestion = msg("{first}\nor, {second}", first=original, second=own)
        yield error("orphan", orphan.file.value("translated"), message, suggestion)
    # Prose on an event page may exist in one language only: the page itself exists in all.
    prose = [page.versions for page in library.prose.values() if page.versions.translations]
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
            yield note("withheld", file.value("published"), msg("the story {why}", why=story.why_withheld))


def _half_withdrawn(story: Story) -> Iterator[Diagnostic]:
    """`withdrawn` in a translation has no effect unless the original is withdrawn."""
    for translation in story.versions.translations:
        if translation.withdrawn and not story.versions.original.withdrawn:
            path = story.versions.original.file.path
            message = msg(
                "a translation must not be withdrawn on its own: the original, {path}, is not withdrawn", path=path
            )
            suggestion = msg(
                'newsdesk withdraw {path} --reason "…"\nor keep it unpublished with draft: true: this page then says '
                "that the story is not translated",
                path=path,
            )
            yield error("withdrawn", translation.file.name("withdrawn"), message, suggestion)


def _freshness(
    versions: LanguageVersions, language: Language, drafts: Mapping[str, Text], site: Site
) -> Iterator[Diagnostic]:
    original, pair = versions.original, versions.pair_in(language)
    weigh = site.translation_levels(original.path)
    other = original.path_in(language)
    if draft := drafts.get(urls.in_language(original.path, language)):
        yield _draft(draft.file)
    elif not pair:
        message = msg("not translated: {path} does not exist", path=other)
        suggestion = verbatim(f"newsdesk new --from {original.file.path}")
        yield diagnostic_at(weigh.missing, "untranslated", original.file.at(), message, suggestion)
    elif pair.freshness is Freshness.UNCHECKED:
        message = msg("translation not confirmed as up to date")
        place = pair.translation.file.value("translated")
        yield diagnostic_at(weigh.unchecked, "unchecked", place, message, verbatim(f"newsdesk stamp {other}"))
    elif pair.freshness is Freshness.STALE:
        yield _stale(pair, weigh.stale, other)


def _stale(pair: TranslationPair, level: Level, path: str) -> Diagnostic:
    original, translation = pair.original, pair.translation
    changes: list[Message] = []
    suggestions = [f'newsdesk correct {path} --date {day} --text "…"' for day in pair.missing_corrections]
    if translation.translates and translation.translates != original.stamp():
        changed = original.manuscript.changed_since(translation.translates)
        changes += [named_block(original, index) for index in changed]
        suggestions += [f"newsdesk changes {path}", f"newsdesk stamp {path}"]
    changes += [
        msg_plural(
            "the correction of {day} is not translated",
            "{number} corrections of {day} are not translated",
            number=number,
            day=day,
        )
        for day, number in Counter(pair.missing_corrections).items()
    ]
    what = comma_list(changes) or msg("blocks were removed or reordered")
    message = msg("stale translation: the original has changed: {what}", what=what)
    return diagnostic_at(
        level, "stale", translation.file.value("translates"), message, verbatim("\n".join(suggestions))
    )


def _draft(file: SourceFile) -> Diagnostic:
    return note("draft", file.value("draft"), msg("draft: not published"), msg("delete the line to publish"))


def diagnostic_at(level: Level, rule: str, place: SourceLocation, message: Message, suggestion: Message) -> Diagnostic:
    return Diagnostic(rule=rule, level=level, location=place, message=message, suggestion=suggestion)


def named_block(text: Text, group: int) -> Message:
    """Return the name of a stamped part of a text: a field, or 'block 3 (docs/en/news/2014/x.md:14)'."""
    keys = list(text.head)
    if group < len(keys):
        return text_keys(type(text.front))[keys[group]].name
    block = group - len(keys)
    place = f"{text.file.path}:{text.line_of(block)}"
    return msg("block {number} ({place})", number=block + 1, place=place)


def check_unannounced_changes(library: Library) -> Iterator[Diagnostic]:
    """Yield published texts whose words differ from the ledger without a correction or update."""
    for story in library.stories:
        for text in story.texts:
            line = library.ledger.published_texts.get(ledger_name(story, text.language))
            if line and (problem := _silent(PublishedText.read(line), story, text)):
                yield problem


def ledger_name(story: Story, language: Language) -> str:
    """Return the name of a text in the ledger, which a move of the story does not change."""
    return f"{language}/{story.permanent_key}"


def published_text(story: Story, text: Text, day: str) -> PublishedText:
    """Return the ledger record of a text: digests of its current words, and the changes announced to readers."""
    days = [story.facts.updated, text.translated]
    of_original, of_text = (
        Counter(each.date.isoformat() for each in source.corrections) for source in (story.versions.original, text)
    )
    manuscript = text.manuscript
    return PublishedText(
        day=day,
        updated=max((each.isoformat() for each in days if each), default=""),
        # A correction of the original and the same one in its translation count once.
        corrections=list((of_original | of_text).elements()),
        typed=manuscript.typed_digest(),
        wording=manuscript.wording_digest(),
        blocks=manuscript.block_digests(),
    )


def _silent(before: PublishedText, story: Story, text: Text) -> Diagnostic | None:
    if before.typed == text.manuscript.typed_digest():
        return None
    now = published_text(story, text, before.day)
    if now.has_words_of(before) or now.tells_more_than(before):
        return None
    path = text.file.path
    parts = text.manuscript.reworded_since(before.blocks)
    message = msg(
        "published text changed since {day} without a correction or update: {parts}",
        day=before.day,
        parts=comma_list(named_block(text, group) for group in parts) or msg("blocks were removed or reordered"),
    )
    suggestion = msg(
        'newsdesk changes --published {path}\nnewsdesk correct {path} --text "…"\nnewsdesk accept '
        "{path}  # a typo that readers need not be told about",
        path=path,
    )
    return error("silent-change", _place(text, parts), message, suggestion)


def _place(text: Text, parts: Sequence[int]) -> SourceLocation:
    if not parts:
        return text.file.at()
    keys = list(text.head)
    return text.file.value(keys[parts[0]]) if parts[0] < len(keys) else text.file.at(text.line_of(parts[0] - len(keys)))
