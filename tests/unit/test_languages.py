"""The same code with one language, with another, and with a third that only its site brings."""

import re
from pathlib import Path

import pytest
import yaml
from lxml.html import HtmlElement, document_fromstring

import sites
from newsdesk.i18n.languages import Language, language_of
from newsdesk.site_check import check_site

URL = "https://kites.example/"
JAPANESE = {
    "index.md": "title: 凧の編集室\nsummary: 松橋の凧のニュースと資料。\n---\n",
    "news/2030/kite-school-opens.md": (
        "title: 松橋の古い水車小屋に凧の学校\nsummary: 4月12日に最初の生徒24人を迎えた。\n"
        "translated: 2030-04-16\nimage:\n  alt: 川辺のれんが造りの水車小屋\n---\n\n学校は古い水車小屋にある。\n"
    ),
    "news/2031/kite-letter.md": (
        "title: 東京から凧の便り\nsummary: 凧の会の人が手紙をくれた。\npublished: 2031-02-10\n"
        "tags: [festivals]\nsources: [museum-2030]\n---\n\n手紙には凧の絵が{one}枚あった。\n"
    ),
}


def speaking(site: Path, *languages: str) -> Path:
    """A newsroom in these languages, without the folders of others."""
    path = site / "mkdocs.yml"
    text = path.read_text("utf-8").replace("languages: [en, zh]", f"languages: [{', '.join(languages)}]")
    path.write_text(text, encoding="utf-8")
    for folder in ("en", "zh"):
        if folder not in languages:
            sites.shutil.rmtree(site / "docs" / folder)
    return site


def changed(site: Path, name: str, pattern: str, new: str = "") -> None:
    path = site / "docs" / name
    text = path.read_text("utf-8")
    assert re.search(pattern, text), name
    path.write_text(re.sub(pattern, new, text), encoding="utf-8")


def built(site: Path) -> Path:
    """The built site, in which the check finds no fault."""
    run = sites.build(site)
    assert run.code == 0, run.err
    reports = check_site(site / "site", URL, sites.MOMENT)
    assert [problem for report in reports for problem in report.problems] == []
    return site / "site"


@pytest.fixture
def english(site: Path) -> Path:
    """English alone, its registers too."""
    speaking(site, "en")
    (site / "docs/en/news/2030/kite-museum-plan.md").unlink()
    for path in (site / "docs/registers").rglob("*.yml"):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r", zh: (\"[^\"]*\"|[^}]*)}", "}", text), encoding="utf-8")
    changed(site, "registers/people.yml", r"(?s)lin-fan:.*?(?=\n\S|\Z)")
    return site


@pytest.fixture
def chinese(site: Path) -> Path:
    """Chinese alone; the registers keep what they have in English."""
    speaking(site, "zh")
    for name in ("2030/kite-tax", "2030/kite-school-opens", "2029/wind-tunnel", "2031/harbor-loop"):
        (site / f"docs/zh/news/{name}.md").unlink()
    changed(site, "zh/about/index.md", r"translated: .*\n")
    changed(site, "index.md", r"title: .*\nsummary: .*", "title: 风筝专栏\nsummary: 记录松桥风筝的新闻与资料。")
    changed(site, "registers/people.yml", "{en: Gale O'Neill}", "{zh: 盖尔·奥尼尔}")
    changed(site, "registers/people.yml", r"(?s){en: Wen Qiao}.*", "{zh: 乔文}\n")
    return site


@pytest.fixture
def three(site: Path) -> Path:
    """A third language by configuration, words and a folder: no line of code knows it."""
    speaking(site, "en", "zh", "ja")
    for name, text in JAPANESE.items():
        path = site / "docs/ja" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{text.replace('{one}', '一')}", encoding="utf-8")
    path = site / "docs/registers/interface.yml"
    words = yaml.safe_load(path.read_text("utf-8"))
    words["language_ja"] = {"en": "Japanese", "zh": "日文"}
    for key, each in words.items():
        each["ja"] = "".join([f"語{key}", *(f"{{{name}}}" for name in re.findall(r"{(\w+)}", each["en"]))])
    words["language_ja"]["ja"] = "日本語"
    path.write_text(yaml.safe_dump(words, allow_unicode=True), encoding="utf-8")
    return site


def page(site: Path, name: str) -> HtmlElement:
    return document_fromstring((site / name / "index.html").read_bytes())


