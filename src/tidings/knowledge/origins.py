"""Words that tell where an attribution ends, and which names are one origin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tidings.errors import KnowledgeError
from tidings.knowledge.names import fold
from tidings.knowledge.tables import cell_list, table

UNATTRIBUTED = "unattributed"  # name and key of an origin that cannot be told and never counts
UNNAMED = "unnamed source"  # name and key of an origin of which no name is given
CLASSES = frozenset(
    {"channel", "written", "office", "rank", "place", "media", "body", "one", "unnamed", "rumour"}
    | {"firsthand", "mouthpiece", "retraction", "credit"}
)


@dataclass(frozen=True, slots=True)
class OriginWords:
    """Folded words and phrases by class, and for words that mean one body the word that stands for all of them."""

    words: dict[str, frozenset[str]]
    phrases: dict[str, tuple[str, ...]]  # longest first
    one: dict[str, str]

    @classmethod
    def load(cls) -> OriginWords:
        """Read the built-in table. Raises KnowledgeError for a class that no rule knows."""
        words: dict[str, set[str]] = {name: set() for name in CLASSES}
        one: dict[str, str] = {}
        for row in table("origins_words"):
            if row["class"] not in CLASSES:
                raise KnowledgeError("origins_words", row["class"], "is no class that a rule knows")
            listed = [fold(word) for word in cell_list(row["words"])]
            words[row["class"]].update(listed)
            if row["class"] == "one":
                one.update((word, listed[0]) for word in listed)
        phrases = {name: tuple(sorted(held, key=lambda p: (-len(p), p))) for name, held in words.items()}
        return cls({name: frozenset(held) for name, held in words.items()}, phrases, one)

    def says(self, name: str, text: str) -> str:
        """Return the first phrase of a class that stands in the folded text as whole words, or ""."""
        padded = f" {' '.join(text.split())} "
        return next((p for p in self.phrases[name] if f" {p} " in padded), "")


@cache
def origin_words() -> OriginWords:
    """The built-in table, read once."""
    return OriginWords.load()
