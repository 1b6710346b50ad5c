"""Web archives: the pages, texts and files that were answered, each a document with its address and time."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from tidings.errors import InputError, TooLarge
from tidings.ingest import media
from tidings.ingest.containers.frames import Lost, frames
from tidings.ingest.containers.inflate import AS_GZIP, Inflated
from tidings.ingest.containers.source import Found, Source
from tidings.ingest.media import HEAD
from tidings.model import Problem

KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
# what else a page loads (images, styles, scripts, data) is no document; a text must be called one, to be no script
READ = frozenset({media.HTML, media.XHTML, media.PDF, media.DOCX, media.RSS, media.ATOM, media.JSON_FEED})
MAX_BODY_BYTES = 64_000_000
GOOD = range(200, 300)  # HTTP status of an answer that is the thing asked for; the others are redirects and error pages
WARC_START = b"WARC/"


def unpacked(source: Source) -> Iterator[Source | Found]:
    """Yield the one file that gzip packed, or the documents of a web archive packed record by record."""
    is_web = _opening(source.stream.peek(HEAD)).startswith(WARC_START)
    inflated = Inflated(source.stream, source.allowance)
    if is_web or source.name.endswith(".warc.gz"):
        yield from _documents(source, frames(inflated))
    else:
        yield source.inner(io.BufferedReader(inflated))


def _opening(packed: bytes) -> bytes:
    """The first unpacked bytes, as far as they can be had."""
    try:
        return zlib.decompressobj(AS_GZIP).decompress(packed, HEAD)
    except zlib.error:
        return b""


def web_archive(source: Source) -> Iterator[Source | Found]:
    """Yield the documents of a web archive that is not packed."""
    yield from _documents(source, frames(source.stream))


def _documents(source: Source, found: Iterator[bytes | Lost]) -> Iterator[Source | Found]:
    for n, frame in enumerate(found, 1):
        if isinstance(frame, Lost):
            yield Problem(f"{source.origin}#{n}", frame.reason, frame.detail)
            continue
        try:
            yield from _answers(source, frame, n)
        except InputError as why:
            if source.allowance.is_spent:
                raise
            yield Problem(f"{source.origin}#{n}", why.reason, str(why))
        except (OSError, ValueError) as why:
            detail = f"The record cannot be read: {why}. Its bytes are in the archive."
            yield Problem(f"{source.origin}#{n}", "damaged", detail)


def _answers(source: Source, frame: bytes, n: int) -> Iterator[Source | Found]:
    record = next(iter(ArchiveIterator(io.BytesIO(frame), record_types=KINDS, parse_http=False)), None)
    if record is None:
        return
    if record.headers.get("WARC-Block-Digest") and not record.verify_block_digest():
        detail = "The record's bytes differ from its digest: it was altered after it was archived. It is read as it is."
        yield Problem(f"{source.origin}#{_name(record)}", "digest", detail)
    record.parse_http(auto_decode="all")
    label = _label(record)
    if label is None:
        return
    body = record.reader.read(MAX_BODY_BYTES + 1)
    if len(body) > MAX_BODY_BYTES:
        raise TooLarge(len(body), MAX_BODY_BYTES)
    member = source.member(body, _name(record), label=label, given=_given(record))
    answered = record.http_headers.get("Date") if record.http_headers is not None else None
    member.retrieved = record.headers.get("WARC-Date") or answered
    if member.media_type in READ or label.startswith((media.PLAIN, media.MARKDOWN)):
        yield member


def _label(record: WarcRecord) -> str | None:
    """The media type that the answer declares, empty where it declares none; None where the answer is no document."""
    if not record.is_http:
        return record.headers.get("Content-Type") or ""
    if record.http_headers is None or record.http_headers.status_code not in GOOD:
        return None
    return record.http_content_type or ""


def _name(record: WarcRecord) -> str:
    return (record.record_id or "").strip("<>")


def _given(record: WarcRecord) -> tuple[tuple[str, str], ...]:
    said = {
        "url": (record.headers.get("WARC-Target-URI") or "").strip("<>"),
        "record": _name(record),
        "charset": record.http_charset,
    }
    return tuple((field, value) for field, value in said.items() if value)
