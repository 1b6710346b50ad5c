"""E-mail: the subject is the headline, the sender the byline, the date the day; the body is the text."""

from __future__ import annotations

from tidings.errors import UnreadableBytes
from tidings.ingest.decoding import checked
from tidings.ingest.mails import body, header, message, sender
from tidings.ingest.media import MAIL
from tidings.ingest.text import Text
from tidings.model import Document

NAMED = 0.9


def bid(doc: Document) -> float:
    """What was found to be a message."""
    return NAMED if doc.media_type == MAIL else 0.0


def read(doc: Document) -> Text:
    """Return the body and what the headers say; attachments are documents of their own."""
    mail = message(doc.raw)
    text = body(mail)
    if not text.strip():
        raise UnreadableBytes("The message holds no text of its own. Its attachments are read apart.", reason="no-text")
    said = {"headline": header(mail, "Subject"), "byline": sender(mail), "published": header(mail, "Date")}
    return Text.of(checked(text), said)
