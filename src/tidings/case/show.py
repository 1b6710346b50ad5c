"""How a case and its events show themselves in a notebook: tables, a timeline and a map.

Every value is escaped, and what could reverse or hide the text around it is taken out: reports come from anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tidings.case.drawn import map_svg, timeline_svg
from tidings.model import Event
from tidings.model.notebook import safe, time_words

NEWEST = 10
MOST = 50  # events in the table of a list; the rest is counted
DRAWN = 2_000  # events in its drawings: half a megabyte of a notebook
HEADS = ("time", "event", "status", "place", "origins", "credibility", "id")
Quotes = Mapping[str, tuple[str, str]]  # by event: the words, and who published them when


def case_html(path: str, counts: Mapping[str, int], newest: Sequence[Event]) -> str:
    """Return a table of the newest events under the counts."""
    told = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    return f"<div><p><b>Case</b> {safe(path)}: {safe(told)}</p>{_table(newest) if newest else ''}</div>"


def events_html(events: Sequence[Event], total: int, quotes: Quotes | None = None) -> str:
    """Return a timeline, a map and a table of the events; `quotes` adds the words of each."""
    shown = events[:MOST]
    more = f"<p>{len(events) - len(shown):,} more are not shown.</p>" if len(events) > len(shown) else ""
    drawn = timeline_svg(events[:DRAWN]) + map_svg(events[:DRAWN])
    if len(events) > DRAWN:
        drawn += f"<p>The first {DRAWN:,} are drawn.</p>"
    count = f"{len(events):,} of {total:,} events" if len(events) < total else f"{total:,} events"
    return f"<div><p>{count}</p>{drawn}{_table(shown, quotes) if shown else ''}{more}</div>"


def _table(events: Sequence[Event], quotes: Quotes | None = None) -> str:
    heads = "".join(f"<th>{name}</th>" for name in (*HEADS, *(("words",) if quotes is not None else ())))
    rows = "".join(f"<tr>{_cells(event)}{_words(event, quotes)}</tr>" for event in events)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _cells(event: Event) -> str:
    values = (
        time_words(event),
        event.title or event.kind,
        event.status,
        event.place.name if event.place else "",
        f"{event.independent} of {event.stories} stories",
        str(event.credibility),
        event.id[:8],
    )
    return "".join(f"<td>{safe(value)}</td>" for value in values)


def _words(event: Event, quotes: Quotes | None) -> str:
    if quotes is None:
        return ""
    words, cited = quotes.get(event.id, ("", ""))
    return f"<td>{safe(f'“{words}” ({cited})' if words else '')}</td>"
