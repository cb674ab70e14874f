"""The rulebook has every rule, in both languages; each bad example breaks its rule, and each good one does not."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

import sites
from newsdesk.content.settings import read_site
from newsdesk.content.site import Site
from newsdesk.diagnostics import Diagnostic, Level
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import translate
from newsdesk.i18n.typography import has_han
from newsdesk.lint.rulebook import RuleEntry, rulebook, style_examples
from newsdesk.site_check import check_site

URL = "https://kites.example/"
ENTRIES = list(rulebook().values())
FACTS = {"published": "2030-05-02", "sources": "[mill-archive]"}
WORDS = {
    Language.EN: {"title": "Kites over the mill", "summary": "Four kites flew on May 1, 2030."},
    Language.ZH: {"title": "风筝飞过磨坊", "summary": "2030年5月1日，四只风筝放飞。"},
}
BODIES = {Language.EN: "The wind blew.", Language.ZH: "起风了。"}
TRANSLATED = {"translated": "2030-05-03"}
_NAMES_A_FILE = re.compile(r"# (docs/.+)\n")
_KEY = re.compile(r"(\w+)[:：]")
Files = Mapping[str, str]
"""Files below a project, by their paths."""


def in_sources(entry: RuleEntry) -> bool:
    return not entry.held and not entry.where.startswith(("site", "mkdocs.yml"))


def story(front: Mapping[str, str], body: str, more: str = "") -> str:
    """A story; the lines of `more` stand in its front matter, in place of its own keys of the same names."""
    given = {match[1] for line in more.splitlines() if (match := _KEY.match(line))}
    lines = [f"{key}: {value}" for key, value in front.items() if key not in given]
    return "\n".join(["---", *lines, *more.splitlines(), "---", "", body, ""])


def files_of(entry: RuleEntry, example: str) -> Files:
    """The files that an example is, or that it makes of a plain story."""
    return {f"docs/{name}": text for name, text in _files_of(entry, example).items()}


def _files_of(entry: RuleEntry, example: str) -> Files:
    match entry.where:
        case "path":
            return dict(_at(example.splitlines()))
        case "pair":
            said = dict(line.split(": ", 1) for line in example.splitlines())
            return _pair(entry.name, {each: said[each] for each in sites.LANGUAGES}, "translated: 2030-05-03")
        case "twin":
            return _pair(entry.name, BODIES, example)
        case "front" | "register":
            return _named(entry, example)
    return {_path(entry): _story(entry, example)}


def _path(entry: RuleEntry) -> str:
    return f"{entry.language}/news/2030/{entry.name}.md"


def _story(entry: RuleEntry, example: str) -> str:
    """A plain story with the example in the place for which it is one."""
    front, body = {**WORDS[entry.language], **FACTS}, BODIES[entry.language]
    match entry.where:
        case "title" | "summary":
            return story(front | {entry.where: json.dumps(example, ensure_ascii=False)}, body)
        case "body":
            return story(front, example)
        case "archive":
            return story(front | {"compiled": "2030-06-01"}, example)
    return story(front, body, example) if entry.where == "front" else example


def _named(entry: RuleEntry, example: str) -> Files:
    """The file that an example names, which has what the newsroom's file of that name has as well."""
    named = _NAMES_A_FILE.match(example)
    name = named[1].removeprefix("docs/") if named else _path(entry)
    before = (sites.PROJECT if "interface" in name else sites.NEWSROOM) / "docs" / name
    own = before.read_text(encoding="utf-8") if before.exists() else ""
    if entry.where == "register":
        return {name: f"{own}{example}\n"}
    return {name: own.replace("lead: 2030/kite-school-opens", example) or _story(entry, example)}


def _pair(name: str, bodies: Mapping[Language, str], more: str) -> Files:
    """A story and its translation, with the lines of `more` in its front matter."""
    original = story({**WORDS[Language.EN], **FACTS}, bodies[Language.EN])
    translation = story(WORDS[Language.ZH], bodies[Language.ZH], more)
    return {f"en/news/2030/{name}.md": original, f"zh/news/2030/{name}.md": translation}


