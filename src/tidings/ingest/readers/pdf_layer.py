"""The text layer of a PDF's page: its words with their places, as lines in the order in which the page sets them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Any

from tidings.ingest.printed import HYPHENATED, Line


def lines(told: dict[str, Any], blob: bytes) -> Iterator[Line]:
    """Yield the lines of a page; a gap as wide as that between columns ends a line."""
    line: Line | None = None
    for piece in _words(told, blob):
        if line and piece and line.goes_on(piece):
            line = line.with_(piece)
        else:
            if line:
                yield line
            line = piece
        if line and line.text.endswith(HYPHENATED):
            yield line
            line = None
    if line:
        yield line


def _words(told: dict[str, Any], blob: bytes) -> Iterator[Line | None]:
    """Each word with its box; None where a line ends."""
    if not told["pieces"]:
        return
    edges = array("f", blob[told["words"] :])
    at = 0
    for word in blob[: told["words"]].decode().split("\n"):
        yield Line(word, *edges[at : at + 4]) if word else None
        at += 4 if word else 0
