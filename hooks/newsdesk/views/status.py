"""What waits for an editor, in words; and as a page of the preview, which no build has."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from gettext import NullTranslations
from typing import ClassVar

from newsdesk.views.debts import Debt, Owed, Report
from newsdesk.views.view import View
from newsdesk.words import address
from newsdesk.words.language import Fragment, Language
from newsdesk.words.message import Message, counted, listed, said

TITLE = said("What waits for an editor")
_TOLD: Mapping[Debt, Callable[[int], Message]] = {
    Debt.MISSING: lambda number: said("{number} untranslated", number=number),
    Debt.STALE: lambda number: said("{number} stale", number=number),
    Debt.UNCHECKED: lambda number: said("{number} unchecked", number=number),
    Debt.DRAFT: lambda number: said("{number} in draft", number=number),
    Debt.WITHHELD: lambda number: said("{number} withheld", number=number),
    Debt.NAMELESS: lambda number: said("{number} nameless", number=number),
    Debt.PAST_PLAN: lambda number: counted("{number} past plan", "{number} past plans", number=number),
    Debt.UNCITED: lambda number: counted("{number} source uncited", "{number} sources uncited", number=number),
    Debt.CITED_ONCE: lambda number: counted("{number} source cited once", "{number} sources cited once", number=number),
    Debt.UNUSED: lambda number: counted("{number} entry unused", "{number} entries unused", number=number),
}
EXPLAINED: Mapping[Debt, Message] = {
    Debt.MISSING: said("untranslated: the original, and its day"),
    Debt.STALE: said("stale: the translation, and since when its original is newer"),
    Debt.UNCHECKED: said("unchecked: the translation, and its day"),
    Debt.DRAFT: said("in draft: the text, and its day"),
    Debt.WITHHELD: said("withheld: the story, and until when"),
    Debt.NAMELESS: said("nameless in this language"),
    Debt.PAST_PLAN: said("past plans: the event, and the day that has passed"),
    Debt.UNCITED: said("sources uncited"),
    Debt.CITED_ONCE: said("sources cited once"),
    Debt.UNUSED: said("entries unused"),
}
"""The heading over the debts of a kind."""


def summed_up(owed: Mapping[Debt, Sequence[Owed]]) -> Message:
    """'1 untranslated, 2 in draft': what a language or the registers owe, on one line."""
    return listed([_TOLD[debt](len(each)) for debt, each in owed.items()]) or said("nothing waits")


def named(language: Language | None) -> Message | str:
    """Whose debts they are."""
    return language.own_name if language else said("Registers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a language or the registers owe, in words: `kinds` are headings, each with its debts."""

    heading: str
    kinds: Sequence[tuple[str, Sequence[Owed]]]


@dataclass(frozen=True, kw_only=True)
class StatusView(View):
    """In the preview only: what waits for an editor."""

    template: ClassVar[str] = "status.html"
    parts: Sequence[Part]


def status(report: Report, language: Language, catalogue: NullTranslations) -> StatusView:
    """The report on all languages, in the words of one."""
    title = TITLE.translated(catalogue)
    return StatusView(
        address=address.status(language),
        language=language,
        title=Fragment(title),
        description=Fragment(title),
        indexable=False,
        parts=[
            Part(
                heading=said("{name}: {sum}", name=named(owner), sum=summed_up(owed)).translated(catalogue),
                kinds=[(EXPLAINED[debt].translated(catalogue), each) for debt, each in owed.items()],
            )
            for owner, owed in report.items()
        ],
    )
