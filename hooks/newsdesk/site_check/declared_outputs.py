"""What is declared of outputs, recorded: importing the modules that make them takes longer than checking a site."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from newsdesk.cache import RecordStore, code_digest


class DeclaredOutput(NamedTuple):
    """An output without what makes it; `is_on_every_site` if it depends neither on the content nor on mkdocs.yml."""

    path: str
    pattern: str
    media_type: str
    linked: bool
    at_root: bool
    is_on_every_site: bool


@dataclass(frozen=True)
class DeclaredOutputs:
    """All outputs, in the order of the registry."""

    outputs: Sequence[DeclaredOutput]

    def of(self, path: str) -> DeclaredOutput | None:
        """Return the output that a path belongs to, None if it is none."""
        found = self._pattern.fullmatch(path)
        return self.outputs[found.lastindex - 1] if found and found.lastindex else None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(f"({output.pattern})" for output in self.outputs), re.ASCII)


_KIND = "outputs"


def declared_outputs(store: RecordStore) -> DeclaredOutputs:
    """Return the outputs of the registry, from a record if this code made one."""
    key = code_digest()
    value = store.read(_KIND).get(key)
    if value is None:
        value = json.dumps(_of_registry()).encode()
        store.write(_KIND, {key: value}, {key})
    return DeclaredOutputs([DeclaredOutput(*each) for each in json.loads(value)])


def _of_registry() -> Sequence[DeclaredOutput]:
    from newsdesk.outputs.registry import all_outputs  # noqa: PLC0415 - this is what takes long

    return [
        DeclaredOutput(
            path=output.path,
            pattern=output.pattern.pattern,
            media_type=output.media_type,
            linked=output.linked,
            at_root=output.at_root,
            is_on_every_site=not (output.each or output.when),
        )
        for output in all_outputs()
    ]
