"""Log odds over named facts: fit them with L2, write them as a table. What the *_fit benches share."""

from __future__ import annotations

import argparse
import sys
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

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
    column = _columns(rows, rarest)
    x, right = matrix(rows, column), np.array(labels, dtype=float)

    def loss(weights: Array) -> tuple[float, Array]:
        odds = x @ weights
        value = np.logaddexp(0, odds).sum() - right @ odds + ridge / 2 * weights @ weights
        return float(value), x.T @ (1 / (1 + np.exp(-odds)) - right) + ridge * weights

    best = minimize(loss, np.zeros(len(column)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return dict(zip(column, best.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Choice:
    """What one incident may take: the facts of each candidate, and what each earns; the first is to leave it open."""

    story: str
    facts: tuple[frozenset[str], ...]
    earns: tuple[float, ...]

    @property
    def part(self) -> int:
        return part_of(self.story)


def choose(of: Sequence[Choice], *, rarest: int, ridge: float) -> dict[str, float]:
    """Weights by which the likeliest candidate of each choice is right: conditional logistic regression with L2.

    Where several candidates earn most any of them is right; a choice none of whose candidates earns teaches nothing.
    """
    of = [choice for choice in of if max(choice.earns) > 0]
    rows = [facts for choice in of for facts in choice.facts]
    column = _columns(rows, rarest)
    x = matrix(rows, column)
    first = np.cumsum([0, *(len(choice.facts) for choice in of[:-1])])
    owner = np.repeat(np.arange(len(of)), [len(choice.facts) for choice in of])
    right = np.array([earned == max(choice.earns) for choice in of for earned in choice.earns])

    def loss(weights: Array) -> tuple[float, Array]:
        odds = x @ weights
        top = np.maximum.reduceat(odds, first)
        all_ = np.exp(odds - top[owner])
        good = np.where(right, all_, 0.0)
        of_all, of_good = np.add.reduceat(all_, first), np.add.reduceat(good, first)
        value = np.log(of_all).sum() - np.log(of_good).sum() + ridge / 2 * weights @ weights
        return float(value), x.T @ (all_ / of_all[owner] - good / of_good[owner]) + ridge * weights

    best = minimize(loss, np.zeros(len(column)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return dict(zip(column, best.tolist(), strict=True))


def earned(of: Sequence[Choice], weights: dict[str, float]) -> float:
    """What the likeliest candidates earn, a choice."""
    taken = [max(range(len(c.facts)), key=lambda n: odds(c.facts[n], weights)) for c in of]
    return sum(c.earns[n] for c, n in zip(of, taken, strict=True)) / len(of)


def validate(what: str, of: Sequence[Choice], *, rarest: int, ridge: float) -> None:
    """Print what candidates earn with none ever taken, by weights fitted on other stories, and at best."""
    right = 0.0
    for part in range(FOLDS):
        held = [c for c in of if c.part == part]
        weights = choose([c for c in of if c.part != part], rarest=rarest, ridge=ridge)
        right += len(held) * earned(held, weights)
    none, best = sum(c.earns[0] for c in of) / len(of), sum(max(c.earns) for c in of) / len(of)
    print(f"right {what}: always none {none:.3f}, weighed {right / len(of):.3f}, best of the candidates {best:.3f}")


def _columns(rows: Sequence[Facts], rarest: int) -> dict[str, int]:
    seen = Counter(f for row in rows for f in set(row))
    return {f: n for n, f in enumerate(sorted(f for f, times in seen.items() if times >= rarest))}


def odds(facts: Iterable[str], weights: dict[str, float]) -> float:
    """The sum over the facts."""
    return sum(weights.get(fact, 0.0) for fact in sorted(facts))


def write(name: str, about: str, origin: str, weights: dict[str, float], example: str) -> None:
    """Write a table of facts and weights; `example` says what has the fact."""
    head = f"# about: {about}\n# origin: {origin}\n# licence: Apache-2.0\nfact\tweight\texample\n"
    body = "".join(f"{fact}\t{weight:.3g}\t{example} with: {fact}\n" for fact, weight in weights.items())
    (TABLES / f"{name}.tsv").write_text(head + body, encoding="utf-8")


def asked(doc: str | None) -> argparse.Namespace:
    """What the call of a fit says: `gold`, a folder that is there, and `write`. Ends the program where it is not."""
    args = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--gold", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "gold")
    args.add_argument("--write", action="store_true")
    given = args.parse_args()
    if not given.gold.is_dir():
        sys.exit(f"No folder {given.gold}. Type: python {sys.argv[0]} --gold FOLDER")
    return given
