"""News agencies: whom others copy, and how a copy credits them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tidings.knowledge.names import fold
from tidings.knowledge.tables import cell_list, table


@dataclass(frozen=True, slots=True)
class Agencies:
    """Names of agencies, and the words that make a publisher's name that of an agency."""

    names: dict[str, str]  # folded name or short form -> canonical name
    words: frozenset[str]

    @classmethod
    def load(cls) -> Agencies:
        """Read the built-in table."""
        names: dict[str, str] = {}
        words: set[str] = set()
        for row in table("agencies"):
            if row["class"] == "word":
                words.update(fold(word) for word in cell_list(row["names"]))
            else:
                forms = cell_list(row["names"])
                names.update((fold(form), forms[0]) for form in forms)
        return cls(names, frozenset(words))

    def is_agency(self, publisher: str | None) -> bool:
        """Whether the publisher is a known agency, or calls itself one."""
        plain = fold(publisher or "").strip()
        return plain in self.names or any(f" {word} " in f" {plain} " for word in self.words)

    def canonical(self, name: str) -> str:
        """The agency's canonical name, or the name as given."""
        return self.names.get(fold(name).strip(), name)


@cache
def agencies() -> Agencies:
    """The built-in table, read once."""
    return Agencies.load()
