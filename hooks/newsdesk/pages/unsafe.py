"""What may not stand in a body, said where an editor typed it."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from newsdesk.pages.findings import MANY, short
from newsdesk.pages.places import Source
from newsdesk.pages.safety import outside_the_list
from newsdesk.words.message import said
from newsdesk.words.problem import Problem, error, write


def unsafe(source: Source, html: str, tree: HtmlElement) -> Iterator[Problem]:
    """The problems of each part of `html`, parsed as `tree`, that is outside the list; of a few hundred at most."""
    for name, attribute, value in islice(outside_the_list(html, tree), 5 * MANY):
        tag = re.escape(name)
        if name == "h1":
            sentence = said("the headline is the title: headings in a body begin with ##")
            yield error("heading", source.find(r"^(#) ", r"^=+$", "<h1"), sentence, write("## …"))
        elif name in ("h5", "h6"):
            sentence = said("headings in a body have three levels: ##, ### and ####")
            yield error("heading", source.find(r"^(#{5,6})", f"<{tag}"), sentence, write("### …"))
        elif value:
            sentence = said(
                '"{link}" may not be a link: only http, https, mailto, and files of the site', link=short(value)
            )
            yield error("unsafe-link", source.link(value), sentence, said("take it out"))
        elif attribute:
            end = r"(?=[\s=>/}])"
            typed = rf"(?:<{tag}\b[^>]*?|\{{[^}}]*?)(?<![\w-])({re.escape(attribute)}){end}"
            sentence = said(
                'the attribute "{attribute}" of <{name}> may not stand in a story', attribute=attribute, name=name
            )
            yield error("unsafe-html", source.find(typed), sentence, said("take it out"))
        else:
            sentence = said("the element <{name}> may not stand in a story", name=name)
            yield error("unsafe-html", source.find(rf"<{tag}(?![\w-])"), sentence, said("take it out"))
