"""What an account with an item shows of a party's capability, from tables/capability_stages.tsv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tidings.errors import KnowledgeError
from tidings.knowledge.items import Items
from tidings.knowledge.tables import cell_list, table

STAGES = ("sought", "acquired", "developed", "tested", "possessed", "used", "lost", "seized")


NO_CAPABILITY = frozenset({"document", "money"})  # classes of items that arm, equip or supply nobody


@dataclass(frozen=True, slots=True)
class StageRule:
    """One row: the kind, the statuses it speaks of (none: all), whose role, and the stage."""

    kind: str
    statuses: tuple[str, ...]
    roles: tuple[str, ...]
    stage: str


@cache
def stage_rules() -> tuple[StageRule, ...]:
    """Return the rules in the table's order. Raises KnowledgeError for a stage that is none."""
    rules = []
    for row in table("capability_stages"):
        if row["stage"] not in STAGES:
            raise KnowledgeError("capability_stages", row["kind"], f'"{row["stage"]}" is none of {", ".join(STAGES)}')
        statuses = () if row["statuses"] == "*" else cell_list(row["statuses"])
        rules.append(StageRule(row["kind"], statuses, cell_list(row["roles"]), row["stage"]))
    return tuple(rules)


def stage_of(kind: str, status: str) -> StageRule | None:
    """Return the first rule for accounts of this kind and status; None where they show no capability.

    >>> stage_of("acquire", "planned").stage, stage_of("acquire", "happened").stage
    ('sought', 'acquired')
    """
    fits = (rule for rule in stage_rules() if rule.kind == kind and (not rule.statuses or status in rule.statuses))
    return next(fits, None)


def may_equip(kind: str, item: str | None) -> bool:
    """Whether an item, by its id in the tables, may be of a party's capability; one that no table holds mostly may.

    Films, papers and money equip nobody, and what is demanded without a known name is mostly a deed ("respect").

    >>> may_equip("seize", "video"), may_equip("seize", "drone"), may_equip("seize", None), may_equip("demand", None)
    (False, True, True, False)
    """
    known = _items().named(item) if item else None
    if known is None:
        return kind != "demand"
    return (known.category or "").partition(".")[0] not in NO_CAPABILITY


@cache
def _items() -> Items:
    return Items.load()
