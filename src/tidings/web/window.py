"""A case too large for a page to hold: rows some at a time, counts, places and times of all that pass the filters.

A page of such a case asks for what it shows: how many events pass, by every filter, place and day, and the rows that
are in sight. All of it comes from one table, so that list, map and timeline say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from typing_extensions import TypedDict

from tidings.case.fold import fold
from tidings.errors import WrongCall
from tidings.web.columns import EventColumns
from tidings.web.desk import Desk
from tidings.web.narrowing import Passing, Wanted, passing
from tidings.web.shown import shown
from tidings.web.sites import Site, counted_by_site, sites_of
from tidings.web.table import Mask, Table, Values, place_key

FACETS = (
    "kind", "status", "state", "actor", "target", "category", "item", "at", "country", "source", "grade", "tag",
)  # fmt: skip
MOST_ROWS = 500  # that one call may ask for
MOST_VALUES = 200  # of a facet in one answer, as a page draws no more
MOST_BINS = 2_000
FEW = 420  # events up to which a timeline gives each a dot
STEPS = (0, 1, 2, 3)  # at least so many independent origins
HELD = 6  # sets of filters whose passing events are kept with a table: some ten megabytes each
Order = Literal["date", "-date", "origins", "-origins", "credibility", "-credibility"]
Valued = tuple[str, str, int]  # what a filter takes, what is shown, and how many events it would give


class Head(TypedDict):
    """What does not change with the filters; `first` and `last` are days since 1970-01-01."""

    version: str
    n: int
    first: int
    last: int
    kinds: list[str]
    sites: list[Site]


class Facet(TypedDict):
    """The values of a filter, the most told first, and how many values there are."""

    of: int
    values: list[Valued]


class Found(TypedDict):
    """What passes: by filter, by site (its number, then by kind), by time (for each bin by kind), by day of the whole.

    `few` are the events themselves where they are few enough for a dot each.
    """

    version: str
    total: int
    facets: dict[str, Facet]
    origins: list[int]
    conflicts: int
    undated: int
    unplaced: int
    sites: list[list[int]]
    bins: list[int]
    bars: list[int]
    few: EventColumns | None


class Rows(TypedDict):
    """Rows from `offset` on of all that pass; `at` is where the event that was asked for stands, if it passes."""

    version: str
    total: int
    offset: int
    at: int | None
    columns: EventColumns


class Times(TypedDict, total=False):
    """What a timeline draws: bins of so many days from a day on, and bars over the whole time of the case."""

    first: int
    days: int
    bins: int
    bars: int


def head(desk: Desk) -> Head:
    """What a page of a large case needs once: how many events there are, when, of which kinds and where."""
    table = desk.table()
    return {
        "version": table.version, "n": table.n, "first": table.domain[0], "last": table.domain[1],
        "kinds": table.values["kind"].names, "sites": sites_of(table).sites,
    }  # fmt: skip


def found(desk: Desk, wanted: Wanted, times: Times) -> Found:
    """How many events pass the filters: of each value of each filter, at each place, in each stretch of time."""
    table = desk.table()
    held = _through(desk, table, wanted)
    through = held.through
    dated, kinds = through & table.dated, len(table.values["kind"].names)
    binned, bins = _bins(table, dated, times)
    return {
        "version": table.version,
        "total": int(through.sum()),
        "facets": {facet: _facet(table, held, facet, wanted) for facet in FACETS},
        "origins": _steps(table, held.but("origins")),
        "conflicts": int((held.but("conflict") & (np.diff(table.values["conflict"].offsets) > 0)).sum()),
        "undated": int((held.but("time", "lane") & ~table.dated).sum()),
        "unplaced": int((held.but("lane") & ~table.placed).sum()),
        "sites": counted_by_site(table, sites_of(table), through),
        "bins": np.bincount(bins * kinds + _kind(table)[binned], minlength=times.get("bins", 0) * kinds).tolist(),
        "bars": _bars(table, held.but("time") & table.dated, times.get("bars", 0)),
        "few": shown(desk, table, binned) if len(binned) <= FEW else None,
    }


def rows(
    desk: Desk, wanted: Wanted, order: Order = "-date", offset: int = 0, limit: int = 100, event: str | None = None
) -> Rows:
    """Some of the events that pass, in an order; `event` asks where that one stands among them."""
    if not 0 <= limit <= MOST_ROWS or offset < 0:
        raise WrongCall(f"limit runs from 0 to {MOST_ROWS}, offset from 0.")
    table = desk.table()
    key = ("rows", order, *_key(wanted))
    every = table.kept(key, HELD, lambda: _ordered(table, _through(desk, table, wanted).through, order))
    row = table.row_of(event) if event else None
    at = np.flatnonzero(every == row) if row is not None else np.zeros(0, np.int64)
    return {
        "version": table.version, "total": len(every), "offset": offset, "at": int(at[0]) if len(at) else None,
        "columns": shown(desk, table, every[offset : offset + limit]),
    }  # fmt: skip


def values(desk: Desk, wanted: Wanted, facet: str, like: str = "") -> Facet:
    """The values of one filter whose name holds these words, with how many events each would give."""
    if facet not in FACETS:
        raise WrongCall(f'There is no filter "{facet}". Known: {", ".join(FACETS)}.')
    table = desk.table()
    return _facet(table, _through(desk, table, wanted), facet, wanted, like)


def _key(wanted: Wanted) -> tuple[object, ...]:
    """The filters as a key: the same for the same filters in whatever order they were given."""
    return tuple(sorted((name, tuple(sorted(map(str, v))) if isinstance(v, list) else v) for name, v in wanted.items()))


def _through(desk: Desk, table: Table, wanted: Wanted) -> Passing:
    return table.kept(("filters", *_key(wanted)), HELD, lambda: passing(desk, table, wanted))


def _ordered(table: Table, through: Mask, order: str) -> NDArray[np.int64]:
    every = table.order(order)
    out: NDArray[np.int64] = every[through[every]]
    return out


def _kind(table: Table) -> NDArray[np.int32]:
    """The number of each event's kind, of which each has one."""
    return table.values["kind"].values


