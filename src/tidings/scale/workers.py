"""Worker processes that read documents ahead of whoever takes them, and give them back in their order.

One document is with one worker at a time. So when a worker ends (killed, or out of memory), it is known which document
it had: that one is not read, a new worker takes the place, and every other document is read as if nothing had happened.
The pools of the standard library either wait for ever then or give up all that is under way.
"""

from __future__ import annotations

import multiprocessing as mp
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Any, Self, TypeVar

from tidings.errors import InputError, WorkerDied
from tidings.model import Document
from tidings.readings import Read, read_document
from tidings.scale.settings import Settings

AHEAD = 4  # documents a worker that are taken from the inputs before they are asked for; bounds memory
T = TypeVar("T")
GRACE = 5.0  # seconds in which a worker ends when told to; reading a long story may take as long


@dataclass(slots=True)
class _Worker:
    process: Any  # typed by each start method on its own
    connection: Connection
    ticket: int | None = None


class Workers:
    """Some processes that read. Use it in a `with` block: they end with it."""

    def __init__(self, settings: Settings, n: int) -> None:
        settings.check_shared()
        self._settings = settings
        self._context = _context()
        self._tickets = count()
        self._waiting: deque[tuple[int, Document]] = deque()
        self._ready: dict[int, Read | WorkerDied] = {}
        self._asked: dict[str, int] = {}  # by the document's SHA-256
        self._workers = [self._started() for _ in range(n)]

    def ahead(self, docs: Iterable[T], wanted: Callable[[Document], bool]) -> Iterator[T]:
        """Yield all that comes in its order, while the workers read those of the next documents that are wanted."""
        window: deque[T] = deque()
        for doc in docs:
            if isinstance(doc, Document) and doc.sha256 not in self._asked and wanted(doc):
                self._ask(doc)
            window.append(doc)
            if len(window) > AHEAD * len(self._workers):
                yield window.popleft()
        yield from window

    def read(self, doc: Document) -> Read:
        """Return what a worker read in the document. Raises WorkerDied where it ended over it."""
        ticket = self._asked.pop(doc.sha256, None)
        if ticket is None:
            self._ask(doc)
            ticket = self._asked.pop(doc.sha256)
        while ticket not in self._ready:
            self._step()
        found = self._ready.pop(ticket)
        if isinstance(found, WorkerDied):
            raise found
        return found

    def _ask(self, doc: Document) -> None:
        ticket = self._asked[doc.sha256] = next(self._tickets)
        self._waiting.append((ticket, doc))
        self._hand_out()

    def _hand_out(self) -> None:
        for n, worker in enumerate(self._workers):
            if not self._waiting:
                return
            if worker.ticket is not None:
                continue
            ticket, doc = self._waiting.popleft()
            worker.ticket = ticket
            try:
                worker.connection.send(doc)
            except OSError:  # it ended between two documents
                self._workers[n] = self._started()
                self._waiting.appendleft((ticket, doc))

    def _step(self) -> None:
        """Wait until a worker has read its document or ended over it, and give out the next ones."""
        busy = {id(w.connection): n for n, w in enumerate(self._workers) if w.ticket is not None}
        for connection in wait([self._workers[n].connection for n in busy.values()]):
            n = busy[id(connection)]
            worker, ticket = self._workers[n], self._workers[n].ticket
            assert ticket is not None
            try:
                self._ready[ticket] = worker.connection.recv()
                worker.ticket = None
            except (EOFError, OSError):
                worker.process.join(GRACE)
                self._ready[ticket] = WorkerDied(worker.process.exitcode)
                self._workers[n] = self._started()
        self._hand_out()

    def _started(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, self._settings), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, why: BaseException | None, at: TracebackType | None) -> None:
        for worker in self._workers:
            worker.connection.close()
        for worker in self._workers:
            worker.process.join(0 if kind else GRACE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()


def _context() -> BaseContext:
    """Workers forked from a server that has loaded what they share; each loads its own where there is no such thing."""
    if sys.platform == "win32":
        return mp.get_context("spawn")
    context = mp.get_context("forkserver")
    context.set_forkserver_preload(["tidings.scale.preload"])
    return context


def _work(connection: Connection, settings: Settings) -> None:
    """Read the documents that come until no more come. Ctrl-C is for the process that writes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from tidings.scale.preload import KNOW

    means = settings.means(None if settings.knowledge else KNOW)
    while True:
        try:
            doc = connection.recv()
        except (EOFError, OSError):
            return
        found = read_document(doc, means)
        connection.send(Read(found.readings, [_plain(why) for why in found.problems]))


def _plain(why: InputError) -> InputError:
    """The same reason and words in an error that can be sent: others are made from facts, not from their words."""
    plain = InputError(str(why))
    plain.reason = why.reason
    return plain
