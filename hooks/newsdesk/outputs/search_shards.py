"""Shards of a search index: the pages of some years, indexed together and apart from others.

An edit makes only its own shard again, and the indexer needs memory for one shard at a time. A reader downloads a part
of each for every word, so shards are few.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import count

MAX_PAGES = 1500
"""Maximum number of pages in a shard of several years, unless that makes more than MAX_SHARDS."""
MAX_SHARDS = 3

_YEAR = re.compile(r"/([0-9]{4})/")


def shards_of(language: str, addresses: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Split pages of a language into shards of consecutive whole years: as few as possible, none of them too large.

    Return the addresses of each shard, sorted, by its name. The newest, which also has the pages without a year, is
    named by the language (`en`), an older one also by its first year (`en.2013`). What is added or edited in a year
    leaves older shards as they are.
    """
    years: dict[str, list[str]] = defaultdict(list)
    for address in sorted(addresses):
        found = _YEAR.search(address)
        years[found[1] if found else ""].append(address)
    undated = years.pop("", [])
    packed = next(each for doubled in count() if len(each := _packed(years, MAX_PAGES << doubled)) <= MAX_SHARDS)
    *older, newest = packed or [[]]
    named = {f"{language}.{_first_year(each)}": sorted(each) for each in older}
    return {language: sorted([*newest, *undated]), **named}


def _packed(years: Mapping[str, Sequence[str]], most: int) -> list[list[str]]:
    """Fill one shard after the other, oldest year first, with at most `most` pages or one year."""
    shards: list[list[str]] = []
    for year in sorted(years):
        if not shards or len(shards[-1]) + len(years[year]) > most:
            shards.append([])
        shards[-1] += years[year]
    return shards


def _first_year(addresses: Sequence[str]) -> str:
    return min(found[1] for address in addresses if (found := _YEAR.search(address)))
