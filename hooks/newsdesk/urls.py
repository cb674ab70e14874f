"""URLs: the address of each page and file of the site, and how source paths map to addresses."""

import re
from collections.abc import Sequence
from posixpath import normpath, relpath
from urllib.parse import unquote

from newsdesk.i18n.languages import Language, language_of

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_ID = re.compile(rf"{_SLUG.pattern}(?:/{_SLUG.pattern})*", re.ASCII)
_STORY = re.compile(r"(?P<language>[^/]+)/news/(?P<key>(?P<year>\d{4})/(?P<slug>[^/]+))\.md")

_UNSAFE = re.compile(r"""[\x00-\x20"#%<>?\\^`{|}]""")
"""ASCII characters that stand for something else in a URL, or for nothing (RFC 3986, 2.2)."""
_UNFIT = re.compile(r"[^\w.-]+")
_MAX_NAME_BYTES = 200
"""Bytes: file systems allow 255, and digest, width and format are appended to the name."""
MAX_SLUG_LENGTH = 120
"""Characters of a slug or ID: some file names join all parts of an address, and file systems allow 255 bytes."""
SITEMAP = "sitemap.xml"
NOT_FOUND = "404.html"
"""The page that a host sends for every dead address, so that it has no address of its own."""
MEDIA = "media/"
"""Folder of media, below docs/ and on the site."""
ASSETS = "assets/"
"""Folder of assets named by their content, which browsers may keep forever, and of their sources."""
CARDS = f"{ASSETS}cards/"
"""Folder of cards, with a folder for each language."""
PICTURES = f"{ASSETS}pictures/"
"""Folder of files made from pictures."""
DIGEST_LENGTH = 10
"""Characters of a digest in a file name: 40 bits tell the versions of a file apart."""
FEEDS_PAGE = "about/subscribe"
"""Static page that lists every feed below its text; it exists in every language, even without a text."""


def is_slug(text: str) -> bool:
    """Return whether `text` is lowercase ASCII words joined by hyphens."""
    return _SLUG.fullmatch(text) is not None


def is_id(text: object) -> bool:
    """Return whether `text` is a slug, or several separated by slashes, such as '2014/leading-group'."""
    return isinstance(text, str) and _ID.fullmatch(text) is not None


_FORMER_PATH = re.compile(r"/(?:[A-Za-z0-9][\w.~-]*/)*[A-Za-z0-9][\w.~-]*(?:/|\.html?)", re.ASCII)
_NOT_FORMER = re.compile(
    r"/(?:index\.html|404\.html|assets/.*|media/.*"
    r"|[a-z]{2,3}/(?:news/(?:page/\d+/|\d{4}/(?:page/\d+/|[a-z0-9-]+/(?:with-[a-z]+/)?)?)?)?"
    r"|[a-z]{2,3}/(?:(?:tags|people|organisations|events|timeline|series|summit|status|components|search|about)/.*))"
)
"""Paths that are this site's own."""


def is_former_path(text: str) -> bool:
    """Return whether `text` is the path of a page on a former site, such as '/2014/05/a-post/' or '/2014/a-post.html'.

    It begins with a slash, ends with one or with `.html`, and is none that a page of this site may have.
    """
    is_short = all(len(part) <= MAX_SLUG_LENGTH for part in text.split("/"))
    return bool(is_short and _FORMER_PATH.fullmatch(text) and not _NOT_FORMER.fullmatch(text))


def story_key(path: str) -> str:
    """Return '2014/slug' for 'en/news/2014/slug.md', '' for a path that is not a story's."""
    match = _STORY.fullmatch(path)
    return match["key"] if match else ""


def home(language: Language) -> str:
    return f"{language}/"


def story(language: Language, key: str) -> str:
    return f"{language}/news/{key}/"


def parallel(language: Language, key: str, other: Language) -> str:
    """Return the address of a story with its text in another language beside it: 'en/news/2014/slug/with-zh/'."""
    return f"{story(language, key)}with-{other}/"


def news(language: Language) -> str:
    return f"{language}/news/"


def year(language: Language, number: int) -> str:
    return f"{language}/news/{number}/"


def tags(language: Language) -> str:
    return f"{language}/tags/"


def tag(language: Language, name: str) -> str:
    return f"{language}/tags/{name}/"


def people(language: Language) -> str:
    return f"{language}/people/"


def person(language: Language, name: str) -> str:
    return f"{language}/people/{name}/"


def organisations(language: Language) -> str:
    return f"{language}/organisations/"


def organisation(language: Language, name: str) -> str:
    return f"{language}/organisations/{name}/"


def event(language: Language, identifier: str) -> str:
    """Return an event's address: 'en/events/2014/leading-group/', or 'en/summit/2015/' for edition 'summit/2015'."""
    folder = "" if identifier.startswith("summit/") else "events/"
    return f"{language}/{folder}{identifier}/"


def timeline(language: Language) -> str:
    return f"{language}/timeline/"


def timeline_year(language: Language, number: int) -> str:
    return f"{language}/timeline/{number}/"


def timeline_kind(language: Language, kind: str) -> str:
    return f"{language}/timeline/{kind}/"


def timeline_of(subject: str) -> str:
    """Return the timeline of an entity, such as a tag, that has a page at the address `subject`."""
    return f"{subject}timeline/"


