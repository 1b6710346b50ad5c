"""Tables of hand-coded events, row by row: which codebook's they are, and each row as a reading or a Problem."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from tidings.errors import InputError, TooLarge
from tidings.importing import acled, ucdp
from tidings.importing.fields import MALFORMED, Fields
from tidings.ingest.cells import Cells, damaged, lines_of, names_of, rows_of, sign_of
from tidings.knowledge import Knowledge
from tidings.model import Document, Problem, Reading

LONGEST_ROW = 4_000_000  # characters; what is over it is no row of coded events
OWN = "tidings_"  # columns of our own exports beside a codebook's; they are no part of it
Found = tuple[Document, Reading] | Problem


@dataclass(frozen=True, slots=True)
class Book:
    """A codebook: the columns that tell its tables, all that are known, and what makes a reading of a row."""

    name: str
    needed: tuple[str, ...]
    known: frozenset[str]
    reading: Callable[[Fields, Document, Knowledge], Reading]


BOOKS = (
    Book(acled.NAME, acled.NEEDED, acled.KNOWN, acled.reading),
    Book(ucdp.NAME, ucdp.NEEDED, ucdp.KNOWN, ucdp.reading),
)


def book_of(columns: Iterable[str]) -> Book | None:
    """Return the codebook whose needed columns are all there, None for a table of another sort."""
    there = set(columns)
    return next((book for book in BOOKS if there >= set(book.needed)), None)


def rows(stream: IO[str], origin: str, know: Knowledge) -> Iterator[Found]:
    """Yield each row of a CSV table with what it tells, or the Problem that it holds nothing that can be kept.

    The stream is to be opened with newline="", so that line ends inside a cell stay as they are.
    """
    lines = lines_of(stream)
    first = next(lines, "")
    sign = sign_of(first)
    columns = [name.strip().strip("\ufeff") for name in names_of(first, sign)]
    book = book_of(columns)
    if book is None:
        wanted = "; ".join(f"{one.name}: {', '.join(one.needed)}" for one in BOOKS)
        yield Problem(origin, "unknown-table", f"No table of a known codebook. Its columns would be {wanted}.")
        return
    unknown = [name for name in columns if name not in book.known and not name.startswith(OWN)]
    if unknown:
        said = (
            f"{book.name} has no column {', '.join(unknown)[:300]}. The rows keep it as words; nothing is read in it."
        )
        yield Problem(origin, "unknown-columns", said)
    for n, cells in enumerate(rows_of(lines, sign), 1):
        yield _row(cells, columns, book, f"{origin}#{n}", know)


def _row(cells: Cells, columns: list[str], book: Book, origin: str, know: Knowledge) -> Found:
    if isinstance(cells, csv.Error):
        return damaged(origin, cells)
    if len(cells) != len(columns):
        words = f"The row has {len(cells)} cells under {len(columns)} columns. Quote its commas."
        return Problem(origin, MALFORMED, words)
    named = zip(columns, cells, strict=True)
    fields = Fields({name: _plain(cell) for name, cell in named if name and not name.startswith(OWN)})
    document = fields.document(origin)
    try:
        if len(fields.text) > LONGEST_ROW:
            raise TooLarge(len(fields.text), LONGEST_ROW, "characters")
        return document, book.reading(fields, document, know)
    except InputError as why:
        return Problem(origin, why.reason, str(why))


def _plain(cell: str) -> str:
    """A cell without the blanks around it, and without the apostrophe that guards a formula in our own tables."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@＝＋－＠" and len(cell) > 1 else cell
