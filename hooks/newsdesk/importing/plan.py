"""The plan of an import: what each file becomes, what is there already, and what needs a person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from newsdesk import urls
from newsdesk.content.loader import LoadedFiles, load_files
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import Message, msg
from newsdesk.importing import stories
from newsdesk.importing.archive import Archive, ImportedPost, Task, ToDo
from newsdesk.importing.conversion import Conversion, ImportContext
from newsdesk.importing.media import MediaFiles
from newsdesk.importing.stories import Placement
from newsdesk.importing.tags import TagIds, with_entries
from newsdesk.project import Project, Step

TAGS = "registers/tags.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What an editor asks for: ids of sources for stories that name none, and the language of posts that say none."""

    sources: Sequence[str] = ()
    language: Language | None = None


@dataclass(slots=True)
class ImportPlan:
    """The files to write, what needs a person, and counts: of posts read, and of what is new or there already."""

    steps: list[Step] = field(default_factory=list)
    todos: list[ToDo] = field(default_factory=list)
    posts: int = 0
    stories: int = 0
    unchanged: int = 0
    pictures: int = 0
    tags: int = 0


def planned_import(project: Project, archive: Archive, options: ImportOptions, staging: Path | None) -> ImportPlan:
    """Return the plan, with the new texts in the folder `staging`, or nowhere. Raises CannotRun for a bad archive."""
    plan, found = ImportPlan(), load_files(project.docs, project.site)
    site = project.site
    places, others = stories.placements(_posts_of_the_site(project, archive, options, plan), site.zone, site.languages)
    for post in others:
        plan.todos.append(_left_out(post, msg("another version of it is in the same language")))
    context = ImportContext(
        docs=project.docs.name,
        zone=site.zone,
        host=urlsplit(site.url).netloc,
        archive=archive,
        sources=options.sources,
        places=places,
        media=MediaFiles(project),
        tags=_asked_tags(found, places),
        today=project.as_of.date(),
        imported={
            path: day
            for path, text in (*found.texts.items(), *found.broken.items())
            if text and (day := getattr(text.front, "imported", None))
        },
    )
    former = _former_addresses(found)
    for post in archive.posts():
        if place := places.get(post.key):
            plan.posts += 1
            if why := _why_taken(project, place, places, former):
                plan.todos.append(_edited(project, place, why))
            else:
                _add_story(project, plan, Conversion(context, post, place), staging)
    plan.todos += archive.left_out()
    _add_media(project, plan, context.media)
    _add_tags(project, plan, context.tags)
    return plan


def _posts_of_the_site(
    project: Project, archive: Archive, options: ImportOptions, plan: ImportPlan
) -> Iterator[tuple[ImportedPost, Language]]:
    for post in archive.posts():
        if language := stories.language_of_post(post, project.site.languages, options.language):
            yield post, language
        else:
            message = msg('it is in "{language}", not a language of the site', language=post.language)
            plan.todos.append(_left_out(post, message))


def _left_out(post: ImportedPost, message: Message) -> ToDo:
    return ToDo(task=Task.LEFT_OUT, path=post.path, line=post.line, message=message)


def _asked_tags(found: LoadedFiles, places: Mapping[str, Placement]) -> TagIds:
    """Ask for every tag once, in the order of the archive, so that the ids of new ones are always the same."""
    tags = TagIds(found.registers.tags)
    for place in places.values():
        for name in place.post.tags if not place.original else ():
            tags.identifier(name, place.language)
    return tags


def _former_addresses(found: LoadedFiles) -> Mapping[str, str]:
    """Return the texts of the site that have a former address as an alias, by that address."""
    texts = [*found.texts.items(), *found.broken.items()]
    return {alias: path for path, text in texts if text for alias in getattr(text.front, "aliases", ())}


def _why_taken(
    project: Project, place: Placement, places: Mapping[str, Placement], former: Mapping[str, str]
) -> Message | None:
    """Return why a post cannot have its place: it was moved since, or another story has it in another language."""
    moved = next((former[each] for each in place.post.addresses if each in former), "")
    if moved and urls.story_key(moved) != place.key:
        return msg("it was imported, and is now {path}", path=f"{project.docs.name}/{moved}")
    if (project.docs / place.path).exists():
        return None
    versions = {each.path for each in places.values() if each.key == place.key}
    others = (urls.in_language(place.path, language) for language in project.site.languages)
    other = next((path for path in others if path not in versions and (project.docs / path).exists()), "")
    return msg("{path} has this slug", path=f"{project.docs.name}/{other}") if other else None


def _add_story(project: Project, plan: ImportPlan, conversion: Conversion, staging: Path | None) -> None:
    """Add a story, unless its file is there: one that was edited is left alone."""
    there, content = project.docs / conversion.place.path, conversion.text().encode()
    if not there.exists():
        plan.stories += 1
        plan.steps.append(Step(old=there, new=there, before=None, after=_staged(content, staging, len(plan.steps))))
    elif there.read_bytes() == content:
        plan.unchanged += 1
    else:
        plan.todos.append(_edited(project, conversion.place, msg("its text is another")))
        return
    plan.todos += conversion.todos


def _staged(content: bytes, staging: Path | None, number: int) -> bytes | Path:
    """Keep a text on the disk: all of an archive may be larger than the memory."""
    if not staging:
        return b""
    path = staging / str(number)
    path.write_bytes(content)
    return path


def _edited(project: Project, place: Placement, why: Message) -> ToDo:
    return ToDo(task=Task.EDITED, path=f"{project.docs.name}/{place.path}", message=why)


def _add_media(project: Project, plan: ImportPlan, media: MediaFiles) -> None:
    plan.pictures = len(media.new)
    for path, file in media.new.items():
        plan.steps.append(Step(old=project.docs / path, new=project.docs / path, before=None, after=file))


def _add_tags(project: Project, plan: ImportPlan, tags: TagIds) -> None:
    plan.tags = len(tags.new)
    if not tags.new:
        return
    register = project.docs / TAGS
    before = register.read_bytes() if register.exists() else None
    after = with_entries((before or b"").decode(), tags.new)
    plan.steps.append(Step(old=register, new=register, before=before, after=after.encode()))
    lines = after.split("\n")
    for made, name in tags.without_words.items():
        message = msg('"{name}" has no English name to make an ID of: newsdesk rename tag {id} …', name=name, id=made)
        path = f"{project.docs.name}/{TAGS}"
        plan.todos.append(ToDo(task=Task.TAG, path=path, line=lines.index(f"{made}:") + 1, message=message))
