"""Pieces of lines in any order become the lines of a page as it is read."""

from __future__ import annotations

import random

import pytest

from tidings.ingest.printed import Line
from tidings.ingest.reading_order import in_reading_order


def set_at(text: str, left: float, top: float, width: float = 200.0, height: float = 10.0) -> Line:
    return Line(text, left, left + width, top - height, top)


def rows(name: str, left: float, n: int, *, top: float = 700.0, off: float = 0.0) -> list[Line]:
    return [set_at(f"{name}{k} and some words more", left, top - 12 * k - off) for k in range(n)]


HEAD = set_at("A headline across", 50, 740, 460, 18)
LEFT, RIGHT, THIRD = rows("l", 50, 6), rows("r", 300, 6, off=5), rows("t", 550, 6, off=2)
CELLS = [set_at(f"{side}{k}", left, 700 - 12 * k, 40) for k in range(6) for side, left in (("a", 50), ("b", 300))]
NOTE = set_at("A note across the whole of the page", 50, 600, 460)
BELOW = [*rows("x", 50, 4, top=580), *rows("y", 300, 4, top=580)]


@pytest.mark.parametrize(
    "lines",
    [
        [HEAD, *LEFT, *RIGHT],
        [*LEFT, *RIGHT, *THIRD],
        [HEAD, *LEFT, *RIGHT, NOTE, *BELOW],
        CELLS,
        LEFT,
        [LEFT[0], RIGHT[0], LEFT[1], RIGHT[1]],  # too few lines to be columns
        [],
    ],
)
def test_columns_stand_one_after_the_other_and_tables_row_by_row(lines):
    mixed = random.Random(3).sample(lines, len(lines))
    assert [line.text for line in in_reading_order(mixed)] == [line.text for line in lines]


def test_pieces_of_one_line_are_joined_and_boxes_of_one_type_are_one_height():
    pieces = [
        set_at("held in Lyon", 130, 701, 70, 12),
        set_at("Two men were", 50, 700, 75, 10),
        *rows("l", 50, 4, top=680),
    ]
    first, *rest = in_reading_order(pieces)
    assert first.text == "Two men were held in Lyon"
    assert {round(line.height, 6) for line in rest} == {10.0}
