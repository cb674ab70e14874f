"""The folder docs/: which file is what, and each of them read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType

from newsdesk import processes
from newsdesk.kept import kept_for
from newsdesk.model.ledger import Ledger
from newsdesk.model.picture import Picture, Unfit
from newsdesk.model.registers import Registers
from newsdesk.model.site import PictureLimits, Site
from newsdesk.model.text import Text
from newsdesk.processes import Told, nobody
from newsdesk.reading import ledger, registers
from newsdesk.reading.disk import fault_in
from newsdesk.reading.naming import NOBODY, Finders, Names
from newsdesk.reading.placed import REGISTERS, is_other_text, is_picture, is_source, of_no_kind, two_for_one_address
from newsdesk.reading.registers import Sheet
from newsdesk.reading.source import Reading, source
from newsdesk.reading.walk import walk
from newsdesk.words.address import MEDIA
from newsdesk.words.language import Language
from newsdesk.words.problem import Problem

_MANY = 20
"""Pictures that are looked at in less time than other processes take to begin."""

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
    names = [path.removeprefix(REGISTERS) for path in paths if path.startswith(REGISTERS)]
    ledgers = [name for name in names if ledger.FILE.fullmatch(name)]
    folder.ledger, problems = ledger.read(docs / REGISTERS, f"{docs.name}/registers", ledgers)
    folder.problems += problems
    sheets = {f"{REGISTERS}{name}": _sheet(docs, name, remembered) for name in names if name not in ledgers}
    folder.readings.update(sheets)
    folder.registers, problems = registers.joined(sheets.values())
    folder.problems += problems
    sources = [path for path in paths if is_source(path)]
    folder.media = {path for path in paths if path.startswith(MEDIA)}
    folder.pictures = _pictures(docs, paths, site.pictures, remembered, alone=alone)
    folder.readings.update(folder.pictures)
    folder.problems += of_no_kind(paths, docs.name)
    folder.problems += [fault for path in paths if is_other_text(path) if (fault := _fault_of(docs, path))]
    folder.problems += two_for_one_address(sources, docs.name)
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
    languages: Sequence[Language],
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
    wanted = [path for path in paths if is_picture(path)]
    known = {path: seen for path in wanted if isinstance(seen := remembered.get(path), (Picture, Unfit))}
    if unknown := [path for path in wanted if path not in known]:
        from newsdesk.reading.pictures import look  # noqa: PLC0415 - Pillow takes long to come

        kept = kept_for(docs.parent)
        found = processes.each(
            lambda path: look(docs, path, limits, kept), unknown, alone=alone, heavy=len(unknown) > _MANY
        )
        known.update(zip(unknown, found, strict=True))
    return {path: known[path] for path in wanted}


def _fault_of(docs: Path, path: str) -> Problem | None:
    fault = fault_in(docs / path, f"{docs.name}/{path}")
    # A download may be in any encoding: a spreadsheet may ask for it.
    return None if fault and fault.rule != "merge-mark" and path.startswith(MEDIA) else fault


def _sheet(docs: Path, name: str, remembered: Readings) -> Sheet:
    path = f"{REGISTERS}{name}"
    known = remembered.get(path)
    return known if isinstance(known, Sheet) else registers.read(docs / path, f"{docs.name}/{path}", name)