def series(language: Language, name: str) -> str:
    return f"{language}/series/{name}/"


def summit(language: Language) -> str:
    return f"{language}/summit/"


def status(language: Language) -> str:
    """Return the address of the pending work, in the preview only."""
    return f"{language}/status/"


def components(language: Language) -> str:
    """Return the address of the gallery of components, in the preview only."""
    return f"{language}/components/"


def feed(page: str) -> str:
    """Return the Atom feed (RFC 4287) of what the page at the address `page` lists."""
    return f"{page}feed.xml"


def rss(language: Language) -> str:
    return f"{language}/rss.xml"


def json_feed(language: Language) -> str:
    return f"{language}/feed.json"


def corrections(language: Language) -> str:
    """Return the address of the feed of corrections."""
    return f"{language}/corrections.xml"


def calendar(language: Language) -> str:
    """Return the address of the calendar of all events (RFC 5545)."""
    return f"{language}/calendar.ics"


def summit_calendar(language: Language) -> str:
    return f"{summit(language)}calendar.ics"


def event_calendar(language: Language, identifier: str) -> str:
    """Return the address of the calendar of one event, beside its page."""
    return f"{event(language, identifier)}event.ics"


def manifest(language: Language) -> str:
    return f"{language}/manifest.webmanifest"


def news_sitemap(language: Language) -> str:
    return f"{language}/news-sitemap.xml"


def sitemap_part(number: int) -> str:
    """Return the address of one file of a sitemap that is an index of several."""
    return f"sitemap-{number}.xml"


def static(language: Language, key: str) -> str:
    """Return the address of a static page; `key` is its path without language and extension."""
    return f"{language}/{key.removesuffix('index')}".rstrip("/") + "/"


def search(language: Language) -> str:
    return f"{language}/search/"


def search_index(language: Language) -> str:
    """Return the folder of a language's search index."""
    return f"search/{language}/"


def card(language: Language, digest: str) -> str:
    """Return the address of a card; `digest` is of what it is made from."""
    return f"{CARDS}{language}/{digest[:DIGEST_LENGTH]}.png"


def picture(path: str, digest: str, ending: str) -> str:
    """Return the address of a file made from the picture at `path` below docs/; `digest` is of all inputs."""
    name = "/".join(map(_as_address, path.removeprefix(MEDIA).rpartition(".")[0].split("/")))
    return f"{PICTURES}{name}.{digest[:DIGEST_LENGTH]}.{ending}"


def _as_address(name: str) -> str:
    """Return a name without characters that are special in a `srcset` or a URL, short enough for what is appended.

    Two names that become the same differ in their digests.
    """
    return _UNFIT.sub("-", name).encode()[:_MAX_NAME_BYTES].decode(errors="ignore")


def last_segment(address: str) -> str:
    """Return the last part of a page's address: the ID of a tag, the slug of a story."""
    return address.rstrip("/").rpartition("/")[2]


def numbered(address: str, number: int) -> str:
    """Return the address of page `number` of a list that begins at `address`."""
    return address if number == 1 else f"{address}page/{number}/"


def to_root(address: str) -> str:
    """Return the relative path from a page to the root of the site: './' or '../../'."""
    return "../" * address.count("/") or "./"


def file_of(address: str) -> str:
    """Return the file that a server sends for an address: 'en/index.html' for 'en/'."""
    return f"{address}index.html" if not address or address.endswith("/") else address


def of_source(path: str) -> str:
    """Return the address of a Markdown source below docs/."""
    stem = path.removesuffix(".md")
    return "" if stem == "index" else stem.removesuffix("/index") + "/"


def sources_of_address(where: str) -> tuple[str, str]:
    """Return the two possible Markdown sources, below docs/, of an address."""
    return f"{where.rstrip('/')}.md", f"{where}index.md"


def in_language(path: str, language: Language) -> str:
    """Return the same path or address in a language; one without a language is unchanged."""
    return f"{language}/{path.partition('/')[2]}" if language_of(path) else path


def joined(source: str, target: str) -> str:
    """Return the path below docs/ that `target` refers to in the source file `source`."""
    folder = source.rpartition("/")[0]
    return normpath(f"{folder}/{target}" if folder else target)


def paths_meant(target: str) -> Sequence[str]:
    """Return the paths that the target of a link may mean, the likeliest first, without repetition.

    The name of a file may hold `#`, `?` and `%`, which an editor types as they are: then the target is not the URL that
    it seems to be.
    """
    return list(dict.fromkeys((unquote(re.split(r"[?#]", target)[0]), unquote(target), target)))


def below_docs(source: str, path: str) -> str:
    """Return the path below docs/ that `path` means in the source file `source`: relative to it, or `media/…`."""
    from_docs = path.removeprefix("/")
    return normpath(from_docs) if from_docs.startswith(MEDIA) else joined(source, path)


def as_url(path: str) -> str:
    """Return the path of a file as a relative URL: what is special in URLs is escaped, and letters are as they are."""
    return _UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}", path)


def source_link(source: str, target: str) -> str:
    """Return the relative path from the source file `source` to the source file `target`."""
    return relpath(target, source.rpartition("/")[0] or ".")
