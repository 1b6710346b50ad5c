"""Where it all comes from: the outlets with their grades and copies, and the origins that know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tidings.knowledge.origins import UNATTRIBUTED
from tidings.model.links import Told
from tidings.output.counts import many
from tidings.output.report.parts import Block, Grid, Paragraph, Remark, Row, Section, left_out
from tidings.output.report.text import is_proper, shown

OUTLETS = 60  # rows
ORIGINS = 60
HOW = (
    "A grade A to F is what an analyst set for the outlet; F, not judged, is no bad mark. Copies are stories that "
    "repeat an earlier one of the case; they add no independent origin."
)


@dataclass(slots=True)
class _Outlet:
    """What one outlet gives to the scope."""

    grade: str = "F"
    stories: set[str] = field(default_factory=set)
    copies: set[str] = field(default_factory=set)
    origins: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)


def sources(told: Sequence[Told], copies: frozenset[str]) -> Section:
    """Return the outlets, those with most stories first, then the origins by how many events they assert."""
    outlets: dict[str, _Outlet] = {}
    described: set[tuple[str, str]] = set()
    asserted: dict[str, tuple[str, set[str], set[str]]] = {}
    for one in told:
        for story, _, origin in one.tellings:
            outlet = outlets.setdefault(story.publisher or "", _Outlet())
            outlet.grade = one.grades.get(story.publisher or "", "F")
            outlet.stories.add(story.id)
            outlet.events.add(one.event.id)
            outlet.copies |= {story.id} & copies
            outlet.days |= {story.published.date} if story.published.date else set()
            if origin and origin.key != UNATTRIBUTED and origin.is_asserting:
                outlet.origins.add(origin.key)
                if not is_proper(origin.name):
                    described.add((one.event.id, origin.key))
                    continue
                _, events, stories = asserted.setdefault(origin.key, (origin.name, set(), set()))
                events.add(one.event.id)
                stories.add(story.id)
    blocks: list[Block] = [Paragraph((Remark(HOW if outlets else "No story is in the scope."),))]
    if outlets:
        heads = ("Outlet", "Grade", "Stories", "Copies", "Origins named", "Events", "Published")
        ranked = sorted(outlets.items(), key=lambda pair: (-len(pair[1].stories), pair[0]))
        blocks.append(Grid(heads, tuple(_row(name, outlet) for name, outlet in ranked[:OUTLETS])))
        blocks += left_out(len(ranked), OUTLETS, "outlet")
    if asserted:
        by_events = sorted(asserted.values(), key=lambda one: (-len(one[1]), one[0]))
        rows = [Row((shown(name), str(len(events)), str(len(stories)))) for name, events, stories in by_events]
        blocks.append(Grid(("Origin", "Events asserted", "Stories"), tuple(rows[:ORIGINS])))
        blocks += left_out(len(rows), ORIGINS, "origin")
    if described:
        words = "Origins known by a description alone, as “residents”, may be others each time and are not added up"
        blocks.append(Paragraph((Remark(f"{words}: {many(len(described), 'mention')} in the events."),)))
    return Section("Source appraisal", tuple(blocks))


def _row(name: str, outlet: _Outlet) -> Row:
    days = sorted(outlet.days)
    spread = " to ".join(dict.fromkeys((days[0], days[-1]))) if days else "undated"
    grade = "F, not judged" if outlet.grade == "F" else outlet.grade
    counts = (len(outlet.stories), len(outlet.copies), len(outlet.origins), len(outlet.events))
    return Row((shown(name) or "publisher not known", grade, *map(str, counts), spread))
