"""Words that decide a status, from tables/status.tsv."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from tidings.knowledge.own import BUILT_IN, Tables
from tidings.model import STATUSES, Status

RELATIONS = ("governs", "object", "noun", "modifier", "adverb", "auxiliary", "mark")


@dataclass(frozen=True, slots=True)
class StatusWords:
    """What a word in a given relation to a deed says about the deed.

    `governs` an embedding verb with a clause or infinitive; `object` a verb whose object the deed is; `noun` a noun
    the deed hangs on; `modifier`, `adverb`, `auxiliary`, `mark` words that hang on the deed.
    """

    by_relation: dict[str, dict[str, Status]]

    @classmethod
    def load(cls, tables: Tables = BUILT_IN) -> StatusWords:
        """Read the table. Raises KnowledgeError for an unknown relation or status."""
        out: dict[str, dict[str, Status]] = {relation: {} for relation in RELATIONS}
        for row in tables.rows("status"):
            if row["relation"] not in out:
                raise row.fault(f'no relation "{row["relation"]}"; the relations are {", ".join(RELATIONS)}')
            if row["status"] not in STATUSES:
                raise row.fault(f'no status "{row["status"]}"; the statuses are {", ".join(STATUSES)}')
            out[row["relation"]][row["word"]] = cast(Status, row["status"])
        return cls(out)

    def says(self, relation: str, word: str) -> Status | None:
        """The status the word decides in this relation, or None."""
        return self.by_relation[relation].get(word)
