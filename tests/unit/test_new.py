"""Starting things: a file begun is valid, and nothing in it that waits to be written is ever published."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sites
from newsdesk.cli import scaffold
from newsdesk.cli.scaffold import LATER, NewFileOptions
from newsdesk.cli.schema import json_schema
from newsdesk.content import source_file, yaml
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import catalog
from newsdesk.project import Project

MUSEUM = "docs/zh/news/2030/kite-museum-plan.md"
SHORT = "docs/en/news/2031/kites-a-history-part-2.md"


def text(site: Path, path: str) -> str:
    return (site / path.strip()).read_text(encoding="utf-8")


def rules(site: Path) -> list[str]:
    """The names of the errors and warnings of a site."""
    return re.findall(r"(?:error|warning)\[([a-z-]+)\]", sites.check_output(site)[1])


def test_a_story_is_started_in_its_year(site: Path) -> None:
    run = sites.newsdesk(site, "new", "story", "Kites: a “history”, part 2", "--published", "2031-05-30T18:00")
    assert (run.code, run.out) == (0, f"{SHORT}\n")
    values = source_file.read_document("", text(site, run.out)).values
    assert (values["title"], values["published"]) == ("Kites: a “history”, part 2", "2031-05-30T18:00")
    assert values["draft"] == "true"
    assert sites.check_output(site) == (0, "\n")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("story", ["Kites"]),
        ("event", ["Kites", "--source", "museum-2030"]),
        ("edition", ["Kite Fair 2031", "--source", "museum-2030"]),
    ],
)
@pytest.mark.parametrize("language", sites.LANGUAGES)
def test_a_file_begun_is_valid_and_says_of_every_key_what_it_is_for(
    site: Path, kind: str, words: list[str], language: Language
) -> None:
    run = sites.newsdesk(site, "--language", language, "new", kind, *words)
    assert run.code == 0, run.err
    lines = text(site, run.out).splitlines()
    at = 0
    for key, part in json_schema(kind, [catalog(language)])["properties"].items():
        if key not in LATER and not part.get("readOnly"):
            at = lines.index(f"# {part['description']}", at)
            assert any(re.match(rf"(# )?{key}:", line) for line in lines[at : at + 4]), key
    assert sites.check_output(site) == (0, "\n")


def test_the_comments_of_a_file_begun_are_values_when_they_are_filled_in(site: Path) -> None:
    """Each commented key is in its place and YAML: only what it names is not there."""
    path = sites.newsdesk(site, "new", "edition", "Kite Fair 2031", "--source", "museum-2030").out
    lines = [re.sub(r"^# (?=[a-z]+:|  )", "", line) for line in text(site, path).splitlines()]
    filled = "\n".join(lines).replace("…", "fair")
    reading = yaml.read_yaml("x", filled, filled)
    assert reading.problems == []
    assert set(reading.values) == set(json_schema("edition", [])["properties"]) - {"id", *LATER}


def test_the_commonest_job_is_one_file_and_then_another_and_then_one_line(site: Path) -> None:
    """A story about tomorrow's conference: in Chinese first, in English tomorrow, held the day after."""
    ask = ["--slug", "big-kite", "--event", "2031-06-02", "--source", "museum-2030", "--short"]
    path = sites.newsdesk(site, "new", "story", "松桥明日放飞巨型风筝", *ask).out.strip()
    story = text(site, path)
    assert "  state: planned\n" in story
    written = (
        story.replace("draft: true\n", "").replace("待写。", "松桥2031年6月2日放飞巨型风筝。").replace("待写", "放飞")
    )
    (site / path).write_text(written, encoding="utf-8")
    assert sites.check_output(site) == (0, "\n")
    translation = sites.newsdesk(site, "new", "--from", path, "--short").out.strip()
    begun = text(site, translation)
    words = "Pinebridge flies a giant kite on June 2, 2031."
    done = begun.replace("draft: true\n", "").replace("To be written.", words).replace("To be written", "A giant kite")
    (site / translation).write_text(done, encoding="utf-8")
    (site / path).write_text(written.replace("state: planned", "state: held"), encoding="utf-8")
    assert sites.check_output(site) == (0, "\n")
    story = sites.library(site).by_key["2031/big-kite"]
    assert story.versions.has(Language.EN)
    assert story.versions.has(Language.ZH)


def test_what_is_begun_is_tidy(site: Path) -> None:
    for words in (["story", "Kites"], ["event", "风筝", "--slug", "kites"], ["edition", "Kite Fair 2031"]):
        assert sites.newsdesk(site, "new", *words, "--source", "museum-2030").code == 0
    sites.newsdesk(site, "new", "--from", "docs/zh/news/2031/kite-night.md")
    run = sites.newsdesk(site, "tidy", "--check")
    assert (run.code, run.out) == (0, ""), run.err


def test_a_register_that_cannot_be_read_keeps_nobody_from_starting(site: Path) -> None:
    (site / "docs/registers/tags.yml").write_text("museums: [", encoding="utf-8")
    assert sites.newsdesk(site, "new", "story", "Kites", "--tag", "museums").code == 0


