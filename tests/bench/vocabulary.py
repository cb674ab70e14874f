"""A long-tailed vocabulary in English and Chinese: made up, the same at every run.

How large a search index is, and what a query costs, depends on how many different words there are and how rare most
of them are. So words are drawn by Zipf's law as Mandelbrot refined it: the word of rank r has a weight of 1/(r + 2.7).
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

ENGLISH_WORDS = 9000
CHINESE_WORDS = 9000
HAN = 2500
SINGLE_HAN = 200
"""Of the Chinese words, the most frequent are single characters; all others have two."""
OFFSET = 2.7
SEED = 2014
ONSETS = ("", *"bcdfghjklmnprstvwbdlmnprst", "bl", "br", "ch", "cl", "gr", "pl", "pr", "sh", "st", "th", "tr")
VOWELS = (*"aaaeeeiioou", "ai", "ea", "ou")
CODAS = ("", "", "", "", "", *"dlmnrst", "ck", "nd", "st")
ENDINGS = ("", "", "", "", "s", "ed", "ing", "ly", "er", "tion")
"""English inflects: there has to be something for a stemmer to do."""
UNWANTED = "今昨明去本近其乾坏沈"
"""Han that beside some others break a rule of style: 今天 is no date, 其 begins a clause, 沈没 is traditional."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Words, the most frequent first, each with the sum of the weights up to its own."""

    words: Sequence[str]
    weights: Sequence[float]

    def draw(self, dice: random.Random, count: int) -> list[str]:
        """Return `count` words, drawn by their frequencies."""
        return dice.choices(self.words, cum_weights=self.weights, k=count)


def english() -> Vocabulary:
    """English-like words: the frequent ones are short, and many have an ending."""
    dice = random.Random(SEED)  # noqa: S311 - the same words at every run
    # A dict is a set that keeps its order.
    words: dict[str, None] = {}
    while len(words) < ENGLISH_WORDS:
        rank = len(words)
        syllables = 1 + (rank >= 100) + (rank >= 2000 and dice.random() < 0.4)
        word = "".join(_syllable(dice) for _ in range(syllables)) + (dice.choice(ENDINGS) if rank >= 100 else "")
        words[word] = None
    return _vocabulary(list(words))


def chinese() -> Vocabulary:
    """Chinese words of one or two simplified Han; which Han they use is long-tailed too."""
    dice = random.Random(SEED)  # noqa: S311 - the same words at every run
    han = list(_simplified_han())
    dice.shuffle(han)
    characters = _vocabulary(han[:HAN])
    words = dict.fromkeys(characters.words[:SINGLE_HAN])
    # Each of the characters begins a word, however rare it is.
    words |= dict.fromkeys(one + other for one in characters.words for other in characters.draw(dice, 1))
    while len(words) < CHINESE_WORDS:
        words["".join(characters.draw(dice, 2))] = None
    rare = list(words)[SINGLE_HAN:]
    dice.shuffle(rare)
    return _vocabulary([*characters.words[:SINGLE_HAN], *rare])


def _vocabulary(words: Sequence[str]) -> Vocabulary:
    return Vocabulary(words=words, weights=list(accumulate(1 / (rank + OFFSET) for rank in range(1, len(words) + 1))))


def _syllable(dice: random.Random) -> str:
    return dice.choice(ONSETS) + dice.choice(VOWELS) + dice.choice(CODAS)


def _simplified_han() -> Iterator[str]:
    """Level 1 of GB 2312, which has the 3,755 most frequent: rows 16 to 55, all but the last of 94 cells."""
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFA if row == 0xD7 else 0xFF):
            if (character := bytes([row, cell]).decode("gb2312")) not in UNWANTED:
                yield character
