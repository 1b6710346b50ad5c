"""MHTML: a page that a browser saved in one file; its HTML part is read as any page is."""

from __future__ import annotations

from dataclasses import replace

from tidings.errors import UnreadableBytes
from tidings.ingest.mails import charset, content, header, message, parts
from tidings.ingest.media import HTML, MHTML
from tidings.ingest.readers import page
from tidings.ingest.text import Text
from tidings.model import Document

NAMED = 0.9


def bid(doc: Document) -> float:
    """What was found to be a saved page."""
    return NAMED if doc.media_type == MHTML else 0.0


def read(doc: Document) -> Text:
    """Return what the page reader finds in the first HTML part, with the address that it was saved from."""
    mail = message(doc.raw)
    found = next((part for part in parts(mail) if part.get_content_subtype() in {"html", "xhtml+xml"}), None)
    if found is None:
        raise UnreadableBytes("The saved page holds no HTML. Save it anew.", reason="no-text")
    url = header(mail, "Snapshot-Content-Location") or header(found, "Content-Location")
    said = charset(found)
    given = (*doc.given, *((("charset", said),) if said else ()))
    text = page.read(replace(doc, raw=content(found), media_type=HTML, given=given))
    return text.told({"url": url if url and url.startswith("http") else None})
