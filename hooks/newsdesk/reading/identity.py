"""The site's identity, from mkdocs.yml, with the line of what is wrong in it."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from newsdesk.model.site import KEYS, Site
from newsdesk.reading import yaml
from newsdesk.reading.disk import read_text
from newsdesk.reading.schema import typed
from newsdesk.words.message import said, verbatim
from newsdesk.words.problem import Problem, error


def identity(
    configuration: Path, url: str = "", environment: Mapping[str, str] = MappingProxyType({})
) -> tuple[Site | None, list[Problem]]:
    """The site that `extra.newsroom` of a configuration file describes.

    It stands at `url`, else where `site_url` says. That and `cards` may name variables of
    the environment: `!ENV [SITE_URL, "https://host/"]`.
    """
    text, fault = read_text(configuration, configuration.name)
    if fault:
        return None, [fault]
    reading = yaml.read(configuration.name, text, text, tags=True)
    if reading.problems:
        return None, reading.problems
    extra = reading.values.get("extra") if isinstance(reading.values, dict) else None
    given = extra.get("newsroom") if isinstance(extra, dict) else None
    if not isinstance(given, dict):
        sentence = said("the configuration must describe the site below extra: newsroom:")
        return None, [
            error(
                "configuration", reading.located.at(), sentence, verbatim("name, tagline, publisher, languages, zone")
            )
        ]
    url = url or str(_chosen(reading.values.get("site_url"), environment) or "")
    address = {"url": f"{url.rstrip('/')}/"} if url else {}
    cards = {"cards": _chosen(given["cards"], environment)} if "cards" in given else {}
    site, problems = typed(Site, given | address | cards, reading.located, KEYS)
    return site and site.read_from(reading.located), problems


def _chosen(given: Any, environment: Mapping[str, str]) -> Any:
    """What `!ENV` makes of a list: the first variable that is set, else the last entry."""
    if isinstance(given, list):
        *variables, default = given or [""]
        return next((environment[name] for name in variables if name in environment), str(default))
    return given
