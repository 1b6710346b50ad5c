"""Words beside a name that tell whether it is a place and of which type, and the weights of the two place models."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tidings.errors import KnowledgeError
from tidings.knowledge.tables import cell_list, table

USES = (
    "type-after", "type-before", "nature-after", "nature-before", "facility-after", "facility-before",
    "street-after", "street-before", "organisation-after", "title-before", "locative", "speech", "given-name",
    "relation", "name-after", "border-after", "unit", "common", "direction",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """For each use, the type that a word in small letters stands for; and the weights by model and feature."""

    types: dict[str, dict[str, str]]
    weights: dict[str, dict[str, float]]

    def type_of(self, use: str, word: str) -> str | None:
        """Return the type that `word` tells in that use, or None.

        >>> place_words().type_of("type-after", "province")
        'admin1'
        """
        return self.types[use].get(word.lower())

    def first_type(self, uses: tuple[str, ...], word: str) -> str | None:
        """Return the type that `word` tells in the first of `uses` that knows it."""
        return next((found for use in uses if (found := self.type_of(use, word))), None)


@lru_cache(maxsize=1)
def place_words() -> PlaceWords:
    """Load the tables once. Raises KnowledgeError for a use that no code reads."""
    types: dict[str, dict[str, str]] = {use: {} for use in USES}
    for row in table("places_words"):
        if row["use"] not in types:
            raise KnowledgeError("places_words", row["use"], "no such use")
        for word in cell_list(row["words"]):
            types[row["use"]].setdefault(word.lower(), row["type"])
    weights: dict[str, dict[str, float]] = {}
    for row in table("places_weights"):
        weights.setdefault(row["model"], {})[row["feature"]] = float(row["weight"])
    return PlaceWords(types, weights)
