"""Taking into a case what was coded elsewhere, one transaction a document, and linking it with what the case holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tidings.case import CaseStore
from tidings.importing.tables import Found, rows
from tidings.knowledge import Knowledge
from tidings.model import Document, Problem, Reading
from tidings.pipeline import Tally, relink

Progress = Callable[[Tally, str], None]


def bring(
    inputs: Iterable[str | Path], case: CaseStore, know: Knowledge | None = None, progress: Progress | None = None
) -> Tally:
    """Take every file into the case, then link and grade the whole case; the same twice is held already.

    `progress` is called after each document with the tally so far and the document's origin.
    """
    know, tally = know or Knowledge(), Tally()
    for path in map(Path, inputs):
        for found in _found(path, know):
            if isinstance(found, Problem):
                case.problem(found)
                tally.problems += 1
            else:
                _take(*found, case, tally)
            if progress:
                progress(tally, found.origin if isinstance(found, Problem) else found[0].origin)
    if tally.stories or case.counts()["accounts in no event"]:
        relink(case, know)
    return tally


def _found(path: Path, know: Knowledge) -> Iterator[Found]:
    if not path.is_file():
        yield Problem(str(path), "not-found", "No file is there. Look at the path.")
        return
    with path.open(encoding="utf-8-sig", errors="backslashreplace", newline="") as stream:
        yield from rows(stream, str(path), know)


def _take(document: Document, reading: Reading, case: CaseStore, tally: Tally) -> None:
    if case.has(document):
        case.note_origin(document)
        tally.held += 1
        return
    with case.taking(document):
        case.put(reading)
    tally.documents += 1
    tally.stories += 1
    tally.accounts += len(reading.accounts)
