"""What a paragraph is about, as a direction in a space in which words of the same stories lie close together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from tidings.ingest.cohesion import Paragraph
from tidings.ingest.surroundings import Side
from tidings.knowledge.tables import table

ZERO = ord("n")  # the letter for nought: "a" is -13 steps, "z" 12
Topic = npt.NDArray[np.float32]


@cache
def _directions() -> dict[str, Topic]:
    """The direction of each stem of topics.tsv."""
    return {row["stem"]: direction(row["direction"]) for row in table("topics")}


def direction(letters: str) -> Topic:
    """The numbers that the letters of topics.tsv stand for.

    >>> direction("amnoz").tolist()
    [-13.0, -1.0, 0.0, 1.0, 12.0]
    """
    return np.frombuffer(letters.encode(), np.uint8).astype(np.float32) - ZERO


class Topics:
    """The topics of a page's paragraphs, each read when it is first asked for."""

    def __init__(self, said: Sequence[Paragraph]) -> None:
        self.said = said
        self._known: dict[int, Topic] = {}

    def of(self, at: Sequence[int], weights: Sequence[float]) -> Topic:
        """The topic that the weighted paragraphs have together, of length 1; nought where no word is known."""
        total = sum((weight * self._one(n) for n, weight in zip(at, weights, strict=True)), np.zeros(1, np.float32))
        length = float(np.sqrt(total @ total))
        return total / length if length else np.zeros_like(next(iter(_directions().values())))

    def _one(self, n: int) -> Topic:
        found = self._known.get(n)
        if found is None:
            known = _directions()
            rows = [(weight, known[stem]) for stem, weight in self.said[n].weights.items() if stem in known]
            nought = np.zeros_like(next(iter(known.values())))
            found = self._known[n] = sum((weight * row for weight, row in rows), nought)
        return found


def same_topic(topics: Topics, left: Side, right: Side) -> dict[str, float]:
    """How close the topics of both sides are, from 1 for the same to about 0, at several ranges."""
    above = {reach: topics.of(left.at[:reach], left.same[:reach]) for reach in (1, 2, 4, 8)}
    below = {reach: topics.of(right.at[:reach], right.same[:reach]) for reach in (1, 2, 4, 8)}
    rest_above = topics.of(left.at[1:4], left.same[1:4])
    rest_below = topics.of(right.at[1:4], right.same[1:4])
    forward, back = float(below[1] @ rest_below), float(below[1] @ above[4])
    up, down = float(above[1] @ rest_above), float(above[1] @ below[4])
    return {
        "topic at the seam": float(above[1] @ below[1]),
        "topic of two": float(above[2] @ below[2]),
        "topic of four": float(above[4] @ below[4]),
        "topic of eight": float(above[8] @ below[8]),
        "topic of first": back,
        "topic of last": down,
        "topic leans forward": forward - back,
        "topic leans back": up - down,
    }
