"""PDFium in a process of its own: a program that answers requests about one open PDF, over its standard streams.

PDFium is native code that does whatever a file tells it to: follow forms inside forms without end, or fill the memory.
Only a process can be stopped at that. It has so much computing time for each thing asked, and so much memory; beyond
that the system ends it, and who asked begins another. It imports nothing of Tidings, so that it starts in 0.1 s.

A request and an answer are each a line of JSON; `blob` in it says how many bytes follow.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from array import array
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import islice
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

SOFT_HYPHEN = 2  # the character by which PDFium says that a word goes on in the next line
HYPHENATED = "\x02"  # ends a word that goes on in the next line
PICTURES = (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM)
Answer = tuple[dict[str, Any], bytes]
Piece = tuple[str, tuple[float, float, float, float]]


class Desk:
    """The PDF that is open, and what is told of its pages."""

    def __init__(self) -> None:
        self.pdf: pdfium.PdfDocument | None = None

    def answer(self, asked: dict[str, Any], blob: bytes) -> Answer:
        """Do one thing that was asked; what PDFium refuses is an answer too."""
        try:
            if "open" in asked:
                return self._open(asked, blob)
            with closing(self.pdf[asked["page"]]) as page:  # type: ignore[index]
                return _drawn(page, asked) if asked.get("draw") else _read(page, asked)
        except pdfium.PdfiumError as why:
            locked = why.err_code == pdfium_c.FPDF_ERR_PASSWORD
            return {"refused": str(why), "locked": locked}, b""

    def _open(self, asked: dict[str, Any], blob: bytes) -> Answer:
        _allow(asked["seconds"])
        if self.pdf:
            self.pdf.close()
            self.pdf = None
        self.pdf = pdfium.PdfDocument(blob)
        return {"pages": len(self.pdf), "title": self.pdf.get_metadata_value("Title")}, b""


def _read(page: pdfium.PdfPage, asked: dict[str, Any]) -> Answer:
    """The page's words with their boxes, and as far as it has few of them, how much of it is drawn over."""
    _allow(_left() + asked["seconds"])
    with closing(page.get_textpage()) as layer:
        n_chars = layer.count_chars()
        pieces = list(_words(layer, asked["lines"])) if n_chars <= asked["chars"] else []
    boxes = array("f", [edge for word, box in pieces if word for edge in box])
    words = "\n".join(word for word, _ in pieces).encode()
    told = {"chars": n_chars, "objects": pdfium_c.FPDFPage_CountObjects(page), "size": page.get_size()}
    told |= {"pieces": len(pieces), "words": len(words)}
    if sum(1 for word, _ in pieces if word) < asked["few"]:
        told |= {name: _share(page, asked["objects"], only_pictures=name == "pictured") for name in ("pictured", "any")}
        told["has_picture"] = any(one.type == pdfium_c.FPDF_PAGEOBJ_IMAGE for one in _objects(page, asked["objects"]))
    return told, words + boxes.tobytes()


def _words(layer: pdfium.PdfTextpage, most: int) -> Iterator[Piece]:
    """Each word with the box from its first to its last character, "" where a line ends; no more than `most` lines."""
    letters: list[str] = []
    first = n_lines = 0
    n_chars = layer.count_chars()
    for n in range(n_chars + 1):
        code = pdfium_c.FPDFText_GetUnicode(layer, n) if n < n_chars else 10
        sign = chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"
        if code == SOFT_HYPHEN:
            letters.append(HYPHENATED)
        elif not sign.isspace() and code:
            first = first if letters else n
            letters.append(sign)
            continue
        if letters:
            start, end = _box(layer, first), _box(layer, n - 1)
            yield "".join(letters), (start.left, max(start.right, end.right), start.bottom, start.top)
            letters = []
            n_lines += sign in "\r\n"
        if sign in "\r\n":
            yield "", (0.0, 0.0, 0.0, 0.0)
        if n_lines > most:
            return


