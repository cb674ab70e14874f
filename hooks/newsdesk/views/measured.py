"""An event's figures as a table: a row for each measure, a column for each basis."""

from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.model.claim import Basis
from newsdesk.model.event import Event
from newsdesk.model.library import Library
from newsdesk.views.claims import FigureLine, Marks, figures
from newsdesk.words.language import Fragment, Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A measure; `cells` hold its figures, in the order of the table's bases."""

    name: Fragment
    cells: Sequence[Sequence[FigureLine]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What was counted: figures in conflict stand side by side, each under its basis."""

    bases: Sequence[Fragment]
    rows: Sequence[Row]


def table(event: Event, library: Library, language: Language, numbers: Marks) -> Table:
    """The table of an event's figures; only those bases stand in it on which it has one."""
    lines = list(figures(event.figures, library, language, numbers))
    words = [library.word(f"basis_{basis}", language) for basis in (Basis.REPORTED, Basis.RETROSPECTIVE, Basis.PLANNED)]
    bases = [word for word in words if any(line.basis == word for line in lines)]
    rows = [
        Row(
            name=next(line.name for line in lines if line.measure == measure),
            cells=[[line for line in lines if (line.measure, line.basis) == (measure, basis)] for basis in bases],
        )
        for measure in dict.fromkeys(line.measure for line in lines)
    ]
    return Table(bases=bases, rows=rows)
