"""The day on which security.txt expires: after it nobody may rely on the contact in it (RFC 9116, 2.5.5)."""

from collections.abc import Iterator
from datetime import date, timedelta

from newsdesk.model.site import Site
from newsdesk.words.message import said
from newsdesk.words.problem import Problem, note, warning

SOON = timedelta(days=30)


def check(site: Site, today: date) -> Iterator[Problem]:
    """A contact that nobody may rely on any longer, or soon."""
    if not site.security:
        return
    expires = site.security.expires
    day, place = expires.isoformat(), site.place("security", "expires")
    cure = said("ask who reads it, and set extra: newsroom: security: expires: to a day within a year")
    if expires <= today:
        yield warning("security-expired", place, said("security.txt expired on {date}", date=day), cure)
    elif expires - today <= SOON:
        yield note("security-soon", place, said("security.txt expires on {date}", date=day), cure)
