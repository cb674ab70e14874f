"""Markdown source files: their text, their front matter with the location of every field, and their body."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from frontmatter.default_handlers import YAMLHandler
from pydantic import BaseModel

from newsdesk import urls
from newsdesk.content import yaml
from newsdesk.content.blocks import Manuscript
from newsdesk.content.entities import NO_NAMES, NamedIds, NameFinders
from newsdesk.content.front_matter import HomeFacts, PageFacts, ProseFacts, StoryFacts, TranslationWords
from newsdesk.content.limits import within_limits
from newsdesk.content.marks import text_values, with_ids_only
from newsdesk.content.site import Site
from newsdesk.content.story import Text
from newsdesk.content.text_files import (
    MAX_MARKDOWN_SIZE,
    normalized_text,
    read_text,
    without_invisible_characters,
)
from newsdesk.content.types import too_long
from newsdesk.content.validation import Unknown, is_empty, validated, without_empty_values
from newsdesk.diagnostics import Diagnostic, SourceFile, alternatives, error
from newsdesk.i18n.languages import language_of
from newsdesk.i18n.messages import Message, msg, or_list, verbatim

# The handler's own pattern also matches the blank lines after a fence, which would shift line numbers.
_FENCE = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)
_HANDLER = YAMLHandler(fm_boundary=_FENCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A Markdown file split into front matter (`values`) and `body`, which begins on line `body_line` of the file."""

    file: SourceFile
    values: dict[str, Any] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    problems: tuple[Diagnostic, ...] = ()


def read_document(path: str, text: str) -> Document:
    """Split a file and parse its front matter; faults are in `problems`."""
    text = normalized_text(text)
    file = SourceFile(path=path, text=text)
    if found := _unfenced(file):
        return Document(file=file, problems=(found,))
    front, body = _HANDLER.split(text)
    reading = yaml.read_yaml(path, text, front)
    values, problems = reading.values, list(reading.problems)
    if not isinstance(values, dict):
        if not problems:
            message = msg("front matter must be fields with values")
            problems.append(error("front-matter", file.at(2), message, verbatim("title: …")))
        values = {}
    body_line = text.count("\n") - body.count("\n") + 1
    return Document(file=reading.source_file, values=values, body=body, body_line=body_line, problems=tuple(problems))


def front_matter_span(text: str) -> tuple[int, int]:
    """Return the start and end offset of the front matter without its fences; `text` must have one."""
    opening = _FENCE.match(text)
    assert opening, "a text without front matter has a problem"
    closing = _FENCE.search(text, opening.end())
    assert closing, "front matter that is not closed is a problem"
    return opening.end() + 1, closing.start()


def _unfenced(file: SourceFile) -> Diagnostic | None:
    opening = _FENCE.match(file.text)
    if not opening:
        message, suggestion = msg("the file must begin with front matter"), verbatim("---\ntitle: …\n---")
    elif not _FENCE.search(file.text, opening.end()):
        message, suggestion = msg("front matter is not closed"), msg("add a line --- after its last field")
    else:
        return None
    return error("front-matter", file.at(1), message, suggestion)


