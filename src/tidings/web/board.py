"""One state of a case as the desk shows it: a Line an event, in the order of the chronology, and what joins them.

A board is made once for each state of the case and never changed, so that any number of requests may read it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeVar

from tidings.case.overview import AccountBrief, Overview, Part, StoryBrief
from tidings.knowledge import Knowledge
from tidings.linking.entities import filler_key
from tidings.model import Event, Filler, Judgement, Quote
from tidings.web.shapes import day_number

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")
State = Literal["open", "accepted", "rejected"]
DOERS = ("actor", "supplier")
DONE_TO = ("target", "recipient")
STATE_OF: Mapping[str, State] = {"accept": "accepted", "reject": "rejected"}
NO_WORDS = Quote(0, 0, "")


@dataclass(frozen=True, slots=True)
class Line:
    """An event with what a list, a map and filters need to know of it."""

    n: int
    event: Event
    method: str | None
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    items: tuple[str, ...]
    categories: tuple[str, ...]
    sources: tuple[str, ...]
    reliability: str
    confidence: int
    state: State
    tags: tuple[str, ...]
    comments: int


class Board:
    """One state of a case: its lines, and indexes that are made when they are first asked for."""

    def __init__(self, overview: Overview, version: str, know: Knowledge) -> None:
        self.overview, self.version, self.know = overview, version, know
        self._keys: dict[tuple[str, str | None], str] = {}
        self._made: dict[Callable[[Board], Any], Any] = {}

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every event, by time, then id; unknown times last."""
        return tuple(self._line(n, event) for n, event in enumerate(self.overview.events))

    @cached_property
    def at(self) -> dict[str, int]:
        """The place of each event among the lines, by id."""
        return {event.id: n for n, event in enumerate(self.overview.events)}

    @cached_property
    def event_of(self) -> dict[str, str]:
        """The event that each account tells, by the account's id."""
        return {account: event.id for event in self.overview.events for account in event.accounts}

    @cached_property
    def accounts_of(self) -> dict[str, list[AccountBrief]]:
        """The accounts of each story."""
        return grouped(self.overview.accounts.values(), lambda account: account.story)

    @cached_property
    def said(self) -> dict[str, list[Judgement]]:
        """The analysts' judgements in force on each event, oldest first."""
        on = self.overview.standing
        standing = [j for j in self.overview.judgements if on.get(j.id)]
        return grouped(standing, lambda judgement: on[judgement.id] or "")

    @cached_property
    def grades(self) -> dict[str, str]:
        """The reliability that an analyst last gave each outlet."""
        wanted = [j for j in self.overview.judgements if j.subject == "outlet" and j.verdict == "grade"]
        return {j.left: j.right or "F" for j in wanted if j.id in self.overview.standing}

    @cached_property
    def names(self) -> dict[str, str]:
        """The name most used for each key of an actor or item; ties go to the longer, then the alphabet."""
        used: dict[str, Counter[str]] = defaultdict(Counter)
        for account in self.overview.accounts.values():
            for part in account.parts:
                used[self.key(part)][part.name] += 1
        return {key: min(count, key=lambda n: (-count[n], -len(n), n)) for key, count in used.items()}

    def key(self, part: Part) -> str:
        """Return what the part counts as, whatever words a story has for it."""
        named = (part.name, part.entity)
        if named not in self._keys:
            self._keys[named] = filler_key(Filler(part.name, NO_WORDS, part.entity))
        return self._keys[named]

    def called(self, parts: Iterable[Part]) -> tuple[str, ...]:
        """Return the names of the parts, each once, most often told first."""
        return tuple(dict.fromkeys(self.names[key] for key, _ in Counter(map(self.key, parts)).most_common()))

    def story(self, account: AccountBrief) -> StoryBrief:
        """Return the story of an account."""
        return self.overview.stories[account.story]

    def accounts(self, event: Event) -> list[AccountBrief]:
        """Return the event's accounts in its order."""
        return [self.overview.accounts[key] for key in event.accounts]

    def made(self, make: Callable[[Board], T]) -> T:
        """Return what `make` makes of this board; made once."""
        if make not in self._made:
            self._made[make] = make(self)
        found: T = self._made[make]
        return found

    def _cast(self, event: Event, parts: Iterable[Part], roles: Iterable[str]) -> tuple[str, ...]:
        """The names that play one of the roles: as an analyst set it, else as the accounts tell it."""
        by_hand = {role: event.edited(role).split("; ") for role in roles if event.edited(role)}
        told = self.called(part for part in parts if part.role in roles and part.role not in by_hand)
        return tuple(dict.fromkeys([*(name for names in by_hand.values() for name in names), *told]))

    def _line(self, n: int, event: Event) -> Line:
        accounts = self.accounts(event)
        parts = [part for account in accounts for part in account.parts]
        publishers = dict.fromkeys(name for a in accounts if (name := self.story(a).publisher))
        said = self.said.get(event.id, [])
        return Line(
            n=n,
            event=event,
            method=event.edited("method") or next(iter(Counter(a.method for a in accounts if a.method)), None),
            actors=self._cast(event, parts, DOERS),
            targets=self._cast(event, parts, DONE_TO),
            items=self._cast(event, parts, ("item",)),
            categories=tuple(dict.fromkeys(c for p in parts if p.category for c in with_parents(p.category))),
            sources=tuple(publishers),
            reliability=min((self.grades.get(name, "F") for name in publishers), default="F"),
            confidence=round(100 * max((a.confidence for a in accounts), default=0)),
            state=state_of(said),
            tags=event.tags,
            comments=sum(j.verdict == "comment" for j in said),
        )


def state_of(judgements: Iterable[Judgement]) -> State:
    """Return what the last of the judgements in force that accepts or rejects says; "open" where none does."""
    verdicts = [j.verdict for j in judgements if j.verdict in STATE_OF]
    return STATE_OF[verdicts[-1]] if verdicts else "open"


def with_parents(category: str) -> Iterator[str]:
    """Yield a dotted category and every category above it.

    >>> list(with_parents("uav.multirotor"))
    ['uav.multirotor', 'uav']
    """
    while category:
        yield category
        category = category.rpartition(".")[0]


def grouped(values: Iterable[V], by: Callable[[V], K]) -> dict[K, list[V]]:
    """Return the values in lists by key, in their order."""
    groups: dict[K, list[V]] = {}
    for value in values:
        groups.setdefault(by(value), []).append(value)
    return groups


def days_of(board: Board) -> list[tuple[int, ...]]:
    """Return for each line the known ones of its first and last possible day."""
    ends = ((x.event.time.start, x.event.time.end) for x in board.lines)
    return [tuple(day for end in pair if (day := day_number(end)) is not None) for pair in ends]


def ranks_of(board: Board) -> list[int]:
    """Return for each line its place when the best attested come first: by credibility, origins, then time."""
    order = sorted(board.lines, key=lambda x: (x.event.credibility, -x.event.independent, x.n))
    ranks = [0] * len(order)
    for rank, line in enumerate(order):
        ranks[line.n] = rank
    return ranks
