"""All events as columns, for a page that draws, filters and counts them itself: one array a field, names as numbers.

Twenty thousand events are some 560 kB packed, of which 200 are their ids. Names stand by how often they occur, so that
common ones are short.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from typing_extensions import TypedDict

from tidings.web.board import Board, Line
from tidings.web.shapes import day_number
from tidings.web.table import PRECISIONS, PlaceRow, place_row

STATES = ("open", "accepted", "rejected")


class Names(TypedDict):
    """What the numbers in the columns stand for, by place in these lists."""

    kinds: list[str]
    statuses: list[str]
    methods: list[str]
    precisions: list[str]
    states: list[str]
    actors: list[str]
    items: list[str]
    categories: list[str]
    sources: list[str]
    countries: list[str]
    fields: list[str]
    tags: list[str]
    places: list[PlaceRow]


class EventColumns(TypedDict):
    """Every event of the case, one entry an event in each column: by time, then id, unknown times last."""

    version: str
    n: int
    names: Names
    id: list[str]
    title: list[str]
    kind: list[int]
    status: list[int]
    method: list[int]
    start: list[int | None]
    end: list[int | None]
    precision: list[int]
    place: list[int]
    actors: list[list[int]]
    targets: list[list[int]]
    items: list[list[int]]
    categories: list[list[int]]
    sources: list[list[int]]
    origins: list[int]
    credibility: list[int]
    reliability: str
    stories: list[int]
    accounts: list[int]
    confidence: list[int]
    conflicts: list[list[int]]
    state: list[int]
    tags: list[list[int]]
    comments: list[int]


class Numbered:
    """Values by how often they occur, and the number of each."""

    def __init__(self, values: Iterable[str]) -> None:
        count = Counter(values)
        self.names = sorted(count, key=lambda name: (-count[name], name))
        self._of = {name: n for n, name in enumerate(self.names)}

    def one(self, name: str | None) -> int:
        """Return the number of a name, -1 for none."""
        return -1 if name is None else self._of[name]

    def some(self, names: Sequence[str]) -> list[int]:
        """Return the numbers of names, in their order."""
        return [self._of[name] for name in names]


def columns(board: Board) -> EventColumns:
    """Return all events as columns."""
    lines = board.lines
    kinds, statuses = Numbered(x.event.kind for x in lines), Numbered(x.event.status for x in lines)
    methods = Numbered(x.method for x in lines if x.method)
    actors = Numbered(name for x in lines for name in (*x.actors, *x.targets))
    items, categories = _numbered(lines, "items"), _numbered(lines, "categories")
    sources, tags = _numbered(lines, "sources"), _numbered(lines, "tags")
    fields = Numbered(name for x in lines for name in x.event.conflicts)
    rows = sorted({row for x in lines if (row := place_row(x)) is not None}, key=str)
    places = {row: n for n, row in enumerate(rows)}
    names: Names = {
        "kinds": kinds.names, "statuses": statuses.names, "methods": methods.names, "precisions": list(PRECISIONS),
        "states": list(STATES), "actors": actors.names, "items": items.names, "categories": categories.names,
        "sources": sources.names, "countries": sorted({row[4] for row in rows if row[4]}), "fields": fields.names,
        "tags": tags.names, "places": rows,
    }  # fmt: skip
    return {
        "version": board.version,
        "n": len(lines),
        "names": names,
        "id": [x.event.id for x in lines],
        "title": [x.event.title or x.event.kind for x in lines],
        "kind": [kinds.one(x.event.kind) for x in lines],
        "status": [statuses.one(x.event.status) for x in lines],
        "method": [methods.one(x.method) for x in lines],
        "start": [day_number(x.event.time.start) for x in lines],
        "end": [day_number(x.event.time.end) for x in lines],
        "precision": [PRECISIONS.index(x.event.time.precision) for x in lines],
        "place": [places[row] if (row := place_row(x)) is not None else -1 for x in lines],
        "actors": [actors.some(x.actors) for x in lines],
        "targets": [actors.some(x.targets) for x in lines],
        "items": [items.some(x.items) for x in lines],
        "categories": [categories.some(x.categories) for x in lines],
        "sources": [sources.some(x.sources) for x in lines],
        "origins": [x.event.independent for x in lines],
        "credibility": [x.event.credibility for x in lines],
        "reliability": "".join(x.reliability for x in lines),
        "stories": [x.event.stories for x in lines],
        "accounts": [len(x.event.accounts) for x in lines],
        "confidence": [x.confidence for x in lines],
        "conflicts": [fields.some(x.event.conflicts) for x in lines],
        "state": [STATES.index(x.state) for x in lines],
        "tags": [tags.some(x.tags) for x in lines],
        "comments": [x.comments for x in lines],
    }


def _numbered(lines: Sequence[Line], column: str) -> Numbered:
    return Numbered(name for x in lines for name in getattr(x, column))
