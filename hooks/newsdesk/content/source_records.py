"""Records of sources: what a build read from each text, so that the next one need not parse it again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from newsdesk.cache import RecordStore, code_digest, digest_of
from newsdesk.content.entities import NamedIds
from newsdesk.content.fingerprint import fingerprint
from newsdesk.content.registers import Registers
from newsdesk.content.site import Site
from newsdesk.content.source_file import SourceReading, text_without_body
from newsdesk.content.text_files import normalized_text
from newsdesk.diagnostics import KeyPath, SourceFile, Span

KIND = "sources"


class SourceRecords:
    """The readings of texts in which nothing was wrong, each under a digest of its file and what else it depends on."""

    def __init__(self, store: RecordStore, docs: Path, site: Site, registers: Registers) -> None:
        self._store, self._docs, self._site = store, docs, site
        # The zone decides the day of a moment, the registers whose names are found in texts.
        self._key = fingerprint((code_digest(), site.languages, site.zone, registers.people, registers.organisations))
        self._known = store.read(KIND)

    def readings(self, paths: Iterable[str]) -> Mapping[str, SourceReading]:
        """Return the recorded readings of those of these files (paths below docs/) that have not changed."""
        found = ((path, self._restored(path, self._known[path])) for path in paths if path in self._known)
        return {path: reading for path, reading in found if reading}

    def save(self, readings: Mapping[str, object], restored: Mapping[str, SourceReading]) -> None:
        """Record all readings of texts for the next build; those that were `restored` are recorded already."""
        sound = {
            path: reading
            for path, reading in readings.items()
            if isinstance(reading, SourceReading) and reading.text and not reading.problems
        }
        new = {path: self._record(path, reading) for path, reading in sound.items() if path not in restored}
        self._store.write(KIND, new, sound.keys())

    def _record(self, path: str, reading: SourceReading) -> bytes:
        assert reading.text, "only texts are recorded"
        file = reading.text.file
        record = (
            reading.values,
            list(file.names.items()),
            list(file.values.items()),
            sorted(reading.names.people),
            sorted(reading.names.organisations),
            sorted(reading.links),
            reading.text.body_line,
            len(reading.text.body),
        )
        return f"{self._digest(path, file.text)} {json.dumps(record, ensure_ascii=False)}".encode()

    def _restored(self, path: str, record: bytes) -> SourceReading | None:
        """Return the reading in a record; None if it is of another file."""
        try:
            with open(f"{self._docs}/{path}", encoding="utf-8", newline="") as file:  # noqa: PTH123 - there are thousands
                text = normalized_text(file.read())
        except (OSError, UnicodeDecodeError):
            return None
        digest, _, value = record.partition(b" ")
        if digest.decode() != self._digest(path, text):
            return None
        values, names, spans, people, organisations, links, body_line, length = json.loads(value)
        source = SourceFile(path=f"{self._docs.name}/{path}", text=text, names=_spans(names), values=_spans(spans))
        front = text_without_body(path, self._site, values, source)
        if not front:
            return None
        return SourceReading(
            text=replace(front, body=text[len(text) - length :], body_line=body_line),
            values=values,
            names=NamedIds(people=frozenset(people), organisations=frozenset(organisations)),
            links=frozenset(links),
        )

    def _digest(self, path: str, text: str) -> str:
        return digest_of(f"{self._key} {path}\0{text}".encode())


def _spans(rows: Iterable[tuple[Sequence[str | int], Sequence[int]]]) -> Mapping[KeyPath, Span]:
    return {tuple(keys): (line, column, length) for keys, (line, column, length) in rows}
