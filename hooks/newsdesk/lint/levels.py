"""Levels of rules as mkdocs.yml sets them, `extra: newsroom: rules:`, for the whole site, for years or for a folder."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from newsdesk.content.site import RuleLevel, Site
from newsdesk.diagnostics import Diagnostic, Level, SourceLocation, alternatives, did_you_mean, error, suggest
from newsdesk.i18n.languages import language_of
from newsdesk.i18n.messages import msg
from newsdesk.lint.rulebook import rulebook

_YEARS = re.compile(r"(\d{4})(?:\.\.(\d{4}))?", re.ASCII)
_YEAR_IN_PATH = re.compile(r"/(\d{4})(?=[/.])", re.ASCII)
_ORDER = [*RuleLevel]


@dataclass(frozen=True, slots=True)
class Scope:
    """The files in which levels hold: all (an empty text), those of years ('2010', '2005..2012'), or of a folder.

    A folder ends with a slash and stands below docs/, or below the folder of each language.
    """

    text: str = ""

    @property
    def precedence(self) -> tuple[bool, int]:
        """Of two scopes of a file, the one with the greater precedence wins: a folder over years, a longer one."""
        return self.text.endswith("/"), len(self.text)

    def contains(self, path: str) -> bool:
        """Return whether a file at a path below docs/, or below the folder of a built site, is in this scope."""
        if years := _YEARS.fullmatch(self.text):
            found = _YEAR_IN_PATH.search(f"/{path}")
            return found is not None and years[1] <= found[1] <= (years[2] or years[1])
        below_language = path.partition("/")[2] if language_of(path) else ""
        return path.startswith(self.text) or below_language.startswith(self.text)


class RuleLevels:
    """The levels of a site's rules, by scope; matters of taste are off in `imported` texts, by path below docs/."""

    def __init__(self, site: Site, imported: Collection[str] = frozenset()) -> None:
        self._imported = imported
        self._by_rule: Mapping[str, list[tuple[Scope, RuleLevel]]] = defaultdict(list)
        for scope, levels in _scopes(site):
            for rule, level in levels.items():
                self._by_rule[rule].append((scope, level))
        for found in self._by_rule.values():
            # The sort is stable: of two equal scopes, the later one stays the later one.
            found.sort(key=lambda each: each[0].precedence)

    def level(self, rule: str, path: str) -> RuleLevel | None:
        """Return the level that a rule is given in a file, a path below docs/; None if it keeps its own."""
        for scope, level in reversed(self._by_rule.get(rule, ())):
            if scope.contains(path):
                return level
        return RuleLevel.OFF if path in self._imported and rulebook()[rule].taste else None

    def applied(self, problem: Diagnostic) -> Diagnostic | None:
        """Return a diagnostic at the level of its rule; None if the rule is off in its file."""
        level = self.level(problem.rule, problem.location.path.partition("/")[2])
        if level is RuleLevel.OFF:
            return None
        return problem.at_level(Level(level)) if level else problem


def _scopes(site: Site) -> Iterator[tuple[Scope, Mapping[str, RuleLevel]]]:
    yield Scope(), {rule: level for rule, level in site.rules.items() if isinstance(level, RuleLevel)}
    for text, levels in site.rules.items():
        if not isinstance(levels, RuleLevel):
            yield Scope(text), levels


def level_faults(site: Site) -> list[Diagnostic]:
    """Return the errors in the levels of mkdocs.yml: unknown rules and folders, and rules that cannot be lowered."""
    return list(_faults(site))


def _faults(site: Site) -> Iterator[Diagnostic]:
    for name, value in site.rules.items():
        if isinstance(value, RuleLevel):
            yield from _fault_of_rule(name, value, site, "rules", name)
        else:
            yield from _fault_of_scope(name, site)
            for rule, level in value.items():
                yield from _fault_of_rule(rule, level, site, "rules", name, rule)


def _fault_of_rule(rule: str, level: RuleLevel, site: Site, *keys: str) -> Iterator[Diagnostic]:
    entry = rulebook().get(rule)
    if not entry:
        hint = did_you_mean(rule, rulebook())
        message = msg('no rule named "{name}"{hint} (run newsdesk explain to list them all)', name=rule, hint=hint)
        yield error("setting", site.location_of_key(*keys), message, msg("delete it, or correct the name"))
    elif entry.fixed and _ORDER.index(level) < min(_ORDER.index(RuleLevel(each)) for each in entry.levels):
        yield _lowered(rule, level, entry.fixed.reason, site.location(*keys))


def _lowered(rule: str, level: RuleLevel, reason: str, place: SourceLocation) -> Diagnostic:
    message = msg('the level of "{rule}" cannot be {level}: {reason}', rule=rule, level=level, reason=reason)
    ways = [
        msg("delete the line, and fix what newsdesk check reports"),
        msg("withhold a story until it is fixed: draft: true"),
        msg("lower another rule: newsdesk explain says of each whether it can be lowered"),
    ]
    return error("setting", place, message, alternatives(ways))


def _fault_of_scope(name: str, site: Site) -> Iterator[Diagnostic]:
    place, meant = site.location_of_key("rules", name), name.removeprefix(f"{site.settings.docs_dir}/").strip("/")
    if _YEARS.fullmatch(name):
        return
    if not name.endswith("/") or meant != name[:-1]:
        message = msg('"{name}" must be a rule, a folder such as news/2010/, or years such as 2005..2012', name=name)
        yield error("setting", place, message, suggest(f'"{meant}/"') if _exists(meant, site) else msg("delete it"))
    elif not _exists(meant, site):
        message = msg('there is no folder "{name}" in docs/ or in the folder of a language', name=name)
        yield error("setting", place, message, msg("delete it, or correct the name"))


def _exists(folder: str, site: Site) -> bool:
    docs = site.folder / site.settings.docs_dir
    return any((docs / parent / folder).is_dir() for parent in ("", *site.languages))
