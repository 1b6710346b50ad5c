"""What a page of one event or story asks of the case, so that it need not be held whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case.codec import unpacked
from tidings.case.overview import LINEAGE, StoryBrief, stories_in_brief
from tidings.case.rows import judgement_of, lineage_of
from tidings.case.store import CaseStore
from tidings.model import Judgement, Lineage
from tidings.model.judgement import in_order


def titles(case: CaseStore, ids: Iterable[str]) -> dict[str, str]:
    """Return the titles of those of the events that the case still holds."""
    asked = sa.select(t.event.c.id, t.event.c.body).where(t.event.c.id.in_(list(ids)))
    with case._reading() as connection:
        return {row.id: unpacked(row.body)["title"] for row in connection.execute(asked)}


def events_telling(case: CaseStore, accounts: Iterable[str]) -> dict[str, str]:
    """Return the event that tells each of the accounts; an account that tells none is left out."""
    link = t.event_account.c
    asked = sa.select(link.account, link.event).where(link.account.in_(list(accounts)))
    with case._reading() as connection:
        return {row.account: row.event for row in connection.execute(asked)}


def lineage_about(case: CaseStore, stories: Sequence[str]) -> list[Lineage]:
    """Return the copies and citations with one of the stories on either side."""
    pair = t.lineage.c
    asked = sa.select(t.lineage).where(pair.later.in_(stories) | pair.earlier.in_(stories)).order_by(*LINEAGE)
    with case._reading() as connection:
        return list(map(lineage_of, connection.execute(asked)))


def doubts_about(case: CaseStore, accounts: Sequence[str]) -> list[Judgement]:
    """Return the judgements by which a rule was unsure whether one of the accounts and another tell one event."""
    j = t.judgement.c
    unsure = (j.subject == "account") & (j.verdict == "unsure") & j.by.like("rule:%")
    asked = sa.select(t.judgement).where(unsure, j.left.in_(accounts) | j.right.in_(accounts))
    with case._reading() as connection:
        return in_order(judgement_of(row) for row in connection.execute(asked))


def stories_told(case: CaseStore, ids: Sequence[str]) -> dict[str, StoryBrief]:
    """Return those of the stories that the case holds, in brief."""
    with case._reading() as connection:
        return {one.id: one for one in stories_in_brief(connection, ids)}


def number_of_accounts(case: CaseStore, stories: Sequence[str]) -> dict[str, int]:
    """Return how many accounts each of the stories has; one without is left out."""
    a = t.account.c
    asked = sa.select(a.story, sa.func.count().label("n")).where(a.story.in_(stories)).group_by(a.story)
    with case._reading() as connection:
        return {row.story: row.n for row in connection.execute(asked)}


def standing_on(case: CaseStore, judgement: str) -> str | None:
    """Return the event that a judgement in force belongs to now."""
    asked = sa.select(t.standing.c.event).where(t.standing.c.judgement == judgement)
    with case._reading() as connection:
        return connection.execute(asked).scalar()
