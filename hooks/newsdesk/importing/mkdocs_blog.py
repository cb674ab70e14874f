"""Archives of MkDocs with Material's blog plugin: https://squidfunk.github.io/mkdocs-material/plugins/blog/"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from babel.dates import format_date

from newsdesk.importing import forms
from newsdesk.importing.archive import ImportedPost, Task, outside_code
from newsdesk.importing.file_archive import FileArchive
from newsdesk.importing.front_matter import ForeignDocument, moment, read_settings

_ICON = re.compile(r":(?:material|fontawesome|octicons|simple)-[a-z0-9-]+:(?:\{[^{}\n]*\})?")
_SNIPPET = re.compile(r"^[ \t]*-+8<-+.*$", re.MULTILINE)
_MACRO = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}")
_ADDED = re.compile(r"(?<=\))\{[^{}\n]*\}|^[ \t]*\{:?[ \t]*[.#a-z][^{}\n]*\}[ \t]*$", re.MULTILINE)
"""Attributes of a link, a picture or a block, which name the layout of the former site."""
_TITLE = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)


class MkDocsBlog(FileArchive):
    """A folder with `mkdocs.yml`, and posts in the `posts` folder of each blog below `docs`."""

    settings_files = ("mkdocs.yml", "mkdocs.yaml")

    @cached_property
    def docs(self) -> Path:
        return self.root / (self.settings.text("docs_dir") or "docs")

    @property
    def base(self) -> str:
        return self.settings.text("site_url")

    @property
    def default_language(self) -> str:
        return self.settings.text("theme.language")

    @cached_property
    def _plugin(self) -> ForeignDocument:
        """The settings of the blog plugin; it may be called `material/blog`."""
        plugins = self.settings.value("plugins")
        listed = plugins if isinstance(plugins, list) else [plugins]
        found = (
            each[name]
            for each in listed
            if isinstance(each, Mapping)
            for name in ("blog", "material/blog")
            if each.get(name)
        )
        return ForeignDocument(values=next((each for each in found if isinstance(each, Mapping)), {}))

    def _setting(self, name: str, default: str) -> str:
        return self._plugin.text(name) or default

    def sources(self) -> Iterable[Path]:
        blog = self._setting("blog_dir", "blog").strip("./")
        posts = self._setting("post_dir", "{blog}/posts").replace("{blog}", blog).strip("./")
        folders = [self.docs / posts, *sorted(self.docs.glob(f"*/{posts}"))]
        return sorted({path for folder in folders if folder.is_dir() for path in folder.rglob("*.md")})

    def neutral_path(self, path: str) -> str:
        return path.removeprefix(f"{self.shown(self.docs)}/")

    def folders(self, post: ImportedPost) -> Iterable[Path]:
        del post
        return [self.docs]

    def published(self, path: str, document: ForeignDocument) -> date | datetime | None:
        del path
        return moment(document.text("date.created", "date"))

    def updated(self, document: ForeignDocument) -> date | datetime | None:
        return moment(document.text("date.updated"))

    def authors(self, document: ForeignDocument) -> Sequence[str]:
        return [self._people.get(name.lower(), name) for name in document.listed("authors")]

    @cached_property
    def _people(self) -> Mapping[str, str]:
        path = self.docs / self._setting("authors_file", "{blog}/.authors.yml").replace(
            "{blog}", self._setting("blog_dir", "blog")
        )
        if not path.is_file():
            return {}
        data = read_settings(path.name, path.read_text(encoding="utf-8", errors="replace"))
        return {key: data.text(f"authors.{key}.name") or key for key in (data.value("authors") or {})}

    def addresses(self, path: str, document: ForeignDocument, day: date, slug: str) -> Iterator[str]:
        del path
        heading = _TITLE.search(document.body)
        title = document.text("title") or (heading[1] if heading else "")
        name = document.text("slug") or re.sub(r"[^\w]+", "-", title.lower()).strip("-") or slug
        shown = format_date(day, self._setting("post_url_date_format", "yyyy/MM/dd"), locale="en")
        made = (
            self._setting("post_url_format", "{date}/{slug}")
            .replace("{date}", shown)
            .replace("{slug}", name)
            .replace("{file}", slug)
        )
        yield f"/{self._setting('blog_dir', 'blog').strip('./')}/{made}/".replace("//", "/")

    def markdown(self, post: ImportedPost) -> str:
        return "".join(part if is_code else _converted(part) for is_code, part in outside_code(post.body))


def _converted(text: str) -> str:
    text = _ADDED.sub("", text)
    for pattern in (_SNIPPET, _MACRO, _ICON):
        text = pattern.sub(lambda found: forms.kept(Task.SHORTCODE, found[0]), text)
    return text
