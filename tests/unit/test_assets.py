"""Assets are named by their content: what they ask for is named first, and a style sheet takes in what it imports."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sites
from newsdesk.content.assets import Assets, gather_assets, read_assets

HILL = "<svg xmlns='http://www.w3.org/2000/svg'/>"


def laid(folder: Path, files: Mapping[str, str]) -> Path:
    (folder / "assets").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / "assets" / name).write_text(text, encoding="utf-8")
    return folder


def assets(folder: Path, files: Mapping[str, str]) -> Assets:
    found, problems = gather_assets([laid(folder, files)])
    assert problems == []
    return Assets(found)


def test_a_name_holds_a_digest_of_the_content(tmp_path: Path) -> None:
    found = assets(tmp_path, {"hill.svg": HILL})
    assert found.address("hill.svg") == "assets/hill.a87cba1d08.svg"
    assert found.loaded(["hill.svg"]) == {"assets/hill.a87cba1d08.svg": HILL.encode()}


def test_what_asks_for_a_file_asks_for_its_new_name_and_changes_its_own(tmp_path: Path) -> None:
    files = {
        "open.js": 'const panel = () => import("./panel.js");',
        "panel.js": 'new Worker(new URL("./worker.js", import.meta.url));',
        "worker.js": "onmessage = () => {};",
    }
    before = assets(tmp_path, files)
    loaded = before.loaded(["open.js"])
    assert sorted(loaded) == sorted(map(before.address, files))
    for asking, asked in [("open.js", "panel.js"), ("panel.js", "worker.js")]:
        assert f'"./{before.named[asked].name}"' in before.named[asking].content.decode()
    after = assets(tmp_path, {"worker.js": "onmessage = null;"})
    assert all(before.address(name) != after.address(name) for name in files)


def test_a_sheet_takes_in_what_it_imports_in_that_order(tmp_path: Path) -> None:
    files = {
        "all.css": '@import "one.css";\n@import "paper.css" print;\np { color: red }\n',
        "one.css": '@import "two.css";\na { background: url("hill.svg") }',
        "two.css": "b { color: blue }\n",
        "paper.css": "i { color: black }\n",
        "hill.svg": HILL,
    }
    found = assets(tmp_path, files)
    assert found.named["all.css"].content.decode() == (
        f'b {{ color: blue }}\na {{ background: url("{found.named["hill.svg"].name}") }}\n'
        "@media print {\ni { color: black }\n}\np { color: red }\n"
    )
    assert sorted(found.loaded(["all.css"])) == [found.address("all.css"), found.address("hill.svg")]


def test_a_file_of_the_section_stands_in_for_one_of_the_theme(tmp_path: Path) -> None:
    section, theme = laid(tmp_path / "a", {"hill.svg": HILL}), laid(tmp_path / "b", {"hill.svg": "x", "all.css": ""})
    found, _ = gather_assets([section, theme])
    assert (found["hill.svg"].content, sorted(found)) == (HILL.encode(), ["all.css", "hill.svg"])


@pytest.mark.parametrize(
    "address", ["#shade", "../media/hill.png", "data:image/gif;base64,R0", "https://x.example/a.png", "/a.png"]
)
def test_what_is_no_asset_stays_as_it_was_written(tmp_path: Path, address: str) -> None:
    sheet = f"p {{ background: url({address}) }}"
    assert assets(tmp_path, {"all.css": sheet}).named["all.css"].content.decode() == sheet


@pytest.mark.parametrize(
    ("files", "place", "sentence", "cure"),
    [
        pytest.param(
            {"all.css": "p {}\np { background: url(hil.svg) }", "hill.svg": HILL},
            "all.css:2:21",
            'asset "hil.svg" does not exist',
            "write here: hill.svg",
            id="near",
        ),
        pytest.param(
            {"all.css": '@import "identity.css";'},
            "all.css:1:10",
            'asset "identity.css" does not exist',
            "add it to docs/assets/",
            id="far",
        ),
        pytest.param(
            {"a.js": 'import "./b.js";', "b.js": 'import "./a.js";'},
            "b.js:1:9",
            "circular reference a.js → b.js → a.js: a file named by its content hash cannot contain that name",
            "move the shared content into a third file",
            id="ring",
        ),
        pytest.param(
            {"a.css": '@import "a.css";'},
            "a.css:1:10",
            "circular reference a.css → a.css: a file named by its content hash cannot contain that name",
            "move the shared content into a third file",
            id="itself",
        ),
    ],
)
def test_a_wrong_reference_is_an_error_where_it_stands(
    tmp_path: Path, files: Mapping[str, str], place: str, sentence: str, cure: str
) -> None:
    _, [problem] = gather_assets([tmp_path / "docs", laid(tmp_path / "overrides", files)])
    where = f"{problem.location.path}:{problem.location.line}:{problem.location.column}"
    assert (problem.rule, where) == ("asset", f"overrides/assets/{place}")
    assert (str(problem.message), str(problem.suggestion)) == (sentence, cure)


def test_a_sheet_that_is_no_utf_8_is_an_error(tmp_path: Path) -> None:
    (laid(tmp_path, {}) / "assets/all.css").write_bytes("/* 风筝 */".encode("gbk"))
    assert [problem.rule for problem in gather_assets([tmp_path])[1]] == ["encoding"]


def test_a_template_that_asks_for_none_is_told_which(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match=r"no asset .serch\.js.; did you mean .search\.js."):
        assets(tmp_path, {"search.js": ""}).address("serch.js")


def test_only_what_pages_load_is_published(built_newsroom: Path) -> None:
    names = {path.name.partition(".")[0] for path in (built_newsroom / "site/assets").iterdir()}
    assert {"newsroom", "search", "search-panel", "search-worker", "timeline", "icon", "kite"} <= names
    assert not names & {"tokens", "base", "print", "identity"}


def test_the_theme_has_no_fault() -> None:
    _, problems = read_assets([sites.PROJECT / "docs", sites.PROJECT / "overrides"])
    assert problems == []


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3), min_size=1))
def test_every_name_follows_from_all_that_is_loaded(wanted: Mapping[str, list[str]]) -> None:
    """Files that ask for files after them in the alphabet: who changes one changes the names of those that load it."""
    with sites.TemporaryDirectory() as place:
        files = {
            f"{name}.js": "".join(f'import "./{other}.js";' for other in others if other in wanted and other > name)
            for name, others in wanted.items()
        }
        before = assets(Path(place), files)
        last = max(files)
        after = assets(Path(place), {last: "changed();"})
        for name in files:
            loads = last == name or last in before.named[name].loads
            assert (before.address(name) != after.address(name)) == loads
