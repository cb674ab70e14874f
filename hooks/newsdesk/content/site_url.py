"""The URL of the site: it must be one that readers can open, and below which pages can be."""

import re
import unicodedata
from ipaddress import ip_address

from pydantic import ValidationError
from pydantic_core import Url

from newsdesk.content.types import LONG, describe_value
from newsdesk.diagnostics import Diagnostic, SourceLocation, error, suggest
from newsdesk.i18n.messages import msg

KEY = "site_url"
_EXAMPLE = "https://news.example/"
_WHOLE = re.compile(r"https?://[^/@%]*[^/@%:](/.*)?", re.IGNORECASE)
_SCHEME = re.compile(r"(https?)(?::/*|/+)", re.IGNORECASE)
"""Typed correctly or not."""
_UNFIT = re.compile(r"""[\s"'<>\\^`{|}?#]|%(?![0-9a-f]{2})""", re.IGNORECASE)
"""Characters that no URL contains (RFC 3986), that would end it in HTML, or that begin what follows a path."""
_NO_FOLDER = re.compile(r"(\.|%2e){0,2}", re.IGNORECASE)
"""A path segment that browsers remove, or that makes the next one a host if a link begins with it."""
_LABEL = r"(?!-)[a-z0-9_-]{1,63}(?<!-)"
"""A DNS label (RFC 1123, 2.1), also with underscores, which browsers accept."""
_PUBLIC_NAME = re.compile(rf"(?!(.*\.)?(localhost|local|internal|home\.arpa)\.?$)({_LABEL}\.)+{_LABEL}\.?")
"""Not a local name: RFC 6761 (6.3), RFC 6762 (3), RFC 8375, and `internal`, which ICANN has reserved."""


def with_slash(url: str) -> str:
    """Return a URL ending in one slash, to which the addresses of pages are appended."""
    return f"{url.rstrip('/')}/"


def site_url(
    value: object, location: SourceLocation, variable: str = "", default: object = ""
) -> tuple[str, Diagnostic | None]:
    """Return the site's URL ending in a slash, or an empty string and a diagnostic.

    `variable` is the environment variable that gave the value, `default` what mkdocs.yml has without it.
    """
    text = value if isinstance(value, str) else ""
    name, found = variable or KEY, describe_value(value) if isinstance(value, list | dict) else text[:LONG]
    if not _is_address(text):
        message = msg(
            "{name} must be a URL such as https://news.example/ or https://news.example/hub/, "
            'without spaces, quotation marks, user name, query or fragment; found "{found}"',
            name=name,
            found=found,
        )
    elif not _is_public(text):
        message = msg('{name} must be a URL that readers can reach; found "{found}"', name=name, found=found)
    else:
        return with_slash(text), None
    return "", error("site-url", location, message, suggest(_line(location, variable, text, _meant(text, default))))


def _meant(text: str, default: object) -> str:
    """Return the URL that was probably meant; else the one in mkdocs.yml, else an example."""
    plain = unicodedata.normalize("NFKC", text).strip().replace("\\", "/")
    scheme = _SCHEME.match(plain)
    host, slash, path = re.split(r"[?#]", plain[scheme.end() :] if scheme else plain)[0].partition("/")
    meant = f"{scheme[1] if scheme else 'https'}://{host.rpartition('@')[2]}{slash}{path}"
    return with_slash(next((each for each in (meant, str(default)) if _is_public(each)), _EXAMPLE))


def _line(location: SourceLocation, variable: str, old: str, new: str) -> str:
    if variable:
        return f"{variable}={new}"
    return location.source.strip().replace(old, new) if old and old in location.source else f"{KEY}: {new}"


def _is_address(text: str) -> bool:
    """Return whether a page may be below this URL; browsers accept more than valid URLs."""
    if not _WHOLE.fullmatch(text) or _UNFIT.search(text) or not text.isprintable() or not _parsed(text):
        return False
    return not any(map(_NO_FOLDER.fullmatch, text.partition("://")[2].rstrip("/").split("/")[1:]))


def _is_public(text: str) -> bool:
    """Return whether a URL can be reached from outside of this computer and its network."""
    if not _is_address(text) or not (url := _parsed(text)):
        return False
    host = (url.host or "").strip("[]")
    try:
        number = ip_address(host)
    except ValueError:
        return bool(_PUBLIC_NAME.fullmatch(host))
    return (getattr(number, "ipv4_mapped", None) or number).is_global


def _parsed(text: str) -> Url | None:
    """Parse a URL as browsers do (https://url.spec.whatwg.org/): 127.1 is 127.0.0.1."""
    try:
        return Url(text)
    except ValidationError:
        return None
