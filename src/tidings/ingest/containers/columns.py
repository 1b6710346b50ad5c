"""Parquet: a row is a document of its own. The extra `arrow` brings what reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

from tidings.errors import TooLarge, UnreadableBytes
from tidings.ingest.containers.rows import MAX_ROW_BYTES, row
from tidings.ingest.containers.source import Found, Source
from tidings.ingest.rows import KEYS
from tidings.model import Problem

ROWS = 32  # decoded together: pages of a web crawl are 0.2 MB each, so a few megabytes
BUFFER = 1 << 20  # bytes read at a time of each column, so that no row group has to fit into memory
INSTALL = "A Parquet file needs more than is installed. Type: pip install 'tidings[arrow]', and give it again."


def columns(source: Source) -> Iterator[Found]:
    """Yield one document a row; one Problem for a file without a column of texts."""
    pa, pq = _arrow()
    try:
        file = pq.ParquetFile(source.seekable(), buffer_size=BUFFER)
        names = file.schema_arrow.names
        key = (source.fields or {}).get("text")
        wanted = (key,) if key else KEYS["text"]
        if not any(name in names or name.partition(".")[0] in names for name in wanted):
            there = ", ".join(names)[:200]
            detail = f"No column is called {', '.join(wanted)}; there are: {there}. Name the one that holds the text."
            yield Problem(source.origin, "no-text", detail)
            return
        at = count(1)
        for batch in file.iter_batches(ROWS, use_threads=False):
            yield from (_found(source, batch.slice(k, 1), next(at)) for k in range(batch.num_rows))
    except (pa.ArrowException, OSError, ValueError, OverflowError) as why:
        told = str(why).partition("\n")[0]
        raise UnreadableBytes(
            f"Not a whole Parquet file: {told}. What stood before was read.", reason="damaged"
        ) from why


def _found(source: Source, slice_: Any, n: int) -> Found:
    """The row's document; a value that no text can be made of, as a day after the year 9999, costs its row alone."""
    try:
        (values,) = slice_.to_pylist()
    except (ValueError, OverflowError) as why:
        return Problem(f"{source.origin}#{n}", "damaged", f"The row has a value that is none: {why}.")
    raw = json.dumps(values, ensure_ascii=False, default=_plain).encode("utf-8", "backslashreplace")
    if len(raw) > MAX_ROW_BYTES:
        large = TooLarge(len(raw), MAX_ROW_BYTES)
        return Problem(f"{source.origin}#{n}", large.reason, str(large))
    return row(source, raw, n)


def _plain(value: Any) -> str | None:
    """A day or a moment as ISO writes it, other values in their own words; bytes are no text."""
    if isinstance(value, bytes):
        return None
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as why:
        raise UnreadableBytes(INSTALL, reason="no-parquet") from why
    return pa, pq
