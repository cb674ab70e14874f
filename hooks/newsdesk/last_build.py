"""The last build: what each page was made of and what it wrote, so that the next build makes only what has changed.

A page is kept if its fingerprint and the targets of the links in its body are those of the last build, and its files
are as that build wrote them: of the same size, time, inode and mode, or of the same content.
"""

import json
import os
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from newsdesk.cache import FileRecord, RecordStore, SiteRecords, digest_of
from newsdesk.diagnostics import SourceLocation
from newsdesk.markdown.links import Findings, LinkReference, LinkTargets


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """A page as it was made: `made_of` is the fingerprint of all but its links, `findings` what rendering it found.

    `files` are the digests of the files that it wrote, by path; `indexed` is that of its entry in the search index. An
    output, such as a feed, has a record like a page with one file.
    """

    made_of: str
    findings: Findings
    files: Mapping[str, str]
    indexed: str = ""

    def encoded(self) -> bytes:
        """Return the record as JSON."""
        return json.dumps(self, default=_encodable, ensure_ascii=False).encode()

    @classmethod
    def decoded(cls, value: bytes) -> Self:
        """Return the record in JSON from `encoded`."""
        record: dict[str, Any] = json.loads(value)
        found = record.pop("findings")
        findings = Findings(
            anchors=frozenset(found["anchors"]),
            explicit_anchors=frozenset(found["explicit_anchors"]),
            media=frozenset(found["media"]),
            shared_media=frozenset(found["shared_media"]),
            assets=frozenset(found["assets"]),
            cards=frozenset(map(tuple, found["cards"])),
            links=frozenset(map(tuple, found["links"])),
            references=[
                LinkReference(**{**each, "place": SourceLocation(**each["place"])}) for each in found["references"]
            ],
        )
        return cls(findings=findings, **record)


def _encodable(value: Any) -> object:
    """Return a set or a dataclass with slots as JSON can write it."""
    return sorted(value) if isinstance(value, frozenset) else {name: getattr(value, name) for name in value.__slots__}


class InconsistentRecordsError(Exception):
    """What was kept does not fit together: the build must begin again without it."""


class LastBuild:
    """The records of the site in `folder` as the last build left it, for a build into `staging`."""

    def __init__(self, store: RecordStore, folder: Path, staging: Path) -> None:
        self.store, self._folder, self.staging = store, folder, staging
        self._records = SiteRecords(store, folder)
        self._pages = self.records("pages")
        self._files = self._records.files()
        self._folders: set[str] = set()

    def records(self, kind: str) -> Mapping[str, bytes]:
        """Return the records of a kind that the last build of this site saved, by key."""
        return self._records.read(kind)

    def save_records(self, kind: str, changed: Mapping[str, bytes], keys: Collection[str]) -> None:
        """Save records of a kind for the next build of this site: `keys` are those of all, changed or not."""
        self._records.write(kind, changed, keys)

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

        If nothing has touched it, it is linked, unless it is there already; else it is read and copied.
        """
        record = self._files.get(path)
        if not record or record.digest != digest:
            return False
        old, new = f"{self._folder}/{path}", f"{self.staging}/{path}"
        if _is_as(record, new):
            return True
        is_untouched = _is_as(record, old)
        try:
            content = b"" if is_untouched else Path(old).read_bytes()
        except OSError:
            return False
        if not is_untouched and digest_of(content) != digest:
            return False
        if not (is_untouched and self._linked(old, new)):
            self._put(new, content or Path(old).read_bytes())
        return True

    def keep_recorded(self, path: str) -> bool:
        """Keep the published file at `path` whatever its content is, as long as it is what the build wrote there."""
        record = self._files.get(path)
        return record is not None and self.keep(path, record.digest)

    def is_kept(self, path: str) -> bool:
        """Return whether the file at `path` in the staging folder is that of the last build."""
        record = self._files.get(path)
        return record is not None and _is_as(record, f"{self.staging}/{path}")

    def write(self, path: str, content: bytes) -> str:
        """Write a file into the staging folder, or keep the published one of this content; return its digest."""
        digest = digest_of(content)
        if not self.keep(path, digest):
            self._put(f"{self.staging}/{path}", content)
        return digest

    def _linked(self, old: str, new: str) -> bool:
        """Link a file to a new path; False where that is not possible, as from disk to disk."""
        self._make_folder(new)
        try:
            Path(new).unlink(missing_ok=True)
            os.link(old, new)
        except OSError:
            return False
        return True

    def _put(self, path: str, content: bytes) -> None:
        """Write a file, never into one that is there: it may be one of the published site."""
        self._make_folder(path)
        # A short name: that of the file may be as long as the disk allows.
        fresh = f"{path.rpartition('/')[0]}/.{os.getpid()}"
        Path(fresh).write_bytes(content)
        try:
            os.replace(fresh, path)  # noqa: PTH105 - as above
        except (IsADirectoryError, PermissionError) as exc:
            raise InconsistentRecordsError(path) from exc

    def _make_folder(self, path: str) -> None:
        """Create the folder of a file. A file in its place, from an earlier build, begins the build anew."""
        folder = path.rpartition("/")[0]
        if folder in self._folders:
            return
        try:
            Path(folder).mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as exc:
            raise InconsistentRecordsError(path) from exc
        self._folders.add(folder)

    def save(self, pages: Iterable[tuple[str, PageRecord, bool]], files: Collection[str]) -> None:
        """Record the site in the staging folder: `files` are the paths of all its files, others are deleted.

        `pages` are the address and the record of every page, and of every output as if it were one, and whether it was
        kept. A page with problems is not recorded, nor is what has no fingerprint: it is made again.
        """
        made: dict[str, bytes] = {}
        kept: list[str] = []
        digests: dict[str, str] = {}
        for address, record, is_kept in pages:
            if is_kept:
                kept.append(address)
            else:
                digests |= record.files
                if record.made_of and not record.findings.problems:
                    made[address] = record.encoded()
        self._delete_others(frozenset(files))
        records = {path: self._record(path, digests) for path in files}
        changed = {path: json.dumps(each).encode() for path, each in records.items() if self._files.get(path) != each}
        self.save_records("files", changed, records.keys())
        self.save_records("pages", made, {*made, *kept})
        self._records.forget_other_sites()

    def _delete_others(self, files: Collection[str]) -> None:
        """Delete what is in the staging folder from earlier builds, with folders that are empty then."""
        start = len(f"{self.staging}/")
        for folder, _, names in os.walk(self.staging, topdown=False):
            paths = [f"{folder}/{name}" for name in names]
            others = [path for path in paths if path[start:].replace(os.sep, "/") not in files]
            for path in others:
                Path(path).unlink()
            if len(others) == len(names) and folder != str(self.staging):
                # Not if it has a folder with files; whether it has was true before those were emptied.
                with suppress(OSError):
                    Path(folder).rmdir()

    def _record(self, path: str, digests: Mapping[str, str]) -> FileRecord:
        """Return the record of a file in the staging folder; `digests` are those that are known, by path."""
        former, file = self._files.get(path), f"{self.staging}/{path}"
        record = FileRecord.of(file, former.digest if former else "")
        if record == former:
            return record
        return record._replace(digest=digests.get(path) or digest_of(Path(file).read_bytes()))


def _is_as(record: FileRecord, path: str) -> bool:
    """Return whether a file on the disk is the one that was recorded."""
    try:
        return FileRecord.of(path, record.digest) == record
    except OSError:
        return False
