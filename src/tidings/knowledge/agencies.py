"""Words by which a publisher that no table names calls itself a news agency."""

from __future__ import annotations

from functools import cache

from tidings.knowledge.names import fold
from tidings.knowledge.outlets import Outlets
from tidings.knowledge.tables import cell_list, table

AGENCY_KINDS = frozenset({"agency", "state agency"})


@cache
def agency_words() -> frozenset[str]:
    """The folded words and phrases of the built-in table, read once."""
    return frozenset(fold(word) for row in table("agencies") for word in cell_list(row["words"]))


def is_agency(publisher: str | None, outlets: Outlets) -> bool:
    """Whether the publisher is an agency of the outlet table, or calls itself one."""
    known = outlets.resolve(publisher) if publisher else None
    padded = f" {fold(publisher or '').strip()} "
    return known.kind in AGENCY_KINDS if known else any(f" {word} " in padded for word in agency_words())
