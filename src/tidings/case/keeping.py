"""What a case says of its own custody: the log, its head, stamps for it, and the proof."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tidings.case import custody, proof, write
from tidings.case.custody import Head
from tidings.case.places import beside, name_of
from tidings.case.proof import Proof


class Keeping:
    """The custody of a case; part of CaseStore."""

    path: str

    @property
    def name(self) -> str:
        """What the case is called, for headings and file names."""
        return name_of(self.path)

    @property
    def archive(self) -> Path:
        """The folder beside the case, on this machine, for what came from the network, as WARC files."""
        return beside(self.path, "warc")

    def custody(self) -> list[dict[str, Any]]:
        """Return the custody log from its first row on: n, at, what, document, detail, previous, hash."""
        with self._reading() as connection:
            return custody.log(connection)

    def head(self) -> Head:
        """Return the log's last row by number and hash; to stamp the hash is to stamp all rows."""
        with self._reading() as connection:
            return custody.head(connection)

    def note_fetched(self, document: str | None, **detail: Any) -> None:
        """Say in the log which WARC record keeps an answer, and the SHA-256 of the document in it, if it brought one.

        `detail` has asked (what led to the address), url, status, retrieved, address, warc (the file's name in the
        archive), record, offset, length, sha256. A document makes good what earlier tries for `asked` noted.
        """
        with self._writing() as connection:
            custody.note_fetched(connection, document, detail)
            if document:
                write.clear_problems(connection, document, detail["asked"])

    def note_knowledge(self, version: str) -> None:
        """Say in the log with which version of the knowledge tables what follows is read; the same counts once."""
        with self._writing() as connection:
            custody.note_knowledge(connection, version)

    def knowledge(self) -> str | None:
        """Return the version of the knowledge tables that was read with last, or None before the first."""
        with self._reading() as connection:
            return custody.knowledge(connection)

    def note_stamp(self, kind: str, token: bytes) -> Head:
        """Keep the token that a time stamping service gave for the present head, and return the head after it.

        >>> from tidings.case import CaseStore
        >>> from tidings.model import Document
        >>> with CaseStore.open(":memory:") as case:
        ...     case.note_origin(Document(b"Two bombs exploded.", "a.txt", "text/plain"))
        ...     case.note_stamp("opentimestamps", b"the proof's bytes").n
        2
        """
        with self._writing() as connection:
            return custody.note_stamp(connection, kind, token)

    def verify(self, holds: str | None = None) -> Proof:
        """Prove or disprove, by the log, what the case and its archive hold; `holds` is a head noted earlier."""
        with self._reading() as connection:
            return proof.verify(connection, self.archive, holds)

    def _reading(self) -> AbstractContextManager[sa.Connection]:
        raise NotImplementedError

    def _writing(self) -> AbstractContextManager[sa.Connection]:
        raise NotImplementedError
