"""Rows of what linking finds stories by, and values made of rows; numbers are kept as bytes, in order."""

from __future__ import annotations

from array import array
from typing import Any

import sqlalchemy as sa

from tidings.case.codec import packed, unpacked
from tidings.model.marks import Gist, Marks


def marks_of(row: sa.Row[Any]) -> Marks:
    """Rebuild the marks of a story."""
    return Marks(
        story=row.story,
        accounts=tuple(unpacked(row.accounts)),
        publisher=row.publisher,
        printed=(row.printed_from, row.printed_to),
        told=(row.told_from, row.told_to),
        text=row.text,
        at=row.at,
        keys=frozenset(array("q", row._mapping["keys"])),
        parts=frozenset(array("q", row.parts)),
        names=frozenset(array("q", row.names)),
        called=tuple((key, name, times) for key, name, times in unpacked(row.called)),
    )


def mark_row(one: Marks) -> dict[str, Any]:
    """Return the row of the marks of a story."""
    return {
        "story": one.story,
        "number": one.spot[1],
        "accounts": packed(list(one.accounts)),
        "publisher": one.publisher,
        "printed_from": one.printed[0],
        "printed_to": one.printed[1],
        "told_from": one.told[0],
        "told_to": one.told[1],
        "text": one.text,
        "at": one.at,
        "keys": array("q", sorted(one.keys)).tobytes(),
        "parts": array("q", sorted(one.parts)).tobytes(),
        "names": array("q", sorted(one.names)).tobytes(),
        "called": packed([list(row) for row in one.called]),
    }


def gist_of(row: sa.Row[Any]) -> Gist:
    """Rebuild the gist of a story."""
    told: list[frozenset[int]] = []
    numbers = iter(array("I", row.told))
    for size in numbers:
        told.append(frozenset(next(numbers) for _ in range(size)))
    names, words, credits = (frozenset(array("I", part)) for part in (row.names, row.words, row.credits))
    return Gist(row.story, names, words, credits, tuple(told))


def gist_row(one: Gist) -> tuple[str, bytes, bytes, bytes, bytes]:
    """Return the row of a gist, in the order of the columns."""
    told = [number for words in one.told for number in (len(words), *sorted(words))]
    parts = [array("I", sorted(some)).tobytes() for some in (one.names, one.words, one.credits)]
    return one.story, parts[0], parts[1], parts[2], array("I", told).tobytes()
