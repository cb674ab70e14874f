"""Stories: where each imported post belongs in docs/, and the text of its file."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from newsdesk.content.blocks import placeholder
from newsdesk.content.marks import WordsForm
from newsdesk.content.yaml import in_quotes, is_plain_text
from newsdesk.i18n.languages import Language, language_by_script
from newsdesk.importing import forms
from newsdesk.importing.archive import ImportedPost, LeadImage, Task, is_traditional, language_code, one_line
from newsdesk.importing.bodies import Body
from newsdesk.markdown.converter import to_html
from newsdesk.markdown.safety import parsed

_MAX_SLUG = 80
_MAX_PARAGRAPH = 2_000
"""Characters of a paragraph that are looked at: a summary has far fewer."""
_NOT_PROSE = re.compile(r"    |\s*(?:#|>|```|~~~|!\[|\||[-*+] |\d+\.|<|!!!|\?\?\?|\[\^|https?://\S+\s*$)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SENTENCE = re.compile(r".*?(?:[.!?][”’\"')]*(?=\s|$)|[。！？][”’」]*)", re.DOTALL)
_ANONYMOUS = frozenset({"admin", "administrator", "root", "editor", "webmaster", "wordpress"})
"""Accounts, not authors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a post belongs: `path` below docs/; `original` is the key of the post that it translates, empty if none."""

    post: ImportedPost
    language: Language
    key: str
    original: str = ""
    has_own_slug: bool = True
    others: Sequence[str] = ()
    """Former addresses of its translations, which lead to them by way of the original."""

    @property
    def path(self) -> str:
        return f"{self.language}/news/{self.key}.md"

    @property
    def year(self) -> int:
        return int(self.key.partition("/")[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a story says of itself, and which of it was made from the body."""

    title: str
    summary: str
    is_own_title: bool
    is_own_summary: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a story's front matter refers to, by id or path; the image of a translation is its original's."""

    sources: Sequence[str] = ()
    tags: Sequence[str] = ()
    aliases: Sequence[str] = ()
    image: str = ""
    has_image: bool = False
    imported: str = ""
    """The day on which it came; of a translation none, since its original's holds for both."""


def language_of_post(post: ImportedPost, languages: Sequence[Language], default: Language | None) -> Language | None:
    """Return the site's language that a post is in: as it says, else the default, else by the script of its title."""
    said = language_code(post.language) or default or language_by_script(post.title or post.body[:500])
    return next((language for language in languages if language == said), None)


def placements(
    posts: Iterable[tuple[ImportedPost, Language]], zone: str, languages: Sequence[Language]
) -> tuple[Mapping[str, Placement], Sequence[ImportedPost]]:
    """Return the place of each post by its key, and the posts that are one more version in a language.

    Versions of one text share their place, and the earliest is the original.
    """
    groups: dict[str, list[tuple[ImportedPost, Language]]] = {}
    for post, language in posts:
        # The body is read again when it is converted: all bodies at once may be larger than the memory.
        groups.setdefault(post.pair or post.key, []).append((replace(post, body=""), language))
    found: dict[str, Placement] = {}
    others: list[ImportedPost] = []
    taken: set[str] = set()
    for group in groups.values():
        versions = _one_in_each_language(group)
        others += [post for post, _ in group if all(post is not kept for kept, _ in versions)]
        versions.sort(key=lambda version: (_day(version[0].published, zone), languages.index(version[1])))
        found.update(_group(versions, zone, taken))
    return found, others


def _one_in_each_language(group: Sequence[tuple[ImportedPost, Language]]) -> list[tuple[ImportedPost, Language]]:
    """Return one version in each language; of two in Chinese, that in simplified characters."""
    first: dict[Language, tuple[ImportedPost, Language]] = {}
    for version in sorted(group, key=lambda version: is_traditional(version[0].language)):
        first.setdefault(version[1], version)
    return list(first.values())


def _group(
    versions: Sequence[tuple[ImportedPost, Language]], zone: str, taken: set[str]
) -> Iterator[tuple[str, Placement]]:
    """Yield the places of the versions of one text, the original first."""
    original = versions[0][0]
    slug = next((post.slug for post, _ in versions if post.slug), "")
    key = _free_key(_day(original.published, zone).year, slug or _made_slug(original.key), taken)
    others = [address for post, _ in versions[1:] for address in post.addresses]
    for post, language in versions:
        is_original = post is original
        yield (
            post.key,
            Placement(
                post=post,
                language=language,
                key=key,
                original="" if is_original else original.key,
                has_own_slug=bool(slug),
                others=others if is_original else (),
            ),
        )


def _made_slug(key: str) -> str:
    """Return a slug for a post that has none in ASCII: by its number, else by a digest of its path."""
    return f"post-{key if key.isdigit() else sha256(key.encode()).hexdigest()[:8]}"


