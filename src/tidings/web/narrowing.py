"""Which events pass filters, and how many would with one filter set otherwise: for text, for scripts, for large cases.

An event passes that fails no filter; it counts towards a facet if that facet is all it fails, so that a facet's numbers
say what choosing another of its values would give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray
from typing_extensions import TypedDict

from tidings.case.filters import first_day, last_day
from tidings.case.fold import fold
from tidings.case.overview import stories_with
from tidings.web.board import Board, Line
from tidings.web.desk import Desk

Bits = NDArray[np.uint32]
FacetValues = list[tuple[str, int]]


class Wanted(TypedDict, total=False):
    """What events must be; of one parameter given several times, any value will do."""

    q: str
    kind: list[str]
    status: list[str]
    actor: list[str]
    target: list[str]
    item: list[str]
    category: list[str]
    place: list[str]
    country: list[str]
    source: list[str]
    state: list[str]
    tag: list[str]
    method: list[str]
    conflict: int
    origins: int
    credibility: int
    since: str
    until: str


class Facets(TypedDict):
    """For each filter its values and how many events each would give, the most first."""

    kind: FacetValues
    status: FacetValues
    actor: FacetValues
    target: FacetValues
    item: FacetValues
    category: FacetValues
    place: FacetValues
    country: FacetValues
    source: FacetValues
    state: FacetValues
    tag: FacetValues
    method: FacetValues
    credibility: FacetValues
    origins: FacetValues


class Narrowed(TypedDict):
    """The events that pass, by their places in the columns."""

    version: str
    total: int
    index: list[int]
    undated_left_out: int
    facets: Facets


VALUES: dict[str, Callable[[Line], Iterable[str]]] = {
    "kind": lambda x: (x.event.kind,),
    "status": lambda x: (x.event.status,),
    "actor": lambda x: x.actors,
    "target": lambda x: x.targets,
    "item": lambda x: x.items,
    "category": lambda x: x.categories,
    "place": lambda x: (x.event.place.name,) if x.event.place else (),
    "country": lambda x: (x.event.place.country,) if x.event.place and x.event.place.country else (),
    "source": lambda x: x.sources,
    "state": lambda x: (x.state,),
    "tag": lambda x: x.tags,
    "method": lambda x: (x.method,) if x.method else (),
    "credibility": lambda x: (str(x.event.credibility),),
    "origins": lambda x: (str(x.event.independent),),
}


class Sieve:
    """The values of every facet for every event, as numbers in flat arrays: one pass of numpy a filter."""

    def __init__(self, board: Board) -> None:
        self.n = len(board.lines)
        self.names: dict[str, list[str]] = {}
        self.rows: dict[str, NDArray[np.int32]] = {}
        self.values: dict[str, NDArray[np.int32]] = {}
        for facet, of in VALUES.items():
            names: dict[str, int] = {}
            pairs = [(x.n, names.setdefault(name, len(names))) for x in board.lines for name in of(x)]
            table = np.array(pairs, np.int32).reshape(-1, 2)
            self.names[facet], self.rows[facet], self.values[facet] = list(names), table[:, 0], table[:, 1]
        self.independent = np.array([x.event.independent for x in board.lines], np.int32)
        self.credibility = np.array([x.event.credibility for x in board.lines], np.int32)
        self.conflict = np.array([bool(x.event.conflicts) for x in board.lines], bool)
        self.start = np.array([x.event.time.start or "" for x in board.lines], "U10")
        self.end = np.array([x.event.time.end or "9999" for x in board.lines], "U10")
        self.dated = np.array([x.event.time.is_known for x in board.lines], bool)

    def with_any(self, facet: str, wanted: Iterable[str]) -> NDArray[np.bool_]:
        """Return which events have one of the values."""
        numbers = [n for n, name in enumerate(self.names[facet]) if name in set(wanted)]
        out = np.zeros(self.n, bool)
        out[self.rows[facet][np.isin(self.values[facet], numbers)]] = True
        return out

    def counted(self, facet: str, among: NDArray[np.bool_]) -> FacetValues:
        """Return each value of the facet with how many of these events have it, the most first."""
        kept = self.values[facet][among[self.rows[facet]]]
        count = np.bincount(kept, minlength=len(self.names[facet]))
        found = [(name, int(n)) for name, n in zip(self.names[facet], count, strict=True) if n]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def narrowed(desk: Desk, wanted: Wanted) -> Narrowed:
    """The events that pass the filters, with counts for every filter.

    An uncertain time passes where any part of it may lie within; an unknown one does not pass since or until.
    """
    board = desk.board()
    sieve = board.made(Sieve)
    tests = _tests(desk, board, sieve, wanted)
    fails = sum((~passes for passes in tests.values()), np.zeros(sieve.n, np.int32))
    passing = fails == 0
    facets: Facets = {}  # type: ignore[typeddict-item]  # filled for every name in VALUES, which are its keys
    for facet in VALUES:
        spared = fails - ~tests[facet] if facet in tests else fails
        facets[facet] = sieve.counted(facet, spared == 0)  # type: ignore[literal-required]
    in_time = tests.get("time")
    undated = int(((fails == 1) & ~in_time & ~sieve.dated).sum()) if in_time is not None else 0
    index = [int(n) for n in np.flatnonzero(passing)]
    return {
        "version": board.version,
        "total": len(index),
        "index": index,
        "undated_left_out": undated,
        "facets": facets,
    }


def _tests(desk: Desk, board: Board, sieve: Sieve, wanted: Wanted) -> dict[str, NDArray[np.bool_]]:
    """Return for each filter that is set which events pass it."""
    tests = {
        facet: sieve.with_any(facet, wanted[facet])  # type: ignore[literal-required]
        for facet in VALUES
        if facet in wanted and facet not in ("origins", "credibility")
    }
    if "origins" in wanted:
        tests["origins"] = sieve.independent >= wanted["origins"]
    if "credibility" in wanted:
        tests["credibility"] = sieve.credibility <= wanted["credibility"]
    if wanted.get("conflict"):
        tests["conflict"] = sieve.conflict
    if "since" in wanted or "until" in wanted:
        since, until = first_day(wanted.get("since")) or "", last_day(wanted.get("until")) or "9999"
        tests["time"] = sieve.dated & (sieve.end >= since) & (sieve.start <= until)
    if wanted.get("q", "").strip():
        tests["q"] = _with_words(desk, board, wanted["q"])
    return tests


def _with_words(desk: Desk, board: Board, words: str) -> NDArray[np.bool_]:
    """Return which events a story with all the words tells, or have them in their title, place or names."""
    out = np.zeros(len(board.lines), bool)
    for story in stories_with(desk.case, words):
        for account in board.accounts_of.get(story, ()):
            if event := board.event_of.get(account.id):
                out[board.at[event]] = True
    asked, names = fold(words).split(), board.made(said_of)
    for x in board.lines:
        if not out[x.n]:
            out[x.n] = all(word in names[x.n] for word in asked)
    return out


def said_of(board: Board) -> list[str]:
    """Return what a list shows of each event, folded."""
    return [
        fold(" ".join((x.event.title, x.event.place.name if x.event.place else "", *x.actors, *x.targets, *x.items)))
        for x in board.lines
    ]
