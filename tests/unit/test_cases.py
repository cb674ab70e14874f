"""The tables in tests/cases: what goes in, what comes out."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter, ValidationError

import sites
from newsdesk import urls
from newsdesk.content.blocks import Manuscript
from newsdesk.content.types import AmountValue
from newsdesk.diagnostics import did_you_mean, nearest
from newsdesk.i18n import dates, typography
from newsdesk.i18n.dates import format_edtf, format_number
from newsdesk.i18n.languages import Language
from newsdesk.i18n.typed_dates import meant_dates, month_without_day

Row = dict[str, Any]


def table(name: str, part: str = "") -> list[Row]:
    """The rows of a table; every value is a string, as the newsdesk reads it."""
    rows = yaml.load((sites.CASES / f"{name}.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return rows[part] if part else rows


def of(rows: list[Row], key: str) -> pytest.MarkDecorator:
    """One test for each row that has `key`."""
    return pytest.mark.parametrize("row", [row for row in rows if key in row], ids=lambda row: ascii(row[key])[:40])


@of(table("edtf"), "edtf")
def test_a_date_is_as_exact_as_its_source(row: Row) -> None:
    when = dates.read_edtf(row["edtf"])
    assert [when.earliest, when.latest] == [date.fromisoformat(day) for day in row["days"]]
    assert format_edtf(when, Language.EN) == row["en"]
    assert format_edtf(when, Language.ZH) == row["zh"]


@of(table("edtf"), "order")
def test_of_one_beginning_what_is_known_better_comes_first(row: Row) -> None:
    assert sorted(row["order"], key=lambda text: dates.read_edtf(text).order) == row["order"]


@of(table("edtf"), "bad")
def test_what_is_no_date_is_refused(row: Row) -> None:
    with pytest.raises(ValueError, match=r".*"):
        dates.read_edtf(row["bad"])


@of(table("edtf-standard"), "taken")
def test_a_date_is_read_as_its_standard_says(row: Row) -> None:
    when = dates.read_edtf(row["taken"])
    assert [when.earliest, when.latest] == [date.fromisoformat(day) for day in row["days"]]
    assert (when.uncertain, when.approximate) == tuple(bool({*marks} & {*row["taken"]}) for marks in ("?%", "~%"))


@of(table("edtf-standard"), "refused")
def test_what_the_standard_has_beyond_dates_of_the_site_is_refused(row: Row) -> None:
    with pytest.raises(ValueError, match=r".*"):
        dates.read_edtf(row["refused"])


@of(table("typed-dates"), "typed")
def test_a_mistyped_date_is_understood_or_left_alone(row: Row) -> None:
    assert meant_dates(row["typed"]) == row["meant"]
    assert all(dates.read_edtf(meant).text == meant for meant in row["meant"])
    month = month_without_day(row["typed"])
    assert (month.text if month else "") == row.get("lacks", "")


@of(table("digests"), "same")
def test_digests_are_blind_to_layout(row: Row) -> None:
    assert len({Manuscript(["Title", "Summary"], body).stamp() for body in row["same"]}) == 1


@of(table("digests"), "other")
def test_digests_see_other_words(row: Row) -> None:
    assert len({Manuscript(["Title", "Summary"], body).stamp() for body in row["other"]}) == len(row["other"])


@of(table("typography", "minutes"), "minutes")
def test_han_and_words_are_counted_apart_and_added(row: Row) -> None:
    text = " ".join(f"{word} " * int(times) for word, times in re.findall(r"(\w+) × (\d+)", row["text"]))
    assert typography.reading_minutes(text) == int(row["minutes"])


@of(table("typography", "curled"), "typed")
def test_quotation_marks_are_curled(row: Row) -> None:
    assert typography.curl_quotes(row["typed"]) == row["set"]


@of(table("typography", "joined"), "typed")
def test_a_break_between_han_is_no_space(row: Row) -> None:
    assert typography.joined_lines(row["typed"]) == row["set"]


@of(table("addresses", "slugs"), "text")
def test_slugs_are_lower_case_ascii(row: Row) -> None:
    assert urls.is_slug(row["text"]) is (row["is"] == "true")


@of(table("addresses", "sources"), "path")
def test_the_path_is_the_address(row: Row) -> None:
    where = urls.of_source(row["path"])
    assert (where, urls.file_of(where), urls.to_root(where)) == (row["address"], row["file"], row["root"])


@of(table("addresses", "links"), "link")
def test_a_source_names_another(row: Row) -> None:
    assert urls.source_link(row["source"], row["target"]) == row["link"]
    assert urls.joined(row["source"], row["link"]) == row["target"]


@of(table("amounts"), "typed")
def test_a_figure_is_a_number(row: Row) -> None:
    assert dates.parse_compact_number(row["typed"]).number == Decimal(row["number"])


@of(table("amounts"), "bad")
def test_what_is_no_figure_is_refused(row: Row) -> None:
    with pytest.raises(ValueError, match=r".*"):
        dates.parse_compact_number(row["bad"])


@of(table("amounts"), "meant")
def test_what_is_written_instead_is_a_figure_of_the_same_value(row: Row) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(AmountValue).validate_python(row["bad"])
    [wrong] = refused.value.errors()
    assert wrong["ctx"]["cures"] == [row["meant"]] * bool(row["meant"])


@of(table("figures"), "number")
def test_a_number_is_written_as_newspapers_do(row: Row) -> None:
    for language in sites.LANGUAGES:
        assert format_number(Decimal(row["number"]), language) == row[language]


@of(table("nearest"), "near")
def test_did_you_mean(row: Row) -> None:
    assert nearest(row["name"], row["known"]) == row["near"]
    assert (row["near"] in did_you_mean(row["name"], row["known"])) is True


@of(table("typography", "clauses"), "headline")
def test_a_chinese_headline_is_broken_between_its_clauses(row: Row) -> None:
    assert typography.clauses_of(row["headline"]) == row["clauses"]
