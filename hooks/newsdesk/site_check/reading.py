"""Read the files of a built site, and record what was read: a file whose content is known is not read again."""

import gzip
import json
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import brotli

from newsdesk import processes
from newsdesk.cache import FileRecord, SiteRecords, code_digest, digest_of
from newsdesk.content.assets import LOADING
from newsdesk.processes import OnProgress
from newsdesk.site_check.declared_outputs import DeclaredOutputs
from newsdesk.site_check.page import NO_REFERENCES, PAGE, BuiltPage, References, assets_of, parse_page
from newsdesk.site_check.syntax import Fault, syntax_reader

_KIND = "check"
_UNPACKERS: Mapping[str, Callable[[bytes], bytes]] = {".gz": gzip.decompress, ".br": brotli.decompress}


class FileReading(NamedTuple):
    """What the checks need to know of one file; `digest` is the SHA-256 (hex) of its content.

    `page` is that of an HTML file, `assets` are what a page, style sheet, script or manifest loads, `unpacked` is the
    SHA-256 (hex) of what a compressed copy decompresses to, empty if it is damaged. A machine-readable file
    `has_syntax`, and maybe a `fault`.
    """

    digest: str
    page: BuiltPage | None
    assets: References
    unpacked: str
    has_syntax: bool
    fault: Fault | None = None

    @classmethod
    def decoded(cls, record: bytes) -> "FileReading":
        """Return the reading in a record from `SiteReader.record`."""
        head, _, values = record.partition(b"\n")
        page, links, assets, *others = json.loads(values)
        whole = page and BuiltPage._make([*page, References(*links)])
        return cls(head.split()[1].decode(), whole, References(*assets), *others)


@dataclass(frozen=True, kw_only=True)
class SiteReader:
    """Reads the `files` of the site in `folder`; `home` is the URL of its root page."""

    folder: Path
    files: Collection[str]
    home: str
    outputs: DeclaredOutputs

    def read_all(self, records: SiteRecords, on_progress: OnProgress) -> Mapping[str, FileReading]:
        """Return what is read in each file that is checked, sorted by path."""
        paths, known, noted = sorted(self._checked()), records.read(_KIND), records.files()
        unread = [path for path in paths if not self._is_unchanged(path, known.get(path, b""), noted.get(path))]
        results = processes.parallel_map(
            lambda path: self.record(path, known.get(path, b"")), unread, on_progress=on_progress
        )
        new = dict(zip(unread, results, strict=True))
        # Faults are not recorded: such a file is read again until it has none.
        changed = {path: record for path, (record, fault) in new.items() if not fault and record != known.get(path)}
        kept = [path for path in paths if path not in new or not new[path][1]]
        if changed or len(kept) < len(known):
            records.write(_KIND, changed, kept)
        readings = {path: FileReading.decoded(new[path][0] if path in new else known[path]) for path in paths}
        return readings | {path: readings[path]._replace(fault=fault) for path, (_, fault) in new.items() if fault}

    def _checked(self) -> Iterator[str]:
        copies = {name for name in self.files if is_compressed_copy(name, self.files)}
        originals = {name[:-3] for name in copies}
        for name in self.files:
            if (
                name.endswith(PAGE)
                or _loads(name)
                or name in copies
                or name in originals
                or syntax_reader(name, self.outputs)
            ):
                yield name

    def _is_unchanged(self, path: str, record: bytes, noted: FileRecord | None) -> bool:
        """Return whether a file is as the build noted it, and its record is of this content."""
        if not noted or not record.startswith(self._head(noted.digest)):
            return False
        return FileRecord.of(f"{self.folder}/{path}", noted.digest) == noted

    @cached_property
    def _made_of(self) -> str:
        """The digest of all that a reading depends on, beside the content and the path of its file."""
        return digest_of(f"{code_digest()} {self.home}".encode())

    def _head(self, digest: str) -> bytes:
        """Return how the record of a file with the content of `digest` begins."""
        return f"{self._made_of} {digest}\n".encode()

    def record(self, path: str, known: bytes) -> tuple[bytes, Fault | None]:
        """Read a file; return its record, which is `known` if that is of the same content, and its syntax error."""
        content = (self.folder / path).read_bytes()
        head = self._head(digest_of(content))
        if known.startswith(head):
            return known, None
        syntax = syntax_reader(path, self.outputs)
        values = json.dumps(
            [*self._parsed(content, path), _unpacked(content, path), syntax is not None], ensure_ascii=False
        )
        return head + values.encode(errors="surrogatepass"), syntax(content) if syntax else None

    def _parsed(self, content: bytes, path: str) -> tuple[Sequence[object] | None, References, References]:
        """Return the values of a page but its links, those, and what the file loads."""
        if path.endswith(PAGE):
            page, _, assets = parse_page(content, path, self.home)
            return page[:-1], page.links, References.of(assets)
        return (
            None,
            NO_REFERENCES,
            References.of(assets_of(content, path, self.home)) if _loads(path) else NO_REFERENCES,
        )


def _loads(name: str) -> bool:
    """Return whether a file can load others; those of the search index are excluded, since they load files by hash."""
    return name.endswith(LOADING) and not name.startswith("search/")


def is_compressed_copy(name: str, files: Collection[str]) -> bool:
    """Return whether a file is `x.gz` or `x.br`, which hosts send in place of `x`."""
    return name.endswith(tuple(_UNPACKERS)) and name[:-3] in files


def _unpacked(content: bytes, name: str) -> str:
    unpack = _UNPACKERS.get(name[-3:])
    try:
        return digest_of(unpack(content)) if unpack else ""
    except (OSError, EOFError, zlib.error, brotli.error):
        return ""
