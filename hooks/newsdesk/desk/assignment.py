"""What an editor asks `newsdesk new` for, and what follows from it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from newsdesk.desk.command import CannotRun
from newsdesk.desk.project import Project
from newsdesk.desk.suggestions import registers_of
from newsdesk.model.fault import too_long
from newsdesk.model.kinds import Moment
from newsdesk.model.registers import Registers
from newsdesk.words import address, edtf
from newsdesk.words.language import Language
from newsdesk.words.message import Message, either, said
from newsdesk.words.nearest import did_you_mean
from newsdesk.words.typography import has_han


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What an editor asks for; what is empty follows from the rest.

    `day` is that of the story or of the event; `event` that of an event to be written inside the story.
    """

    title: str
    language: str = ""
    slug: str = ""
    day: str = ""
    event: str = ""
    series: str = ""
    tags: Sequence[str] = ()
    sources: Sequence[str] = ()
    short: bool = False


def language_of_title(project: Project, asked: Assignment) -> Language:
    """The language of the title: the one that is said, else the one that it is written in."""
    known = {str(language): language for language in project.site.languages}
    code = asked.language or (Language.ZH if has_han(asked.title) else Language.EN)
    if code not in known:
        sentence = said(
            '--language must be one of the site, {languages}; found "{found}"', languages=either(known), found=code
        )
        raise CannotRun(sentence)
    return known[code]


def registers_for(project: Project, asked: Assignment) -> Registers:
    """The registers. Raises CannotRun for an id that is in none; what a faulty register holds is not known."""
    known = registers_of(project)
    wanted: Mapping[str, tuple[str, Sequence[str]]] = {
        "--tag": ("tags", asked.tags),
        "--source": ("sources", asked.sources),
        "--series": ("series", [asked.series] if asked.series else []),
    }
    for option, (register, names) in wanted.items():
        ids = getattr(known, register)
        for name in names:
            if name not in ids and register not in known.unreadable:
                raise CannotRun(_no_id(option, name, ids))
    return known


def _no_id(option: str, name: str, ids: Iterable[str]) -> Message:
    near = did_you_mean(name, ids)
    return said('{option} must be an id of its register; found "{name}"{near}', option=option, name=name, near=near)


def moment(typed: str) -> datetime:
    """The moment that `--published` gives. Raises CannotRun where it is none."""
    try:
        return TypeAdapter(Moment).validate_python(typed)
    except ValidationError:
        sentence = said(
            "--published must be a day such as 2026-11-25, or a day and a time such as 2026-11-25T18:00; "
            'found "{typed}"',
            typed=typed,
        )
        raise CannotRun(sentence) from None


def when(option: str, typed: str) -> edtf.When:
    try:
        return edtf.parse(typed)
    except ValueError:
        sentence = said(
            '{option} must be a date in EDTF such as 2026-11-25, 2026-11 or 2026-11-25/2026-11-27; found "{typed}"',
            option=option,
            typed=typed,
        )
        raise CannotRun(sentence) from None


def slug(asked: Assignment) -> str:
    """The last part of the address: as it is said, else the title's ASCII words. Of a Chinese title none is made."""
    if not asked.slug and has_han(asked.title):
        raise CannotRun(said("no address is made of Chinese: add one, such as --slug leading-group-set-up"))
    name = asked.slug or _words(asked.title)[:80].rstrip("-")
    if not address.is_slug(name) or name == "index":
        meant = _words(name) or "leading-group-set-up"
        raise CannotRun(
            said(
                'a slug is lower-case ASCII words joined by hyphens; found "{name}": write --slug {meant}',
                name=name,
                meant=meant,
            )
        )
    if long := too_long(name):
        raise CannotRun(long)
    return name


def _words(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower().replace("'", "").replace("’", "")))