def _free_key(year: int, slug: str, taken: set[str]) -> str:
    slug = slug[:_MAX_SLUG].strip("-")
    slug = "the-index" if slug == "index" else slug
    key, number = f"{year:04}/{slug}", 2
    while key in taken:
        key, number = f"{year:04}/{slug}-{number}", number + 1
    taken.add(key)
    return key


def _day(when: date | datetime, zone: str) -> date:
    moment = in_zone(when, zone)
    return moment.date() if isinstance(moment, datetime) else moment


def in_zone(when: date | datetime, zone: str) -> date | datetime:
    """Return a moment in the site's zone, without its offset; one without an offset is in that zone already."""
    if isinstance(when, datetime) and when.tzinfo:
        return when.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return when


def words_of(post: ImportedPost, body: Body, language: Language) -> Words:
    """Return title and summary: those of the post, else the heading and the first words of its body."""
    title = one_line(post.title or body.heading)
    own = plain_text(post.summary) if post.summary else ""
    _, most = language.rules.length_limits[WordsForm.SENTENCE]
    is_own = bool(own) and len(own) <= most
    made = own if is_own else _shortened(own or first_paragraph(body.teaser) or first_paragraph(body.text), language)
    return Words(
        title=title or placeholder(WordsForm.HEADING, language),
        summary=made or placeholder(WordsForm.SENTENCE, language),
        is_own_title=bool(title),
        is_own_summary=is_own,
    )


def first_paragraph(markdown: str) -> str:
    """Return the first paragraph of prose as plain text, empty if there is none."""
    for block in filter(str.strip, re.split(r"\n\s*\n", markdown)):
        is_prose = not _NOT_PROSE.match(block) and all(task is not Task.PICTURE for task, *_ in forms.kept_parts(block))
        if is_prose and (text := plain_text(block[:_MAX_PARAGRAPH])):
            return text
    return ""


def plain_text(markdown: str) -> str:
    """Return the words of Markdown on one line."""
    return one_line(parsed(to_html(re.sub(r"  +\n", "\n", _COMMENT.sub("", markdown)))).text_content())


def _shortened(text: str, language: Language) -> str:
    """Return as many whole sentences as lists show, else as many words."""
    limit, _ = language.rules.length_limits[WordsForm.SENTENCE]
    if len(text) <= limit:
        return text
    end = 0
    for sentence in _SENTENCE.finditer(text):
        if sentence.end() > limit:
            break
        end = sentence.end()
    if end:
        return text[:end].strip()
    return f"{re.sub(r'[ ,;，；、]+[^ ,;，；、]*$', '', text[: limit - 1])}…"


def byline(authors: Sequence[str], language: Language) -> str:
    """Return the names of the authors; accounts such as `admin` are none."""
    names = [one_line(name) for name in authors if name and name.strip().lower() not in _ANONYMOUS]
    return language.rules.punctuation.list_comma.join(names)


def front_matter(place: Placement, post: ImportedPost, words: Words, facts: Facts, zone: str) -> Iterator[str]:
    """Yield the lines of a story's front matter, in the order of its fields."""
    yield f"title: {scalar(words.title)}"
    yield f"summary: {scalar(words.summary)}"
    yield from [f"translated: {_day(post.published, zone)}"] if place.original else _dates(post, zone)
    if names := byline(post.authors, place.language):
        yield f"byline: {scalar(names)}"
    if facts.tags:
        yield f"tags: [{', '.join(facts.tags)}]"
    if facts.sources:
        yield f"sources: [{', '.join(facts.sources)}]"
    if facts.has_image:
        yield from _image(post.image or LeadImage(reference=""), facts.image)
    if post.draft:
        yield "draft: true"
    if facts.imported:
        yield f"imported: {facts.imported}"
    if is_traditional(post.language) and not place.original:
        yield "lang: zh-Hant"
    if facts.aliases:
        yield f"aliases: [{', '.join(map(_in_list, facts.aliases))}]"


def _dates(post: ImportedPost, zone: str) -> Iterator[str]:
    published = in_zone(post.published, zone)
    yield f"published: {published:%Y-%m-%dT%H:%M}" if isinstance(published, datetime) else f"published: {published}"
    if post.updated and (updated := _day(post.updated, zone)) > _day(post.published, zone):
        yield f"updated: {updated}"


def _image(image: LeadImage, path: str) -> Iterator[str]:
    """Yield the lead image; without its alternative text it is a comment, to be completed by a person."""
    alt, caption = one_line(image.alt), one_line(image.caption)
    sign = "" if alt else "# "
    yield f"{sign}image:"
    if path:
        yield f"{sign}  src: {scalar(path)}"
    yield f"{sign}  alt: {scalar(alt) if alt else '…'}"
    if caption:
        yield f"{sign}  caption: {scalar(caption)}"


def scalar(text: str) -> str:
    """Return text as a YAML scalar, quoted if it must be."""
    return text if is_plain_text(text, flow=False) and " #" not in text else in_quotes(text)


def _in_list(text: str) -> str:
    return text if is_plain_text(text, flow=True) else in_quotes(text)
