"""The connection to a case, in a file or in a server: transactions begin and end where the code says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from tidings.case import postgres, sqlite_file
from tidings.case.dialect import is_postgres
from tidings.case.migrations import migrate
from tidings.case.places import is_url, shown
from tidings.errors import CaseError


def open_engine(path: str, *, create: bool) -> sa.Engine:
    """Open the case at `path`, laying a new one where there is none and `create` allows it."""
    engine, new = (postgres.found if is_url(path) else sqlite_file.found)(path, create=create)
    try:
        with explained(engine, shown(path)):
            if new and is_postgres(engine):
                postgres.lay_schema(engine, path)
            migrate(engine, shown(path), new=new)
            if not is_postgres(engine):
                sqlite_file.keep_a_log(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def explained(engine: sa.Engine, path: str) -> Iterator[None]:
    """Turn what the database says into a CaseError with the next step."""
    try:
        yield
    except sa.exc.IntegrityError as why:
        raise CaseError(f"{path}: a row does not fit what the case holds ({why.orig}). Nothing was written.") from why
    except sa.exc.DatabaseError as why:
        raise CaseError((postgres if is_postgres(engine) else sqlite_file).told(why, path)) from why


@contextmanager
def reading(engine: sa.Engine, path: str) -> Iterator[sa.Connection]:
    """One transaction that only reads and sees one state of the case."""
    with explained(engine, path), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: sa.Engine, path: str) -> Iterator[sa.Connection]:
    """One transaction that writes; it is the only one until it ends."""
    with explained(engine, path), engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection
        if is_postgres(engine):
            postgres.count_change(connection)


def stamp(engine: sa.Engine, path: str) -> tuple[int, ...]:
    """Return numbers that are others as soon as the case was changed by any program."""
    if not is_postgres(engine):
        return sqlite_file.stamp(path)
    with reading(engine, path) as connection:
        return postgres.stamp(connection)
