"""Archives of Jekyll: https://jekyllrb.com/docs/posts/, permalinks, and Liquid's tags in bodies."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from newsdesk.importing import forms
from newsdesk.importing.archive import ImportedPost, Task, outside_code, search_outside_code, slug_of
from newsdesk.importing.file_archive import FileArchive
from newsdesk.importing.front_matter import ForeignDocument, read_settings

_TAG = re.compile(r"\{%-?\s*(?P<name>\w+)\s*(?P<arguments>(?:[^%\"']|\"[^\"]*\"|'[^']*'|%(?!\}))*?)\s*-?%\}")
_OUTPUT = re.compile(r"\{\{-?\s*(?P<value>[^{}]*?)\s*-?\}\}")
_SITE = re.compile(r"site\.(?:base)?url")
_FILTERED = re.compile(r"(?P<quote>[\"'])(?P<path>[^\"']*)(?P=quote)\s*\|\s*(?:relative_url|absolute_url|prepend:.*)")
_PARAMETER = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_ATTRIBUTES = re.compile(
    r"^[ \t]*(?:[*-][ \t]+TOC[ \t]*\n)?[ \t]*\{:[^{}\n]*\}[ \t]*$\n?"
    r"|\{::?(?:options|nomarkdown|comment)[^}]*\}|\{:/[^}]*\}|(?<=\S)\{:[^{}\n]*\}",
    re.MULTILINE,
)
"""kramdown's attributes, which name classes of the former theme, and its table of contents."""
_PERMALINKS = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_TOKEN = re.compile(r":([a-z_]+)")
_DAY = re.compile(r"^\d{4}-\d\d?-\d\d?-")
_BLOCKS = frozenset({"highlight", "comment", "blockquote", "quote", "codeblock"})


class Jekyll(FileArchive):
    """A folder with posts in `_posts/`, in folders of that name below others, and in `_drafts/`."""

    settings_files = ("_config.yml", "_config.yaml", "_config.toml")
    tag_separator = " "

    @property
    def base(self) -> str:
        return self.settings.text("url") + self.settings.text("baseurl")

    @property
    def default_language(self) -> str:
        return self.settings.text("default_lang", "lang", "locale")

    def sources(self) -> Iterable[Path]:
        found = (path for folder in ("_posts", "_drafts") for path in self.root.rglob(f"{folder}/**/*"))
        return (
            path for path in found if path.suffix.lower() in (".md", ".markdown", ".html") and "_site" not in path.parts
        )

    def neutral_path(self, path: str) -> str:
        """A language is a folder above or below `_posts`."""
        above, _, below = path.rpartition("_posts/")
        return f"{above}{below}" if above else below

    def folders(self, post: ImportedPost) -> Iterable[Path]:
        del post
        return [self.root, self.root / "assets", self.root / "src"]

    def is_draft(self, path: str, document: ForeignDocument) -> bool:
        return document.text("published").lower() == "false" or "_drafts/" in path or document.is_true("draft")

    def authors(self, document: ForeignDocument) -> Sequence[str]:
        """An author is a name, or a key of `_data/authors.yml`."""
        return [self._people.get(name.lower(), name) for name in super().authors(document)]

    @cached_property
    def _people(self) -> Mapping[str, str]:
        for name in ("authors.yml", "authors.yaml", "authors.json", "people.yml"):
            path = self.root / "_data" / name
            if path.is_file():
                data = read_settings(name, path.read_text(encoding="utf-8", errors="replace"))
                return {key: data.text(f"{key}.name", f"{key}.display_name") or key for key in data.values}
        return {}

    def addresses(self, path: str, document: ForeignDocument, day: date, slug: str) -> Iterator[str]:
        above = path.partition("_posts/")[0].strip("/")
        tags = document.listed("categories", separator=" ") or document.listed("category")
        tokens = {
            "categories": "/".join([*filter(None, [above]), *map(slug_of, tags)]),
            "year": f"{day:%Y}",
            "month": f"{day:%m}",
            "day": f"{day:%d}",
            "y_day": f"{day:%j}",
            "i_month": str(day.month),
            "i_day": str(day.day),
            "short_year": f"{day:%y}",
            "title": slug,
            "slug": slug_of(slug),
            "output_ext": ".html",
        }
        asked = document.text("permalink") or self.settings.text("permalink") or "date"
        pattern = _PERMALINKS.get(asked, asked)
        yield re.sub("//+", "/", "/" + _TOKEN.sub(lambda token: tokens.get(token[1], ""), pattern))
        yield from document.listed("redirect_from")

    def markdown(self, post: ImportedPost) -> str:
        text = _converted(post, _RAW.sub(lambda found: found[1].translate(_ASIDE), post.body))
        text = "".join(part if is_code else _ATTRIBUTES.sub("", part) for is_code, part in outside_code(text))
        return text.translate(_BACK)


