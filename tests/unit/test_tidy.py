"""`newsdesk tidy`: canonical form, and marks and spaces of Chinese; it changes nothing that is said."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import sites
from newsdesk.content import loader, yaml
from newsdesk.content.front_matter import StoryFacts
from newsdesk.content.registers import Registers, Source
from newsdesk.lint.rulebook import style_rules
from newsdesk.project import Project
from newsdesk.tidy.canonical import ValueKind, canonical
from newsdesk.tidy.tidy import fix_register, fix_story, tidy_files, write_tidied

RULES = style_rules(Registers())

STORY = "docs/zh/news/2031/kite-night.md"
UNTIDY = """\
---
# 一个注释: "A"
title: "12 只风筝 · 3,000人"
summary: 会员放飞2,000只5G 风筝，"很长"。
published: 2031-01-04
---

他说:有道理(真的). 见[3 只](x.md?a=1,000)。

<!-- newsdesk: allow zh-space because 原文如此 -->
原文作2014 年。

`code: 3 只`
"""
TIDY = """\
---
# 一个注释: "A"
title: "12 只风筝 · 3000人"
summary: 会员放飞2000只5G风筝，“很长”。
published: 2031-01-04
---

他说：有道理（真的）。见[3只](x.md?a=1,000)。

<!-- newsdesk: allow zh-space because 原文如此 -->
原文作2014 年。

