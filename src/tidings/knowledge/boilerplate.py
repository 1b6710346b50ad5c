"""Words that tell how a page is laid out: bylines, credits, teasers, datelines, rules, and words common to all news."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from tidings.errors import KnowledgeError
from tidings.knowledge.tables import Table, cell_list, table

Kind = Literal["byline", "credit", "related", "publisher", "teaser", "separator", "agency", "month", "weekday",
               "follower", "english", "common", "frequent"]  # fmt: skip


SETS = ("separator", "weekday", "follower", "english", "common", "frequent")  # kinds asked for membership alone


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The words of boilerplate.tsv by kind, in the table's order without repeats."""

    byline: tuple[str, ...]
    credit: tuple[str, ...]
    related: tuple[str, ...]
    publisher: tuple[str, ...]
    teaser: tuple[str, ...]
    separator: frozenset[str]
    agency: tuple[str, ...]
    month: tuple[str, ...]
    weekday: frozenset[str]
    follower: frozenset[str]
    english: frozenset[str]
    common: frozenset[str]
    frequent: frozenset[str]

    @classmethod
    def of(cls, rows: Table) -> Boilerplate:
        """Build from a table; raises KnowledgeError for an unknown kind or a kind without words."""
        words: dict[str, list[str]] = {kind: [] for kind in get_args(Kind)}
        for row in rows:
            if row["kind"] not in words:
                raise KnowledgeError(rows.name, row["kind"], f"the kind is none of {', '.join(words)}")
            words[row["kind"]] += cell_list(row["words"])
        empty = [kind for kind, listed in words.items() if not listed]
        if empty:
            raise KnowledgeError(rows.name, ", ".join(empty), "no words of this kind")
        by_kind: dict[str, Any] = {
            kind: frozenset(listed) if kind in SETS else tuple(dict.fromkeys(listed)) for kind, listed in words.items()
        }
        return cls(**by_kind)

    @staticmethod
    @cache
    def load() -> Boilerplate:
        """The built-in table, read once a process."""
        return Boilerplate.of(table("boilerplate"))
