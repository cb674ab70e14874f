"""The site's identity, from what mkdocs.yml says."""

from typing import Any

from pydantic import ValidationError

from newsdesk.model.site import Site
from newsdesk.words.problem import Place, Problem, error


def identity(said: Any, url: str, path: str) -> tuple[Site | None, list[Problem]]:
    """The site that `extra.newsroom` of the configuration describes, at `url`."""
    values = dict(said or {}) | ({"url": f"{url.rstrip('/')}/"} if url else {})
    try:
        return Site.model_validate(values), []
    except ValidationError as invalid:
        return None, [_problem(fault, path) for fault in invalid.errors(include_url=False)]


def _problem(fault: Any, path: str) -> Problem:
    key = ".".join(["extra", "newsroom", *map(str, fault["loc"])])
    what = fault.get("ctx", {}).get("must", fault["msg"])
    return error("configuration", Place(path=path), f"{key}: {what}")
