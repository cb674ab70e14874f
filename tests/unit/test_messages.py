"""Messages are written in English, and said in the editor's language."""

import pickle
from gettext import GNUTranslations
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from newsdesk.i18n.messages import comma_list, msg, msg_plural, or_list


@pytest.fixture(scope="module")
def chinese() -> GNUTranslations:
    catalog = Catalog(locale="zh_Hans")
    catalog.add("{key} must be a day; found {found}", "{key}须是日期，现为{found}")
    catalog.add("nothing", "空")
    catalog.add(", ", "、")
    catalog.add("{before} or {last}", "{before}或{last}")
    catalog.add(("{number} story", "{number} stories"), ("{number}篇报道",))
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


def test_a_message_is_its_english_sentence_and_says_the_same_in_another_language(chinese: GNUTranslations) -> None:
    message = msg("{key} must be a day; found {found}", key="published", found=msg("nothing"))
    assert message == "published must be a day; found nothing"
    assert message.translated(chinese) == "published须是日期，现为空"


def test_what_an_editor_wrote_is_never_taken_for_a_template(chinese: GNUTranslations) -> None:
    message = msg("{key} must be a day; found {found}", key="{key}", found="{0}{x!r}")
    assert message == "{key} must be a day; found {0}{x!r}"
    assert message.translated(chinese) == "{key}须是日期，现为{0}{x!r}"


def test_a_message_comes_whole_out_of_another_process(chinese: GNUTranslations) -> None:
    sent = pickle.dumps(msg("{key} must be a day; found {found}", key="published", found="x"))
    message = pickle.loads(sent)  # noqa: S301 - it was written one line above
    assert message.translated(chinese) == "published须是日期，现为x"


@pytest.mark.parametrize(
    ("number", "english", "han"), [(0, "0 stories", "0篇报道"), (1, "1 story", "1篇报道"), (2, "2 stories", "2篇报道")]
)
def test_a_message_that_counts_has_the_form_of_its_number(
    number: int, english: str, han: str, chinese: GNUTranslations
) -> None:
    message = msg_plural("{number} story", "{number} stories", number=number)
    assert message == english
    assert message.translated(chinese) == han


def test_a_list_is_said_as_each_language_lists(chinese: GNUTranslations) -> None:
    assert [str(comma_list([])), str(comma_list(["a"])), str(comma_list(["a", msg("nothing")]))] == [
        "",
        "a",
        "a, nothing",
    ]
    assert comma_list(["a", msg("nothing")]).translated(chinese) == "a、空"
    assert str(or_list(["a", "b", "c"])) == "a, b or c"
    assert or_list(["a", "b", "c"]).translated(chinese) == "a、b或c"


def test_a_list_may_be_long(chinese: GNUTranslations) -> None:
    many = pickle.loads(pickle.dumps(comma_list(range(20_000))))  # noqa: S301 - written in the same line
    assert many.translated(chinese).count("、") == 19_999
