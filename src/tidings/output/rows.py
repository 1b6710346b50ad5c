"""Events and accounts as flat rows, and of which type each column is: what tables and Parquet files are made of.

An event's `killed_low`, `_best` and `_high` are the lowest, best supported and highest number told ("more than 130"
counts as 130); an account's `killed_min` and `_max` are what it tells, empty where open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from tidings.model import Account, Place, Role, When
from tidings.model.links import Telling, Told
from tidings.output.cite import best_citation, citation
from tidings.output.summary import grade, methods, names, number_range, publishers

Cell = str | int | float | bool | list[str] | None
Row = dict[str, Cell]
Type = Literal["text", "texts", "whole", "number", "flag", "day"]
NUMBERS = ("killed", "injured", "abducted", "arrested", "quantity")
ROLES: tuple[Role, ...] = get_args(Role)
_TIME: dict[str, Type] = {"start": "day", "end": "day", "precision": "text"}
_PLACE: dict[str, Type] = {
    "place": "text", "relation": "text", "country": "text", "geonames": "whole", "lat": "number", "lon": "number",
    "radius_km": "number",
}  # fmt: skip
_ROLES: dict[str, Type] = {f"role_{role}": "texts" for role in ROLES}
_RANGES: dict[str, Type] = {f"{name}_{which}": "number" for name in NUMBERS for which in ("low", "best", "high")}
_AMOUNTS: dict[str, Type] = {f"{name}_{end}": "number" for name in NUMBERS for end in ("min", "max")}
_CITATION: dict[str, Type] = {
    "cited": "text", "headline": "text", "publisher": "text", "published": "day", "url": "text", "document": "text",
    "story": "text", "source_id": "text", "quote_start": "whole", "quote_end": "whole", "quote": "text",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table with their types, and what yields its rows."""

    name: str
    columns: dict[str, Type]
    rows: Callable[[Iterable[Told]], Iterator[Row]]


def event_rows(events: Iterable[Told]) -> Iterator[Row]:
    """Yield one row an event."""
    return map(event_row, events)


def account_rows(events: Iterable[Told]) -> Iterator[Row]:
    """Yield one row for each account of each event."""
    return (account_row(told, telling) for told in events for telling in told.tellings)


EVENTS = Table("events", {
    "id": "text", "kind": "text", "status": "text", "method": "texts", "title": "text",
    **_TIME, **_PLACE, **_ROLES, **_RANGES,
    "sources": "texts", "origins": "texts", "independent": "whole", "stories": "whole", "grade": "text",
    "credibility": "whole", "credibility_because": "text", "conflicts": "texts", "edited": "texts", "tags": "texts",
    "accounts": "texts", **_CITATION,
}, event_rows)  # fmt: skip
ACCOUNTS = Table("accounts", {
    "event": "text", "id": "text", "kind": "text", "status": "text", "method": "text",
    **_TIME, **_PLACE, **_ROLES, **_AMOUNTS,
    "sources": "texts", "origins": "text", "origin_is_asserting": "flag", "grade": "text",
    "reader": "text", "confidence": "number", "because": "texts", **_CITATION,
}, account_rows)  # fmt: skip


def event_row(told: Told) -> Row:
    """Return the event's cells: what its accounts tell together, and the words of the one that shows it best."""
    event = told.event
    return {
        "id": event.id,
        "kind": event.kind,
        "status": event.status,
        "method": methods(told),
        "title": event.title,
        **_time(event.time),
        **_place(event.place),
        **{f"role_{role}": names(told, role) for role in ROLES},
        **_ranges(told),
        "sources": publishers(told),
        "origins": list(event.origins),
        "independent": event.independent,
        "stories": event.stories,
        "grade": grade(told),
        "credibility": event.credibility,
        "credibility_because": event.credibility_because,
        "conflicts": list(event.conflicts),
        "edited": [edit.field for edit in event.edits],
        "tags": list(event.tags),
        "accounts": list(event.accounts),
        **best_citation(told),
    }


def account_row(told: Told, telling: Telling) -> Row:
    """Return the account's cells; `sources` runs from the outermost to the one that knows."""
    story, account, origin = telling
    alone = Told(told.event, (telling,), (), {k: v for k, v in told.grades.items() if k == story.publisher})
    return {
        "event": told.event.id,
        "id": account.id,
        "kind": account.kind,
        "status": account.status,
        "method": account.method,
        **(_time(account.time.when) if account.time else {}),
        **_place(account.place.place if account.place else None),
        **{f"role_{role}": [f.name for f in account.role(role)] for role in ROLES},
        **_amounts(account),
        "sources": [source.name for source in account.sources],
        "origins": origin.name if origin else None,
        "origin_is_asserting": origin.is_asserting if origin else None,
        "grade": grade(alone),
        "reader": account.reader,
        "confidence": round(account.confidence, 3),
        "because": list(account.because),
        **citation(telling),
    }


def _time(when: When) -> Row:
    return {"start": when.start, "end": when.end, "precision": when.precision}


def _place(place: Place | None) -> Row:
    if place is None:
        return {}
    return {"place": place.name} | {name: getattr(place, name) for name in _PLACE if name != "place"}


def _ranges(told: Told) -> Row:
    cells: Row = {}
    for name in NUMBERS:
        found = number_range(told, name)
        if found:
            cells |= {f"{name}_low": found.low, f"{name}_best": found.best, f"{name}_high": found.high}
    return cells


def _amounts(account: Account) -> Row:
    cells: Row = {}
    for name in NUMBERS:
        counted = account.number(name)
        if counted:
            cells |= {f"{name}_min": counted.amount.min, f"{name}_max": counted.amount.max}
    return cells
