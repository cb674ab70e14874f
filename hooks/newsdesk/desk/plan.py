"""What changes in each file where a thing gets another name or address."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from newsdesk.desk import relocation
from newsdesk.desk.assignment import moment
from newsdesk.desk.change import Change
from newsdesk.desk.command import CannotRun
from newsdesk.desk.edit import Edit, at, edited
from newsdesk.desk.holders import held, refuse_taken
from newsdesk.desk.lasting import kept
from newsdesk.desk.order import in_its_place
from newsdesk.desk.project import Project
from newsdesk.desk.relocation import Relocation
from newsdesk.desk.renaming import renamed
from newsdesk.desk.things import PICTURE, Kind, Thing
from newsdesk.model.mention import mentions
from newsdesk.model.text import Text
from newsdesk.progress import on_terminal
from newsdesk.reading import folder
from newsdesk.reading.assemble import assemble
from newsdesk.speech.choice import spoken, voice
from newsdesk.views.everything import every_page
from newsdesk.words import address
from newsdesk.words.message import said
from newsdesk.words.problem import frame, in_order


class Plan:
    """The edits of each file, by its path as problems print it, while they are gathered."""

    def __init__(self, project: Project) -> None:
        self.project = project
        found = folder.read(project.docs, project.site, told=on_terminal(spoken(said("Reading"))))
        if found.problems:
            frames = "\n\n".join(frame(problem, voice()) for problem in in_order(found.problems))
            raise CannotRun(said("first mend what cannot be read:\n\n{frames}", frames=frames))
        self.texts = found.texts
        self.library, _ = assemble(found, project.as_of)
        self.edits: dict[str, list[Edit]] = defaultdict(list)
        self.relocation = Relocation(stems={})
        self.paths: dict[str, str] = {}
        self.sorted: dict[str, str] = {}

    def move_picture(self, old: str, new: str) -> None:
        """Move a file in media/."""
        if old not in self.library.media:
            raise CannotRun(said("there is no file {file}", file=old))
        if new in self.library.media or (self.project.docs / new).exists():
            raise CannotRun(said('"{name}" is taken: {owner}', name=new, owner=said("there is such a file")))
        self._lead(PICTURE, old, new, {old: new})
        self.paths[f"{self.project.docs.name}/{old}"] = f"{self.project.docs.name}/{new}"

    def move(self, old: Thing, new: Thing) -> None:
        """Give a thing of any other kind another name."""
        holder = held(old, self.library)
        refuse_taken(old, new, self.library)
        self._lead(old.kind, old.name, new.name, _stems(self.project, old, new))
        if self._has_stood(old):
            body = next((text.body for text in self.texts.values() if text.file.path == holder.file.path), None)
            self.edits[holder.file.path] += kept(holder, body, old.name, new.name, lasting=old.kind.lasting)
        if old.kind.register:
            mark = holder.file.names[(old.name,)]
            self.edits[holder.file.path].append(at(holder.file.text, mark, new.name))
            self.sorted[holder.file.path] = new.name
        elif old.kind.name == "event":
            self.paths[holder.file.path] = holder.file.path.replace(f"/{old.name}.yml", f"/{new.name}.yml")

    def set_day(self, old: str, new: str, published: str) -> None:
        """Hold the folder of a story to its year, and its day to what was asked for."""
        story = next(each for each in self.library.all_stories if each.key == old)
        file, year = story.versions.original.file, new.partition("/")[0]
        day = moment(published) if published else story.facts.published
        if str(day.year) != year:
            cure = said("add --published {year}-…, or name a folder {own}", year=year, own=day.year)
            raise CannotRun(said("the story is of {year}: {cure}", year=day.year, cure=cure))
        if published:
            self.edits[file.path].append(at(file.text, file.values[("published",)], published))

    def changes(self) -> Sequence[Change]:
        """Every file that changes or moves."""
        for path in self.paths.values():
            if path not in self.paths and (self.project.folder / path).exists():
                raise CannotRun(said('"{name}" is taken: {owner}', name=path, owner=said("there is such a file")))
        touched = {path for path, edits in self.edits.items() if edits} | self.paths.keys()
        return [self._change(path) for path in sorted(touched)]

    def _lead(self, kind: Kind, old: str, new: str, stems: Mapping[str, str]) -> None:
        """Lead everything that names a thing to its new name."""
        self.relocation = Relocation(stems=stems)
        for mention in mentions(self.library):
            if mention.name == old and kind.is_of(mention):
                self.edits[mention.file.path] += renamed(mention, new)
        for text in self.texts.values():
            self._repair(text)
            if (moved := self.relocation.of(text.path)) != text.path:
                self.paths[text.file.path] = text.file.path.removesuffix(text.path) + moved

    def _repair(self, text: Text) -> None:
        """The links of a body; what they change in the digests of the original changes in those of its translations."""
        found = relocation.links(text, self.relocation)
        self.edits[text.file.path] += relocation.in_file(text, found)
        if found and not text.is_twin:
            for language in self.project.site.languages:
                twin = self.texts.get(address.in_language(text.path, language))
                if twin and twin.is_twin:
                    self.edits[twin.file.path] += relocation.restamped(text, found, twin)

    def _has_stood(self, old: Thing) -> bool:
        """Whether a reader may have found a page at the address of a thing: a draft has none."""
        pages = {where for sheaf in every_page(self.library, self.project.site) for where in sheaf.addresses}
        return any(f"{stem}/" in pages for stem in _stems(self.project, old, old))

    def _change(self, path: str) -> Change:
        old = self.project.folder / path
        new = self.project.folder / self.paths.get(path, path)
        before = old.read_bytes()
        edits = sorted(set(self.edits[path]))
        if not edits:
            return Change(old=old, new=new, before=before, after=before, places=0)
        raw = edited(before.decode("utf-8"), edits)
        if path in self.sorted:
            raw = in_its_place(raw, self.sorted[path])
        return Change(old=old, new=new, before=before, after=raw.encode(), places=len(edits))


def _stems(project: Project, old: Thing, new: Thing) -> Mapping[str, str]:
    where = old.kind.address
    if not where:
        return {}
    return {where(each, old.name).rstrip("/"): where(each, new.name).rstrip("/") for each in project.site.languages}
