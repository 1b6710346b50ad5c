"""From events and what was asked to a dossier: the one step that decides what is said. It is pure and has no form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tidings.model.links import Told
from tidings.output.counts import many
from tidings.output.report.appraisal import sources
from tidings.output.report.doubts import contradictions, gaps
from tidings.output.report.graph import graph_figure
from tidings.output.report.judgements import judgements
from tidings.output.report.map import map_figure
from tidings.output.report.notes import Notes
from tidings.output.report.parts import Block, Dossier, Paragraph, Remark, Section
from tidings.output.report.sections import capability, chronology, network, ties
from tidings.output.report.text import day, is_proper, shown
from tidings.output.report.timeline import timeline_figure

EVERYTHING = "All events of the case."
HOW = (
    "Each sentence follows a template and says what the accounts under its notes tell, not what is so; its notes quote "
    "them. Grades are those of the Admiralty code: a letter for the source, F where nobody judged it, and a figure for "
    "the event, from 1, confirmed, to 5, improbable; 6 cannot be judged."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the report is to be of: its title, the filters in words, and what they left out of the case."""

    title: str
    made: str  # ISO moment, UTC
    filters: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = ()  # a sentence each
    copies: frozenset[str] = frozenset()  # stories that copy an earlier one of the case


def dossier(told: Sequence[Told], asked: Asked) -> Dossier:
    """Return the report of these events, which stand in the case's order: by time, the undated last."""
    notes, tied = Notes(), ties(told)
    sections = (
        _scope(told, asked),
        judgements(told, notes),
        Section("Map and time", (*map_figure(told), *timeline_figure(told))),
        chronology(told, notes),
        capability(told, notes),
        Section("Network", (*graph_figure(tied), *network(tied, notes))),
        contradictions(told, notes),
        gaps(told, notes),
        sources(told, asked.copies),
    )
    return Dossier(shown(asked.title), asked.made, sections, notes.all())


def _scope(told: Sequence[Told], asked: Asked) -> Section:
    """What was asked for, how much it is, and what was left out."""
    stories = {telling.story.id: telling.story for one in told for telling in one.tellings}
    origins = {name for one in told for name in one.event.origins if is_proper(name)}
    counts = ", ".join(
        (many(len(told), "event"), many(len(stories), "story", "stories"), many(len(origins), "named origin"))
    )
    parts = [f"{counts}.", *_days(told), *_published([story.published.date for story in stories.values()])]
    filters = [f"{name}: {shown(value)}" for name, value in asked.filters]
    blocks: list[Block] = [
        Paragraph((Remark("; ".join(filters) + "." if filters else EVERYTHING),), head="Asked for."),
        Paragraph(tuple(map(Remark, parts)), head="In the scope."),
    ]
    if asked.left_out:
        blocks.append(Paragraph(tuple(Remark(shown(words)) for words in asked.left_out), head="Left out."))
    blocks.append(Paragraph((Remark(HOW),), head="How to read it."))
    return Section("Scope", tuple(blocks))


def _days(told: Sequence[Told]) -> list[str]:
    starts = sorted(one.event.time.start for one in told if one.event.time.start)
    ends = sorted(one.event.time.end for one in told if one.event.time.end)
    undated = sum(not one.event.time.is_known for one in told)
    parts = []
    if starts and ends:
        last = max(starts[-1], ends[-1])
        parts.append(f"Told of: {day(min(starts[0], ends[0]))} to {day(last)}.")
    if undated:
        parts.append(f"Without a date: {many(undated, 'event')}.")
    return parts


def _published(dates: Sequence[str | None]) -> list[str]:
    known = sorted(filter(None, dates))
    parts = [f"Published: {' to '.join(dict.fromkeys((day(known[0]), day(known[-1]))))}."] if known else []
    undated = len(dates) - len(known)
    if undated:
        parts.append(f"Without a date of publication: {many(undated, 'story', 'stories')}.")
    return parts
