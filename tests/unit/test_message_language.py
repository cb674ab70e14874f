"""Messages in the editor's language, from any folder and on any console."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sites
from newsdesk.cli.arguments import FILE_ARGUMENT
from newsdesk.cli.main import COMMANDS
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import language_from_environment
from newsdesk.i18n.typography import has_han, terminal_width
from newsdesk.preview import Preview, preview_settings

TWIN = "docs/en/news/2030/kite-museum-plan.md"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, Language.EN),
        ({"LANG": "zh_CN.UTF-8"}, Language.ZH),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, Language.EN),
        ({"LC_ALL": "", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, Language.ZH),
        ({"NEWSDESK_LANGUAGE": "zh", "LC_ALL": "en_US.UTF-8"}, Language.ZH),
        ({"NEWSDESK_LANGUAGE": "en", "LC_ALL": "zh_CN.UTF-8"}, Language.EN),
        ({"LANG": "ja_JP.UTF-8"}, Language.EN),
    ],
)
def test_the_language_is_that_of_the_environment(environment: dict[str, str], language: Language) -> None:
    assert language_from_environment(environment) is language


def test_what_is_asked_for_comes_before_the_environment(site: Path) -> None:
    assert "10 notes" in sites.newsdesk(site, "--language", "en", "check", NEWSDESK_LANGUAGE="zh").err
    assert "已检查：5篇报道" in sites.newsdesk(site, "check", NEWSDESK_LANGUAGE="zh").err


@pytest.mark.parametrize("language", sites.LANGUAGES)
def test_the_help_has_a_line_for_every_command(language: Language, site: Path) -> None:
    listed = sites.newsdesk(site, "--language", language, "--help").out
    for command in COMMANDS:
        (line,) = (each for each in listed.splitlines() if each.startswith(f"  {command} "))
        assert has_han(line) == (language is Language.ZH), line


def test_help_imports_no_command() -> None:
    code = (
        "import sys; from newsdesk.cli.main import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=True)
    modules = run.stdout.splitlines()[-1].split()
    assert "newsdesk.cli.main" in modules
    assert not {"newsdesk.cli.build", "newsdesk.content.loader", "pydantic"} & {*modules}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_is_set_for_a_terminal_of_80_terminal_width(command: str, site: Path) -> None:
    run = sites.newsdesk(site, "--language", "zh", command, "--help", COLUMNS="80")
    assert run.code == 0
    assert run.out.startswith("用法：newsdesk ")
    assert "选项：\n" in run.out
    assert [line for line in run.out.splitlines() if terminal_width(line) > 80] == []
    assert not re.search(r"[\u4e00-\u9fff，。；：] [\u4e00-\u9fff]|^\s*[，。；：、）]", run.out, re.MULTILINE)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["frob"], "没有命令'frob'"),
        (["check", "--frob"], "没有选项'--frob'"),
        (["stamp"], "缺少参数"),
        (["stamp", "docs"], "'docs'是文件夹"),
        (["stamp", "docs/index.md"], "错误：docs/index.md不是译文"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_chinese(asked: list[str], told: str, site: Path) -> None:
    run = sites.newsdesk(site, "--language", "zh", *asked)
    assert run.code == 2
    assert told in run.err


def test_problems_are_told_in_chinese_and_named_in_english(site: Path) -> None:
    sites.lay_over(site, sites.BROKEN / "date")
    run = sites.newsdesk(site, "--language", "zh", "check")
    assert "docs/en/news/2030/date.md:4:12: error[date]: published须为日期，如2014-02-19" in run.out
    assert "| 此处改为：2030-02-19" in run.out
    assert run.err.splitlines()[-1].startswith("2个错误")
    found = json.loads(sites.newsdesk(site, "--language", "zh", "check", "--format", "json").out)
    assert {(each["rule"], each["level"]) for each in found["problems"] if has_han(each["sentence"])} >= {
        ("date", "error")
    }
    assert set(found["looked_at"]) == {"stories", "withheld"}


def test_the_build_speaks_the_language_of_its_environment(site: Path) -> None:
    run = sites.build(sites.lay_over(site, sites.BROKEN / "date"), NEWSDESK_LANGUAGE="zh")
    assert run.code == 1
    assert "docs/en/news/2030/date.md:4:12: error[date]: published须为日期" in run.err
    assert "2个错误、10条提示；未写入任何内容，原网站保持不变" in run.err


def test_the_preview_speaks_the_language_of_the_page(site: Path) -> None:
    wrong = sites.lay_over(site, sites.BROKEN / "date") / "docs/en/news/2030/date.md"
    (site / "docs/zh/news/2030/day.md").write_bytes(wrong.read_bytes())
    shown = Preview(preview_settings(site, sites.identity_of(site)), sites.MOMENT)
    pages = [(shown.at(where) or b"").decode() for where in ("zh/news/2030/day/", "en/news/2030/date/")]
    assert ["published须为日期" in page for page in pages] == [True, False]
    assert ["published must be a date" in page for page in pages] == [False, True]


def test_paths_lead_from_the_current_folder_and_are_taken_as_they_are_told(site: Path) -> None:
    sites.lay_over(site, sites.BROKEN / "date")
    run = sites.newsdesk(site / "docs/zh", "check")
    assert "\n../en/news/2030/date.md:4:12: error[date]" in f"\n{run.out}"
    assert sites.newsdesk(site / "docs", "stamp", TWIN).out.startswith("en/news/2030/kite-museum-plan.md: translates")
    assert sites.newsdesk(site / "docs/en/news/2030", "stamp", "kite-museum-plan.md").code == 0
    assert FILE_ARGUMENT.name == "file"


@pytest.mark.parametrize(("encoding", "told"), [("cp437", "?"), ("cp936", "没有命令"), ("utf-8", "没有命令")])
def test_no_console_stops_it(encoding: str, told: str, site: Path) -> None:
    command = [sys.executable, "-m", "newsdesk", "--language", "zh", "frob"]
    environment = sites.environment(PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    done = subprocess.run(command, cwd=site, env=environment, capture_output=True, check=False)
    assert done.returncode == 2
    assert told in done.stderr.decode(encoding)
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stderr
