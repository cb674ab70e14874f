"""The site's identity, from mkdocs.yml, with the line of what is wrong in it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from newsdesk.model.site import KEYS, Site
from newsdesk.reading import yaml
from newsdesk.reading.disk import read_text
from newsdesk.reading.schema import typed
from newsdesk.reading.signs import cleared
from newsdesk.reading.site_url import site_url, with_slash
from newsdesk.words.message import said, verbatim
from newsdesk.words.problem import Place, Problem, error, write

_SEARCH = {"search", "/search", "material/search"}
"""The plugin that MkDocs runs where mkdocs.yml names none; a build passes it by."""


def identity(
    configuration: Path, url: str = "", environment: Mapping[str, str] = MappingProxyType({})
) -> tuple[Site | None, list[Problem]]:
    """The site that `extra.newsroom` of a configuration file describes.

    It stands where `site_url` says; the preview shows it at a `url` of its own, which nobody else has to reach.
    That key and `cards` may name variables of the environment: `!ENV [SITE_URL, "https://host/"]`.
    """
    text, fault = read_text(configuration, configuration.name)
    if fault:
        return None, [fault]
    text, unseen = cleared(text, configuration.name)
    reading = yaml.read(configuration.name, text, text, tags=True)
    if problems := [*unseen, *reading.problems]:
        return None, problems
    extra = reading.values.get("extra") if isinstance(reading.values, dict) else None
    given = extra.get("newsroom") if isinstance(extra, dict) else None
    if not isinstance(given, dict):
        sentence = said("the configuration must describe the site below extra: newsroom:")
        return None, [
            error(
                "configuration", reading.located.at(), sentence, verbatim("name, tagline, publisher, languages, zone")
            )
        ]
    home, wrong = (with_slash(url), None) if url else site_url(reading, environment)
    cards = {"cards": yaml.from_environment(reading, (*KEYS, "cards"), environment)[0]} if "cards" in given else {}
    site, problems = typed(Site, given | {"url": home} | cards, reading.located, KEYS)
    problems = [*([wrong] if wrong else ()), *_plugins(reading), *problems]
    return site.read_from(reading.located) if site and not problems else None, problems


def _plugins(reading: yaml.Reading) -> Iterator[Problem]:
    """MkDocs calls plugins while it makes pages, and no page of ours is made there: none may seem to work."""
    for name, settings, place in _named_plugins(reading):
        if not name:
            sentence = said("plugins must be a list of names that are written out here, such as [search]")
            yield error("plugin", place, sentence, write("plugins: [search]"))
        elif name not in _SEARCH:
            sentence = said(
                'the plugin "{name}" would do nothing: the newsdesk makes all pages itself, '
                "and MkDocs calls plugins only for pages that it makes",
                name=name,
            )
            yield error("plugin", place, sentence, said("take it out"))
        elif settings:
            sentence = said("settings of the search would do nothing: the newsdesk makes the search itself")
            yield error("plugin", place, sentence, write("plugins: [search]"))


def _named_plugins(reading: yaml.Reading) -> Iterator[tuple[str, Any, Place]]:
    """The plugins of a list or a mapping, as MkDocs takes both: name, settings, place; without a name what is none."""
    given, located = reading.values.get("plugins"), reading.located
    if given is not None and (not isinstance(given, list | dict) or yaml.asks_environment(reading, ("plugins",))):
        yield "", None, located.value("plugins")
        return
    for number, entry in enumerate(given if isinstance(given, list) else [given or {}]):
        keys = ("plugins", number) if isinstance(given, list) else ("plugins",)
        if isinstance(entry, dict):
            yield from ((name, settings, located.name(*keys, name)) for name, settings in entry.items())
        else:
            named = isinstance(entry, str) and not yaml.asks_environment(reading, keys)
            yield entry if named else "", None, located.value(*keys)