def _box(layer: pdfium.PdfTextpage, n: int) -> pdfium_c.FS_RECTF:
    box = pdfium_c.FS_RECTF()
    pdfium_c.FPDFText_GetLooseCharBox(layer, n, ctypes.byref(box))
    return box


def _drawn(page: pdfium.PdfPage, asked: dict[str, Any]) -> Answer:
    """The page in grey, as large as asked; without size where drawing it would take too long."""
    left = _left()
    _allow(asked["seconds"])
    drawn = list(_objects(page, asked["objects"]))
    images = (one for one in drawn if one.type == pdfium_c.FPDF_PAGEOBJ_IMAGE)
    n_pixels = sum(width * height for width, height in (image.get_px_size() for image in images))
    n_coats = sum(_part(page, box) for box in _boxes(page, asked["objects"], only_pictures=False))
    if len(drawn) == asked["objects"] or n_pixels > asked["pixels"] or n_coats > asked["coats"]:
        return {}, b""
    scale = asked["side"] / max(1.0, *page.get_size())
    with closing(page.render(scale=scale, grayscale=True, may_draw_forms=False)) as shown:
        told = {"width": shown.width, "height": shown.height, "stride": shown.stride, "channels": shown.n_channels}
        grey = bytes(shown.buffer)
    _allow(left)
    return told, grey


def _objects(page: pdfium.PdfPage, most: int) -> Iterator[pdfium.PdfObject]:
    """What is drawn on the page and in its forms, the first of it."""
    return islice(page.get_objects(), most)


def _boxes(page: pdfium.PdfPage, most: int, *, only_pictures: bool) -> Iterator[tuple[float, float, float, float]]:
    """Left, bottom, right and top of all pictures, or of all that is drawn but text, as far as they are on the page."""
    width, height = page.get_size()
    edges = [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = edges
    for n in range(min(most, pdfium_c.FPDFPage_CountObjects(page))):
        one = pdfium_c.FPDFPage_GetObject(page, n)
        kind = pdfium_c.FPDFPageObj_GetType(one)
        if kind not in PICTURES and (only_pictures or kind == pdfium_c.FPDF_PAGEOBJ_TEXT):
            continue
        if pdfium_c.FPDFPageObj_GetBounds(one, *map(ctypes.byref, edges)):
            yield max(0.0, left.value), max(0.0, bottom.value), min(width, right.value), min(height, top.value)


def _share(page: pdfium.PdfPage, most: int, *, only_pictures: bool) -> float:
    """The share of the page that lies within the borders of all pictures, or of all that is drawn."""
    boxes = list(_boxes(page, most, only_pictures=only_pictures))
    if not boxes:
        return 0.0
    left, bottom = (min(box[n] for box in boxes) for n in (0, 1))
    right, top = (max(box[n] for box in boxes) for n in (2, 3))
    return _part(page, (left, bottom, right, top))


def _part(page: pdfium.PdfPage, box: tuple[float, float, float, float]) -> float:
    """The part of the page that the box is."""
    width, height = page.get_size()
    return float(max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1]) / max(1.0, width * height))


def _left() -> float:
    """Seconds of computing that are left."""
    return float(signal.getitimer(signal.ITIMER_PROF)[0]) if hasattr(signal, "ITIMER_PROF") else 0.0


def _allow(seconds: float) -> None:
    """Let the system end this process after so many more seconds of computing, where the system can."""
    if hasattr(signal, "ITIMER_PROF"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _bound_memory(size: int) -> None:
    with suppress(ImportError, OSError, ValueError):  # Windows has no such bound, macOS may refuse it
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def main() -> None:
    """Answer requests until there are no more; an interrupt is for the program that asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound_memory(int(sys.argv[1]))
    requests, desk = sys.stdin.buffer, Desk()
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nothing else that is printed is an answer
        while line := requests.readline():
            asked = json.loads(line)
            told, blob = desk.answer(asked, requests.read(asked.get("blob", 0)))
            answers.write(json.dumps(told | {"blob": len(blob)}).encode() + b"\n" + blob)
            answers.flush()


if __name__ == "__main__":
    main()
