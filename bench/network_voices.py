"""What is heard when the network's opinion is asked, and the weights that fit it: shared by network_pool.py.

Voices are taken down as the program hears them: the opinion is asked, and what it passes on to be weighed is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).parent))
from gathering import Read

from tidings.evaluate.normal import Incident, incident
from tidings.reading.network.signals import Signals
from tidings.reading.network.weighing import Weighing

RIDGE = 1.0  # pull towards no weight, the bias apart: few weights over thousands of questions, so it hardly matters
RULED = (
    0.0,
    0.3,
    0.6,
    1.0,
    1.5,
    2.0,
    2.5,
    3.0,
    4.0,
)  # log odds that an answer of the rules may count; more would silence the network
RIGHT = 1.0  # what a choice earns that counts as right
Array = NDArray[np.float64]
Voices = dict[str, float]
Weights = dict[tuple[str, str], float]


class Listening(Weighing):
    """Weighs as the program does, and keeps what was asked."""

    def __init__(self, of: Mapping[tuple[str, str], float]) -> None:
        super().__init__(of)
        self._heard: list[Voices] = []

    def pooled(self, decision: str, **voices: float) -> float:
        self._heard.append({name: float(value) for name, value in voices.items()})
        return super().pooled(decision, **voices)

    def hear(self, ask: Callable[[], object]) -> list[Voices]:
        """The voices of each question that is decided while `ask` runs."""
        self._heard.clear()
        ask()
        return list(self._heard)


@dataclass
class Asked:
    """An annotated story, its records, and what the network hears in it."""

    read: Read
    signals: Signals
    records: list[Incident]

    @classmethod
    def of(cls, read: Read, signals: Signals) -> Asked:
        return cls(read, signals, [incident(read.gold, record) for record in read.records])


@dataclass
class Questions:
    """What was heard on each question of one decision, and whether yes was the right answer."""

    voices: list[Voices] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)

    def add(self, voices: Voices, right: bool) -> None:
        self.voices.append(voices)
        self.right.append(right)

    def fit(self) -> Voices:
        """The weight of each voice and the bias, by logistic regression with L2."""
        names = sorted(self.voices[0])
        x = np.array([[1.0, *(voices[name] for name in names)] for voices in self.voices])
        right = np.array(self.right, float)
        pull = np.array([0.0, *[RIDGE] * len(names)])

        def loss(weights: Array) -> tuple[float, Array]:
            odds = x @ weights
            value = np.logaddexp(0, odds).sum() - right @ odds + (pull * weights) @ weights / 2
            return float(value), x.T @ (1 / (1 + np.exp(-odds)) - right) + pull * weights

        best = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x
        return dict(zip(("bias", *names), best.tolist(), strict=True))


@dataclass
class Ruled:
    """Questions with several answers, one of them that of the rules: how much does it count?

    Where the rules answer `unknown` they know none, which counts by a weight of its own.
    """

    unknown: str | None = None
    asked: list[tuple[Voices, str, str]] = field(default_factory=list)

    def add(self, said: Mapping[str, float], ruled: str, right: str) -> None:
        """`said` are the network's log probabilities."""
        self.asked.append((dict(said), ruled, right))

    def fit(self) -> Voices:
        """The log odds for the rules' answer that make most answers right; of equals the least."""
        if self.unknown is None:
            return {"bias": 0.0, "rules": max(RULED, key=lambda by: (self._right(by, by), -by))}
        pairs = product(RULED, RULED)
        rules, unknown = max(pairs, key=lambda pair: (self._right(*pair), -sum(pair)))
        return {"bias": 0.0, "rules": rules, self.unknown: unknown}

    def _right(self, rules: float, unknown: float) -> int:
        right = 0
        for said, ruled, wanted in self.asked:
            by = unknown if ruled == self.unknown else rules
            odds = said | {ruled: said[ruled] + by} if ruled in said else said
            right += max(odds, key=odds.__getitem__) == wanted
        return right


@dataclass
class Choices:
    """Candidates against none: the voices for each, the odds of none by the rules, and what each earns, none first."""

    given: list[tuple[float, list[Voices], list[float]]] = field(default_factory=list)

    def add(self, none: float, voices: list[Voices], earns: list[float]) -> None:
        self.given.append((none, voices, earns))

    def fit(self) -> Voices:
        """The weights under which the right choices are likeliest; the rules' own weight is pulled towards one."""
        rows = [
            (np.array([[1.0, v["rules"], v["network"]] for v in voices]).reshape(-1, 3), none, np.array(earns) >= RIGHT)
            for none, voices, earns in self.given
            if max(earns) >= RIGHT
        ]

        def loss(weights: Array) -> float:
            total = RIDGE / 2 * (weights[2] ** 2 + (weights[1] - 1) ** 2)
            for x, none, right in rows:
                odds = np.array([none, *(x @ weights)])
                total += np.logaddexp.reduce(odds) - np.logaddexp.reduce(odds[right])
            return float(total)

        best = minimize(loss, [0.0, 1.0, 0.3], method="Nelder-Mead").x
        return dict(zip(("bias", "rules", "network"), best.tolist(), strict=True))
