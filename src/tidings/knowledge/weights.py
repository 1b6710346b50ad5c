"""Fitted weights: what each named fact adds to log odds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import numpy as np
from numpy.typing import NDArray

from tidings.knowledge.tables import table
from tidings.model import ROLES, Role

ROLES_TABLE = "roles_weights"
WHERE_TABLE = "where_weights"
WHEN_TABLE = "when_weights"
GATHER_TABLE = "gather_weights"
LIKELY_TABLE = "likely_weights"


class Weights:
    """Log odds as a sum over facts; a fact that the table does not hold adds nothing."""

    def __init__(self, of: dict[str, float]) -> None:
        self._of = of

    @classmethod
    def load(cls, name: str) -> Weights:
        """Read a built-in table of facts and weights."""
        return cls({row["fact"]: float(row["weight"]) for row in table(name)})

    def odds(self, facts: Iterable[str]) -> float:
        """Return the log odds that the facts add up to, in the order of their names, so that sums are repeatable."""
        return sum(self._of.get(fact, 0.0) for fact in sorted(facts))

    def __len__(self) -> int:
        return len(self._of)


class RoleWeights:
    """Log odds of each role against none, as sums over facts; a fact that the table does not hold adds nothing."""

    def __init__(self, of: dict[str, NDArray[np.float64]]) -> None:
        """`of` holds for each fact one number a role, in the order of ROLES."""
        self._row = {fact: n for n, fact in enumerate(of)}
        self._weights = np.array([*of.values()]) if of else np.zeros((0, len(ROLES)))

    @classmethod
    def load(cls) -> RoleWeights:
        """Read the built-in table."""
        return cls({row["fact"]: np.array([float(row[role]) for role in ROLES]) for row in table(ROLES_TABLE)})

    def odds(self, facts: Iterable[str]) -> dict[Role, float]:
        """Return the log odds of each role against none."""
        known = [self._row[fact] for fact in facts if fact in self._row]
        sums: list[float] = self._weights[known].sum(axis=0).tolist()
        return dict(zip(cast(tuple[Role, ...], ROLES), sums, strict=True))

    def __len__(self) -> int:
        return len(self._row)
