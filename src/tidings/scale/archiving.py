"""Reading into an archive: each input once, its documents in their order, however often the run is broken off."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from tidings.errors import WorkerDied
from tidings.model import Document, Problem, content_id
from tidings.model.account import PASSED_OVER
from tidings.pipeline import Fields, Means, Read, Tally
from tidings.scale.archive import WHOLE, Archive, Done, Part
from tidings.scale.inputs import Found, Input
from tidings.scale.inputs import inputs as found_inputs
from tidings.scale.settings import Settings
from tidings.scale.store import reaching
from tidings.scale.workers import Workers

PART = 2_000  # documents of a part: bounds memory and what a broken run reads twice, and keeps files large
PATIENCE = 300.0  # seconds after which a part is written however small, so that little is lost


@dataclass(slots=True)
class Job:
    """What is read into which archive, and by whom."""

    archive: Archive
    settings: Settings
    fields: Fields | None = None
    workers: int = 1
    progress: Callable[[Tally, str], None] = lambda tally, origin: None
    tally: Tally = field(default_factory=Tally)


def read_to(job: Job, inputs: Sequence[str | Path]) -> Tally:
    """Read what the archive does not hold yet of the inputs."""
    means = job.settings.means()
    with reaching(job.archive.where):
        job.archive.start(means.know.version, means.reader.name)
        left, done = unread(job, inputs)
        read_files(job, left, done, means)
    return job.tally


def unread(job: Job, inputs: Sequence[str | Path]) -> tuple[list[Input], Done]:
    """Return the inputs not read to their end, and how far each is read; what names none becomes a Problem."""
    done, left, part = job.archive.done(), dict[str, Input](), Part()
    for found in found_inputs(inputs):
        if isinstance(found, Problem):
            key = content_id("input", found.origin)
            if key not in done:
                part.problem(found)
                part.done[key] = WHOLE
                job.tally.problems += 1
        elif done.get(found.key) == WHOLE:
            job.tally.held += 1
        else:
            left[found.key] = found  # named twice, by itself and by its folder, it is read once
    if part.done:
        job.archive.write(part)
    return list(left.values()), done


def read_files(job: Job, files: Iterable[Input], done: Done, means: Means) -> None:
    """Read the files one after the other, and write a part whenever it is large enough."""
    with ExitStack() as stack:
        pool = stack.enter_context(Workers(job.settings, job.workers)) if job.workers > 1 else None
        docs: Iterable[Found | str] = _marked(files, done, job.fields)
        writer = _Writer(job)
        for doc in pool.ahead(docs, lambda _: True) if pool else docs:
            writer.take(doc, pool.read if pool else means.read)
        writer.flush()


def _marked(files: Iterable[Input], done: Done, fields: Fields | None) -> Iterator[Found | str]:
    """The documents of each file that are not read yet, between two marks with the file's key."""
    for one in files:
        key = one.key
        yield f"begin {key} {done.get(key, 0)}"
        yield from islice(one.documents(fields), done.get(key, 0), None)
        yield f"end {key} {WHOLE}"


class _Writer:
    """Gathers rows into parts."""

    def __init__(self, job: Job) -> None:
        self._job, self._part, self._began = job, Part(), time.monotonic()
        self._key, self._n = "", 0

    def take(self, doc: Found | str, read: Callable[[Document], Read]) -> None:
        if isinstance(doc, str):
            self._mark(*doc.split())
            return
        self._n += 1
        self._part.done[self._key] = self._n
        if isinstance(doc, Problem):
            self._problem(doc)
        else:
            self._document(doc, read)
        self._job.progress(self._job.tally, doc.origin)
        if self._part.documents >= PART or time.monotonic() - self._began > PATIENCE:
            self.flush()

    def flush(self) -> None:
        """Write what was gathered."""
        if self._part.done:
            self._job.archive.write(self._part)
        self._part, self._began = Part(), time.monotonic()

    def _mark(self, what: str, key: str, n: str) -> None:
        self._key, self._n = key, int(n)
        if what == "end":
            self._part.done[key] = WHOLE

    def _document(self, doc: Document, read: Callable[[Document], Read]) -> None:
        tally = self._job.tally
        try:
            found = read(doc)
        except WorkerDied as died:
            self._problem(Problem(doc.origin, died.reason, str(died), doc.sha256))
            found = Read()
        for why in found.problems:
            self._problem(Problem(doc.origin, why.reason, str(why), doc.sha256))
        self._part.add(doc, found.readings)
        tally.documents += 1
        tally.stories += len(found.readings)
        tally.accounts += sum(len(reading.accounts) for reading in found.readings)
        tally.passed += sum(reading.reader == PASSED_OVER for reading in found.readings)

    def _problem(self, problem: Problem) -> None:
        self._part.problem(problem)
        self._job.tally.problems += 1
