"""Adding to a case with the means of this folder: a first look, several processes, what was passed over before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tidings.errors import WorkerDied
from tidings.knowledge import Knowledge
from tidings.model import Document, Problem, Reading
from tidings.model.account import PASSED_OVER
from tidings.reading import Reader
from tidings.reading.triage_reader import FirstLook
from tidings.readings import Means, Read, Tally
from tidings.scale import inputs as places
from tidings.scale.settings import Settings
from tidings.scale.workers import Workers

if TYPE_CHECKING:
    from tidings.case import CaseStore

Found = Document | Problem


@dataclass(frozen=True, slots=True)
class SharedMeans(Means):
    """Means by which worker processes read what is taken later."""

    workers: Workers

    def read(self, doc: Document) -> Read:
        """Return what a worker read in the document. Raises WorkerDied."""
        return self.workers.read(doc)


@contextmanager
def means(settings: Settings, know: Knowledge, reader: Reader, n: int) -> Iterator[Means]:
    """Yield what documents are read with, by `n` processes beside this one where that is more than 1."""
    by = FirstLook(reader) if settings.looks_first else reader
    if n == 1:
        yield Means(know, by)
        return
    with Workers(settings, n) as workers:
        yield SharedMeans(know, by, workers)


def documents(inputs: Iterable[str | Path], fields: Mapping[str, str] | None) -> Iterator[Found]:
    """Yield the documents of the inputs, one at a time."""
    return places.documents(list(inputs), fields)


def passed_over(case: CaseStore) -> Iterator[Found]:
    """Yield each document of the case with a story that the first look passed over."""
    keys = sorted({story.document for story in case.stories(reader=PASSED_OVER)})
    return (case.document(key) for key in keys)


def readings(
    inputs: Iterable[str | Path],
    fields: Mapping[str, str] | None,
    note: Callable[[Problem], None],
    by: tuple[Settings, Knowledge, Reader],
    n: int,
) -> Iterator[Reading]:
    """Yield what is read in every story of the inputs in their order, by `n` processes, without a case."""
    with means(*by, n) as using:
        docs = documents(inputs, fields)
        if isinstance(using, SharedMeans):
            docs = using.workers.ahead(docs, lambda _: True)
        for doc in docs:
            if isinstance(doc, Problem):
                note(doc)
                continue
            try:
                found = using.read(doc)
            except WorkerDied as died:
                found = Read(problems=[died])
            for why in found.problems:
                note(Problem(doc.origin, why.reason, str(why), doc.sha256))
            yield from found.readings


def add(
    docs: Iterable[Found],
    case: CaseStore,
    means: Means,
    *,
    progress: Callable[[Tally, str], None] | None = None,
    again: bool = False,
) -> Tally:
    """Read the documents into the case in their order, whoever reads them, and link what it then holds."""
    from tidings.pipeline import build_from

    if isinstance(means, SharedMeans):
        docs = means.workers.ahead(docs, lambda doc: again or not case.has(doc))
    return build_from(docs, case, means, progress=progress, again=again)
