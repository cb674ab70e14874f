"""The conversion of one post into the text of its file, with notes on all that needs a person."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from newsdesk import urls
from newsdesk.content.marks import WordsForm
from newsdesk.i18n.messages import Message, msg, verbatim
from newsdesk.importing import forms, stories
from newsdesk.importing.archive import CODE, Archive, ImportedPost, Task, ToDo, one_line
from newsdesk.importing.bodies import Targets, story_body
from newsdesk.importing.media import MediaFiles
from newsdesk.importing.stories import Facts, Placement, Words
from newsdesk.importing.tags import TagIds

_NO_ALT = re.compile(r"!\[\]\(|^# {3}alt: …$", re.MULTILINE)
_TEMPLATE = re.compile(r"\{\{|\{%")
"""What another generator would have filled in."""
_SHOWN = 100
"""Characters of an original that the report shows."""
_HTTP = ("http://", "https://")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportContext:
    """What all conversions of one import share: `docs` is the name of the folder, `host` that of the site's URL."""

    docs: str
    zone: str
    host: str
    archive: Archive
    sources: Sequence[str]
    places: Mapping[str, Placement]
    media: MediaFiles
    tags: TagIds
    today: date
    imported: Mapping[str, date]
    """The day on which each text came that is there already, by its path below docs/."""
    aliases: set[str] = field(default_factory=set)
    """Former addresses that a story has already."""

    def original_of(self, place: Placement) -> Placement:
        return self.places[place.original] if place.original else place


@dataclass(slots=True)
class Conversion:
    """One post on its way to its file; `todos` are complete once its `text` was made."""

    context: ImportContext
    post: ImportedPost
    place: Placement
    todos: list[ToDo] = field(default_factory=list)
    _reasons: dict[str, Message] = field(default_factory=dict)
    _old_links: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Return the text of the file."""
        targets = Targets(picture=self._picture, link=self._link)
        body = story_body(self.context.archive.markdown(self.post), targets, one_line(self.post.title))
        words = stories.words_of(self.post, body, self.place.language)
        front = stories.front_matter(self.place, self.post, words, self._facts(), self.context.zone)
        text = "\n".join(["---", *front, "---", "", *([body.text, ""] if body.text else [])])
        self._note_words(words)
        self._note_front_matter()
        self._note_body(text)
        return text

    def _facts(self) -> Facts:
        lead = self.context.original_of(self.place).post.image
        path = self._media_path(lead.reference) if lead else ""
        if self.place.original:
            return Facts(has_image=bool(lead and lead.alt and path))
        if lead and not path:
            missing = msg("{file} is not in the archive", file=lead.reference[:_SHOWN])
            self._todo(Task.PICTURE, 1, self._reasons.get(lead.reference, missing))
        tags = (self.context.tags.identifier(name, self.place.language) for name in self.post.tags)
        return Facts(
            sources=self.context.sources,
            tags=sorted({*tags}),
            aliases=list(self._aliases()),
            image=urls.source_link(self.place.path, path) if path else "",
            has_image=bool(path),
            imported=str(self.context.imported.get(self.place.path, self.context.today)),
        )

    def _aliases(self) -> Iterator[str]:
        for address in dict.fromkeys((*self.post.addresses, *self.place.others)):
            if urls.is_former_path(address) and address not in self.context.aliases:
                self.context.aliases.add(address)
                yield address
            elif address.strip("/") != urls.story(self.place.language, self.place.key).strip("/"):
                self._todo(Task.ADDRESS, 1, verbatim(one_line(address)[:_SHOWN]))

    def _note_words(self, words: Words) -> None:
        limits = self.place.language.rules.length_limits
        for line, text, form in ((2, words.title, WordsForm.HEADING), (3, words.summary, WordsForm.SENTENCE)):
            if len(text) > limits[form][1]:
                self._todo(Task.LENGTH, line, verbatim(text[:_SHOWN]))
        if not words.is_own_title:
            self._todo(Task.TITLE, 2, verbatim(words.title))
        if not words.is_own_summary:
            self._todo(Task.SUMMARY, 3, verbatim(words.summary[:_SHOWN]))

    def _note_front_matter(self) -> None:
        if not self.place.original and not self.context.sources:
            self._todo(Task.SOURCE, 1, msg("no source"))
        if not self.place.original and not self.place.has_own_slug:
            self._todo(Task.SLUG, 1, verbatim(self.place.key))
        if self.post.authors and not stories.byline(self.post.authors, self.place.language):
            self._todo(Task.BYLINE, 1, verbatim(one_line(", ".join(self.post.authors))))

    def _note_body(self, text: str) -> None:
        """Note what stands in the text: its lines are where a person has to look."""
        for task, line, original in forms.kept_parts(text):
            why = next((why for reference, why in self._reasons.items() if reference in original), None)
            message = why if why and task is Task.PICTURE else verbatim(one_line(original)[:_SHOWN])
            self._todo(task, line, message)
        shown = CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
        for found in _NO_ALT.finditer(shown):
            line = text.count("\n", 0, found.start()) + 1
            self._todo(Task.ALT, line, verbatim(text.split("\n")[line - 1][:_SHOWN]))
        for link in dict.fromkeys(self._old_links):
            self._todo(Task.LINK, text.count("\n", 0, max(0, text.find(link))) + 1, verbatim(link[:_SHOWN]))

    def _todo(self, task: Task, line: int, message: Message) -> None:
        self.todos.append(ToDo(task=task, path=f"{self.context.docs}/{self.place.path}", line=line, message=message))

    def _media_path(self, reference: str) -> str:
        """Return the path of a file below docs/, empty if the archive lacks it or it cannot be published."""
        file = self.context.archive.file(self.post, reference)
        if not file:
            return ""
        path, why = self.context.media.place(file, self.place.year)
        if why:
            self._reasons[reference] = why
        return path

    def _picture(self, reference: str) -> str:
        path = self._media_path(reference)
        return urls.source_link(self.place.path, path) if path else ""

    def _link(self, reference: str) -> str:
        """Return where a link of the body leads now, empty if nowhere."""
        reference = f"https:{reference}" if reference.startswith("//") else reference
        if reference.startswith(("#", "mailto:", "tel:")):
            return reference
        if not _is_address(reference):
            return ""
        place = self.context.places.get(self.context.archive.linked_post(self.post, reference))
        if place and place.post.draft and not self.post.draft:
            return ""
        if place:
            _, sign, fragment = reference.partition("#")
            return urls.source_link(self.place.path, place.path) + sign + fragment
        path = self._media_path(reference)
        return urls.source_link(self.place.path, path) if path else self._elsewhere(reference)

    def _elsewhere(self, reference: str) -> str:
        """Return the address of what was not imported; on the former site, a person has to look at it."""
        absolute = reference if reference.startswith(_HTTP) else self.context.archive.absolute(self.post, reference)
        if absolute and self.context.archive.is_own(absolute):
            if urlsplit(absolute).netloc == self.context.host:
                # The site takes the place of the former one: what was not imported is gone.
                return ""
            self._old_links.append(absolute)
        return absolute


def _is_address(reference: str) -> bool:
    try:
        return urlsplit(reference).scheme in ("", "http", "https") and not _TEMPLATE.search(reference)
    except ValueError:
        return False
