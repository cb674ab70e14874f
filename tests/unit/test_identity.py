"""The site's identity in mkdocs.yml, and the one clock."""

import re
from datetime import datetime
from pathlib import Path

import pytest

import sites
from newsdesk.content.settings import read_site
from newsdesk.content.site import now


def said(site: Path, old: str, new: str) -> sites.Run:
    """What `newsdesk check` says once `old` is `new` in mkdocs.yml."""
    path = site / "mkdocs.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return sites.newsdesk(site, "check")


def test_without_an_identity_nothing_can_be_checked(site: Path) -> None:
    run = said(site, "newsroom:", "elsewhere:")
    assert run.code == 2
    assert "error[configuration]: the configuration must describe the site under extra: newsroom:" in run.err


def test_an_unknown_zone_is_shown_at_its_line(site: Path) -> None:
    run = said(site, "Asia/Shanghai", "Asia/Pinebridge")
    assert run.code == 2
    sentence = 'error[zone]: zone must be an IANA time zone such as Europe/Paris; found "Asia/Pinebridge"'
    assert f"mkdocs.yml:26:11: {sentence}" in run.err


@pytest.mark.parametrize("authority", ["kites.example", "kites.example,29", "https://kites.example,2029"])
def test_an_authority_is_a_host_and_a_year(site: Path, authority: str) -> None:
    run = said(site, "kites.example,2029", authority)
    assert run.code == 2
    assert f'authority must be a host name and a year such as news.example,2026; found "{authority}"' in run.err


def test_an_unknown_key_is_shown_at_its_line(site: Path) -> None:
    run = said(site, "page_size: 3", "pagesize: 3")
    assert run.code == 2
    assert 'mkdocs.yml:27:5: error[unknown-key]: unknown field "pagesize"; did you mean "page_size"?' in run.err


