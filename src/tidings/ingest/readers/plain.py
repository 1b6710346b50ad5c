"""Plain text: the document's text is its decoded bytes."""

from __future__ import annotations

from tidings.ingest.decoding import decoded
from tidings.ingest.text import Text
from tidings.model import Document

NAMED, LAST_RESORT = 0.6, 0.1  # every reader that recognises its format bids more than the last resort


def bid(doc: Document) -> float:
    """Higher for what is named as text; a little for everything, so that something always reads."""
    return NAMED if doc.media_type == "text/plain" else LAST_RESORT


def read(doc: Document) -> Text:
    """Return the decoded bytes as they are."""
    return Text(decoded(doc.raw, doc.told("charset")))
