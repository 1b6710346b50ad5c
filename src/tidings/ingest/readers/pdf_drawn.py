"""Whether a PDF's page is a picture of text rather than text, and that picture."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from tidings.ingest.readers.ocr import MAX_SIDE

if TYPE_CHECKING:
    from tidings.ingest.readers.ocr import Picture

MIN_WORDS = 3  # fewer are a stamp or a page number
FEW_WORDS = 30  # as many stand on a scan that was stamped, numbered or sent by fax; a page of text has more
PICTURE_SHARE = 0.5  # of the page that a picture fills where the page is a scan with such words
DRAWN_SHARE = 0.1  # of the page over which is drawn where letters are shapes; a rule, or a crest, fills less
MAX_PIXELS = 64_000_000  # of the pictures on a page: A4 at 800 dots an inch; PDFium unpacks them all to draw it
MAX_OBJECTS = (
    50_000  # on a page, some 5 us each to look at; a newspaper's page whose letters are shapes has under 30,000
)
MAX_COATS = 200  # times that a page is drawn over, some 5 ms each; a scan is drawn once, or in a few layers
PICTURES = (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM)


def is_picture(page: pdfium.PdfPage, n_words: int) -> bool:
    """Whether a page with so many words in its text layer shows others that are not in it."""
    if n_words >= FEW_WORDS:
        return False
    if _share(page, only_pictures=True) >= PICTURE_SHARE and _has_pictures(page):
        return True
    return n_words < MIN_WORDS and _share(page, only_pictures=False) >= DRAWN_SHARE


def picture(page: pdfium.PdfPage) -> Picture | None:
    """Return the page as it is seen, in grey, MAX_SIDE pixels long; None where drawing it would take too long."""
    drawn = list(_objects(page))
    images = (one for one in drawn if one.type == pdfium_c.FPDF_PAGEOBJ_IMAGE)
    n_pixels = sum(width * height for width, height in (image.get_px_size() for image in images))
    if len(drawn) == MAX_OBJECTS or n_pixels > MAX_PIXELS or _coats(page) > MAX_COATS:
        return None
    scale = MAX_SIDE / max(1.0, *page.get_size())
    shown: Picture = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_numpy()
    return shown[:, :, 0].copy() if shown.ndim == 3 else shown.copy()


def _objects(page: pdfium.PdfPage) -> Iterator[pdfium.PdfObject]:
    """What is drawn on the page and in its forms, the first MAX_OBJECTS of it."""
    return islice(page.get_objects(), MAX_OBJECTS)


def _has_pictures(page: pdfium.PdfPage) -> bool:
    return any(one.type == pdfium_c.FPDF_PAGEOBJ_IMAGE for one in _objects(page))


def _boxes(page: pdfium.PdfPage, *, only_pictures: bool) -> Iterator[tuple[float, float, float, float]]:
    """Left, bottom, right and top of all pictures, or of all that is drawn but text, as far as they are on the page."""
    width, height = page.get_size()
    edges = [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = edges
    for n in range(min(MAX_OBJECTS, pdfium_c.FPDFPage_CountObjects(page))):
        one = pdfium_c.FPDFPage_GetObject(page, n)
        kind = pdfium_c.FPDFPageObj_GetType(one)
        if kind not in PICTURES and (only_pictures or kind == pdfium_c.FPDF_PAGEOBJ_TEXT):
            continue
        if pdfium_c.FPDFPageObj_GetBounds(one, *map(ctypes.byref, edges)):
            yield max(0.0, left.value), max(0.0, bottom.value), min(width, right.value), min(height, top.value)


def _share(page: pdfium.PdfPage, *, only_pictures: bool) -> float:
    """The share of the page that lies within the borders of all pictures, or of all that is drawn."""
    boxes = list(_boxes(page, only_pictures=only_pictures))
    if not boxes:
        return 0.0
    left, bottom = (min(box[n] for box in boxes) for n in (0, 1))
    right, top = (max(box[n] for box in boxes) for n in (2, 3))
    return _part(page, (left, bottom, right, top))


def _coats(page: pdfium.PdfPage) -> float:
    """How many times the page is drawn over."""
    return sum(_part(page, box) for box in _boxes(page, only_pictures=False))


def _part(page: pdfium.PdfPage, box: tuple[float, float, float, float]) -> float:
    """The part of the page that the box is."""
    width, height = page.get_size()
    return float(max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1]) / max(1.0, width * height))
