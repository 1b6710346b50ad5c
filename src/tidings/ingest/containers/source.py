"""Bytes that may be a document or a container: where they come from, what kind they are, how much may be read."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import BinaryIO

from tidings.errors import TooLarge, UnreadableBytes
from tidings.ingest.bounds import MAX_FILE_BYTES, Allowance
from tidings.ingest.media import HEAD, media_type
from tidings.model import Document, Problem

# what the standard library raises for a member that is cut off, altered, encrypted or packed in an unknown way
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError)
Given = tuple[tuple[str, str], ...]
Found = Document | Problem


@dataclass(slots=True)
class Source:
    """Bytes not yet told apart. `origin` names them; `name` and `label` hint at their kind where they do not show it.

    `depth` counts the containers around them and `allowance` what these have unpacked to. `given` and `retrieved` go
    into the Document; `fields` maps story fields to the names that rows give them.
    """

    file: BinaryIO
    origin: str
    allowance: Allowance
    name: str = ""
    label: str = ""
    depth: int = 0
    given: Given = ()
    retrieved: str | None = None
    fields: Mapping[str, str] | None = None
    size: int | None = None  # as announced; what is read is bounded whether that was true or not
    media_type: str = field(init=False)
    stream: io.BufferedReader = field(init=False)

    def __post_init__(self) -> None:
        counted = _Counted(self.file, self.allowance if self.depth else None)
        head = counted.head(HEAD)
        self.media_type = media_type(head, self.name, self.label)
        self.stream = io.BufferedReader(counted, 1 << 16)

    def raw(self, bound: int = MAX_FILE_BYTES) -> bytes:
        """Return all bytes that have not been read; raises TooLarge where they exceed the bound."""
        if self.size is not None and self.size > bound:
            raise TooLarge(self.size, bound)
        raw = self.stream.read(bound + 1)
        if len(raw) > bound:
            raise TooLarge(len(raw), bound)
        return raw

    def seekable(self) -> BinaryIO:
        """Return the bytes as a file that can be read at any place: a file on disk as it is, others from memory."""
        if self.depth == 0 and self.file.seekable():
            self.file.seek(0)
            return self.file
        return io.BytesIO(self.raw())

    def document(self, media_type: str | None = None) -> Document:
        """Return everything as one document."""
        return Document(self.raw(), self.origin, media_type or self.media_type, self.retrieved, self.given)

    def member(self, file: BinaryIO | bytes, name: str, *, label: str = "", given: Given = ()) -> Source:
        """Return one member of this container, named `origin#name`, and count it."""
        self.allowance.count()
        stream = io.BytesIO(file) if isinstance(file, bytes) else file
        return Source(
            stream, f"{self.origin}#{name}", self.allowance, name, label, self.depth + 1,
            (*self.given, *given), self.retrieved, self.fields,
        )  # fmt: skip

    def inner(self, file: BinaryIO) -> Source:
        """Return what this source unpacks to under its own origin, its name without the last ending."""
        return Source(
            file, self.origin, self.allowance, PurePath(self.name).stem, "", self.depth + 1,
            self.given, self.retrieved, self.fields,
        )  # fmt: skip


class _Counted(io.RawIOBase):
    """A stream whose first bytes can be looked at, whose unpacked bytes count, and whose damage is an InputError."""

    def __init__(self, file: BinaryIO, allowance: Allowance | None) -> None:
        self._file, self._allowance, self._ahead = file, allowance, b""

    def head(self, size: int) -> bytes:
        """The first bytes, up to `size`; they will be read again."""
        while len(self._ahead) < size and (more := self._more(size - len(self._ahead))):
            self._ahead += more
        return self._ahead

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = len(buffer)
        some = self._ahead[:size] or self._more(size)
        self._ahead = self._ahead[len(some) :]
        buffer[: len(some)] = some
        return len(some)

    def _more(self, size: int) -> bytes:
        try:
            some = self._file.read(size)
        except DAMAGE as why:
            reason = "locked" if "encrypted" in str(why) else "damaged"
            raise UnreadableBytes(f"The archive's member cannot be unpacked: {why}.", reason=reason) from why
        except OSError as why:
            if self._allowance is None:
                raise  # the disk's fault, not the archive's
            raise UnreadableBytes(f"The archive's member cannot be unpacked: {why}.", reason="damaged") from why
        if self._allowance:
            self._allowance.take(len(some))
        return some
