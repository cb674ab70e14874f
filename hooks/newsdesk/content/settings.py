"""mkdocs.yml: each of its settings is honored, or rejected at its line with what replaces it in newsdesk.

`settings.toml` is the only list of them: the checks here and the tables in docs/reference/settings.md follow it.
"""

import ast
import re
import tomllib
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from newsdesk.content import yaml
from newsdesk.content.markdown_extensions import (
    ExtensionConfigs,
    MarkdownExtension,
    OptionValue,
    extension_configs,
    extension_name,
    extensions_table,
)
from newsdesk.content.site import SITE_KEYS, Script, Settings, Site, site_url
from newsdesk.content.text_files import read_text, without_invisible_characters
from newsdesk.content.types import LONG, describe_value
from newsdesk.content.validation import unknown_key, validated
from newsdesk.content.yaml import YamlReading
from newsdesk.diagnostics import Diagnostic, KeyPath, Paste, SourceLocation, error, nearest, sorted_diagnostics, suggest
from newsdesk.i18n.languages import Language, LocalizedText
from newsdesk.i18n.messages import (
    MESSAGE_LANGUAGES,
    NOTHING,
    Message,
    comma_list,
    msg,
    msg_by_language,
    or_list,
    verbatim,
)
from newsdesk.urls import ASSETS

SITE_URL = "SITE_URL"
"""Environment variable that overrides `site_url`."""
HOOK_EVENTS = ("on_startup", "on_shutdown", "on_serve", "on_config", "on_pre_build", "on_post_build", "on_build_error")
"""Events that MkDocs fires even if it makes no page: https://www.mkdocs.org/dev-guide/plugins/#events"""
_OUR_HOOKS = "newsdesk.mkdocs_adapter"
_SEARCH = ("search", "/search", "material/search")
"""The plugin that MkDocs runs if mkdocs.yml names none; it is never called."""
_TRUE, _FALSE = ("true", "yes", "on"), ("false", "no", "off")
"""Lowercase booleans of YAML 1.1, as MkDocs reads it (https://yaml.org/type/bool.html)."""
_ASSET_TYPES: Mapping[str, Sequence[str]] = {
    "theme.logo": (".svg", ".png", ".webp", ".avif", ".jpg", ".jpeg"),
    "theme.favicon": (".svg",),
    "extra_css": (".css",),
    "extra_javascript": (".js",),
}
_RASTER_TYPES = (".png", ".ico", ".jpg", ".jpeg", ".webp", ".gif")
_SCRIPT_KEYS = ("path", "type", "async", "defer")
_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&#?\w+;")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A row of settings.toml: `texts` say what the setting does or, if it is not honored, what replaces it."""

    name: str
    texts: Mapping[Language, str]
    honoured: bool = False
    accepts: Sequence[str] = ()
    kind: str = "text"

    @property
    def about(self) -> Message:
        return msg_by_language(self.texts.__getitem__)


