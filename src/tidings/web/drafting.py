"""Makes the table of a case: from its board, or for a large case from pieces of it, in bounded memory.

In pieces no name is known until the last is read, as the name of an actor is the one most used for it. Lines are
written with keys in the place of names until then.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tidings.case import CaseStore
from tidings.case.fold import fold
from tidings.case.overview import Overview
from tidings.case.pieces import Piece, in_pieces
from tidings.knowledge import Knowledge
from tidings.model import Judgement
from tidings.web.board import Board, Line
from tidings.web.table import NUMBERS, VALUES, Ints, PlaceRow, Table, Values, place_row

KEYED = ("actor", "target", "item")  # facets whose values are names of keys
KEY = "\0"  # stands before a key that stands for a name


def table_of(board: Board) -> Table:
    """Return the table of a board."""
    draft = Draft()
    for line in board.lines:
        draft.take(line)
    return draft.table(board.version)


def table_in_pieces(case: CaseStore, version: str, know: Knowledge) -> Table:
    """Return the table of a case without holding it."""
    draft, used, numbers = Draft(), defaultdict[str, Counter[str]](Counter), _Told()
    with in_pieces(case) as (ids, pieces):
        first: _Sheet | None = None
        for piece in pieces:
            sheet = _Sheet(piece.overview, know, first)
            first = first or sheet
            for line in sheet.lines:
                draft.take(line)
            for account in piece.overview.accounts.values():
                for part in account.parts:
                    used[sheet.key(part)][part.name] += 1
            numbers.take(piece, len(draft.ids))
    names = {key: min(count, key=lambda n: (-count[n], -len(n), n)) for key, count in used.items()}
    return draft.table(version, names, ids, numbers)


class _Keys(dict[str, str]):
    """For each key the key itself, marked as such."""

    def __missing__(self, key: str) -> str:
        return KEY + key


class _Sheet(Board):
    """A board of some events, whose names are keys; what holds for the whole case is worked out by the first."""

    def __init__(self, overview: Overview, know: Knowledge, first: _Sheet | None) -> None:
        super().__init__(overview, "", know)
        self._first = first
        if first:
            self._keys = first._keys

    @cached_property
    def names(self) -> dict[str, str]:
        """The keys themselves."""
        return _Keys()

    @cached_property
    def said(self) -> dict[str, list[Judgement]]:
        """The analysts' judgements in force on each event of the case."""
        return self._first.said if self._first else super().said

    @cached_property
    def grades(self) -> dict[str, str]:
        """The reliability that an analyst last gave each outlet."""
        return self._first.grades if self._first else super().grades


class _Told:
    """Which stories tell which events, by the numbers that full text has for the stories."""

    def __init__(self) -> None:
        self.rows, self.numbers = array("i"), array("i")

    def take(self, piece: Piece, end: int) -> None:
        """Take a piece whose last event is the one before the end."""
        events, accounts = piece.overview.events, piece.overview.accounts
        for row, event in enumerate(events, end - len(events)):
            for number in {piece.numbers[accounts[account].story] for account in event.accounts}:
                self.rows.append(row)
                self.numbers.append(number)


class Draft:
    """The arrays of a table while lines are written into them."""

    def __init__(self) -> None:
        self.ids: list[bytes] = []
        self.titles: list[bytes] = []
        self.numbers = {name: array("i") for name in NUMBERS}
        self.known: dict[str, dict[str, int]] = {facet: {} for facet in VALUES}
        self.rows = {facet: array("i") for facet in VALUES}
        self.values = {facet: array("i") for facet in VALUES}
        self.places: dict[PlaceRow, int] = {}
        self.place = array("i")

    def take(self, line: Line) -> None:
        """Write a line behind those before."""
        n = len(self.ids)
        self.ids.append(line.event.id.encode())
        self.titles.append(fold(line.event.title).encode())
        for name, number in NUMBERS.items():
            self.numbers[name].append(number(line))
        for facet, of in VALUES.items():
            for value in of(line):
                known = self.known[facet]
                self.rows[facet].append(n)
                self.values[facet].append(known.setdefault(value, len(known)))
        row = place_row(line)
        self.place.append(-1 if row is None else self.places.setdefault(row, len(self.places)))

    def table(
        self,
        version: str,
        names: dict[str, str] | None = None,
        order: Sequence[str] | None = None,
        told: _Told | None = None,
    ) -> Table:
        """Return the table; with `names` for the keys and in this order of ids, where they came in pieces."""
        n, ids = len(self.ids), np.array(self.ids, "S")
        at = np.arange(n)  # of each place in the table the line that stands there
        if order is not None and n:
            by_id = np.argsort(ids)
            at = by_id[np.searchsorted(ids, np.array([one.encode() for one in order], "S"), sorter=by_id)]
        back = np.empty(n, np.int32)
        back[at] = np.arange(n, dtype=np.int32)
        values = {facet: self._values(facet, names or {}, back) for facet in VALUES}
        return Table(
            version=version, n=n, ids=ids[at], values=values,
            numbers={name: _ints(numbers)[at] for name, numbers in self.numbers.items()},
            place=_ints(self.place)[at], places=list(self.places), titles=b"\n".join(self.titles[i] for i in at),
            told=None if told is None else _sorted(back[_ints(told.rows)], _ints(told.numbers)),
        )  # fmt: skip

    def _values(self, facet: str, names: dict[str, str], back: Ints) -> Values:
        """The values of a facet, under their names and in the table's order."""
        rows, values = _sorted(back[_ints(self.rows[facet])], _ints(self.values[facet]))
        known = list(self.known[facet])
        if facet in KEYED and names:
            called = [names[value.removeprefix(KEY)] if value.startswith(KEY) else value for value in known]
            known, values = _renumbered(called, values)
            if len(known) < len(called):  # two keys of one name; an event that has both has it once
                rows, values = _once(rows, values)
        return Values.of(known, rows, values, len(back))


def _ints(numbers: array[int]) -> Ints:
    return np.frombuffer(numbers, np.int32) if len(numbers) else np.zeros(0, np.int32)


def _sorted(rows: Ints, values: Ints) -> tuple[Ints, Ints]:
    """The pairs by event, those of one event in their order."""
    by = np.argsort(rows, kind="stable")
    return rows[by], values[by]


def _renumbered(names: Iterable[str], values: Ints) -> tuple[list[str], Ints]:
    """Each name once, and the values by the new numbers."""
    known: dict[str, int] = {}
    new = np.array([known.setdefault(name, len(known)) for name in names], np.int32)
    return list(known), new[values] if len(values) else values


def _once(rows: Ints, values: Ints) -> tuple[Ints, Ints]:
    pairs: NDArray[np.int64] = rows.astype(np.int64) << 32 | values
    _, first = np.unique(pairs, return_index=True)
    kept = np.sort(first)
    return rows[kept], values[kept]
