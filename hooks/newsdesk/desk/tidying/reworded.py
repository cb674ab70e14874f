"""Published texts of which tidying changes more than typography: a mark that newspapers leave out is one of wording."""

from collections.abc import Iterator

from newsdesk.checks import silent
from newsdesk.desk.project import Project, library_of
from newsdesk.desk.tidying.tidy import Tidied
from newsdesk.model.ledger import Told
from newsdesk.reading import front_matter
from newsdesk.words import wording


def reworded_by(result: Tidied, project: Project) -> Iterator[str]:
    """Paths below docs/ of texts that have the words of the ledger now, and will not have them once tidied."""
    library = library_of(project)
    for story in library.stories:
        for text in story.texts:
            line = library.ledger.told.get(silent.name(story, text.language))
            if line and text.path in result.changed:
                published = Told.read(line).whole
                now = wording.whole(text.title, text.summary, text.body)
                if published == now != _whole(result.changed[text.path]):
                    yield text.path


def _whole(raw: str) -> str:
    document = front_matter.read("", raw)
    return wording.whole(str(document.values["title"]), str(document.values["summary"]), document.body)