`code: 3 只`
"""


def test_what_is_safe_is_mended_and_the_rest_stays() -> None:
    assert fix_story(UNTIDY, StoryFacts, RULES["zh"]) == TIDY


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_stay(end: str, mark: str) -> None:
    text = mark + UNTIDY.replace("\n", end)
    assert fix_story(text, StoryFacts, RULES["zh"]) == mark + TIDY.replace("\n", end)


@given(st.text(st.sampled_from(list("风筝，。“”\"'()3, 年:\n\r#-*`<>[]a")), max_size=60))
def test_tidying_twice_is_tidying_once(body: str) -> None:
    once = fix_story(f"---\ntitle: 风筝\n---\n{body}", StoryFacts, RULES["zh"])
    assert fix_story(once, StoryFacts, RULES["zh"]) == once
    assert once.startswith("---\ntitle: 风筝\n---\n")


@pytest.mark.parametrize(
    "typed", ['"3,000 人\n  和2,000 只"', "'3,000 人\n  放飞'", "|\n  3,000 人", '"\\u4e2d 3,000 人"']
)
def test_a_value_over_several_lines_or_with_escapes_is_left_to_its_editor(typed: str) -> None:
    text = f"---\ntitle: {typed}\n---\n"
    assert fix_story(text, StoryFacts, RULES["zh"]) == text


def test_files_that_are_no_stories_stay() -> None:
    assert fix_story("no front matter, 3 只", StoryFacts, RULES["zh"]) == "no front matter, 3 只"


def test_the_chinese_of_registers_is_mended_too() -> None:
    text = 'kite:\n  name: {en: "Kite, big", zh: 3 只风筝}\n  also: {zh: [5G 风筝, "大, 风筝"]}\n'
    mended = 'kite:\n  name: {en: "Kite, big", zh: 3只风筝}\n  also: {zh: [5G风筝, "大，风筝"]}\n'
    assert fix_register(text, RULES) == mended


STORY_KIND = ValueKind(annotation=StoryFacts)
SOURCES = ValueKind(annotation=Source, by_id=True)
FORMS = {
    "keys in the model's order": ("summary: B\ntitle: A\n", "title: A\nsummary: B\n"),
    "ids sorted, on one line": ("tags:\n  - mill\n  - kites\n", "tags: [kites, mill]\n"),
    "sources in the order of their weight": ("sources:\n- b\n- a\n", "sources: [b, a]\n"),
    "one way to set brackets": ("people: [ wu,-li ]\n", "people: [-li, wu]\n"),
    "a comment keeps its list": ("tags:\n  - b\n  # of all\n  - a\n", "tags:\n  - b\n  # of all\n  - a\n"),
    "quotes that say nothing": ("title: \"A's\"\nsummary: 'B: c'\n", "title: A's\nsummary: 'B: c'\n"),
    "quotes that keep text text": ('title: "2014"\nsummary: "no"\n', 'title: "2014"\nsummary: "no"\n'),
    "days": ("updated: '2031-01-02'\npublished: 2031-01-01T00:00\n", "published: 2031-01-01\nupdated: 2031-01-02\n"),
    "comments go with their keys": (
        "# of B\nsummary: B\n# of A\ntitle: A\n# the end\n",
        "# of A\ntitle: A\n# of B\nsummary: B\n# the end\n",
    ),
    "what is said of the whole file stays above": (
        "# all\n\nsummary: B\ntitle: A\n",
        "# all\n\ntitle: A\nsummary: B\n",
    ),
    "text over lines as it was typed": (
        "summary: >-\n  B\n\n  # c\ntitle: A\n  goes on\n",
        "title: A\n  goes on\nsummary: >-\n  B\n\n  # c\n",
    ),
    "keys below keys": (
        "event:\n  # the day\n  when: 2031\n  title: E\n  # last\ntitle: A\n",
        "title: A\nevent:\n  title: E\n  # the day\n  when: 2031\n  # last\n",
    ),
    "keys behind a dash": (
        "corrections:\n  - text: B\n    date: 2031-01-01\n",
        "corrections:\n  - date: 2031-01-01\n    text: B\n",
    ),
    "no comment behind a dash": (
        "corrections:\n  - text: B\n    # on\n    date: 2031-01-01\n",
        "corrections:\n  - text: B\n    # on\n    date: 2031-01-01\n",
    ),
    "a comment below a key goes with it": (
        "summary: |\n  B\ntitle: A\n    # c\n      \n",
        "title: A\n    # c\nsummary: |\n  B\n\n",
    ),
    "claims in their own order": (
        "event:\n  when:\n    - {source: b, is: 2031}\n    - {source: a, is: 2030}\n",
        "event:\n  when:\n    - {is: 2031, source: b}\n    - {is: 2030, source: a}\n",
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_has_one_way_to_be_written(name: str) -> None:
    untidy, tidy = FORMS[name]
    assert canonical(untidy, STORY_KIND) == tidy
    assert canonical(tidy, STORY_KIND) == tidy


def test_registers_stand_in_the_order_of_their_ids() -> None:
    text = "# Sources.\nb:\n  link: none\n  publisher: B\na: {link: none, publisher: A}\n"
    tidy = "# Sources.\na: {publisher: A, link: none}\nb:\n  publisher: B\n  link: none\n"
    assert canonical(text, SOURCES) == tidy


SCRAPS = [
    *("{", "}", "[", "]", ": ", ", ", "- ", "\n", "\n  ", "\n    ", "\n  - ", "\n    - ", "|\n  ", ">-\n  "),
    *("# c\n", "  # d\n", "    # e\n", " # f\n", " # g\n  ", "\n\n", '"', "'", '"x y"', "'z'"),
    *("2031-01-01", "true", "mill", "风筝", "url: ", "when: "),
    *("title: ", "tags: ", "\n  title: ", "\n    url: ", "\n  when: ", "\nsources: ", "\ntags: ", "\ntitle: "),
]


@settings(max_examples=1500, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@example("\n  title: \n# c\n\n  - 'z'", STORY_KIND)
@example("\nsources: |\n  ", STORY_KIND)
@given(st.lists(st.sampled_from(SCRAPS), min_size=2, max_size=16).map("".join), st.sampled_from([STORY_KIND, SOURCES]))
def test_whatever_is_read_is_read_again_from_the_canonical_form(text: str, kind: ValueKind) -> None:
    text += "\n"
    before = yaml.read_yaml("", text)
    if before.problems or not isinstance(before.values, dict):
        return
    once = canonical(text, kind)
    after = yaml.read_yaml("", once)
    assert not after.problems
    assert in_no_order(after.values) == in_no_order(before.values)
    assert canonical(once, kind) == once
    assert comments(once) == comments(text)


def in_no_order(values: Any) -> Any:
    if isinstance(values, dict):
        return {key: in_no_order(value) for key, value in values.items()}
    return sorted(map(repr, map(in_no_order, values))) if isinstance(values, list | tuple) else values


def comments(text: str) -> list[str]:
    return sorted(re.findall(r"(?<!\S)#.*\S", text))


@st.composite
def fronts(draw: st.DrawFn) -> str:
    """Front matter of a story, valid, its keys in any order and typed in any way."""
    keys = [
        "title: " + draw(st.sampled_from(["风筝节", '"风筝节"', "'Kites: a history'", "Kites\n  go on"])),
        "summary: " + draw(st.sampled_from(['"B."', "B.", ">-\n  B\n  c."])),
        "published: " + draw(st.sampled_from(["2031-01-01", '"2031-01-01"', "2031-01-01T00:00"])),
        "tags:" + draw(listed(["mill", "schools", "museums"])),
        "people:" + draw(listed(["-ada-lindqvist", "wen-qiao"])),
        "sources:" + draw(st.sampled_from([" [mill-archive]", "\n- museum-2030\n- link: none\n  publisher: 'A'"])),
        "image: {alt: 'A',src: ../../../media/2030/mill.png}",
        "draft: false",
    ]
    blocks = [draw(st.sampled_from(["", "# 注\n", "\n", "# a\n\n"])) + key for key in draw(st.permutations(keys))]
    return "\n".join(blocks) + draw(st.sampled_from(["\n", "\n# end\n"]))


@st.composite
def listed(draw: st.DrawFn, ids: list[str]) -> str:
    chosen = draw(st.permutations(ids))
    block = "".join(f"\n  - {name}" for name in chosen)
    return draw(st.sampled_from([f" [{', '.join(chosen)}]", block, f" [{','.join(chosen)}]"]))


BODY = "\n第一段：3 只 kites.\n\n- b\n- a  \n"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A newsroom whose only text is written anew each time."""
    site = sites.newsroom(tmp_path_factory.mktemp("tidy"))
    for path in (site / "docs").rglob("*.md"):
        path.unlink()
    return Project(folder=site, docs=site / "docs", site=sites.identity_of(site), as_of=sites.MOMENT)


