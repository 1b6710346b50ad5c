"""A JSON object that holds one text, alone or as a row of a data set; the text is that value, verbatim."""

from __future__ import annotations

from tidings.errors import TooLarge, UnreadableBytes
from tidings.ingest.decoding import MAX_TEXT_BYTES, checked, decoded
from tidings.ingest.rows import KEYS, TEXT_KEY, given, parsed, text_of
from tidings.ingest.text import Text
from tidings.model import Document

NAMED = 0.9


def bid(doc: Document) -> float:
    """Only what is named as JSON: the container says so for its rows."""
    return NAMED if doc.media_type == "application/json" else 0.0


def read(doc: Document) -> Text:
    """Return the row's text and what the row and its container say beside it."""
    value = parsed(decoded(doc.raw))
    if not isinstance(value, dict):
        raise UnreadableBytes(
            f"A JSON {type(value).__name__} is not a story. Give an object with a text, or a list of such objects.",
            reason="no-text",
        )
    text = text_of(value, doc.told(TEXT_KEY))
    if text is None:
        keys = doc.told(TEXT_KEY) or ", ".join(KEYS["text"])
        raise UnreadableBytes(f"The object has no text under {keys}. Name the field that has.", reason="no-text")
    if len(text) > MAX_TEXT_BYTES:
        raise TooLarge(len(text), MAX_TEXT_BYTES, "characters")
    said = dict(given(value)) | dict(doc.given)
    return Text.of(checked(text), said)
