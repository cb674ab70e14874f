"""The page of measures: everything that figures count."""

from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.i18n.languages import Fragment, Language
from newsdesk.pages.view import (
    PageKind,
    SearchKind,
    SearchRecord,
    View,
    counterparts,
    one_in_each_language,
    texts_in_page_language,
)


@dataclass(frozen=True, kw_only=True)
class MeasuresView(View):
    """The names of all measures."""

    measures: Sequence[Fragment]

    @property
    def searched(self) -> SearchRecord:
        return SearchRecord(kind=SearchKind.PAGE, words=list(texts_in_page_language(self.description, *self.measures)))


def _address(language: Language) -> str:
    return f"{language}/measures/"


def _measures(library: Library, site: Site, language: Language) -> MeasuresView:
    return MeasuresView(
        address=_address(language),
        language=language,
        title=library.word("measures", language),
        description=library.word("measures_description", language),
        translations=counterparts(_address(language), site.languages),
        measures=[measure.name.in_language(language) for measure in library.registers.measures.values()],
    )


PAGES = [PageKind(view=MeasuresView, batches=one_in_each_language(_address, _measures), permanent=True)]
