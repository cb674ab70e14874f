"""What is known of a language is in i18n alone; a language of which nothing is known has neutral rules."""

import ast
import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal

import pytest

import sites
from newsdesk.i18n import dates
from newsdesk.i18n.languages import Language, typeset
from newsdesk.lint.rulebook import rulebook

PACKAGE = sites.PROJECT / "hooks/newsdesk"
ALLOWED = {
    "cli/command.py": "a page of help is set by the width of its characters, and breaks where Han may break",
    "cli/scaffold.py": "no slug is made of a title in Han",
    "content/front_matter.py": "an example of a language tag",
    "content/library.py": "the key `pinyin`",
    "content/types.py": "what editors type for true and false",
    "content/video_sites.py": "the names of video sites",
    "content/registers.py": "the key `pinyin`, and an example of a language tag",
    "importing/mkdocs_blog.py": "the language of texts that name none, in Material's blog",
    "importing/tags.py": "a tag in Han has no slug, and needs a name in Latin letters",
    "importing/wordpress.py": "the category of what has none, as WordPress names it",
    "lint/style.py": r"the class `\p{Han}` of patterns",
    "markdown/autolinks.py": "a bare URL ends before Han, which has no spaces",
    "markdown/commonmark.py": "emphasis beside Han, which has no spaces",
    "markdown/leftovers.py": "words of unfinished text, and bullets of Chinese keyboards",
}
"""Modules outside i18n that name a language or a script, and why each must."""
NAMES = frozenset({"en", "zh", "ja", "english", "chinese", "japanese", "han", "latin", "pinyin"})
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
TAG = re.compile(r"(?:en|zh|ja)(?:[-_]\w+)?")
HAN = re.compile(r"[\u3400-\u9fff]")


def named(tree: ast.AST) -> Iterator[str]:
    """Names in code that name a language or a script, and text in one: but for documentation, messages, examples."""
    skipped = {id(part) for node in ast.walk(tree) for whole in _not_code(node) for part in ast.walk(whole)}
    for node in ast.walk(tree):
        if id(node) not in skipped:
            for field in ("id", "attr", "name", "arg", "asname"):
                name = getattr(node, field, None)
                if isinstance(name, str) and not NAMES.isdisjoint(map(str.lower, WORD.findall(name))):
                    yield name
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, str) and (TAG.fullmatch(value) or HAN.search(value)):
                yield value


def _not_code(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("msg", "msg_plural"):
        yield node


def modules_that_name_a_language() -> set[str]:
    paths = (path for path in PACKAGE.rglob("*.py") if PACKAGE / "i18n" not in path.parents)
    return {path.relative_to(PACKAGE).as_posix() for path in paths if any(named(ast.parse(path.read_text("utf-8"))))}


def test_only_i18n_knows_languages() -> None:
    assert modules_that_name_a_language() == ALLOWED.keys()


@pytest.mark.parametrize(
    "code",
    [
        "language is Language.EN",
        "def chinese_values(): ...",
        "from newsdesk.i18n.chinese import CHINESE",
        "_HAN = 1",
        "x = 'zh'",
        "{'en': 1}",
        "x = 'zh-Hans'",
        "x = '时间'",
    ],
)
def test_a_language_that_is_named_in_code_is_seen(code: str) -> None:
    assert [*named(ast.parse(code))]


@pytest.mark.parametrize("code", ['"""English, 中文."""', "msg('such as 167.33亿')", "hand = latest = 'entry'"])
def test_what_names_no_language_is_let_be(code: str) -> None:
    assert [*named(ast.parse(code))] == []


@pytest.mark.parametrize("code", ["de", "ar", "fr"])
def test_a_language_of_which_nothing_is_known_has_the_signs_of_edtf_and_the_words_of_cldr(code: str) -> None:
    language = Language(code)
    written = {text: dates.format_edtf(dates.read_edtf(text), language) for text in ("2014~", "2014?", "2014-21")}
    year = dates.format_edtf(dates.read_edtf("2014"), language)
    assert written == {"2014~": f"{year}~", "2014?": f"{year}?", "2014-21": "2014-21"}
    assert typeset('"x"', language) == '"x"'
    assert (language.tag, language.rules.punctuation.comma) == (code, ", ")
    rules = language.rules
    assert [rules.statements, rules.event_sentences, rules.heuristics, rules.standard_script] == [None] * 4


def test_the_words_of_a_language_of_which_nothing_is_known() -> None:
    german, japanese = Language("de"), Language("ja")
    assert dates.format_edtf(dates.read_edtf("2014-02-12/2014-02-14"), german) == "12.–14. Feb. 2014"
    assert dates.format_edtf(dates.read_edtf("2014-02/.."), german) == "Februar 2014 –"
    assert dates.format_number(Decimal("16733000000"), german) == "16.733.000.000"
    assert dates.format_month(2, japanese) == "2月"
    assert (japanese.rules.punctuation.comma, german.own_name) == ("，", "Deutsch")


def test_a_rule_of_style_stands_in_the_file_of_its_language() -> None:
    for path in (PACKAGE / "lint/rules").glob("style_*.toml"):
        names = tomllib.loads(path.read_text("utf-8"))
        assert {name.partition("-")[0] for name in names} == {path.stem.removeprefix("style_")}
        assert {rulebook()[name].language for name in names} == {path.stem.removeprefix("style_")}
