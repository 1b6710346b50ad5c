"""ACLED sub-events: what a short report would be coded as, from its accounts and its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tidings.knowledge.tables import cell_list, table
from tidings.model import Account


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of tables/acled.tsv: a sub-event and all that a report must have, or must not have, to be coded so."""

    sub_event: str
    lead: frozenset[str]
    kinds: frozenset[str]
    methods: frozenset[str]
    words: re.Pattern[str] | None
    and_words: re.Pattern[str] | None
    without: re.Pattern[str] | None
    actor: re.Pattern[str] | None

    def fits(self, text: str, accounts: Sequence[Account]) -> bool:
        """Whether the report with this lower-cased text and these accounts is coded so."""
        if self.lead and not (accounts and _lead(accounts[0]) in self.lead):
            return False
        kept = [a for a in accounts if not self.kinds or a.kind in self.kinds]
        kept = [a for a in kept if not self.methods or a.method in self.methods]
        kept = [a for a in kept if self.actor is None or self.actor.search(_actors(a))]
        if not kept and (self.kinds or self.methods or self.actor):
            return False
        if self.without is not None and self.without.search(text):
            return False
        return all(p is None or p.search(text) for p in (self.words, self.and_words))


def sub_event(text: str, accounts: Sequence[Account]) -> str:
    """Return the sub-event of a short report: that of the first row of the table that fits it."""
    lowered = text.lower()
    return next(rule.sub_event for rule in _rules() if rule.fits(lowered, accounts))


def _lead(account: Account) -> str:
    """The kind that a report leads with; a deed that is denied is a denial."""
    return "deny" if account.status == "denied" else account.kind


def _actors(account: Account) -> str:
    return " ".join(f.quote.text.lower() for role, fillers in account.roles if role == "actor" for f in fillers)


@lru_cache(maxsize=1)
def _rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(
            row["sub_event"],
            frozenset(cell_list(row["lead"])),
            frozenset(cell_list(row["kinds"])),
            frozenset(cell_list(row["methods"])),
            *(_starts(row[column]) for column in ("words", "and_words", "without", "actor")),
        )
        for row in table("acled")
    )


def _starts(cell: str) -> re.Pattern[str] | None:
    """A pattern for words that start as one of the cell's ("plant$": that are just so); None for an empty cell."""
    words = sorted(cell_list(cell), key=len, reverse=True)
    starts = [re.escape(word.removesuffix("$")) + r"\b" * word.endswith("$") for word in words]
    return re.compile(rf"\b(?:{'|'.join(starts)})") if starts else None