def test_outside_a_checkout_the_command_says_where_to_go(tmp_path: Path) -> None:
    run = sites.newsdesk(tmp_path, "check")
    assert run.code == 2
    assert "no mkdocs.yml in" in run.err


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
        ({"NEWSDESK_AS_OF": "tomorrow"}, 'NEWSDESK_AS_OF must be a date such as 2026-11-25; found "tomorrow"'),
        ({"SOURCE_DATE_EPOCH": "soon"}, 'SOURCE_DATE_EPOCH must be seconds; found "soon"'),
        ({"SOURCE_DATE_EPOCH": "9" * 30}, f'SOURCE_DATE_EPOCH must be seconds; found "{"9" * 30}"'),
        (
            {"NEWSDESK_AS_OF": "9999-12-31T23:00-12:00"},
            'NEWSDESK_AS_OF must be a date such as 2026-11-25; found "9999-12-31T23:00-12:00"',
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
    assert "NEWSDESK_AS_OF must be a date" in run.err


NAMED = 'site_url: !ENV [SITE_URL, "https://kites.example/"]'
ADDRESS = (
    " must be a URL such as https://news.example/ or https://news.example/hub/, "
    "without spaces, quotation marks, user name, query or fragment; found "
)
UNREACHABLE = " must be a URL that readers can reach; found "


@pytest.mark.parametrize(
    ("url", "must", "meant"),
    [
        ("", ADDRESS, "https://kites.example/"),
        (" ", ADDRESS, "https://kites.example/"),
        ("https://kites .example/", ADDRESS, "https://kites.example/"),
        ('https://mill.example/"><p>', ADDRESS, "https://kites.example/"),
        ("https://mill.example/o'hara/", ADDRESS, "https://kites.example/"),
        ("https://mill.example/\u200bhub/", ADDRESS, "https://kites.example/"),
        ("https://mill.example//hub/", ADDRESS, "https://kites.example/"),
        ("https://mill.example:99999/", ADDRESS, "https://kites.example/"),
        ("https://mill.example/a/../b/", ADDRESS, "https://kites.example/"),
        ("https://mill.example/%2E/", ADDRESS, "https://kites.example/"),
        ("https://mill.example:/", ADDRESS, "https://kites.example/"),
        ("https://mi[ll.example/", ADDRESS, "https://kites.example/"),
        ("https://[::1.]/", ADDRESS, "https://kites.example/"),
        ("https://mill.example/%zz/", ADDRESS, "https://kites.example/"),
        ("https://mill.example/%E9%9/", ADDRESS, "https://kites.example/"),
        ("https://mill.example/100%", ADDRESS, "https://kites.example/"),
        ("ftp://mill.example/", ADDRESS, "https://kites.example/"),
        ("https://", ADDRESS, "https://kites.example/"),
        ("mill.example", ADDRESS, "https://mill.example/"),
        ("http:/mill.example/hub", ADDRESS, "http://mill.example/hub/"),
        ("https：//mill.example/", ADDRESS, "https://mill.example/"),
        ("https://ada:secret@mill.example/", ADDRESS, "https://mill.example/"),
        ("https://mill.example/hub/?page=1", ADDRESS, "https://mill.example/hub/"),
        ("https://mill.example/#top", ADDRESS, "https://mill.example/"),
        *(
            (f"http://{host}/", UNREACHABLE, "https://kites.example/")
            for host in (
                "localhost:8000",
                "desk.localhost",
                "LOCALHOST.",
                "127.0.0.1:8000",
                "127.1",
                "0",
                "192.168.1.5",
                "[::1]:8000",
                "[::]",
                "[::ffff:127.0.0.1]",
                "mill..example",
                "intranet",
                "intranet.:8000",
                "mill.local",
                "kites.internal",
                "KITES.INTERNAL.",
                "kites.home.arpa",
                "-mill.example",
                "mill-.example",
                "mill.-example",
                f"{'m' * 64}.example",
            )
        ),
    ],
)
def test_an_address_that_no_reader_can_open_is_no_address_of_a_site(
    site: Path, url: str, must: str, meant: str
) -> None:
    """The cure holds: what it says to write is taken."""
    run = sites.newsdesk(site, "build", SITE_URL=url)
    assert (run.code, run.out) == (2, "")
    assert f'mkdocs.yml:3:11: error[site-url]: SITE_URL{must}"{url}"' in run.err
    assert f"| set the variable: SITE_URL={meant}\n" in run.err
    assert read_site(site / "mkdocs.yml", environment={"SITE_URL": meant})[1] == []
    assert not (site / "site").exists()


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("https://mill.example", "https://mill.example/"),
        ("https://mill.example/hub", "https://mill.example/hub/"),
        ("http://mill.example:8080/hub/", "http://mill.example:8080/hub/"),
        ("https://风筝.example/专栏", "https://风筝.example/专栏/"),
        ("https://localhost.example/", "https://localhost.example/"),
        ("https://local.internal.example/", "https://local.internal.example/"),
        ("https://my-internal.example/", "https://my-internal.example/"),
        ("https://kites.notlocal/", "https://kites.notlocal/"),
        ("https://kites.my-local/", "https://kites.my-local/"),
        ("https://desk_1.mill.example./", "https://desk_1.mill.example./"),
        ("https://mill.example/%E9%A3%8E/", "https://mill.example/%E9%A3%8E/"),
        ("https://203.0.114.7/", "https://203.0.114.7/"),
        ("http://[2606:4700::1]/", "http://[2606:4700::1]/"),
    ],
)
def test_a_site_stands_at_any_address_that_readers_can_open(site: Path, url: str, home: str) -> None:
    found, problems = read_site(site / "mkdocs.yml", environment={"SITE_URL": url})
    assert problems == []
    assert found
    assert found.url == home


@pytest.mark.parametrize(
    ("line", "place", "cure"),
    [
        ("site_url: http://localhost:8000/", "3:11", "site_url: https://news.example/"),
        ('site_url: !ENV [SITE_URL, "kites.example"]', "3:11", 'site_url: !ENV [SITE_URL, "https://kites.example/"]'),
        ("site_url: !ENV SITE_URL", "3:11", "site_url: https://news.example/"),
        ("site_url: [https://kites.example/]", "3:11", "site_url: https://news.example/"),
        ("site_url:", "3:1", "site_url: https://news.example/"),
        ("# nowhere", "1:1", "site_url: https://news.example/"),
    ],
)
def test_what_is_wrong_with_the_address_in_mkdocs_yml_is_shown_at_its_line(
    site: Path, line: str, place: str, cure: str
) -> None:
    run = said(site, NAMED, line)
    assert run.code == 2
    assert f"mkdocs.yml:{place}: error[site-url]: site_url must be a URL " in run.err
    assert f"| write the line: {cure}\n" in run.err
    assert said(site, line, cure).code == 0


