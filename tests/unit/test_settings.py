"""Every setting of MkDocs and of Material is honoured or refused at its line; none is silently without effect."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import EVENTS

import sites
from newsdesk.cli import build as build_command
from newsdesk.content.settings import HOOK_EVENTS, Setting, read_site, settings_table
from newsdesk.i18n.languages import Language
from newsdesk.i18n.typography import has_han
from newsdesk.preview import Preview, preview_settings

TABLE = settings_table()
PLUGINS = [name for name in TABLE if name.startswith("plugins.")]
REFUSED = [name for name, row in TABLE.items() if not row.honoured and name not in PLUGINS]
HONOURED = [name for name, row in TABLE.items() if row.honoured]
ONE_VALUE = [name for name in HONOURED if TABLE[name].accepts]
EXAMPLES: Mapping[str, str] = {
    "INHERIT": "base.yml",
    "edit_uri_template": "edit/{path}",
    "extra_templates": "[more.html]",
    "google_analytics": "[UA-1, kites.example]",
    "nav": "[{Home: index.md}]",
    "repo_url": "https://git.example/kites",
    "theme.direction": "rtl",
    "theme.features": "[navigation.tabs]",
    "theme.include_search_page": "true",
    "theme.language": "zh",
    "theme.locale": "fr",
    "theme.search_index_only": "true",
    "theme.static_templates": "[404.html]",
    "validation": "{links: {anchors: warn}}",
}
"""Values that MkDocs takes, of the settings of which it does not take any."""
REFUSED_BY_MKDOCS = ("pages", "mdx_configs", "config_file_path")
"""Those at which MkDocs stops before it loads a hook: plain `mkdocs build` never hears ours."""


def configured(site: Path, settings: Mapping[str, str]) -> Path:
    """A newsroom with more settings: in `theme`, in `extra`, and of its own."""
    file = site / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    for name, value in settings.items():
        group, _, key = name.rpartition(".")
        line = f"{key}: {value}\n"
        known = re.compile(rf"^(  )?{re.escape(key)}:.*\n(  - .*\n)*", re.MULTILINE)
        if not group:
            text = known.sub(line, text, count=1) if known.search(text) else text + line
        elif re.search(rf"^  {key}:", text, re.MULTILINE):
            text = re.sub(rf"^  {key}:.*\n", f"  {line}", text, count=1, flags=re.MULTILINE)
        else:
            text = text.replace(f"\n{group}:\n", f"\n{group}:\n  {line}")
    file.write_text(text, encoding="utf-8")
    return site


def problems(site: Path) -> list[str]:
    """What is wrong with mkdocs.yml: rule, message and suggestion."""
    return [f"{each.rule}: {each.message} | {each.suggestion}" for each in read_site(site / "mkdocs.yml")[1]]


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A newsroom without a story: enough to read its configuration."""
    text = (sites.NEWSROOM / "mkdocs.yml").read_text(encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(text.replace("../../", f"{sites.PROJECT.as_posix()}/"), encoding="utf-8")
    sites.shutil.copytree(sites.NEWSROOM / "docs/assets", tmp_path / "docs/assets")
    return tmp_path


# The table


def test_every_setting_of_mkdocs_and_of_material_stands_in_the_table() -> None:
    spec = find_spec("material")
    assert spec
    [material] = spec.submodule_search_locations or []
    theme = yaml.safe_load((Path(material) / "templates/mkdocs_theme.yml").read_text(encoding="utf-8"))
    templates = "".join(
        path.read_text(encoding="utf-8")
        for path in (Path(material) / "templates").rglob("*.html")
        if ".icons" not in path.parts
    )
    used = set(re.findall(r"\bconfig\.((?:extra|theme)\.[a-z_]+)", templates))
    plugins = {path.name for path in (Path(material) / "plugins").iterdir() if path.is_dir()} - {
        "__pycache__",
        "search",
    }
    expected = {
        *(name for name, _ in MkDocsConfig._schema if name not in ("theme", "extra")),
        *(f"theme.{name}" for name in theme),
        *(f"plugins.{name}" for name in plugins),
        *used,
    }
    assert len(expected) > 60
    assert expected - TABLE.keys() == set()


def test_the_events_that_run_are_events_of_mkdocs() -> None:
    assert {each.removeprefix("on_") for each in HOOK_EVENTS} <= set(EVENTS)


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE.keys())
def test_a_row_speaks_both_languages(row: Setting) -> None:
    assert has_han(row.texts[Language.ZH])
    assert not has_han(row.texts[Language.EN])
    assert row.texts[Language.EN].endswith(".")
    assert row.texts[Language.ZH].endswith("。")


