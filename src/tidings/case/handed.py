"""What analysts said, for a case that is handed on."""

from __future__ import annotations

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case.store import CaseStore
from tidings.model import Judgement


def said(case: CaseStore) -> dict[str, list[Judgement]]:
    """Return the analysts' judgements in force by the event that each stands on, oldest first; others under ""."""
    with case._reading() as connection:
        on = {row.judgement: row.event or "" for row in connection.execute(sa.select(t.standing))}
    found: dict[str, list[Judgement]] = {}
    for one in case.in_force():
        found.setdefault(on.get(one.id, ""), []).append(one)
    return found
