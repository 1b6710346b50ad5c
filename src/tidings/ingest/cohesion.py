"""How much two stretches of text speak of the same things: shared names and shared content words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from tidings.ingest.lines import WORD
from tidings.knowledge.boilerplate import Boilerplate

NAME_STEM, WORD_STEM = 4, 6  # letters kept, so that Iran/Iranian and attack/attackers are one; fewer mix, more split
CAPITALS = 0.6  # share of capital letters above which capitals name nothing
FREQUENT = 0.35  # weight of a word that many stories of one kind share, beside 1 for others; borders.py: F1 +1.2
RARE = 0.3  # share of a page's units beyond which a word is the page's topic and links nothing in particular
REACH = 12  # units a link spans at most; a story that returns to a word later than that has others between


@dataclass(frozen=True, slots=True)
class Terms:
    """The stems of one stretch: of its names (capitalised inside a sentence), and of all its uncommon words."""

    names: frozenset[str]
    words: frozenset[str]


def terms(text: str) -> Terms:
    """Return the terms of `text`. Words that all news shares do not count.

    >>> sorted(terms("Police in Lyon held two men. Lyonnais shops closed.").names)
    ['lyon']
    """
    common = Boilerplate.load().common
    is_shouted = sum(map(str.isupper, text)) > CAPITALS * max(1, sum(map(str.isalpha, text)))
    names, words = set(), set()
    end = 0
    for match in WORD.finditer(text):
        word = match.group().removesuffix("'s").removesuffix("’s")
        is_first = end == 0 or not text[end : match.start()].translate(SENTENCE_SIGNS).isspace()
        end = match.end()
        is_acronym = len(word) > 1 and word.isupper() and not is_shouted
        low = word.lower()
        if not is_acronym and (low in common or len(word) < 3):
            continue
        if is_acronym:
            names.add(word)
        elif word[0].isupper() and not is_first and not is_shouted:
            names.add(low[:NAME_STEM])
        else:
            words.add(low[:WORD_STEM])
            if word[0].isupper():
                words.add(low[:NAME_STEM])  # a first word may be a name
    return Terms(frozenset(names), frozenset(names | words))


SENTENCE_SIGNS = {ord(sign): " " for sign in ",;-–—()[]/&'’‘“”\""}  # signs after which a sentence goes on


def joined(parts: Sequence[Terms]) -> Terms:
    """The terms of several stretches together."""
    return Terms(frozenset().union(*(p.names for p in parts)), frozenset().union(*(p.words for p in parts)))


def shared(left: frozenset[str], right: frozenset[str], *, least: int) -> float:
    """Share of the smaller side's terms that the other side has too, 0-1; `least` keeps few terms from saying much."""
    return _weight(left & right) / max(least, min(_weight(left), _weight(right)))


def _weight(stems: frozenset[str]) -> float:
    return len(stems) - (1 - FREQUENT) * len(stems & _frequent())


@cache
def _frequent() -> frozenset[str]:
    words = Boilerplate.load().frequent
    return frozenset(word[:length] for word in words for length in (NAME_STEM, WORD_STEM))


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
