"""The connection to a case file: one SQLite database whose transactions begin and end where the code says so."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from tidings.case.migrations import is_new, migrate
from tidings.errors import CaseError

BUSY_MS = 15_000  # how long a writer waits for another; documents take milliseconds, a run of linking seconds
OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables
IN_MEMORY = ":memory:"


def open_engine(path: str, *, create: bool) -> sa.Engine:
    """Open the case at `path`, laying a new one where there is none and `create` allows it."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise CaseError(
            f"This Python brings SQLite {sqlite3.sqlite_version}; a case needs 3.37 or later. Install a newer Python."
        )
    new = path == IN_MEMORY or is_new(Path(path))
    if new and not create:
        raise CaseError(f"There is no case at {path}. Make one: tidings add {path} FILES")
    if path != IN_MEMORY and not Path(path).absolute().parent.is_dir():
        raise CaseError(f"There is no folder {Path(path).absolute().parent}. Make it first, or name another place.")
    engine = _engine(path)
    try:
        with explained(path):
            migrate(engine, path, new=new)
            _keep_a_log(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _engine(path: str) -> sa.Engine:
    if path == IN_MEMORY:
        engine = sa.create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        engine = sa.create_engine(sa.URL.create("sqlite", database=str(Path(path))))
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver starts no transaction of its own; _begin does
    for pragma in (f"busy_timeout = {BUSY_MS}", "foreign_keys = ON", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _keep_a_log(engine: sa.Engine) -> None:
    """Let readers go on while one writes (WAL); the file remembers it, and it cannot be set inside a transaction."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


@contextmanager
def explained(path: str) -> Iterator[None]:
    """Turn what the database says into a CaseError with the next step."""
    try:
        yield
    except sa.exc.IntegrityError as why:
        raise CaseError(f"{path}: a row does not fit what the case holds ({why.orig}). Nothing was written.") from why
    except sa.exc.OperationalError as why:
        if "locked" in str(why.orig):
            raise CaseError(f"Another program is writing to {path}. Try again when it has ended.") from why
        raise CaseError(f"{path} cannot be used: {why.orig}. Look at free space and permissions.") from why
    except sa.exc.DatabaseError as why:
        raise CaseError(f"{path} is damaged: {why.orig}. See: tidings check {path}") from why


@contextmanager
def reading(engine: sa.Engine, path: str) -> Iterator[sa.Connection]:
    """One transaction that only reads and sees one state of the case."""
    with explained(path), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: sa.Engine, path: str) -> Iterator[sa.Connection]:
    """One transaction that writes; it is the only one until it ends."""
    with explained(path), engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection
