"""What SQLite and PostgreSQL say differently; everything else of a case is one code for both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import sqlalchemy as sa

MOST = (1 << 63) - 1  # a LIMIT that limits nothing


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


def cursor(connection: sa.Connection) -> Cursor:
    """Return a cursor within the connection's transaction."""
    driver: Any = connection.connection.cursor()
    return _Percent(driver) if is_postgres(connection) else driver


def is_postgres(connection: sa.Connection | sa.Engine) -> bool:
    """Whether the case lies in PostgreSQL."""
    return connection.dialect.name == "postgresql"
