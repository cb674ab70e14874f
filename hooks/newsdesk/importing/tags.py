"""Tags: tags and categories of an archive become entries of the register of tags."""

import unicodedata
from collections.abc import Mapping
from hashlib import sha256

from newsdesk.content.registers import Tag
from newsdesk.content.yaml import in_quotes, is_plain_text
from newsdesk.i18n.languages import Language
from newsdesk.i18n.typography import has_han
from newsdesk.importing.archive import one_line, slug_of
from newsdesk.tidy.canonical import ValueKind, canonical

_MAX_ID = 60


class TagIds:
    """Finds the tag of a name in either language; `new` are the names of those that the register lacks, by id."""

    def __init__(self, known: Mapping[str, Tag]) -> None:
        self._ids: dict[str, str] = {}
        self.new: dict[str, tuple[Language, str]] = {}
        for identifier, tag in known.items():
            names = [*tag.name.by_language.values(), tag.name.plain]
            for name in (identifier, *tag.aliases, *names):
                self._ids.setdefault(_plain(name), identifier)

    def identifier(self, name: str, language: Language) -> str:
        """Return the id of a tag; a new one gets an entry."""
        name = one_line(name)
        plain = _plain(name)
        if plain not in self._ids:
            made = _identifier(name)
            self._ids[plain] = self._ids.get(made, made)
            if self._ids[plain] == made:
                self._ids[made] = made
                # A Chinese name in an English text is Chinese all the same.
                self.new.setdefault(made, (Language.ZH if has_han(name) else language, name))
        return self._ids[plain]

    @property
    def without_words(self) -> Mapping[str, str]:
        """New ids that say nothing, since no id is made of a Chinese name, with their names."""
        return {made: name for made, (_, name) in self.new.items() if made.startswith(_PREFIX)}


_PREFIX = "tag-"


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").replace("_", " ").split())


def _identifier(name: str) -> str:
    latin = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    letters_known = all(sign.isascii() for sign in latin if sign.isalpha())
    made = slug_of(latin)[:_MAX_ID].strip("-") if letters_known else ""
    return made or f"{_PREFIX}{sha256(name.encode()).hexdigest()[:6]}"


def with_entries(register: str, new: Mapping[str, tuple[Language, str]]) -> str:
    """Return the text of tags.yml with new entries, each in its place if the register is in canonical form."""
    entries = "".join(
        f"{made}:\n  name: {{{language}: {_scalar(name)}}}\n" for made, (language, name) in sorted(new.items())
    )
    text = f"{register.rstrip()}\n{entries}" if register.strip() else entries
    kind = ValueKind(annotation=Tag, by_id=True)
    return canonical(text, kind) if not register or canonical(register, kind) == register else text


def _scalar(name: str) -> str:
    return name if is_plain_text(name, flow=True) else in_quotes(name)