# Refused


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom with every setting that is refused."""
    site = sites.newsroom(tmp_path_factory.mktemp("refused"))
    (site / "base.yml").write_text("{}\n", encoding="utf-8")
    return configured(site, {name: EXAMPLES.get(name, "x") for name in REFUSED})


@pytest.fixture(scope="module")
def answers(refused: Path) -> Mapping[str, str]:
    """What three commands say of it, by their names."""
    check = sites.newsdesk(refused, "check")
    build = sites.newsdesk(refused, "build")
    file = refused / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    # The lines stay where they are.
    file.write_text(re.sub(rf"^({'|'.join(REFUSED_BY_MKDOCS)}):.*", "", text, flags=re.MULTILINE), encoding="utf-8")
    mkdocs = sites.build(refused)
    assert (check.code, build.code, mkdocs.code) == (2, 2, 1)
    assert not (refused / "site").exists()
    file.write_text(text, encoding="utf-8")
    return {"newsdesk check": check.err, "newsdesk build": build.err, "mkdocs build": mkdocs.err}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("command", ["newsdesk check", "newsdesk build", "mkdocs build"])
def test_a_setting_without_effect_is_refused_at_its_line(
    name: str, command: str, refused: Path, answers: Mapping[str, str]
) -> None:
    key = name.rpartition(".")[2]
    lines = (refused / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    [line] = [
        number
        for number, text in enumerate(lines, 1)
        if re.match(rf"(  )?{key}: ", text) and EXAMPLES.get(name, "x") in text
    ]
    column = 3 if "." in name else 1
    frame = f"mkdocs.yml:{line}:{column}: error[setting]: {name} has no effect here\n"
    assert (frame in answers[command]) == (command != "mkdocs build" or name not in REFUSED_BY_MKDOCS)
    assert name in REFUSED_BY_MKDOCS or TABLE[name].texts[Language.EN] in answers[command]


def test_no_command_ends_in_a_traceback(answers: Mapping[str, str]) -> None:
    assert [command for command, text in answers.items() if "Traceback" in text] == []


@pytest.mark.parametrize("name", REFUSED_BY_MKDOCS)
def test_what_mkdocs_refuses_itself_leaves_no_site(name: str, site: Path) -> None:
    assert sites.build_in_new_process(configured(site, {name: "x"})).code == 1
    assert not (site / "site").exists()


def test_the_suggestion_is_in_the_language_of_the_editor(site: Path) -> None:
    configured(site, {"theme.palette": "{primary: teal}"})
    lines = sites.newsdesk(site, "--language", "zh", "check").err.splitlines()
    assert lines[1] == "mkdocs.yml:6:3: error[setting]: theme.palette在此不起作用"
    assert [line.strip() for line in lines[4:]] == ["| 删去", f"| {TABLE['theme.palette'].texts[Language.ZH]}"]


@pytest.mark.parametrize("name", [each for each in REFUSED if TABLE[each].accepts])
def test_a_value_that_asks_for_what_is_so_anyway_is_taken(name: str, bare: Path) -> None:
    for value in TABLE[name].accepts:
        assert problems(configured(bare, {name: value})) == []


@pytest.mark.parametrize("value", ["", "[]", '""', "{}"])
def test_an_empty_setting_is_none(value: str, bare: Path) -> None:
    assert problems(configured(bare, dict.fromkeys(REFUSED, value))) == []


@pytest.mark.parametrize("name", ONE_VALUE)
def test_a_setting_of_one_value_has_that_value(name: str, bare: Path) -> None:
    [value] = TABLE[name].accepts
    key = name.rpartition(".")[2]
    assert problems(configured(bare, {name: value})) == []
    [problem] = problems(configured(bare, {name: "x"}))
    assert problem.startswith(f'setting: {name} must be {value}; found "x" | write the line: {key}: {value}\n')


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("site_ulr", "x", 'delete it: "site_url" is there already'),
        ("theme.colour", "x", "one of: "),
        ("theme.favicons", "x", "favicon"),
        ("extra.socials", "x", "one of: "),
        ("watchs", "x", "write here: watch"),
        ("theme_color", "x", 'delete it: "theme" is there already'),
        ("kites", "x", "extra_javascript"),
        ("extra.newsrooms", "x", "newsroom"),
    ],
)
def test_an_unknown_setting_is_guessed(name: str, value: str, meant: str, bare: Path) -> None:
    [problem] = problems(configured(bare, {name: value}))
    assert problem.startswith(f'unknown-key: unknown field "{name.rpartition(".")[2]}"')
    assert meant in problem


def test_the_address_has_one_place(bare: Path) -> None:
    file = bare / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("    page_size", "    url: https://kites.example/\n    page_size"), encoding="utf-8")
    [problem] = problems(bare)
    assert problem.startswith('unknown-key: unknown field "url"')


def test_the_name_may_be_one_in_a_language_that_the_site_does_not_have(bare: Path) -> None:
    file = bare / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("languages: [en, zh]", "languages: [zh]"), encoding="utf-8")
    assert problems(bare) == []


@pytest.mark.parametrize("name", PLUGINS)
def test_the_message_of_a_plugin_says_what_does_its_job(name: str, bare: Path) -> None:
    plugin = name.removeprefix("plugins.")
    for spelled in (plugin, f"material/{plugin}"):
        [problem] = problems(configured(bare, {"plugins": f"[search, {spelled}]"}))
        assert problem.startswith(f'plugin: plugin "{spelled}" would have no effect: ')
        assert problem.endswith(f"| delete it\n{TABLE[name].texts[Language.EN]}")


SEARCH = {
    "\n  - search:\n      lang: en": "- search",
    "\n  - material/search: {lang: en}": "- material/search",
    "[{search: {lang: en}}]": "plugins: [search]",
    "\n  search:\n    lang: en": "plugins: [search]",
}


@pytest.mark.parametrize("plugins", SEARCH)
def test_the_suggestion_for_a_search_with_settings_holds(plugins: str, bare: Path) -> None:
    file = bare / "mkdocs.yml"
    text = re.sub(r"^plugins:.*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    file.write_text(f"{text}plugins: {plugins}\n", encoding="utf-8")
    [problem] = problems(bare)
    assert problem.endswith(f"| write the setting: {SEARCH[plugins]}\nwithout its settings")
    line = SEARCH[plugins] if SEARCH[plugins].startswith("plugins") else f"plugins:\n  {SEARCH[plugins]}"
    file.write_text(f"{text}{line}\n", encoding="utf-8")
    assert problems(bare) == []


def test_a_favicon_in_pixels_is_told_apart_from_a_wrong_path(bare: Path) -> None:
    (bare / "docs/assets/icon.png").write_bytes(b"")
    [problem] = problems(configured(bare, {"theme.favicon": "assets/icon.png"}))
    assert problem == (
        "setting: theme.favicon must be an SVG file, from which icons of all sizes are made; "
        'found "assets/icon.png" | write the line: favicon: assets/icon.svg'
    )
    assert problems(configured(bare, {"theme.favicon": "assets/icon.svg"})) == []


# Honoured


STYLE, SCRIPT = ".kite { color: red }\n", "document.documentElement.dataset.kite = 'red';\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z"/></svg>'


@pytest.fixture(scope="module")
def dressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom in folders of its own names, with a logo, an icon, a style sheet and scripts; built."""
    site = sites.newsroom(tmp_path_factory.mktemp("dressed"))
    (site / "docs").rename(site / "content")
    sites.shutil.copytree(sites.PROJECT / "overrides", site / "look")
    (site / "look/people.html").write_text(
        "{% extends 'base.html' %}{% block content %}<h1>own</h1>{% endblock %}", "utf-8"
    )
    for name, text in {
        "kites.css": STYLE,
        "kites.js": SCRIPT,
        "more.js": "// more\n",
        "mark.svg": DRAWING,
        "badge.svg": DRAWING.replace("10v10", "9v9"),
    }.items():
        (site / "content/assets" / name).write_text(text, encoding="utf-8")
    configured(
        site,
        {
            "docs_dir": "content",
            "site_dir": "public",
            "theme.custom_dir": "look",
            "theme.logo": "assets/mark.svg",
            "theme.favicon": "assets/badge.svg",
            "copyright": "© 2031 Kites & Mill 风筝社",
            "extra_css": "[assets/kites.css]",
            "extra_javascript": "[assets/kites.js, {path: assets/more.js, type: module, async: true, defer: yes}]",
        },
    )
    run = sites.build(site, "--strict")
    assert run.code == 0, run.err
    return site


