"""Archives of Hugo: https://gohugo.io/content-management/front-matter/ and its embedded shortcodes."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape
from pathlib import Path

from newsdesk.importing import forms
from newsdesk.importing.archive import ImportedPost, LeadImage, Task, language_code, search_outside_code
from newsdesk.importing.file_archive import FileArchive, language_in_path
from newsdesk.importing.from_html import to_markdown
from newsdesk.importing.front_matter import ForeignDocument

_SHORTCODE = re.compile(
    r"\{\{(?P<sign>[<%])\s*(?P<name>[\w./-]+)(?P<arguments>(?:\s(?:\"(?:[^\"\\]|\\.)*\"|`[^`]*`|[^`\"])*?)?)\s*(?P<closed>/?)(?:>|%)\}\}"
)
_ESCAPED = re.compile(r"\{\{([<%])/\*(.*?)\*/([>%])\}\}", re.DOTALL)
_ARGUMENT = re.compile(
    r"(?:(?P<key>[\w-]+)\s*=\s*)?(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|`(?P<raw>[^`]*)`|(?P<plain>[^\s\"`]+))"
)
_COVERS = ("feature", "featured", "cover", "thumbnail")
_IMAGES = (".jpg", ".jpeg", ".png", ".webp", ".avif")
_TOKEN = re.compile(r":([a-z]+)")


class Hugo(FileArchive):
    """A folder with `content/`, and the files of a site in `static/` and `assets/`."""

    settings_files = tuple(
        f"{folder}{name}.{ending}"
        for folder in ("", "config/_default/")
        for name in ("hugo", "config")
        for ending in ("toml", "yaml", "yml", "json")
    )

    @cached_property
    def content(self) -> Path:
        named = self.root / (self.settings.text("contentdir") or "content")
        return named if named.is_dir() else self.root

    @property
    def base(self) -> str:
        return self.settings.text("baseurl")

    @property
    def default_language(self) -> str:
        return self.settings.text("defaultcontentlanguage", "languagecode")

    def sources(self) -> Iterable[Path]:
        return (
            path
            for path in self.content.rglob("*.md")
            if path.name != "_index.md" and not path.name.startswith("_index.")
        )

    def neutral_path(self, path: str) -> str:
        return path.removeprefix(f"{self.shown(self.content)}/")

    def folders(self, post: ImportedPost) -> Iterable[Path]:
        del post
        return [self.root / "static", self.root / "assets", self.content, *sorted(self.root.glob("themes/*/static"))]

    def pictures_beside(self, path: str) -> LeadImage | None:
        """In a page bundle, themes take the picture of this name: https://gohugo.io/content-management/page-bundles/"""
        folder = (self.root / path).parent
        if not Path(path).name.startswith("index."):
            return None
        found = (
            each
            for each in sorted(folder.iterdir())
            if each.suffix.lower() in _IMAGES and each.stem.lower().startswith(_COVERS)
        )
        return next((LeadImage(reference=each.name) for each in found), None)

    def addresses(self, path: str, document: ForeignDocument, day: date, slug: str) -> Iterator[str]:
        language, neutral = language_in_path(self.neutral_path(path))
        is_default = language_code(language) == language_code(self.default_language)
        prefix = f"/{language.lower()}" if language and not is_default else ""
        bundle = re.sub(r"/index\.md$", ".md", neutral)
        folder, _, name = bundle.removesuffix(".md").rpartition("/")
        section = folder.partition("/")[0]
        last = slug if document.text("slug") else name
        pattern = self.settings.text(f"permalinks.page.{section}", f"permalinks.{section}")
        tokens = {
            "year": f"{day:%Y}",
            "month": f"{day:%m}",
            "day": f"{day:%d}",
            "section": section,
            "sections": folder,
            **dict.fromkeys(("slug", "slugorfilename", "slugorcontentbasename"), last),
            **dict.fromkeys(("filename", "contentbasename"), name),
            "title": re.sub(r"[^\w]+", "-", document.text("title").lower()).strip("-"),
        }
        made = _TOKEN.sub(lambda token: tokens.get(token[1], token[0]), pattern) if pattern else f"/{folder}/{last}/"
        yield document.text("url") or prefix + made.replace("//", "/")
        yield from (f"/{alias.lstrip('/')}" for alias in document.listed("aliases"))

    def markdown(self, post: ImportedPost) -> str:
        return _ESCAPED.sub(lambda found: f"{{{{{found[1]}{found[2]}{found[3]}}}}}", self._converted(post.body))

    def _converted(self, text: str) -> str:
        """Replace the shortcodes of a text; one that is closed further on goes with the text between."""
        parts, done = [], 0
        while found := search_outside_code(_SHORTCODE, text, done):
            name, end = found["name"], found.end()
            closing = re.compile(rf"\{{\{{[<%]\s*/\s*{re.escape(name)}\s*[>%]\}}\}}").search(text, end)
            inner = ""
            if closing and not found["closed"]:
                inner, end = text[end : closing.start()], closing.end()
            short = name.lower().removesuffix(".html")
            given, original = Arguments(found["arguments"]), text[found.start() : end]
            code = Shortcode(name=short, given=given, raw=inner, text=self._converted(inner), original=original)
            parts += [text[done : found.start()], _FORMS.get(short, _kept)(code)]
            done = end
        return "".join([*parts, text[done:]])


