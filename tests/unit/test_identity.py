"""The site's identity in mkdocs.yml, and the one clock."""

from datetime import datetime
from pathlib import Path

import pytest

import sites
from newsdesk.reading.clock import now


def said(site: Path, old: str, new: str) -> sites.Run:
    """What `newsdesk check` says once `old` is `new` in mkdocs.yml."""
    path = site / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return sites.newsdesk(site, "check")


def test_without_an_identity_nothing_can_be_checked(site: Path) -> None:
    run = said(site, "newsroom:", "elsewhere:")
    assert run.code == 2
    assert "error[configuration]: the configuration must describe the site below extra: newsroom:" in run.err


def test_an_unknown_zone_is_shown_at_its_line(site: Path) -> None:
    run = said(site, "Asia/Shanghai", "Asia/Pinebridge")
    assert run.code == 2
    sentence = 'error[zone]: zone must be an IANA time zone such as Europe/Paris; found "Asia/Pinebridge"'
    assert f"mkdocs.yml:26:11: {sentence}" in run.err


@pytest.mark.parametrize("authority", ["kites.example", "kites.example,29", "https://kites.example,2029"])
def test_an_authority_is_a_host_and_a_year(site: Path, authority: str) -> None:
    run = said(site, "kites.example,2029", authority)
    assert run.code == 2
    assert f'authority must be a host and a year such as news.example,2026; found "{authority}"' in run.err


def test_an_unknown_key_is_shown_at_its_line(site: Path) -> None:
    run = said(site, "page_size: 3", "pagesize: 3")
    assert run.code == 2
    assert 'mkdocs.yml:27:5: error[unknown-key]: unknown key "pagesize"; did you mean "page_size"?' in run.err


def test_outside_a_checkout_the_command_says_where_to_go(tmp_path: Path) -> None:
    run = sites.newsdesk(tmp_path, "check")
    assert run.code == 2
    assert "there is no mkdocs.yml" in run.err


@pytest.mark.parametrize(
    ("environment", "moment"),
    [
        ({"NEWSDESK_AS_OF": "2031-06-01"}, "2031-06-01T00:00"),
        ({"NEWSDESK_AS_OF": "2031-06-01T18:30"}, "2031-06-01T18:30"),
        ({"NEWSDESK_AS_OF": "2031-06-01T18:30Z"}, "2031-06-02T02:30"),
        ({"NEWSDESK_AS_OF": "2031-06-01", "SOURCE_DATE_EPOCH": "0"}, "2031-06-01T00:00"),
        ({"SOURCE_DATE_EPOCH": "0"}, "1970-01-01T08:00"),
    ],
)
def test_the_clock_is_what_the_environment_says(environment: dict[str, str], moment: str) -> None:
    assert now(environment, "Asia/Shanghai") == datetime.fromisoformat(moment)


def test_the_clock_is_now_in_the_zone_of_the_site_where_nobody_says() -> None:
    ahead = now({}, "Asia/Shanghai") - now({}, "UTC")
    assert round(ahead.total_seconds() / 3600) == 8


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"NEWSDESK_AS_OF": "tomorrow"}, 'NEWSDESK_AS_OF must be a day such as 2026-11-25; found "tomorrow"'),
        ({"SOURCE_DATE_EPOCH": "soon"}, 'SOURCE_DATE_EPOCH must be seconds; found "soon"'),
        ({"SOURCE_DATE_EPOCH": "9" * 30}, f'SOURCE_DATE_EPOCH must be seconds; found "{"9" * 30}"'),
        (
            {"NEWSDESK_AS_OF": "9999-12-31T23:00-12:00"},
            'NEWSDESK_AS_OF must be a day such as 2026-11-25; found "9999-12-31T23:00-12:00"',
        ),
    ],
)
def test_a_clock_that_cannot_be_read_says_so(environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(ValueError, match="must be") as wrong:
        now(environment, "Asia/Shanghai")
    assert str(wrong.value) == sentence


def test_a_clock_that_cannot_be_read_stops_the_command(site: Path) -> None:
    run = sites.newsdesk(site, "check", NEWSDESK_AS_OF="soon")
    assert run.code == 2
    assert "NEWSDESK_AS_OF must be a day" in run.err