def test_a_title_suggests_what_it_names(site: Path) -> None:
    title = "The Kite Society and PKM open a school at the Kite Fair"
    lines = text(site, sites.newsdesk(site, "new", "event", title).out).splitlines()
    hints = [line for line in lines if line.startswith("# named in the title: ")]
    assert hints == [
        "# named in the title: kite-society (Pinebridge Kite Society), kite-museum (Pinebridge Kite Museum)",
        "# named in the title: fair (Kite Fair)",
        "# named in the title: schools (Schools)",
        "# named in the title: museum-2030 (Pinebridge Kite Museum, 2030/..)",
    ]
    chinese = text(site, sites.newsdesk(site, "new", "event", "风筝协会举办节会", "--slug", "society-day").out)
    assert "# named in the title: festivals (节会)\n" in chinese
    assert "# named in the title: kite-society (松桥风筝协会)\n" in chinese


def test_a_record_without_a_source_is_an_error_with_its_cure(site: Path) -> None:
    run = sites.newsdesk(site, "new", "event", "Kites over the bay", "--when", "2031-10-05/2031-10-07")
    assert run.out == "docs/registers/events/2031/kites-over-the-bay.yml\n"
    assert "add its sources" in run.err
    assert rules(site) == ["empty"]
    assert "\nwhen: 2031-10-05/2031-10-07\n" in text(site, run.out)
    assert "\nstate: planned\n" in text(site, run.out)


def test_what_has_been_is_not_planned(site: Path) -> None:
    for when in ("2031-05", "2029/..", "2031-06-01"):
        run = sites.newsdesk(site, "new", "event", "Kites", "--slug", f"kites-{len(when)}", "--when", when)
        assert "\n# state: planned\n" in text(site, run.out)


def test_an_edition_follows_the_last_one(site: Path) -> None:
    run = sites.newsdesk(site, "new", "edition", "Pinebridge Kite Fair 2032", "--source", "museum-2030", "--short")
    assert run.out == "docs/registers/editions/2032.yml\n"
    assert text(site, run.out) == (
        "title:\n  en: Pinebridge Kite Fair 2032\n  # zh: …\nwhen: 2032\nstate: planned\n"
        "series: fair\ntags: [festivals]\nsources: [museum-2030]\n"
    )
    assert sites.check_output(site) == (0, "\n")


def test_a_chinese_title_needs_a_slug(site: Path) -> None:
    run = sites.newsdesk(site, "new", "story", "风筝飞了")
    assert (run.code, run.out) == (2, "")
    assert "add one, such as --slug leading-group-set-up" in run.err
    assert "请指定" in sites.newsdesk(site, "--language", "zh", "new", "event", "风筝飞了").err
    run = sites.newsdesk(site, "new", "story", "风筝飞了", "--slug", "kite-flew")
    assert (run.code, run.out) == (0, "docs/zh/news/2031/kite-flew.md\n")
    assert "待写。" in text(site, run.out)
    assert sites.check_output(site) == (0, "\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["story", "A kite", "--slug", "Kite"], "write --slug kite"),
        (["story", "A kite", "--slug", "kite/flew"], "write --slug kite-flew"),
        (["story", "A kite", "--slug", "../kite"], "write --slug kite"),
        (["story", "A kite", "--slug", "风筝"], "write --slug leading-group-set-up"),
        (["story", "Index"], 'found "index"'),
        (["story", "A kite", "--published", "soon"], 'found "soon"'),
        (["story", "A kite", "--published", "20310530"], 'found "20310530"'),
        (["story", "A kite", "--event", "2031-13"], "--event must be an EDTF date"),
        (["story", "A kite", "--series", "fair"], "add --event"),
        (["story", "A kite", "--tag", "museum"], 'did you mean "museums"?'),
        (["event", "A kite", "--source", "museum"], '--source must be an ID from its register; found "museum"'),
        (["event", "A kite", "--when", "tomorrow"], 'found "tomorrow"'),
        (["event", "A kite", "--language", "fr"], '--language must be a language of the site, en or zh; found "fr"'),
        (["story", "Harbor loop"], "docs/en/news/2031/harbor-loop.md already exists: nothing was changed"),
        (["story", "Kite night"], "to translate it, run newsdesk new --from docs/zh/news/2031/kite-night.md"),
        (["edition", "Kite Fair 2030"], "docs/registers/editions/2030.yml already exists"),
        (["event", "Kite day", "--when", "2030"], "docs/registers/events/2030/kite-day.yml already exists"),
        (["--from", MUSEUM], "docs/en/news/2030/kite-museum-plan.md already exists"),
        (["--from", "docs/zh/news/2030/kite-school-opens.md"], "is itself a translation"),
        (["--from", "docs/index.md"], "is not a story in docs/en or docs/zh"),
    ],
)
def test_what_cannot_be_started_says_why_and_writes_nothing(site: Path, words: list[str], sentence: str) -> None:
    before = sites.contents(site)
    run = sites.newsdesk(site, "new", *words)
    assert (run.code, run.out) == (2, "")
    assert sentence in run.err
    assert sites.contents(site) == before


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    site = sites.newsroom(tmp_path_factory.mktemp("project"))
    return Project(folder=site, docs=site / "docs", site=sites.identity_of(site), as_of=sites.MOMENT)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from(" :#'\"-[]{}&*!|>%@`,?\\Kite风筝"),
            st.characters(codec="utf-8", exclude_categories=["C", "Z"]),
        ),
        min_size=1,
    ).map(str.strip)
)
def test_every_title_is_read_back_as_it_was_given(project: Project, title: str) -> None:
    if not title:
        return
    path = scaffold.new_story(project, NewFileOptions(title=title, slug="title-read-back"))
    try:
        document = source_file.read_document("", path.read_text(encoding="utf-8"))
    finally:
        path.unlink()
    assert document.problems == ()
    assert document.values["title"] == title


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("docs/zh/news/2031/kite-night.md", "docs/en/news/2031/kite-night.md"),
        ("docs/en/about/sourcing.md", "docs/zh/about/sourcing.md"),
    ],
)
def test_a_translation_is_started_from_its_original(site: Path, original: str, translation: str) -> None:
    run = sites.newsdesk(site, "new", "--from", original)
    assert (run.code, run.out) == (0, f"{translation}\n")
    begun, first = text(site, translation), source_file.read_document("", text(site, original))
    blocks = first.body.strip().split("\n\n")
    assert blocks == [block for block in blocks if block in begun]
    assert f"# {first.values['title']}\ntitle: " in begun
    assert sites.check_output(site) == (0, "\n")


