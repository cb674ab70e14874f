"""URLs: where a thing stands on the site, and what its source file says about that."""

import re
from posixpath import normpath, relpath

from newsdesk.i18n.languages import Language, language_of

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_STORY = re.compile(r"(?P<language>[^/]+)/news/(?P<key>(?P<year>\d{4})/(?P<slug>[^/]+))\.md")

_UNFIT = re.compile(r"[^\w.-]+")
_ROOM = 200
"""Bytes: disks take 255, and behind the name stand the digest, the width and the format."""
LONGEST = 120
"""Signs of a slug or an id: some files are named by all parts of an address together, and disks take 255 bytes."""
SITEMAP = "sitemap.xml"
NOT_FOUND = "404.html"
"""The page that a host sends for a dead address; at every such address, so that none is its own."""
MEDIA = "media/"
"""The folder of media, below docs/ and on the site."""
ASSETS = "assets/"
"""The folder of what is named by its content, which browsers may keep for ever, and of its sources."""
CARDS = f"{ASSETS}cards/"
"""The folder of cards; each language has its own in it."""
PICTURES = f"{ASSETS}pictures/"
"""The folder of what is made of pictures."""
MARK = 10
"""Signs of a digest in a name: forty bits tell the versions of one file apart."""
FOLLOW = "about/subscribe"
"""The static page below whose text every feed is listed; it stands in every language, with a text or without."""


def is_slug(text: str) -> bool:
    """Whether `text` is lower-case ASCII words joined by hyphens."""
    return _SLUG.fullmatch(text) is not None


def is_id(text: object) -> bool:
    """Whether `text` is a slug, or several parted by slashes such as '2014/leading-group'."""
    return isinstance(text, str) and all(is_slug(part) for part in text.split("/"))


def story_key(path: str) -> str:
    """'2014/slug' for 'en/news/2014/slug.md', empty for a path that is no story's."""
    match = _STORY.fullmatch(path)
    return match["key"] if match else ""


def home(language: Language) -> str:
    return f"{language}/"


def story(language: Language, key: str) -> str:
    return f"{language}/news/{key}/"


def beside(language: Language, key: str, other: Language) -> str:
    """A story in `language` with its text in another beside it: 'en/news/2014/slug/with-zh/'."""
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
    """An event's page: 'en/events/2014/leading-group/', or 'en/summit/2015/' for the edition 'summit/2015'."""
    folder = "" if identifier.startswith("summit/") else "events/"
    return f"{language}/{folder}{identifier}/"


def timeline(language: Language) -> str:
    return f"{language}/timeline/"


def timeline_year(language: Language, number: int) -> str:
    return f"{language}/timeline/{number}/"


def timeline_kind(language: Language, kind: str) -> str:
    return f"{language}/timeline/{kind}/"


def timeline_of(subject: str) -> str:
    """The timeline of what has a page of its own, such as a tag."""
    return f"{subject}timeline/"


def series(language: Language, name: str) -> str:
    return f"{language}/series/{name}/"


def summit(language: Language) -> str:
    return f"{language}/summit/"


def status(language: Language) -> str:
    """What waits for an editor: in the preview only."""
    return f"{language}/status/"


def components(language: Language) -> str:
    """Every part that pages are made of: in the preview only."""
    return f"{language}/components/"


def feed(page: str) -> str:
    """The Atom feed of what the page at the address `page` lists."""
    return f"{page}feed.xml"


def rss(language: Language) -> str:
    return f"{language}/rss.xml"


def json_feed(language: Language) -> str:
    return f"{language}/feed.json"


def corrections(language: Language) -> str:
    """The feed of corrections."""
    return f"{language}/corrections.xml"


def calendar(language: Language) -> str:
    """The calendar of all events."""
    return f"{language}/calendar.ics"


def summit_calendar(language: Language) -> str:
    return f"{summit(language)}calendar.ics"


def event_calendar(language: Language, identifier: str) -> str:
    """The calendar of one event, beside its page."""
    return f"{event(language, identifier)}event.ics"


def manifest(language: Language) -> str:
    return f"{language}/manifest.webmanifest"


def news_sitemap(language: Language) -> str:
    return f"{language}/news-sitemap.xml"


def sitemap_part(number: int) -> str:
    """One file of a sitemap that is an index of several."""
    return f"sitemap-{number}.xml"


def static(language: Language, key: str) -> str:
    """The address of a static page; `key` is its path without language and ending."""
    return f"{language}/{key.removesuffix('index')}".rstrip("/") + "/"


def search(language: Language) -> str:
    return f"{language}/search/"


def search_index(language: Language) -> str:
    """The folder of a language's search index."""
    return f"search/{language}/"


def card(language: Language, digest: str) -> str:
    """Where a card stands, which is named by what it is made of."""
    return f"{CARDS}{language}/{digest[:MARK]}.png"


def picture(path: str, digest: str, ending: str) -> str:
    """Where a file stands that is made of the picture at `path` below docs/; `digest` is of what it is made with."""
    name = "/".join(map(_as_address, path.removeprefix(MEDIA).rpartition(".")[0].split("/")))
    return f"{PICTURES}{name}.{digest[:MARK]}.{ending}"


def _as_address(name: str) -> str:
    """A name with nothing in it that parts a `srcset` or means something in an address, and room behind it.

    Two that become one differ in their digests.
    """
    return _UNFIT.sub("-", name).encode()[:_ROOM].decode(errors="ignore")


def last(address: str) -> str:
    """The last part of a page's address: the id of a tag, the slug of a story."""
    return address.rstrip("/").rpartition("/")[2]


def numbered(address: str, number: int) -> str:
    """Page `number` of a list that begins at `address`."""
    return address if number == 1 else f"{address}page/{number}/"


def to_root(address: str) -> str:
    """What leads from a page to the root of the site: './' or '../../'."""
    return "../" * address.count("/") or "./"


def file_of(address: str) -> str:
    """The file that a server sends for an address: 'en/' is 'en/index.html'."""
    return f"{address}index.html" if not address or address.endswith("/") else address


def of_source(path: str) -> str:
    """The address at which a Markdown source below docs/ stands."""
    stem = path.removesuffix(".md")
    return "" if stem == "index" else stem.removesuffix("/index") + "/"


def sources_of(where: str) -> tuple[str, str]:
    """The Markdown sources below docs/, one of which may stand at an address."""
    return f"{where.rstrip('/')}.md", f"{where}index.md"


def in_language(path: str, language: Language) -> str:
    """The same path, or address, in a language; one that has no language stays as it is."""
    return f"{language}/{path.partition('/')[2]}" if language_of(path) else path


def joined(source: str, target: str) -> str:
    """The path below docs/ that `target` means inside the source file `source`."""
    folder = source.rpartition("/")[0]
    return normpath(f"{folder}/{target}" if folder else target)


def source_link(source: str, target: str) -> str:
    """The relative path by which the source file `source` names the source file `target`."""
    return relpath(target, source.rpartition("/")[0] or ".")
