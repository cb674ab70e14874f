"""What a check of the built site has to say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from newsdesk.checks.site.built import BuiltSite
from newsdesk.words.message import Message
from newsdesk.words.problem import Place, Problem, error


@dataclass(slots=True, kw_only=True)
class Report:
    """One check: how many things it looked at, and what was wrong with them.

    `may_be_none` says that a site like this need not have any of them.
    """

    name: Message
    looked_at: int = 0
    may_be_none: bool = False
    problems: list[Problem] = field(default_factory=list)


Check = Callable[[BuiltSite, Report], Iterator[Problem]]


def wrong(site: BuiltSite, path: str, rule: str, sentence: Message, line: int = 1) -> Problem:
    """A problem of the file `path`, or of the whole site where that is empty."""
    return error(rule, Place(path=f"{site.folder.name}/{path}".rstrip("/"), line=line), sentence)
