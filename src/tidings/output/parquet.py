"""Events or accounts as Parquet: the columns of the CSV export, typed; several values are a list, unknown is null."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator
from itertools import islice

import pyarrow as pa
import pyarrow.parquet as pq

from tidings.model.links import Told
from tidings.output.forms import Options
from tidings.output.rows import ACCOUNTS, EVENTS, Cell, Row, Table, Type

GROUP = 2_000  # rows of a row group: some megabytes of Python values at a time
TYPES: dict[Type, pa.DataType] = {
    "text": pa.string(),
    "texts": pa.list_(pa.string()),
    "whole": pa.int64(),
    "number": pa.float64(),
    "flag": pa.bool_(),
    "day": pa.date32(),
}


def row_groups(events: Iterable[Told], options: Options) -> Iterator[bytes]:
    """Yield a Parquet file, a row group at a time."""
    table = ACCOUNTS if options.accounts else EVENTS
    sink = _Sink()
    with pq.ParquetWriter(sink, schema_of(table), compression="zstd") as writer:
        for group in groups(table, events):
            writer.write_table(group)
            yield sink.taken()
    yield sink.taken()


def schema_of(table: Table) -> pa.Schema:
    """Return the columns of a table with their types."""
    return pa.schema([(name, TYPES[of]) for name, of in table.columns.items()])


def groups(table: Table, events: Iterable[Told]) -> Iterator[pa.Table]:
    """Yield the rows of a table, so many at a time."""
    rows, schema = table.rows(events), schema_of(table)
    while some := list(islice(rows, GROUP)):
        yield _group(some, table, schema)


class _Sink(io.RawIOBase):
    """A file that gives away what was written to it; its position goes on counting."""

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._position = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def write(self, piece: object) -> int:
        written = bytes(piece)  # type: ignore[call-overload]  # a buffer of PyArrow's
        self._waiting += written
        self._position += len(written)
        return len(written)

    def taken(self) -> bytes:
        """Return what came since the last call."""
        given, self._waiting = bytes(self._waiting), bytearray()
        return given


def _group(rows: list[Row], table: Table, schema: pa.Schema) -> pa.Table:
    columns = {name: [_value(row.get(name), of) for row in rows] for name, of in table.columns.items()}
    return pa.table(columns, schema)


def _value(cell: Cell, of: Type) -> object:
    if isinstance(cell, list):
        return [_whole(text) for text in cell]
    if cell is None:
        return [] if of == "texts" else None
    if of == "day":
        return dt.date.fromisoformat(str(cell))
    return _whole(cell) if isinstance(cell, str) else cell


def _whole(text: str) -> str:
    """The text with half a character, which UTF-8 has no bytes for, written out."""
    return text.encode("utf-8", "backslashreplace").decode()
