"""Judgements: append-only decisions by a rule or an analyst. An analyst's outlives any re-run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["same", "different", "unsure", "accept", "reject", "edit", "grade"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision about a pair (`left`, `right`) or about one thing (`right` is None)."""

    subject: Literal["account", "entity", "event", "outlet"]
    left: str
    right: str | None
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    by: str  # "rule:linking.events/1" or the analyst's name
    at: str  # ISO moment, UTC; "" for a rule, whose judgements carry no clock

    @property
    def is_analyst(self) -> bool:
        """Whether a person decided."""
        return not self.by.startswith("rule:")
