"""Whether a PDF's page is a picture of text rather than text, and that picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tidings.ingest.readers.ocr import MAX_SIDE

if TYPE_CHECKING:
    from tidings.ingest.readers.ocr import Picture
    from tidings.ingest.readers.pdf_apart import Opened

MIN_WORDS = 3  # fewer are a stamp or a page number
FEW_WORDS = 30  # as many stand on a scan that was stamped, numbered or sent by fax; a page of text has more
PICTURE_SHARE = 0.5  # of the page that a picture fills where the page is a scan with such words
DRAWN_SHARE = 0.1  # of the page over which is drawn where letters are shapes; a rule, or a crest, fills less
MAX_PIXELS = 64_000_000  # of the pictures on a page: A4 at 800 dots an inch; PDFium unpacks them all to draw it
MAX_OBJECTS = (
    50_000  # on a page, some 5 us each to look at; a newspaper's page whose letters are shapes has under 30,000
)
MAX_COATS = 200  # times that a page is drawn over, some 5 ms each; a scan is drawn once, or in a few layers


def is_picture(told: dict[str, Any], n_words: int) -> bool:
    """Whether a page with so many words in its text layer shows others that are not in it."""
    if n_words >= FEW_WORDS:
        return False
    if told["pictured"] >= PICTURE_SHARE and told["has_picture"]:
        return True
    return bool(n_words < MIN_WORDS and told["any"] >= DRAWN_SHARE)


def picture(pdf: Opened, n: int) -> Picture | None:
    """Return page `n`, from 0, as it is seen, in grey, MAX_SIDE pixels long; None where drawing would take too long."""
    bounds = {"objects": MAX_OBJECTS, "pixels": MAX_PIXELS, "coats": MAX_COATS, "side": MAX_SIDE}
    told, raw = pdf.drawn(n, bounds)
    if not told.get("width"):
        return None
    import numpy as np

    rows = np.frombuffer(raw, np.uint8).reshape(told["height"], told["stride"])
    return rows[:, : told["width"] * told["channels"] : told["channels"]].copy()
