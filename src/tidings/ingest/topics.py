"""What a paragraph is about, as a direction in a space in which words of the same stories lie close together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from tidings.ingest.cohesion import Paragraph
from tidings.ingest.surroundings import REACH, Side
from tidings.knowledge.tables import table

ZERO = ord("n")  # the letter for nought: "a" is -13 steps, "z" 12
Topic = npt.NDArray[np.float32]
REACHES = (1, 2, 4, 8)
REST = slice(1, 4)  # the paragraphs behind the one at the border


@cache
def _directions() -> tuple[dict[str, int], Topic]:
    """The row of each stem of topics.tsv, and the directions as rows."""
    rows = table("topics").rows
    return {row["stem"]: n for n, row in enumerate(rows)}, np.stack([direction(row["direction"]) for row in rows])


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
        self._known = np.zeros((len(said), _directions()[1].shape[1]), np.float32)
        self._is_known = bytearray(len(said))

    def of(self, at: Sequence[int]) -> Topic:
        """The topics of these paragraphs as rows; nought for one of which no word is known."""
        for n in at:
            if not self._is_known[n]:
                self._is_known[n] = True
                self._known[n] = self._read(n)
        return self._known[at]

    def _read(self, n: int) -> Topic:
        row_of, directions = _directions()
        known = [(row_of[stem], weight) for stem, weight in self.said[n].weights.items() if stem in row_of]
        rows, weights = zip(*known, strict=True) if known else ((), ())
        return np.array(weights, np.float32) @ directions[list(rows)]


@cache
def _groups() -> Topic:
    """Which of the paragraphs of both sides, REACH of either, each compared group holds: a row of noughts and ones."""
    groups = np.zeros((2, len(REACHES) + 1, 2 * REACH), np.float32)
    for side in (0, 1):
        own = groups[side, :, side * REACH : (side + 1) * REACH]
        for row, reach in enumerate(REACHES):
            own[row, :reach] = 1
        own[-1, REST] = 1
    return groups.reshape(-1, 2 * REACH)


def same_topic(topics: Topics, left: Side, right: Side) -> dict[str, float]:
    """How close the topics of both sides are, from 1 for the same to about 0, at several ranges."""
    gaps = [0] * (REACH - len(left.at)), [0] * (REACH - len(right.at))
    weights = np.array([*left.same, *gaps[0], *right.same, *gaps[1]], np.float32)
    sums = (_groups() * weights) @ topics.of([*left.at, *gaps[0], *right.at, *gaps[1]])
    products = sums @ sums.T
    lengths = np.sqrt(products.diagonal())
    lengths[lengths == 0] = 1
    alike = (products / np.outer(lengths, lengths)).tolist()
    (one, two, four, eight, rest), n = range(len(REACHES) + 1), len(REACHES) + 1
    forward, back = alike[n + one][n + rest], alike[n + one][four]
    up, down = alike[one][rest], alike[one][n + four]
    return {
        "topic at the seam": alike[one][n + one],
        "topic of two": alike[two][n + two],
        "topic of four": alike[four][n + four],
        "topic of eight": alike[eight][n + eight],
        "topic of first": back,
        "topic of last": down,
        "topic leans forward": forward - back,
        "topic leans back": up - down,
    }
