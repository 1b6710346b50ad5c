"""What the network reads off the vectors of words: kinds of deed, status, method, parts, one incident or two.

Small matrices in heads.npz, applied with numpy: a story has some dozens of deeds, so nothing larger is needed. All
answers are probabilities.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tidings.reading.network.encoder import WEIGHTS, Array

# The order in which the network was trained to answer (training/network.py writes the same into heads.npz).
ARCS = ("actor", "target", "item", "supplier", "recipient", "origin", "destination", "source", "time", "place")
NEAR, FARTHEST = 5, 10  # distances between words are told one by one up to NEAR, then by doubling, up to FARTHEST
UNKNOWN_KIND = -1  # of a kind that a user has added: the network was never shown it
Indexes = NDArray[np.int64]


class Heads:
    """The heads of one trained network."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        held = np.load(folder / "heads.npz", allow_pickle=False)
        self._of = {name: held[name].astype(np.float32) for name in held.files if name != "labels"}

    def kinds(self, words: Array) -> Array:
        """(words, 1 + kinds): that a word tells of no deed, or of one of each kind, in the order of KINDS."""
        return _softmax(self._linear("trig", words))

    def status(self, deeds: Array) -> Array:
        """(deeds, statuses), in the order of STATUSES."""
        return _softmax(self._linear("stat.3", _gelu(self._linear("stat.0", deeds))))

    def method(self, deeds: Array) -> Array:
        """(deeds, methods), in the order of METHODS."""
        return _softmax(self._linear("meth", deeds))

    def arcs(self, words: Array, at: Indexes, kinds: Indexes) -> Array:
        """(deeds, words, 1 + arcs): that a word plays no part in the deed at word `at`, or each of ARCS."""
        away = buckets(np.arange(len(words))[None] - at[:, None])
        return _softmax(self._pairs("arc", self._deeds(words, at, kinds), words, away))

    def same(self, words: Array, at: Indexes, kinds: Indexes) -> Array:
        """(deeds, deeds): that two deeds are one incident; the same either way round."""
        deeds = self._deeds(words, at, kinds)
        odds = self._pairs("same", deeds, deeds, buckets(at[None] - at[:, None]))[..., 0]
        likely = 1 / (1 + np.exp(-odds))
        return np.asarray((likely + likely.T) / 2, np.float32)

    def _deeds(self, words: Array, at: Indexes, kinds: Indexes) -> Array:
        known = (kinds != UNKNOWN_KIND)[:, None]
        return np.asarray(words[at] + known * self._of["kindemb.weight"][kinds], np.float32)

    def _linear(self, name: str, x: Array) -> Array:
        return np.asarray(x @ self._of[f"{name}.weight"].T + self._of[f"{name}.bias"], np.float32)

    def _pairs(self, name: str, left: Array, right: Array, away: Indexes) -> Array:
        """Log odds of every label for every pair: bilinear, with what either side and their distance say alone."""
        a, b = _gelu(self._linear(f"{name}.a.0", left)), _gelu(self._linear(f"{name}.b.0", right))
        joined = np.einsum("td,nde->nte", a, self._of[f"{name}.U"])
        odds = np.einsum("nte,we->twn", joined, b)
        odds += self._linear(f"{name}.wa", a)[:, None] + self._linear(f"{name}.wb", b)[None]
        return np.asarray(odds + self._of[f"{name}.dist.weight"][away], np.float32)


def buckets(away: NDArray[np.int64]) -> Indexes:
    """Distances between words brought to classes 0..2 * FARTHEST, the middle one for a word and itself."""
    size = np.abs(away)
    far = np.where(size < NEAR, size, NEAR + np.log2(np.maximum(size, 1) / NEAR)).astype(np.int64)
    return np.asarray(FARTHEST + np.sign(away) * np.minimum(FARTHEST, far), np.int64)


def _softmax(x: Array) -> Array:
    raised = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), np.float32)


def _gelu(x: Array) -> Array:
    """Gaussian error linear unit by its usual approximation with tanh, off by less than 0.001."""
    return np.asarray(0.5 * x * (1 + np.tanh(0.7978846 * (x + 0.044715 * x**3))), np.float32)
