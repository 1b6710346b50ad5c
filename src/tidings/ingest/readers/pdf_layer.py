"""The text layer of a PDF's page: its words with their places, as lines in the order in which the page sets them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from tidings.ingest.printed import HYPHENATED, Line

SOFT_HYPHEN = 2  # the character by which PDFium says that a word goes on in the next line


def lines(layer: pdfium.PdfTextpage) -> Iterator[Line]:
    """Yield the lines of a page; a gap as wide as that between columns ends a line."""
    line: Line | None = None
    for piece in _words(layer):
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


def _words(layer: pdfium.PdfTextpage) -> Iterator[Line | None]:
    """Each word with the box from its first to its last character; None where a line ends."""
    letters: list[str] = []
    first = 0
    for n in range(layer.count_chars() + 1):
        code = pdfium_c.FPDFText_GetUnicode(layer, n) if n < layer.count_chars() else 10
        sign = chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"
        if code == SOFT_HYPHEN:
            letters.append(HYPHENATED)
        elif not sign.isspace() and code:
            first = first if letters else n
            letters.append(sign)
            continue
        if letters:
            start, end = _box(layer, first), _box(layer, n - 1)
            yield Line("".join(letters), start.left, max(start.right, end.right), start.bottom, start.top)
            letters = []
        if sign in "\r\n":
            yield None


def _box(layer: pdfium.PdfTextpage, n: int) -> pdfium_c.FS_RECTF:
    box = pdfium_c.FS_RECTF()
    pdfium_c.FPDFText_GetLooseCharBox(layer, n, ctypes.byref(box))
    return box
