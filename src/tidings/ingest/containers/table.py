"""CSV and TSV: a row under the names of the first line is a document of its own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from tidings.errors import InputError
from tidings.ingest.cells import Cells, damaged, lines_of, names_of, rows_of, sign_of
from tidings.ingest.containers.rows import row
from tidings.ingest.containers.source import Found, Source
from tidings.ingest.decoding import SURROGATE, decoded
from tidings.ingest.media import TSV
from tidings.ingest.rows import KEYS, text_of
from tidings.model import Problem

UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def table(source: Source) -> Iterator[Found]:
    """Yield one document a row; one Problem for a table without a column of texts."""
    is_utf_16 = source.stream.peek(2)[:2] in UTF_16
    text = io.TextIOWrapper(
        source.stream, "utf-16" if is_utf_16 else "utf-8-sig",
        errors="replace" if is_utf_16 else "surrogateescape", newline="",
    )  # fmt: skip
    lines = lines_of(text)
    first = next(lines, "")
    sign = "\t" if source.media_type == TSV else sign_of(first)
    names = [_cell(name).strip() for name in names_of(first, sign)]
    key = (source.fields or {}).get("text")
    if text_of(dict.fromkeys(names, ""), key) is None:
        wanted, there = key or ", ".join(KEYS["text"]), ", ".join(names)[:200]
        detail = f"No column is called {wanted}; there are: {there}. Name the one that holds the text."
        yield Problem(source.origin, "no-text", detail)
        return
    for n, cells in enumerate(rows_of(lines, sign), 1):
        yield _found(source, names, cells, n)


def _found(source: Source, names: list[str], cells: Cells, n: int) -> Found:
    origin = f"{source.origin}#{n}"
    if isinstance(cells, csv.Error):
        return damaged(origin, cells)
    if len(cells) > len(names):
        return Problem(origin, "damaged", f"The row has {len(cells)} cells under {len(names)} names. Quote its commas.")
    try:
        by_name = {name: _cell(cell) for name, cell in reversed(list(zip(names, cells, strict=False)))}
    except InputError as why:
        return Problem(origin, why.reason, str(why))
    return row(source, json.dumps(by_name, ensure_ascii=False).encode("utf-8", "backslashreplace"), n)


def _cell(cell: str) -> str:
    """The cell as it was meant where it is not UTF-8."""
    return decoded(cell.encode("utf-8", "surrogateescape")) if SURROGATE.search(cell) else cell