class Arguments:
    """The arguments of a shortcode, by name and by place."""

    def __init__(self, typed: str) -> None:
        found = [
            (match["key"], next(match[kind] for kind in ("double", "raw", "plain") if match[kind] is not None))
            for match in _ARGUMENT.finditer(typed)
        ]
        self.named: Mapping[str, str] = {key: value for key, value in found if key}
        self.placed: Sequence[str] = [value for key, value in found if not key]

    def get(self, *names: str, at: int = 0) -> str:
        """Return the first argument with one of these names, else the one at a place."""
        named = next((self.named[name] for name in names if self.named.get(name)), "")
        return named or (self.placed[at] if len(self.placed) > at else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcode:
    """A shortcode as typed (`original`), with the text between its tags as typed and as converted."""

    name: str
    given: Arguments
    raw: str
    text: str
    original: str


def _image(code: Shortcode) -> str:
    caption = to_markdown(escape(code.given.named.get("caption") or code.given.named.get("title") or "", quote=False))
    return forms.block(forms.image(code.given.get("src", "link"), code.given.named.get("alt", ""), caption))


def _player(code: Shortcode) -> str:
    words = code.given.named.get("caption") or code.given.named.get("title") or ""
    return forms.block(forms.image(code.given.get("src"), words)) if code.given.get("src") else _kept(code)


def _note(code: Shortcode) -> str:
    kind = code.name if code.name in forms.NOTES else code.given.get("type", "level", "color")
    words = code.text or code.given.named.get("text", "")
    return forms.alert(kind, "\n\n".join(filter(None, [code.given.named.get("title"), words])))


def _kept(code: Shortcode) -> str:
    """Keep an unknown shortcode in a comment; the text between its tags stays text."""
    opening, end, _ = code.original.partition("}}")
    return f"{forms.kept(Task.SHORTCODE, opening + end)}{code.text}"


_FORMS: Mapping[str, Callable[[Shortcode], str]] = {
    **dict.fromkeys(("ref", "relref"), lambda code: code.given.get("path")),
    **dict.fromkeys(("figure", "img", "image", "picture"), _image),
    **dict.fromkeys(("video", "audio"), _player),
    **dict.fromkeys(forms.VIDEO_HOSTS, lambda code: forms.video(code.name, code.given.get("id", "bvid"))),
    **dict.fromkeys(("highlight", "code"), lambda code: forms.fence(code.raw, code.given.get("lang", "language"))),
    **dict.fromkeys(("admonition", "alert", "callout", "notice", *forms.NOTES), _note),
    **dict.fromkeys(
        ("details", "expand", "collapse"), lambda code: forms.collapsible(code.given.get("summary", "title"), code.text)
    ),
}
