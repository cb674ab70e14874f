"""Every message has its Chinese, and the same thing the same name in all of them."""

import gettext
import re
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

import yaml
from babel.messages.catalog import Message

import messages
import sites
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import translate
from newsdesk.lint.rulebook import rulebook


def strings(entry: Message) -> Sequence[str]:
    """A translation, in each of its numbers."""
    return entry.string if isinstance(entry.string, tuple) else (entry.string,)


def test_every_message_is_a_literal() -> None:
    assert list(messages.no_literals()) == []


def test_every_message_is_given_its_values() -> None:
    assert list(messages.wrong_values()) == []


def test_every_message_has_its_chinese() -> None:
    written = messages.all_messages()
    known = {entry.id: entry for entry in messages.chinese() if entry.id}
    assert len(written) > 300
    missing = {place: message for message, place in written.items() if message not in known}
    assert missing == {}, "python tests/messages.py gives them entries, to be filled in"
    assert [message for message, entry in known.items() if not all(strings(entry)) or entry.fuzzy] == []


def test_what_is_counted_has_a_singular() -> None:
    counted = re.compile(r"\{(number|count)\} [a-z]+s\b")
    assert [
        message for message in messages.all_messages() if isinstance(message, str) and counted.search(message)
    ] == []
    assert any(
        counted.search(many) for _, many in filter(lambda each: isinstance(each, tuple), messages.all_messages())
    )


def test_the_catalogue_is_sorted_and_has_nothing_stale() -> None:
    assert messages.CHINESE.read_text(encoding="utf-8") == messages.updated_catalog(), (
        "python tests/messages.py mends it"
    )


def test_click_asks_our_catalogue_in_every_module_that_has_texts() -> None:
    """It has no public way to give it one: a version that asks otherwise, or elsewhere, is noticed here."""
    # Those of decorators.py are made before a language is chosen, and translated where they are shown.
    for file in {*messages._CLICKS_FILES} - {"decorators.py"}:
        module = vars(import_module(f"click.{file.removesuffix('.py')}"))
        assert module.get("_", translate) is not gettext.gettext, file
        assert module.get("ngettext", translate) is not gettext.ngettext, file
    run = sites.newsdesk(sites.PROJECT, "--language", "zh", "check", "--nope")
    assert run.err.splitlines()[-1] == "错误：没有选项'--nope'。"


def test_a_translation_has_the_placeholders_of_its_message() -> None:
    from_click = messages.click_messages()
    for entry in messages.chinese():
        if entry.id:
            ones = entry.id if isinstance(entry.id, tuple) else (entry.id,)
            own, meant = messages.placeholders(strings(entry)[0]), messages.placeholders(ones[-1])
            # Of click's, some are English words that a Chinese sentence does without.
            assert own <= meant if entry.id in from_click else own == meant, entry.id


def test_chinese_is_set_as_the_house_sets_it() -> None:
    """Full-width marks beside Han, no space between Han and Latin letters or digits."""
    han = r"[\u4e00-\u9fff]"
    for entry in messages.chinese():
        for text in strings(entry):
            prose = re.sub(r"\{\{.*\}\}", "", text)
            if entry.id:
                assert not re.search(rf"{han}[,;:!?]|[,;!?]{han}|{han} [A-Za-z0-9{{]|[A-Za-z0-9}}] {han}", prose), text


class Term(NamedTuple):
    """A line of the glossary at the head of zh.po: what a thing is called, and the names it must not have."""

    english: str
    not_english: tuple[str, ...]
    chinese: str
    not_chinese: tuple[str, ...]


def glossary() -> Sequence[Term]:
    """The lines `# image, not picture: 图片，不用照片`."""
    line = re.compile(r"^# ([^:\n]+?)(?:, not ([^:\n]+))?: ([^，：\n]+)(?:，不用(.+))?$", re.MULTILINE)
    head = messages.CHINESE.read_text(encoding="utf-8").partition("# Glossary: ")[2].partition("\nmsgid")[0]
    return [
        Term(english, tuple(filter(None, no.split(", "))), chinese, tuple(filter(None, others.split("、"))))
        for english, no, chinese, others in line.findall(head)
    ]


def test_one_thing_has_one_name_in_chinese() -> None:
    """In messages, help, descriptions and rules; a variant may be a part of another term, as 卡片 is of 分享卡片."""
    terms = glossary()
    assert len(terms) > 50
    texts = [text for entry in messages.chinese() if entry.id for text in strings(entry)]
    texts += [rule.summary[Language.ZH] for rule in rulebook().values()]
    known = re.compile("|".join(sorted({term.chinese for term in terms}, key=len, reverse=True)))
    variants = [each for term in terms for each in term.not_chinese]
    assert [(each, text) for text in texts for each in variants if each in known.sub("", text)] == []


def test_one_thing_has_one_name_in_english() -> None:
    """Names of keys, files and options stay what they are: only words between spaces and marks are looked at."""
    own = messages.all_messages().keys() - messages.click_messages().keys()
    texts = [text for each in own for text in ((each,) if isinstance(each, str) else each)]
    texts += [rule.summary[Language.EN] for rule in rulebook().values()]
    words = [each for term in glossary() for each in term.not_english]
    variants = {each: re.compile(rf"(?<![\w`/.{{-]){each}(?:s|es)?(?![\w`/}}-]|\.\w)", re.IGNORECASE) for each in words}
    bare = {text: re.sub(r"`[^`]*`|\{[^}]*\}", "", text) for text in texts}
    assert [(each, text) for text, seen in bare.items() for each, found in variants.items() if found.search(seen)] == []


def test_pages_have_one_word_for_a_thing_in_chinese() -> None:
    words = yaml.safe_load((sites.PROJECT / "docs/registers/interface.yml").read_text(encoding="utf-8"))
    others = {"统计项目": "指标", "稿件": "报道", "译稿": "译文", "活动": "事件"}
    assert len(words) > 150
    assert [key for key, word in words.items() if any(other in word["zh"] for other in others)] == []
