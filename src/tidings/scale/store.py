"""Object stores under an address as s3://bucket/key: what lies there, and its bytes.

Where a store is and who asks is told by the variables that its own tools read (AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_REGION), or by what the machine gives its processes.
"""

from __future__ import annotations

import fnmatch
import glob
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, BinaryIO, cast

from tidings.errors import StoreError, WrongCall

SCHEME = "s3://"
AHEAD = (
    4 << 20
)  # bytes asked for at a time: a request takes some 50 ms wherever the store is, a megabyte less than that
REFUSED = "ACCESS_DENIED"  # how pyarrow words that one object is not for these keys


@dataclass(frozen=True, slots=True)
class Stored:
    """An object of a store as it was when it was listed."""

    where: str
    size: int
    changed: int  # nanoseconds since 1970


def is_stored(where: object) -> bool:
    """Whether an input is an address in an object store."""
    return str(where).startswith(SCHEME)


@contextmanager
def reaching(where: str) -> Iterator[None]:
    """Turn what a store answers amiss within the block into a StoreError; a folder's errors stay as they are."""
    try:
        yield
    except OSError as why:
        if "://" not in where:
            raise
        raise StoreError(where, why) from why


def objects(where: str) -> list[Stored]:
    """Return the object of that name, those below it, or those that fit its pattern, by name; none where none are.

    Hidden ones are left out, as in a folder. Raises StoreError.
    """
    path = where.removeprefix(SCHEME)
    with reaching(where):
        store = _store(path.partition("/")[0])
        first = store.get_file_info(path.rstrip("/"))
        if first.is_file:
            return [_object(first)]
        if first.type.name == "Directory":
            return _below(store, path.rstrip("/"), None)
        return _below(store, _stem(path), path) if glob.has_magic(path) else []


def opened(where: str) -> BinaryIO | str:
    """Return the bytes of an object, or why these keys do not get this one. Raises StoreError."""
    path = where.removeprefix(SCHEME)
    with reaching(where):
        try:
            file = _store(path.partition("/")[0]).open_input_file(path)
        except OSError as why:
            if isinstance(why, FileNotFoundError) or REFUSED in str(why):
                return str(why).partition("\n")[0]
            raise
    return cast(BinaryIO, io.BufferedReader(_Bytes(where, file), AHEAD))


class _Bytes(io.RawIOBase):
    """Bytes of an object; where the store breaks off, the run does, for the rest of the object is not damaged."""

    def __init__(self, where: str, file: Any) -> None:
        self._where, self._file = where, file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        with reaching(self._where):
            self._file.seek(offset, whence)
            return int(self._file.tell())

    def tell(self) -> int:
        return int(self._file.tell())

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        with reaching(self._where):
            some = self._file.read(len(buffer))
        buffer[: len(some)] = some
        return len(some)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


def connected(where: str) -> tuple[Any, str]:
    """Return the file system of an address and the path in it. Raises StoreError and WrongCall."""
    try:
        from pyarrow import fs
    except ImportError as why:
        raise WrongCall("An object store needs pyarrow. Type: pip install 'tidings[arrow]'") from why
    wrong = WrongCall(f'"{where}" is no address in an object store. Write: s3://bucket/folder')
    if where.startswith(SCHEME) and where.removeprefix(SCHEME)[:1] in ("", "/"):
        raise wrong
    try:
        with reaching(where):
            files, path = fs.FileSystem.from_uri(where)
    except ValueError as why:
        raise wrong from why
    return files, path


@cache
def _store(bucket: str) -> Any:
    return connected(f"{SCHEME}{bucket}")[0]


def _below(store: Any, folder: str, pattern: str | None) -> list[Stored]:
    from pyarrow import fs

    found = store.get_file_info(fs.FileSelector(folder, recursive=True, allow_not_found=True))
    files = [info for info in found if info.is_file and not _is_hidden(info.path.removeprefix(folder))]
    if pattern is not None:
        files = [info for info in files if fnmatch.fnmatchcase(info.path, pattern)]
    return [_object(info) for info in sorted(files, key=lambda info: info.path.split("/"))]


def _stem(pattern: str) -> str:
    """The folders of a pattern before its first sign: all that fits it lies below them."""
    parts = pattern.split("/")
    return "/".join(parts[: next(n for n, part in enumerate(parts) if glob.has_magic(part))])


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def _object(info: Any) -> Stored:
    return Stored(f"{SCHEME}{info.path}", info.size, info.mtime_ns or 0)
