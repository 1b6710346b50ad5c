"""What the views answer from: the case, the board of its present state, and the knowledge tables.

The case tells whether it has changed, so that what another window or another program writes shows too. A large board is
made anew beside the requests, which go on with the one before until it is ready.
"""

from __future__ import annotations

import getpass
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from tidings.case import CaseStore
from tidings.case.overview import overview, told
from tidings.errors import Refused
from tidings.knowledge import Knowledge
from tidings.model import Event, content_id
from tidings.model.links import Told
from tidings.pipeline import link_waiting
from tidings.web.board import Board
from tidings.web.jobs import Jobs

SMALL = 5_000  # accounts; the board of a case that has no more is made anew while the request waits, in 0.3 s
Stamp = tuple[int, ...]


@dataclass
class Desk:
    """A case that is open for analysts, on this machine alone."""

    case: CaseStore
    analyst: str = field(default_factory=lambda: analyst_name())
    know: Knowledge = field(default_factory=Knowledge)
    primed: tuple[Callable[[Board], object], ...] = ()  # what is made with each board

    def __post_init__(self) -> None:
        self.salt = secrets.token_hex(4)  # answers of an earlier run of the desk are not taken for this one's
        self.deciding = threading.Lock()  # held from looking at a version to writing what was decided on it
        self._making = threading.Lock()
        self._stamp: Stamp = ()
        self._events: tuple[Event, ...] = ()
        self._gone: dict[str, tuple[str, ...]] = {}
        self.renamed: dict[str, str] = {}  # accounts whose words were mended, by the id they had
        self._board = self._made()
        self.jobs = Jobs(self.case, self.know, self.renew)

    @classmethod
    def open(
        cls,
        path: str,
        *,
        analyst: str | None = None,
        know: Knowledge | None = None,
        primed: tuple[Callable[[Board], object], ...] = (),
    ) -> Desk:
        """Open the desk on a case that exists."""
        return cls(CaseStore.open(path, create=False), analyst or analyst_name(), know or Knowledge(), primed)

    def close(self) -> None:
        """Let go of the case."""
        self.jobs.close()
        with self._making:
            self.case.close()

    @property
    def version(self) -> str:
        """What the present board is called; every change of the case gives another."""
        return self.board().version

    def board(self) -> Board:
        """Return the board of the present state, or for a large case the one before while the next is being made."""
        if self._stamp == self._stamped():
            return self._board
        if self.is_small:
            self.renew()
        elif self._making.acquire(blocking=False):
            threading.Thread(target=self._renew_and_release, name="board", daemon=True).start()
        return self._board

    def renew(self) -> Board:
        """Make the board anew if the case has changed since, and return it."""
        with self._making:
            if self._stamp != self._stamped():
                self._board = self._made()
        return self._board

    @property
    def last(self) -> Board:
        """The board that was made last, whatever has changed since."""
        return self._board

    @property
    def is_small(self) -> bool:
        """Whether the case is small enough to make its board, and link it, while a request waits."""
        return len(self._board.overview.accounts) <= SMALL

    def renew_unless_large(self) -> Board:
        """Make the board anew at once where that is quick; else it follows beside the requests."""
        return self.renew() if self.is_small else self.board()

    def link(self) -> bool:
        """Link the case anew: at once for a small one, else as a job; return whether that is still to come."""
        if not self.is_small:
            self.jobs.link()
            return True
        link_waiting(self.case, self.know)
        return False

    def told(self, event_id: str) -> Told:
        """Return the event as the case has it now; raise Refused, with where its accounts are, if it is gone."""
        held = told(self.case, [event_id])
        if held:
            return held[0]
        board = self.board()
        accounts = self._gone.get(event_id, ())
        if event_id in board.at:  # of a large case, whose board is still being made anew
            accounts = board.lines[board.at[event_id]].event.accounts
        if accounts:
            now = sorted({event for a in accounts if (event := self._event_of(a))})
            what = "This event is no longer: its accounts were merged, split or read anew."
            raise Refused(410, what, "Look at the events that hold them now.", {"now": now})
        raise Refused(404, f"There is no event {event_id}.", "Look it up in the list of events.")

    def _event_of(self, account: str) -> str | None:
        """The event that tells the account now, whatever its words were mended to."""
        seen = {account}
        while not (event := self.case.event_of(account)):
            account = self.renamed.get(account, account)
            if account in seen:
                return None
            seen.add(account)
        return event

    def _renew_and_release(self) -> None:
        try:
            self._board = self._made()
        finally:
            self._making.release()

    def _made(self) -> Board:
        stamp = self._stamped()
        board = Board(overview(self.case), content_id("board", self.salt, *stamp), self.know)
        self._prime(board)
        self._stamp = stamp
        self._remember(board)
        return board

    def _prime(self, board: Board) -> None:
        """Make here what views will ask for first, not while a page waits."""
        board.lines, board.at, board.event_of, board.accounts_of, board.said  # noqa: B018
        for make in self.primed:
            board.made(make)

    def _remember(self, board: Board) -> None:
        """Keep which accounts the events told that are gone since the board before."""
        for event in self._events:
            if event.id not in board.at:
                self._gone[event.id] = event.accounts
        self._events = board.overview.events

    def _stamped(self) -> Stamp:
        """Numbers that are others as soon as any program has changed the case."""
        return self.case.stamp()


def analyst_name() -> str:
    """Return the name that this machine knows its user by; "analyst" where it knows none."""
    try:
        return getpass.getuser() or "analyst"
    except (OSError, KeyError, ImportError):
        return "analyst"