def test_a_variable_alone_may_say_where_the_site_stands(site: Path) -> None:
    configuration = site / "mkdocs.yml"
    configuration.write_text(
        configuration.read_text(encoding="utf-8").replace(NAMED, "site_url: !ENV SITE_URL"), encoding="utf-8"
    )
    found, problems = read_site(configuration, environment={"SITE_URL": "https://mill.example/"})
    assert problems == []
    assert found
    assert found.url == "https://mill.example/"


def test_the_preview_may_stand_where_no_reader_comes(site: Path) -> None:
    found, problems = read_site(site / "mkdocs.yml", "http://127.0.0.1:8000/", {"SITE_URL": ""})
    assert problems == []
    assert found
    assert found.url == "http://127.0.0.1:8000/"


LIST = "plugins must be a literal list of names, such as [search]"
SETTINGS = "search settings would have no effect: newsdesk generates the search index itself"


@pytest.mark.parametrize(
    ("plugins", "place"),
    [
        ("plugins: [search, tags]", "12:19"),
        ("plugins:\n  - search\n  - blog:\n      blog_dir: .", "14:5"),
        ("plugins:\n  social: {}", "13:3"),
    ],
)
def test_a_plugin_that_would_not_run_is_refused_at_its_line(site: Path, plugins: str, place: str) -> None:
    run = said(site, "plugins: []", plugins)
    assert run.code == 2
    name = re.split(r"\W+", run.err.partition('plugin "')[2])[0]
    assert f"mkdocs.yml:{place}: error[plugin]: " in run.err
    assert name in plugins
    assert "MkDocs calls plugins only for pages it generates" in run.err


@pytest.mark.parametrize(
    ("plugins", "place", "sentence"),
    [
        ("plugins: search", "12:10", LIST),
        ('plugins: ""', "12:10", LIST),
        ("plugins: 5", "12:10", LIST),
        ("plugins: [[search]]", "12:11", LIST),
        ('plugins: [search, ""]', "12:19", LIST),
        ("plugins: !ENV PLUGINS", "12:10", LIST),
        ("plugins: !ENV [PLUGINS, [search]]", "12:10", LIST),
        ("plugins:\n  - !ENV [PLUGIN, search]", "13:5", LIST),
        ("plugins:\n  - !ENV PLUGIN", "13:5", LIST),
        ("plugins: {search: {lang: zh}}", "12:11", SETTINGS),
    ],
)
def test_what_no_list_of_plugins_is_has_a_cure_that_is_taken(
    site: Path, plugins: str, place: str, sentence: str
) -> None:
    run = said(site, "plugins: []", plugins)
    assert run.code == 2
    assert f"mkdocs.yml:{place}: error[plugin]: {sentence}\n" in run.err
    [cure] = re.findall(r"\| write the setting: (.+)\n", run.err)
    of_an_entry = {
        "plugins:\n  - search:\n      lang: zh": "- search",
        "plugins:\n  - material/search: zh": "- material/search",
    }
    assert cure == of_an_entry.get(plugins, "plugins: [search]")
    assert said(site, plugins, f"plugins:\n  {cure}" if cure.startswith("- ") else cure).code == 0


@pytest.mark.parametrize("plugins", ["plugins:", "plugins: {search: {}}", "plugins:\n  - search:", "plugins: [search]"])
def test_the_search_may_be_named_in_every_way_that_mkdocs_takes(site: Path, plugins: str) -> None:
    assert said(site, "plugins: []", plugins).code == 0
    assert sites.build(site).code == 0


def test_all_that_is_wrong_in_mkdocs_yml_is_said_at_once(site: Path) -> None:
    configuration = site / "mkdocs.yml"
    text = configuration.read_text(encoding="utf-8")
    for old, new in ((NAMED, ""), ("plugins: []", "plugins: [tags]"), ("Asia/Shanghai", "Asia/Pinebridge")):
        text = text.replace(old, new)
    configuration.write_text(text, encoding="utf-8")
    run = sites.newsdesk(site, "build")
    assert re.findall(r"error\[([\w-]+)\]", run.err) == ["site-url", "plugin", "zone"]
