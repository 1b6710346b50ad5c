"""All events of a case as arrays of small numbers, over which a filter or a count is one pass of numpy.

A million events take some 300 MB so, where their values as objects would take 8 GB; what a list shows of a row beside
its numbers is asked of the case when it is shown.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

from tidings.case.fold import fold
from tidings.model.values import TimePrecision
from tidings.web.board import Line
from tidings.web.shapes import day_number

T = TypeVar("T")
Mask = NDArray[np.bool_]
Ints = NDArray[np.int32]
FacetValues = list[tuple[str, int]]
PlaceRow = tuple[str, float | None, float | None, float | None, str | None, str | None, int | None]
PRECISIONS: tuple[str, ...] = get_args(TimePrecision)
OPEN_START, OPEN_END = -(2**31), 2**31 - 1  # the days of an end that is open, as the page has them
ORDERS = ("date", "-date", "origins", "-origins", "credibility", "-credibility")
STAYING = ("order", "sites", "at")  # what of a table stays when the state of an event changes
MANY = 8  # of so many events one or more pass: then a count walks all values, else those of the passing alone


def place_row(line: Line) -> PlaceRow | None:
    """Return what a map draws of an event's place."""
    place = line.event.place
    if place is None:
        return None
    return (place.name, place.lat, place.lon, place.radius_km, place.country, place.type, place.geonames)


def place_key(row: PlaceRow) -> str:
    """Return what tells a place from others of its name: the name, and its GeoNames id where it has one."""
    return row[0] if row[6] is None else f"{row[0]}~{row[6]}"


VALUES: Mapping[str, Callable[[Line], Iterable[str]]] = {
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
    "conflict": lambda x: x.event.conflicts,
}
NUMBERS: Mapping[str, Callable[[Line], int]] = {
    "independent": lambda x: x.event.independent,
    "credibility": lambda x: x.event.credibility,
    "start": lambda x: OPEN_START if (day := day_number(x.event.time.start)) is None else day,
    "end": lambda x: OPEN_END if (day := day_number(x.event.time.end)) is None else day,
    "precision": lambda x: PRECISIONS.index(x.event.time.precision),
    "reliability": lambda x: ord(x.reliability),
    "stories": lambda x: x.event.stories,
    "accounts": lambda x: len(x.event.accounts),
    "confidence": lambda x: x.confidence,
    "comments": lambda x: x.comments,
}


@dataclass(frozen=True)
class Values:
    """The values of one facet: their names, and a pair of event and value for every value that an event has."""

    names: list[str]
    rows: Ints
    values: Ints
    offsets: NDArray[np.int64]  # where the pairs of each event begin, and behind the last where they end

    @classmethod
    def of(cls, names: list[str], rows: Ints, values: Ints, n: int) -> Values:
        """Return the values of n events from pairs in the events' order."""
        return cls(names, rows, values, np.searchsorted(rows, np.arange(n + 1), "left").astype(np.int64))

    def with_any(self, wanted: Iterable[str], n: int) -> Mask:
        """Return which of n events have one of the values."""
        sought = set(wanted)
        is_wanted = np.array([name in sought for name in self.names], bool)
        out = np.zeros(n, bool)
        if len(is_wanted):
            out[self.rows[is_wanted[self.values]]] = True
        return out

    def counts(self, among: Mask) -> NDArray[np.int64]:
        """Return how many of these events have each of the values."""
        passing = int(among.sum())
        if passing * MANY < len(among):
            kept = self.values[_stretches(self.offsets, np.flatnonzero(among))]
        else:
            kept = self.values if passing == len(among) else self.values[among[self.rows]]
        return np.bincount(kept, minlength=len(self.names))

    def of_row(self, row: int) -> list[str]:
        """Return the values of one event."""
        return [self.names[n] for n in self.values[self.offsets[row] : self.offsets[row + 1]]]


