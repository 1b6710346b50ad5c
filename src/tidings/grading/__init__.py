"""Grading: how many independent origins assert an event, what contradicts what, and the credibility that follows.

`grade` fills these into the events that linking made. The reliability of an outlet is what an
analyst set, F until then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from tidings.grading.conflicts import Figure, conflicts, figure
from tidings.grading.credibility import grade_of, reliability
from tidings.grading.independent import Web, independent
from tidings.knowledge import Knowledge
from tidings.model import Event, Judgement, Origin, Reading, Statement
from tidings.model.links import Links

__all__ = ["Figure", "figure", "grade", "reliability"]


def grade(links: Links, readings: Iterable[Reading], judgements: Iterable[Judgement], know: Knowledge) -> Links:
    """Return the links with `independent`, `origins`, `credibility` and `conflicts` of every event filled in.

    The same whatever the order of the readings. What an analyst says of an event is laid over in the case, so that it
    can be undone without grading anew.
    """
    accounts = {account.id: account for reading in readings for account in reading.accounts}
    web = Web.of(links.lineage, accounts)
    origins_of: dict[str, list[Origin]] = defaultdict(list)
    for origin in links.origins:
        origins_of[origin.account].append(origin)
    told: dict[str, list[Statement]] = defaultdict(list)
    for statement in links.statements:
        told[statement.event].append(statement)
    events = []
    for event in links.events:
        origins = [origin for account in event.accounts for origin in origins_of[account]]
        graded = _graded(event, origins, web)
        events.append(replace(graded, conflicts=conflicts(event, told[event.id], origins)))
    return replace(links, events=tuple(events))


def _graded(event: Event, origins: list[Origin], web: Web) -> Event:
    heard = independent(origins, web)
    credibility, because = grade_of(heard, origins, web.accounts)
    return replace(
        event,
        origins=tuple(origin.name for origin in heard),
        independent=len(heard),
        credibility=credibility,
        credibility_because=because,
    )
