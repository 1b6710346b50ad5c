"""Scores of coreference: MUC, B3, CEAFe, their mean CoNLL F1, and LEA.

Each takes two partitions of the same mentions, the key and the answer, as lists of sets. Singletons count in B3, CEAFe
and LEA (a singleton in LEA links with itself, as in the reference scorer); MUC knows links only, so none there.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

Cluster = frozenset[Hashable]


class Score(NamedTuple):
    """Precision and recall, each from 0 to 1, and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def clusters(labels: dict[Hashable, Hashable]) -> list[Cluster]:
    """Return the sets of mentions that bear one label."""
    by_label: dict[Hashable, set[Hashable]] = {}
    for mention, label in labels.items():
        by_label.setdefault(label, set()).add(mention)
    return [frozenset(members) for members in by_label.values()]


def muc(key: list[Cluster], answer: list[Cluster]) -> Score:
    """Links: how many joins of one partition the other makes too."""

    def kept(one: list[Cluster], other: dict[Hashable, int]) -> float:
        links = sum(len(c) - 1 for c in one)
        cuts = sum(len({other.get(m, m) for m in c}) - 1 for c in one)
        return (links - cuts) / links if links else 0.0

    return Score(kept(answer, _of(key)), kept(key, _of(answer)))


def b_cubed(key: list[Cluster], answer: list[Cluster]) -> Score:
    """For each mention, the share of its cluster that is right."""

    def shared(one: list[Cluster], other: list[Cluster]) -> float:
        of = _of(other)
        right = sum(len(c & other[of[m]]) / len(c) for c in one for m in c if m in of)
        return right / max(1, sum(map(len, one)))

    return Score(shared(answer, key), shared(key, answer))


def ceaf_e(key: list[Cluster], answer: list[Cluster]) -> Score:
    """Entities: the best pairing of clusters, each pair worth the Dice share of its mentions."""
    if not key or not answer:
        return Score(0.0, 0.0)
    of = _of(answer)
    worth = np.zeros((len(key), len(answer)))
    for n, cluster in enumerate(key):
        for m in {of[mention] for mention in cluster if mention in of}:
            worth[n, m] = 2 * len(cluster & answer[m]) / (len(cluster) + len(answer[m]))
    total = float(worth[linear_sum_assignment(-worth)].sum())
    return Score(total / len(answer), total / len(key))


def lea(key: list[Cluster], answer: list[Cluster]) -> Score:
    """Links weighted by the size of their cluster: what share of a cluster's links the other has."""

    def resolved(one: list[Cluster], other: list[Cluster]) -> float:
        of = _of(other)
        total = 0.0
        for cluster in one:
            if len(cluster) == 1:
                (mention,) = cluster
                total += mention in of and len(other[of[mention]]) == 1
                continue
            parts = _sizes(of[m] for m in cluster if m in of)
            total += len(cluster) * sum(map(_links, parts)) / _links(len(cluster))
        return total / max(1, sum(map(len, one)))

    return Score(resolved(answer, key), resolved(key, answer))


METRICS: dict[str, Callable[[list[Cluster], list[Cluster]], Score]] = {
    "MUC": muc,
    "B3": b_cubed,
    "CEAFe": ceaf_e,
    "LEA": lea,
}


def conll(key: list[Cluster], answer: list[Cluster]) -> float:
    """Return the mean F1 of MUC, B3 and CEAFe."""
    return sum(METRICS[name](key, answer).f1 for name in ("MUC", "B3", "CEAFe")) / 3


def line(name: str, key: list[Cluster], answer: list[Cluster]) -> str:
    """Return one row of figures: CoNLL F1, then each metric as precision, recall and F1."""
    scores = {metric: score(key, answer) for metric, score in METRICS.items()}
    cells = "  ".join(f"{m} {s.precision:.3f} {s.recall:.3f} {s.f1:.3f}" for m, s in scores.items())
    return f"{name:34} CoNLL {conll(key, answer):.3f}  {cells}"


def _links(size: int) -> float:
    return size * (size - 1) / 2


def _sizes(labels: Iterable[int]) -> list[int]:
    counts: dict[int, int] = {}
    for label in labels:
        counts[label] = counts.get(label, 0) + 1
    return list(counts.values())


def _of(partition: list[Cluster]) -> dict[Hashable, int]:
    return {mention: n for n, cluster in enumerate(partition) for mention in cluster}
