"""Who is compared: how newsdesk and Hugo build and preview the same stories, each in a folder of its own."""

import os
import shutil
import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from importlib.metadata import distribution
from pathlib import Path

from pagefind_bin import get_executable

from bench.process_tree import Cost, measure

AS_OF = "2026-01-01"
URL = "https://bench.example/"


class Contender(ABC):
    """A project in a folder, and the commands that build and preview it."""

    name: str
    sources: str
    """The folder with the languages' stories, in the project."""
    tags: str
    """The file with the names of a tag, whose id stands for {tag}."""
    output: str
    """The folder of the built site, in the project."""
    leftovers: Sequence[str] = ()
    """What a build keeps for the next one."""

    def __init__(self, project: Path) -> None:
        self.project = project

    def clean(self) -> None:
        """Make the next build a cold one."""
        for name in (self.output, *self.leftovers):
            shutil.rmtree(self.project / name, ignore_errors=True)

    def page(self, address: str) -> str:
        """Return the HTML of a built page."""
        return (self.project / self.output / address / "index.html").read_text(encoding="utf-8")

    @abstractmethod
    def environment(self) -> Mapping[str, str]:
        """Return the environment of the commands."""

    @abstractmethod
    def build(self) -> Mapping[str, Cost]:
        """Build the site; return what each way to publish it cost, by its name."""

    @abstractmethod
    def serve(self, port: int) -> Sequence[str | Path]:
        """Return the command that previews the site at 127.0.0.1."""

    def run(self, *command: str | Path) -> Cost:
        return measure(command, self.project, self.environment())


class Newsdesk(Contender):
    """newsdesk alone, and with the check of the built site."""

    name = "newsdesk"
    sources = "docs"
    tags = "docs/registers/tags.yml"
    output = "site"
    leftovers = (".cache",)

    def environment(self) -> Mapping[str, str]:
        return {**os.environ, "NEWSDESK_AS_OF": AS_OF, "SITE_URL": URL}

    def command(self, *words: str) -> Cost:
        """Return what one of newsdesk's commands costs."""
        return self.run(sys.executable, "-m", "newsdesk", *words)

    def build(self) -> Mapping[str, Cost]:
        built = self.command("build")
        return {self.name: built, "newsdesk, checked": built + self.command("check", "--site", self.output)}

    def serve(self, port: int) -> Sequence[str | Path]:
        return [sys.executable, "-m", "newsdesk", "serve", "--port", str(port)]


class Hugo(Contender):
    """Hugo alone, and with an index of its output by Pagefind."""

    name = "Hugo"
    sources = "content"
    tags = "content/en/tags/{tag}/_index.md"
    output = "public"
    leftovers = (".cache", "resources")

    @property
    def program(self) -> Path:
        """Hugo itself, without the Python that its package puts before it.

        Raises PackageNotFoundError if the package `hugo` is not installed.
        """
        return Path(distribution("hugo").locate_file("hugo/binaries/hugo"))

    def environment(self) -> Mapping[str, str]:
        return {**os.environ, "HUGO_CACHEDIR": str(self.project.resolve() / ".cache")}

    def build(self) -> Mapping[str, Cost]:
        built = self.run(self.program, "--quiet")
        return {self.name: built, "Hugo + Pagefind": built + self.run(get_executable(), "--site", self.output)}

    def serve(self, port: int) -> Sequence[str | Path]:
        return [self.program, "server", "--bind", "127.0.0.1", "--port", str(port)]
