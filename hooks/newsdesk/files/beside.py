"""Files that stand beside a page, written where the page is made: in whichever process."""

from pathlib import Path

from newsdesk.files.calendar import single
from newsdesk.model.site import Site
from newsdesk.views.edition import EditionView
from newsdesk.views.event import EventView
from newsdesk.views.view import View


def calendar_of(view: View, site: Site) -> bytes:
    """The calendar that stands beside an event's page; nothing beside others."""
    if isinstance(view, (EventView, EditionView)) and view.appointment:
        return single(view.appointment, site, view.language)
    return b""


class Beside:
    """Writes below a folder what stands beside pages, and reads it again."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder = folder
        self.site = site

    def add(self, view: View, body: str) -> None:
        """Write the calendar of an event's page."""
        del body
        if calendar := calendar_of(view, self.site):
            path = self.folder / view.calendar
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(calendar)

    def written(self, address: str) -> bytes:
        """What was written at an address; nothing where its page could not be made."""
        path = self.folder / address
        return path.read_bytes() if path.exists() else b""
