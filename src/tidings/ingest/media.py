"""What kind of file some bytes are: told by their first bytes; by their name or label only where those are silent."""

from __future__ import annotations

import re
from pathlib import PurePath

HTML, XHTML = "text/html", "application/xhtml+xml"
PLAIN, MARKDOWN, CSV, TSV = "text/plain", "text/markdown", "text/csv", "text/tab-separated-values"
JSON, ROWS, JSON_FEED = "application/json", "application/x-ndjson", "application/feed+json"
RSS, ATOM = "application/rss+xml", "application/atom+xml"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIL, MBOX, MHTML = "message/rfc822", "application/mbox", "multipart/related"
ZIP, GZIP, WARC, WACZ = "application/zip", "application/gzip", "application/warc", "application/wacz"
PARQUET = "application/vnd.apache.parquet"
PNG, JPEG, TIFF, WEBP = "image/png", "image/jpeg", "image/tiff", "image/webp"
UNKNOWN = "application/octet-stream"

HEAD = 4_096  # bytes that are looked at; a page's declaration and a mail's first headers stand well within
BY_ENDING = {
    ".html": HTML, ".htm": HTML, ".xhtml": XHTML, ".md": MARKDOWN, ".markdown": MARKDOWN, ".txt": PLAIN, ".text": PLAIN,
    ".json": JSON, ".jsonl": ROWS, ".ndjson": ROWS, ".csv": CSV, ".tsv": TSV, ".rss": RSS, ".atom": ATOM, ".pdf": PDF,
    ".docx": DOCX, ".eml": MAIL, ".mbox": MBOX, ".mht": MHTML, ".mhtml": MHTML, ".zip": ZIP, ".wacz": WACZ, ".gz": GZIP,
    ".warc": WARC, ".png": PNG, ".jpg": JPEG, ".jpeg": JPEG, ".tif": TIFF, ".tiff": TIFF, ".webp": WEBP,
    ".parquet": PARQUET,
}  # fmt: skip
BY_LABEL = {kind: kind for kind in BY_ENDING.values()} | {
    "text/xml": RSS, "application/xml": RSS, "application/x-warc": WARC, "application/x-gzip": GZIP,
    "application/x-zip-compressed": ZIP, "application/x-pdf": PDF, "text/json": JSON, "text/x-markdown": MARKDOWN,
}  # fmt: skip
ENTRY = ";type=entry"  # parameter of a feed's media type that marks one entry of it

PICTURES = ((b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG), (b"II*\0", TIFF), (b"MM\0*", TIFF))
BLANK = b" \t\r\n\x0b\x0c"
# a comment ends at its first end: were it free to go on, 300 comments would have more readings than can be tried
BEFORE = rb"(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*"
PAGE = re.compile(BEFORE + rb"<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
DOCTYPE = rb"(?:<\?[^>]*\?>\s*)*(?:<!DOCTYPE\b[^<>\[\]]*(?:\[.{0,3000}?\]\s*)?>\s*)?"
FEED = re.compile(BEFORE + DOCTYPE + rb"<(rss|feed|rdf:RDF)\b", re.S)
HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
MAIL_ONLY = re.compile(rb"^(?:MIME-Version|Message-ID|Received|Return-Path|DKIM-Signature):", re.I | re.M)
RELATED = re.compile(rb"^Content-Type:\s*multipart/related\b", re.I | re.M)
BOX = re.compile(rb"From \S+[^\n]*\d\d:\d\d[^\n]*\r?\n[A-Za-z][A-Za-z0-9-]{1,60}:")
FEED_VERSION = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org')
ROW_START = re.compile(rb'\[?\s*\{\s*"')


def media_type(head: bytes, name: str = "", label: str = "") -> str:
    """Return the media type of what starts with `head`, is called `name` and was labelled `label` by who sent it.

    >>> media_type(b"%PDF-1.7", "report.txt"), media_type(b"Two held.", "report.txt")
    ('application/pdf', 'text/plain')
    """
    ending = BY_ENDING.get(PurePath(name).suffix.lower(), "")
    said = ending or BY_LABEL.get(label.partition(";")[0].strip().lower(), "")
    return _packed(head, said) or _marked(head.removeprefix(b"\xef\xbb\xbf").lstrip(BLANK), said) or said or UNKNOWN


def _packed(head: bytes, said: str) -> str | None:
    """What a binary signature tells. A PDF may have other bytes before its own."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return said if said in {DOCX, WACZ} else ZIP
    if head.startswith(b"\x1f\x8b"):
        return GZIP
    if head.startswith(b"PAR1") and (said == PARQUET or head[4:5] == b"\x15"):  # how its first structure opens
        return PARQUET
    for magic, kind in PICTURES:
        if head.startswith(magic):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    return PDF if b"%PDF-" in head[:1024] and (said == PDF or head.startswith(b"%PDF-")) else None


def _marked(head: bytes, said: str) -> str | None:
    """What a text's own opening tells."""
    if head.startswith(b"WARC/"):
        return WARC
    if BOX.match(head):
        return MBOX
    if PAGE.match(head):
        return XHTML if said == XHTML else HTML
    if found := FEED.match(head):
        return ATOM if found.group(1) == b"feed" else RSS
    if head.startswith((b"{", b"[")):
        return _json(head, said)
    return _mail(head, said)


def _json(head: bytes, said: str) -> str | None:
    if FEED_VERSION.search(head):
        return JSON_FEED
    return JSON if not said and ROW_START.match(head) else None


def _mail(head: bytes, said: str) -> str | None:
    """Lines of headers, among them one that only mail has; a text may well open with "From:" and "Date:"."""
    headers = HEADERS.match(head)
    if not headers or not (said in {MAIL, MHTML} or MAIL_ONLY.search(headers.group())):
        return None
    return MHTML if RELATED.search(headers.group()) else MAIL
