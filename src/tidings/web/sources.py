"""Outlets and speakers: how reliable an analyst holds them, what became of what they told, and who copies whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from typing_extensions import TypedDict

from tidings.case.fold import fold
from tidings.linking.lineage import roots
from tidings.model import Lineage
from tidings.web.board import Board, Line, grouped
from tidings.web.desk import Desk
from tidings.web.history import outlet_version
from tidings.web.shapes import Cited, Entry, cited

DOUBTED = 4  # credibility from which an event counts as contradicted: doubtful, improbable
CONFIRMED = 2  # independent origins from which an event counts as confirmed
CELL = 200  # pairs of stories shown behind one cell of the matrix


class Track(TypedDict):
    """What became of the events told: confirmed, contradicted, or neither."""

    confirmed: int
    contradicted: int
    open: int


class OutletRow(Track):
    """Who publishes. `firsthand` counts accounts of stories that neither copy nor cite another story of the case."""

    name: str
    kind: str | None
    country: str | None
    stories: int
    accounts: int
    events: int
    firsthand: int
    copies: int
    copied: int
    cites: int
    cited: int
    reliability: str
    graded: Entry | None
    version: str


class SpeakerRow(Track):
    """Who is quoted as the one that knows."""

    name: str
    accounts: int
    events: int
    outlets: int


class Matrix(TypedDict):
    """Who copies and cites whom: (later, earlier, copies, cites), by place among the names."""

    names: list[str]
    cells: list[tuple[int, int, int, int]]


class Group(TypedDict):
    """One text that several stories print."""

    story: str
    publisher: str | None
    headline: str | None
    published: str | None
    stories: int
    publishers: list[str]


class Sources(TypedDict):
    """Everybody who tells something in the case."""

    version: str
    outlets: list[OutletRow]
    speakers: list[SpeakerRow]
    matrix: Matrix
    groups: list[Group]


class Pairing(TypedDict):
    """Two stories of which the later copies or cites the earlier."""

    relation: str
    how: str
    quote: str
    score: float
    later: Cited
    earlier: Cited


class Cell(TypedDict):
    """The pairs of stories behind one cell of the matrix; `total` counts those that are not shown too."""

    version: str
    total: int
    rows: list[Pairing]


def sources(desk: Desk) -> Sources:
    """Outlets with grade and track record, speakers, the matrix of copies and citations, and texts printed widely.

    An event counts as contradicted where an analyst rejected it or its credibility is doubtful or worse, as confirmed
    where an analyst accepted it or two independent origins assert it, as open else.
    """
    return desk.board().made(tables_of)


def tables_of(board: Board) -> Sources:
    """Return the tables of a board."""
    return {
        "version": board.version,
        "outlets": _outlets(board),
        "speakers": _speakers(board),
        "matrix": _matrix(board),
        "groups": _groups(board),
    }


def cell(desk: Desk, later: str, earlier: str) -> Cell:
    """The pairs of stories in which one outlet copies or cites another."""
    board = desk.board()
    stories = board.overview.stories
    pairs = [
        pair
        for pair in board.overview.lineage
        if stories[pair.later].publisher == later and stories[pair.earlier].publisher == earlier
    ]
    rows = [_pairing(desk, pair) for pair in pairs[:CELL]]
    return {"version": board.version, "total": len(pairs), "rows": rows}


def _pairing(desk: Desk, pair: Lineage) -> Pairing:
    return {
        "relation": pair.relation,
        "how": pair.how,
        "quote": pair.quote,
        "score": pair.score,
        "later": _words(desk, pair.later, pair.quote),
        "earlier": _words(desk, pair.earlier, pair.quote),
    }


def _words(desk: Desk, story: str, quote: str) -> Cited:
    """The story, with the shared words where they stand in it as they are."""
    one = desk.case.reading(story).story
    at = one.text.find(quote) if quote else -1
    return cited(one, at, at + len(quote)) if at >= 0 else cited(one, None, None)


@dataclass
class _Sums:
    """What is counted for one outlet or speaker."""

    stories: set[str] = field(default_factory=set)
    accounts: int = 0
    firsthand: int = 0
    events: set[int] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)


def _track(board: Board, events: Iterable[int]) -> Track:
    count = Counter(_fate(board.lines[n]) for n in events)
    return {"confirmed": count["confirmed"], "contradicted": count["contradicted"], "open": count["open"]}


def _fate(line: Line) -> str:
    if line.state == "rejected" or (line.state == "open" and DOUBTED <= line.event.credibility < 6):
        return "contradicted"
    return "confirmed" if line.state == "accepted" or line.event.independent >= CONFIRMED else "open"


def _outlets(board: Board) -> list[OutletRow]:
    stories = board.overview.stories
    sums: dict[str, _Sums] = {}
    leaning = {pair.later for pair in board.overview.lineage}
    for story in stories.values():
        one = sums.setdefault(story.publisher or "", _Sums())
        one.stories.add(story.id)
        for account in board.accounts_of.get(story.id, ()):
            one.accounts += 1
            one.firsthand += story.id not in leaning
            if event := board.event_of.get(account.id):
                one.events.add(board.at[event])
    ties = _ties(board)
    return [
        _outlet(board, name, one, ties)
        for name, one in sorted(sums.items(), key=lambda p: (-p[1].accounts, p[0]))
        if name
    ]


def _outlet(board: Board, name: str, one: _Sums, ties: Counter[tuple[str, str, str]]) -> OutletRow:
    known = board.know.outlets.resolve(name)
    letter = board.grades.get(name)
    return {
        **_track(board, one.events),
        "name": name,
        "kind": known.kind if known else None,
        "country": known.country if known else None,
        "stories": len(one.stories),
        "accounts": one.accounts,
        "events": len(one.events),
        "firsthand": one.firsthand,
        "copies": ties["copies", "later", name],
        "copied": ties["copies", "earlier", name],
        "cites": ties["cites", "later", name],
        "cited": ties["cites", "earlier", name],
        "reliability": letter or "F",
        "graded": _graded(board, name) if letter else None,
        "version": outlet_version(name, letter),
    }


def _graded(board: Board, name: str) -> Entry:
    said = [j for j in board.overview.judgements if j.subject == "outlet" and j.left == name]
    last = [j for j in said if j.id in board.overview.standing][-1]
    return {"id": last.id, "at": last.at, "by": last.by, "action": "grade", "text": last.right or "",
            "reason": last.because, "undone": False, "can_undo": True}  # fmt: skip


def _ties(board: Board) -> Counter[tuple[str, str, str]]:
    """How often each outlet copies, is copied, cites and is cited."""
    count: Counter[tuple[str, str, str]] = Counter()
    for pair in board.overview.lineage:
        count[pair.relation, "later", board.overview.stories[pair.later].publisher or ""] += 1
        count[pair.relation, "earlier", board.overview.stories[pair.earlier].publisher or ""] += 1
    return count


def _speakers(board: Board) -> list[SpeakerRow]:
    sums: dict[str, _Sums] = {}
    called: dict[str, Counter[str]] = {}
    for account in board.overview.accounts.values():
        if not account.sources:
            continue
        name = account.sources[-1]
        one = sums.setdefault(fold(name), _Sums())
        called.setdefault(fold(name), Counter())[name] += 1
        one.accounts += 1
        one.outlets.add(board.story(account).publisher or "")
        if event := board.event_of.get(account.id):
            one.events.add(board.at[event])
    return [
        {**_track(board, one.events), "name": called[key].most_common(1)[0][0], "accounts": one.accounts,
         "events": len(one.events), "outlets": len(one.outlets - {""})}
        for key, one in sorted(sums.items(), key=lambda pair: (-pair[1].accounts, pair[0]))
    ]  # fmt: skip


def _matrix(board: Board) -> Matrix:
    stories = board.overview.stories
    count: Counter[tuple[str, str, str]] = Counter()
    for pair in board.overview.lineage:
        later, earlier = stories[pair.later].publisher, stories[pair.earlier].publisher
        if later and earlier:
            count[later, earlier, pair.relation] += 1
    weight: Counter[str] = Counter()
    for (later, earlier, _), n in count.items():
        weight[later] += n
        weight[earlier] += n
    names = sorted(weight, key=lambda name: (-weight[name], name))
    at = {name: n for n, name in enumerate(names)}
    pairs = sorted({(at[later], at[earlier]) for later, earlier, _ in count})
    cells = [(r, c, count[names[r], names[c], "copies"], count[names[r], names[c], "cites"]) for r, c in pairs]
    return {"names": names, "cells": cells}


def _groups(board: Board) -> list[Group]:
    """Texts that more than one story prints, the widest first."""
    copies: list[Lineage] = [pair for pair in board.overview.lineage if pair.relation == "copies"]
    by_root = grouped(roots(copies).items(), lambda pair: pair[1])
    out: list[Group] = []
    for root, pairs in by_root.items():
        first = board.overview.stories[root]
        printed = [first, *(board.overview.stories[later] for later, _ in pairs)]
        out.append(
            {"story": root, "publisher": first.publisher, "headline": first.headline, "published": first.published.date,
             "stories": len(printed), "publishers": list(dict.fromkeys(s.publisher for s in printed if s.publisher))}
        )  # fmt: skip
    return sorted(out, key=lambda group: (-group["stories"], group["story"]))