def _at(paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A story at each path; one in a second language is the translation of the first."""
    for path in paths:
        language = Language(path.split("/")[1])
        facts = FACTS if language in paths[0].split("/") else TRANSLATED
        yield path.removeprefix("docs/"), story({**WORDS[language], **facts}, BODIES[language])


def batches(side: str) -> list[tuple[list[RuleEntry], Files]]:
    """The entries in groups of which no two examples write one file."""
    groups: list[tuple[list[RuleEntry], dict[str, str]]] = []
    for entry in filter(in_sources, ENTRIES):
        files = files_of(entry, getattr(entry, side)[Language.EN])
        group = next((each for each in groups if not each[1].keys() & files.keys()), None)
        if not group:
            groups.append(group := ([], {}))
        group[0].append(entry)
        group[1].update(files)
    return groups


def found(side: str, folder: Path) -> dict[str, list[Diagnostic]]:
    """What is said of the examples of every rule, each of its own files."""
    said = {}
    for number, (entries, files) in enumerate(batches(side)):
        site = sites.newsroom(folder / str(number))
        for name, text in files.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(text, encoding="utf-8")
        problems = sites.lint(site)[1]
        for entry in entries:
            own = files_of(entry, getattr(entry, side)[Language.EN])
            # Of one group all are made of one plain story, with its day and headline.
            of_own = [each for each in problems if each.location.path in own and each.rule != "title-twice"]
            said[entry.name] = of_own
    return said


def test_every_bad_example_breaks_its_rule(tmp_path: Path) -> None:
    said = found("bad", tmp_path)
    assert len(said) > 100
    assert [name for name, problems in said.items() if name not in {each.rule for each in problems}] == []
    levels = {name: {each.level for each in problems if each.rule == name} for name, problems in said.items()}
    assert [name for name, each in levels.items() if not each <= set(rulebook()[name].levels)] == []


def test_no_good_example_breaks_a_rule(tmp_path: Path) -> None:
    said = found("good", tmp_path)
    assert [
        (name, each.rule, each.message)
        for name, problems in said.items()
        for each in problems
        if each.rule == name or each.level is not Level.NOTE
    ] == []


PASTEABLE = ("write here: ", "write the line: ", "write in the line: ", "add the line: ")
IN_WORDS = {
    "only an editor knows what is meant or which of two is wrong": [
        *("address", "body-renamed", "close-name", "conversion", "count-renamed", "event-day", "facts", "figure-unit"),
        *("glued-words", "language", "names", "place-source", "source-twice", "younger-source"),
    ],
    "it takes an editor's words": [
        *("container", "empty", "empty-body", "footnote", "front-matter", "length", "missing-key", "placeholder"),
        *("shortcode", "summary-repeats", "unfinished", "wiki-link"),
    ],
    "something must be deleted or moved": [
        *("attribute-list", "fact-in-twin", "idle-waiver", "key-twice", "merge-mark", "unsafe-html", "unsafe-link"),
        *("yaml-alias", "yaml-document"),
    ],
    "a command does it": ["zh-space"],
    "it is done to a file, not in it": [
        *("address-twice", "foreign-media", "foreign-picture", "ledger", "orphan", "picture", "slug", "two-originals"),
        *("unknown-edition", "unknown-file", "unknown-register", "withdrawn", "year-folder"),
    ],
    "it is work that waits": ["draft", "stale", "unchecked", "untranslated", "withheld"],
}
"""Rules whose suggestion says in words what to do, by the reason; so do style rules that have an example instead."""


def pasted(text: str, problem: Diagnostic, suggestion: str) -> str:
    """The text of a file once the suggestion is pasted where it says."""
    place, lines = problem.location, text.split("\n")
    line = lines[place.line - 1]
    start, end = place.column - 1, place.column - 1 + place.length
    indentation = line[: len(line) - len(line.lstrip())]
    kind, _, written = suggestion.partition(": ")
    match kind:
        case "write here":
            lines[place.line - 1] = line[:start] + written + line[end:]
        case "write the line":
            lines[place.line - 1] = indentation + written
        case "write in the line":
            before = next(at for at in range(start + 1) if written.startswith(line[at:start]))
            after = next(at for at in range(len(line), end - 1, -1) if written.endswith(line[end:at]))
            lines[place.line - 1] = line[:before] + written + line[after:]
        case "add the line":
            lines.insert(place.line, (" " * start if line[:start].strip(" ") == "-" else indentation) + written)
    return "\n".join(lines)


def suggestions(problem: Diagnostic) -> Sequence[str]:
    """The suggestions that can be pasted; the others say in words what to do."""
    said = (each.removeprefix("or ") for each in translate(problem.suggestion).splitlines())
    return [each for each in said if each.startswith(PASTEABLE)]


def faults_after(site: Path, problem: Diagnostic, suggestion: str, before: Sequence[Diagnostic]) -> Sequence[str]:
    """What is wrong once a suggestion is pasted: that the problem is still there, or that others have come."""
    path = site / problem.location.path
    text = path.read_text(encoding="utf-8")
    path.write_text(pasted(text, problem, suggestion), encoding="utf-8")
    after = [each for each in sites.lint(site)[1] if each.level is not Level.NOTE and each.rule != "title-twice"]
    path.write_text(text, encoding="utf-8")
    left = Counter(map(kind, after))
    new = left - Counter(map(kind, before))
    still = {kind(problem)} if left[kind(problem)] >= Counter(map(kind, before))[kind(problem)] else set()
    return [f"{problem.rule}: {suggestion!r} leaves {each}" for each in [*new, *still]]


def kind(problem: Diagnostic) -> tuple[str, str, str]:
    return problem.location.path, problem.rule, problem.message


def test_what_is_suggested_holds_when_it_is_pasted(tmp_path: Path) -> None:
    failed, held, in_words = [], 0, set()
    for number, (entries, files) in enumerate(batches("bad")):
        site = sites.newsroom(tmp_path / str(number))
        for name, text in files.items():
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(text, encoding="utf-8")
        before = sites.lint(site)[1]
        for entry in entries:
            own = files_of(entry, entry.bad[Language.EN])
            first = [each for each in before if each.rule == entry.name and each.location.path in own]
            given = [(each, suggestion) for each in first for suggestion in suggestions(each)]
            for problem, suggestion in given:
                failed += faults_after(site, problem, suggestion, before)
            held += len(given)
            in_words |= set() if given else {entry.name}
    assert failed == []
    assert held > 70
    examples = {rule.name for rule in style_examples() if not rule.has_suggestion}
    assert sorted(in_words - examples) == sorted(name for names in IN_WORDS.values() for name in names)


FRONT_MATTER = {
    "title:Kites over the mill": "title: Kites over the mill",
    'title:Kites over the mill\nsummary: "Four kites flew."': "title: Kites over the mill",
    "tags: [Mill, Schools]": "tags: [mill, schools]",
    "date: 2030-05-02": "published: 2030-05-02",
    "author: Ada Lindqvist": "byline: Ada Lindqvist",
    "categories: [mill]": "tags: [mill]",
    "byline: [Ada Lindqvist, Lin Fan]": "byline: Ada Lindqvist, Lin Fan",
    "draft: yes": "draft: true",
    "draft: 否": "draft: false",
    "published: 30 May 2030": "published: 2030-05-30",
    "tags: mill": "tags: [mill]",
    "tags: [mill，schools]": "tags: [mill, schools]",
    "tags: [mill": "tags: [mill]",
    "title: Kites: a history": 'title: "Kites: a history"',
    "title：Kites": "title: Kites",
    "sources:\n  - {publisher: Mill archive}": "  - {publisher: Mill archive, link: none}",
    "sources:\n  - publisher: Mill archive": "    link: none",
    "event: {title: A, place: B, when: 2030-05/2030-04}": "event: {title: A, place: B, when: 2030-04/2030-05}",
    "event: {title: A, place: B, when: 2030, mode: on-line}": "event: {title: A, place: B, when: 2030, mode: online}",
}


@pytest.mark.parametrize("typed", FRONT_MATTER, ids=lambda typed: typed.replace("\n", " "))
def test_front_matter_that_is_pasted_in_place_of_what_editors_type_holds(site: Path, typed: str) -> None:
    path = site / "docs/en/news/2030/typed.md"
    facts = {key: value for key, value in FACTS.items() if key != "published" or not typed.startswith("date")}
    path.write_text(story({**WORDS[Language.EN], **facts}, BODIES[Language.EN], typed), encoding="utf-8")
    while own := [
        each for each in sites.lint(site)[1] if each.location.path.endswith("typed.md") and suggestions(each)
    ]:
        text = path.read_text(encoding="utf-8")
        path.write_text(pasted(text, own[0], suggestions(own[0])[0]), encoding="utf-8")
        assert path.read_text(encoding="utf-8") != text
    assert FRONT_MATTER[typed] in path.read_text(encoding="utf-8").splitlines()
    left = [each for each in sites.lint(site)[1] if each.location.path.endswith("typed.md")]
    assert {each.rule for each in left if each.level is not Level.NOTE} <= {"title-twice", "date-order"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("unlisted: true", "one of: "),
        ("slug: kites", "delete the line: the file's name is the slug, its folder the year"),
        ("tags: [企业]", "write the ID that its register gives it, not the name"),
    ],
)
def test_front_matter_for_which_nothing_can_be_pasted_is_told_in_words(site: Path, typed: str, said: str) -> None:
    path = site / "docs/en/news/2030/typed.md"
    path.write_text(story({**WORDS[Language.EN], **FACTS}, BODIES[Language.EN], typed), encoding="utf-8")
    own = [each for each in sites.lint(site)[1] if each.location.path.endswith("typed.md")]
    assert [each.location.line for each in own][:1] == [6]
    assert translate(own[0].suggestion).startswith(said)
    assert not any(map(suggestions, own))


@pytest.mark.parametrize("entry", [each for each in ENTRIES if each.where == "mkdocs.yml"], ids=lambda each: each.name)
def test_an_example_of_the_configuration_breaks_its_rule_or_does_not(entry: RuleEntry, site: Path) -> None:
    good, bad = entry.good[Language.EN], entry.bad[Language.EN]
    text = (site / "mkdocs.yml").read_text(encoding="utf-8")
    assert isinstance(read_site(site / "mkdocs.yml")[0], Site)
    assert good in text
    (site / "mkdocs.yml").write_text(text.replace(good, bad), encoding="utf-8")
    assert {problem.rule for problem in read_site(site / "mkdocs.yml")[1]} == {entry.name}


def _as_named(example: str, site: Path) -> str:
    """An example with the name that its style sheet has now: it changes with every change of the sheet."""
    return re.sub(r"assets/newsroom\.[0-9a-f]{10}\.css", sites.asset(site, "newsroom.css"), example)


@pytest.mark.parametrize(
    "entry", [each for each in ENTRIES if each.where.startswith("site")], ids=lambda each: each.name
)
def test_an_example_of_a_built_site_breaks_its_rule_or_does_not(
    entry: RuleEntry, built_newsroom: Path, tmp_path: Path
) -> None:
    """The site of the tests has no fault, and the good example stands in it: what is put in its place is one."""
    site = shutil.copytree(built_newsroom / "site", tmp_path / "site")
    good, bad = (_as_named(each[Language.EN], site) for each in (entry.good, entry.bad))
    if entry.where == "site":
        assert (site / good).is_file()
        (site / bad).write_text("x", encoding="utf-8")
    else:
        page = site / entry.where.removeprefix("site/")
        text = page.read_text(encoding="utf-8")
        assert good in text
        page.write_text(text.replace(good, bad), encoding="utf-8")
    reports = check_site(site, URL, sites.MOMENT)
    assert entry.name in {problem.rule for report in reports for problem in report.problems}


@pytest.mark.parametrize("entry", [each for each in ENTRIES if each.held], ids=lambda each: each.name)
def test_what_no_text_can_show_is_shown_by_another_test(entry: RuleEntry) -> None:
    place = sites.PROJECT / entry.held
    shown = place / "expected.txt" if place.is_dir() else place
    assert re.search(rf"\b{entry.name}\b", shown.read_text(encoding="utf-8"))


def test_every_rule_says_in_both_languages_what_must_be() -> None:
    for entry in ENTRIES:
        assert entry.summary[Language.EN].endswith((".", "。"))
        assert entry.summary[Language.ZH].endswith("。")
        assert has_han(entry.summary[Language.ZH])
        assert entry.bad != entry.good


def test_a_rule_is_explained_in_the_language_that_was_asked_for() -> None:
    english, chinese = (
        sites.newsdesk(sites.PROJECT, "--language", each, "explain", "link-text").out for each in ("en", "zh")
    )
    assert english == (
        "warning[link-text]: Link text must describe its target; not “here”, not “更多”.\n"
        "Its level can be set in mkdocs.yml, under extra: newsroom: rules.\n\n"
        "Wrong, in the body of a story:\n\n    The courses stand [here](kite-school-opens.md).\n\n"
        "Right:\n\n    The [school’s courses](kite-school-opens.md) are two.\n\n"
        "To waive it, give the reason on the line above, in a body or in front matter:\n\n"
        "    <!-- newsdesk: allow link-text because … -->\n    # newsdesk: allow link-text because …\n"
    )
    assert chinese.startswith(
        "warning[link-text]: 链接文字须说明目标，不写“here”，不写“更多”。\n"
        "其级别可在mkdocs.yml的extra: newsroom: rules中设定。\n\n错误示例（报道正文）：\n"
    )


def test_a_slip_in_the_name_of_a_rule_is_guessed() -> None:
    run = sites.newsdesk(sites.PROJECT, "explain", "linktext")
    assert run.code == 2
    assert 'no rule named "linktext"; did you mean "link-text"?' in run.err


@pytest.mark.parametrize("language", sites.LANGUAGES)
def test_without_a_name_all_rules_are_listed(language: Language) -> None:
    listed = sites.newsdesk(sites.PROJECT, "--language", language, "explain").out.splitlines()
    assert [line.split()[0] for line in listed] == [entry.name for entry in ENTRIES]
