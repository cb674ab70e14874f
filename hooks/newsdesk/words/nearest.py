"""Did you mean: the known name that is nearest to one that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches

from newsdesk.words.message import NOTHING, Message, said


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name nearest to `name`, or an empty string where none is near."""
    found = get_close_matches(name.lower(), known, n=1, cutoff=0.6)
    return found[0] if found else ""


def did_you_mean(name: str, known: Iterable[str]) -> Message:
    """'; did you mean x?', to end a sentence with, or nothing."""
    return did_you_mean_it(nearest(name, known))


def did_you_mean_it(near: str) -> Message:
    """The same, of a name that is known to be near."""
    return said('; did you mean "{near}"?', near=near) if near else NOTHING
