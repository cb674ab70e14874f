"""Archives of WordPress: an export file, the shortcodes of its bodies, and the paragraphs of the classic editor."""

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from newsdesk.i18n.messages import Message, msg, msg_plural
from newsdesk.importing import forms
from newsdesk.importing.archive import ImportedPost, LeadImage, Task, ToDo, slug_of
from newsdesk.importing.from_html import kept_element, to_markdown
from newsdesk.importing.front_matter import moment
from newsdesk.importing.wxr import Channel, Item, read_items

_PUBLISHED, _DRAFTS = frozenset({"publish", "future"}), frozenset({"draft", "pending"})
_UNSORTED = frozenset({"uncategorized", "未分类", "uncategorised"})
_USED = frozenset({"attachment", "nav_menu_item", "revision"})
"""Kinds of items that are no texts of their own."""

_BLOCK_COMMENT = re.compile(
    r"<!--\s*(?P<end>/?)wp:(?P<name>[\w/-]+)\s*(?P<settings>\{.*?\})?\s*(?P<empty>/?)-->", re.DOTALL
)
_MORE = re.compile(r"<!--\s*more\b.*?-->")
_SHORTCODE = re.compile(
    r"\[(?P<escaped>\[?)(?P<end>/?)(?P<name>[A-Za-z][\w-]*)(?P<arguments>(?:\s+(?:[^\[\]\"']|\"[^\"]*\"|'[^']*')*)?|=[^\[\]]*)(?P<empty>/?)\](?P<unescaped>\]?)"
)
_ARGUMENT = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'\]]+))")
_CAPTION = re.compile(r"\[(?:wp_)?caption\b(?P<arguments>[^\]]*)\](?P<inner>.*?)\[/(?:wp_)?caption\]", re.DOTALL)
_PICTURE = re.compile(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?")
_CODE = re.compile(
    r"\[(?P<name>code|sourcecode|php|python|bash)\b(?P<arguments>[^\]]*)\](?P<inner>.*?)\[/(?P=name)\]", re.DOTALL
)
_ADDRESS_LINE = re.compile(r"^\s*(?:<p>\s*)?(https?://[^\s<>\"]+)(?:\s*</p>)?\s*$", re.MULTILINE)
_PLAYERS = frozenset({"embed", "video", "audio", "youtube", "vimeo", "bilibili"})
_SIZED = re.compile(r"-\d+x\d+(?=\.\w+$)|-scaled(?=\.\w+$)")
_UPLOADS = "/wp-content/uploads/"
_WHOLE = re.compile(
    r"<(?P<end>/?)(?P<name>pre|script|style|ul|ol|dl|table|figure|form|h[1-6]|p|iframe|video|audio)\b[^>]*>",
    re.IGNORECASE,
)
_BLOCK = r"</?(?:address|article|aside|blockquote|div|hr|newsdesk-more|section)\b[^>]*>"
_AROUND_BLOCK = re.compile(rf"\s*({_BLOCK})\s*", re.IGNORECASE)
_ONLY_BLOCK = re.compile(rf"(?:{_BLOCK})+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Attachment:
    """A file of the media library."""

    address: str
    alt: str
    caption: str


@dataclass(slots=True)
class _Index:
    """What is known of an export before its bodies are converted."""

    channel: Channel = field(default_factory=Channel)
    attachments: dict[str, _Attachment] = field(default_factory=dict)
    by_post: dict[str, list[str]] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)


class WordPress:
    """An export file, and the folder `wp-content/uploads` if there is a copy of it."""

    def __init__(self, path: Path, uploads: Path | None = None) -> None:
        self.path, self.uploads = path, uploads.resolve() if uploads else None
        self._left_out: dict[str, ToDo] = {}
        self._comments = 0
        self._kinds = Counter[str]()

    def posts(self) -> Iterator[ImportedPost]:
        index, self._comments, self._kinds = self._index, 0, Counter()
        for item in read_items(self.path):
            kind, status = item.text("post_type"), item.text("status")
            self._comments += item.comments
            if kind == "page":
                self._leave_out(item, msg('the page "{title}": stories only', title=item.text("title")))
            elif kind != "post":
                self._kinds[kind] += 1
            elif why := _why_left_out(item, status):
                self._leave_out(item, why)
            elif post := self._post(item, status, index):
                yield post
            else:
                self._leave_out(item, msg("it has no date"))

    def left_out(self) -> Iterable[ToDo]:
        yield from self._left_out.values()
        for kind, number in sorted(self._kinds.items()):
            if kind not in _USED:
                message = msg_plural(
                    '{number} item of the kind "{kind}"',
                    '{number} items of the kind "{kind}"',
                    number=number,
                    kind=kind,
                )
                yield ToDo(task=Task.LEFT_OUT, path=self.path.name, message=message)
        if self._comments:
            message = msg_plural("{number} comment of readers", "{number} comments of readers", number=self._comments)
            yield ToDo(task=Task.LEFT_OUT, path=self.path.name, message=message)

    def _leave_out(self, item: Item, message: Message) -> None:
        self._left_out[item.identifier or str(item.line)] = ToDo(
            task=Task.LEFT_OUT, path=self.path.name, line=item.line, message=message
        )

    def _post(self, item: Item, status: str, index: _Index) -> ImportedPost | None:
        published = _published(item)
        if not published:
            return None
        languages = [slug for domain, slug, _ in item.terms if domain == "language"]
        pairs = [slug for domain, slug, _ in item.terms if domain == "post_translations"]
        tags = [
            name
            for domain, _, name in item.terms
            if domain in ("category", "post_tag") and name.lower() not in _UNSORTED
        ]
        thumbnail = index.attachments.get(item.fields.get("_thumbnail_id", ""))
        login = item.text("creator")
        return ImportedPost(
            key=item.identifier,
            path=self.path.name,
            line=item.line,
            addresses=[address] if status not in _DRAFTS and (address := _path(item.text("link"))) else [],
            slug=_ascii_slug(item.text("post_name")),
            language=languages[0] if languages else "",
            pair=pairs[0] if pairs else item.fields.get("_icl_lang_duplicate_of", item.identifier),
            title=_plain(item.text("title")),
            summary=_plain(item.excerpt or item.fields.get("_yoast_wpseo_metadesc", "")),
            published=published,
            authors=[index.channel.authors.get(login, login)] if login else [],
            tags=list(dict.fromkeys(tags)),
            image=LeadImage(reference=thumbnail.address, alt=thumbnail.alt, caption=thumbnail.caption)
            if thumbnail
            else None,
            draft=status in _DRAFTS,
            body=item.content,
        )

    def markdown(self, post: ImportedPost) -> str:
        text = _MORE.sub("<newsdesk-more></newsdesk-more>", post.body)
        is_blocks = "<!-- wp:" in text
        text = _CODE.sub(_code, text)
        text = _BLOCK_COMMENT.sub(_dynamic_block, text)
        text = _CAPTION.sub(_figure, text)
        text = _ADDRESS_LINE.sub(_player_page, text)
        text = self._without_shortcodes(post, text)
        return to_markdown(text if is_blocks else with_paragraphs(text))

    def _without_shortcodes(self, post: ImportedPost, text: str) -> str:
        closed = {found["name"] for found in _SHORTCODE.finditer(text) if found["end"]}

        def form(found: re.Match[str]) -> str:
            name, arguments = found["name"], found["arguments"]
            if found["escaped"]:
                return found[0][1:-1] if found["unescaped"] else found[0]
            given = {key: double or single or plain for key, double, single, plain in _ARGUMENT.findall(arguments)}
            if name == "gallery":
                return self._gallery(post, given)
            if (
                name in _PLAYERS
                and not found["end"]
                and (address := given.get("src") or given.get("mp4") or given.get("mp3") or _bare(arguments))
            ):
                page = forms.video_page(address)
                return f"<p>{page}</p>" if page else f'<video src="{html.escape(address)}"></video>'
            if name in closed or given or name in _PLAYERS:
                return kept_element(Task.SHORTCODE, found[0])
            return found[0]

        text = re.sub(
            r"\[embed[^\]]*\]\s*(\S+?)\s*\[/embed\]",
            lambda found: f"<p>{forms.video_page(found[1]) or found[1]}</p>",
            text,
        )
        return _SHORTCODE.sub(form, text)

    def _gallery(self, post: ImportedPost, given: Mapping[str, str]) -> str:
        named = re.findall(r"\d+", given.get("ids") or given.get("include") or "")
        found = [
            self._index.attachments[each]
            for each in named or self._index.by_post.get(post.key, [])
            if each in self._index.attachments
        ]
        figures = "".join(map(_figure_of, found))
        return f'<figure class="gallery">{figures}</figure>' if found else kept_element(Task.PICTURE, "[gallery]")

    def file(self, post: ImportedPost, reference: str) -> Path | None:
        """Return a file of the copy of `uploads`, in its original size if that is there."""
        del post
        if not self.uploads or _UPLOADS not in reference:
            return None
        below = unquote(urlsplit(reference).path).partition(_UPLOADS)[2]
        for name in dict.fromkeys((_SIZED.sub("", below), below)):
            found = (self.uploads / name).resolve()
            if found.is_relative_to(self.uploads) and found.is_file():
                return found
        return None

    def linked_post(self, post: ImportedPost, reference: str) -> str:
        del post
        parts = urlsplit(reference)
        if parts.netloc and not self.is_own(reference):
            return ""
        by_number = re.search(r"(?:^|&)p=(\d+)", parts.query)
        return self._index.addresses.get(f"?p={by_number[1]}" if by_number else unquote(parts.path).rstrip("/"), "")

    def absolute(self, post: ImportedPost, reference: str) -> str:
        del post
        return (
            f"{self._index.channel.base.rstrip('/')}{reference}"
            if reference.startswith("/") and self._index.channel.base
            else ""
        )

    def is_own(self, address: str) -> bool:
        return bool(self._index.channel.base) and _host(address) == _host(self._index.channel.base)

    @cached_property
    def _index(self) -> _Index:
        index = _Index()
        for item in read_items(self.path, index.channel):
            kind = item.text("post_type")
            if kind == "attachment":
                address = item.text("attachment_url") or item.text("guid")
                index.attachments[item.identifier] = _Attachment(
                    address, item.fields.get("_wp_attachment_image_alt", ""), _plain(item.excerpt)
                )
                index.by_post.setdefault(item.text("post_parent"), []).append(item.identifier)
            elif kind == "post":
                index.addresses[f"?p={item.identifier}"] = item.identifier
                if path := _path(item.text("link")):
                    index.addresses[unquote(path).rstrip("/")] = item.identifier
        return index


def _why_left_out(item: Item, status: str) -> Message | None:
    title = item.text("title")
    if item.text("post_password"):
        return msg('"{title}" is protected by a password', title=title)
    if status == "private":
        return msg('"{title}" is private', title=title)
    if status not in _PUBLISHED | _DRAFTS:
        return msg('"{title}" is {status}', title=title, status=status or "?")
    return None


def _published(item: Item) -> date | datetime | None:
    """Return when a post was published: the moment in UTC if there is one, else the time of its own site."""
    local, utc = item.text("post_date"), item.text("post_date_gmt")
    found = None if local.endswith("00:00:00") or utc.startswith("0000") else moment(utc)
    return found.replace(tzinfo=UTC) if isinstance(found, datetime) else moment(local)


def _ascii_slug(name: str) -> str:
    """Return a slug of ASCII words; one of percent-encoded Chinese has none."""
    plain = unquote(name)
    return slug_of(plain) if plain.isascii() else ""


def _path(link: str) -> str:
    with suppress(ValueError):
        parts = urlsplit(link)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return ""


def _host(address: str) -> str:
    return urlsplit(address).netloc.removeprefix("www.")


def _plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def _bare(arguments: str) -> str:
    found = re.search(r"https?://[^\s\"'\]]+", arguments)
    return found[0] if found else ""


def _code(found: re.Match[str]) -> str:
    language = re.search(r"(?:lang|language)=[\"']?([\w+#-]+)", found["arguments"])
    name = language[1] if language else "" if "code" in found["name"] else found["name"]
    return f'<pre class="language-{name}">{html.escape(html.unescape(found["inner"]))}</pre>'


def _dynamic_block(found: re.Match[str]) -> str:
    """Return nothing for the comment around a block; a block that WordPress fills in is kept."""
    if not found["empty"]:
        return ""
    settings = {}
    with suppress(ValueError):
        settings = json.loads(found["settings"] or "{}")
    page = forms.video_page(str(settings.get("url", "")))
    return f"<p>{page}</p>" if page else kept_element(Task.SHORTCODE, found[0].strip("<>!- "))


def _figure(found: re.Match[str]) -> str:
    picture = _PICTURE.search(found["inner"])
    given = re.search(r"caption=\"([^\"]*)\"", found["arguments"])
    if not picture:
        return found["inner"]
    words = found["inner"].replace(picture[0], "").strip() or (given[1] if given else "")
    return f"<figure>{picture[0]}<figcaption>{words}</figcaption></figure>"


def _figure_of(file: _Attachment) -> str:
    address, alt, caption = map(html.escape, (file.address, file.alt, file.caption))
    return f'<figure><img src="{address}" alt="{alt}"><figcaption>{caption}</figcaption></figure>'


def _player_page(found: re.Match[str]) -> str:
    page = forms.video_page(found[1])
    return f"<p>{page}</p>" if page else found[0]


def with_paragraphs(text: str) -> str:
    """Return a text of the classic editor with its paragraphs, as WordPress's wpautop makes them when it is shown."""
    text = text.replace("\r\n", "\n")
    done, parts = 0, []
    for start, end in _whole_elements(text):
        parts += [_paragraphs(text[done:start]), text[start:end]]
        done = end
    return "\n".join([*parts, _paragraphs(text[done:])])


def _whole_elements(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each outermost element whose line breaks make no paragraphs."""
    depth, start, name = 0, 0, ""
    for found in _WHOLE.finditer(text):
        if not depth and not found["end"]:
            depth, start, name = 1, found.start(), found["name"].lower()
        elif depth and found["name"].lower() == name:
            depth += -1 if found["end"] else 1
            if not depth:
                yield start, found.end()


def _paragraphs(text: str) -> str:
    chunks = (chunk.strip() for chunk in re.split(r"\n\s*\n", _AROUND_BLOCK.sub(r"\n\n\1\n\n", text)))
    return "\n".join(
        chunk if _ONLY_BLOCK.fullmatch(chunk) else f"<p>{chunk.replace(chr(10), '<br>' + chr(10))}</p>"
        for chunk in chunks
        if chunk
    )
