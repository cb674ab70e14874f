"""The plan of a move or rename: the changes to every file, applied all together or not at all."""

import difflib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsdesk import urls
from newsdesk.content import loader
from newsdesk.content.entities import id_references
from newsdesk.content.loader import assemble_library
from newsdesk.content.story import Text
from newsdesk.diagnostics import format_diagnostic, sorted_diagnostics
from newsdesk.i18n.messages import Message, current_catalog, msg, msg_plural, translate
from newsdesk.pages.registry import all_addresses
from newsdesk.processes import progress_on_terminal
from newsdesk.project import CannotRun, Project, Step, apply_steps, disk_error, parse_moment, shown_path
from newsdesk.refactor import links
from newsdesk.refactor.edits import Edit, apply_edits, entry_in_order, replacement
from newsdesk.refactor.entities import PICTURE, Entity, EntityKind, alias_edits, holder_of, refuse_taken_address
from newsdesk.refactor.links import Relocation, picture_edits, rename_edits


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """A file before and after; `places` counts its edits."""

    old: Path
    new: Path
    before: bytes
    after: bytes
    places: int

    def summary(self) -> Message:
        old, new = shown_path(self.old), shown_path(self.new)
        where = old if old == new else f"{old} -> {new}"
        return msg_plural("{file}: {number} place", "{file}: {number} places", file=where, number=self.places)

    def difference(self, project: Project) -> str:
        """Return a unified diff, '' if the content is unchanged, as that of a moved picture."""
        if self.before == self.after:
            return ""
        old, new = (path.relative_to(project.folder).as_posix() for path in (self.old, self.new))
        before, after = (data.decode("utf-8").splitlines() for data in (self.before, self.after))
        return "\n".join(difflib.unified_diff(before, after, old, new, lineterm=""))


def apply_changes(project: Project, changes: Sequence[FileChange], command: str) -> None:
    """Change all files, or none. Raises CannotRun if one cannot be written."""
    steps = [Step(old=change.old, new=change.new, before=change.before, after=change.after) for change in changes]
    try:
        apply_steps(project.folder, steps, command)
    except OSError as exc:
        raise CannotRun(msg("nothing was changed: {reason}", reason=disk_error(exc))) from exc


