"""Words that tell in what state an item is, from tables/conditions.tsv."""

from __future__ import annotations

from functools import cache
from typing import Literal, cast, get_args

from tidings.errors import KnowledgeError
from tidings.knowledge.tables import table
from tidings.model.values import Condition

Stands = Literal["quality", "done to", "done by", "of"]  # how the words stand to the item

SORTS: tuple[str, ...] = get_args(Stands)
CONDITIONS: tuple[str, ...] = get_args(Condition)


@cache
def conditions() -> dict[tuple[str, str], Condition]:
    """Return the state by word and sort. Raises KnowledgeError for a state or sort that is none."""
    out: dict[tuple[str, str], Condition] = {}
    for row in table("conditions"):
        if row["sort"] not in SORTS or row["state"] not in CONDITIONS:
            raise KnowledgeError(
                "conditions", row["word"], f"sorts are {', '.join(SORTS)}; states are {', '.join(CONDITIONS)}"
            )
        out[row["word"], row["sort"]] = cast(Condition, row["state"])
    return out


def condition_of(word: str, sort: Stands) -> Condition | None:
    """Return the state that a word tells of, standing so to the item, or None.

    >>> condition_of("crash", "done by"), condition_of("crash", "done to")
    ('defunct', None)
    """
    return conditions().get((word, sort))
