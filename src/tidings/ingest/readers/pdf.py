"""PDF: what PDFium finds in each page's text layer, and OCR on pages without one, as the paragraphs that were set.

When the file was made or changed is no date of publication: a print of today tells of any year.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import partial
from itertools import islice

from tidings.errors import TooLarge, UnreadableBytes
from tidings.ingest.decoding import MAX_TEXT_BYTES, checked
from tidings.ingest.media import PDF
from tidings.ingest.printed import Line, paragraphs
from tidings.ingest.readers import pdf_layer
from tidings.ingest.readers.ocr import Sight
from tidings.ingest.readers.pdf_apart import LOCK, Opened
from tidings.ingest.readers.pdf_drawn import FEW_WORDS, MAX_OBJECTS, MIN_WORDS, is_picture, picture
from tidings.ingest.text import Text
from tidings.model import Document

SURE = 0.95
MAX_PAGES = 3_000  # some 7 ms each; a longer one is a register or a book, to be split
STREAM = re.compile(rb"(?<!end)stream\r?\n")
CHUNK, STEP = 1 << 16, 1 << 20
MAX_RATIO = 40  # of an unpacked stream to its packed form; drawing instructions reach 10, pictures are not counted
MAX_BURST = 16_000_000  # bytes of all streams over that ratio; PDFium takes some 100 ms a megabyte to follow them
ZLIB = b"\x78"  # opens what is packed once more
MAX_DRAWN = 3_000_000  # on all pages, some 2 us each; 3,000 pages on which each word is set by itself have as many
LOOKED_AT = 8  # times as long takes what is drawn on a page of few words, which may be a picture of text
MAX_LINES = 5_000  # on a page; a newspaper's has some 1,500, and each is compared with those beside it


def bid(doc: Document) -> float:
    """What is a PDF by its first bytes, or is said to be one."""
    return SURE if doc.media_type == PDF or doc.raw.startswith(b"%PDF-") else 0.0


def read(doc: Document) -> Text:
    """Return the pages' paragraphs without running heads and page numbers, and the title if the pages show it.

    The text's notes name the pages that are pictures: those that OCR read, and those that were not read.
    """
    _refuse_bombs(doc.raw)
    with LOCK:
        pdf = Opened(doc.raw)
        n_pages = pdf.n_pages
        if n_pages > MAX_PAGES:
            raise TooLarge(n_pages, MAX_PAGES, "pages")
        title = " ".join(pdf.title.split())
        sight = Sight(n_pages)
        pages = list(_pages(pdf, sight))
    text = "\n\n".join(paragraphs(pages))
    notes = sight.notes()
    if len(text.split()) < MIN_WORDS:
        raise notes[0] if notes else UnreadableBytes(f"{n_pages} page(s) without a text layer.", reason="no-text")
    shown = title and title.lower() in " ".join(text.split()).lower()
    return Text(checked(text), headline=title if shown else None, notes=notes)


def _refuse_bombs(raw: bytes) -> None:
    """Raise UnreadableBytes where instructions to draw unpack to more than any page's: PDFium would follow them all."""
    total = 0
    for found in STREAM.finditer(raw):
        about = raw[max(0, found.start() - 600) : found.start()].rpartition(b" obj")[2]
        if b"/Image" not in about:
            total += _burst(memoryview(raw)[found.end() :])
        if total > MAX_BURST:
            raise UnreadableBytes(f"Its pages unpack to more than {total:,} bytes: a bomb. Not read.", reason="bomb")


def _burst(packed: memoryview) -> int:
    """The unpacked size of a stream packed by more than MAX_RATIO, up to some more than MAX_BURST; else 0."""
    unpacker, held, n_read = zlib.decompressobj(), bytearray(), 0
    try:
        while not unpacker.eof and len(held) <= MAX_BURST:
            some = unpacker.unconsumed_tail or packed[n_read : n_read + CHUNK]
            n_read += 0 if unpacker.unconsumed_tail else len(some)
            out = unpacker.decompress(some, STEP)
            if not some and not out:
                break
            held += out
    except zlib.error:
        return 0
    n_used = n_read - len(unpacker.unconsumed_tail) - len(unpacker.unused_data)
    inner = _burst(memoryview(held)) if held.startswith(ZLIB) else 0
    return max(inner, len(held) if len(held) > MAX_RATIO * n_used else 0)


def _pages(pdf: Opened, sight: Sight) -> Iterator[list[Line]]:
    n_chars = n_drawn = 0
    for n in range(pdf.n_pages):
        bounds = {"chars": MAX_TEXT_BYTES - n_chars, "lines": MAX_LINES, "objects": MAX_OBJECTS, "few": FEW_WORDS}
        told, blob = pdf.page(n, bounds)
        n_chars += told["chars"]
        _refuse_beyond(n_chars, MAX_TEXT_BYTES, "characters")
        lines = list(islice(pdf_layer.lines(told, blob), MAX_LINES + 1))
        _refuse_beyond(len(lines), MAX_LINES, "lines on a page")
        n_words = sum(len(line.text.split()) for line in lines)
        n_drawn += told["objects"] * (LOOKED_AT if n_words < FEW_WORDS else 1)
        _refuse_beyond(n_drawn, MAX_DRAWN, "things drawn on its pages")
        if is_picture(told, n_words):
            lines = sight.page(n + 1, partial(picture, pdf, n), max(told["size"])) or lines
        yield lines


def _refuse_beyond(n: int, most: int, what: str) -> None:
    if n > most:
        raise TooLarge(n, most, what)
