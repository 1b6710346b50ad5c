"""How much the network's word counts beside the rules': log odds pooled by the weights of network_weights.tsv."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from tidings.knowledge.tables import table
from tidings.reading.network.encoder import Array

TABLE = "network_weights"


class Weighing:
    """For each decision, what every named voice counts: `pooled` is the weighted sum, `bias` is always heard."""

    def __init__(self, of: Mapping[tuple[str, str], float]) -> None:
        self._of = of

    @classmethod
    def load(cls) -> Weighing:
        """Read the built-in table."""
        return cls({(row["decision"], row["voice"]): float(row["weight"]) for row in table(TABLE)})

    def pooled(self, decision: str, **voices: float) -> float:
        """Return the pooled log odds. Raises KeyError for a decision or voice that the table does not hold."""
        return self._of[decision, "bias"] + sum(self._of[decision, name] * value for name, value in voices.items())

    def pooled_each(self, decision: str, network: Array) -> NDArray[np.float64]:
        """Return the same, digit for digit, of many words at once that the network alone is asked about."""
        return self._of[decision, "bias"] + self._of[decision, "network"] * network.astype(np.float64)
