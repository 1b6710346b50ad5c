"""Log-odds from small trees that are added up: what no sum of single cues can say, a few questions together can."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Self

from tidings.knowledge.tables import cell_list, table


@dataclass(frozen=True, slots=True)
class Tree:
    """Questions that are asked in turn, each "is the cue above its bound", and what each row of answers adds."""

    questions: tuple[tuple[str, float], ...]
    adds: tuple[float, ...]

    @classmethod
    def read(cls, questions: str, adds: str) -> Self:
        """Read "lead before > 0.3|rule > 0.5" and the four sums for no-no, no-yes, yes-no and yes-yes."""
        pairs = (one.rsplit(" > ", 1) for one in cell_list(questions))
        return cls(tuple((cue, float(bound)) for cue, bound in pairs), tuple(map(float, cell_list(adds))))

    def __call__(self, cues: Mapping[str, float]) -> float:
        """What the answers for these cues add, in log-odds."""
        row = 0
        for cue, bound in self.questions:
            row = 2 * row + (cues[cue] > bound)
        return self.adds[row]


@cache
def trees() -> tuple[Tree, ...]:
    """The trees of border_trees.tsv."""
    return tuple(Tree.read(row["questions"], row["adds"]) for row in table("border_trees"))


def score(cues: Mapping[str, float]) -> float:
    """The log-odds that all trees give together."""
    return sum(tree(cues) for tree in trees())
