"""Pieces of lines, in whatever order they were found on a page, to whole lines in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from tidings.ingest.printed import COLUMN_CHARS, COLUMN_ROWS, Line

SAME_HEIGHT = 1.25  # by which OCR's boxes of one size of type differ: some reach round an accent, a comma or a stain
GRID = 2.0  # points between places that are tried for a gutter; the narrowest of newspapers have some 8


def in_reading_order(pieces: Sequence[Line]) -> list[Line]:
    """Return the lines of a page: what stands across columns parts them, else a left column comes before a right one.

    A table is read row by row: its cells are too short to be columns of text.
    """
    return list(_ordered(_evened(pieces)))


def _evened(pieces: Sequence[Line]) -> list[Line]:
    """The pieces, those of nearly the same height given one height, the most usual first."""
    left = sorted(pieces, key=lambda piece: piece.height)
    evened: list[Line] = []
    while left:
        usual = median(piece.height for piece in left)
        like = [piece for piece in left if usual / SAME_HEIGHT <= piece.height <= usual * SAME_HEIGHT]
        left = [piece for piece in left if not usual / SAME_HEIGHT <= piece.height <= usual * SAME_HEIGHT]
        for piece in like:
            middle = (piece.bottom + piece.top) / 2
            evened.append(replace(piece, bottom=middle - usual / 2, top=middle + usual / 2))
        if not like:  # two sizes with the median between them
            evened, left = [*evened, *left], []
    return evened


def _ordered(pieces: list[Line]) -> Iterator[Line]:
    gutter = _gutter(pieces)
    if gutter is None:
        yield from _row_by_row(pieces)
        return
    for band, across in _bands(pieces, gutter):
        yield from _ordered([piece for piece in band if piece.right <= gutter])
        yield from _ordered([piece for piece in band if piece.left >= gutter])
        yield from _row_by_row(across)


def _gutter(pieces: Sequence[Line]) -> float | None:
    """The place with most lines in columns to its left and right, and fewest across."""
    best, most = None, 0
    for place in sorted({round(piece.right / GRID) * GRID + GRID for piece in pieces}):
        n_across = sum(piece.left < place < piece.right for piece in pieces)
        if len(pieces) - n_across <= max(most, 2 * COLUMN_ROWS - 1):
            continue
        n_beside = sum(len(band) for band, _ in _bands(pieces, place) if _are_columns(band, place)) - n_across
        if n_beside > most:
            best, most = place, n_beside
    return best


def _bands(pieces: Sequence[Line], place: float) -> Iterator[tuple[list[Line], list[Line]]]:
    """What stands beside the place between two pieces across it, from the top, and what stands across below it."""
    band: list[Line] = []
    across: list[Line] = []
    for piece in sorted(pieces, key=lambda piece: -piece.top - piece.bottom):
        if piece.left < place < piece.right:
            across.append(piece)
            continue
        if across:
            yield band, across
            band, across = [], []
        band.append(piece)
    yield band, across


def _are_columns(band: Sequence[Line], place: float) -> bool:
    sides = [piece for piece in band if piece.right <= place], [piece for piece in band if piece.left >= place]
    return all(len(side) >= COLUMN_ROWS and median(len(piece.text) for piece in side) >= COLUMN_CHARS for side in sides)


def _row_by_row(pieces: Sequence[Line]) -> Iterator[Line]:
    """The lines from the top, the pieces of one row from the left, joined where the gap is one between words."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.bottom):
        if rows and abs(rows[-1][0].bottom - piece.bottom) < rows[-1][0].height / 2:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        line, *rest = sorted(row, key=lambda piece: piece.left)
        for piece in rest:
            if line.goes_on(piece):
                line = line.with_(piece)
            else:
                yield line
                line = piece
        yield line
