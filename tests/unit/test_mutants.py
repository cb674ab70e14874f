"""The list of mutants: each has one place in the code, and tests that are there."""

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
            assert (sites.PROJECT / test.partition("::")[0]).is_file(), mutant.name


@pytest.mark.parametrize(("find", "times"), [("no such text", 0), ("b", 2), ("c", 2)])
def test_a_text_that_is_found_nowhere_or_twice_is_an_error(find: str, times: int) -> None:
    mutant = mutants.Mutant(name="it", breaks="", find=find, put="", tests=())
    code = {sites.PROJECT / "one.py": "a b b", sites.PROJECT / "other.py": "c", sites.PROJECT / "third.py": "c"}
    with pytest.raises(ValueError, match=f"it: found {times} times"):
        mutant.place(code)
