"""Archives of other generators, in tests/imports: what each becomes in the newsroom.

`python tests/archives.py` rewrites every tests/imports/<kind>.txt: review the diff.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "hooks"))
import sites

IMPORTS = sites.PROJECT / "tests" / "imports"
UPLOADS = IMPORTS / "wordpress/uploads"
ARCHIVES: Mapping[str, tuple[str, ...]] = {
    "hugo": (str(IMPORTS / "hugo"),),
    "jekyll": (str(IMPORTS / "jekyll"),),
    "mkdocs": (str(IMPORTS / "mkdocs"),),
    "wordpress": (str(IMPORTS / "wordpress/export.xml"), "--uploads", str(UPLOADS)),
}
"""What `newsdesk import` is told, by kind."""
_SOURCE = "old-site:\n  publisher: The old site\n  link: none\n"


def newsroom(folder: Path) -> Path:
    """Copy the newsroom, with a source for what has none."""
    site = sites.newsroom(folder)
    with (site / "docs/registers/sources.yml").open("a", encoding="utf-8") as register:
        register.write(_SOURCE)
    return site


def imported(site: Path, kind: str, *more: str) -> sites.Run:
    """Import an archive into a site."""
    return sites.newsdesk(site, "import", *ARCHIVES[kind], "--source", "old-site", *more)


def outcome(site: Path, kind: str) -> str:
    """Import an archive, and return what was printed and every file that is new or another, images by name only."""
    before = sites.contents(site)
    run = imported(site, kind)
    after = sites.contents(site)
    parts = [f"$ newsdesk import {kind}\n{run.out}{run.err}"]
    for path in sorted(path for path in after if before.get(path) != after[path]):
        text = after[path].decode("utf-8") if path.endswith((".md", ".yml")) else ""
        parts.append(f"==> {path}\n{_added(before.get(path, b'').decode(), text)}")
    return "\n".join(parts)


def _added(before: str, after: str) -> str:
    known = set(before.splitlines())
    return "".join(f"{line}\n" for line in after.splitlines() if not before or line not in known)


if __name__ == "__main__":
    for name in ARCHIVES:
        with TemporaryDirectory() as scratch:
            (IMPORTS / f"{name}.txt").write_text(outcome(newsroom(Path(scratch)), name), encoding="utf-8")
