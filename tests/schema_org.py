"""Check the structured data (JSON-LD) of a built site against schema.org's vocabulary (npm: schema-dts).

`python tests/schema_org.py` rewrites tests/expected/*.jsonld: review the diff.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sites
from newsdesk.urls import file_of

DECLARATIONS = sites.PROJECT / "tests/node_modules/schema-dts/dist/schema.d.ts"
SCHEMA = "https://schema.org/"
SHOWN = {
    "story": "en/news/2030/kite-school-opens/index.html",
    "translation": "zh/news/2030/kite-school-opens/index.html",
    "event": "en/events/2030/kite-day/index.html",
    "edition": "zh/summit/2030/index.html",
}
"""Pages of tests/newsroom whose structured data is in tests/expected."""
_SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_INTERFACE = re.compile(r"^(?:export )?interface (\w+) extends ([^{]+) \{\n(.*?)^\}", re.DOTALL | re.MULTILINE)
_PROPERTY = re.compile(r'^    "(\w+)"\?: SchemaValue<(.*), "\w+">;', re.MULTILINE)
_TYPE = re.compile(r'^    "@type": "(\w+)";', re.MULTILINE)
_NAME = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A type of schema.org: its ancestors, itself included, and the types that each of its properties can hold."""

    ancestors: frozenset[str]
    properties: Mapping[str, frozenset[str]]


def documents(site: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield path and structured data of every page that has any."""
    for page in sorted(site.rglob("*.html")):
        found = _SCRIPT.findall(page.read_text(encoding="utf-8"))
        assert len(found) <= 1, page
        if found:
            yield page.relative_to(site).as_posix(), json.loads(found[0])


def nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every node and reference in a graph, at any depth."""
    if isinstance(value, list):
        for each in value:
            yield from nodes(each)
    elif isinstance(value, dict):
        if "@type" in value or "@id" in value:
            yield value
        for each in value.values():
            yield from nodes(each)


def plain(value: Any) -> Iterator[str]:
    """Yield every string without a language tag."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) or "@value" not in value:
        for each in value if isinstance(value, list) else value.values():
            yield from plain(each) if isinstance(each, (str, list, dict)) else ()


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every type of schema.org by name."""
    text = DECLARATIONS.read_text(encoding="utf-8")
    found = {name: (_parents(parents), inside) for name, parents, inside in _INTERFACE.findall(text)}
    named = {_TYPE.search(inside)[1]: name for name, (_, inside) in found.items() if _TYPE.search(inside)}  # type: ignore[index]
    return {kind: _kind(name, found) for kind, name in named.items()}


def _parents(text: str) -> Sequence[str]:
    return [name for name in _NAME.findall(text) if name.endswith("Base")]


def _kind(name: str, found: Mapping[str, tuple[Sequence[str], str]]) -> Kind:
    ancestors: set[str] = set()
    properties: dict[str, frozenset[str]] = {}
    to_do = [name]
    while to_do:
        parents, inside = found.get(to_do.pop(), ((), ""))
        properties |= {key: frozenset(_NAME.findall(held)) for key, held in _PROPERTY.findall(inside)}
        ancestors |= {parent.removesuffix("Base") for parent in parents}
        to_do += parents
    return Kind(ancestors=frozenset({name.removesuffix("Leaf"), *ancestors}), properties=properties)


def faults(node: Mapping[str, Any]) -> Iterator[str]:
    """Yield the types, properties and values of a node that schema.org does not define, or not for this use."""
    name = node.get("@type")
    if name is None:
        return
    kind = kinds().get(name)
    if not kind:
        yield f"{name} is no type"
        return
    for key, value in node.items():
        if not key.startswith("@"):
            yield from _faults(name, key, value, kind.properties.get(key))


def _faults(name: str, key: str, value: Any, allowed: frozenset[str] | None) -> Iterator[str]:
    if allowed is None:
        yield f"{name} has no {key}"
        return
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict) and (held := each.get("@type")) and not allowed & kinds()[held].ancestors:
            yield f"{key} of {name} is no {held}"
        elif isinstance(each, str) and each.startswith(SCHEMA) and each not in _members(allowed):
            yield f"{each.removeprefix(SCHEMA)} is no {key}"


@cache
def _members(enumerations: frozenset[str]) -> frozenset[str]:
    """Return the members of enumerations such as EventStatusType."""
    text = DECLARATIONS.read_text(encoding="utf-8")
    found = (re.search(rf"^export type {name} = (.*);$", text, re.MULTILINE) for name in enumerations)
    return frozenset(value for match in found if match for value in re.findall(r'"([^"]+)"', match[1]))


def loose_references(pages: Mapping[str, Mapping[str, Any]], home: str) -> Sequence[str]:
    """Return references to nodes described neither on the same page nor on the page at their address."""
    described = {
        name: {each["@id"] for each in nodes(page) if len(each) > 1 and "@id" in each} for name, page in pages.items()
    }
    loose = []
    for name, page in pages.items():
        for each in nodes(page):
            if len(each) == 1 and "@id" in each and each["@id"] not in described[name]:
                file = file_of(each["@id"].partition("#")[0].removeprefix(home))
                if each["@id"] not in described.get(file, ()):
                    loose.append(f"{name}: {each['@id']}")
    return loose


def as_text(page: Mapping[str, Any]) -> str:
    """Return structured data in the format of tests/expected."""
    return sites.unmarked(json.dumps(page, ensure_ascii=False, indent=2)) + "\n"


def _write_expected() -> None:
    with TemporaryDirectory() as folder:
        site = sites.newsroom(Path(folder))
        assert sites.build(site).code == 0
        pages = dict(documents(site / "site"))
    for name, page in SHOWN.items():
        (sites.EXPECTED / f"{name}.jsonld").write_text(as_text(pages[page]), encoding="utf-8")


if __name__ == "__main__":
    _write_expected()