def _stretches(offsets: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of all pairs of these events."""
    first, n = offsets[rows], offsets[rows + 1] - offsets[rows]
    ends = np.cumsum(n)
    total = int(ends[-1]) if len(ends) else 0
    found: NDArray[np.int64] = np.arange(total) + np.repeat(first - (ends - n), n)
    return found


@dataclass
class Table:
    """One state of a case, one entry an event in each array: by time, then id, unknown times last."""

    version: str
    n: int
    ids: NDArray[np.bytes_]
    values: dict[str, Values]
    numbers: dict[str, Ints]
    place: Ints  # of each event the number of its place, -1 for none
    places: list[PlaceRow]
    titles: bytes  # folded, one a line
    told: tuple[Ints, Ints] | None = None  # of a case in pieces: events, and the numbers of the stories that tell them
    held: dict[tuple[object, ...], object] = field(
        default_factory=dict
    )  # what was worked out for one call and serves others

    def __post_init__(self) -> None:
        start, end = self.numbers["start"], self.numbers["end"]
        self.dated: Mask = (start != OPEN_START) | (end != OPEN_END)
        self.anchor: Ints = np.where(start == OPEN_START, end, start)
        has_point = np.array([row[1] is not None for row in self.places] + [False], bool)
        self.placed: Mask = has_point[self.place]
        self.lines = np.flatnonzero(np.frombuffer(b"\n" + self.titles, np.uint8) == ord("\n"))
        known = np.concatenate((start[start != OPEN_START], end[end != OPEN_END]))
        self.domain = (int(known.min()), int(known.max()) + 1) if len(known) else (0, 1)
        self._by_id = np.argsort(self.ids)
        self._keeping = threading.Lock()
        self._making: dict[tuple[object, ...], threading.Lock] = {}

    def kept(self, key: tuple[object, ...], most: int, make: Callable[[], T]) -> T:
        """Return what `make` makes; made once, and kept until `most` others of its sort were made after it."""
        with self._keeping:
            making = self._making.setdefault(key, threading.Lock())
        with making:  # two calls at a time do not both make it
            found = self.held.get(key)
            if found is None:
                found = made = make()
                with self._keeping:
                    for old in [one for one in self.held if one[0] == key[0]][: -most + 1 or None]:
                        del self.held[old], self._making[old]
                    self.held[key] = made
            return found  # type: ignore[return-value]

    def row_of(self, event_id: str) -> int | None:
        """Return the place of an event, by its id."""
        key = np.bytes_(event_id.encode())
        at = int(np.searchsorted(self.ids, key, sorter=self._by_id))
        found = int(self._by_id[at]) if at < self.n else -1
        return found if found >= 0 and self.ids[found] == key else None

    def restated(self, version: str, rows: Mapping[int, tuple[str, int]]) -> Table:
        """Return the table with these events' state and number of comments."""
        state, comments = self.values["state"], self.numbers["comments"].copy()
        names, of = list(state.names), state.values.copy()
        for row, (name, n) in rows.items():
            if name not in names:
                names.append(name)
            of[row], comments[row] = names.index(name), n
        values = self.values | {"state": Values(names, state.rows, of, state.offsets)}
        out = copy(self)
        out.version, out.values, out.numbers = version, values, self.numbers | {"comments": comments}
        out.held = {key: held for key, held in self.held.items() if key[0] in STAYING}
        out._keeping, out._making = threading.Lock(), {key: threading.Lock() for key in out.held}
        return out

    def id_of(self, row: int) -> str:
        """Return the id of an event."""
        return bytes(self.ids[row]).decode()

    def titled(self, word: str) -> Mask:
        """Return which events have the folded word in their title."""
        out = np.zeros(self.n, bool)
        at = [found.start() for found in re.finditer(re.escape(word.encode()), self.titles)]
        out[np.searchsorted(self.lines, at, "right") - 1] = True
        return out

    def saying(self, words: Iterable[str]) -> Mask:
        """Return which events have all folded words in what a list shows of them: title, place and names."""
        out = np.ones(self.n, bool)
        for word in words:
            has = self.titled(word)
            for facet in ("place", "actor", "target", "item"):
                values = self.values[facet]
                has |= values.with_any((name for name in values.names if word in fold(name)), self.n)
            out &= has
        return out

    def order(self, by: str) -> NDArray[np.int64]:
        """Return the places of all events in an order; the undated come last, ties keep the order of the case."""
        return self.kept(("order", by), len(ORDERS), lambda: self._sorted(by))

    def _sorted(self, by: str) -> NDArray[np.int64]:
        keys: list[Ints] = {
            "date": [],
            "origins": [self.numbers["stories"], self.numbers["independent"]],
            "credibility": [self.numbers["credibility"]],
        }[by.removeprefix("-")]
        if by == "-date":
            keys = [self.anchor, self.dated.astype(np.int32)]
        keys = [-key for key in keys] if by.startswith("-") else keys
        return np.lexsort([np.arange(self.n, dtype=np.int32), *keys])
