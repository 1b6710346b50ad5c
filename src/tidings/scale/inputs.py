"""Inputs of a run, wherever they lie: files that this machine sees, and objects of a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath

from tidings import ingest
from tidings.ingest.bounds import Allowance
from tidings.ingest.containers.source import Source
from tidings.ingest.documents import found_in
from tidings.model import Document, Problem, content_id
from tidings.scale.store import is_stored, objects, opened

Found = Document | Problem
Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Input:
    """A file or an object as it is now: changed, it is another input. Plain, so that other machines can be told it."""

    where: str
    size: int
    changed: int  # nanoseconds since 1970

    @property
    def key(self) -> str:
        """What an archive remembers the input by."""
        where = self.where if is_stored(self.where) else str(Path(self.where).absolute())
        return content_id("input", where, self.size, self.changed)

    def documents(self, fields: Fields | None = None) -> Iterator[Found]:
        """Yield its documents, one at a time. Raises StoreError where a store breaks off."""
        if not is_stored(self.where):
            yield from ingest.documents([Path(self.where)], fields=fields)
            return
        file = opened(self.where)
        if isinstance(file, str):
            yield Problem(self.where, "unreadable", f"Cannot be read: {file}.")
            return
        with file:
            name = PurePosixPath(self.where).name
            yield from found_in(Source(file, self.where, Allowance(self.size), name, fields=fields, size=self.size))


def inputs(named: Iterable[str | Path]) -> Iterator[Input | Problem]:
    """Yield all that files, folders, patterns and addresses name, in their order; what names nothing is a Problem."""
    for stored, some in groupby(named, is_stored):
        if stored:
            for where in some:
                yield from _of_a_store(str(where))
        else:
            yield from map(_of_a_disk, ingest.files(list(some)))


def documents(named: Sequence[str | Path], fields: Fields | None = None) -> Iterator[Found]:
    """Yield the documents of all that is named, one at a time; "-" is standard input."""
    for stored, some in groupby(named, is_stored):
        if not stored:
            yield from ingest.documents(list(some), fields=fields)
            continue
        for one in inputs(some):
            yield from one.documents(fields) if isinstance(one, Input) else (one,)


def _of_a_store(where: str) -> Iterator[Input | Problem]:
    found = objects(where)
    if not found:
        yield Problem(where, "missing", "No such object or folder in the store. Check the address.")
    yield from (Input(one.where, one.size, one.changed) for one in found)


def _of_a_disk(path: Path | Problem) -> Input | Problem:
    if isinstance(path, Problem):
        return path
    try:
        stat = path.stat()
    except OSError as why:
        return Problem(str(path), "unreadable", f"Cannot be read: {why}.")
    return Input(str(path), stat.st_size, stat.st_mtime_ns)
