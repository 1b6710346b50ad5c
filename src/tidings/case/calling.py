"""Which names the events of a case hold, folded, without rebuilding what holds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case import views
from tidings.case.codec import unpacked
from tidings.case.fold import fold
from tidings.case.names import tied
from tidings.case.store import CaseStore


def names_in(case: CaseStore, events: Sequence[str]) -> Iterator[tuple[str, set[str]]]:
    """Yield for each of the events the folded names of its roles and sources, and of actors that its stories mention.

    A name that stands for another across stories comes with that one.
    """
    for at in range(0, len(events), views.PAGE):
        with case._reading() as connection:
            page = _page(connection, events[at : at + views.PAGE])
        yield from page.items()


def _page(connection: sa.Connection, events: Sequence[str]) -> dict[str, set[str]]:
    a, link, m = t.account.c, t.event_account.c, t.mention.c
    asked = sa.select(link.event, a.story, a.body).join_from(t.event_account, t.account, a.id == link.account)
    found: dict[str, set[str]] = {event: set() for event in events}
    told: dict[str, set[str]] = defaultdict(set)  # events by story
    for event, story, body in connection.execute(asked.where(link.event.in_(events))):
        told[story].add(event)
        raw = unpacked(body)
        fillers = (name for _, some in raw.get("roles", ()) for name, _, _ in some)
        found[event].update(map(fold, (*fillers, *(source[0] for source in raw.get("sources", ())))))
    stories = sorted(told)
    mentioned = sa.select(m.story, sa.case((m.label == "actor", m.find_name)))  # a condition would take another index
    stands_for = sa.select(tied.c.story, tied.c.find_name)
    for column, rows in ((m.story, mentioned), (tied.c.story, stands_for)):
        for n in range(0, len(stories), views.PAGE):
            for story, name in connection.execute(rows.where(column.in_(stories[n : n + views.PAGE]))):
                for event in told[story] if name else ():
                    found[event].add(name)
    return found
