"""Short answers: what the case is, all events as columns, what was not read."""

from __future__ import annotations

from collections import Counter

from typing_extensions import TypedDict

from tidings.errors import Refused
from tidings.model import KINDS, METHODS, ROLES, STATUSES
from tidings.model.byhand import PARTS
from tidings.model.overlay import FIELDS
from tidings.web.answer import Packed, packed
from tidings.web.board import Board
from tidings.web.columns import columns
from tidings.web.decisions import ACTIONS
from tidings.web.desk import Desk
from tidings.web.jobs import Job, ProblemShape, job_shape, problem_shape
from tidings.web.review import queue


class Counts(TypedDict):
    """How much the case holds; `review` are the open questions of the queue, null where they are not gathered."""

    documents: int
    stories: int
    accounts: int
    events: int
    problems: int
    review: int | None


class CasePage(TypedDict):
    """What the case is, and what can be done with it; of a `wide` one, rows and counts are asked for."""

    path: str
    name: str
    version: str
    wide: bool
    counts: Counts
    knowledge: str | None
    analyst: str
    actions: list[str]
    kinds: list[str]
    statuses: list[str]
    roles: list[str]
    methods: list[str]
    fields: list[str]
    parts: list[str]
    job: Job | None


class Problems(TypedDict):
    """Everything that was not read."""

    version: str
    total: int
    reasons: list[tuple[str, int]]
    problems: list[ProblemShape]


def case(desk: Desk) -> CasePage:
    """What the case holds, who signs decisions here, and which decisions there are."""
    table, held = desk.table(), desk.counts()
    kinds = sorted(set(table.values["kind"].names) - set(KINDS))
    return {
        "path": desk.case.path,
        "name": desk.case.name,
        "version": table.version,
        "wide": desk.is_wide,
        "counts": {
            "documents": held["documents"],
            "stories": held["stories"],
            "accounts": held["accounts"],
            "events": held["events"],
            "problems": held["problems"],
            "review": None if desk.is_wide else len(desk.board().made(queue)),
        },
        "knowledge": desk.case.knowledge(),
        "analyst": desk.analyst,
        "actions": list(ACTIONS),
        "kinds": [*KINDS, *kinds],
        "statuses": list(STATUSES),
        "roles": list(ROLES),
        "methods": list(METHODS),
        "fields": list(FIELDS),
        "parts": list(PARTS),
        "job": job_shape(desk.jobs.now) if desk.jobs.now else None,
    }


def events(desk: Desk) -> Packed:
    """All events as columns, one entry an event, for a page that filters and draws them itself.

    Rejected events are among them, told by their state. A wide case gives rows and counts instead.
    """
    if desk.is_wide:
        what = f"All {desk.table().n:,} events are too many for one answer."
        raise Refused(413, what, "Ask for rows: /api/events/rows, for counts: /api/events/found")
    return desk.board().made(packed_columns)


def packed_columns(board: Board) -> Packed:
    """Return the columns of a board, packed once."""
    return packed(columns(board))


def problems(desk: Desk) -> Problems:
    """What was not read into the case, and why; counted by reason."""
    found = desk.case.problems()
    count = Counter(problem.reason for problem in found)
    shapes = [problem_shape(problem) for problem in found]
    return {"version": desk.version, "total": len(found), "reasons": count.most_common(), "problems": shapes}
