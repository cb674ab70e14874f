"""The folder docs/: which file is what, and each of them read."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from posixpath import splitext
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from newsdesk import processes
from newsdesk.kept import kept_for
from newsdesk.model.ledger import Ledger
from newsdesk.model.picture import Picture, Unfit
from newsdesk.model.registers import Registers
from newsdesk.model.site import PictureLimits, Site
from newsdesk.model.story import FrontFacts, PageFacts, ProseFacts, StoryFacts, TwinWords
from newsdesk.model.text import Text
from newsdesk.processes import Told, nobody
from newsdesk.reading import front_matter, ledger, registers
from newsdesk.reading.disk import read_text
from newsdesk.reading.naming import NOBODY, Finders, Names
from newsdesk.reading.registers import Sheet
from newsdesk.reading.schema import typed
from newsdesk.reading.signs import cleared
from newsdesk.reading.walk import walk
from newsdesk.words import address
from newsdesk.words.language import Language, language_of
from newsdesk.words.located import Located
from newsdesk.words.message import Message, either, said
from newsdesk.words.problem import Place, Problem, error

STORY = re.compile(r"[a-z]{2,3}/news/\d{4}/[^/]+\.md")
KINDS: Sequence[tuple[re.Pattern[str], type[BaseModel]]] = (
    (STORY, StoryFacts),
    (re.compile(r"[a-z]{2,3}/about/[^/]+\.md"), PageFacts),
    (re.compile(r"([a-z]{2,3}/)?index\.md"), FrontFacts),
    (re.compile(r"[a-z]{2,3}/(events/\d{4}|summit)/[^/]+\.md"), ProseFacts),
)
_REGISTERS = "registers/"
_SHOWN = "media/"
_OWN_FOLDERS = (_REGISTERS, "decisions/", "guide/", _SHOWN, "assets/")
_PICTURE = re.compile(r"\.(avif|gif|jpe?g|png|svg|webp)", re.IGNORECASE)
_MEDIA = re.compile(r"\.(avif|gif|jpe?g|png|svg|webp|csv|pdf|m4a|mp3|ogg|opus|wav|mp4|vtt|webm)")
_TEXT = re.compile(r"\.(markdown|mdown|mdx?|txt)", re.IGNORECASE)
_WORD = re.compile(r"""[^\s()<>"'=]+""")
_LINK = re.compile(r".+\.md\b")
_MANY = 20
"""Pictures that are looked at in less time than other processes take to begin."""


Languages = Sequence[Language]
"""Those of the site, the first one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A source: its text as far as it could be read, what is wrong with it, whom it names, what sources it links to."""

    text: Text | None = None
    problems: Sequence[Problem] = ()
    names: Names = NOBODY
    links: frozenset[str] = frozenset()


Readings = Mapping[str, Reading | Sheet | Picture | Unfit]
"""By their path below docs/: what sources and registers say, and what pictures are."""


@dataclass(slots=True)
class Folder:
    """Everything read: texts by their path below docs/, and in `broken` what is left of those with faults.

    `readings` has each file as it was read.
    """

    languages: Sequence[Language] = ()
    texts: dict[str, Text] = field(default_factory=dict)
    broken: dict[str, Text | None] = field(default_factory=dict)
    media: set[str] = field(default_factory=set)
    pictures: dict[str, Picture | Unfit] = field(default_factory=dict)
    registers: Registers = field(default_factory=Registers)
    ledger: Ledger = field(default_factory=Ledger)
    problems: list[Problem] = field(default_factory=list)
    readings: dict[str, Reading | Sheet | Picture | Unfit] = field(default_factory=dict)

    def names(self, path: str) -> Names:
        """Whom a text names."""
        reading = self.readings[path]
        return reading.names if isinstance(reading, Reading) else NOBODY


def read(
    docs: Path,
    site: Site,
    *,
    alone: bool = False,
    told: Told = nobody,
    remembered: Readings = MappingProxyType({}),
) -> Folder:
    """Read docs/ once, in the languages of the site. What is wrong is in `problems`; nothing is raised.

    `alone` stays in this process; `told` is told how far the reading is. A file that is `remembered` is not read again.
    """
    languages = site.languages
    folder = Folder(languages=languages)
    paths, folder.problems = walk(docs)
    names = [path.removeprefix(_REGISTERS) for path in paths if path.startswith(_REGISTERS)]
    ledgers = [name for name in names if ledger.FILE.fullmatch(name)]
    folder.ledger, problems = ledger.read(docs / _REGISTERS, f"{docs.name}/registers", ledgers)
    folder.problems += problems
    sheets = {f"{_REGISTERS}{name}": _sheet(docs, name, remembered) for name in names if name not in ledgers}
    folder.readings.update(sheets)
    folder.registers, problems = registers.joined(sheets.values())
    folder.problems += problems
    sources = [path for path in paths if path.endswith(".md") and not path.startswith(_OWN_FOLDERS)]
    folder.media = {path for path in paths if path.startswith(_SHOWN)}
    folder.pictures = _pictures(docs, paths, site.pictures, remembered, alone=alone)
    folder.readings.update(folder.pictures)
    folder.problems += _of_no_kind(paths, docs.name)
    folder.problems += _two_for_one_address(sources, docs.name)
    twice = {problem.place.path for problem in folder.problems if problem.rule == "address-twice"}
    folder.broken = {path: None for path in sources if f"{docs.name}/{path}" in twice}
    wanted = [path for path in sources if path not in folder.broken]
    read_so = partial(_readings, docs, languages, wanted, remembered, Finders(folder.registers))
    for path, reading in read_so(alone=alone, told=told).items():
        folder.readings[path] = reading
        folder.problems += reading.problems
        if reading.text and not reading.problems:
            folder.texts[path] = reading.text
        else:
            folder.broken[path] = reading.text
    return folder