def test_a_translation_has_a_place_for_each_word_and_none_is_published(site: Path) -> None:
    (site / "docs/en/news/2030/kite-museum-plan.md").unlink()
    original = text(site, MUSEUM)
    (site / MUSEUM).write_text(
        original.replace(
            "---\n\n", "corrections:\n  - date: 2031-01-01\n    text: 曾误作木码头。\nbyline: 乔文\n---\n\n", 1
        )
        + "\n## 展品\n\n<!-- 注意-->再看 --!> 此处\n",
        encoding="utf-8",
    )
    translation = sites.newsdesk(site, "new", "--from", MUSEUM).out.strip()
    begun = text(site, translation)
    values = source_file.read_document("", begun).values
    given_keys = set(source_file.read_document("", text(site, MUSEUM)).values)
    assert set(values) == {"translated", *(given_keys & set(json_schema("translation", [])["properties"]))} | {"draft"}
    assert values["corrections"] == [{"date": "2031-01-01", "text": "To be written."}]
    assert "\n## To be written\n" in begun
    assert "&lt;!-- 注意--&gt;再看 --!&gt; 此处" in begun
    assert sites.check_output(site) == (0, "\n")
    (site / translation).write_text(begun.replace("draft: true\n", ""), encoding="utf-8")
    assert rules(site).count("placeholder") == begun.count("To be written")


def test_comments_that_are_left_in_a_translation_are_no_blocks_of_it(site: Path) -> None:
    path = "docs/zh/news/2031/kite-night.md"
    original = text(site, path)
    (site / path).write_text(f"{original}\n300只灯笼。\n\n## 次日\n\n5月4日，12只落下。\n", encoding="utf-8")
    translation = site / sites.newsdesk(site, "new", "--from", path).out.strip()
    translation.write_text(translation.read_text(encoding="utf-8").replace("draft: true\n", ""), encoding="utf-8")
    (pair,) = sites.library(site).by_key["2031/kite-night"].versions.pairs
    assert pair.aligned() == {block: block for block in range(5)}


def test_prose_is_started_too_and_its_places_are_errors_until_it_is_written(site: Path) -> None:
    run = sites.newsdesk(site, "new", "--from", "docs/en/summit/2030.md")
    assert run.out == "docs/zh/summit/2030.md\n"
    assert rules(site) == ["placeholder", "placeholder"]


def test_what_waits_to_be_written_is_not_built(site: Path) -> None:
    path = sites.newsdesk(site, "new", "story", "Kites over the bay").out.strip()
    (site / path).write_text(text(site, path).replace("draft: true\n", ""), encoding="utf-8")
    assert rules(site) == ["placeholder", "placeholder", "placeholder"]


@pytest.mark.parametrize(
    "command",
    [
        ("new", "story", "A kite", "--slug", "x" * 121),
        ("new", "event", "A kite", "--slug", "x" * 300),
        ("rename", "tag", "mill", "x" * 121),
        ("move", "docs/en/news/2029/wind-tunnel.md", "x" * 300),
    ],
    ids=lambda command: command[0],
)
def test_an_address_that_no_disk_may_take_is_refused(site: Path, command: tuple[str, ...]) -> None:
    before = sites.contents(site)
    run = sites.newsdesk(site, *command)
    assert run.code == 2
    assert f"must have at most 120 characters; it has {len(command[-1])}" in run.err
    assert sites.contents(site) == before
