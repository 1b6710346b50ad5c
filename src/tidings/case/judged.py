"""Analysts' judgements in the case: anchored when made, and laid over the events that they now belong to.

`standing` holds the judgements in force, each with its event. It follows from the judgements and the events alone, and
is made anew whenever one of the two changes; an event whose judgements changed gets its row anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case.dialect import insert_new
from tidings.case.finding import unlinked
from tidings.case.names import naming
from tidings.case.rows import event_row, judgement_of, one_account, told_of
from tidings.model import ROLES, Account, Anchor, Event, Judgement
from tidings.model.judgement import PAIRED, in_force, in_order
from tidings.model.overlay import found_again, laid_over, standing_on

AT_ONCE = 400  # ids asked for together
ABOUT_EVENTS = ("event", "entity")


def analysts(connection: sa.Connection) -> list[Judgement]:
    """Return every judgement of an analyst, oldest first, undone ones and undoing ones too."""
    asked = sa.select(t.judgement).where(sa.text("judgement.at <> ''"))  # in these words it has an index
    return in_order(judgement_of(row) for row in connection.execute(asked))


def anchored(connection: sa.Connection, judgement: Judgement) -> Judgement:
    """Return the judgement with the accounts it is about; it has none where nothing in the case has its ids."""
    if judgement.anchors or judgement.subject not in ("account", "event"):
        return judgement
    if judgement.subject == "event":
        told = sa.select(t.event_account.c.account).where(t.event_account.c.event == judgement.left)
        left: Iterable[str] = connection.execute(told.order_by(t.event_account.c.n)).scalars().all()
        right: Iterable[str] = ()
    else:
        left, right = judgement.sides()
    sides = ((account, False) for account in left), ((account, True) for account in right)
    anchors = [_anchor(connection, key, is_right) for side in sides for key, is_right in side]
    return replace(judgement, anchors=tuple(anchor for anchor in anchors if anchor))


def _anchor(connection: sa.Connection, key: str, is_right: bool) -> Anchor | None:
    row = connection.execute(sa.select(t.account).where(t.account.c.id == key)).first()
    if row is None:
        return None
    first = one_account(row).mentions[0]
    return Anchor(key, row.story, row.kind, first.start, first.end, is_right)


def settle(connection: sa.Connection) -> None:
    """Work out which judgements are in force and on which event, and lay them over the events concerned."""
    every = analysts(connection)
    said = in_force(every)
    belongs = events_of(connection, (j for j in said if j.subject == "event"))
    before = {row.judgement: row.event for row in connection.execute(sa.select(t.standing))}
    after = {j.id: belongs.get(j.id) for j in said}
    changed = {e for key in before.keys() | after.keys() for e in _moved(before.get(key), after.get(key))}
    await_linking(connection, [j for j in every if (j.id in before) != (j.id in after)])
    connection.execute(sa.delete(t.standing))
    if after:
        rows = [{"judgement": key, "event": event} for key, event in after.items()]
        connection.execute(sa.insert(t.standing), rows)
    of: dict[str, list[Judgement]] = defaultdict(list)
    for one in said:
        of[after[one.id] or ""].append(one)
    for event in sorted(changed):
        _lay(connection, event, of[event])


def await_linking(connection: sa.Connection, judgements: Iterable[Judgement]) -> None:
    """Let the stories of the accounts, or of the names, that these say are one or two wait to be linked."""
    judgements = list(judgements)
    pairs = [j for j in judgements if j.subject == "account" and j.verdict in PAIRED]
    stories = {anchor.story for j in pairs for anchor in j.anchors}
    accounts = sorted({key for j in pairs for side in j.sides() for key in side})
    for some in _some(accounts):
        stories.update(connection.execute(sa.select(t.account.c.story).where(t.account.c.id.in_(some))).scalars())
    stories |= _naming(connection, (j for j in judgements if j.subject == "entity" and j.verdict in PAIRED))
    if stories:
        rows = [{"story": story} for story in sorted(stories)]
        connection.execute(insert_new(connection, unlinked), rows)


def _naming(connection: sa.Connection, judgements: Iterable[Judgement]) -> set[str]:
    """The stories that have a name which these judgements are about."""
    keys = sorted({key for j in judgements for key in (j.left, j.right or "")})
    at = naming.c
    named = (
        sa.select(at.story).where(at.sort == key.partition(":")[0], at.key == key.partition(":")[2]) for key in keys
    )
    return {story for asked in named for story in connection.execute(asked).scalars()}


def events_of(connection: sa.Connection, judgements: Iterable[Judgement]) -> dict[str, str]:
    """Return for each judgement of an event the event that it now belongs to; those without one are left out."""
    judgements = list(judgements)
    now = _accounts_now(connection, [a for j in judgements for a in j.anchors])
    accounts = sorted(set(now.values()))
    link = t.event_account.c
    event_of: dict[str, str] = {}
    for some in _some(accounts):
        asked = sa.select(link.account, link.event).where(link.account.in_(some))
        event_of |= {row.account: row.event for row in connection.execute(asked)}
    bare = [j.left for j in judgements if not j.anchors]  # of cases from before there were anchors
    held = {key for some in _some(bare) for key in _held(connection, some)}
    found = {}
    for one in judgements:
        on = standing_on([now[a] for a in one.anchors if a in now], event_of)
        if on := on or (one.left if not one.anchors and one.left in held else None):
            found[one.id] = on
    return found


def _accounts_now(connection: sa.Connection, anchors: list[Anchor]) -> Mapping[Anchor, str]:
    """Return for each anchor the id of the account it means; anchors of accounts that are gone are left out."""
    told: dict[str, list[Account]] = defaultdict(list)
    for some in _some(sorted({a.story for a in anchors})):
        for row in connection.execute(sa.select(t.account).where(t.account.c.story.in_(some))):
            told[row.story].append(one_account(row))
    found = {a: found_again(a, told.get(a.story, ())) for a in anchors}
    return {anchor: key for anchor, key in found.items() if key}


def _held(connection: sa.Connection, some: list[str]) -> Iterable[str]:
    return connection.execute(sa.select(t.event.c.id).where(t.event.c.id.in_(some))).scalars()


def _moved(before: str | None, after: str | None) -> Iterator[str]:
    """The events that lost or gained a judgement; what stays where it was leaves its event's row as it is."""
    if before != after:
        yield from (event for event in (before, after) if event)


def _lay(connection: sa.Connection, key: str, judgements: list[Judgement]) -> None:
    row: sa.Row[Any] | None = connection.execute(sa.select(t.event).where(t.event.c.id == key)).first()
    if row is None:
        return
    told: Event = told_of(row, ())
    roles = sorted({one.field for one in judgements if one.verdict == "edit" and one.field in ROLES})
    laid = event_row(laid_over(told, judgements, _names(connection, key, roles) if roles else None), told)
    connection.execute(sa.update(t.event).where(t.event.c.id == key).values(laid))


def _names(connection: sa.Connection, event: str, roles: list[str]) -> dict[str, set[str]]:
    """The names that accounts give for each of the roles."""
    s = t.statement.c
    names: dict[str, set[str]] = defaultdict(set)
    for field, value in connection.execute(sa.select(s.field, s.value).where(s.event == event, s.field.in_(roles))):
        names[field].add(value)
    return names


def _some(keys: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(keys), AT_ONCE):
        yield keys[at : at + AT_ONCE]
