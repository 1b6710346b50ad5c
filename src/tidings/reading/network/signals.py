"""What the network reads in one parsed story, ready to be asked word by word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
from spacy.tokens import Doc

from tidings.model import KINDS, METHODS, STATUSES, Kind, Method, Status
from tidings.reading.network.encoder import Array, Encoder
from tidings.reading.network.heads import ARCS, UNKNOWN_KIND, Heads, Indexes
from tidings.reading.parse_vectors import threads

LEAST = 1e-4  # probabilities are held this far from 0 and 1, so that no single answer outweighs everything else


class Signals:
    """Log odds of the network for one document; words are given by their number in the parse."""

    def __init__(self, doc: Doc, encoder: Encoder, heads: Heads) -> None:
        words = [(token.idx, token.idx + len(token)) for token in doc]
        self._heads = heads
        self._words = encoder.vectors(doc.text, words, [sent.start for sent in doc.sents])
        with threads().limit(limits=1, user_api="blas"):
            self._kinds = heads.kinds(self._words)

    def deed(self, word: int) -> float:
        """Log odds that the word tells of a deed of any kind."""
        return odds(1 - float(self._kinds[word, 0]))

    def kinds(self, word: int) -> dict[Kind, float]:
        """Log probability of each kind, given that the word tells of a deed."""
        shares = self._kinds[word, 1:] / max(LEAST, 1 - float(self._kinds[word, 0]))
        return dict(zip(cast(tuple[Kind, ...], KINDS), _logs(shares), strict=True))

    def join(self, deeds: Sequence[tuple[int, Kind]]) -> Deeds:
        """Return what the network says of the deeds that the words at hand tell of."""
        at = np.array([word for word, _ in deeds], np.int64)
        kinds = np.array([KINDS.index(kind) if kind in KINDS else UNKNOWN_KIND for _, kind in deeds], np.int64)
        with threads().limit(limits=1, user_api="blas"):  # the matrices are small: a second thread only waits
            return Deeds(self._words, at, kinds, self._heads)


class Deeds:
    """Log odds for the deeds of one document: parts, status, method, and which are one incident."""

    def __init__(self, words: Array, at: Indexes, kinds: Indexes, heads: Heads) -> None:
        self._row = {int(word): n for n, word in enumerate(at)}
        self._arcs = heads.arcs(words, at, kinds)
        self._same = heads.same(words, at, kinds)
        self._status, self._method = heads.status(words[at]), heads.method(words[at])

    def __contains__(self, word: int) -> bool:
        return word in self._row

    def arc(self, deed: int, words: Sequence[int], name: str) -> float:
        """Log odds that one of the words is the deed's actor, source, time, …; `name` is one of ARCS."""
        likely = self._arcs[self._row[deed], :, 1 + ARCS.index(name)]
        return odds(max(float(likely[word]) for word in words))

    def arcs(self, deed: int, name: str) -> Array:
        """(words,): log odds that each word of the document is the deed's actor, source, time, …"""
        likely = np.clip(self._arcs[self._row[deed], :, 1 + ARCS.index(name)], LEAST, 1 - LEAST)
        return np.asarray(np.log(likely / (1 - likely)), np.float32)

    def same(self, one: int, other: int) -> float:
        """Log odds that two deeds are one incident."""
        return odds(float(self._same[self._row[one], self._row[other]]))

    def status(self, deed: int) -> dict[Status, float]:
        """Log probability of each status."""
        return dict(zip(cast(tuple[Status, ...], STATUSES), _logs(self._status[self._row[deed]]), strict=True))

    def method(self, deed: int) -> dict[Method, float]:
        """Log probability of each method."""
        return dict(zip(cast(tuple[Method, ...], METHODS), _logs(self._method[self._row[deed]]), strict=True))


def _logs(likely: Array) -> list[float]:
    logs: list[float] = np.log(np.maximum(LEAST, likely)).tolist()
    return logs


def odds(likely: float) -> float:
    """Log odds of a probability, kept off 0 and 1 by LEAST."""
    held = min(1 - LEAST, max(LEAST, likely))
    return float(np.log(held / (1 - held)))
