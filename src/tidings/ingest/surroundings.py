"""The paragraphs on both sides of a possible border, as far as the same story is likely to reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tidings.ingest.cohesion import Paragraph, alike

REACH = 8  # paragraphs looked at on each side; news stories have 5-30, and most come back to their words within 4
USUAL = 0.05  # likeness of two paragraphs of one story that stand near each other, over the tuning half
FAINT = 0.05  # a paragraph that is less likely than this to belong to the story on its side is not looked at


@dataclass(frozen=True)
class Likely:
    """How probable a border is before each unit of a page; before the first it is 0."""

    before: Sequence[float]

    @cached_property
    def total(self) -> float:
        """How many borders the page is expected to have."""
        return sum(self.before)

    @cached_property
    def _two_surest(self) -> tuple[float, float]:
        first, second, *_ = [*sorted(self.before)[-2:][::-1], 0.0, 0.0]
        return first, second

    def surest_but(self, n: int) -> float:
        """The probability of the page's surest border, the one before unit `n` left out."""
        first, second = self._two_surest
        return second if self.before[n] == first else first


class Likeness:
    """How alike two units of a page are, each pair compared once."""

    def __init__(self, said: Sequence[Paragraph]) -> None:
        self.said = said
        self._known: dict[tuple[int, int], float] = {}

    def __call__(self, a: int, b: int) -> float:
        """Cosine of the words of the two units, 0-1; `a` stands before `b`."""
        found = self._known.get((a, b))
        if found is None:
            found = self._known[a, b] = alike(self.said[a], self.said[b])
        return found


@dataclass(frozen=True, slots=True)
class Side:
    """Units of one side, the nearest to the border first, each with the probability that it is of the same story."""

    at: list[int]
    same: list[float]
    likeness: Likeness

    @property
    def length(self) -> float:
        """How many of its units are expected to be of the same story."""
        return sum(self.same)

    def among(self, reach: int) -> float:
        """Mean likeness of its units to each other, drawn towards what is usual where there are few."""
        total, n = USUAL, 1.0
        for far in range(1, min(reach, len(self.at))):
            for near in range(far):
                total += self.same[far] * self._alike(near, far)
                n += self.same[far]
        return total / n

    def nearest_to_rest(self, reach: int) -> float:
        """How much the unit at the border is like one of the others on its side, at best."""
        return max((self.same[far] * self._alike(0, far) for far in range(1, min(reach, len(self.at)))), default=0.0)

    def _alike(self, near: int, far: int) -> float:
        a, b = self.at[near], self.at[far]
        return self.likeness(a, b) if a < b else self.likeness(b, a)


def sides(likeness: Likeness, n: int, likely: Likely) -> tuple[Side, Side]:
    """The two sides of the place before unit `n`."""
    left, right = range(n - 1, max(-1, n - 1 - REACH), -1), range(n, min(len(likeness.said), n + REACH))
    return (
        _side(likeness, left, [0.0, *(likely.before[at + 1] for at in left[1:])]),
        _side(likeness, right, [0.0, *(likely.before[at] for at in right[1:])]),
    )


def _side(likeness: Likeness, at: Sequence[int], border: Sequence[float]) -> Side:
    """Walk away from the place; `border[i]` is the probability of a border between step i and the step before."""
    kept, same, now = [], [], 1.0
    for n, p in zip(at, border, strict=True):
        now *= 1 - p
        if now < FAINT:
            break
        kept.append(n)
        same.append(now)
    return Side(kept, same, likeness)


def across(left: Side, right: Side, reach: int) -> list[list[float]]:
    """Likeness of each unit on the left to each on the right, lessened by the doubt that both are of one story.

    A row a unit on the left, the nearest to the border first.
    """
    likeness, below = left.likeness, list(zip(right.at[:reach], right.same[:reach], strict=True))
    return [
        [a_same * b_same * likeness(a, b) for b, b_same in below]
        for a, a_same in zip(left.at[:reach], left.same[:reach], strict=True)
    ]


def mean_across(pairs: Sequence[Sequence[float]], left: Side, right: Side, reach: int) -> float:
    """Mean of what `across` gave over the pairs within `reach` that are expected to be of one story each."""
    total = sum([like for row in pairs[:reach] for like in row[:reach]])
    return total / (sum(left.same[:reach]) * sum(right.same[:reach]))
