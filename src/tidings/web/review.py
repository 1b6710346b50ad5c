"""The queue of open questions: values that contradict, events that may be one, unsure accounts, actors new to us.

An event leaves the queue when an analyst accepts or rejects it, a pair when it is merged or told apart, a name when it
is accepted as one or rejected.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from typing_extensions import TypedDict

from tidings.case.overview import told
from tidings.errors import WrongCall
from tidings.linking.entities import plain_name
from tidings.model import Judgement
from tidings.model.links import Told
from tidings.output.summary import best
from tidings.web.board import Board, Line
from tidings.web.desk import Desk
from tidings.web.history import event_version
from tidings.web.shapes import Cited, cited

LOW = 50  # per cent of confidence below which an open event is asked about: it is more likely wrong than right
NAMED_BY = 2  # stories that name an actor whom no table knows before it is asked about: one alone may be a slip
QUOTED = 5  # sentences shown for a name
SORTS = ("conflict", "same", "confidence", "actor")
ON_EVENT = ("accept", "reject", "edit", "split", "comment")
ON_PAIR = ("merge", "different", "unsure")
ON_NAME = ("accept", "reject")
DECIDES = frozenset({"accept", "reject", "edit", "grade", "same", "different"})
MOST = 200


class Question(NamedTuple):
    """One open question, before its words are looked up."""

    sort: str
    score: float
    event: int  # places among the board's lines
    other: int | None
    why: str
    name: str | None = None  # of an actor


class ReviewItem(TypedDict):
    """One open question with the words that it turns on."""

    id: str
    sort: str
    why: str
    score: float
    event: str
    version: str
    name: str | None
    node: str | None
    title: str
    other: str | None
    other_version: str | None
    other_title: str | None
    fields: list[str]
    quotes: list[Cited]
    other_quotes: list[Cited]
    actions: list[str]


class Review(TypedDict):
    """The queue, the most pressing first."""

    version: str
    total: int
    decided: int
    sorts: list[tuple[str, int]]
    items: list[ReviewItem]


def review(desk: Desk, sort: str | None = None, limit: int = 50, offset: int = 0) -> Review:
    """Open questions: contradictions first, then pairs that may be one event, unsure events, and new actors."""
    if sort is not None and sort not in SORTS:
        raise WrongCall(f'There is no sort "{sort}". Known: {", ".join(SORTS)}.')
    if not 0 <= limit <= MOST or offset < 0:
        raise WrongCall(f"limit runs from 0 to {MOST}, offset from 0.")
    board = desk.board()
    asked = board.made(queue)
    count = Counter(one.sort for one in asked)
    wanted = [one for one in asked if sort is None or one.sort == sort]
    page = wanted[offset : offset + limit]
    ids = {board.lines[n].event.id for one in page for n in (one.event, one.other) if n is not None}
    held = {one.event.id: one for one in told(desk.case, sorted(ids))}
    return {
        "version": board.version,
        "total": len(wanted),
        "decided": decided(board),
        "sorts": [(name, count[name]) for name in SORTS],
        "items": [_item(board, one, held) for one in page],
    }


def decided(board: Board) -> int:
    """Return how many decisions in force answer questions."""
    return sum(j.verdict in DECIDES for j in board.overview.judgements if j.id in board.overview.standing)


def queue(board: Board) -> list[Question]:
    """Return every open question of the board."""
    still = [line for line in board.lines if line.state == "open"]
    conflicts = [
        Question("conflict", len(x.event.conflicts), x.n, None, f"accounts differ on {', '.join(x.event.conflicts)}")
        for x in still
        if x.event.conflicts and not _are_set(x)
    ]
    unsure = [
        Question("confidence", x.confidence / 100, x.n, None, f"read with {x.confidence} per cent confidence")
        for x in still
        if x.confidence < LOW and not x.event.conflicts
    ]
    conflicts.sort(key=lambda q: (-q.score, -board.lines[q.event].event.independent, q.event))
    return [*conflicts, *_pairs(board), *sorted(unsure, key=lambda q: (q.score, q.event)), *_names(board)]


def _names(board: Board) -> list[Question]:
    """Actors that no table knows, those that most stories name first; each with the event best told of it.

    What other stories write in small letters ("the rebels") is a description that began a sentence here.
    """
    stories: dict[str, set[str]] = defaultdict(set)
    events: dict[str, int] = {}
    for line in board.lines:
        for account in board.accounts(line.event) if line.state != "rejected" else ():
            for part in account.parts:
                key = board.key(part)
                if part.role != "item" and not key.startswith(("id:", "~")):
                    stories[key].add(account.story)
                    best_of = board.lines[events.setdefault(key, line.n)].event
                    events[key] = line.n if line.event.independent > best_of.independent else events[key]
    told = {plain_name(j.left) for j in board.overview.judgements if j.subject == "entity" and _stands(board, j)}
    wanted = [k for k in stories if len(stories[k]) >= NAMED_BY and f"~{k}" not in board.names and k not in told]
    wanted.sort(key=lambda key: (-len(stories[key]), key))
    why = "{} stories name it, no table knows it"
    return [
        Question("actor", len(stories[k]), events[k], None, why.format(len(stories[k])), board.names[k]) for k in wanted
    ]


def _stands(board: Board, judged: Judgement) -> bool:
    return judged.id in board.overview.standing


def _are_set(line: Line) -> bool:
    """Whether an analyst has set every field that accounts differ on."""
    return set(line.event.conflicts) <= {edit.field for edit in line.event.edits}


def _pairs(board: Board) -> list[Question]:
    """Pairs of events that a rule was unsure about, the likeliest first, without those an analyst spoke of."""
    apart = {
        frozenset(pair)
        for j in board.overview.judgements
        if j.id in board.overview.standing
        for pair in _said(board, j)
    }
    best_of: dict[frozenset[int], Judgement] = {}
    for judged in board.overview.judgements:
        left, right = (board.event_of.get(key or "") for key in (judged.left, judged.right))
        if judged.is_analyst or not left or not right or left == right:
            continue
        pair = frozenset((board.at[left], board.at[right]))
        if pair not in apart and (pair not in best_of or best_of[pair].score < judged.score):
            best_of[pair] = judged
    found = []
    for pair, judged in best_of.items():
        one, two = sorted(pair)
        if "rejected" not in (board.lines[one].state, board.lines[two].state):
            found.append(Question("same", judged.score, one, two, judged.because))
    return sorted(found, key=lambda q: (-q.score, q.event, q.other or 0))


def _said(board: Board, judged: Judgement) -> list[tuple[int, int]]:
    """The pairs of events that an analyst's judgement of a pair is about now."""
    if judged.subject != "account":
        return []
    sides = [{board.at[e] for key in side if (e := board.event_of.get(key))} for side in judged.sides()]
    return [(one, two) for one in sides[0] for two in sides[1]]


