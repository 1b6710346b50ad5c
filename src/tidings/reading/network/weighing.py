"""How much the network's word counts beside the rules': log odds pooled by the weights of network_weights.tsv."""

from __future__ import annotations

from collections.abc import Mapping

from tidings.knowledge.tables import table

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