def page(site: Path, name: str = "en/index.html") -> str:
    return (site / "public" / name).read_text(encoding="utf-8")


def published(site: Path, name: str) -> str:
    return sites.asset(site / "public", name)


def test_the_site_of_other_folders_is_the_same_site(dressed: Path, built_newsroom: Path) -> None:
    """`docs_dir`, `site_dir`: the same pages, and every command finds them."""
    names = {name for name in sites.contents(built_newsroom / "site") if not name.startswith("assets/")}
    assert names <= sites.contents(dressed / "public").keys()
    run = sites.newsdesk(dressed, "check", "content/en/news/2030/kite-school-opens.md")
    assert (run.code, run.err.splitlines()[0]) == (0, "checked 1 file")
    assert sites.newsdesk(dressed, "check", "--site", "public").code == 0
    assert not (dressed / "site").exists()
    assert not (dressed / "docs").exists()


FAULTS = {
    "content/en/news/2030/stray.docx": "",
    "content/en/news/2030/stray.jpg": "",
    "content/en/news/2030/astray.md": """---
title: A story with many faults
summary: All its faults name a folder.
published: 2030-05-02
tags: [nothing-like-it]
events: [2030/nothing-like-it]
sources: [nothing-like-it]
image: {src: media/2030/nothing.jpg, alt: Nothing}
---

[Nothing](nothing.md) ![nothing](https://nothing.example/x.jpg)
""",
}


