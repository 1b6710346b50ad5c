"""Judgements: append-only decisions by a rule or an analyst. An analyst's outlives any re-run.

Ids of events and accounts come from content, so that they may change when stories are added or read anew. An analyst's
judgement is therefore anchored: it keeps the accounts it was made about, and where in which story each stands.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tidings.model.ids import content_id

Verdict = Literal[
    "same", "different", "unsure",  # of accounts: `left` and `right` hold one id, or several with blanks between
    "accept", "reject", "edit", "comment", "tag",  # of an event; `right` holds the value, the words or the tag
    "grade",  # of an outlet (`right` A-F) or an event (`right` 1-6)
    "add", "mend",  # of a story: an account by hand, see byhand.py; `right` holds it, with its words
    "undo",  # of a judgement
]  # fmt: skip
Subject = Literal["account", "entity", "event", "outlet", "story", "judgement"]
PAIRED: tuple[Verdict, ...] = ("same", "different", "unsure")
BY_HAND: tuple[Verdict, ...] = ("add", "mend")


@dataclass(frozen=True, slots=True)
class Anchor:
    """One account that a judgement is about, and where its first mention stands, for when its id has changed."""

    account: str
    story: str
    kind: str
    start: int
    end: int
    is_right: bool = False  # of a pair: whether it stands on the right side


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision about a pair (`left`, `right`) or about one thing (`right`: what is said of it, or None)."""

    subject: Subject
    left: str
    right: str | None
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    by: str  # "rule:linking.events/1" or the analyst's name
    at: str  # ISO moment, UTC; "" for a rule, whose judgements carry no clock
    field: str = ""  # of an edit: the event's field; of a story: its document and where it starts in it
    anchors: tuple[Anchor, ...] = dataclasses.field(default=(), compare=False)

    @property
    def is_analyst(self) -> bool:
        """Whether a person decided."""
        return not self.by.startswith("rule:")

    @property
    def id(self) -> str:
        """Content id from all that the judgement says; the anchors only tell where that is found."""
        reasons = json.dumps(list(self.reasons), ensure_ascii=False, separators=(",", ":"))
        parts = (self.at, self.by, self.left, reasons, self.right, self.score, self.subject, self.verdict)
        return content_id("judgement", *parts, *([self.field] if self.field else ()))

    @property
    def because(self) -> str:
        """The reasons as one text."""
        return "; ".join(self.reasons)

    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the ids on the left and on the right of a pair."""
        return tuple(self.left.split()), tuple((self.right or "").split())


def in_order(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the judgements from the oldest on; those of one moment by id."""
    return sorted(judgements, key=lambda j: (j.at, j.id))


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the analysts' judgements that no undo has taken back, oldest first, without the undos."""
    said = {j.id: j for j in judgements if j.is_analyst}
    taken_back = undone(said.values())
    return in_order(j for key, j in said.items() if key not in taken_back and j.verdict != "undo")


def in_the_end(judgement: Judgement, said: Iterable[Judgement]) -> Judgement:
    """Return what an undo, or an undo of an undo, is about in the end; any other judgement is about itself."""
    by_id = {one.id: one for one in said}
    while judgement.verdict == "undo" and judgement.left in by_id:
        judgement = by_id[judgement.left]
    return judgement


def undone(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Return for each judgement that is taken back the id of the undo that does it; an undo can be undone too."""
    undos = {one.id: one for one in in_order(judgements) if one.verdict == "undo"}

    def depth(one: Judgement) -> int:
        """How many undos stand between this one and what was judged in the first place."""
        before = undos.get(one.left)
        return depth(before) + 1 if before else 0

    found: dict[str, str] = {}
    for one in sorted(undos.values(), key=depth, reverse=True):  # the last undo of a line stands, so it goes first
        if one.id not in found:
            found.setdefault(one.left, one.id)
    return found
