"""Linking: which stories copy or cite which, which accounts tell one event, and who in the end knows it.

    copies and citations between stories -> groups of accounts (events) -> origins -> fields and statements

`link` is a pure function of the set of readings and judgements: order, batches and second runs change nothing. That is
what linking means; `link_near` derives of it what some stories more, less or changed bring about.
"""

from __future__ import annotations

from collections.abc import Iterable

from tidings.knowledge import Knowledge
from tidings.linking import events, fields, lineage, origins
from tidings.linking.cites import cites
from tidings.linking.entities import canonical_names
from tidings.linking.marks import VERSION
from tidings.linking.near import link_near
from tidings.linking.retying import tie_names
from tidings.linking.traits import traits_of
from tidings.model import Judgement, Reading
from tidings.model.links import Links

__all__ = ["VERSION", "link", "link_near", "tie_names"]


def link(readings: Iterable[Reading], judgements: Iterable[Judgement], know: Knowledge) -> Links:
    """Return events, statements, origins and lineage of all readings; grading fills in the grades.

    `judgements` are the analysts' and rules' so far: only the analysts' are followed.
    """
    readings = sorted(readings, key=lambda reading: reading.story.id)
    copies = lineage.copies((reading.story for reading in readings), know)
    traits = traits_of(readings, lineage.roots(copies))
    groups, judged = events.events(traits, judgements)
    called = canonical_names(readings)
    told = [(fields.event_of(accounts, called), accounts) for accounts in groups]
    told.sort(key=lambda pair: (pair[1][0].order, pair[0].id))
    return Links(
        events=tuple(event for event, _ in told),
        statements=tuple(s for event, accounts in told for s in fields.statements(event, accounts, called)),
        origins=tuple(o for event, accounts in told for o in origins.origins(event, accounts)),
        lineage=copies + cites(reading.story for reading in readings),
        judgements=tuple(sorted(judged, key=lambda j: (j.left, j.right or ""))),
    )
