"""How a rendered body is set: its text as printers do, its code as it was typed."""

import pytest
from lxml.html import tostring

from newsdesk.i18n.languages import Fragment, Language
from newsdesk.markdown.converter import typeset_tree
from newsdesk.markdown.safety import parsed
from newsdesk.rendering import marked


def typeset(html: str, language: Language) -> str:
    tree = parsed(html)
    typeset_tree(tree, language)
    return str(tostring(tree, encoding="unicode")).removeprefix("<div>").removesuffix("</div>")


@pytest.mark.parametrize(
    ("language", "typed", "wanted"),
    [
        (Language.EN, '<p>"kites" in Xi\'an</p>', "<p>“kites” in Xi’an</p>"),
        (Language.EN, '<p>"<em>kites</em>"</p>', "<p>“<em>kites</em>”</p>"),
        (Language.EN, '<p>"a" <code>print(\'b\')</code> "c"</p>', "<p>“a” <code>print('b')</code> “c”</p>"),
        (Language.EN, '<pre><code>x = "a"</code></pre>', '<pre><code>x = "a"</code></pre>'),
        (
            Language.EN,
            "<pre><code><span>'a'</span> \"b\"</code></pre>",
            "<pre><code><span>'a'</span> \"b\"</code></pre>",
        ),
        (Language.ZH, "<p>风\n筝<em>节\n会</em></p>", "<p>风筝<em>节会</em></p>"),
        (Language.ZH, "<pre>风\n筝</pre>", "<pre>风\n筝</pre>"),
    ],
)
def test_text_is_set_and_code_is_not(language: Language, typed: str, wanted: str) -> None:
    assert typeset(typed, language) == wanted


def test_a_heading_gets_an_anchor_of_its_words_and_one_that_was_given_stays() -> None:
    tree = parsed('<h2>风筝</h2><h2>The mill</h2><h3 id="kept">The mill</h3><h3>The mill</h3>')
    typeset_tree(tree, Language.EN)
    assert [heading.get("id") for heading in tree] == ["风筝", "the-mill", "kept", "the-mill_1"]


@pytest.mark.parametrize(
    ("text", "lang", "html"),
    [
        ("Kites & <wind>", "", "Kites &amp; &lt;wind&gt;"),
        ("松桥风筝", "zh-Hans", '<span lang="zh-Hans">松桥风筝</span>'),
        ("Kites & wind", "en", '<span lang="en">Kites &amp; wind</span>'),
    ],
)
def test_a_fragment_says_its_language_where_it_has_one_of_its_own(text: str, lang: str, html: str) -> None:
    assert marked(Fragment(text, lang)) == html
