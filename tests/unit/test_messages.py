"""Messages are written in English, and said in the editor's language."""

import pickle

from newsdesk.words.message import said

CHINESE = {
    "{key} must be a day; found {found}": "{key}须是日期，现为{found}",
    "nothing": "空",
}


def catalogue(template: str) -> str:
    return CHINESE.get(template, template)


def test_a_message_is_its_english_sentence_and_says_the_same_in_another_language() -> None:
    message = said("{key} must be a day; found {found}", key="published", found=said("nothing"))
    assert message == "published must be a day; found nothing"
    assert message.translated(catalogue) == "published须是日期，现为空"


def test_what_an_editor_wrote_is_never_taken_for_a_template() -> None:
    message = said("{key} must be a day; found {found}", key="{key}", found="{0}{x!r}")
    assert message == "{key} must be a day; found {0}{x!r}"
    assert message.translated(catalogue) == "{key}须是日期，现为{0}{x!r}"


def test_a_message_comes_whole_out_of_another_process() -> None:
    sent = pickle.dumps(said("{key} must be a day; found {found}", key="published", found="x"))
    message = pickle.loads(sent)  # noqa: S301 - it was written one line above
    assert message.translated(catalogue) == "published须是日期，现为x"
