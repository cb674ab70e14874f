"""When the next rebuild is due, as an editor reads it and as machines do."""

import json
from collections.abc import Sequence

from newsdesk.model.site import Site
from newsdesk.speech.choice import spoken
from newsdesk.views.due import Change, Due
from newsdesk.words.message import Message, said


def as_text(changes: Sequence[Due], site: Site) -> str:
    """The moment, in the site's zone, and below it what changes then."""
    if not changes:
        return said("nothing is due: no rebuild changes the site before a commit does")
    return "\n".join(
        [f"{changes[0].moment:%Y-%m-%d %H:%M} {site.zone}", *(f"  {spoken(_why(each))}" for each in changes)]
    )


def as_json(changes: Sequence[Due], site: Site) -> str:
    """One object: `due` is the moment with its offset (ISO 8601), null where nothing is due."""
    found = {
        "due": site.in_zone(changes[0].moment).isoformat() if changes else None,
        "changes": [{"change": each.change.value, "path": each.path} for each in changes],
    }
    return json.dumps(found, indent=2)


def _why(due: Due) -> Message:
    match due.change:
        case Change.APPEARS:
            return said("{path} appears", path=due.path)
        case Change.BECOMES_NEWS:
            return said("{path} comes into the news sitemap", path=due.path)
        case Change.IS_NO_NEWS:
            return said("{path} leaves the news sitemap", path=due.path)