STORY_PATH = re.compile(r"[a-z]{2,3}/news/\d{4}/[^/]+\.md")
SOURCE_KINDS: Sequence[tuple[re.Pattern[str], type[BaseModel]]] = (
    (STORY_PATH, StoryFacts),
    (re.compile(r"[a-z]{2,3}/about/[^/]+\.md"), PageFacts),
    (re.compile(r"([a-z]{2,3}/)?index\.md"), HomeFacts),
    (re.compile(r"[a-z]{2,3}/(events/\d{4}|summit)/[^/]+\.md"), ProseFacts),
)
_WORD = re.compile(r"""[^\s()<>"'=]+""")
_LINK = re.compile(r".+\.md\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReading:
    """A source as read: its text if possible, diagnostics, the ids it names, and the sources it links to.

    `values` is its front matter as parsed, before validation.
    """

    text: Text | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    problems: Sequence[Diagnostic] = ()
    names: NamedIds = NO_NAMES
    links: frozenset[str] = frozenset()


def read_source(docs: Path, site: Site, path: str, finders: NameFinders) -> SourceReading:
    """Read the Markdown file at `path` below docs/."""
    shown = f"{docs.name}/{path}"
    content, fault = read_text(f"{docs}/{path}", shown, MAX_MARKDOWN_SIZE)
    if fault:
        return SourceReading(problems=[fault])
    content, unseen = without_invisible_characters(content, shown)
    text, values, problems = _read_content(docs, site, path, content)
    names = finders.named_in(text) if text else NO_NAMES
    links = _links(path, content)
    return SourceReading(text=text, values=values, problems=[*unseen, *problems], names=names, links=links)


def text_without_body(path: str, site: Site, values: Mapping[str, Any], file: SourceFile) -> Text | None:
    """Return the text at `path` below docs/ from its parsed front matter; None if that is invalid."""
    front: Any = _validated(_model_of(_original_model(path) or StoryFacts, values), values, file, site)[0]
    language = language_of(path) or site.languages[0]
    return Text(path=path, language=language, front=front, body="", body_line=1, file=file) if front else None


def _links(path: str, content: str) -> frozenset[str]:
    """Return the sources that a source links to, whether they exist or not."""
    # Word by word: a single pattern would scan a long word again from each of its letters.
    lines = (line for line in content.split("\n") if ".md" in line)
    words = (word for line in lines for word in _WORD.findall(line) if ".md" in word)
    return frozenset(urls.joined(path, link[0]) for word in words if (link := _LINK.match(word)))


def _read_content(
    docs: Path, site: Site, path: str, content: str
) -> tuple[Text | None, Mapping[str, Any], list[Diagnostic]]:
    shown = f"{docs.name}/{path}"
    language = language_of(path) or site.languages[0]
    model = _original_model(path) if language in site.languages else None
    slug = path.rpartition("/")[2].removesuffix(".md")
    if not model or not urls.is_slug(slug) or too_long(slug) or (model is StoryFacts and slug == "index"):
        return None, {}, [_stray(SourceFile(path=shown, text=content), path, slug, site)]
    document = read_document(shown, content)
    text, problems = _typed_text(path, site, model, document, docs.name)
    return text, document.values, problems


def _original_model(path: str) -> type[BaseModel] | None:
    """Return the front matter model of an original by its path below docs/, or None if the file becomes no page."""
    return next((model for pattern, model in SOURCE_KINDS if pattern.fullmatch(path)), None)


def _model_of(original: type[BaseModel], values: Mapping[str, Any]) -> type[BaseModel]:
    """Return the model of a file; one with `published` and an empty `translated` is an original."""
    translated = "translated" in values and not (is_empty(values["translated"]) and "published" in values)
    return TranslationWords if translated and original is not ProseFacts else original


def _validated(
    model: type[BaseModel], values: Mapping[str, Any], file: SourceFile, site: Site, unknown: Unknown | None = None
) -> tuple[BaseModel | None, list[Diagnostic]]:
    given = _without_empty(model, values)
    return validated(model, given, file, unknown=unknown, zone=site.zone)


def _without_empty(model: type[BaseModel], values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return front matter without empty optional fields; in a translation, also without those of its original."""
    if model is TranslationWords:
        values = without_empty_values(StoryFacts, values)
    elif model is StoryFacts and "translated" in values:
        values = {key: value for key, value in values.items() if key != "translated"}
    return without_empty_values(model, values)


def manuscript_of(path: str, document: Document) -> Manuscript:
    """Return the text of a file at a path below docs/, as typed; it may be invalid."""
    model = _model_of(_original_model(path) or StoryFacts, document.values)
    return Manuscript(list(text_values(model, document.values).values()), document.body)


def _typed_text(
    path: str, site: Site, model: type[BaseModel], document: Document, docs: str
) -> tuple[Text, list[Diagnostic]]:
    """Return the text of a file; if its front matter is invalid, its body is still checked and previewed."""
    front: Any
    if document.problems:
        front, faults = PageFacts.model_construct(title=path, summary=""), list(document.problems)
    else:
        kind = _model_of(model, document.values)
        elsewhere = partial(_elsewhere, path, docs, site)
        unknown = partial(_fact_in_translation, model, elsewhere) if kind is TranslationWords else None
        front, faults = _validated(kind, document.values, document.file, site, unknown)
        front = front or _what_remains(path, kind, document.values)
    text = Text(
        path=path,
        language=language_of(path) or site.languages[0],
        front=front,
        body=document.body,
        body_line=document.body_line,
        file=document.file,
    )
    text, beyond = within_limits(text)
    return text, [*faults, *beyond]


def _elsewhere(path: str, docs: str, site: Site) -> Message:
    same = (urls.in_language(path, language) for language in site.languages)
    return or_list(f"{docs}/{each}" for each in same if each != path)


def _what_remains(path: str, model: type[BaseModel], values: Mapping[str, Any]) -> BaseModel:
    """Return the part of invalid front matter that can be checked, so that one run reports all faults."""
    if model is not StoryFacts:
        return PageFacts.model_construct(title=path, summary="")
    return with_ids_only(StoryFacts, values).model_copy(update={"title": path, "summary": ""})


def _fact_in_translation(
    model: type[BaseModel], original: Callable[[], Message], file: SourceFile, key: str
) -> Diagnostic | None:
    if key not in model.model_fields:
        return None
    message = msg(
        '"{key}" must not be repeated in a translation: it is taken from the original, {original}',
        key=key,
        original=original(),
    )
    return error(
        "fact-in-twin",
        file.name(key),
        message,
        msg("delete the line; if the value is wrong, change it in the original"),
    )


def _stray(file: SourceFile, path: str, slug: str, site: Site) -> Diagnostic:
    if long := too_long(slug):
        return error("slug", file.at(), long, msg("rename it"))
    if not urls.is_slug(slug):
        message = msg('file name "{slug}" is the slug: it must be lowercase ASCII words joined by hyphens', slug=slug)
        meant = "-".join(re.findall(r"[a-z0-9]+", slug.lower())) or "leading-group-set-up"
        return error("slug", file.at(), message, msg("rename it: {name}", name=f"{meant}.md"))
    if STORY_PATH.fullmatch(path) and language_of(path) in site.languages:
        where = urls.of_source(path)
        return error(
            "address-twice",
            file.at(),
            msg("/{where} is the list of that year's stories", where=where),
            msg("rename the file"),
        )
    message = msg("no page can be at {path}", path=path)
    suggestions = [msg("stories must be at {path}", path=f"{site.languages[0]}/news/<year>/<slug>.md")]
    if not language_of(path):
        suggestions.append(msg("begin documentation with a heading: {text}", text="# …"))
    return error("unknown-file", file.at(), message, alternatives(suggestions))
