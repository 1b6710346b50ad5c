"""Which events pass filters, and how many would with one filter set otherwise: for text, for scripts, for large cases.

An event passes that fails no filter; it counts towards a facet if that facet is all it fails, so that a facet's numbers
say what choosing another of its values would give.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
from typing_extensions import TypedDict

from tidings.case.filters import first_day, last_day
from tidings.case.fold import fold
from tidings.case.overview import numbers_with, stories_with
from tidings.web.board import Board
from tidings.web.desk import Desk
from tidings.web.shapes import day_number
from tidings.web.table import FacetValues, Mask, Table, Values, place_key

HELD = 12  # word searches whose events are kept with a table: those of a million events take a megabyte each


class Wanted(TypedDict, total=False):
    """What events must be; of one parameter given several times, any value will do.

    `credibility` is that or better, `grade` just that. `at` is a place by name and GeoNames id ("Mora~2331140"), or by
    name alone where it has none. `lane` asks for those of unknown time, or of unknown place.
    """

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
    grade: list[int]
    at: list[str]
    since: str
    until: str
    lane: Literal["undated", "unplaced"]


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


COUNTED = tuple(Facets.__annotations__)


class Passing:
    """Which events fail how many of the filters that are set."""

    def __init__(self, table: Table, tests: Mapping[str, Mask]) -> None:
        self.table, self.tests = table, tests
        self.fails = np.zeros(table.n, np.int8)
        for passes in tests.values():
            self.fails += ~passes

    def but(self, *spared: str) -> Mask:
        """Return which events pass all filters but these, which they may fail."""
        fails = self.fails
        for name in spared:
            if name in self.tests:
                fails = fails - ~self.tests[name]
        found: Mask = fails == 0
        return found

    @property
    def through(self) -> Mask:
        """Which events pass."""
        return self.but()


def passing(desk: Desk, table: Table, wanted: Wanted) -> Passing:
    """Put the events of a table through the filters."""
    return Passing(table, _tests(desk, table, wanted))


def narrowed(desk: Desk, wanted: Wanted) -> Narrowed:
    """The events that pass the filters, with counts for every filter.

    An uncertain time passes where any part of it may lie within; an unknown one does not pass since or until.
    """
    table = desk.table()
    found = passing(desk, table, wanted)
    index: list[int] = np.flatnonzero(found.through).tolist()
    facets: Facets = {}  # type: ignore[typeddict-item]  # filled for every name in COUNTED, which are its keys
    for facet in COUNTED:
        values = table.values[facet]
        facets[facet] = counted(values, values.counts(found.but(facet)))  # type: ignore[literal-required]
    undated = int((found.but("time") & ~found.through & ~table.dated).sum()) if "time" in found.tests else 0
    return {
        "version": table.version,
        "total": len(index),
        "index": index,
        "undated_left_out": undated,
        "facets": facets,
    }


def counted(values: Values, counts: np.typing.NDArray[np.int64]) -> FacetValues:
    """Return the values that are there with their counts, the most first."""
    at = np.flatnonzero(counts)
    found = [(values.names[n], int(counts[n])) for n in at]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _tests(desk: Desk, table: Table, wanted: Wanted) -> dict[str, Mask]:
    """Return for each filter that is set which events pass it."""
    tests = {
        facet: table.values[facet].with_any(wanted[facet], table.n)  # type: ignore[literal-required]
        for facet in COUNTED
        if facet in wanted and facet not in ("origins", "credibility")
    }
    numbers = table.numbers
    if "origins" in wanted:
        tests["origins"] = numbers["independent"] >= wanted["origins"]
    if "credibility" in wanted:
        tests["credibility"] = numbers["credibility"] <= wanted["credibility"]
    if "grade" in wanted:
        tests["grade"] = np.isin(numbers["credibility"], wanted["grade"])
    if "at" in wanted:
        keys = set(wanted["at"])
        tests["at"] = np.array([place_key(row) in keys for row in table.places] + [False], bool)[table.place]
    if wanted.get("conflict"):
        values = table.values["conflict"]
        tests["conflict"] = np.diff(values.offsets) > 0
    if "lane" in wanted:
        tests["lane"] = ~(table.dated if wanted["lane"] == "undated" else table.placed)
    if "since" in wanted or "until" in wanted:
        tests["time"] = _in_time(table, wanted)
    if words := wanted.get("q", "").strip():
        tests["q"] = table.kept(("q", words), HELD, lambda: _with_words(desk, table, words))
    return tests


def _in_time(table: Table, wanted: Wanted) -> Mask:
    since, until = day_number(first_day(wanted.get("since"))), day_number(last_day(wanted.get("until")))
    out = table.dated.copy()
    if since is not None:
        out &= table.numbers["end"] >= since
    if until is not None:
        out &= table.numbers["start"] <= until
    return out


def _with_words(desk: Desk, table: Table, words: str) -> Mask:
    """Return which events a story with all the words tells, or have them in their title, place or names."""
    out = table.saying(fold(words).split())
    if table.told is None:
        return out | _told_with(desk, table, desk.board(), words)
    rows, numbers = table.told
    found = np.zeros(int(numbers.max(initial=0)) + 1, bool)
    at = np.array(numbers_with(desk.case, words), np.int64)
    found[at[at < len(found)]] = True
    out[rows[found[numbers]]] = True
    return out


def _told_with(desk: Desk, table: Table, board: Board, words: str) -> Mask:
    """Return which events of a board a story with all the words tells."""
    out = np.zeros(table.n, bool)
    for story in stories_with(desk.case, words):
        for account in board.accounts_of.get(story, ()):
            if (event := board.event_of.get(account.id)) and (row := table.row_of(event)) is not None:
                out[row] = True
    return out
