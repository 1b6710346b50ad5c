"""The first look: from its words alone, how likely a story tells an incident that the whole reading would keep.

Most news tells none. The first look hashes the folded words of a story and their pairs into one small table of weights,
adds them up sentence by sentence, and weighs the sentences that speak most for an incident with the story as a whole.
It needs numpy and no parse, and passes over only what it is nearly sure of: triage.md says how sure, and on what.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("triage.npz")
BITS = 16  # of a hash name its bucket: twice as many buckets gain nothing on the stories held out
LONGEST = 32  # letters of a word that count; no English word of news is longer
BEST = 3  # sentences that speak most for an incident, which are weighed beside the whole story
FOLDED = 0x300  # characters with an entry of their own: Latin letters with and without accents
SEED, STEP, SPREAD = 0x9E3779B97F4A7C15, 0x100000001B3, 0xFF51AFD7ED558CCD  # odd numbers that spread hashes evenly
Hashes = NDArray[np.uint64]
Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


def _letters() -> Hashes:
    """A number for each character that belongs to a word, the same for all its forms; 0 for the others."""
    out = np.zeros(FOLDED + 1, dtype=np.uint64)
    for code in range(FOLDED):
        base = unicodedata.normalize("NFKD", chr(code)).lower()[0]
        if base.isalpha():
            out[code] = ord(base)
        elif base in "0123456789":
            out[code] = ord("0")
    return out


def _ends() -> NDArray[np.bool_]:
    out = np.zeros(FOLDED + 1, dtype=np.bool_)
    out[[ord(c) for c in ".!?"]] = True
    return out


LETTERS, STOPS, NEWLINE = _letters(), _ends(), ord("\n")
with np.errstate(over="ignore"):
    POWERS = np.cumprod(np.full(LONGEST, STEP, dtype=np.uint64))


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences that hold words: the buckets of their words and pairs in a row, and where each begins.

    `starts` counts in `buckets`; `begins` and `ends` count characters of the text.
    """

    buckets: Places
    starts: Places
    begins: Places
    ends: Places


@dataclass(frozen=True, slots=True)
class Look:
    """What the first look saw: how likely the story tells an incident, and whether the reading may pass it over."""

    likely: float
    is_passed: bool


class Triage:
    """The table of weights, with the likelihood under which a story is passed over."""

    def __init__(self, words: Numbers, story: Numbers, threshold: float) -> None:
        """`words` has a weight for each bucket; `story` the bias, then a weight for each of `facts`."""
        self._words = words
        self._story = story
        self.threshold = threshold

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Triage:
        """Read the weights that are shipped."""
        with np.load(path) as held:
            return cls(held["words"] * float(held["scale"]), held["story"], float(held["threshold"]))

    def look(self, text: str) -> Look:
        """Return how likely the text tells an incident, 0..1, and whether the whole reading may pass it over."""
        found = sentences(text)
        if not len(found.starts):
            return Look(0.0, False)  # no word in Latin letters: nothing that an English table may judge
        likely = self.likely(facts(self.of_sentences(found)))
        return Look(likely, likely < self.threshold)

    def of_sentences(self, found: Sentences) -> Numbers:
        """Return what the words of each sentence add up to."""
        return np.add.reduceat(self._words[found.buckets], found.starts)

    def likely(self, of_story: Numbers) -> float:
        """Return how likely a story with these facts tells an incident."""
        return float(1 / (1 + np.exp(-(self._story[0] + self._story[1:] @ of_story))))


def facts(odds: Numbers) -> Numbers:
    """What of the sentences counts for their story: the best one, the best few, all together, and their number."""
    best = np.sort(odds)[-BEST:]
    return np.array([best[-1], best.mean(), odds.mean(), np.log1p(len(odds))])


def sentences(text: str) -> Sentences:
    """Return the sentences with the buckets of their words and pairs of words; a pair stays inside its sentence."""
    codes = np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32), FOLDED)
    letters = LETTERS[codes]
    edges = np.flatnonzero(np.diff(letters > 0, prepend=False, append=False))
    first = edges[::2]  # of each word
    if not len(first):
        none = np.zeros(0, dtype=np.int64)
        return Sentences(none, none, none, none)
    at = np.arange(first[0], len(codes)) - np.repeat(first, np.diff(first, append=len(codes)))
    powers = POWERS[np.minimum(at, LONGEST - 1)]
    with np.errstate(over="ignore"):
        words = _mixed(np.add.reduceat(letters[first[0] :] * powers, first - first[0]))
        pairs = _mixed(words[:-1] * np.uint64(SEED) + words[1:])
    stops = _stops(codes)
    of = np.searchsorted(stops, first)
    together = of[:-1] == of[1:]
    both, owner = np.concatenate((words, pairs[together])), np.concatenate((of, of[:-1][together]))
    order = np.argsort(owner, kind="stable")
    starts = np.flatnonzero(np.diff(owner[order], prepend=-1))
    number = owner[order][starts]
    edge = np.concatenate(([0], stops + 1, [len(codes)]))
    buckets = (both[order] >> np.uint64(64 - BITS)).astype(np.int64)
    return Sentences(buckets, starts, edge[number], edge[number + 1])


def _stops(codes: NDArray[np.uint32]) -> Places:
    """The characters that end sentences: line breaks, and stops before a blank or anything else that is no letter."""
    after = LETTERS[np.append(codes[1:], NEWLINE)]
    return np.flatnonzero((codes == NEWLINE) | (STOPS[codes] & (after == 0)))


def _mixed(hashes: Hashes) -> Hashes:
    """Spread the hashes, so that their upper bits differ where any of their bits do."""
    hashes = (hashes ^ (hashes >> np.uint64(33))) * np.uint64(SPREAD)
    return (hashes ^ (hashes >> np.uint64(29))) * np.uint64(SEED)


@lru_cache(maxsize=1)
def triage() -> Triage:
    """The shipped first look, loaded once a process."""
    return Triage.load()
