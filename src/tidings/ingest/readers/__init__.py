"""Readers bid for a document; the highest bid makes its text. To read another format, add a reader here."""

from __future__ import annotations

from typing import Protocol

from tidings.ingest.readers import docx, entry, image, mail, markdown, mhtml, page, pdf, plain, row
from tidings.ingest.text import Text
from tidings.model import Document


class Reader(Protocol):
    """What every reader module offers."""

    def bid(self, doc: Document) -> float:
        """How surely this reader is the right one, 0-1; 0 means that it cannot read the document."""

    def read(self, doc: Document) -> Text:
        """The document's text; raises InputError where there is none."""


READERS: tuple[Reader, ...] = (row, page, pdf, image, docx, mail, mhtml, entry, markdown, plain)


def read_text(doc: Document) -> Text:
    """Read the document with the reader that bids highest; the first of READERS wins a tie.

    What its container told about the document holds where the document itself is silent.
    """
    return max(READERS, key=lambda reader: reader.bid(doc)).read(doc).told(dict(doc.given))