def _readings(  # noqa: PLR0913 - what each source is read with
    docs: Path,
    languages: Languages,
    paths: Sequence[str],
    remembered: Readings,
    finders: Finders,
    *,
    alone: bool,
    told: Told,
) -> Mapping[str, Reading]:
    known = {path: reading for path in paths if isinstance(reading := remembered.get(path), Reading)}
    unknown = [path for path in paths if path not in known]
    found = processes.each(lambda path: source(docs, languages, path, finders), unknown, alone=alone, told=told)
    known.update(zip(unknown, found, strict=True))
    return {path: known[path] for path in paths}


def _pictures(
    docs: Path, paths: Sequence[str], limits: PictureLimits, remembered: Readings, *, alone: bool
) -> dict[str, Picture | Unfit]:
    """What each picture of media/ is."""
    wanted = [path for path in paths if path.startswith("media/") and _is_picture(path)]
    known = {path: seen for path in wanted if isinstance(seen := remembered.get(path), (Picture, Unfit))}
    if unknown := [path for path in wanted if path not in known]:
        from newsdesk.reading.pictures import look  # noqa: PLC0415 - Pillow takes long to come

        kept = kept_for(docs.parent)
        found = processes.each(
            lambda path: look(docs, path, limits, kept), unknown, alone=alone, heavy=len(unknown) > _MANY
        )
        known.update(zip(unknown, found, strict=True))
    return {path: known[path] for path in wanted}


def _is_picture(path: str) -> bool:
    ending = splitext(path)[1]
    return bool(_PICTURE.fullmatch(ending) and _MEDIA.fullmatch(ending))


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


def _sheet(docs: Path, name: str, remembered: Readings) -> Sheet:
    path = f"{_REGISTERS}{name}"
    known = remembered.get(path)
    return known if isinstance(known, Sheet) else registers.read(docs / path, f"{docs.name}/{path}", name)


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
    if not model or not address.is_slug(slug) or (model is StoryFacts and slug == "index"):
        return None, [_stray(Located(path=shown, text=content), path, slug, languages)]
    return _typed_text(path, languages, model, front_matter.read(shown, content), docs.name)


def _typed_text(
    path: str, languages: Languages, model: type[BaseModel], document: front_matter.Document, docs: str
) -> tuple[Text | None, list[Problem]]:
    if document.problems:
        return _without_front(path, languages, document), list(document.problems)
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
    return text, faults


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


def _of_no_kind(paths: Sequence[str], docs: str) -> Iterator[Problem]:
    """Files that reach no page: nobody would miss them before a reader does."""
    for path in paths:
        ending = splitext(path)[1]
        if path.startswith(_SHOWN):
            wrong = not _MEDIA.fullmatch(ending)
        else:
            wrong = not path.startswith(_OWN_FOLDERS) and ending != ".md"
        if wrong:
            sentence = said("no page is made of {path}, and it does not reach the site", path=path)
            yield error("unknown-file", Place(path=f"{docs}/{path}"), sentence, _where_instead(path, ending))


def _where_instead(path: str, ending: str) -> Message:
    if _TEXT.fullmatch(ending):
        return said("rename it: {name}", name=f"{path.rpartition('/')[2].removesuffix(ending)}.md")
    if _PICTURE.fullmatch(ending):
        return said("move it: {path}", path=f"docs/media/<year>/{path.rpartition('/')[2].lower()}")
    return said("take it out; pictures, sound, film, PDF and CSV stand in docs/media/<year>/")


def _two_for_one_address(paths: Sequence[str], docs: str) -> Iterator[Problem]:
    sources = defaultdict(list)
    for path in paths:
        sources[address.of_source(path).lower()].append(path)
    for where, rivals in sources.items():
        for rival in rivals[1:]:
            place = Located(path=f"{docs}/{rival}", text="").at()
            taken = said("{path} already stands at the address /{where}", path=f"{docs}/{rivals[0]}", where=where)
            capitals = said("{taken} but for capitals, which not every disk tells apart", taken=taken)
            sentence = capitals if _differ_in_case(rivals[0], rival) else taken
            yield error("address-twice", place, sentence, said("rename one of the two files"))


def _differ_in_case(path: str, other: str) -> bool:
    return address.of_source(path) != address.of_source(other)
