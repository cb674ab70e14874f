"""The site's identity, from mkdocs.yml, with the line of what is wrong in it."""

from pathlib import Path

from newsdesk.model.site import Site
from newsdesk.reading import yaml
from newsdesk.reading.disk import read_text
from newsdesk.reading.schema import typed
from newsdesk.words.problem import Problem, error

KEYS = ("extra", "newsroom")


def identity(configuration: Path, url: str = "") -> tuple[Site | None, list[Problem]]:
    """The site that `extra.newsroom` of a configuration file describes, standing at `url`."""
    text, fault = read_text(configuration, configuration.name)
    if fault:
        return None, [fault]
    reading = yaml.read(configuration.name, text, text)
    if reading.problems:
        return None, reading.problems
    extra = reading.values.get("extra") if isinstance(reading.values, dict) else None
    said = extra.get("newsroom") if isinstance(extra, dict) else None
    if not isinstance(said, dict):
        sentence = "the configuration must describe the site below extra: newsroom:"
        return None, [
            error("configuration", reading.located.at(), sentence, "name, tagline, publisher, languages, zone")
        ]
    address = {"url": f"{url.rstrip('/')}/"} if url else {}
    return typed(Site, said | address, reading.located, KEYS)
