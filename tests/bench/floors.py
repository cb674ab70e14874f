"""What parts of a build cost alone, in processor seconds: no build that does them can go below."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.contenders import AS_OF, URL, Newsdesk
from newsdesk.cache import record_store
from newsdesk.content.loader import assemble_library, load_files
from newsdesk.content.settings import read_site
from newsdesk.last_build import LastBuild
from newsdesk.markdown.converter import to_html
from newsdesk.outputs.search_index import SearchIndex
from newsdesk.pages.registry import all_pages

IMPORTS = {
    "the interpreter": "pass",
    "imports of `newsdesk.cli.main`": "import newsdesk.cli.main",
    "imports of a build": "import newsdesk.cli.build, newsdesk.mkdocs_adapter.events",
}


def floors(newsdesk: Newsdesk) -> Iterator[tuple[str, float]]:
    """Yield what each part costs in a project that has been built."""
    for name, code in IMPORTS.items():
        yield name, newsdesk.run(sys.executable, "-c", code).processor
    yield "`newsdesk --help`", newsdesk.command("--help").processor
    sources = _files(newsdesk.project / newsdesk.sources)
    contents = [path.read_bytes() for path in sources]
    yield f"reading {len(sources)} files", _seconds(lambda: [path.read_bytes() for path in sources])
    yield "SHA-256 of all files", _seconds(lambda: [sha256(content).digest() for content in contents])
    yield from _markdown_and_pagefind(newsdesk.project)
    site = newsdesk.project / newsdesk.output
    yield f"linking the site's {len(_files(site))} files", _seconds(lambda: _link(site))


def _markdown_and_pagefind(project: Path) -> Iterator[tuple[str, float]]:
    site, _ = read_site(project / "mkdocs.yml", URL)
    assert site
    library, _ = assemble_library(load_files(project / "docs", site), datetime.fromisoformat(AS_OF))
    bodies = [text.body for text in library.texts]
    yield f"Python-Markdown over {len(bodies)} bodies", _seconds(lambda: list(map(to_html, bodies)))
    with TemporaryDirectory(dir=project) as place:
        index = SearchIndex(
            Path(place), library, site, LastBuild(record_store(project, cold=True), project, Path(place))
        )
        views = (view for batch in all_pages(library, site) for view in batch.make())
        added = {view.address: index.add(view, to_html(view.body.body) if view.body else "") for view in views}
        before = os.times()
        assert not list(index.index({address: digest for address, digest in added.items() if digest}, "search"))
        after = os.times()
    # Of the indexers, which are other processes.
    user, system = after.children_user - before.children_user, after.children_system - before.children_system
    yield "Pagefind over newsdesk's input", user + system


def _files(folder: Path) -> Sequence[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _link(folder: Path) -> None:
    """Link all files of a folder into another one."""
    with TemporaryDirectory(dir=folder.parent) as place:
        for path in _files(folder):
            target = Path(place) / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.hardlink_to(path)


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