@settings(max_examples=60)
@given(fronts(), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]))
def test_a_tidied_story_is_read_as_it_was(desk: Project, front: str, end: str, mark: str) -> None:
    path = desk.docs / "en/news/2031/kite.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = (mark + f"---\n{front}---\n{BODY}".replace("\n", end)).encode()
    path.write_bytes(raw)
    before = facts(desk)
    write_tidied(desk, tidy_files(desk, [path]))
    once = path.read_bytes()
    assert facts(desk) == before
    assert once.endswith(BODY.replace("\n", end).encode())
    assert once.startswith((mark + "---" + end).encode())
    assert once.count(b"\r\n") == (once.count(b"\n") if end == "\r\n" else 0)
    assert comments(once.decode().split("---")[1]) == comments(front)
    assert tidy_files(desk, [path]).changed == {}


def facts(desk: Project) -> Any:
    """What is read of the one story, ids in no order."""
    found = loader.load_files(desk.docs, desk.site, serial=True)
    assert found.problems == []
    text = found.texts["en/news/2031/kite.md"]
    return in_no_order(text.front.model_dump()), text.body


def test_what_is_published_does_not_depend_on_the_order_of_ids(site: Path) -> None:
    before = published(site)
    for path in [*(site / "docs").rglob("*.md"), *(site / "docs/registers").rglob("*.yml")]:
        text = path.read_text(encoding="utf-8")
        path.write_text(
            re.sub(r"(?<=^)( *)(tags|events): \[(.*)\]$", turned, text, flags=re.MULTILINE), encoding="utf-8"
        )
    assert published(site) == before
    assert sites.newsdesk(site, "tidy").code == 0
    assert published(site) == before


def turned(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}: [{', '.join(reversed(found[3].split(', ')))}]"


def published(site: Path) -> Any:
    """All that is published but the pages of two texts, whose views hold their sources as they were typed."""
    identity = sites.identity_of(site)
    found = sites.published(loader.load_files(site / "docs", identity), identity, sites.MOMENT)
    return {where: page for where, page in found.items() if "/with-" not in where}


def a_source(url: str, *more: str) -> str:
    lines = ["publisher: Songqiao Daily", f"url: {url}", "date: 2031-05-02", *more]
    return "sources:\n  - " + "\n    ".join(lines)


def a_story(site: Path, name: str, sources: str) -> Path:
    path = site / f"docs/en/news/2031/{name}.md"
    path.write_text(
        f"---\ntitle: A {name}\nsummary: B.\npublished: 2031-05-03\n{sources}\n---\n\nC.\n", encoding="utf-8"
    )
    return path


