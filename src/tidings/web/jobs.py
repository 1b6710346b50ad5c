"""Work that outlasts a request: reading documents that were dropped on the page, and linking a large case anew.

One job runs at a time, in the order they were asked for; what a job does shows in the case as it goes on.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from typing_extensions import TypedDict

from tidings.case import CaseStore
from tidings.errors import TidingsError
from tidings.ingest.bounds import Allowance
from tidings.ingest.containers.source import Source
from tidings.ingest.documents import found_in
from tidings.knowledge import Knowledge
from tidings.model import Problem
from tidings.pipeline import Means, Tally, build_from, link_waiting
from tidings.reading import reader_of

KEPT = 200  # jobs that are remembered; a page asks for its own within seconds


class Counted(TypedDict):
    """What a job has done so far."""

    documents: int
    held: int
    stories: int
    accounts: int
    problems: int


class ProblemShape(TypedDict):
    """What was not read, and why."""

    origin: str
    reason: str
    detail: str
    document: str | None


class Job(TypedDict):
    """A job as a page shows it; `total` 0 means that it cannot be known before the end."""

    id: str
    what: str
    state: str
    done: int
    total: int
    now: str
    tally: Counted
    error: str | None
    problems: list[ProblemShape]


@dataclass
class Work:
    """One job, and how far it is."""

    id: str
    what: str
    name: str
    do: Callable[[Work], None]
    state: str = "waiting"
    done: int = 0
    total: int = 0
    now: str = ""
    tally: Tally = field(default_factory=Tally)
    error: str | None = None
    problems: list[Problem] = field(default_factory=list)


class Jobs:
    """The jobs of one desk and the thread that does them, which lives from the first job on."""

    def __init__(self, case: CaseStore, know: Knowledge, done: Callable[[], object]) -> None:
        self.case, self.know, self._done = case, know, done
        self.all: dict[str, Work] = {}
        self.now: Work | None = None
        self.told = 0  # counts up with every step, so that those who tell of jobs know when to
        self._waiting: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._number = count(1)
        self._thread: threading.Thread | None = None

    def add(self, path: Path, name: str) -> Work:
        """Read the file into the case under that name, then remove it."""

        def do(work: Work) -> None:
            try:
                self._read(path, name, work)
            finally:
                path.unlink(missing_ok=True)

        return self._ask("add", name, do)

    def link(self) -> Work:
        """Link the whole case anew; asked for again before it began, it runs once."""
        waiting = next((w for w in self.all.values() if w.what == "link" and w.state == "waiting"), None)
        return waiting or self._ask("link", "", lambda work: link_waiting(self.case, self.know))

    def close(self) -> None:
        """End the thread after the job that it does."""
        self._waiting.put(None)
        if self._thread:
            self._thread.join()

    def _ask(self, what: str, name: str, do: Callable[[Work], None]) -> Work:
        work = Work(str(next(self._number)), what, name, do, now=name)
        self.all[work.id] = work
        for old in list(self.all)[:-KEPT]:
            del self.all[old]
        self._waiting.put(work)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
            self._thread.start()
        return work

    def _run(self) -> None:
        while (work := self._waiting.get()) is not None:
            self.now, work.state = work, "running"
            self.told += 1
            try:
                work.do(work)
                work.state = "done"
            except (TidingsError, OSError) as why:
                work.state, work.error = "failed", str(why)
            except Exception as why:  # one job that fails ends none of those that wait
                work.state, work.error = "failed", f"A fault in the program: {type(why).__name__}: {why}."
            self.now = None
            with suppress(TidingsError):
                self._done()
            self.told += 1

    def _read(self, path: Path, name: str, work: Work) -> None:
        before = set(self.case.problems())

        def step(tally: Tally, origin: str) -> None:
            work.tally, work.now = tally, origin
            work.done = tally.documents + tally.held
            self.told += 1

        with path.open("rb") as stream:
            size = path.stat().st_size
            docs = found_in(Source(stream, name, Allowance(size), name, size=size))
            work.tally = build_from(docs, self.case, Means(self.know, reader_of("rules")), progress=step)
        work.done = work.total = work.tally.documents + work.tally.held
        work.problems = [problem for problem in self.case.problems() if problem not in before]


def job_shape(work: Work) -> Job:
    """Return a job as a page shows it."""
    tally = work.tally
    return {
        "id": work.id,
        "what": work.what,
        "state": work.state,
        "done": work.done,
        "total": work.total,
        "now": work.now,
        "tally": {
            "documents": tally.documents,
            "held": tally.held,
            "stories": tally.stories,
            "accounts": tally.accounts,
            "problems": tally.problems,
        },
        "error": work.error,
        "problems": [problem_shape(problem) for problem in work.problems],
    }


def problem_shape(problem: Problem) -> ProblemShape:
    """Return a problem."""
    return {"origin": problem.origin, "reason": problem.reason, "detail": problem.detail, "document": problem.document}
