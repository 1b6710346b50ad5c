"""gzip: a stream of packed members, one after the other, that can be read on after a damaged one."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from tidings.errors import UnreadableBytes
from tidings.ingest.bounds import Allowance

CHUNK = 1 << 16
MAGIC = b"\x1f\x8b\x08"
BEHIND = 4_000_000  # packed bytes of a member kept to find the next one in; a record of a web archive has under 1 MB
AS_GZIP = 31  # zlib's name for a stream with gzip's own head and check sum


class Inflated(io.RawIOBase):
    """The unpacked bytes of all members. A damaged or cut-off one raises UnreadableBytes with reason "damaged".

    After that `resync` passes to the next place where a member may begin. `member` counts those begun.
    """

    def __init__(self, file: BinaryIO, allowance: Allowance) -> None:
        self._file, self._allowance = file, allowance
        self._rest = b""  # read and not yet given to the unpacker
        self._seen = bytearray()  # given to the unpacker of this member
        self._unpacker = zlib.decompressobj(AS_GZIP)
        self.member = 1

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer as far as one step of unpacking does; 0 at the end of the last member."""
        while True:
            if self._unpacker.eof:
                self._begin(self._unpacker.unused_data.lstrip(b"\0"))
            some = self._unpacker.unconsumed_tail or self._next()
            if not some:
                return 0
            try:
                out = self._unpacker.decompress(some, len(buffer))
            except zlib.error as why:
                raise UnreadableBytes(f"Packed bytes are damaged: {why}.", reason="damaged") from why
            self._allowance.take(len(out))
            if out:
                buffer[: len(out)] = out
                return len(out)

    def resync(self) -> bool:
        """Pass to the next member; False where no more can begin."""
        behind = bytes(self._seen[1:]) + self._rest
        while (at := behind.find(MAGIC)) < 0:
            more = self._file.read(CHUNK)
            if not more:
                return False
            behind = behind[1 - len(MAGIC) :] + more
        self._begin(behind[at:])
        return True

    def _begin(self, rest: bytes) -> None:
        self._rest, self._unpacker = rest, zlib.decompressobj(AS_GZIP)
        self.member += 1
        self._seen.clear()

    def _next(self) -> bytes:
        some, self._rest = self._rest or self._file.read(CHUNK), b""
        if not some and self._seen:
            raise UnreadableBytes("The file is cut off in the middle of packed bytes.", reason="damaged")
        self._seen += some
        if len(self._seen) > BEHIND:
            del self._seen[: len(self._seen) - BEHIND]
        return some