def _facet(table: Table, held: Passing, facet: str, wanted: Wanted, like: str = "") -> Facet:
    """The values of a filter that a page shows: the chosen ones, and the most told."""
    values = _by_place(table) if facet == "at" else table.values["credibility" if facet == "grade" else facet]
    among = held.but(facet)
    counts = (
        table.kept(("all", facet), len(FACETS), lambda: values.counts(among)) if among.all() else values.counts(among)
    )
    every = range(len(values.names))
    sought = [n for n in every if fold(like) in fold(values.names[n])] if like else every
    chosen = {str(one) for one in wanted.get(facet, ())}  # type: ignore[attr-defined]
    most = _most(counts, sought)
    kept = dict.fromkeys((*most, *(n for n in every if values.names[n] in chosen))) if chosen and not like else most
    shown = [(values.names[n], values.names[n].partition("~")[0] if facet == "at" else values.names[n], int(counts[n]))
             for n in kept]  # fmt: skip
    return {"of": len(sought), "values": shown}


def _most(counts: NDArray[np.int64], sought: Sequence[int]) -> list[int]:
    """The places of the largest counts, ties by place."""
    at = np.fromiter(sought, np.int64, len(sought))
    by = np.lexsort((at, -counts[at]))
    found: list[int] = at[by[:MOST_VALUES]].tolist()
    return found


def _by_place(table: Table) -> Values:
    """The events' places by their keys."""

    def made() -> Values:
        keys: dict[str, int] = {}
        of = np.array([keys.setdefault(place_key(row), len(keys)) for row in table.places] or [0], np.int32)
        at = np.flatnonzero(table.place >= 0).astype(np.int32)
        return Values.of(list(keys), at, of[table.place[at]], table.n)

    return table.kept(("at",), 1, made)


def _steps(table: Table, among: Mask) -> list[int]:
    independent = table.numbers["independent"][among]
    return [int((independent >= least).sum()) for least in STEPS]


def _bins(table: Table, dated: Mask, times: Times) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The dated events that lie in one of the bins, and the bin of each; what began before them is in the first."""
    first, days, most = times.get("first", 0), max(1, times.get("days", 1)), times.get("bins", 0)
    if not 0 <= most <= MOST_BINS or not 0 <= times.get("bars", 0) <= MOST_BINS:
        raise WrongCall(f"bins and bars run from 0 to {MOST_BINS}.")
    at = np.flatnonzero(dated)
    bins = np.maximum(0, (table.anchor[at].astype(np.int64) - first) // days)
    is_in = bins < most
    return at[is_in], bins[is_in]


def _bars(table: Table, among: Mask, bars: int) -> list[int]:
    """How many of these events lie in each of so many stretches of the whole time of the case."""
    if not bars:
        return []
    first, last = table.domain
    at = (table.anchor[among].astype(np.int64) - first) * bars // max(1, last - first)
    found: list[int] = np.bincount(np.clip(at, 0, bars - 1), minlength=bars).tolist()
    return found