class Plan:
    """Edits collected per file, by its path as diagnostics print it. Raises CannotRun if a file cannot be read."""

    def __init__(self, project: Project) -> None:
        self.project = project
        found = loader.load_files(
            project.docs, project.site, on_progress=progress_on_terminal(translate(msg("Reading")))
        )
        if found.problems:
            frames = "\n\n".join(
                format_diagnostic(problem, current_catalog()) for problem in sorted_diagnostics(found.problems)
            )
            raise CannotRun(msg("first fix what newsdesk cannot read:\n\n{frames}", frames=frames))
        self.texts = found.texts
        self.library, _ = assemble_library(found, project.as_of)
        self.edits: dict[str, list[Edit]] = defaultdict(list)
        self.relocation = Relocation(stems={})
        self.paths: dict[str, str] = {}
        self.sorted: dict[str, str] = {}

    def move_picture(self, old: str, new: str) -> None:
        """Move a file in media/. Raises CannotRun if it does not exist or the new path is taken."""
        if old not in self.library.media:
            raise CannotRun(msg("file {file} does not exist", file=old))
        if new in self.library.media or (self.project.docs / new).exists():
            raise CannotRun(
                msg('"{name}" is already taken: {owner}', name=new, owner=msg("a file with this name exists"))
            )
        self._lead(PICTURE, old, new, {old: new})
        self.paths[f"{self.project.docs.name}/{old}"] = f"{self.project.docs.name}/{new}"

    def move(self, old: Entity, new: Entity) -> None:
        """Move or rename an entity of any other kind. Raises CannotRun if that is impossible."""
        holder = holder_of(old, self.library)
        refuse_taken_address(old, new, self.library)
        self._lead(old.kind, old.name, new.name, _stems(self.project, old, new))
        if self._has_stood(old):
            body = next((text.body for text in self.texts.values() if text.file.path == holder.file.path), None)
            self.edits[holder.file.path] += alias_edits(
                holder, body, old.name, new.name, has_permanent_id=old.kind.has_permanent_id
            )
        if old.kind.register:
            mark = holder.file.names[(old.name,)]
            self.edits[holder.file.path].append(replacement(holder.file.text, mark, new.name))
            self.sorted[holder.file.path] = new.name
        elif old.kind.name == "event":
            self.paths[holder.file.path] = holder.file.path.replace(f"/{old.name}.yml", f"/{new.name}.yml")

    def set_day(self, old: str, new: str, published: str) -> None:
        """Set a story's publication date, if given. Raises CannotRun if its year is not that of the new folder."""
        story = next(each for each in self.library.all_stories if each.key == old)
        file, year = story.versions.original.file, new.partition("/")[0]
        day = parse_moment(published) if published else story.facts.published
        if str(day.year) != year:
            suggestion = msg("add --published {year}-…, or name a folder {own}", year=year, own=day.year)
            raise CannotRun(msg("published is in {year}: {suggestion}", year=day.year, suggestion=suggestion))
        if published:
            self.edits[file.path].append(replacement(file.text, file.values[("published",)], published))

    def changes(self) -> Sequence[FileChange]:
        """Return every file that changes or moves, by path. Raises CannotRun if a new path is taken."""
        for path in self.paths.values():
            if path not in self.paths and (self.project.folder / path).exists():
                raise CannotRun(
                    msg('"{name}" is already taken: {owner}', name=path, owner=msg("a file with this name exists"))
                )
        touched = {path for path, edits in self.edits.items() if edits} | self.paths.keys()
        return [self._change(path) for path in sorted(touched)]

    def _lead(self, kind: EntityKind, old: str, new: str, stems: Mapping[str, str]) -> None:
        """Edit every reference to an entity."""
        self.relocation = Relocation(stems=stems, media=self.library.media)
        for mention in id_references(self.library):
            if kind is PICTURE and mention.kind == PICTURE.name:
                self.edits[mention.file.path] += picture_edits(mention, self.relocation, self.project.docs.name)
            elif mention.name == old and kind.is_of(mention):
                self.edits[mention.file.path] += rename_edits(mention, new)
        for text in self.texts.values():
            self._repair(text)
            if (moved := self.relocation.new_path(text.path)) != text.path:
                self.paths[text.file.path] = text.file.path.removesuffix(text.path) + moved

    def _repair(self, text: Text) -> None:
        """Edit the links in a body, and the digests in the translations of an original whose blocks this changes."""
        found = links.link_edits(text, self.relocation, self.project.site.settings.markdown_extensions)
        self.edits[text.file.path] += links.edits_in_file(text, found)
        if found and not text.is_translation:
            for language in self.project.site.languages:
                translation = self.texts.get(urls.in_language(text.path, language))
                if translation and translation.is_translation:
                    self.edits[translation.file.path] += links.restamp_edits(text, found, translation)

    def _has_stood(self, old: Entity) -> bool:
        """Return whether readers may have found a page at an entity's address: a draft has none."""
        pages = all_addresses(self.library, self.project.site)
        return any(f"{stem}/" in pages for stem in _stems(self.project, old, old))

    def _change(self, path: str) -> FileChange:
        old = self.project.folder / path
        new = self.project.folder / self.paths.get(path, path)
        before = old.read_bytes()
        edits = sorted(set(self.edits[path]))
        if not edits:
            return FileChange(old=old, new=new, before=before, after=before, places=0)
        raw = apply_edits(before.decode("utf-8"), edits)
        if path in self.sorted:
            raw = entry_in_order(raw, self.sorted[path])
        return FileChange(old=old, new=new, before=before, after=raw.encode(), places=len(edits))


def _stems(project: Project, old: Entity, new: Entity) -> Mapping[str, str]:
    where = old.kind.address
    if not where:
        return {}
    return {where(each, old.name).rstrip("/"): where(each, new.name).rstrip("/") for each in project.site.languages}


def planned_changes(project: Project, old: Entity, new: Entity, published: str = "") -> Sequence[FileChange]:
    """Return the changes to every file, by path, when an entity gets a new address, name or ID.

    Raises CannotRun if the new one is taken or invalid, or if a file cannot be read: its references could not be
    updated.
    """
    plan = Plan(project)
    if old.name == new.name:
        raise CannotRun(msg('"{name}" is already its name', name=new.name))
    if old.kind is PICTURE:
        plan.move_picture(old.name, new.name)
    else:
        plan.move(old, new)
    if old.kind.name == "story":
        plan.set_day(old.name, new.name, published)
    elif published:
        raise CannotRun(msg("only stories have a publication date"))
    return plan.changes()
