"""A case moved between stores, row for row: every table as it stands, and what lies in the archive beside it.

Rows stream from one transaction that reads into one that writes, so that memory stays bounded and a copy that breaks
off leaves no row. Before that one ends the copy is read back, and its rows have to be the rows that were read.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case.database import explained
from tidings.case.dialect import go_on_counting, index_words
from tidings.case.finding import unlinked
from tidings.case.postgres import CHANGES
from tidings.case.store import CaseStore
from tidings.errors import CaseError, WrongCall

AT_ONCE = 2_000  # rows in memory together
FEW = {"blob": 20, "story": 200}  # of these, whose rows are long
Progress = Callable[[str, int], None]
Rows = list[sa.RowMapping]


class Copied(NamedTuple):
    """How many rows of how many tables were copied."""

    tables: int
    rows: int


def copy(source: CaseStore, target: CaseStore, progress: Progress = lambda table, rows: None) -> Copied:
    """Copy the case into one that holds nothing yet; `progress` is told the table and how many rows are done."""
    if target.archive.exists():
        raise WrongCall(f"{target.archive} is another case's archive. Move it away, or name another case.")
    try:
        return _moved(source, target, progress)
    except BaseException:  # the rows go with the transaction
        shutil.rmtree(target.archive, ignore_errors=True)
        raise


def _moved(source: CaseStore, target: CaseStore, progress: Progress) -> Copied:
    with source._reading() as read, target._writing() as write:
        if held := next((table.name for table in _tables() if _first(write, table)), None):
            raise WrongCall(f"{target.path} holds rows already (in {held}). Name a case that is not there yet.")
        done = 0
        for table in _tables():
            for rows in _copied(_read(source, read, table), write, table):
                done += rows
                progress(table.name, done)
        if source.archive.is_dir():
            shutil.copytree(source.archive, target.archive)
    return Copied(len(_tables()), done)


def _tables() -> list[sa.Table]:
    """Every table, what others refer to first; last the list of stories that wait, where each puts itself."""
    first = [table for table in t.TABLES.sorted_tables if table not in (t.migration, unlinked)]
    return [*first, unlinked]


def _asked(table: sa.Table) -> sa.Select[Any]:
    asked = sa.select(table).order_by(*table.primary_key)
    return asked.where(table.c.key != CHANGES) if table is t.meta else asked


def _first(connection: sa.Connection, table: sa.Table) -> bool:
    return connection.execute(_asked(table).limit(1)).first() is not None


def _read(source: CaseStore, connection: sa.Connection, table: sa.Table) -> Iterator[Rows]:
    """Yield the rows of one table of FROM in pages; what its database says is told under its own name."""
    with explained(source._engine, source.path):
        yield from _pages(connection, table)


def _copied(read: Iterator[Rows], write: sa.Connection, table: sa.Table) -> Iterator[int]:
    """Copy one table and compare; yield how many rows each page has."""
    if table is unlinked:
        write.execute(sa.delete(table))
    told = hashlib.sha256()
    for page in read:
        write.execute(sa.insert(table), [dict(row) for row in page])
        if table is t.story:
            index_words(write, table.c.n.between(page[0]["n"], page[-1]["n"]))
        _note(told, page)
        yield len(page)
    go_on_counting(write, table)
    kept = hashlib.sha256()
    for page in _pages(write, table):
        _note(kept, page)
    if kept.digest() != told.digest():
        raise CaseError(f"The rows of {table.name} are not those that were read. Nothing was copied: try again.")


def _pages(connection: sa.Connection, table: sa.Table) -> Iterator[Rows]:
    size = FEW.get(table.name, AT_ONCE)
    rows = connection.execute(_asked(table), execution_options={"yield_per": size}).mappings()
    for page in rows.partitions(size):
        yield list(page)


def _note(digest: Any, page: Rows) -> None:
    for row in page:
        for value in row.values():
            digest.update(value if isinstance(value, bytes) else repr(value).encode("utf-8", "surrogatepass"))
            digest.update(b"\x1f")
