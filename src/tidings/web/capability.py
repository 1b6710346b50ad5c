"""Who is told to have what: actors by category of item, with the events that say so, and who supplied whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from typing_extensions import TypedDict

from tidings.case.filters import first_day, last_day
from tidings.web.board import Board, Line, with_parents
from tidings.web.desk import Desk
from tidings.web.shapes import WhenShape, day_number, when_shape

SAMPLE = 20
TRANSFERS = frozenset({"transfer", "acquire"})
HOLDS = ("actor", "recipient")  # the roles of those who have or use an item


class CapableActor(TypedDict):
    """An actor with how many events tell of its items."""

    id: str
    name: str
    type: str | None
    n: int


class CapableCategory(TypedDict):
    """A category of items; `parent` is the category above it."""

    id: str
    parent: str | None
    n: int


class CapableCell(TypedDict):
    """What one actor is told to have of one category: the items, since when, by which kinds of event."""

    actor: int
    category: int
    items: list[str]
    n: int
    first: int | None
    last: int | None
    kinds: dict[str, int]
    best: int
    events: list[str]


class Delivery(TypedDict):
    """One transfer of an item; who is not told is null."""

    supplier: str | None
    recipient: str | None
    item: str
    event: str
    title: str
    time: WhenShape
    status: str
    credibility: int


class Capability(TypedDict):
    """Who is told to have what, and who supplied it; without rejected, denied and hypothetical events."""

    version: str
    actors: list[CapableActor]
    categories: list[CapableCategory]
    cells: list[CapableCell]
    transfers: list[Delivery]


@dataclass
class _Cell:
    items: Counter[str] = field(default_factory=Counter)
    lines: list[Line] = field(default_factory=list)


def capability(
    desk: Desk,
    actor: str | None = None,
    category: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Capability:
    """Who is told to have items of which category, with the events that say so, and the transfers."""
    board = desk.board()
    first, last = first_day(since) or "", last_day(until) or "9999"
    cells: dict[tuple[str, str], _Cell] = {}
    transfers: list[Delivery] = []
    told: dict[int, Line] = {}
    for one in board.made(held):
        time = one.line.event.time
        if (since or until) and not (time.is_known and (time.end or "9999") >= first and (time.start or "") <= last):
            continue
        if category is None or category in one.kinds:
            _take(board, one, cells, actor)
        if one.line.event.kind in TRANSFERS:
            told[one.line.n] = one.line
    for line in told.values():
        transfers += _deliveries(board, line, actor, category)
    return _answer(desk, board, cells, transfers)


class _Held(NamedTuple):
    """One item that an account puts with those who have or use it: keys, and its category with those above it."""

    line: Line
    holders: tuple[str, ...]
    item: str
    kinds: tuple[str, ...]


def held(board: Board) -> list[_Held]:
    """Return every item of every event that counts here, with its holders."""
    out = []
    for line in board.lines:
        if line.state == "rejected" or line.event.status in ("denied", "hypothetical") or not line.items:
            continue
        for account in board.accounts(line.event):
            holders = tuple(dict.fromkeys(board.key(p) for p in account.parts if p.role in HOLDS))
            items = [p for p in account.parts if p.role == "item"]
            out += [_Held(line, holders, board.key(p), tuple(with_parents(p.category or "unknown"))) for p in items]
    return out


def _take(board: Board, one: _Held, cells: dict[tuple[str, str], _Cell], actor: str | None) -> None:
    """Add an item to the cell of each of its holders."""
    for holder in one.holders:
        if actor is None or actor in (f"actor:{holder}", f"company:{holder}", board.names[holder]):
            cell = cells.setdefault((holder, one.kinds[0]), _Cell())
            cell.items[board.names[one.item]] += 1
            if not cell.lines or cell.lines[-1] is not one.line:
                cell.lines.append(one.line)


def _deliveries(board: Board, line: Line, actor: str | None, category: str | None) -> list[Delivery]:
    accounts = board.accounts(line.event)
    parts = [part for account in accounts for part in account.parts]
    suppliers = board.called(p for p in parts if p.role == "supplier") or (None,)
    takers = board.called(p for p in parts if p.role == "recipient") or (None,)
    if line.event.kind == "acquire" and takers == (None,):
        takers = board.called(p for p in parts if p.role == "actor") or (None,)
    if category is not None and category not in line.categories:
        return []
    called = actor.partition(":")[2] if actor and ":" in actor else actor
    if called and not {called, board.names.get(called, called)} & {*suppliers, *takers}:
        return []
    event = line.event
    return [
        {"supplier": suppliers[0], "recipient": takers[0], "item": item, "event": event.id,
         "title": event.title or event.kind, "time": when_shape(event.time), "status": event.status,
         "credibility": event.credibility}
        for item in line.items
    ]  # fmt: skip


def _answer(desk: Desk, board: Board, cells: dict[tuple[str, str], _Cell], transfers: list[Delivery]) -> Capability:
    by_actor: Counter[str] = Counter()
    by_category: Counter[str] = Counter()
    for (actor, category), cell in cells.items():
        by_actor[actor] += len(cell.lines)
        for one in with_parents(category):
            by_category[one] += len(cell.lines)
    actors = sorted(by_actor, key=lambda key: (-by_actor[key], key))
    categories = sorted(by_category)
    at_actor = {key: n for n, key in enumerate(actors)}
    at_category = {key: n for n, key in enumerate(categories)}
    return {
        "version": board.version,
        "actors": [_actor(desk, board, key, by_actor[key]) for key in actors],
        "categories": [
            {"id": key, "parent": key.rpartition(".")[0] or None, "n": by_category[key]} for key in categories
        ],
        "cells": [
            _cell(at_actor[actor], at_category[category], cell) for (actor, category), cell in sorted(cells.items())
        ],
        "transfers": transfers,
    }


def _actor(desk: Desk, board: Board, key: str, n: int) -> CapableActor:
    known = desk.know.actors.named(key.removeprefix("id:")) if key.startswith("id:") else None
    sort = "company" if known and known.type == "company" else "actor"
    return {"id": f"{sort}:{key}", "name": board.names[key], "type": known.type if known else None, "n": n}


def _cell(actor: int, category: int, cell: _Cell) -> CapableCell:
    events = [line.event for line in cell.lines]
    days = [day for e in events for day in (day_number(e.time.start), day_number(e.time.end)) if day is not None]
    return {
        "actor": actor,
        "category": category,
        "items": [name for name, _ in cell.items.most_common()],
        "n": len(events),
        "first": min(days, default=None),
        "last": max(days, default=None),
        "kinds": dict(Counter(e.kind for e in events).most_common()),
        "best": min(e.credibility for e in events),
        "events": [e.id for e in sorted(events, key=lambda e: (e.credibility, e.id))[:SAMPLE]],
    }
