"""Lint of interface words: docs/registers/interface.yml must hold exactly those that templates and views use.

A word is used by its literal key: `t.menu` and `in_each.menu` in a template, `library.word("menu", language)` in a
module. A key that depends on what is shown is the `word_key` of a language or of an InterfaceEnum.
"""

import ast
import inspect
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from os.path import relpath
from pathlib import Path

from newsdesk.cache import cache_of
from newsdesk.content.library import Library
from newsdesk.content.site import Site
from newsdesk.content.types import InterfaceEnum
from newsdesk.diagnostics import Diagnostic, SourceFile, SourceLocation, error, warning
from newsdesk.i18n.languages import LocalizedText
from newsdesk.i18n.messages import msg

_PACKAGE = Path(__file__).parents[1]
_IN_TEMPLATES = ("t", "in_each")
"""Template variables: the words in the page's language, and those in every language."""
_KEY = "word_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordUse:
    """First use of a word in a template or module; `key` is empty if it cannot be determined."""

    key: str
    path: str
    line: int

    def location(self, project: Path) -> SourceLocation:
        """Return the location of the key; of the first character of the line if the key is not found."""
        file = SourceFile(path=self.path, text=(project / self.path).read_text("utf-8", "replace"))
        line, key = file.at(self.line).source, re.escape(self.key)
        found = re.search(rf"(?:(?<=\bt\.)|(?<=in_each\.)){key}\b", line) or re.search(
            rf"(?<=[\"']){key}(?=[\"'])", line
        )
        start, end = found.span() if found and self.key else (0, 1)
        return file.at(self.line, start + 1, end - start)


def word_uses(site: Site) -> Sequence[WordUse]:
    """Return the first use of each word in templates and modules; none if the site has no templates."""
    if not site.settings.custom_dir:
        return []
    paths = [*_files(site.folder / site.settings.custom_dir, "html"), *_files(_PACKAGE, "py")]
    files = {_shown(path, site.folder): path.read_bytes() for path in paths}
    digest = sha256(repr([(path, sha256(content).digest()) for path, content in files.items()]).encode()).hexdigest()
    known = cache_of(site.folder).get(f"interface words {digest}", lambda: _as_json(files, site.folder))
    uses = [WordUse(key=key, path=path, line=line) for key, path, line in json.loads(known)]
    languages = site.location("languages")
    uses += [WordUse(key=each.word_key, path=languages.path, line=languages.line) for each in site.languages]
    first: dict[str, WordUse] = {}
    for use in uses:
        first.setdefault(use.key or f"{use.path}:{use.line}", use)
    return list(first.values())


def _files(folder: Path, ending: str) -> Sequence[Path]:
    return sorted(path for path in folder.rglob(f"*.{ending}") if path.is_file())


def _as_json(files: Mapping[str, bytes], project: Path) -> bytes:
    from newsdesk.pages.registry import page_kinds  # noqa: PLC0415 - importing all views takes 0.1 s

    found = []
    for path, content in files.items():
        read = _in_template if path.endswith(".html") else _in_module
        uses = sorted(read(content.decode(errors="replace")), key=lambda use: use[1])
        found += [(key, path, line) for key, line in uses]
    # Imports all views: `__subclasses__` lists only enums of imported modules.
    page_kinds()
    found += [use for each in InterfaceEnum.__subclasses__() for use in _of_enum(each, project)]
    return json.dumps(found).encode()


def _shown(path: Path, project: Path) -> str:
    return Path(relpath(path, project)).as_posix()


def _in_template(text: str) -> Iterator[tuple[str, int]]:
    """Yield key and line of each word used; the key is empty if it is not a literal."""
    from jinja2 import Environment, TemplateSyntaxError, nodes  # noqa: PLC0415 - slow to import

    try:
        tree = Environment(autoescape=True).parse(text)
    except TemplateSyntaxError:
        # Reported when the template is rendered.
        return
    for attribute in tree.find_all(nodes.Getattr):
        if _is_words(attribute.node):
            # Jinja would return the mapping's method of that name, not the word.
            yield "" if hasattr(dict, attribute.attr) else attribute.attr, attribute.lineno
    for item in tree.find_all(nodes.Getitem):
        if _is_words(item.node) and not (isinstance(item.arg, nodes.Getattr) and item.arg.attr == _KEY):
            yield str(item.arg.value) if isinstance(item.arg, nodes.Const) else "", item.lineno


def _is_words(node: object) -> bool:
    return getattr(node, "name", "") in _IN_TEMPLATES


def _in_module(text: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(text)) if ".word(" in text else ():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "word":
            asked = node.args[0]
            for choice in (asked.body, asked.orelse) if isinstance(asked, ast.IfExp) else (asked,):
                if not (isinstance(choice, ast.Attribute) and choice.attr == _KEY):
                    yield str(choice.value) if isinstance(choice, ast.Constant) else "", choice.lineno


def _of_enum(kinds: type[InterfaceEnum], project: Path) -> Iterator[tuple[str, str, int]]:
    path, line = _shown(Path(inspect.getfile(kinds)), project), inspect.getsourcelines(kinds)[1]
    return ((each.word_key, path, line) for each in kinds if each.word_key)


def missing_words(library: Library, site: Site) -> Sequence[WordUse]:
    """Return the words that are used but missing in the register; none if it cannot be read."""
    file = register_file(library, site)
    if "interface" in library.registers.unreadable:
        return []
    there = {str(keys[0]) for keys in file.names}
    return [use for use in word_uses(site) if use.key not in there]


def with_placeholders(library: Library, site: Site) -> Library:
    """Return the library with the key in place of each missing word, so that other problems can be found."""
    words = library.registers.interface
    missing = {use.key: LocalizedText({}, use.key) for use in word_uses(site) if use.key not in words}
    if not missing:
        return library
    return replace(library, registers=replace(library.registers, interface={**words, **missing}))


def register_file(library: Library, site: Site) -> SourceFile:
    """Return the register of interface words; an empty file if there is none."""
    path = f"{site.settings.docs_dir}/registers/interface.yml"
    return library.registers.files.get("interface", SourceFile(path=path, text=""))


def check_interface_words(library: Library, site: Site) -> Iterator[Diagnostic]:
    """Yield missing words, located where they are used, and unused words."""
    file = register_file(library, site)
    if not library.is_requested(file):
        return
    for use in missing_words(library, site):
        if use.key:
            line = f"{use.key}: {{{', '.join(f'{language}: …' for language in site.languages)}}}"
            message = msg('missing interface text "{key}"', key=use.key)
            yield error(
                "interface", use.location(site.folder), message, msg("in {file}: {line}", file=file.path, line=line)
            )
        else:
            message = msg("the name of an interface word must be written out, or be a word_key")
            yield error(
                "interface", use.location(site.folder), message, msg("such as t.menu or t[event.state.word_key]")
            )
    # The register may have words in more languages than the site.
    asked = {use.key for use in word_uses(site)}
    asked |= {
        language.word_key for words in library.registers.interface.values() for language in words.by_language if asked
    }
    for key in sorted(library.registers.interface) if asked else ():
        if key not in asked:
            message = msg('no page asks for the interface word "{key}"', key=key)
            yield warning("interface-unused", file.name(key), message, msg("delete the line"))
