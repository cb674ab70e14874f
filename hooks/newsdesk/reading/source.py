"""A Markdown file: its text as far as it can be read, and what is wrong with it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from newsdesk.model.fault import too_long
from newsdesk.model.front import FrontFacts, PageFacts, ProseFacts, StoryFacts, TwinWords
from newsdesk.model.text import Text
from newsdesk.reading import front_matter
from newsdesk.reading.disk import read_text
from newsdesk.reading.limits import held
from newsdesk.reading.naming import NOBODY, Finders, Names
from newsdesk.reading.schema import typed
from newsdesk.reading.signs import cleared
from newsdesk.words import address
from newsdesk.words.language import Language, language_of
from newsdesk.words.located import Located
from newsdesk.words.message import Message, either, said
from newsdesk.words.problem import Problem, error

STORY = re.compile(r"[a-z]{2,3}/news/\d{4}/[^/]+\.md")
KINDS: Sequence[tuple[re.Pattern[str], type[BaseModel]]] = (
    (STORY, StoryFacts),
    (re.compile(r"[a-z]{2,3}/about/[^/]+\.md"), PageFacts),
    (re.compile(r"([a-z]{2,3}/)?index\.md"), FrontFacts),
    (re.compile(r"[a-z]{2,3}/(events/\d{4}|summit)/[^/]+\.md"), ProseFacts),
)
_WORD = re.compile(r"""[^\s()<>"'=]+""")
_LINK = re.compile(r".+\.md\b")
Languages = Sequence[Language]
"""Those of the site, the first one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A source: its text as far as it could be read, what is wrong with it, whom it names, what sources it links to."""

    text: Text | None = None
    problems: Sequence[Problem] = ()
    names: Names = NOBODY
    links: frozenset[str] = frozenset()


def source(docs: Path, languages: Languages, path: str, finders: Finders) -> Reading:
    """Read one Markdown file."""
    shown = f"{docs.name}/{path}"
    content, fault = read_text(f"{docs}/{path}", shown)
    if fault:
        return Reading(problems=[fault])
    content, unseen = cleared(content, shown)
    text, problems = _read_content(docs, languages, path, content)
    names = finders.named_in(text) if text else NOBODY
    return Reading(text=text, problems=[*unseen, *problems], names=names, links=_links(path, content))


def _links(path: str, content: str) -> frozenset[str]:
    """The sources that a source names as links do, whether they are there or not."""
    # Word by word: one pattern for both would look at a long word again from each of its letters.
    words = (word for word in _WORD.findall(content) if ".md" in word)
    return frozenset(address.joined(path, link[0]) for word in words if (link := _LINK.match(word)))


def _read_content(docs: Path, languages: Languages, path: str, content: str) -> tuple[Text | None, list[Problem]]:
    shown = f"{docs.name}/{path}"
    language = language_of(path) or languages[0]
    fitting = (model for pattern, model in KINDS if pattern.fullmatch(path) and language in languages)
    model = next(fitting, None)
    slug = path.rpartition("/")[2].removesuffix(".md")
    if not model or not address.is_slug(slug) or too_long(slug) or (model is StoryFacts and slug == "index"):
        return None, [_stray(Located(path=shown, text=content), path, slug, languages)]
    return _typed_text(path, languages, model, front_matter.read(shown, content), docs.name)


def _typed_text(
    path: str, languages: Languages, model: type[BaseModel], document: front_matter.Document, docs: str
) -> tuple[Text | None, list[Problem]]:
    if document.problems:
        text, beyond = held(_without_front(path, languages, document))
        return text, [*document.problems, *beyond]
    is_twin = "translated" in document.values and model is not ProseFacts
    unknown = partial(_fact_in_twin, model, _elsewhere(path, docs, languages)) if is_twin else None
    kind = TwinWords if is_twin else model
    front, faults = typed(kind, document.values, document.file, unknown=unknown)
    text = Text(
        path=path,
        language=language_of(path) or languages[0],
        front=front or _what_remains(path, kind, document.values),  # type: ignore[arg-type]
        body=document.body,
        body_line=document.body_line,
        file=document.file,
    )
    text, beyond = held(text)
    return text, [*faults, *beyond]


def _without_front(path: str, languages: Languages, document: front_matter.Document) -> Text:
    """What is left of a file whose front matter cannot be read: its body is checked, and the preview shows it."""
    return Text(
        path=path,
        language=language_of(path) or languages[0],
        front=PageFacts.model_construct(title=path, summary=""),
        body=document.body,
        body_line=document.body_line,
        file=document.file,
    )


def _elsewhere(path: str, docs: str, languages: Languages) -> Message:
    """Where the original of a translation may stand."""
    same = (address.in_language(path, language) for language in languages)
    return either(f"{docs}/{each}" for each in same if each != path)


def _what_remains(path: str, model: type[BaseModel], values: Mapping[str, Any]) -> BaseModel:
    """Of front matter with faults, what can be checked all the same: all problems are to come in one run."""
    if model is not StoryFacts:
        return PageFacts.model_construct(title=path, summary="")
    names = ("tags", "events", "people", "organisations", "sources")
    lists = {name: values[name] if isinstance(values.get(name), list) else [] for name in names}
    known: Any = {name: [each if address.is_id(each) else "" for each in given] for name, given in lists.items()}
    return StoryFacts.model_construct(title=path, summary="", **known)


def _fact_in_twin(model: type[BaseModel], original: Message, file: Located, key: str) -> Problem | None:
    if key not in model.model_fields:
        return None
    sentence = said(
        '"{key}" is a fact, and facts stand in the original, {original}; a translation carries words only',
        key=key,
        original=original,
    )
    return error(
        "fact-in-twin", file.name(key), sentence, said("delete the line; change it in the original if it is wrong")
    )


def _stray(file: Located, path: str, slug: str, languages: Languages) -> Problem:
    if long := too_long(slug):
        return error("slug", file.at(), long, said("rename it"))
    if not address.is_slug(slug):
        sentence = said(
            'the name "{slug}" must be lower-case ASCII words joined by hyphens, since it is the address', slug=slug
        )
        meant = "-".join(re.findall(r"[a-z0-9]+", slug.lower())) or "leading-group-set-up"
        return error("slug", file.at(), sentence, said("rename it: {name}", name=f"{meant}.md"))
    if STORY.fullmatch(path) and language_of(path) in languages:
        where = address.of_source(path)
        return error(
            "address-twice",
            file.at(),
            said("the list of the year stands at /{where}", where=where),
            said("rename the file"),
        )
    sentence = said("no page stands at {path}", path=path)
    return error(
        "unknown-file",
        file.at(),
        sentence,
        said("a story stands at {path}", path=f"{languages[0]}/news/<year>/<slug>.md"),
    )
