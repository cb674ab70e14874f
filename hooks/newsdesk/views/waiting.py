"""What waits is shown in the preview alone, and says so."""

from newsdesk.model.library import Library
from newsdesk.model.text import NEVER, Versions
from newsdesk.words.language import Fragment, Language


def waiting(versions: Versions, library: Library, language: Language) -> Fragment | None:
    """Why readers of `language` do not get it yet, None where they do."""
    until = versions.waits_on(language)
    if until is None:
        return None
    if until == NEVER:
        return library.word("preview_draft", language)
    word = library.word("preview_withheld", language)
    return Fragment(word.text.format(moment=f"{until:%Y-%m-%d %H:%M}"), word.lang)
