"""A whole case in brief, some events at a time: for views of a case that is too large to be held at once.

A million events are read so in bounded memory; what is kept of them is up to the reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case import views
from tidings.case.judged import analysts
from tidings.case.names import tied
from tidings.case.overview import AccountBrief, Overview, StoryBrief, account_brief, standing_as
from tidings.case.rows import event_of
from tidings.case.store import CaseStore
from tidings.model import Published

AT_ONCE = 2_000  # events: some ten megabytes
NOT_READ = Published()


class Piece(NamedTuple):
    """Some events in brief; of their stories only the publisher, and the number that full text has for each."""

    overview: Overview
    numbers: dict[str, int]


def size(case: CaseStore) -> int:
    """Return how many events the case holds."""
    with case._reading() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(t.event)).scalar_one())


@contextmanager
def in_pieces(case: CaseStore, at_once: int = AT_ONCE) -> Iterator[tuple[list[str], Iterator[Piece]]]:
    """Read one state of the case: the ids of all events in the order of time, and the events by id in pieces.

    Origins, lineage and what rules judged are in none of them.
    """
    with case._reading() as connection:
        ids = connection.execute(views.in_time(sa.select(t.event.c.id))).scalars().all()
        yield list(ids), _pieces(connection, at_once)


def _pieces(connection: sa.Connection, at_once: int) -> Iterator[Piece]:
    judgements = tuple(analysts(connection))
    standing = {row.judgement: row.event for row in connection.execute(sa.select(t.standing))}
    is_tied = connection.execute(sa.select(tied.c.story).limit(1)).first() is not None
    asked, last = sa.select(t.event).order_by(t.event.c.id).limit(at_once), ""
    while rows := connection.execute(asked.where(t.event.c.id > last)).all():
        among = (t.event_account.c.event > last) & (t.event_account.c.event <= rows[-1].id)
        told, accounts, stories, numbers = _told(connection, among, is_tied=is_tied)
        events = tuple(event_of(row, tuple(told.get(row.id, ()))) for row in rows)
        yield Piece(Overview(events, accounts, stories, {}, (), judgements, standing), numbers)
        last = rows[-1].id


def _told(
    connection: sa.Connection, among: sa.ColumnElement[bool], *, is_tied: bool
) -> tuple[dict[str, list[str]], dict[str, AccountBrief], dict[str, StoryBrief], dict[str, int]]:
    """The accounts of these events, by event; the accounts and stories by id; and the stories' numbers."""
    link, a, s, f = t.event_account, t.account.c, t.story.c, t.filler.c
    known = sa.select(f.account, f.n, f.category).join(link, link.c.account == f.account)
    known = known.where(among, f.category.is_not(None))
    categories = {(account, n): category for account, n, category in connection.execute(known)}
    names, outlets = _tied(connection, among) if is_tied else ({}, {})
    asked = sa.select(link.c.event, a.id, a.story, a.kind, a.status, a.body, s.publisher, s.n)
    asked = asked.select_from(link).join(t.account, a.id == link.c.account).join(t.story, s.id == a.story)
    told: dict[str, list[str]] = {}
    accounts: dict[str, AccountBrief] = {}
    stories: dict[str, StoryBrief] = {}
    numbers: dict[str, int] = {}
    for row in connection.execute(asked.where(among).order_by(link.c.event, link.c.n)):
        told.setdefault(row.event, []).append(row.id)
        accounts[row.id] = account_brief(row, names, categories)
        if row.story not in stories:
            publisher = standing_as(outlets.get(row.story), row.publisher, None)[0]
            stories[row.story] = StoryBrief(row.story, "", None, publisher, NOT_READ, "")
            numbers[row.story] = row.n
    return told, accounts, stories, numbers


def _tied(
    connection: sa.Connection, among: sa.ColumnElement[bool]
) -> tuple[dict[tuple[str, int], sa.Row[Any]], dict[str, sa.Row[Any]]]:
    """What the fillers of these events' accounts are tied to, and the publishers of their stories."""
    link, a = t.event_account, t.account.c
    fillers = sa.select(tied).join(link, link.c.account == tied.c.account).where(among)
    about = sa.select(a.story).join(link, link.c.account == a.id).where(among)
    outlets = sa.select(tied).where(tied.c.account == "", tied.c.story.in_(about))
    return (
        {(row.account, row.n): row for row in connection.execute(fillers)},
        {row.story: row for row in connection.execute(outlets)},
    )
