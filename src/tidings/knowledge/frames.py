"""Which part of a sentence plays which role, from tables/frames.tsv."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from tidings.knowledge.own import BUILT_IN, Tables
from tidings.knowledge.tables import cell_list
from tidings.model import KINDS, ROLES, Kind, Role

ANY_KIND = "*"
NO_ROLE = "-"


@dataclass(frozen=True, slots=True)
class Frame:
    """One way to fill a role: `part` is doer, object, dative or a preposition; empty `classes` take any words."""

    part: str
    classes: frozenset[str]
    role: Role | None  # None: these words play no role, whatever a later row says


@dataclass(frozen=True, slots=True)
class Frames:
    """Frames by kind; a kind's own rows come before those for every kind."""

    by_kind: dict[str, tuple[Frame, ...]]

    @classmethod
    def load(cls, tables: Tables = BUILT_IN, kinds: Iterable[str] = KINDS) -> Frames:
        """Read the table for these kinds. Raises KnowledgeError for a row of another kind or an unknown role."""
        rows: dict[str, list[Frame]] = {kind: [] for kind in (*kinds, ANY_KIND)}
        for row in tables.rows("frames"):
            if row["kind"] not in rows and (row.is_own or row["kind"] not in KINDS):
                raise row.fault(f'no kind "{row["kind"]}"; the kinds are {", ".join(rows)}')
            if row["role"] not in (*ROLES, NO_ROLE):
                raise row.fault(f'no role "{row["role"]}"; the roles are {", ".join(ROLES)}, or - for none')
            role = None if row["role"] == NO_ROLE else cast(Role, row["role"])
            frame = Frame(row["part"], frozenset(cell_list(row["classes"])), role)
            rows.setdefault(row["kind"], []).append(frame)
        shared = rows.pop(ANY_KIND)
        return cls({kind: (*own, *shared) for kind, own in rows.items()})

    def of(self, kind: Kind) -> tuple[Frame, ...]:
        """Frames of one kind in the order they are tried."""
        return self.by_kind[kind]

    def parts(self, kind: Kind) -> tuple[str, ...]:
        """Every part that may fill a role of this kind."""
        return tuple(dict.fromkeys(frame.part for frame in self.of(kind)))
