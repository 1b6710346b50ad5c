"""Tables of cells as text: a sign between cells, bounded lines, and rows of which one that is damaged ends no other."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import IO

from tidings.ingest.decoding import MAX_TEXT_BYTES
from tidings.model import Problem

DELIMITERS = ",;\t|"
Cells = list[str] | csv.Error


def lines_of(stream: IO[str]) -> Iterator[str]:
    """Yield the lines of a stream opened with newline="", none of more than MAX_TEXT_BYTES characters at once."""
    return iter(lambda: stream.readline(MAX_TEXT_BYTES), "")


def sign_of(first: str) -> str:
    """Return what stands between the cells, by the line of names.

    >>> sign_of("day;place;dead")
    ';'
    """
    return max(DELIMITERS, key=first.count)


def names_of(first: str, sign: str) -> list[str]:
    """Return the cells of the line of names."""
    return next(_reader(iter([first]), sign), [])


def rows_of(lines: Iterator[str], sign: str) -> Iterator[Cells]:
    """Yield the rows that hold anything, and in place of one that cannot be told from its neighbours the reason."""
    reader = _reader(lines, sign)
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


def damaged(origin: str, why: csv.Error) -> Problem:
    """Return the Problem of rows that cannot be told apart."""
    return Problem(origin, "damaged", f"The rows from here cannot be told apart: {why}. Close all quotes.")


def _reader(lines: Iterator[str], sign: str) -> Iterator[list[str]]:
    """What tells cells apart; a cell may hold a whole story.

    The csv module's own bound of 131,072 characters is less than a long report's. It is one number a process, which
    other libraries set too; what is over it is mostly a quotation mark never closed.
    """
    csv.field_size_limit(MAX_TEXT_BYTES)
    return csv.reader(lines, delimiter=sign)
