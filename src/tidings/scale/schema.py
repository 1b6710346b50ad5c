"""The tables of an archive: what each row holds, in the columns of Parquet; docs/scale.md explains them.

A `body` is JSON in the form of the case's codec, from which the value is rebuilt; the other columns are what people and
engines filter by.
"""

from __future__ import annotations

import zlib
from typing import Any

import pyarrow as pa

from tidings.case.codec import (
    account_json,
    account_of,
    mention_json,
    mention_of,
    packed,
    published_json,
    published_of,
    unpacked,
)
from tidings.model import Account, Document, Mention, Problem, Reading, Story

VERSION = 1  # of this schema; an archive of another version is not written to
UNDATED = "unknown"  # the month of a story whose day of publication is not known
Row = dict[str, Any]
MONTHLY = ("stories", "mentions", "accounts")  # tables that are partitioned by the month of publication

_text, _whole, _number = pa.string(), pa.int64(), pa.float64()
TABLES: dict[str, pa.Schema] = {
    "documents": pa.schema(
        {
            "sha256": _text,
            "origin": _text,
            "media_type": _text,
            "retrieved": _text,
            "given": _text,  # JSON: [[field, value], …]
            "size": _whole,
            "bytes": pa.binary(),  # compressed by zlib; null where no story tells an account
        }
    ),
    "stories": pa.schema(
        {
            "id": _text,
            "document": _text,
            "start": _whole,
            "end": _whole,
            "text": _text,
            "headline": _text,
            "byline": _text,
            "publisher": _text,
            "published": _text,  # ISO day
            "dating": _text,  # JSON: how the day is known
            "language": _text,
            "source_id": _text,
            "url": _text,
            "truncated": pa.bool_(),
            "reader": _text,  # "passed over/1" where the first look passed over it
            "accounts": _whole,
        }
    ),
    "mentions": pa.schema(
        {"story": _text, "n": _whole, "label": _text, "start": _whole, "end": _whole, "words": _text, "body": _text}
    ),
    "accounts": pa.schema(
        {
            "id": _text,
            "story": _text,
            "document": _text,
            "n": _whole,
            "kind": _text,
            "status": _text,
            "published": _text,
            "time_start": _text,
            "time_end": _text,
            "place": _text,
            "country": _text,
            "lat": _number,
            "lon": _number,
            "confidence": _number,
            "words": _text,
            "body": _text,
        }
    ),
    "problems": pa.schema({"origin": _text, "reason": _text, "detail": _text, "document": _text}),
}


def month_of(story: Story) -> str:
    """Return the month of publication as 2015-10, or UNDATED."""
    return story.published.date[:7] if story.published.date else UNDATED


def document_row(doc: Document, readings: list[Reading]) -> Row:
    """Return a document; its bytes are kept where a story of it tells an account."""
    keeps = any(reading.accounts for reading in readings)
    return {
        "sha256": doc.sha256,
        "origin": doc.origin.encode("utf-8", "backslashreplace").decode(),
        "media_type": doc.media_type,
        "retrieved": doc.retrieved,
        "given": packed([list(pair) for pair in doc.given]),
        "size": len(doc.raw),
        "bytes": zlib.compress(doc.raw) if keeps else None,
    }


def document_of(row: Row) -> Document:
    """Rebuild a document whose bytes were kept."""
    given = tuple((field, value) for field, value in unpacked(row["given"]))
    return Document(zlib.decompress(row["bytes"]), row["origin"], row["media_type"], row["retrieved"], given)


def story_row(reading: Reading) -> Row:
    """Return a story with who read it."""
    story = reading.story
    own = ("id", "document", "start", "end", "text", "headline", "byline", "publisher", "language", "source_id", "url")
    return {name: getattr(story, name) for name in own} | {
        "published": story.published.date,
        "dating": packed(published_json(story.published)),
        "truncated": story.truncated,
        "reader": reading.reader,
        "accounts": len(reading.accounts),
    }


def story_of(row: Row) -> Story:
    """Rebuild a story."""
    own = ("document", "start", "end", "text", "headline", "byline", "publisher", "language", "source_id", "url")
    given = {name: row[name] for name in own}
    return Story(**given, published=published_of(unpacked(row["dating"])), truncated=row["truncated"])


def mention_row(story: Story, n: int, mention: Mention) -> Row:
    """Return the n-th mention of a story."""
    quote = mention.quote
    where = {"start": quote.start, "end": quote.end, "words": quote.text}
    return {"story": story.id, "n": n, "label": mention.label, **where, "body": packed(mention_json(mention))}


def mention_from(row: Row) -> Mention:
    """Rebuild a mention."""
    return mention_of(row["label"], unpacked(row["body"]))


def account_row(story: Story, n: int, account: Account) -> Row:
    """Return the n-th account of a story."""
    when, place = account.time.when if account.time else None, account.place.place if account.place else None
    return {
        "id": account.id,
        "story": story.id,
        "document": story.document,
        "n": n,
        "kind": account.kind,
        "status": account.status,
        "published": story.published.date,
        "time_start": when.start if when else None,
        "time_end": when.end if when else None,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "confidence": account.confidence,
        "words": account.mentions[0].text,
        "body": packed(account_json(account)),
    }


def account_from(row: Row) -> Account:
    """Rebuild an account."""
    return account_of(row["story"], row["kind"], row["status"], unpacked(row["body"]))


def problem_row(problem: Problem) -> Row:
    """Return what was not read, and why."""
    texts = (problem.origin, problem.reason, problem.detail)
    origin, reason, detail = (words.encode("utf-8", "backslashreplace").decode() for words in texts)
    return {"origin": origin, "reason": reason, "detail": detail, "document": problem.document}
