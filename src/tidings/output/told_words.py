"""An event in words, for forms that show a title and a text beside it."""

from __future__ import annotations

from tidings.model.links import Told
from tidings.output.chronology import place_words
from tidings.output.cite import best_citation, cited_words
from tidings.output.summary import CREDIBILITY, day_words, grade, names, number_names, number_range, publishers


def title(told: Told) -> str:
    """Return the event's title, or its kind where it has none; a status other than "happened" stands in brackets."""
    event = told.event
    status = "" if event.status == "happened" else f" [{event.status}]"
    return " ".join((event.title or event.kind).split()) + status


def description(told: Told) -> list[str]:
    """Return lines that say all an export must: what, when, where, who, how many, on whose word, and in which words."""
    event = told.event
    numbers = ((name, number_range(told, name)) for name in number_names(told))
    parts = {
        "kind": event.kind,
        "status": event.status,
        "time": day_words(event.time),
        "place": place_words(event.place) if event.place else "",
        **{role: "; ".join(names(told, role)) for role in ("actor", "target", "item", "supplier", "recipient")},
        **{name: str(found) for name, found in numbers if found},
        "grade": f"{grade(told)}, {CREDIBILITY[event.credibility]}",
        "origins": f"{event.independent} independent" + (f" ({'; '.join(event.origins)})" if event.origins else ""),
        "sources": "; ".join(publishers(told)),
        "accounts differ on": ", ".join(event.conflicts),
        "says": cited_words(best_citation(told)),
        "event": event.id,
    }
    return [f"{name}: {' '.join(said.split())}" for name, said in parts.items() if said]


def has_days(told: Told) -> bool:
    """Whether both ends of the event's time are known, so that a calendar or a timeline can show it."""
    return told.event.time.start is not None and told.event.time.end is not None