@cache
def settings_table() -> Mapping[str, Setting]:
    """Return every setting by name, such as `nav`, `theme.logo` or `plugins.blog`, in the order of the table."""
    rows = tomllib.loads((files(__package__) / "settings.toml").read_text(encoding="utf-8"))
    return {
        name: Setting(name=name, texts={key: row.pop(key) for key in MESSAGE_LANGUAGES}, **row)
        for name, row in rows.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Configuration:
    """mkdocs.yml as read; `defaults` has what values that name an environment variable are without it."""

    reading: YamlReading
    folder: Path
    variables: Mapping[KeyPath, str]
    defaults: Mapping[KeyPath, Any]

    def value(self, *keys: str | int) -> Any:
        found: Any = self.reading.values
        for key in keys:
            listed = dict(enumerate(found)) if isinstance(found, list) else found
            found = listed.get(key) if isinstance(listed, dict) else None
        return found

    def entries(self, key: str) -> Iterator[tuple[int, Any]]:
        found = self.value(key)
        return enumerate(found if isinstance(found, list) else [])

    def texts(self, key: str) -> Iterator[tuple[KeyPath, str]]:
        return (((key, number), entry) for number, entry in self.entries(key) if isinstance(entry, str))

    def location(self, *keys: str | int) -> SourceLocation:
        return self.reading.source_file.value(*keys)

    @property
    def docs_dir(self) -> str:
        given = self.value("docs_dir")
        return given if isinstance(given, str) else Settings().docs_dir

    @property
    def custom_dir(self) -> str:
        given = self.value("theme", "custom_dir")
        return given if isinstance(given, str) else ""


def read_site(
    configuration: Path, url: str = "", environment: Mapping[str, str] = MappingProxyType({})
) -> tuple[Site | None, list[Diagnostic]]:
    """Return the site that a configuration file describes, or None and all diagnostics.

    The site's URL is `site_url`, or in the preview `url`, which may be local. Any value may name an environment
    variable and a default: `!ENV [NEWSROOM_CARDS, false]`.
    """
    text, fault = read_text(configuration, configuration.name)
    if fault:
        return None, [fault]
    text, unseen = without_invisible_characters(text, configuration.name)
    reading = yaml.read_yaml(configuration.name, text, text, tags=True)
    if problems := [*unseen, *reading.problems]:
        return None, problems
    if not isinstance(reading.values, dict):
        reading.values = {}
    config = _resolved(reading, configuration.parent, environment)
    home, problem = (f"{url.rstrip('/')}/", None) if url else _home(config)
    site, problems = _identity(config, home)
    problems += [*([problem] if problem else ()), *(each for check in _CHECKS for each in check(config))]
    if not site or problems:
        return None, sorted_diagnostics(problems)
    return site.read_from(reading.source_file, configuration.parent, _settings(config)), []


def _resolved(reading: YamlReading, folder: Path, environment: Mapping[str, str]) -> _Configuration:
    """Replace the values marked `!ENV` by those of environment variables, in place."""
    variables: dict[KeyPath, str] = {}
    defaults: dict[KeyPath, Any] = {}
    for keys in [keys for keys in reading.source_file.values if keys and yaml.is_env_tagged(reading, keys)]:
        holder = reading.values
        for key in keys[:-1]:
            holder = holder[key]
        given = holder[keys[-1]]
        names = given if isinstance(given, list) else [given]
        names, defaults[keys] = (names[:-1], names[-1]) if len(names) > 1 else (names, "")
        variables[keys] = next((name for name in names if isinstance(name, str) and name in environment), "")
        holder[keys[-1]] = environment[variables[keys]] if variables[keys] else defaults[keys]
    keys = ("site_url",)
    if keys not in defaults and SITE_URL in environment:
        variables[keys], defaults[keys] = SITE_URL, reading.values.get("site_url", "")
        reading.values["site_url"] = environment[SITE_URL]
    return _Configuration(reading=reading, folder=folder, variables=variables, defaults=defaults)


def _home(config: _Configuration) -> tuple[str, Diagnostic | None]:
    located, keys = config.reading.source_file, ("site_url",)
    location = located.value(*keys) if located.has(*keys) else located.name(*keys)
    return site_url(config.value(*keys), location, config.variables.get(keys, ""), config.defaults.get(keys, ""))


def _identity(config: _Configuration, home: str) -> tuple[Site | None, list[Diagnostic]]:
    given, located = config.value(*SITE_KEYS), config.reading.source_file
    if not isinstance(given, dict):
        message = msg("the configuration must describe the site under extra: newsroom:")
        keys = verbatim("name, tagline, publisher, languages, authority")
        return None, [error("configuration", located.at(), message, keys)]
    site, problems = validated(
        Site, {key: value for key, value in given.items() if key != "url"} | {"url": home}, located, SITE_KEYS
    )
    if "url" in given:
        problems.append(unknown_key([*Site.model_fields], located.name(*SITE_KEYS, "url"), "url"))
    if site:
        problems += _site_name(config, _names(site))
    return site, problems


def _settings(config: _Configuration) -> Settings:
    """Return the settings of a file without faults."""
    named: dict[str, list[str]] = {name: [] for name in _ASSET_TYPES}
    for name, _, path in _asset_paths(config):
        named[name].append(str(path).removeprefix(ASSETS))
    scripts = config.value("extra_javascript") or []
    usual = Settings()
    return Settings(
        docs_dir=config.docs_dir,
        custom_dir=config.custom_dir,
        copyright=LocalizedText({}, plain=line) if (line := config.value("copyright")) else None,
        logo=next(iter(named["theme.logo"]), ""),
        favicon=next(iter(named["theme.favicon"]), usual.favicon),
        stylesheets=tuple(named["extra_css"]),
        scripts=tuple(map(_script, named["extra_javascript"], scripts)),
        strict=str(config.value("strict")).lower() in _TRUE,
        dev_addr=config.value("dev_addr") or usual.dev_addr,
        markdown_extensions=_extension_configs(config),
    )


def _script(name: str, entry: Any) -> Script:
    more = entry if isinstance(entry, dict) else {}
    flags = {key: str(more.get(key)).lower() in _TRUE for key in ("async", "defer")}
    return Script(name=name, module="type" in more, deferred=flags["defer"], asynchronous=flags["async"])


def _wrong(config: _Configuration, keys: KeyPath, message: Message, suggestion: Message = NOTHING) -> Diagnostic:
    return error("setting", config.reading.source_file.value(*keys), message, suggestion)


def _write(config: _Configuration, keys: KeyPath, value: str) -> Message:
    """Return the suggestion to give a setting this value, wherever it is typed."""
    line, place = f"{keys[-1]}: {value}", config.location(*keys)
    if not config.reading.source_file.has(*keys):
        return suggest(line, Paste.NEW_LINE)
    if place.source.lstrip().startswith(f"{keys[-1]}: "):
        return suggest(line, Paste.LINE)
    return suggest(value) if place.length > 1 else msg("write the setting: {text}", text=line)


def _known(config: _Configuration) -> Iterator[Diagnostic]:
    """Check that every setting is in the table and has an effect."""
    table = settings_table()
    for name, keys, value in _given(config):
        if name not in table:
            group = name.rpartition(".")[0]
            location, given = config.reading.source_file.name(*keys), config.value(*keys[:-1])
            yield unknown_key(_effective(group), location, str(keys[-1]), given)
        elif value not in ("", [], {}):
            yield from _misfit(table[name], value, keys, config)


def _effective(group: str) -> Sequence[str]:
    """Return the settings that have an effect, at the top level or in a group such as `theme`."""
    rows = ((*each.name.rpartition("."), each.honoured) for each in settings_table().values())
    names = [name for parent, _, name, honoured in rows if parent == group and honoured]
    return names if group else [*names, "theme", "extra"]


def _given(config: _Configuration) -> Iterator[tuple[str, KeyPath, Any]]:
    """Yield each setting in the file: its name in the table, its keys and its value."""
    for key, value in config.reading.values.items():
        if key in ("theme", "extra") and isinstance(value, dict):
            yield from ((f"{key}.{inner}", (key, inner), each) for inner, each in value.items())
        elif key != "extra":
            yield "theme.name" if key == "theme" else key, (key,), value


def _misfit(setting: Setting, value: Any, keys: KeyPath, config: _Configuration) -> Iterator[Diagnostic]:
    found = value.lower() if isinstance(value, str) else describe_value(value)
    found = "true" if found in _TRUE else "false" if found in _FALSE else found
    if found in setting.accepts:
        return
    name = setting.name
    if not setting.honoured:
        location = config.reading.source_file.name(*keys)
        message = msg("{setting} has no effect here", setting=name)
        yield error("setting", location, message, msg("delete it\n{why}", why=setting.about))
    elif setting.accepts:
        [meant] = setting.accepts
        message = msg('{setting} must be {value}; found "{found}"', setting=name, value=meant, found=found)
        yield _wrong(
            config, keys, message, msg("{suggestion}\n{why}", suggestion=_write(config, keys, meant), why=setting.about)
        )
    elif not _is_of_kind(value, setting.kind):
        message = msg("{setting} must be {kind}", setting=name, kind=_KINDS[setting.kind])
        listed = isinstance(value, str) and setting.kind in ("list", "paths")
        yield _wrong(config, keys, message, _write(config, keys, f"[{_in_list(value)}]") if listed else NOTHING)


def _in_list(text: str) -> str:
    """Return a value as YAML writes it in brackets."""
    return text if yaml.is_plain_text(text, flow=True) else yaml.in_quotes(text)


_KINDS = {"text": msg("text"), "flag": msg("true or false"), "list": msg("a list"), "paths": msg("a list of paths")}


def _is_of_kind(value: Any, kind: str) -> bool:
    if kind == "flag":
        return isinstance(value, str) and value.lower() in (*_TRUE, *_FALSE)
    if kind == "paths":
        return isinstance(value, list) and all(isinstance(path, str) for path in value)
    return kind == "any" or isinstance(value, list if kind == "list" else str)


def _names(site: Site) -> Sequence[str]:
    """Return the section's names: first those in the languages of the site."""
    return list(dict.fromkeys([*map(site.name.without_fallback, site.languages), *site.name.by_language.values()]))


def _site_name(config: _Configuration, names: Sequence[str]) -> Iterator[Diagnostic]:
    """MkDocs requires it, but pages do not show it: it must be the name that they show."""
    if (found := config.value("site_name")) not in names:
        message = msg(
            'site_name must be {names}, the name of the section; found "{found}"',
            names=or_list(names),
            found=found or "",
        )
        yield _wrong(config, ("site_name",), message, _write(config, ("site_name",), names[0]))


def _folders(config: _Configuration) -> Iterator[Diagnostic]:
    """Check that folders exist, and that none is published into another."""
    docs, theme = config.docs_dir, config.custom_dir
    if docs in (".", "..") or "/" in docs or "\\" in docs:
        message = msg('docs_dir must be a folder beside mkdocs.yml; found "{found}"', found=docs)
        yield _wrong(config, ("docs_dir",), message, _write(config, ("docs_dir",), "docs"))
    elif _within(config.folder / docs, config.folder / str(config.value("site_dir") or "site")):
        message = msg("site_dir must be a folder outside of {folder}/, and not around it", folder=docs)
        yield _wrong(config, ("site_dir",), message, _write(config, ("site_dir",), "site"))
    if not theme:
        message = msg("the configuration must name the theme and the folder of its templates")
        yield _wrong(config, ("theme",), message, _write(config, ("theme",), "{name: material, custom_dir: overrides}"))
    for keys, path in (
        *((keys, path) for keys in (("docs_dir",), ("theme", "custom_dir")) if (path := config.value(*keys))),
        *config.texts("watch"),
    ):
        if isinstance(path, str) and not (config.folder / path).exists():
            yield _absent(config, keys, path)


def _within(one: Path, other: Path) -> bool:
    one, other = one.resolve(), other.resolve()
    return one.is_relative_to(other) or other.is_relative_to(one)


def _absent(config: _Configuration, keys: KeyPath, path: str) -> Diagnostic:
    message = msg('there is no "{path}" in the folder of {file}', path=path, file=config.reading.source_file.path)
    return _wrong(config, keys, message, msg("name it by its path from there"))


def _asset_paths(config: _Configuration) -> Iterator[tuple[str, KeyPath, Any]]:
    """Yield each path of an asset: the name of the setting, its keys and the path."""
    for key in ("logo", "favicon"):
        if path := config.value("theme", key):
            yield f"theme.{key}", ("theme", key), path
    for number, entry in config.entries("extra_css"):
        yield "extra_css", ("extra_css", number), entry
    for number, entry in config.entries("extra_javascript"):
        path = entry.get("path", "") if isinstance(entry, dict) else entry
        yield "extra_javascript", ("extra_javascript", number, *(["path"] if isinstance(entry, dict) else [])), path


def _assets(config: _Configuration) -> Iterator[Diagnostic]:
    """Check that pages load only assets, which are published under content-hashed names."""
    folders = [config.folder / each / ASSETS for each in (config.docs_dir, config.custom_dir) if each]
    there = sorted({path.name for folder in folders for path in folder.glob("*.*")})
    folder = f"{config.docs_dir}/{ASSETS}"
    for setting, keys, path in _asset_paths(config):
        types = _ASSET_TYPES[setting]
        fit = [name for name in there if name.endswith(tuple(types))]
        if isinstance(path, str) and path.startswith(ASSETS) and path.removeprefix(ASSETS) in fit:
            continue
        found = path[:LONG] if isinstance(path, str) else describe_value(path)
        if setting == "theme.favicon" and found.endswith(_RASTER_TYPES):
            message = msg(
                'theme.favicon must be an SVG file, from which icons of all sizes are made; found "{found}"',
                found=found,
            )
        else:
            message = msg(
                '{setting} must name a file in {folder}, such as {example}; found "{found}"',
                setting=setting,
                folder=folder,
                example=or_list(f"{ASSETS}x{ending}" for ending in types),
                found=found,
            )
        # The theme's own files are not offered: they are loaded already.
        own = {path.stem: path.name for path in sorted((config.folder / folder).glob("*.*")) if path.name in fit}
        line, near = config.location(*keys).source.strip(), own.get(nearest(Path(found).stem, own), "")
        write = (
            suggest(line.replace(found, f"{ASSETS}{near}"), Paste.LINE)
            if near
            else msg("put it into {folder}", folder=folder)
        )
        yield _wrong(config, keys, message, write)


def _scripts(config: _Configuration) -> Iterator[Diagnostic]:
    for number, entry in config.entries("extra_javascript"):
        for key, value in entry.items() if isinstance(entry, dict) else ():
            keys = ("extra_javascript", number, key)
            if key not in _SCRIPT_KEYS:
                yield unknown_key(_SCRIPT_KEYS, config.reading.source_file.name(*keys), key)
            elif key == "type" and value != "module":
                message = msg('{setting} must be {value}; found "{found}"', setting=key, value="module", found=value)
                yield _wrong(config, keys, message, _write(config, keys, "module"))
            elif key in ("async", "defer") and not _is_of_kind(value, "flag"):
                yield _wrong(config, keys, msg("{setting} must be {kind}", setting=key, kind=_KINDS["flag"]))


def _copyright(config: _Configuration) -> Iterator[Diagnostic]:
    """Check that it is plain text: a page escapes it, and marks its language."""
    text = config.value("copyright")
    if isinstance(text, str) and (_TAG.search(text) or _ENTITY.search(text)):
        plain = " ".join(unescape(_TAG.sub("", text)).split())
        value = plain if yaml.is_plain_text(plain, flow=False) else yaml.in_quotes(plain)
        message = msg("copyright must be plain text, without HTML")
        yield _wrong(config, ("copyright",), message, _write(config, ("copyright",), value))


def _dev_addr(config: _Configuration) -> Iterator[Diagnostic]:
    if text := config.value("dev_addr"):
        host, _, port = str(text).rpartition(":")
        if not host or not re.fullmatch(r"\d{1,5}", port, re.ASCII) or int(port) >= 1 << 16:
            found = str(text)[:LONG]
            message = msg('dev_addr must be a host and a port such as 127.0.0.1:8000; found "{found}"', found=found)
            yield _wrong(config, ("dev_addr",), message, _write(config, ("dev_addr",), "127.0.0.1:8000"))


def _hooks(config: _Configuration) -> Iterator[Diagnostic]:
    """Check that our hook is there, and that no other waits for an event that is never fired."""
    makes_the_site = False
    for keys, path in config.texts("hooks"):
        try:
            tree = ast.parse((config.folder / path).read_bytes())
        except OSError:
            yield _absent(config, keys, path)
            continue
        except (SyntaxError, ValueError) as exc:
            yield _wrong(config, keys, msg("{file} is not valid Python: {reason}", file=path, reason=exc))
            continue
        imports = [node for node in _at_import(tree) if isinstance(node, ast.ImportFrom)]
        if any((node.module or "").startswith(_OUR_HOOKS) for node in imports):
            makes_the_site = True
        elif unused := [each for each in _defined(tree) if each == "*" or _is_unused_event(each)]:
            names = comma_list(unused)
            message = msg("{file}: MkDocs makes no page here, and never calls {names}", file=path, names=names)
            yield _wrong(config, keys, message, msg("use one of: {events}", events=comma_list(HOOK_EVENTS)))
    if not makes_the_site:
        message = msg("hooks must name hooks/newsroom.py, which makes the site")
        yield _wrong(config, ("hooks",), message, _write(config, ("hooks",), "[hooks/newsroom.py]"))


def _is_unused_event(name: str) -> bool:
    return name.startswith("on_") and name not in HOOK_EVENTS


def _defined(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a module defines; `*` for a star import."""
    for node in _at_import(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.alias):
            yield node.asname or node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _at_import(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield all that runs when a module is imported: also what stands in `if` or `try`, but no body of a function."""
    left: deque[ast.AST] = deque([tree])
    while left:
        node = left.popleft()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            left.extend(ast.iter_child_nodes(node))


def _plugins(config: _Configuration) -> Iterator[Diagnostic]:
    """Reject plugins: MkDocs calls them when it makes pages, which it does not do here, so none would work."""
    for name, settings, location in _named_plugins(config):
        if not name:
            message = msg("plugins must be a literal list of names, such as [search]")
            yield error("plugin", location, message, msg("write the setting: {text}", text="plugins: [search]"))
        elif name not in _SEARCH:
            message = msg(
                'plugin "{name}" would have no effect: newsdesk generates all pages itself, and MkDocs '
                "calls plugins only for pages it generates",
                name=name,
            )
            row = settings_table().get(f"plugins.{name.removeprefix('material/')}")
            yield error(
                "plugin", location, message, msg("delete it\n{why}", why=row.about) if row else msg("delete it")
            )
        elif settings:
            message = msg("search settings would have no effect: newsdesk generates the search index itself")
            in_block = location.source.lstrip().startswith("- ")
            text = f"- {name}" if in_block else "plugins: [search]"
            yield error(
                "plugin",
                location,
                message,
                msg("write the setting: {text}\nwithout its settings", text=text),
            )


def _named_plugins(config: _Configuration) -> Iterator[tuple[str, Any, SourceLocation]]:
    """Yield name, settings and location of each plugin in a list or a mapping; no name if it is invalid."""
    given, located = config.value("plugins"), config.reading.source_file
    if given is not None and (not isinstance(given, list | dict) or ("plugins",) in config.defaults):
        yield "", None, located.value("plugins")
        return
    for number, entry in enumerate(given if isinstance(given, list) else [given or {}]):
        keys = ("plugins", number) if isinstance(given, list) else ("plugins",)
        if isinstance(entry, dict):
            yield from ((name, settings, located.name(*keys, name)) for name, settings in entry.items())
        else:
            named = isinstance(entry, str) and keys not in config.defaults
            yield entry if named else "", None, located.value(*keys)


_EXTENSIONS = "markdown_extensions"


def _markdown_extensions(config: _Configuration) -> Iterator[Diagnostic]:
    """Check that every extension and option is in the table: others may read files, add scripts or make any HTML."""
    located = config.reading.source_file
    if config.value(_EXTENSIONS) is not None and not list(_named_extensions(config)):
        message = msg("{setting} must be {kind}", setting=_EXTENSIONS, kind=_KINDS["list"])
        yield _wrong(config, (_EXTENSIONS,), message, _write(config, (_EXTENSIONS,), "[footnotes]"))
    for written, keys in _named_extensions(config):
        row = extensions_table().get(extension_name(written))
        location = located.value(*keys) if isinstance(keys[-1], int) else located.name(*keys)
        if not row:
            yield _unknown_extension(written, location)
        elif row.refused:
            message = msg('Markdown extension "{name}" is not used here', name=written)
            yield error("setting", location, message, msg("delete it\n{why}", why=row.about))
        else:
            yield from _extension_options(row, keys, config)


def _named_extensions(config: _Configuration) -> Iterator[tuple[str, KeyPath]]:
    """Yield each extension in a list or a mapping: its name as written, and the keys of its name and its options."""
    given = config.value(_EXTENSIONS)
    for number, entry in enumerate(given if isinstance(given, list) else []):
        if isinstance(entry, str):
            yield entry, (_EXTENSIONS, number)
    # A key without a value, `- toc:`, is in the names alone.
    for keys in config.reading.source_file.names:
        depth = 3 if isinstance(given, list) else 2
        if keys[0] == _EXTENSIONS and len(keys) == depth:
            yield str(keys[-1]), keys


def _unknown_extension(written: str, location: SourceLocation) -> Diagnostic:
    known = {row.name: row.name for row in extensions_table().values() if not row.refused}
    short = {name.rpartition(".")[2]: name for name in known}
    near = nearest(written, known) or short.get(nearest(extension_name(written).rpartition(".")[2], short), "")
    message = msg('Markdown extension "{name}" is not known here', name=written[:LONG])
    return error("setting", location, message, suggest(near) if near else msg("delete it"))


def _extension_options(row: MarkdownExtension, keys: KeyPath, config: _Configuration) -> Iterator[Diagnostic]:
    located = config.reading.source_file
    for option in (each for each in located.names if each[:-1] == keys and len(each) > len(keys)):
        kind, name = row.options.get(str(option[-1])), f"{row.name}: {option[-1]}"
        if not kind:
            message = msg(
                'option "{option}" of Markdown extension {name} is not used here', option=option[-1], name=row.name
            )
            one_of = msg("one of: {keys}", keys=comma_list(row.options)) if row.options else NOTHING
            yield error("setting", located.name(*option), message, msg("delete it\n{why}", why=one_of or row.about))
        elif _option_value(kind, config.value(*option)) is None:
            yield _wrong(config, option, msg("{setting} must be {kind}", setting=name, kind=_OPTION_KINDS[kind]))


_OPTION_KINDS = {"text": msg("text"), "flag": msg("true or false"), "whole": msg("a whole number")}


def _option_value(kind: str, value: Any) -> OptionValue | None:
    """Return the value of an option as its extension takes it, None if it is of another kind."""
    text = value if isinstance(value, str) else ""
    if kind == "flag":
        return {**dict.fromkeys(_TRUE, True), **dict.fromkeys(_FALSE, False)}.get(text.lower())
    if kind == "whole":
        return int(text) if re.fullmatch(r"-?\d{1,9}", text, re.ASCII) else None
    return text or None


def _extension_configs(config: _Configuration) -> ExtensionConfigs:
    given: dict[str, dict[str, OptionValue]] = {}
    for written, keys in _named_extensions(config):
        row = extensions_table()[extension_name(written)]
        chosen = given.setdefault(row.name, {})
        options = config.value(*keys)
        for option, value in options.items() if isinstance(options, dict) else ():
            if (read := _option_value(row.options[option], value)) is not None:
                chosen[option] = read
    return extension_configs(given)


_CHECKS: Sequence[Callable[[_Configuration], Iterator[Diagnostic]]] = (
    _known,
    _folders,
    _assets,
    _scripts,
    _copyright,
    _dev_addr,
    _hooks,
    _plugins,
    _markdown_extensions,
)
