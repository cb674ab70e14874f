"""Markdown to HTML: one converter a language and process, reset between texts."""

from functools import lru_cache

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, slugify_unicode

from newsdesk.words.language import Language


def to_html(body: str, language: Language) -> str:
    """The HTML of a body as its language sets it; links and images stand as they were typed."""
    converter = _converter(language)
    converter.reset()
    return converter.convert(body)


@lru_cache
def _converter(language: Language) -> Markdown:
    # Alignment as an attribute and not as a style: `body` makes a class of it, for the content policy.
    extensions: list[str | Extension] = ["attr_list", "sane_lists", TableExtension(use_align_attribute=True)]
    extensions.append(TocExtension(slugify=slugify_unicode, permalink=False))
    return Markdown(extensions=extensions, output_format="html")
