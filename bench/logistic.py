"""Log odds over named facts: fit them with L2, write them as a table. What the *_fit benches share."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from tidings.knowledge.tables import TABLES

FOLDS = 5
Array = NDArray[np.float64]
Facts = Collection[str]


def part_of(story: str) -> int:
    """Which of the parts a story falls in; the same whatever else is read."""
    return zlib.crc32(story.encode()) % FOLDS


def matrix(rows: Sequence[Facts], column: dict[str, int]) -> csr_matrix:
    """One row an example, one column a fact."""
    at = [(n, column[f]) for n, row in enumerate(rows) for f in set(row) if f in column]
    return csr_matrix((np.ones(len(at)), tuple(zip(*at, strict=True))), shape=(len(rows), len(column)))


def fit(rows: Sequence[Facts], labels: Sequence[bool], *, rarest: int, ridge: float) -> dict[str, float]:
    """Logistic regression with L2; a fact seen less often than `rarest` gets no weight."""
    seen = Counter(f for row in rows for f in set(row))
    column = {f: n for n, f in enumerate(sorted(f for f, times in seen.items() if times >= rarest))}
    x, right = matrix(rows, column), np.array(labels, dtype=float)

    def loss(weights: Array) -> tuple[float, Array]:
        odds = x @ weights
        value = np.logaddexp(0, odds).sum() - right @ odds + ridge / 2 * weights @ weights
        return float(value), x.T @ (1 / (1 + np.exp(-odds)) - right) + ridge * weights

    best = minimize(loss, np.zeros(len(column)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return dict(zip(column, best.tolist(), strict=True))


def odds(facts: Iterable[str], weights: dict[str, float]) -> float:
    """The sum over the facts."""
    return sum(weights.get(fact, 0.0) for fact in sorted(facts))


def write(name: str, about: str, origin: str, weights: dict[str, float], example: str) -> None:
    """Write a table of facts and weights; `example` says what has the fact."""
    head = f"# about: {about}\n# origin: {origin}\n# licence: Apache-2.0\nfact\tweight\texample\n"
    body = "".join(f"{fact}\t{weight:.3g}\t{example} with: {fact}\n" for fact, weight in weights.items())
    (TABLES / f"{name}.tsv").write_text(head + body, encoding="utf-8")