def test_what_is_suggested_names_the_folder_of_the_site(site: Path) -> None:
    (site / "docs").rename(site / "content")
    (site / "content/registers/interface.yml").unlink()
    configured(site, {"docs_dir": "content"})
    for path, text in FAULTS.items():
        (site / path).write_text(text, encoding="utf-8")
    found = json.loads(sites.newsdesk(site, "check", "--format", "json").out)["problems"]
    told = [each for each in found if "content/" in each["cure"]]
    assert {each["rule"] for each in told} >= {
        "dead-link",
        "foreign-picture",
        "interface",
        "unknown-event",
        "unknown-file",
        "unknown-source",
        "unknown-tag",
    }
    assert [each for each in found if "docs/" in each["cure"] + each["sentence"]] == []


def test_problems_name_files_of_the_folder(dressed: Path, tmp_path: Path) -> None:
    site = sites.shutil.copytree(dressed, tmp_path / "site", symlinks=True)
    path = site / "content/en/news/2030/kite-school-opens.md"
    path.write_text(path.read_text(encoding="utf-8").replace("2030-04-13", "13/04/2030", 1), encoding="utf-8")
    (site / "content/registers/sources.yml").unlink()
    run = sites.newsdesk(site, "check")
    places = set(re.findall(r"^(\S+?):\d+:\d+: ", run.out, re.MULTILINE))
    assert "content/en/news/2030/kite-school-opens.md" in places
    assert [each for each in places if not each.startswith("content/")] == []
    assert sites.newsdesk(site, "new", "story", "A day", "--published", "2029-01-01").code == 0
    assert (site / "content/en/news/2029/a-day.md").is_file()


def test_the_templates_are_those_of_the_folder(dressed: Path) -> None:
    assert "<h1>own</h1>" in page(dressed, "en/people/index.html")


