"""Properties that hold for every value, and for every name in code, templates and registers."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from itertools import permutations
from posixpath import normpath
from random import Random

import yaml
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

import served
import sites
from newsdesk import urls
from newsdesk.content import blocks
from newsdesk.content.event import Event
from newsdesk.content.library import Library
from newsdesk.content.registers import Registers
from newsdesk.diagnostics import SourceLocation, error, format_diagnostic, sorted_diagnostics
from newsdesk.i18n import dates
from newsdesk.i18n.dates import format_day, format_edtf
from newsdesk.i18n.languages import Language
from newsdesk.i18n.messages import msg
from newsdesk.lint.interface_words import word_uses
from newsdesk.outputs.registry import all_outputs, output_of, permanent_addresses
from newsdesk.pages import timeline
from newsdesk.pages.registry import all_addresses, all_pages, page_kinds
from newsdesk.pages.view import View

NOW = datetime(2026, 11, 30, 12)
"""A moment at which all of docs/ is published."""

SLUGS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True).filter(lambda slug: slug != "index")
PATHS = st.lists(SLUGS, min_size=1, max_size=4).map("/".join)
DAYS = st.builds("{:.{}}".format, st.dates().map(lambda day: day.isoformat()), st.sampled_from([4, 7, 10]))
SEASONS = st.builds("{:04}-{}".format, st.integers(1, 9998), st.integers(21, 24))
MARKED = st.builds("{}{}".format, DAYS, st.sampled_from("~?%"))
SPANS = st.tuples(st.dates(), st.dates()).map(lambda ends: "{}/{}".format(*sorted(ends)))
DATES = st.one_of(DAYS, SPANS, SEASONS, MARKED, DAYS.map("{}/..".format), DAYS.map("../{}".format))
HAN = st.text(alphabet="风筝松桥起飞了，。“”：——（）《》", min_size=1, max_size=30)


@given(PATHS)
def test_every_source_has_one_address_and_one_file(path: str) -> None:
    where = urls.of_source(f"{path}.md")
    assert where == urls.of_source(f"{path}/index.md")
    assert urls.file_of(where) == f"{path}/index.html"


@given(PATHS)
def test_the_way_to_the_root_leads_there(path: str) -> None:
    where = urls.of_source(f"{path}.md")
    assert normpath(f"/{where}{urls.to_root(where)}") == "/"


@given(PATHS, PATHS)
def test_a_link_between_sources_leads_to_its_target(source: str, target: str) -> None:
    assert urls.joined(f"{source}.md", urls.source_link(f"{source}.md", f"{target}.md")) == f"{target}.md"


@given(DATES, DATES)
def test_dates_have_one_order_that_agrees_with_their_earliest_day(one: str, other: str) -> None:
    first, second = dates.read_edtf(one), dates.read_edtf(other)
    assert first.text == one
    assert first.earliest <= first.latest
    assert (first.order == second.order) is (one == other)
    if first.earliest < second.earliest:
        assert first.order < second.order


@given(st.lists(DATES, min_size=3, max_size=3))
def test_the_order_of_dates_is_total_and_transitive(texts: list[str]) -> None:
    orders = [dates.read_edtf(text).order for text in texts]
    for one, other in permutations(orders, 2):
        assert (one < other) + (other < one) + (one == other) == 1
    first, second, third = orders
    if first <= second <= third:
        assert first <= third


@given(st.lists(DATES, unique=True, max_size=12), st.randoms())
def test_every_language_lists_events_in_one_order(texts: list[str], dice: Random) -> None:
    events = {f"2014/event-{number}": _event(text) for number, text in enumerate(texts)}
    shuffled = dict(dice.sample(sorted(events.items()), len(events)))
    listed = [_listed(found, language) for found in (events, shuffled) for language in sites.LANGUAGES]
    assert listed == listed[:1] * 4


def _event(when: str) -> Event:
    words = {"en": "Kites", "zh": "风筝"}
    return Event.model_validate({"title": words, "when": when, "sources": ["paper"]})


def _listed(events: Mapping[str, Event], language: Language) -> list[str]:
    library = Library(registers=Registers(events=events), stories=[])
    found = timeline.timeline_entries(library.all_events.items(), library, language)
    return [entry.event.address.removeprefix(language) for entry in found]


@given(DATES)
def test_a_date_for_html_is_a_day_a_month_or_a_year(text: str) -> None:
    when = dates.read_edtf(text)
    assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", when.html)
    assert bool(when.html) == (text in {when.html, f"{when.html}/{when.html}"})


@given(DATES)
def test_every_date_has_words_in_every_language(text: str) -> None:
    for language in sites.LANGUAGES:
        assert re.search(r"\d", format_edtf(dates.read_edtf(text), language))


@given(st.dates())
def test_the_words_of_a_day_are_those_of_cldr(day: date) -> None:
    for language in sites.LANGUAGES:
        assert format_day(day, language) == format_date(day, format="long", locale=language.locale)


@given(st.text(alphabet="0123456789-/.~?%T: X", max_size=24))
def test_what_is_no_date_is_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert dates.read_edtf(text).text == text


@given(st.text(alphabet="0123456789.,万亿 bilonm", max_size=12))
def test_what_is_no_figure_is_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert dates.parse_compact_number(text).number >= 0


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=12), st.data())
def test_digests_are_blind_to_wrapping_between_words(words: list[str], data: st.DataObject) -> None:
    breaks = [data.draw(st.sampled_from([" ", "\n", "  \n  "])) for _ in words]
    wrapped = "".join(word + end for word, end in zip(words, breaks, strict=True))
    assert blocks.digest(wrapped) == blocks.digest(" ".join(words))


@given(HAN, st.integers(0, 30))
def test_digests_are_blind_to_wrapping_between_han(text: str, at: int) -> None:
    wrapped = f"{text[:at]}\n{text[at:]}"
    assert blocks.digest(wrapped) == blocks.digest(text)


@given(
    st.lists(
        st.builds(
            error, st.sampled_from(("alt", "date")), st.builds(SourceLocation, path=st.sampled_from("xy")), st.text()
        )
    )
)
def test_problems_stand_in_one_order_each_said_once(problems: list) -> None:
    ordered = sorted_diagnostics(problems)
    assert ordered == sorted_diagnostics(reversed(problems))
    assert set(ordered) == set(problems)
    assert len(ordered) == len(set(problems))


@given(st.text(alphabet="a风\t ", max_size=20), st.integers(1, 30), st.integers(1, 30))
def test_every_problem_can_be_framed(source: str, column: int, length: int) -> None:
    place = SourceLocation(path="x", column=column, length=length, source=source)
    assert format_diagnostic(error("date", place, msg("a sentence"), msg("a cure"))).endswith("| a cure")


def every_view(view: type[View] = View) -> Iterator[type[View]]:
    """All kinds of page."""
    for kind in view.__subclasses__():
        yield kind
        yield from every_view(kind)


def test_every_view_has_its_template_and_every_template_its_view() -> None:
    assert len(page_kinds()) > 10
    named = {view.template() for view in every_view()}
    there = {path.name for path in (sites.PROJECT / "overrides").glob("*.html")} - {"base.html"}
    assert named == there


def test_every_kind_of_page_is_among_those_that_browsers_look_at(library: Library) -> None:
    seen: set[type[View]] = set()
    for name, folder, found in (
        ("docs", sites.PROJECT, sites.library(sites.PROJECT, NOW)),
        ("newsroom", sites.NEWSROOM, library),
    ):
        shown = {where for site, where in served.PAGES if site == name}
        for batch in all_pages(found, sites.identity_of(folder, "https://kites.example/")):
            if not shown.isdisjoint(batch.addresses):
                seen |= {type(view) for view in batch.make() if view.address in shown}
    assert {kind.view for kind in page_kinds()} <= seen


def test_what_a_kind_of_file_makes_is_of_its_path(library: Library) -> None:
    identity = sites.identity_of(sites.NEWSROOM)
    for output in all_outputs():
        for where, _ in output.files(library, identity):
            assert output_of(where) is output


def test_what_comes_and_goes_with_what_is_listed_is_promised_to_nobody(library: Library) -> None:
    identity = sites.identity_of(sites.NEWSROOM)
    promised, stands = set(permanent_addresses(library, identity)), all_addresses(library, identity)
    lists = {where for where in stands if "/page/" in where or "/with-" in where or re.search(r"/news/\d+/$", where)}
    assert {"en/news/page/2/", "zh/news/2030/", "en/news/2030/kite-school-opens/with-zh/"} < lists
    assert promised.isdisjoint(lists)
    assert {"en/", "zh/news/", "en/tags/mill/", "zh/series/fair/", "en/feed.xml", "zh/calendar.ics"} < promised


def interface() -> dict[str, dict[str, str]]:
    path = sites.PROJECT / "docs/registers/interface.yml"
    return yaml.safe_load(path.read_text("utf-8"))


def test_the_register_has_the_words_that_are_asked_for_and_no_others() -> None:
    asked = {use.key for use in word_uses(sites.identity_of(sites.PROJECT))}
    assert len(asked) > 150
    assert set(interface()) == asked


def test_the_languages_of_a_word_are_filled_in_alike() -> None:
    for key, words in interface().items():
        fields = {language: set(re.findall(r"{(\w+)}", text)) for language, text in words.items()}
        assert fields["en"] == fields["zh"], key
