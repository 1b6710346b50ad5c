"""A web archive's bytes as records, read on after what is damaged: a record is whole where the next one follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from tidings.errors import InputError
from tidings.ingest.containers.inflate import Inflated

MAX_HEADERS = 65_536  # bytes of a record's own headers; addresses are the longest of them
MAX_RECORD_BYTES = 128_000_000  # bytes of a record, held in memory; a longer answer is a film or a disk image
MAX_LOST = (
    200  # damaged stretches after which an archive is given up; each may cost the reading of a whole record twice
)
CHUNK = 1 << 16
START = b"WARC/"
END = b"\r\n\r\n"
NEXT = re.compile(rb"WARC/[01]\.\d\d?\r?\n")  # in a damaged archive not always at a line's start
LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,18})[ \t]*\r?$", re.I | re.M)


class Stream(Protocol):
    """What gives bytes, fewer than asked for only at its end or where that is all it has at once."""

    def read(self, size: int, /) -> bytes | None:
        """Return the next bytes, none at the end."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A stretch that could not be read as a record, and why."""

    reason: str
    detail: str


def frames(stream: Stream | Inflated) -> Iterator[bytes | Lost]:
    """Yield each whole record, headers and block, and a Lost for each stretch between that is none."""
    ahead, n_lost = _Ahead(stream), 0
    while n_lost < MAX_LOST:
        try:
            found = _frame(ahead)
        except InputError as why:
            if not isinstance(stream, Inflated) or why.reason != "damaged":
                raise
            yield Lost("damaged", f"{why} What stood there is lost; reading goes on at the next record.")
            n_lost += 1
            ahead.drop()
            if stream.resync():
                continue
            return
        if found is None:
            return
        n_lost += isinstance(found, Lost)
        yield found
    yield Lost("damaged", f"More than {MAX_LOST} stretches are damaged. The rest of the archive was not read.")


class _Ahead:
    """A stream into which bytes can be put back. What was read before damage is dropped with it."""

    def __init__(self, stream: Stream | Inflated) -> None:
        self._stream, self._back, self._at = stream, b"", 0
        self._fault: InputError | None = None

    @property
    def member(self) -> int:
        """Which member of a packed stream is being read."""
        return self._stream.member if isinstance(self._stream, Inflated) else 1

    def fail_later(self, why: InputError) -> None:
        """Keep the damage found behind a whole record until that has been given."""
        self._fault = why

    def check(self) -> None:
        """Raise the damage that was kept."""
        if self._fault:
            fault, self._fault = self._fault, None
            raise fault

    def line(self) -> bytes:
        """The next line, or a part of it where it is longer than headers are."""
        while (end := self._back.find(b"\n", self._at)) < 0 and len(self._back) - self._at < MAX_HEADERS:
            more = self._stream.read(CHUNK)
            if not more:
                break
            self._back, self._at = self._back[self._at :] + more, 0
        stop = end + 1 or len(self._back)
        line, self._at = self._back[self._at : stop], stop
        return line

    def read(self, size: int) -> bytes:
        parts = [self._back[self._at : self._at + size]]
        self._at += len(parts[0])
        left = size - len(parts[0])
        while left and (more := self._stream.read(left)):
            parts.append(more)
            left -= len(more)
        return b"".join(parts)

    def put_back(self, some: bytes) -> None:
        at = self._at - len(some)
        if at >= 0 and self._back.startswith(some, at):
            self._at = at  # nothing is copied: a block of many lines is put back once and read line by line
        else:
            self._back, self._at = some + self._back[self._at :], 0

    def drop(self) -> None:
        self._back, self._at = b"", 0


def _frame(ahead: _Ahead) -> bytes | Lost | None:
    """The next record, what is lost before the next one, or None at the end."""
    ahead.check()
    line = _first(ahead)
    if not line:
        return None
    if not line.startswith(START):
        return _passed(ahead, len(line), "Bytes that are no record")
    headers, size = [line], len(line)
    while (line := ahead.line()).strip():
        headers.append(line)
        size += len(line)
        if size > MAX_HEADERS:
            return _passed(ahead, size, "A record's endless headers")
    head = b"".join(headers) + line
    length = LENGTH.search(head)
    if not line or not length:
        return _passed(ahead, len(head), "A record without a length")
    return _whole(ahead, head, int(length.group(1)))


def _whole(ahead: _Ahead, head: bytes, length: int) -> bytes | Lost:
    """The record if another one or the end follows its block; else the record is taken to be damaged."""
    if length > MAX_RECORD_BYTES:
        return _skipped(ahead, length)
    block, member = ahead.read(length), ahead.member
    try:
        follows = _first(ahead)
    except InputError as why:
        if ahead.member == member:  # its own check sum is wrong
            raise
        ahead.fail_later(why)
        return head + block + END
    ahead.put_back(follows)
    if len(block) == length and (not follows or follows.startswith(START)):
        return head + block + END
    after = NEXT.search(block)
    if after:
        ahead.put_back(block[after.start() :])
        return Lost("damaged", "A record's length is wrong: it runs into the next one. That record is lost.")
    if len(block) < length:
        return Lost(
            "damaged", f"The archive ends {length - len(block):,} bytes before its last record does. It is lost."
        )
    return _passed(ahead, len(head) + length, "A record of wrong length")


def _skipped(ahead: _Ahead, length: int) -> Lost:
    left = length
    while left and (some := ahead.read(min(left, CHUNK))):
        left -= len(some)
    return Lost("too-large", f"A record of {length:,} bytes, more than the {MAX_RECORD_BYTES:,} that are read.")


def _first(ahead: _Ahead) -> bytes:
    """The next line that is not blank, empty at the end."""
    while line := ahead.line():
        if line.strip():
            break
    return line


def _passed(ahead: _Ahead, n_bytes: int, what: str) -> Lost:
    """Pass over everything up to the next line that starts a record."""
    while (line := ahead.line()) and not (begins := NEXT.search(line)):
        n_bytes += len(line)
    if line and begins:
        n_bytes += begins.start()
        ahead.put_back(line[begins.start() :])
    return Lost("damaged", f"{what}: {n_bytes:,} bytes are lost; reading goes on at the next record.")
