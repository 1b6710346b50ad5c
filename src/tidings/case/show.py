"""How a case shows itself in a notebook: counts, and its newest events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from tidings.model import Event

NEWEST = 10


def case_html(path: str, counts: Mapping[str, int], newest: Sequence[Event]) -> str:
    """Return a table of the newest events under the counts; every value is escaped."""
    heads = "".join(f"<th>{name}</th>" for name in ("time", "event", "status", "place", "origins", "credibility", "id"))
    rows = "".join(f"<tr>{_cells(event)}</tr>" for event in newest)
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>" if newest else ""
    told = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    return f"<div><p><b>Case</b> {escape(path)}: {escape(told)}</p>{table}</div>"


def _cells(event: Event) -> str:
    time = event.time
    values = (
        f"{time.start or '…'} – {time.end or '…'}" if time.is_known else "undated",
        event.title or event.kind,
        event.status,
        event.place.name if event.place else "",
        f"{event.independent} of {event.stories} stories",
        str(event.credibility),
        event.id[:8],
    )
    return "".join(f"<td>{escape(value)}</td>" for value in values)
