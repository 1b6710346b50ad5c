"""What SQLite and PostgreSQL say differently; everything else of a case is one code for both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles

from tidings.case import postgres, words
from tidings.case import schema as t
from tidings.case.finding import WATCHED

MOST = (1 << 63) - 1  # a LIMIT that limits nothing
FULL_TEXT_CHECK = "INSERT INTO story_fts(story_fts, rank) VALUES ('integrity-check', 1)"  # 1: compare with the stories
Said = tuple[str, str, str]  # of a fault: in which table, which row, and what about it


class Cursor(Protocol):
    """A cursor of the driver itself: no layer between, for what linking asks a thousand times a story."""

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Any:
        """Run a statement whose values stand as ?."""

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]], /) -> Any:
        """Run it for each of the rows."""

    def close(self) -> None:
        """Let go of the connection."""


class _Percent:
    """A cursor of psycopg, where values stand as %s."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    def execute(self, statement: str, values: Sequence[Any] = ()) -> Any:
        return self._cursor.execute(statement.replace("?", "%s"), values or None)

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> Any:
        return self._cursor.executemany(statement.replace("?", "%s"), rows)

    def close(self) -> None:
        self._cursor.close()


class Either(sa.ColumnElement[bool]):
    """A condition that each database says in its own words; the server's are made where they are asked for."""

    inherit_cache = False
    type = sa.Boolean()

    def __init__(self, file: sa.TextClause, server: Callable[[], sa.TextClause]) -> None:
        self.file, self.server = file, server


@compiles(Either)
def _in_file(element: Either, compiler: Any, **more: Any) -> str:
    return str(compiler.process(element.file, **more))


@compiles(Either, "postgresql")
def _in_server(element: Either, compiler: Any, **more: Any) -> str:
    return str(compiler.process(element.server(), **more))


def is_postgres(connection: sa.Connection | sa.Engine) -> bool:
    """Whether the case lies in PostgreSQL."""
    return connection.dialect.name == postgresql.dialect.name


def cursor(connection: sa.Connection) -> Cursor:
    """Return a cursor within the connection's transaction."""
    driver: Any = connection.connection.cursor()
    return _Percent(driver) if is_postgres(connection) else driver


def insert_new(connection: sa.Connection, table: sa.Table) -> Any:
    """Return an insert that passes over rows whose key the table holds."""
    if is_postgres(connection):
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def lay(connection: sa.Connection) -> None:
    """Give the tables, which are there, their full text and the triggers that keep them, and mark them as a case."""
    in_file = (*t.FULL_TEXT, *t.APPEND_ONLY, *t.CHAINED, *WATCHED, f"PRAGMA application_id = {t.APPLICATION_ID}")
    in_server = (*postgres.FULL_TEXT, *postgres.TRIGGERS)
    for statement in in_server if is_postgres(connection) else in_file:
        connection.exec_driver_sql(statement)


def index_words(connection: sa.Connection, stories: sa.ColumnElement[bool]) -> None:
    """Let these new stories be found by their words; in a file a trigger has done so."""
    if is_postgres(connection):
        words.add(connection, stories)


def faults(connection: sa.Connection) -> Iterator[Said]:
    """Yield what is not as it must be in the database itself, apart from full text."""
    if is_postgres(connection):
        yield from _dangling(connection)
        return
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check").all():
        if said != "ok":
            yield "file", "integrity", str(said)
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        yield table, str(row), f"refers to a row of {parent} that is not there"


def _dangling(connection: sa.Connection) -> Iterator[Said]:
    for table in t.TABLES.sorted_tables:
        for key in table.foreign_keys:
            there = sa.select(key.column).where(key.column == key.parent).correlate(table)
            asked = sa.select(key.parent).where(key.parent.is_not(None), ~there.exists()).distinct()
            for (row,) in connection.execute(asked):
                yield table.name, str(row), f"refers to a row of {key.column.table.name} that is not there"


def full_text_faults(connection: sa.Connection) -> Iterator[Said]:
    """Yield where full text does not match the stories."""
    if is_postgres(connection):
        for row in words.faults(connection):
            yield "story_fts", row, "does not match the story"
        return
    try:
        connection.exec_driver_sql(FULL_TEXT_CHECK)
    except sa.exc.DatabaseError as why:
        yield "story_fts", "index", f"does not match the stories: {why.orig}"


def go_on_counting(connection: sa.Connection, table: sa.Table) -> None:
    """Let new rows of the table be numbered behind those that came with their numbers; a file does so by itself."""
    keys = list(table.primary_key)
    if is_postgres(connection) and len(keys) == 1 and keys[0] is table.autoincrement_column:
        last = sa.select(sa.func.max(keys[0])).scalar_subquery()
        numbers = sa.func.pg_get_serial_sequence(sa.literal(table.name), sa.literal(keys[0].name))
        connection.execute(sa.select(sa.func.setval(numbers, sa.func.coalesce(last, 1), last.is_not(None))))
