"""The calendars of the real site, as ical.js finds them."""

import json
import subprocess
from pathlib import Path

import served


def test_every_calendar_of_the_site_is_read_and_holds_each_event_once(at_root: Path) -> None:
    files = sorted(at_root.rglob("*.ics"))
    assert len(files) > 100
    lines = [json.dumps(file.read_bytes().decode()) for file in files]
    command = ["node", str(served.PROJECT / "tests/calendars.mjs")]
    done = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(files)
    ids = {}
    for file, calendar in zip(files, found, strict=True):
        name = file.relative_to(at_root).as_posix()
        ids[name] = [dict(properties)["uid"][0] for _, properties, _ in calendar["parts"]]
        assert len(set(ids[name])) == len(ids[name])
    for language in served.LANGUAGES:
        everything = ids.pop(f"{language}/calendar.ics")
        single = [each for name, (each, *_) in ids.items() if name.startswith(language) and name.endswith("/event.ics")]
        assert sorted(everything) == sorted(single)
        editions = ids.pop(f"{language}/summit/calendar.ics")
        assert set(editions) < set(everything)
        assert all("events/summit/" in each for each in editions)


def test_what_has_no_exact_day_says_so_and_is_in_no_calendar(at_root: Path) -> None:
    pages = sorted(at_root.glob("en/events/*/*/index.html"))
    without = [page for page in pages if not page.with_name("event.ics").exists()]
    assert without
    for page in pages:
        said = "No day is known that could stand in a calendar." in page.read_text(encoding="utf-8")
        assert said is (page in without), page
