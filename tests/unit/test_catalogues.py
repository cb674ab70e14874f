"""Whatever the newsdesk says, it says in Chinese too."""

import gettext
import re
from collections.abc import Sequence, Set
from importlib import import_module
from string import Formatter

from babel.messages.catalog import Message

import messages
import sites
from newsdesk.i18n.messages import translate


def names(template: str) -> Set[str]:
    """The placeholders of a template."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def strings(entry: Message) -> Sequence[str]:
    """A translation, in each of its numbers."""
    return entry.string if isinstance(entry.string, tuple) else (entry.string,)


def test_every_message_is_a_literal() -> None:
    assert list(messages.no_literals()) == []


def test_every_message_has_its_chinese() -> None:
    written = messages.written()
    known = {entry.id: entry for entry in messages.chinese() if entry.id}
    assert len(written) > 300
    missing = {place: message for message, place in written.items() if message not in known}
    assert missing == {}, "python tests/messages.py gives them entries, to be filled in"
    assert [message for message, entry in known.items() if not all(strings(entry)) or entry.fuzzy] == []


def test_the_catalogue_is_sorted_and_has_nothing_stale() -> None:
    assert messages.CHINESE.read_text(encoding="utf-8") == messages.settled(), "python tests/messages.py mends it"


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
    clicks = messages.clicks()
    for entry in messages.chinese():
        if entry.id:
            ones = entry.id if isinstance(entry.id, tuple) else (entry.id,)
            own, meant = names(strings(entry)[0]), names(ones[-1])
            # Of click's, some are English words that a Chinese sentence does without.
            assert own <= meant if entry.id in clicks else own == meant, entry.id


def test_chinese_is_set_as_the_house_sets_it() -> None:
    """Full-width marks beside Han, no space between Han and Latin letters or digits."""
    han = r"[\u4e00-\u9fff]"
    for entry in messages.chinese():
        for text in strings(entry):
            prose = re.sub(r"\{\{.*\}\}", "", text)
            if entry.id:
                assert not re.search(rf"{han}[,;:!?]|[,;!?]{han}|{han} [A-Za-z0-9{{]|[A-Za-z0-9}}] {han}", prose), text
