"""The last build: what each page was made of and what it wrote, so that the next build makes only what has changed.

A page is kept if its fingerprint and the targets of the links in its body are those of the last build, and its files
are as that build wrote them: of the same size, time, inode and mode, or of the same content.
"""

import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, Self

from newsdesk.cache import RecordStore
from newsdesk.diagnostics import SourceLocation
from newsdesk.markdown.links import Findings, LinkReference, LinkTargets


class FileRecord(NamedTuple):
    """A file as it was written: size (bytes), modification time (ns), inode, mode, and SHA-256 (hex) of its content."""

    size: int
    modified: int
    inode: int
    mode: int
    digest: str

    @classmethod
    def of(cls, path: str, digest: str) -> Self:
        """Return the record of a file on the disk. Raises OSError."""
        found = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - there are many thousands of files
        return cls(found.st_size, found.st_mtime_ns, found.st_ino, found.st_mode, digest)


def digest_of(content: bytes) -> str:
    """Return the SHA-256 (hex) by which the content of a file is known."""
    return sha256(content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """A page as it was made: `made_of` is the fingerprint of all but its links, `findings` what rendering it found.

    `files` are the digests of the files that it wrote, by path; `indexed` is that of its entry in the search index.
    """

    made_of: str
    findings: Findings
    files: Mapping[str, str]
    indexed: str = ""

    def encoded(self) -> bytes:
        """Return the record as JSON."""
        return json.dumps(asdict(self), default=sorted, ensure_ascii=False).encode()

    @classmethod
    def decoded(cls, value: bytes) -> Self:
        """Return the record in JSON from `encoded`."""
        record: dict[str, Any] = json.loads(value)
        found = record.pop("findings")
        findings = Findings(
            anchors=frozenset(found["anchors"]),
            explicit_anchors=frozenset(found["explicit_anchors"]),
            media=frozenset(found["media"]),
            assets=frozenset(found["assets"]),
            cards=frozenset(map(tuple, found["cards"])),
            links=frozenset(map(tuple, found["links"])),
            references=[
                LinkReference(**{**each, "place": SourceLocation(**each["place"])}) for each in found["references"]
            ],
        )
        return cls(findings=findings, **record)


class InconsistentRecordsError(Exception):
    """What was kept does not fit together: the build must begin again without it."""


class LastBuild:
    """The records of the site in `folder` as the last build left it, for a build into `staging`."""

    def __init__(self, store: RecordStore, folder: Path, staging: Path) -> None:
        self.store, self._folder, self.staging = store, folder, staging
        self._pages = self.records("pages")
        self._files = {path: FileRecord(*json.loads(value)) for path, value in self.records("files").items()}
        self._folders: set[str] = set()

    def records(self, kind: str) -> Mapping[str, bytes]:
        """Return the records of a kind that the last build of this site saved, by key."""
        return self.store.read(f"{kind} {self._folder}")

    def save_records(self, kind: str, changed: Mapping[str, bytes], keys: Collection[str]) -> None:
        """Save records of a kind for the next build of this site: `keys` are those of all, changed or not."""
        self.store.write(f"{kind} {self._folder}", changed, keys)

    def page(self, address: str, made_of: str, targets: LinkTargets) -> PageRecord | None:
        """Keep the page at an address if it would be made again just as it is; None if it must be made."""
        value = self._pages.get(address)
        # Decoding takes longer than this look: most pages that must be made differ in their fingerprint.
        if not value or made_of.encode() not in value:
            return None
        record = PageRecord.decoded(value)
        if record.made_of != made_of or not all(targets.leads(*link) for link in record.findings.links):
            return None
        return record if all(self.keep(path, digest) for path, digest in record.files.items()) else None

    def keep(self, path: str, digest: str) -> bool:
        """Put the published file at `path` into the staging folder if it has the content of `digest`.

        It is linked if nothing has touched it, else read and copied.
        """
        record = self._files.get(path)
        if not record or record.digest != digest:
            return False
        old, new = f"{self._folder}/{path}", f"{self.staging}/{path}"
        try:
            is_untouched = FileRecord.of(old, digest) == record
            content = b"" if is_untouched else Path(old).read_bytes()
        except OSError:
            return False
        if not is_untouched and digest_of(content) != digest:
            return False
        self._make_folder(new)
        if is_untouched:
            try:
                os.link(old, new)
            except OSError:
                shutil.copy2(old, new)
        else:
            Path(new).write_bytes(content)
        return True

    def keep_recorded(self, path: str) -> bool:
        """Keep the published file at `path` whatever its content is, as long as it is what the build wrote there."""
        record = self._files.get(path)
        return record is not None and self.keep(path, record.digest)

    def is_kept(self, path: str) -> bool:
        """Return whether the file at `path` in the staging folder is that of the last build."""
        record = self._files.get(path)
        return record is not None and FileRecord.of(f"{self.staging}/{path}", record.digest) == record

    def keep_folder(self, folder: str) -> bool:
        """Keep all files that the last build wrote into a folder; False, with none kept, if one has changed."""
        paths = [path for path in self._files if path.startswith(f"{folder}/")]
        if paths and all(self.keep(path, self._files[path].digest) for path in paths):
            return True
        shutil.rmtree(f"{self.staging}/{folder}", ignore_errors=True)
        return False

    def write(self, path: str, content: bytes) -> str:
        """Write a file into the staging folder, or keep the published one of this content; return its digest."""
        digest = digest_of(content)
        if not self.keep(path, digest):
            new = f"{self.staging}/{path}"
            self._make_folder(new)
            # Never into a file that is there: it may be one of the published site.
            with open(new, "xb") as file:  # noqa: PTH123 - as above
                file.write(content)
        return digest

    def _make_folder(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)

    def save(self, pages: Iterable[tuple[str, PageRecord, bool]]) -> None:
        """Record what is now in the staging folder, which becomes the site.

        `pages` are the address and the record of every page, and whether it was kept. A page with problems is not
        recorded: it is made again until it has none.
        """
        made: dict[str, bytes] = {}
        kept: list[str] = []
        digests: dict[str, str] = {}
        for address, record, is_kept in pages:
            if is_kept:
                kept.append(address)
            else:
                digests |= record.files
                if not record.findings.problems:
                    made[address] = record.encoded()
        files = dict(self._in_staging(digests))
        changed = {path: json.dumps(each).encode() for path, each in files.items() if self._files.get(path) != each}
        self.save_records("files", changed, files.keys())
        self.save_records("pages", made, {*made, *kept})

    def _in_staging(self, digests: Mapping[str, str]) -> Iterator[tuple[str, FileRecord]]:
        start = len(f"{self.staging}/")
        for folder, _, names in os.walk(self.staging):
            for name in names:
                path = f"{folder}/{name}"
                short = path[start:].replace(os.sep, "/")
                former = self._files.get(short)
                record = FileRecord.of(path, former.digest if former else "")
                if record != former:
                    digest = digests.get(short) or digest_of(Path(path).read_bytes())
                    record = record._replace(digest=digest)
                yield short, record
