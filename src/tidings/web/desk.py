"""What the views answer from: the case, the board of its present state, and the knowledge tables.

The case tells whether it has changed, so that what another window or another program writes shows too. A large board is
made anew beside the requests, which go on with the one before until it is ready.
"""

from __future__ import annotations

import getpass
import secrets
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tidings.case import CaseStore
from tidings.case.overview import overview, told
from tidings.case.pieces import size
from tidings.errors import Refused
from tidings.knowledge import Knowledge
from tidings.model import Event, content_id
from tidings.model.links import Told
from tidings.pipeline import link_waiting
from tidings.web.board import Board, state_of
from tidings.web.drafting import table_in_pieces, table_of
from tidings.web.jobs import Jobs
from tidings.web.sites import sites_of
from tidings.web.table import Table

SMALL = 5_000  # accounts; the board of a case that has no more is made anew while the request waits, in 0.3 s
WIDE = 100_000  # events from which a page is given rows and counts, not all events: those would be 3 MB packed
MOST = 300_000  # events that a board is made of; a board of 20,000 takes 0.25 GB, its indexes as much again
Stamp = tuple[int, ...]


@dataclass
class Desk:
    """A case that is open for analysts, on this machine alone."""

    case: CaseStore
    analyst: str = field(default_factory=lambda: analyst_name())
    know: Knowledge = field(default_factory=Knowledge)
    primed: tuple[Callable[[Board], object], ...] = ()  # what is made with each board
    wide_from: int | None = None  # events from which the page of a case is given rows and counts; None: never

    def __post_init__(self) -> None:
        self.is_wide = self.wide_from is not None and size(self.case) >= self.wide_from
        self.salt = secrets.token_hex(4)  # answers of an earlier run of the desk are not taken for this one's
        self.deciding = threading.Lock()  # held from looking at a version to writing what was decided on it
        self._making = threading.Lock()
        self._stamp: Stamp = ()
        self._events: tuple[Event, ...] = ()
        self._gone: dict[str, tuple[str, ...]] = {}
        self.renamed: dict[str, str] = {}  # accounts whose words were mended, by the id they had
        self._tabling = threading.Lock()
        self._board: Board | None = None
        self._table: Table | None = None
        self._tabled: Stamp = ()
        if self.is_wide:
            self._draw_up()
        else:
            self._board = self._made()
        self.jobs = Jobs(self.case, self.know, self._catch_up)

    @classmethod
    def open(
        cls,
        path: str,
        *,
        analyst: str | None = None,
        know: Knowledge | None = None,
        primed: tuple[Callable[[Board], object], ...] = (),
        wide_from: int | None = None,
    ) -> Desk:
        """Open the desk on a case that exists."""
        case = CaseStore.open(path, create=False)
        return cls(case, analyst or analyst_name(), know or Knowledge(), primed, wide_from)

    def close(self) -> None:
        """Let go of the case."""
        self.jobs.close()
        with self._making:
            self.case.close()

    @property
    def version(self) -> str:
        """What the present state is called; every change of the case gives another."""
        return self.table().version if self.is_wide else self.board().version

    def table(self) -> Table:
        """Return the table of the present state, or for a wide case the one before while the next is being made."""
        if not self.is_wide:
            return self.board().made(table_of)
        assert self._table is not None
        if self._tabled != self._stamped() and self._tabling.acquire(blocking=False):
            threading.Thread(target=self._draw_up_and_release, name="table", daemon=True).start()
        return self._table

    def counts(self) -> dict[str, int]:
        """How much the case holds; of a wide case, when its table was made."""
        return self._counts if self.is_wide else self.case.counts()

    def touched(self, events: Iterable[str], *, is_light: bool) -> None:
        """Take into the table of a wide case what was decided on these events, if no more changed than their state.

        Anything else waits for the next table.
        """
        assert self._table is not None
        if not is_light:
            return
        rows = {}
        for event in events:
            said = [s.judgement for s in self.case.history(event) if s.is_in_force and s.judgement.subject == "event"]
            if (row := self._table.row_of(event)) is not None:
                rows[row] = (state_of(said), sum(j.verdict == "comment" for j in said))
        stamp = self._stamped()
        self._table = self._table.restated(self._called(stamp), rows)
        self._tabled = stamp

    def board(self) -> Board:
        """Return the board of the present state, or for a large case the one before while the next is being made.

        A wide case has none until it is asked for: it takes minutes and gigabytes, and few pages need it. One of more
        events than a board can hold has none at all.
        """
        if self._board is None:
            if self.table().n > MOST:
                what = f"This page holds the whole case in memory; {self.table().n:,} events are too many for it."
                raise Refused(422, what, "Filter on the desk, or put a part into a case of its own: tidings case build")
            return self.renew()
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
            if self._board is None or self._stamp != self._stamped():
                self._board = self._made()
            return self._board

    @property
    def last(self) -> Board | None:
        """The board that was made last, whatever has changed since."""
        return self._board

    @property
    def is_small(self) -> bool:
        """Whether the case is small enough to make its board, and link it, while a request waits."""
        return self._board is not None and len(self._board.overview.accounts) <= SMALL

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
        accounts = self._gone.get(event_id, ())
        board = self._board
        if board and event_id in board.at:  # of a large case, whose board is still being made anew
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

    def _catch_up(self) -> object:
        """Bring what views answer from to the present state of the case, after a job."""
        if not self.is_wide:
            return self.renew()
        with self._tabling:
            if self._tabled != self._stamped():
                self._draw_up()
        return self._table

    def _draw_up_and_release(self) -> None:
        try:
            self._draw_up()
        finally:
            self._tabling.release()

    def _draw_up(self) -> None:
        stamp = self._stamped()
        self._counts = self.case.counts()
        table = table_in_pieces(self.case, self._called(stamp), self.know)
        table.order("-date"), sites_of(table)  # what the first page asks for
        self._table, self._tabled = table, stamp

    def _called(self, stamp: Stamp) -> str:
        return content_id("board", self.salt, *stamp)

    def _renew_and_release(self) -> None:
        try:
            self._board = self._made()
        finally:
            self._making.release()

    def _made(self) -> Board:
        stamp = self._stamped()
        board = Board(overview(self.case), self._called(stamp), self.know)
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
