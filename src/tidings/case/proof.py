"""Whether the custody log proves what the case holds: the chain, then each thing the log speaks of, in its order."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case.check import Fault
from tidings.case.codec import unpacked
from tidings.case.custody import Detail, facts, row_hash
from tidings.model import sha256

PAGE = 500  # rows of the log in memory at a time
PIECE = 1 << 20  # bytes of an archive read at a time


class Proof(NamedTuple):
    """What was proved, counted, or the first thing that differs."""

    rows: int
    documents: int
    answers: int
    head: str
    fault: Fault | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing differs."""
        return self.fault is None


def verify(connection: sa.Connection, archive: Path, holds: str | None = None) -> Proof:
    """Compare the log with itself, with the case and with the archive beside it; stop at the first difference.

    `holds` is a head that was noted earlier, elsewhere: a log that goes on from it has a row with this hash.
    """
    search = _Search(connection, archive)
    try:
        fault = next(search.faults(holds), None)
    except (sa.exc.DatabaseError, ValueError, KeyError, TypeError, AttributeError) as why:
        fault = Fault("custody", str(search.rows + 1), f"cannot be read: {why}")
    return Proof(search.rows, len(search.documents), search.answers, search.last, fault)


class _Search:
    """A walk along the log, and what it has met so far."""

    def __init__(self, connection: sa.Connection, archive: Path) -> None:
        self.connection, self.archive = connection, archive
        self.rows = self.answers = 0
        self.last = t.BEFORE_THE_FIRST
        self.documents: set[str] = set()
        self.told: set[tuple[str, str]] = set()
        self.elsewhere: set[str] = set()  # documents whose bytes the log does not claim to hold
        self.held_once = False

    def faults(self, holds: str | None) -> Iterator[Fault]:
        """Yield every difference, the earliest row's first."""
        while page := self._page():
            for row in page:
                yield from self._row(row)
                self.held_once |= row["hash"] == holds
        if holds and not self.held_once:
            yield Fault("custody", holds, "no row has this hash: the log does not go on from that head")
        yield from self._untold()

    def _page(self) -> list[Any]:
        asked = sa.select(t.custody).where(t.custody.c.n > self.rows).order_by(t.custody.c.n).limit(PAGE)
        return list(self.connection.execute(asked).mappings())

    def _row(self, row: Any) -> Iterator[Fault]:
        key = str(row["n"])
        if row["n"] != self.rows + 1:
            yield Fault("custody", str(self.rows + 1), "the row is gone")
        if row["previous"] != self.last:
            yield Fault("custody", key, "does not go on from the row before it")
        if row_hash(row) != row["hash"]:
            yield Fault("custody", key, "its hash does not follow from its contents")
        detail = unpacked(row["detail"])
        if row["what"] in ("taken", "adopted"):
            yield from self._document(row["document"], detail)
        elif row["what"] == "told":
            self.elsewhere.add(row["document"])
            self.told.add((row["document"], detail["origin"]))
        elif row["what"] == "fetched":
            yield from self._answer(detail)
        elif row["what"] == "stamped" and detail["head"] != self.last:
            yield Fault("custody", key, "the stamp is not for the row before it")
        self.rows, self.last = row["n"], row["hash"]

    def _document(self, key: str, told: Detail) -> Iterator[Fault]:
        asked = sa.select(t.document, t.document_origin.c.retrieved).join(t.document_origin)
        of = (t.document.c.sha256 == key) & (t.document_origin.c.origin == told["origin"])
        held = self.connection.execute(asked.where(of)).first()
        if held is None:
            yield Fault("document", key, f"was taken from {told['origin']} and is gone")
            return
        for name, value in facts(held, told["origin"]).items():
            if told[name] != value:
                yield Fault("document", key, f"its {name.replace('_', ' ')} is {value}, was {told[name]} when taken")
        if key not in self.documents:
            yield from self._bytes(key)
        self.documents.add(key)
        self.told.add((key, told["origin"]))

    def _bytes(self, key: str) -> Iterator[Fault]:
        packed = self.connection.execute(sa.select(t.blob.c.packed).where(t.blob.c.sha256 == key)).scalar()
        if packed is None:
            yield Fault("blob", key, "the bytes are gone")
            return
        try:
            raw = zlib.decompress(packed)
        except zlib.error as why:
            yield Fault("blob", key, f"cannot be unpacked ({why})")
            return
        if sha256(raw) != key:
            yield Fault("blob", key, "its bytes do not have this SHA-256")

    def _answer(self, told: Detail) -> Iterator[Fault]:
        """The bytes of the WARC record, as they lie in the archive."""
        self.answers += 1
        path = self.archive / Path(told["warc"]).name
        where = f"{told['url']} in {path.name} at {told['offset']}"
        if not path.is_file():
            yield Fault("archive", told["record"], f"{path.name} is gone from {self.archive}")
        elif _digest(path, told["offset"], told["length"]) != told["sha256"]:
            yield Fault("archive", told["record"], f"the record of {where} is not the one that was written")

    def _untold(self) -> Iterator[Fault]:
        came = t.document_origin.c
        for key, origin in self.connection.execute(sa.select(came.document, came.origin).order_by(*came)):
            if (key, origin) not in self.told:
                yield Fault("document", key, f"the log does not say that it was taken from {origin}")
        for key in self.connection.execute(sa.select(t.document.c.sha256).order_by(t.document.c.sha256)).scalars():
            if key not in self.documents and key not in self.elsewhere:
                yield Fault("document", key, "the log does not speak of it")


def _digest(path: Path, offset: int, length: int) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        file.seek(offset)
        while length > 0 and (piece := file.read(min(PIECE, length))):
            digest.update(piece)
            length -= len(piece)
    return digest.hexdigest()
