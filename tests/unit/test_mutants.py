"""The list of mutants: each has one place in the code, and tests that are there."""

from pathlib import Path

import pytest

import mutants
import sites

MUTANTS = mutants.listed()


def test_each_has_a_name_of_its_own_and_says_what_it_breaks() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS) >= 36
    assert [mutant.name for mutant in MUTANTS if not mutant.breaks or "|" in mutant.breaks] == []


def test_each_stands_once_in_the_code_and_changes_it() -> None:
    code = mutants.code_of(sites.PROJECT)
    for mutant in MUTANTS:
        text = code[mutant.place(code)]
        assert text.replace(mutant.find, mutant.put) != text, mutant.name


def test_each_is_held_by_tests_that_are_there() -> None:
    for mutant in MUTANTS:
        assert mutant.tests, mutant.name
        for test in mutant.tests:
            path, _, name = test.partition("[")[0].partition("::")
            assert f"def {name}" in (sites.PROJECT / path).read_text(encoding="utf-8"), mutant.name


@pytest.mark.parametrize(("find", "times"), [("no such text", 0), ("b", 2), ("c", 2)])
def test_a_text_that_is_found_nowhere_or_twice_is_an_error(find: str, times: int) -> None:
    mutant = mutants.Mutant(name="it", breaks="", find=find, put="", tests=())
    code = {sites.PROJECT / "one.py": "a b b", sites.PROJECT / "other.py": "c", sites.PROJECT / "third.py": "c"}
    with pytest.raises(ValueError, match=f"it: found {times} times"):
        mutant.place(code)


def test_a_mutant_is_caught_or_survives_in_a_copy(tmp_path: Path) -> None:
    code = tmp_path / "hooks/kites.py"
    for path, text in (
        (code, "HEIGHT = 30\nWIDTH = 20\n"),
        (tmp_path / "tests/test_kites.py", "import kites\n\n\ndef test_height():\n    assert kites.HEIGHT == 30\n"),
    ):
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    found = [
        mutants.catches(mutants.Mutant(name="it", breaks="", find=find, put="7", tests=["tests"]), tmp_path)
        for find in ("30", "20")
    ]
    assert found == ["tests/test_kites.py::test_height", ""]
    assert code.read_text(encoding="utf-8") == "HEIGHT = 30\nWIDTH = 20\n"