def _item(board: Board, asked: Question, held: dict[str, Told]) -> ReviewItem:
    line, other = board.lines[asked.event], None if asked.other is None else board.lines[asked.other]
    event = line.event
    fits = ON_NAME if asked.name else ON_PAIR if other else ON_EVENT
    return {
        "id": f"{asked.sort}:{asked.name or event.id}" + (f":{other.event.id}" if other else ""),
        "sort": asked.sort,
        "why": asked.why,
        "score": asked.score,
        "event": event.id,
        "version": event_version(event, board.said.get(event.id, ())),
        "name": asked.name,
        "node": f"actor:{plain_name(asked.name)}" if asked.name else None,
        "title": asked.name or event.title or event.kind,
        "other": other.event.id if other else None,
        "other_version": event_version(other.event, board.said.get(other.event.id, ())) if other else None,
        "other_title": (other.event.title or other.event.kind) if other else None,
        "fields": [] if asked.name else list(event.conflicts),
        "quotes": _naming(held.get(event.id), asked.name) if asked.name else _quotes(held.get(event.id), asked.sort),
        "other_quotes": _quotes(held.get(other.event.id), asked.sort) if other else [],
        "actions": list(fits),
    }


def _quotes(one: Told | None, sort: str) -> list[Cited]:
    """The words that the question turns on: of a contradiction every account's, else those that show the event best."""
    if one is None:
        return []
    if sort == "conflict":
        return [cited(story, account.mentions[0].start, account.mentions[0].end) for story, account, _ in one.tellings]
    shown = best(one)
    return [cited(shown.story, shown.account.mentions[0].start, shown.account.mentions[0].end)] if shown else []


def _naming(one: Told | None, name: str) -> list[Cited]:
    """The words of the event's accounts that name the actor."""
    key = plain_name(name)
    found = [
        cited(story, filler.quote.start, filler.quote.end)
        for story, account, _ in (one.tellings if one else ())
        for _, fillers in account.roles
        for filler in fillers
        if plain_name(filler.name) == key
    ]
    return found[:QUOTED]
