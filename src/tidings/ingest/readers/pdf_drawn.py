"""Whether a PDF's page is a picture of text rather than text, and that picture."""

from __future__ import annotations

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
PICTURES = (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM)


def is_picture(page: pdfium.PdfPage, n_words: int) -> bool:
    """Whether a page with so many words in its text layer shows others that are not in it."""
    if n_words >= FEW_WORDS:
        return False
    if _share(page, only_pictures=True) >= PICTURE_SHARE and _has_pictures(page):
        return True
    return n_words < MIN_WORDS and _share(page, only_pictures=False) >= DRAWN_SHARE


def picture(page: pdfium.PdfPage) -> Picture | None:
    """Return the page as it is seen, in grey, MAX_SIDE pixels long; None where its pictures are too large to unpack."""
    images = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE])
    if sum(width * height for width, height in (image.get_px_size() for image in images)) > MAX_PIXELS:
        return None
    scale = MAX_SIDE / max(1.0, *page.get_size())
    drawn: Picture = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_numpy()
    return drawn[:, :, 0].copy() if drawn.ndim == 3 else drawn.copy()


def _has_pictures(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]))


def _share(page: pdfium.PdfPage, *, only_pictures: bool) -> float:
    """The share of the page that lies within the borders of all pictures, or of all that is drawn."""
    drawn = (one for one in page.get_objects(max_depth=1) if one.type != pdfium_c.FPDF_PAGEOBJ_TEXT)
    boxes = [one.get_bounds() for one in drawn if not only_pictures or one.type in PICTURES]
    if not boxes:
        return 0.0
    width, height = page.get_size()
    left, right = max(0.0, min(box[0] for box in boxes)), min(width, max(box[2] for box in boxes))
    bottom, top = max(0.0, min(box[1] for box in boxes)), min(height, max(box[3] for box in boxes))
    return float(max(0.0, right - left) * max(0.0, top - bottom) / max(1.0, width * height))
