"""What was published stays answerable: every address of the ledger, and every anchor that an editor gave."""

from collections.abc import Iterator, Mapping, Set

from newsdesk.model.ledger import WITHDRAWN
from newsdesk.model.library import Library
from newsdesk.words import address
from newsdesk.words.message import Message, said
from newsdesk.words.problem import Problem, error


def what_is_lost(library: Library, answered: Set[str], anchors: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """Addresses at which nothing stands, and anchors that are gone; `anchors` is by the address of the page."""
    promised, bodies = library.ledger.promised, _bodies(library)
    for where in promised:
        page, _, anchor = where.partition("#")
        if promised[where]:
            continue
        if anchor:
            if page in bodies and anchor not in anchors.get(page, ()):
                yield _lost_anchor(library, where, page, anchor)
        elif where not in answered and not _goes_with_its_page(where, answered, promised):
            yield _lost_address(library, where)


def _bodies(library: Library) -> Set[str]:
    """The pages that have a text: others say that it is withdrawn, moved or not translated."""
    prose = (text for page in library.prose.values() for text in page.versions.texts.values())
    return {address.of_source(text.path) for text in (*library.texts, *prose)}


def _goes_with_its_page(where: str, answered: Set[str], promised: Mapping[str, str]) -> bool:
    """Whether it is a file beside a page that is gone itself: what is said of the page goes for both."""
    page = where[: where.rfind("/") + 1]
    return page != where and page in promised and page not in answered


def _lost_address(library: Library, where: str) -> Problem:
    place = library.ledger.place(where)
    sentence = said("/{where} was published, and nothing stands there any more", where=where)
    return error("lost-address", place, sentence, _cure(where, place.path.partition("/")[0]))


def _cure(where: str, docs: str) -> Message:
    """The line to add: an alias, or the withdrawal."""
    source = f"{where.rstrip('/')}.md"
    if alias := address.story_key(source):
        return said(
            "in the story that took its place: aliases: [{alias}]\nor put {file} back, and then:\n"
            'newsdesk withdraw {file} --reason "…"',
            alias=alias,
            file=f"{docs}/{source}",
        )
    line = f"{where} {WITHDRAWN}"
    _, section, identifier = [*where.rstrip("/").split("/", 2), "", ""][:3]
    if identifier and where.endswith("/"):
        alias = f"about/{identifier}" if section == "about" else identifier
        return said("in what took its place: aliases: [{alias}]\nor write: {line}", alias=alias, line=line)
    return said("put it back, or write: {line}", line=line)


def _lost_anchor(library: Library, where: str, page: str, anchor: str) -> Problem:
    sentence = said('"#{anchor}" was an anchor of /{page}, and is none any more', anchor=anchor, page=page)
    cure = said(
        "put it where its words went: {mark}\nor write: {line}", mark=f"{{#{anchor}}}", line=f"{where} {WITHDRAWN}"
    )
    return error("lost-anchor", library.ledger.place(where), sentence, cure)
