"""How much two stretches of text speak of the same things: shared names and shared content words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise

from tidings.ingest.lines import WORD
from tidings.knowledge.boilerplate import Boilerplate
from tidings.knowledge.tables import cell_list, table

STEM = 6  # letters kept, so that attack and attackers are one; fewer mix words, more split them
FREQUENT = 0.35  # weight of a word that many stories of one kind share, beside 1 for others; borders.py: F1 +1.2
RARE = 0.3  # share of a page's units beyond which a word is the page's topic and links nothing in particular
REACH = 12  # units a link spans at most; a story that returns to a word later than that has others between
WORDS_KEPT = 1 << 16  # whose stems are remembered; a month of a newspaper has as many different ones
NAME = re.compile(r"[A-ZÀ-Þ][\w’'\-]+(?:\s+(?:(?:al-|bin|bint|van|von|de|der|el)\s*)?[A-ZÀ-Þ][\w’'\-]+)*")
SENTENCE_ENDS = '.!?:“"‘'  # what stands before a word that has its capital from its place


@dataclass(frozen=True)
class Paragraph:
    """What one unit speaks of, read from its words when it is first asked for: most lines of a long list never are."""

    text: str

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its content words."""
        return frozenset(self._counts)

    @cached_property
    def weights(self) -> dict[str, float]:
        """The weight of each stem, of length 1 together: the rarer a stem is in news, the more it weighs."""
        return _scaled({stem: (1 + math.log(n)) * rarity(stem) for stem, n in self._counts.items()})

    @cached_property
    def full_names(self) -> frozenset[str]:
        """Names of two words and more: "Salim Rawas"; also of places and bodies."""
        return frozenset(" ".join(name) for name in self._names if len(name) > 1)

    @cached_property
    def single_names(self) -> frozenset[str]:
        """Names of one word: "Rawas" standing alone."""
        return frozenset(name[0] for name in self._names if len(name) == 1)

    @cached_property
    def name_words(self) -> frozenset[str]:
        """Every word of every name."""
        return frozenset(word for name in self._names for word in name)

    @cached_property
    def _counts(self) -> Counter[str]:
        return stems(self.text)

    @cached_property
    def _names(self) -> list[list[str]]:
        return [] if self.text.isupper() else _names(self.text)


def stems(text: str) -> Counter[str]:
    """How often each content word stands in `text`, by its stem. Words that all news shares do not count.

    >>> stems("The attackers said that the attack failed.")
    Counter({'attack': 2, 'failed': 1})
    """
    found = Counter(map(_stem, WORD.findall(text)))
    del found[""]
    return found


@lru_cache(WORDS_KEPT)
def _stem(word: str) -> str:
    """The stem of a word, empty for one that does not count."""
    word = word.removesuffix("'s").removesuffix("’s").lower()
    return word[:STEM] if len(word) > 2 and word not in Boilerplate.load().common else ""


def rarity(stem: str) -> float:
    """How rare the stem is in news: the logarithm of how many stories there are to one that has it."""
    rare = _rarities()
    return rare.get(stem, rare[""])


def alike(a: Paragraph, b: Paragraph) -> float:
    """Cosine of the two paragraphs' weighted words, 0-1."""
    few, many = a.weights, b.weights
    if len(few) > len(many):
        few, many = many, few
    return sum([weight * many[stem] for stem, weight in few.items() if stem in many])


def shared(left: frozenset[str], right: frozenset[str], *, least: int) -> float:
    """Share of the smaller side's stems that the other side has too, 0-1; `least` keeps few stems from saying much."""
    return _weight(left & right) / max(least, min(_weight(left), _weight(right)))


def chains(bags: Sequence[frozenset[str]]) -> list[int]:
    """For each unit, how many words that are rare on the page stand both before it and in or after it."""
    where: dict[str, list[int]] = {}
    for n, bag in enumerate(bags):
        for word in bag:
            where.setdefault(word, []).append(n)
    steps = [0] * (len(bags) + 1)
    often = max(3, RARE * len(bags))
    for at in where.values():
        for a, b in pairwise(at):
            if len(at) <= often and b - a <= REACH:
                steps[a + 1] += 1
                steps[b + 1] -= 1
    found, now = [], 0
    for step in steps[:-1]:
        now += step
        found.append(now)
    return found


def _names(text: str) -> list[list[str]]:
    """The runs of capitalised words; a common word that opens a sentence is no part of a name."""
    common = Boilerplate.load().common
    found = []
    for match in NAME.finditer(text):
        words = match.group().removesuffix("’s").removesuffix("'s").split()
        before = text[max(0, match.start() - 3) : match.start()].rstrip()
        if (not before or before[-1] in SENTENCE_ENDS) and words[0].lower() in common:
            words = words[1:]
        if words:
            found.append(words)
    return found


def _scaled(weights: dict[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {stem: weight / length for stem, weight in weights.items()}


def _weight(stems: frozenset[str]) -> float:
    return len(stems) - (1 - FREQUENT) * len(stems & _frequent())


@cache
def _frequent() -> frozenset[str]:
    return frozenset(word[:STEM] for word in Boilerplate.load().frequent)


@cache
def _rarities() -> dict[str, float]:
    """The rarity of each stem of rarity.tsv; under "" that of all others."""
    found = {stem: float(row["rarity"]) for row in table("rarity") for stem in cell_list(row["stems"])}
    return found | {"": found["unlisted"]}
