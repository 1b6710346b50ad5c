"""Words that decide a status, from tables/status.tsv and tables/embedding.tsv."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from tidings.knowledge.own import BUILT_IN, Tables
from tidings.model import STATUSES, Status

RELATIONS = (
    "modifier", "adverb", "auxiliary", "mark", "determiner", "preposition", "negation", "nobody", "occurrence",
    "next", "unit", "day",
)  # fmt: skip
FRAMES = ("inf", "that", "ing", "object", "noun", "noun of", "noun for")

Outcome = Status | Literal["fact", "failed"]
OUTCOMES = (*STATUSES, "fact", "failed")


@dataclass(frozen=True, slots=True)
class Signature:
    """What a word says of the deed it embeds: when it is affirmed (`does`) and when it is negated.

    `fact` is presupposed, whatever stands above; `happened` holds as far as the embedding word itself does; `failed`
    was tried in vain.
    """

    does: Outcome
    negated: Outcome


@dataclass(frozen=True, slots=True)
class StatusWords:
    """What a word in a given relation to a deed says about the deed.

    `modifier`, `adverb`, `auxiliary`, `mark`, `determiner` and `preposition` hang on the deed or take it; `negation`
    and `nobody` (as subject or object) deny it; the subject of an `occurrence` shares its mood; `next` before a `unit`,
    and `day`, are in the future. Verbs, adjectives and nouns that embed the deed have a signature for each frame: `inf`
    an infinitive, `that` a clause, `ing` a gerund, `object` a noun that names the deed, `noun`, `noun of` and
    `noun for` a noun that the deed hangs on.
    """

    by_relation: dict[str, dict[str, Status]]
    by_frame: dict[str, dict[str, Signature]]

    @classmethod
    def load(cls, tables: Tables = BUILT_IN) -> StatusWords:
        """Read the tables. Raises KnowledgeError for an unknown relation, frame, status or outcome."""
        out: dict[str, dict[str, Status]] = {relation: {} for relation in RELATIONS}
        for row in tables.rows("status"):
            if row["relation"] not in out:
                raise row.fault(f'no relation "{row["relation"]}"; the relations are {", ".join(RELATIONS)}')
            if row["status"] not in STATUSES:
                raise row.fault(f'no status "{row["status"]}"; the statuses are {", ".join(STATUSES)}')
            out[row["relation"]][row["word"]] = cast(Status, row["status"])
        return cls(out, _frames(tables))

    def says(self, relation: str, word: str) -> Status | None:
        """The status the word decides in this relation, or None."""
        return self.by_relation[relation].get(word)

    def embeds(self, frame: str, word: str) -> Signature | None:
        """What the word says of a deed it embeds in this frame, or None."""
        return self.by_frame[frame].get(word)


def _frames(tables: Tables) -> dict[str, dict[str, Signature]]:
    out: dict[str, dict[str, Signature]] = {frame: {} for frame in FRAMES}
    for row in tables.rows("embedding"):
        if row["frame"] not in out:
            raise row.fault(f'no frame "{row["frame"]}"; the frames are {", ".join(FRAMES)}')
        for column in ("does", "negated"):
            if row[column] not in OUTCOMES:
                raise row.fault(f'no outcome "{row[column]}"; the outcomes are {", ".join(OUTCOMES)}')
        out[row["frame"]][row["word"]] = Signature(cast(Outcome, row["does"]), cast(Outcome, row["negated"]))
    return out