@pytest.mark.parametrize(("name", "language", "other"), [("english", "en", "zh"), ("chinese", "zh", "en")])
def test_a_site_in_one_language_has_no_trace_of_another(
    name: str, language: str, other: str, request: pytest.FixtureRequest
) -> None:
    site = built(request.getfixturevalue(name))
    assert not (site / other).exists()
    assert (site / language / "feed.xml").is_file()
    assert [path.name for path in (site / "search").iterdir()] == [language]
    pages = [document_fromstring(path.read_bytes()) for path in site.rglob("*.html")]
    assert len(pages) > 20
    for tree in pages:
        assert tree.get("lang") == Language(language).tag
        assert not tree.xpath("//nav[@class='switch'] | //link[@hreflang] | //*[@class='story__beside']")
    assert "hreflang" not in (site / "sitemap.xml").read_text("utf-8")
    door = (site / "index.html").read_text("utf-8")
    assert f'<noscript><meta http-equiv="refresh" content="0; url=./{language}/"></noscript>' in door
    assert f'<script type="module" src="./{sites.asset(site, "redirect.js")}"></script>' in door


def test_a_third_language_stands_beside_the_others(three: Path) -> None:
    site = built(three)
    school = page(site, "ja/news/2030/kite-school-opens")
    assert school.get("lang") == "ja"
    assert {path.name for path in (site / "search").iterdir()} == {"en", "zh", "ja"}
    assert school.xpath("//nav[@class='switch']/a/@hreflang") == ["en", "zh-Hans"]
    assert school.xpath("//link[@hreflang]/@hreflang") == ["en", "zh-Hans", "ja", "x-default"]
    assert [each.text_content() for each in school.find_class("story__beside")] != []
    assert "2030年4月16日" in school.text_content()
    assert {path.name for path in (site / "ja/news/2030/kite-school-opens").iterdir()} >= {"with-en", "with-zh"}
    assert {path.name for path in (site / "en/news/2030/kite-school-opens").iterdir()} >= {"with-ja", "with-zh"}
    for language in ("en", "zh"):
        letter = page(site, f"{language}/news/2031/kite-letter")
        assert letter.xpath("//link[@rel='canonical']/@href") == [f"{URL}ja/news/2031/kite-letter/"]
        assert letter.xpath("//*[@lang='ja']")


def test_a_story_in_a_third_language_may_name_an_event_and_its_day(three: Path) -> None:
    path = three / "docs/ja/news/2031/kite-letter.md"
    text = path.read_text("utf-8").replace("sources:", "event: {title: 凧の日, when: 2031-02-09}\nsources:")
    path.write_text(f"{text}\n2031年2月8日に凧の日が開かれた。\n", encoding="utf-8")
    assert [each for each in sites.lint(three)[1] if each.location.path.endswith("kite-letter.md")] != []


def test_what_a_third_language_lacks_is_noted_for_each_language(three: Path) -> None:
    found = [problem.message for problem in sites.lint(three)[1] if problem.rule == "untranslated"]
    assert "not translated: docs/en/news/2031/kite-letter.md does not exist" in found
    assert "not translated: docs/zh/news/2031/kite-letter.md does not exist" in found
    assert "not translated: docs/ja/news/2029/wind-tunnel.md does not exist" in found


def test_an_interface_word_that_a_third_language_lacks_is_an_error(three: Path) -> None:
    changed(three, "registers/interface.yml", r"ja: 日本語", "fr: japonais")
    found = [problem.message for problem in sites.lint(three)[1] if problem.rule == "interface"]
    assert found == ['interface text "language_ja" has no Japanese version']


def test_a_folder_of_a_language_that_the_site_has_not_is_an_error(site: Path) -> None:
    path = site / "docs/fr/news/2031/cerf-volant.md"
    path.parent.mkdir(parents=True)
    path.write_text("---\ntitle: Un cerf-volant\nsummary: Il vole.\n---\n", encoding="utf-8")
    found = [problem for problem in sites.lint(site)[1] if problem.location.path.endswith("cerf-volant.md")]
    assert [problem.rule for problem in found] == ["unknown-file"]


@pytest.mark.parametrize("code", ["xx", "news", "EN", "", "zh-Hans"])
def test_what_is_no_code_of_a_language_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=f"^{code}$"):
        Language(code)
    assert language_of(f"{code}/news/") is None


def test_a_language_is_the_same_object_wherever_it_comes_from() -> None:
    assert Language("en") is Language.EN
    assert language_of("zh/news/") is Language.ZH
    assert (Language("ja").own_name, Language("ja").tag, Language.ZH.tag) == ("日本語", "ja", "zh-Hans")