def test_the_logo_stands_in_every_head(dressed: Path) -> None:
    image = rf'<img class="masthead__logo" src="[./]*{published(dressed, "mark.svg")}" alt="" width="10" height="10">'
    for name in ("en/index.html", "zh/news/2030/index.html", "index.html", "404.html"):
        assert re.search(image, page(dressed, name)), name
        assert 'class="logo"' not in page(dressed, name)
    assert published(dressed, "logo.css") in page(dressed)


def test_all_icons_are_drawn_of_the_favicon(dressed: Path, built_newsroom: Path) -> None:
    assert f'<link rel="icon" href="../{published(dressed, "badge.svg")}" type="image/svg+xml">' in page(dressed)
    assert f'src="./{published(dressed, "badge.svg")}"' in page(dressed, "index.html")
    icons = [(dressed / "public/favicon.ico").read_bytes(), (built_newsroom / "site/favicon.ico").read_bytes()]
    assert icons[0] != icons[1]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_copyright_stands_in_every_footer(dressed: Path, language: str) -> None:
    line = '<p class="footer__line"><span lang="zh-Hans">© 2031 Kites &amp; Mill 风筝社</span></p>'
    text = page(dressed, f"{language}/index.html")
    assert (line if language == "en" else re.sub("</?span.*?>", "", line)) in text.partition("<footer")[2]


@pytest.mark.parametrize("name", ["index.html", "404.html"])
def test_pages_of_all_languages_have_the_lines_of_the_footer(name: str, dressed: Path, site: Path) -> None:
    lines = [
        '<p class="footer__line" lang="zh-Hans">松ICP备00000001号</p>',
        '<p class="footer__line"><span lang="zh-Hans">© 2031 Kites &amp; Mill 风筝社</span></p>',
    ]
    footer = page(dressed, name).partition("<footer")[2]
    assert [line for line in lines if line not in footer] == []
    file = site / "mkdocs.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("松ICP备00000001号", '""'), encoding="utf-8")
    bare = Preview(preview_settings(site, sites.identity_of(site)), sites.MOMENT).at(
        "" if name == "index.html" else name
    )
    assert bare
    assert b"<footer" not in bare


def test_publisher_and_filing_are_apart(dressed: Path) -> None:
    assert " · <span" in page(dressed, "en/index.html").partition("<footer")[2]
    assert 'Curious Pinebridge · <span lang="zh-Hans">松ICP备00000001号</span></p>' in page(dressed)


def test_style_sheets_and_scripts_are_loaded_by_the_names_of_their_content(dressed: Path) -> None:
    text = page(dressed)
    sheet, script, more = (published(dressed, name) for name in ("kites.css", "kites.js", "more.js"))
    assert (dressed / "public" / sheet).read_text(encoding="utf-8") == STYLE
    assert (dressed / "public" / script).read_text(encoding="utf-8") == SCRIPT
    assert text.index("newsroom.") < text.index(f'<link rel="stylesheet" href="../{sheet}">') < text.index("</head>")
    assert (
        f'<script src="../{script}"></script>\n<script src="../{more}" type="module" async defer></script>\n</body>'
        in text
    )
    assert "unsafe" not in text.partition("script-src")[2].partition(";")[0].replace("'wasm-unsafe-eval'", "")


def test_the_preview_shows_them_too(dressed: Path) -> None:
    shown = Preview(preview_settings(dressed, sites.identity_of(dressed)), sites.MOMENT)
    text = (shown.at("en/") or b"").decode()
    assert "masthead__logo" in text
    assert "© 2031" in text
    [sheet] = re.findall(r'href="\.\./(assets/kites\.[^"]+)"', text)
    assert shown.at(sheet) == STYLE.encode()


def test_true_strict_lets_warnings_stop_every_command(site: Path) -> None:
    sites.lay_over(site, sites.BROKEN / "length")
    assert sites.newsdesk(site, "check").code == 0
    configured(site, {"strict": "yes"})
    assert (sites.newsdesk(site, "check").code, sites.newsdesk(site, "build").code, sites.build(site).code) == (1, 1, 1)
    assert not (site / "site").exists()
    configured(site, {"strict": "false"})
    assert sites.newsdesk(site, "check").code == 0


