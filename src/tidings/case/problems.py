"""What was not read, and why: noted once each, cleared when the document is read after all."""

from __future__ import annotations

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.model import Problem

INTERRUPTED = "Reading began and did not end. Add it again: what is held already is not read twice."


def problems(connection: sa.Connection) -> list[Problem]:
    """Return every problem by origin; a document whose reading broke off without a reason counts as one."""
    rows = connection.execute(sa.select(t.problem)).all()
    noted = [Problem(row.origin, row.reason, row.detail, row.document) for row in rows]
    explained = {problem.document for problem in noted}
    failed = (
        sa.select(t.document.c.sha256, sa.func.min(t.document_origin.c.origin).label("origin"))
        .join(t.document_origin)
        .where(t.document.c.state == "failed")
        .group_by(t.document.c.sha256)
    )
    broken = [
        Problem(row.origin, "interrupted", INTERRUPTED, row.sha256)
        for row in connection.execute(failed)
        if row.sha256 not in explained
    ]
    return sorted(noted + broken, key=lambda p: (p.origin, p.reason, p.detail, p.document or ""))
