"""The rules of credibility: which facts about an event's origins give which grade of the Admiralty code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from tidings.errors import KnowledgeError
from tidings.knowledge.tables import table
from tidings.model.event import Credibility


@dataclass(frozen=True, slots=True)
class CredibilityRule:
    """One row: from how many to how many independent origins and deniers it fits, and what follows."""

    id: str
    independent: tuple[int, int]
    deniers: tuple[int, int]
    is_unnamed: bool
    credibility: Credibility
    wording: str

    def fits(self, independent: int, deniers: int, *, is_unnamed: bool) -> bool:
        """Whether the rule speaks of such an event."""
        within = self.independent[0] <= independent <= self.independent[1]
        return within and self.deniers[0] <= deniers <= self.deniers[1] and self.is_unnamed == is_unnamed


@cache
def credibility_rules() -> tuple[CredibilityRule, ...]:
    """Return the rules in the table's order. Raises KnowledgeError for a grade outside 1 to 6."""
    rules = []
    for row in table("credibility"):
        if row["credibility"] not in set("123456"):
            raise KnowledgeError("credibility", row["rule"], f"grade {row['credibility']} is not one of 1 to 6")
        counts = (int(row[f"{name}_{end}"]) for name in ("independent", "deniers") for end in ("min", "max"))
        low, high, denied_low, denied_high = counts
        unnamed, grade = row["only_unnamed"] == "yes", cast(Credibility, int(row["credibility"]))
        rules.append(
            CredibilityRule(row["rule"], (low, high), (denied_low, denied_high), unnamed, grade, row["wording"])
        )
    return tuple(rules)