_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_ASIDE, _BACK = str.maketrans("{}", "\ue000\ue001"), str.maketrans("\ue000\ue001", "{}")
"""Braces that are text wait as characters of private use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiquidTag:
    """A tag of Liquid as typed (`original`), with the text up to its end tag as typed and as converted."""

    name: str
    arguments: str
    raw: str
    text: str
    original: str

    @property
    def first(self) -> str:
        return self.arguments.partition(" ")[0].strip("\"'")


def _converted(post: ImportedPost, text: str) -> str:
    """Replace Liquid's tags and outputs; a block goes with the text between its tags."""
    parts, done = [], 0
    while found := search_outside_code(_TAG, text, done):
        name, end, inner = found["name"], found.end(), ""
        if name in _BLOCKS and (closing := re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}").search(text, end)):
            inner, end = text[end : closing.start()], closing.end()
        original = text[found.start() : end]
        tag = LiquidTag(
            name=name, arguments=found["arguments"], raw=inner, text=_converted(post, inner), original=original
        )
        parts += [_outputs(post, text[done : found.start()]), _TAGS.get(name, _kept)(tag)]
        done = end
    return "".join([*parts, _outputs(post, text[done:])])


def _outputs(post: ImportedPost, text: str) -> str:
    parts = outside_code(text)
    return "".join(part if is_code else _OUTPUT.sub(partial(_output, post), part) for is_code, part in parts)


def _kept(tag: LiquidTag) -> str:
    return forms.kept(Task.SHORTCODE, tag.original)


def _player(tag: LiquidTag) -> str:
    return forms.video(tag.name, tag.first) if tag.first else _kept(tag)


_TAGS: Mapping[str, Callable[[LiquidTag], str]] = {
    **dict.fromkeys(("highlight", "codeblock"), lambda tag: forms.fence(tag.raw, tag.first)),
    **dict.fromkeys(("blockquote", "quote"), lambda tag: forms.quotation(tag.text)),
    **dict.fromkeys(forms.VIDEO_HOSTS, _player),
    **dict.fromkeys(
        ("include", "include_relative", "include_cached", "figure", "img", "image"),
        lambda tag: _included(tag) or _kept(tag),
    ),
    "comment": lambda tag: "",
    "post_url": lambda tag: f"{tag.first.rpartition('/')[2]}.md",
    "link": lambda tag: f"/{tag.first}",
}


def _output(post: ImportedPost, found: re.Match[str]) -> str:
    value = found["value"]
    if _SITE.fullmatch(value):
        return ""
    if value == "page.title":
        return post.title
    filtered = _FILTERED.fullmatch(value)
    return filtered["path"] if filtered else forms.kept(Task.SHORTCODE, found[0])


def _included(tag: LiquidTag) -> str:
    """Return what an include of a theme shows: most have one for pictures and one for videos."""
    given = {key: double or single or plain for key, double, single, plain in _PARAMETER.findall(tag.arguments)}
    host = next((host for host in forms.VIDEO_HOSTS if host in tag.first.lower()), "")
    if host and (identifier := given.get("id") or given.get("video_id")):
        return forms.video(host, identifier)
    keys = ("image_path", "src", "url", "path", "image", "file", "filename")
    reference = next((given[key] for key in keys if given.get(key)), "" if "include" in tag.name else tag.first)
    if not reference or not re.search(r"\.(?:avif|gif|jpe?g|png|svg|webp)$", reference, re.IGNORECASE):
        return ""
    return forms.block(forms.image(reference, given.get("alt", ""), given.get("caption") or given.get("title") or ""))
