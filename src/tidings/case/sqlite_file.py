"""A case in a file: one SQLite database whose transactions begin and end where the code says so."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from tidings.case.schema import APPLICATION_ID
from tidings.errors import CaseError

BUSY_MS = 15_000  # how long a writer waits for another; documents take milliseconds, a run of linking seconds
OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables
IN_MEMORY = ":memory:"
_HEADER = b"SQLite format 3\x00"
SOUND_COPY = "Take a copy of it that is sound (try: tidings check COPY), or add the reports to a new case."


def found(path: str, *, create: bool) -> tuple[sa.Engine, bool]:
    """Return the engine of the case at `path`, and whether the case is still to be laid."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise CaseError(
            f"This Python brings SQLite {sqlite3.sqlite_version}; a case needs 3.37 or later. Install a newer Python."
        )
    new = path == IN_MEMORY or is_new(Path(path))
    if new and not create:
        raise CaseError(f"There is no case at {path}. Make one: tidings add {path} FILES")
    if path != IN_MEMORY and not Path(path).absolute().parent.is_dir():
        raise CaseError(f"There is no folder {Path(path).absolute().parent}. Make it first, or name another place.")
    return engine(path), new


def is_new(path: Path) -> bool:
    """Return whether the file is absent or empty; raise CaseError if it holds anything but a case."""
    if not path.exists() or (path.is_file() and path.stat().st_size == 0):
        return True
    if path.is_dir():
        raise CaseError(f"{path} is a folder, not a case. Name a file, for example {path / 'my.tidings'}.")
    with path.open("rb") as file:
        header = file.read(100)
    if not header.startswith(_HEADER):
        raise CaseError(f"{path} is not a case: it is not an SQLite file. Name another file, or a new one.")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise CaseError(f"{path} is an SQLite file of another program, not a case. Name another file, or a new one.")
    return False


def engine(path: str) -> sa.Engine:
    """Return the engine of the file, which need not be there yet."""
    if path == IN_MEMORY:
        made = sa.create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        made = sa.create_engine(sa.URL.create("sqlite", database=str(Path(path))))
    sa.event.listen(made, "connect", _prepare)
    sa.event.listen(made, "begin", _begin)
    return made


def _prepare(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver starts no transaction of its own; _begin does
    for pragma in (f"busy_timeout = {BUSY_MS}", "foreign_keys = ON", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def keep_a_log(made: sa.Engine) -> None:
    """Let readers go on while one writes (WAL); the file remembers it, and it cannot be set inside a transaction."""
    connection = made.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def told(why: sa.exc.DatabaseError, path: str) -> str:
    """Return what the driver said, as facts and the next step."""
    if not isinstance(why, sa.exc.OperationalError):
        return f"{path} is damaged: {why.orig}. {SOUND_COPY}"
    if "locked" in str(why.orig):
        return f"Another program is writing to {path}. Try again when it has ended."
    return f"{path} cannot be used: {why.orig}. Look at free space and permissions."


def stamp(path: str) -> tuple[int, ...]:
    """Return the size and moment of the case file and of its write-ahead log: any change gives another stamp."""
    out: list[int] = []
    for name in (path, f"{path}-wal"):
        try:
            at = Path(name).stat()
            out += (at.st_mtime_ns, at.st_size)
        except FileNotFoundError:
            out += (0, 0)
    return tuple(out)
