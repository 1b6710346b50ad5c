"""How events are called in other codebooks: ACLED's, UCDP's and PLOVER's, from the coding_* tables."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from tidings.errors import KnowledgeError
from tidings.knowledge.tables import Row, cell_list, table

ANY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Traits:
    """What the rules look at in an event: its methods, the sides of both roles, its numbers and its words.

    `words` are those of its mentions and items, `told` the sentences that tell it.
    """

    kind: str
    methods: Collection[str] = ()
    actors: Collection[str] = ()
    targets: Collection[str] = ()
    toll: Collection[str] = ()
    words: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a row asks of an event; an empty condition asks nothing."""

    kind: str
    methods: frozenset[str] = ANY
    actors: frozenset[str] = ANY
    targets: frozenset[str] = ANY
    toll: frozenset[str] = ANY
    words: re.Pattern[str] | None = None
    told: re.Pattern[str] | None = None

    def fit(self, event: Traits) -> bool:
        """Whether each condition is met by at least one of the event's values."""
        pairs = (
            (self.methods, event.methods), (self.actors, event.actors), (self.targets, event.targets),
            (self.toll, event.toll),
        )  # fmt: skip
        met = all(not asked or not asked.isdisjoint(told) for asked, told in pairs)
        texts = ((self.words, event.words), (self.told, event.told))
        return met and self.kind == event.kind and all(p is None or p.search(text.lower()) for p, text in texts)


@dataclass(frozen=True, slots=True)
class AcledRule:
    """One row of coding_acled.tsv; `sub` is "" where the accounts do not decide it."""

    asks: Conditions
    type: str
    sub: str


@dataclass(frozen=True, slots=True)
class PloverRule:
    """One row of coding_plover.tsv."""

    asks: Conditions
    event: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Back:
    """What an ACLED type tells in our words; "" for a role that an actor does not play."""

    kind: str
    method: str
    actor1: str
    actor2: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a coded table: what fills it, or why it stays empty."""

    name: str
    filled_from: str
    empty_because: str
    example: str


@cache
def acled_rules() -> tuple[AcledRule, ...]:
    """Return the rules of ACLED's types in the table's order."""
    return tuple(
        AcledRule(
            _conditions(row),
            row["event_type"],
            row["sub_event_type"],
        )
        for row in table("coding_acled")
    )


def acled_type(event: Traits) -> tuple[str, str] | None:
    """Return event type and sub-event type, None for what ACLED has no type for.

    >>> acled_type(Traits("attack", methods=["airstrike"]))
    ('Explosions/Remote violence', 'Air/drone strike')
    >>> acled_type(Traits("publish")) is None
    True
    """
    return next(((rule.type, rule.sub) for rule in acled_rules() if rule.asks.fit(event)), None)


@cache
def disorder(event_type: str, sub_event_type: str) -> tuple[str, bool]:
    """Return ACLED's type of disorder, and whether violence of the type can be aimed at civilians.

    >>> disorder("Riots", "Mob violence")
    ('Political violence', True)
    """
    rows = [row for row in table("coding_disorder") if row["event_type"] == event_type]
    found = next((row for row in rows if row["sub_event_type"] in (sub_event_type, "")), None)
    if found is None:
        raise KnowledgeError("coding_disorder", event_type, "has no row")
    return found["disorder_type"], found["may_target"] == "yes"


@cache
def acled_back(event_type: str, sub_event_type: str) -> Back | None:
    """Return what an ACLED type tells in our words, whatever its capitals; None for a type that has no kind here.

    >>> acled_back("battles", "Armed clash").kind
    'clash'
    """
    for row in table("coding_acled_back"):
        if row["event_type"].lower() != event_type.strip().lower():
            continue
        if row["sub_event_type"].lower() in ("", sub_event_type.strip().lower()):
            return Back(row["kind"], row["method"], row["actor1"], row["actor2"])
    return None


@cache
def plover_rules() -> tuple[PloverRule, ...]:
    """Return the rules of PLOVER's types in the table's order."""
    return tuple(
        PloverRule(
            _conditions(row),
            row["event"],
            cell_list(row["modes"]),
            cell_list(row["contexts"]),
        )
        for row in table("coding_plover")
    )


def plover_type(event: Traits) -> PloverRule | None:
    """Return the first rule that fits, None for what PLOVER has no type for."""
    return next((rule for rule in plover_rules() if rule.asks.fit(event)), None)


@cache
def quads() -> dict[str, tuple[int, bool]]:
    """Return for each PLOVER type its quad category 1-4, and whether a record of it needs a recipient."""
    return {row["event"]: (int(row["quad"]), row["needs_recipient"] == "yes") for row in table("coding_quads")}


@cache
def special_contexts() -> dict[str, str]:
    """Return PLOVER's special context for each status that has one."""
    return {row["status"]: row["context"] for row in table("coding_contexts")}


@cache
def sides() -> dict[str, tuple[str, str]]:
    """Return for each sector its side (state, armed, civilian, other) and ACLED's kind of actor."""
    return {row["sector"]: (row["side"], row["inter"]) for row in table("coding_sides")}


@cache
def columns(book: str) -> tuple[Column, ...]:
    """Return the columns of a coded table ("acled", "ucdp") in their order."""
    return tuple(
        Column(row["column"], row["filled_from"], row["empty_because"], row["example"])
        for row in table("coding_columns")
        if row["book"] == book
    )


def _conditions(row: Row) -> Conditions:
    names = ("method", "actor", "target", "toll")
    methods, actors, targets, toll = (frozenset(cell_list(row.get(name, ""))) for name in names)
    words, told = (_starts(row.get(name, "")) for name in ("words", "told"))
    return Conditions(row["kind"], methods, actors, targets, toll, words, told)


def _starts(cell: str) -> re.Pattern[str] | None:
    """A pattern for words that start as one of the cell's ("base$": that are just so); None for an empty cell."""
    words = [re.escape(word.removesuffix("$")) + r"\b" * word.endswith("$") for word in cell_list(cell)]
    return re.compile(rf"\b(?:{'|'.join(words)})") if words else None
