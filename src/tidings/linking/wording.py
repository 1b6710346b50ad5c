"""Wording: the plain form of words, the sentences around a span, names, and how much two wordings share.

Everything here looks at one text alone. A word weighs the same whatever else lies in the case, so that adding a story
about something else never changes how two others compare.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

from tidings.knowledge.names import fold
from tidings.knowledge.sameness import sameness
from tidings.model import Quote, Span

ROOT = 6  # letters of a word in rarity.tsv
NAMED = 2.0  # how much more a name says than another word; as in bench/ecbplus.py
HEAVIEST = 50  # words of a text that are kept: on GVA they tell one incident from two as well as all words do
SHINGLE = 3  # words; engine trials found no false pair at three among 400 rewritten texts
_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*")
_STOP = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W\d_a-z])|\n\s*\n|\n(?=\s*[-•*])")
_ENDINGS = ("'s", "ingly", "edly", "ing", "ers", "ed", "es", "er", "s")
STEMS = 50_000  # kept: the words of some hundred thousand stories are fewer but for names
_STEM = 4  # letters that an ending must leave


@lru_cache(STEMS)
def stem(word: str) -> str:
    """Return a folded word without its English ending, roughly: enough to match "bombing" with "bombs".

    >>> stem("bombings"), stem("bombed"), stem("isis")
    ('bomb', 'bomb', 'isis')
    """
    for _ in range(2):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _STEM:
                word = word[: -len(ending)]
                break
    return word


def tokens(text: str) -> list[str]:
    """Return the words and numbers of a text, folded, in order."""
    return _WORD.findall(fold(text))


def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words that say something about the incident; plain words are left out."""
    plain = sameness().plain
    return frozenset(stem(word) for word in tokens(text) if word not in plain)


def names(text: str) -> frozenset[str]:
    """Return the folded capitalised words inside sentences; a sentence's first word counts only beside another.

    >>> sorted(names("Gunmen struck the jail in Isulan. Radio Kutawato reported."))
    ['isulan', 'kutawato', 'radio']
    """
    plain = sameness().plain
    found: set[str] = set()
    for sent in sentences(text):
        words = list(_WORD.finditer(text, sent.start, sent.end))
        capital = [m[0][0].isupper() for m in words]
        for n, match in enumerate(words):
            beside = n + 1 < len(words) and capital[n + 1]
            if capital[n] and (n or beside):
                found.update(w.removesuffix("'s") for w in tokens(match[0]) if w not in plain)
    return frozenset(found)


def weighed(text: str) -> dict[str, float]:
    """Return the HEAVIEST words of a text, cut to ROOT letters, as a vector of length 1.

    A word weighs by how rare it is in news (a table, so that no other story in the case changes it), how often the text
    uses it, and NAMED times as much as a name.
    """
    rarity, plain = sameness().rarity, sameness().plain
    called = {name[:ROOT] for name in names(text)}
    used = Counter(word[:ROOT] for word in tokens(text) if word not in plain)
    weights = {
        root: rarity.get(root, rarity[""]) ** 2 * (NAMED if root in called else 1.0) * (1 + math.log(times))
        for root, times in used.items()
    }
    heavy = sorted(weights, key=lambda root: (-weights[root], root))[:HEAVIEST]
    length = math.sqrt(sum(weights[root] ** 2 for root in heavy))
    return {root: weights[root] / length for root in heavy}


def cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """Return how alike two vectors of length 1 are, 0-1."""
    return sum(weight * right[root] for root, weight in left.items() if root in right)


def sentences(text: str) -> list[Span]:
    """Cut a text at sentence ends and blank lines; good enough to find the words around a mention."""
    cuts = [0, *(m.end() for m in _STOP.finditer(text)), len(text)]
    return [Span(a, b) for a, b in pairwise(cuts) if b > a]


def around(text: str, quotes: Iterable[Quote], sents: list[Span]) -> str:
    """Return the sentences that hold any of the quotes, in the order of the text."""
    spans = [q.span for q in quotes]
    return "\n\n".join(s.of(text).strip() for s in sents if any(s.overlaps(span) for span in spans))


def shingles(words: list[str], size: int = SHINGLE) -> frozenset[str]:
    """Return all runs of `size` words."""
    return frozenset(" ".join(words[n : n + size]) for n in range(len(words) - size + 1))


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the share of the smaller set that the larger holds, damped where the smaller is tiny.

    Three shared words of three are worth less than nine of nine: the divisor is never below SMALL.
    """
    return len(left & right) / max(SMALL, min(len(left), len(right))) if left and right else 0.0


SMALL = 5  # words; below, a full overlap is often chance ("the attack on the town")
