"""CSV and TSV: a row under the names of the first line is a document of its own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from tidings.errors import InputError
from tidings.ingest.containers.rows import row
from tidings.ingest.containers.source import Found, Source
from tidings.ingest.decoding import MAX_TEXT_BYTES, SURROGATE, decoded
from tidings.ingest.media import TSV
from tidings.ingest.rows import KEYS, text_of
from tidings.model import Problem

DELIMITERS = ",;\t|"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def table(source: Source) -> Iterator[Found]:
    """Yield one document a row; one Problem for a table without a column of texts.

    One cell holds a whole story, and the csv module's own bound of 131,072 characters is less than a long report's. It
    is one number a process, which other libraries set too; what is over it is mostly a quotation mark never closed.
    """
    csv.field_size_limit(MAX_TEXT_BYTES)
    is_utf_16 = source.stream.peek(2)[:2] in UTF_16
    text = io.TextIOWrapper(
        source.stream, "utf-16" if is_utf_16 else "utf-8-sig",
        errors="replace" if is_utf_16 else "surrogateescape", newline="",
    )  # fmt: skip
    lines = iter(lambda: text.readline(MAX_TEXT_BYTES), "")
    first = next(lines, "")
    sign = "\t" if source.media_type == TSV else max(DELIMITERS, key=first.count)
    names = [_cell(name).strip() for name in next(csv.reader([first], delimiter=sign), [])]
    key = (source.fields or {}).get("text")
    if text_of(dict.fromkeys(names, ""), key) is None:
        wanted, there = key or ", ".join(KEYS["text"]), ", ".join(names)[:200]
        detail = f"No column is called {wanted}; there are: {there}. Name the one that holds the text."
        yield Problem(source.origin, "no-text", detail)
        return
    for n, cells in enumerate(_rows(csv.reader(lines, delimiter=sign)), 1):
        yield _found(source, names, cells, n)


def _rows(reader: Iterator[list[str]]) -> Iterator[list[str] | csv.Error]:
    """The rows that hold anything, and in place of a row that cannot be told from its neighbours the reason."""
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as why:
            yield why
            continue
        if any(cells):
            yield cells


def _found(source: Source, names: list[str], cells: list[str] | csv.Error, n: int) -> Found:
    origin = f"{source.origin}#{n}"
    if isinstance(cells, csv.Error):
        return Problem(origin, "damaged", f"The rows from here cannot be told apart: {cells}. Close all quotes.")
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