def test_a_source_that_two_stories_write_out_moves_to_its_register(site: Path) -> None:
    first, second = (a_story(site, name, a_source("https://daily.example/1")) for name in ("one", "two"))
    other = a_story(site, "three", a_source("https://daily.example/1/2"))
    assert sites.newsdesk(site, "tidy", str(first)).out == ""
    assert sites.newsdesk(site, "tidy").code == 0
    assert "\nsources: [songqiao-daily-2031-05-02]\n" in first.read_text(encoding="utf-8")
    assert second.read_text(encoding="utf-8") == first.read_text(encoding="utf-8").replace("A one", "A two")
    assert "daily.example/1/2" in other.read_text(encoding="utf-8")
    entry = (
        "songqiao-daily-2031-05-02:\n  publisher: Songqiao Daily\n  url: https://daily.example/1\n  date: 2031-05-02\n"
    )
    assert (site / "docs/registers/sources.yml").read_text(encoding="utf-8").endswith(entry)
    assert sites.check_output(site) == (0, "\n")
    assert sites.library(site).by_key["2031/one"].sources == ("songqiao-daily-2031-05-02",)


def test_sources_that_say_different_things_of_one_address_stay(site: Path) -> None:
    paths = [a_story(site, "one", a_source("https://daily.example/1"))]
    paths.append(a_story(site, "two", a_source("https://daily.example/1", "lang: en")))
    before = [path.read_bytes() for path in paths]
    sites.newsdesk(site, "tidy")
    assert [path.read_bytes() for path in paths] == before


def test_a_source_that_the_register_has_is_named_by_its_id(site: Path) -> None:
    path = a_story(site, "one", "sources:\n  - {publisher: kite-museum, url: https://museum.example/plan}")
    sites.newsdesk(site, "tidy", "docs/en/news/2031")
    assert "\nsources: [museum-2030]\n" in path.read_text(encoding="utf-8")


def test_what_would_say_something_else_in_another_order_is_left_as_it_was(site: Path) -> None:
    path = site / "docs/en/news/2031/one.md"
    front = "published: 2031-05-03\nsummary: |+\n  B.\n\ntitle: A\nsources: [mill-archive]\n\n\n"
    path.write_text(f"---\n{front}---\n\nC.\n", encoding="utf-8")
    assert canonical(front, STORY_KIND) != front
    before = path.read_bytes()
    assert sites.newsdesk(site, "tidy").err == "0 files tidied\n"
    assert path.read_bytes() == before


def test_files_with_errors_are_named_and_left_alone(site: Path) -> None:
    path = a_story(site, "one", "sources: [mill-archive]\nsumary: C")
    (site / "docs/registers/tags.yml").write_text("mill: {name: Mill\n", encoding="utf-8")
    before = sites.contents(site)
    run = sites.newsdesk(site, "tidy")
    assert run.code == 0
    assert f"{path.relative_to(site).as_posix()} has errors and was skipped: run newsdesk check\n" in run.err
    assert "docs/registers/tags.yml has errors and was skipped: run newsdesk check\n" in run.err
    assert sites.contents(site) == before


def test_the_command_names_what_it_tidied_and_ci_may_only_look(site: Path) -> None:
    path = site / STORY
    before = sites.contents(site / "docs")
    path.write_text(path.read_text(encoding="utf-8").replace("风筝", "风筝 3 只"), encoding="utf-8")
    untidy = path.read_bytes()
    looked = sites.newsdesk(site, "tidy", "--check")
    assert (looked.code, looked.out) == (1, f"{STORY}\n")
    assert looked.err == "1 file is not tidy\nrun: newsdesk tidy\n"
    assert path.read_bytes() == untidy
    done = sites.newsdesk(site, "tidy", STORY)
    assert (done.code, done.out) == (0, f"{STORY}\n")
    assert path.read_bytes() != untidy
    assert sites.newsdesk(site, "tidy", "--check").code == 0
    after = sites.contents(site / "docs")
    assert {name for name in before if before[name] != after[name]} == {STORY.removeprefix("docs/")}


def test_the_own_texts_are_tidy() -> None:
    assert sites.newsdesk(sites.PROJECT, "tidy", "--check").out == ""
