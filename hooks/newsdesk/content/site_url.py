"""The address of the site: one that readers can open, and below which pages can stand."""

import re
import unicodedata
from ipaddress import ip_address

from pydantic import ValidationError
from pydantic_core import Url

from newsdesk.content.types import LONG, shape_of
from newsdesk.diagnostics import Diagnostic, SourceLocation, error, suggest
from newsdesk.i18n.messages import msg

KEY = "site_url"
_EXAMPLE = "https://news.example/"
_WHOLE = re.compile(r"https?://[^/@%]*[^/@%:](/.*)?", re.IGNORECASE)
_SCHEME = re.compile(r"(https?)(?::/*|/+)", re.IGNORECASE)
"""As it is typed, and mistyped."""
_UNFIT = re.compile(r"""[\s"'<>\\^`{|}?#]|%(?![0-9a-f]{2})""", re.IGNORECASE)
"""What no address holds (RFC 3986), what would end it where it is written into a page, and what follows a path."""
_NO_FOLDER = re.compile(r"(\.|%2e){0,2}", re.IGNORECASE)
"""A part of a path that browsers take out, or that makes what follows a host where a link begins with it."""
_LABEL = r"(?!-)[a-z0-9_-]{1,63}(?<!-)"
"""As DNS takes it (RFC 1123, 2.1), and with the underscore, which browsers open too."""
_PUBLIC_NAME = re.compile(rf"(?!(.*\.)?(localhost|local|internal|home\.arpa)\.?$)({_LABEL}\.)+{_LABEL}\.?")
"""A name that other networks find: RFC 6761 (6.3), RFC 6762 (3), RFC 8375, and `internal`, which ICANN keeps free."""


def with_slash(url: str) -> str:
    """An address as links to its pages are joined to it."""
    return f"{url.rstrip('/')}/"


def site_url(
    value: object, location: SourceLocation, variable: str = "", default: object = ""
) -> tuple[str, Diagnostic | None]:
    """The address of the site, with a slash at its end, or what is wrong with it.

    `variable` is that of the environment that gave the value, `default` what mkdocs.yml says without it.
    """
    text = value if isinstance(value, str) else ""
    name, found = variable or KEY, shape_of(value) if isinstance(value, list | dict) else text[:LONG]
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
    """The address that was meant, as far as it can be told; else what mkdocs.yml says, else an example."""
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
    """Whether a page may stand below this: what browsers make of an address is more than what is one."""
    if not _WHOLE.fullmatch(text) or _UNFIT.search(text) or not text.isprintable() or not _parsed(text):
        return False
    return not any(map(_NO_FOLDER.fullmatch, text.partition("://")[2].rstrip("/").split("/")[1:]))


def _is_public(text: str) -> bool:
    """Whether an address leads others than this computer and its network somewhere."""
    if not _is_address(text) or not (url := _parsed(text)):
        return False
    host = (url.host or "").strip("[]")
    try:
        number = ip_address(host)
    except ValueError:
        return bool(_PUBLIC_NAME.fullmatch(host))
    return (getattr(number, "ipv4_mapped", None) or number).is_global


def _parsed(text: str) -> Url | None:
    """An address as browsers read it (https://url.spec.whatwg.org/), to whom 127.1 is 127.0.0.1."""
    try:
        return Url(text)
    except ValidationError:
        return None
