"""Small closed classes of words, from tables/grammar.tsv."""

from __future__ import annotations

from functools import lru_cache

from tidings.errors import KnowledgeError
from tidings.knowledge.tables import table


@lru_cache(maxsize=1)
def _sorts() -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for row in table("grammar"):
        out.setdefault(row["sort"], set()).add(row["word"])
    return {sort: frozenset(words) for sort, words in out.items()}


def words(sort: str) -> frozenset[str]:
    """Return the words of one sort. Raises KnowledgeError for a sort that the table does not hold."""
    try:
        return _sorts()[sort]
    except KeyError:
        raise KnowledgeError("grammar", sort, f"no such sort; the sorts are {', '.join(_sorts())}") from None
