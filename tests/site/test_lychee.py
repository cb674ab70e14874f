"""lychee, as a second opinion on every link, asset and fragment: https://lychee.cli.rs

It stays offline; the site's own absolute addresses (canonical, translations)
are mapped to the folder, so that they are held too.
"""

import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import served

INDEX = "en/index.html"

LYCHEE = str(Path(sys.executable).with_name("lychee"))


@cache
def lychee(host: Path, root: str = "/") -> dict[str, Any]:
    """What lychee says of the site that lies below `root` in the folder of a host."""
    site = host / root.strip("/")
    pages = sorted(str(path) for path in site.rglob("*.html"))
    command = [LYCHEE, "--offline", "--include-fragments", "--no-progress", "--format", "json"]
    command += ["--root-dir", str(host), "--index-files", "index.html", "--files-from", "-"]
    command += ["--remap", f"^{served.HOST}{root}(.*)$ {site.as_uri()}/$1"]
    done = subprocess.run(
        command, input="\n".join(pages), cwd=host, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode in (0, 2), done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    print(f"lychee looked at {said['total']} links of {len(pages)} pages, {said['remaps']} absolute")  # noqa: T201
    return said


@pytest.fixture(params=["/", "/hub/"])
def host(request: pytest.FixtureRequest) -> tuple[Path, str]:
    """The folder of a host, and the path below which the site lies in it."""
    return request.getfixturevalue("at_root" if request.param == "/" else "below_hub"), request.param


def test_lychee_finds_nothing(host: tuple[Path, str]) -> None:
    said = lychee(*host)
    assert said["error_map"] == {}
    assert (said["errors"], said["timeouts"], said["unknown"]) == (0, 0, 0)
    assert said["successful"] > 2000
    assert said["remaps"] > 200


def test_lychee_leaves_out_only_other_hosts(host: tuple[Path, str]) -> None:
    left_out = [each["url"] for excluded in lychee(*host)["excluded_map"].values() for each in excluded]
    assert left_out
    assert [url for url in left_out if not url.startswith("http") or url.startswith(served.HOST)] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('href="../en/news/"', 'href="../en/nwes/"', id="link"),
        pytest.param('href="#content"', 'href="#contnet"', id="fragment"),
        pytest.param('href="../assets/newsroom.', 'href="../assets/newsrom.', id="asset"),
        pytest.param(
            f'rel="canonical" href="{served.HOST}/en/"', f'rel="canonical" href="{served.HOST}/ne/"', id="own"
        ),
    ],
)
def test_lychee_finds_a_seeded_fault(at_root: Path, tmp_path: Path, old: str, new: str) -> None:
    shutil.copytree(at_root, tmp_path / "site")
    page = tmp_path / "site" / INDEX
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert list(lychee(tmp_path / "site")["error_map"]) == [str(page)]