@pytest.mark.parametrize(
    ("arguments", "where"),
    [([], "localhost:8123"), (["--port", "9000"], "localhost:9000")],
    ids=["as it says", "--port"],
)
def test_the_preview_listens_where_it_is_told(
    arguments: list[str], where: str, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(build_command, "serve_with_mkdocs", lambda _file, address: asked.append(address))
    assert sites.newsdesk(configured(site, {"dev_addr": "localhost:8123"}), "serve", *arguments).code == 0
    assert asked == [where]


def test_the_preview_watches_what_it_is_told_to(site: Path, tmp_path: Path) -> None:
    watched, log = site / "notes.txt", tmp_path / "log"
    watched.write_text("one", encoding="utf-8")
    configured(site, {"watch": "[notes.txt]", "dev_addr": "127.0.0.1:0"})

    def said(words: str) -> bool:
        until = time.monotonic() + 60
        while words not in log.read_text(encoding="utf-8") and time.monotonic() < until:
            time.sleep(0.2)
        return words in log.read_text(encoding="utf-8")

    with (
        log.open("w", encoding="utf-8") as file,
        subprocess.Popen(
            [sys.executable, "-m", "newsdesk", "serve"], cwd=site, env=sites.environment(), stderr=file
        ) as server,
    ):
        try:
            assert said("Serving on ")
            watched.write_text("two", encoding="utf-8")
            assert said("Detected file changes")
            assert said("Reloading browsers")
        finally:
            server.terminate()


def test_the_branch_is_that_to_which_mkdocs_deploys(site: Path, tmp_path: Path) -> None:
    mirror = tmp_path / "mirror.git"
    who = {f"GIT_{role}_{key}": "x@kites.example" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    for command in (
        ["git", "init", "--quiet", "--bare", str(mirror)],
        ["git", "init", "--quiet"],
        ["git", "remote", "add", "mirror", str(mirror)],
        ["git", "commit", "--quiet", "--allow-empty", "-m", "Begin"],
    ):
        subprocess.run(command, cwd=site, env={**os.environ, **who}, check=True)
    configured(site, {"remote_name": "mirror", "remote_branch": "live"})
    command = [sys.executable, "-m", "mkdocs", "gh-deploy"]
    subprocess.run(command, cwd=site, env=sites.environment(**who), check=True, capture_output=True)
    listed = subprocess.run(
        ["git", "ls-tree", "--name-only", "live"], cwd=mirror, check=True, capture_output=True, text=True
    ).stdout
    assert {"en", "zh", "index.html", "_headers"} <= set(listed.split())


# What is wrong with those that are honoured


WRONG = {
    "site_name: Kites": ("setting", "site_name: Kite Desk"),
    "site_name: [Kite Desk]": ("setting", "site_name: Kite Desk"),
    "docs_dir: ../docs": ("setting", "docs_dir: docs"),
    "docs_dir: docs/en": ("setting", "docs_dir: docs"),
    "site_dir: docs/site": ("setting", "site_dir: site"),
    "site_dir: .": ("setting", "site_dir: site"),
    "copyright: Copyright &copy; 2031 <a href='/'>Kites</a>": ("setting", "copyright: Copyright © 2031 Kites"),
    "copyright: '&copy; 2031: Kites'": ("setting", 'copyright: "© 2031: Kites"'),
    "dev_addr: 8000": ("setting", "dev_addr: 127.0.0.1:8000"),
    "dev_addr: 127.0.0.1:800000": ("setting", "dev_addr: 127.0.0.1:8000"),
    "theme.logo: assets/kit.svg": ("setting", "logo: assets/kite.svg"),
    "theme.favicon: assets/identity.css": ("setting", ""),
    "theme.logo: images/kite.svg": ("setting", "logo: assets/kite.svg"),
    "extra_css: [assets/identiti.css]": ("setting", "extra_css: [assets/identity.css]"),
    "extra_css: [https://styles.example/a.css]": ("setting", ""),
    "extra_css: assets/identity.css": ("setting", "extra_css: [assets/identity.css]"),
    "extra_javascript: [assets/fram.js]": ("setting", ""),
    "extra_javascript: [{path: assets/frame.js, typ: module}]": (
        "unknown-key",
        "type",
    ),
    "extra_javascript: [{path: assets/frame.js, type: text/javascript}]": ("setting", "module"),
    "extra_javascript: [{path: assets/frame.js, defer: often}]": ("setting", ""),
    "extra_javascript: [{defer: true}]": ("setting", ""),
    "strict: often": ("setting", ""),
    "watch: docs": ("setting", "watch: [docs]"),
    "watch: [[docs], {docs: overrides}]": ("setting", ""),
    "watch: [nothing.txt]": ("setting", ""),
    "hooks: [nothing.py]": ("setting", ""),
    "theme.custom_dir: nowhere": ("setting", ""),
    "remote_branch: [live]": ("setting", ""),
}


@pytest.mark.parametrize(("line", "rule", "write"), [(line, *wanted) for line, wanted in WRONG.items()], ids=WRONG)
def test_a_value_that_cannot_be_is_said_at_its_line(line: str, rule: str, write: str, bare: Path) -> None:
    name, _, value = line.partition(": ")
    found = read_site(configured(bare, {name: value}) / "mkdocs.yml")[1]
    assert {each.rule for each in found} == {rule}
    at = {
        (bare / "mkdocs.yml").read_text(encoding="utf-8").splitlines()[each.location.line - 1].strip() for each in found
    }
    assert at == {f"{name.rpartition('.')[2]}: {value}"}
    said = {str(each.suggestion).partition("\n")[0] for each in found}
    assert not write or said & {f"write the line: {write}", f"write here: {write}"}
    key, _, meant = write.partition(": ")
    if key == name.rpartition(".")[2]:
        assert problems(configured(bare, {name: meant})) == []


@pytest.mark.parametrize(
    ("setting", "write"),
    [
        ("site_name", "site_name: Kite Desk"),
        ("theme", "theme: {name: material, custom_dir: overrides}"),
        ("hooks", "hooks: [hooks/newsroom.py]"),
    ],
)
def test_what_a_site_cannot_be_without_is_asked_for(setting: str, write: str, bare: Path) -> None:
    file = bare / "mkdocs.yml"
    file.write_text(
        re.sub(rf"^{setting}:.*\n(  .*\n)*", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8"
    )
    [problem] = problems(bare)
    assert problem.startswith("setting: ")
    assert problem.endswith(f"add the line: {write}")


# Hooks of one's own


HOOKS = {
    "def on_page_markdown(markdown, **more): return markdown": ["on_page_markdown"],
    "async def on_nav(nav): pass\ndef on_env(env): pass": ["on_nav", "on_env"],
    "from elsewhere import on_files": ["on_files"],
    "from elsewhere import watched as on_post_page": ["on_post_page"],
    "from elsewhere import *": ["*"],
    "on_template_context = print": ["on_template_context"],
    "on_env: object = print": ["on_env"],
    "on_nav, on_env = print, print": ["on_nav", "on_env"],
    "import os\nif os.name:\n    def on_files(files): return files": ["on_files"],
    "try:\n    from elsewhere import on_nav\nexcept ImportError:\n    on_nav = None": ["on_nav"],
    "def made():\n    def on_page_markdown(): pass": [],
    "def on_confg(config): pass": ["on_confg"],
    "def on_config(config): pass": [],
    "def once(): pass\ndef on_post_build(config): pass": [],
    "class Page:\n    def on_nav(self): pass": [],
}


@pytest.mark.parametrize(("code", "events"), HOOKS.items(), ids=HOOKS)
def test_a_hook_that_waits_for_an_event_that_never_comes_is_refused(code: str, events: list[str], bare: Path) -> None:
    (bare / "own.py").write_text(f"{code}\n", encoding="utf-8")
    file = bare / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("newsroom.py\n", "newsroom.py\n  - own.py\n"), encoding="utf-8")
    found = read_site(file)[1]
    assert [each.rule for each in found] == ["setting"] * bool(events)
    for each in found:
        assert f"own.py: MkDocs makes no page here, and never calls {', '.join(events)}" in each.message
        assert each.location.source == "  - own.py"


@pytest.mark.parametrize("code", ["def on_config(:", "x = '\0'"])
def test_a_hook_that_is_no_python_is_said_before_it_is_run(code: str, bare: Path) -> None:
    (bare / "own.py").write_text(code, encoding="utf-8")
    file = bare / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("newsroom.py\n", "newsroom.py\n  - own.py\n"), encoding="utf-8")
    [problem] = problems(bare)
    assert problem.startswith("setting: own.py is not valid Python: ")


# The environment


def test_any_setting_may_come_from_the_environment(bare: Path) -> None:
    configured(bare, {"copyright": "!ENV [RIGHTS, OURS, '© Kites']", "strict": "!ENV STRICT"})
    for environment, line, strict in (
        ({}, "© Kites", False),
        ({"OURS": "© Ours", "STRICT": "true"}, "© Ours", True),
        ({"OURS": "© Ours", "RIGHTS": "© Rights"}, "© Rights", False),
    ):
        found, wrong = read_site(bare / "mkdocs.yml", environment=environment)
        assert found, wrong
        assert (found.settings.copyright and found.settings.copyright.plain, found.settings.strict) == (line, strict)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- site_name: Kites",
        "!ENV SITE",
        "theme: !ENV {a: b}\nextra: !ENV [X, {newsroom: {name: X}}]\nnav: !ENV\nhooks: !ENV [H, [a.py]]",
        "theme: [material]\nextra: [a]\nhooks: {a: b}\nextra_css: {a: b}\nsite_name: {a: b}\nsite_dir: {a: b}",
        "docs_dir: [a]\ncopyright: {a: b}\nextra_javascript: [[a], {a: [b]}]\ndev_addr: [a]\nplugins: !ENV X",
        "? [a]\n: b\n1: x\nextra: {newsroom: a}",
    ],
)
def test_whatever_stands_there_is_answered_with_messages(text: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    run = sites.newsdesk(tmp_path, "check")
    assert run.code == 2
    assert "mkdocs.yml:1:1: error[" in run.err


PLAIN = "https://mill.example/hub/"


@pytest.fixture
def plain(site: Path) -> Path:
    """A newsroom whose address is written out."""
    return configured(site, {"site_url": PLAIN})


def test_a_variable_takes_the_place_of_the_address(plain: Path) -> None:
    for environment, url in (({}, PLAIN), ({"SITE_URL": "https://kites.example"}, "https://kites.example/")):
        found, wrong = read_site(plain / "mkdocs.yml", environment=environment)
        assert found, wrong
        assert found.url == url


def test_an_address_that_mkdocs_cannot_read_is_a_message(plain: Path) -> None:
    run = sites.build(plain, SITE_URL="https://a[b/")
    assert run.code == 1
    assert "error[site-url]: SITE_URL must be a URL such as https://news.example/" in run.err
    assert f"| set the variable: SITE_URL={PLAIN}" in run.err
    assert "Traceback" not in run.err


# Other engines, and none


def test_properdocs_makes_the_same_bytes(built_newsroom: Path, site: Path) -> None:
    """Its own search, which is there where no plugin is named, is as silent as that of MkDocs."""
    file = site / "mkdocs.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("plugins: []\n", ""), encoding="utf-8")
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "-f", "mkdocs.yml"]
    run = subprocess.run(command, cwd=site, env=sites.environment(), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert sites.contents(site / "site") == sites.contents(built_newsroom / "site")


WITHOUT_MKDOCS = """\
import os, sys
from datetime import datetime
from pathlib import Path

class Refused:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("mkdocs", "properdocs"):
            raise ImportError(name)

sys.meta_path.insert(0, Refused())
from newsdesk import pipeline
from newsdesk.cli.main import main
from newsdesk.content.settings import read_site

site, problems = read_site(Path("mkdocs.yml"), environment=os.environ)
staging = Path("staging")
staging.mkdir()
built = pipeline.render_site(
    project=Path(),
    site=site,
    as_of=datetime.fromisoformat(os.environ["NEWSDESK_AS_OF"]),
    staging=staging.resolve(),
    published=Path("site"),
)
assert built.stories == 5
assert "material" not in sys.modules
main(["check", "--strict"])
"""


def test_the_core_needs_no_engine(built_newsroom: Path, site: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT_MKDOCS],
        cwd=site,
        env=sites.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert sites.contents(site / "staging") == sites.contents(built_newsroom / "site")
