"""Words and pairs that decide whether two reports tell the same: plain words, kin kinds, and titles of events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from tidings.errors import KnowledgeError
from tidings.knowledge.tables import cell_list, table


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The noun of a kind of event, and the words that lead to its target and its item."""

    noun: str
    target: str
    item: str


@dataclass(frozen=True)
class Sameness:
    """What linking knows about words; `kin` and `kin_methods` hold every pair in both directions.

    `rarity` says how rare a word's first letters are in news; under "" that of all others.
    """

    plain: frozenset[str]
    kin: frozenset[tuple[str, str]]
    kin_methods: frozenset[tuple[str, str]]
    titles: dict[str, TitleWords]
    methods: dict[str, str]
    statuses: dict[str, str]
    rarity: dict[str, float]
    buildings: frozenset[str]

    @classmethod
    def load(cls) -> Sameness:
        """Read the built-in tables. Raises KnowledgeError where a kind is called kin to itself."""
        kin = {(row["kind"], row["kin"]) for row in table("kind_kin")}
        if twins := sorted(a for a, b in kin if a == b):
            raise KnowledgeError("kind_kin", twins[0], "a kind is not kin to itself")
        words = {field: {} for field in ("method", "status")}  # type: dict[str, dict[str, str]]
        for row in table("title_words"):
            words[row["field"]][row["value"]] = row["word"]
        rarity = {root: float(row["rarity"]) for row in table("rarity") for root in cell_list(row["stems"])}
        return cls(
            plain=frozenset(word for row in table("plain_words") for word in cell_list(row["words"])),
            kin=_both_ways(kin),
            kin_methods=_both_ways((row["method"], row["kin"]) for row in table("method_kin")),
            titles={r["kind"]: TitleWords(r["noun"], r["target"], r["item"]) for r in table("event_titles")},
            methods=words["method"],
            statuses=words["status"],
            rarity=rarity | {"": rarity["unlisted"]},
            buildings=frozenset(r["word"] for r in table("nouns") if "structure" in cell_list(r["classes"])),
        )

    def title(self, kind: str) -> TitleWords:
        """The words of a kind's titles; a user's own kind goes by its name."""
        return self.titles.get(kind) or TitleWords(kind.replace("-", " ").capitalize(), "on", "with")

    def sort_of(self, kind: str) -> str:
        """The first by name of all kinds that are kin of this one, or kin of its kin: one name for all of them."""
        return self.sorts.get(kind, kind)

    @cached_property
    def sorts(self) -> dict[str, str]:
        """The sort of each kind that has kin."""
        found: dict[str, set[str]] = {}
        for one, other in sorted(self.kin):
            both = found.get(one, {one}) | found.get(other, {other})
            found |= dict.fromkeys(both, both)
        return {kind: min(kinds) for kind, kinds in found.items()}


def _both_ways(pairs: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset(pair for a, b in pairs for pair in ((a, b), (b, a)))


@cache
def sameness() -> Sameness:
    """The built-in tables, read once."""
    return Sameness.load()
