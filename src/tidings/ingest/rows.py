"""Rows of data sets (JSON Lines, JSON objects): which key holds which field of a story."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tidings.errors import UnreadableBytes

FIELDS = ("id", "text", "headline", "publisher", "published", "language", "url", "byline")
KEYS: dict[str, tuple[str, ...]] = {  # the names that data sets and crawlers use, the plainest first
    "id": ("id", "source_id", "_id", "uuid", "guid"),
    "text": ("text", "body", "content", "article", "maintext", "article_body", "articleBody", "full_text"),
    "headline": ("headline", "title"),
    "publisher": ("publisher", "source", "outlet", "sitename", "site_name", "source_name"),
    "published": ("published", "date", "published_at", "publishedAt", "pub_date", "pubDate", "publication_date",
                  "date_published", "datePublished", "date_publish"),
    "language": ("language", "lang"),
    "url": ("url", "link", "uri"),
    "byline": ("byline", "author", "authors"),
}  # fmt: skip
MAX_NESTED = 4  # lists and objects round a name: authors, an author, its name, and one to spare
TEXT_KEY = "text_key"  # `Document.given` tells by it under which key a row of other field names holds its text


def parsed(raw: bytes | str) -> Any:
    """Return the JSON value of `raw`; raise UnreadableBytes with reason "invalid-json" if there is none."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as why:
        said = "too deeply nested" if isinstance(why, RecursionError) else str(why)
        raise UnreadableBytes(f"Not valid JSON: {said}. Nothing of it was read.", reason="invalid-json") from why


def given(row: Mapping[str, Any], fields: Mapping[str, str] | None = None) -> tuple[tuple[str, str], ...]:
    """Return what the row says beside its text, as pairs of story field and value.

    >>> given({"title": "Two held", "text": "Police ...", "date": "2019-03-14"})
    (('headline', 'Two held'), ('published', '2019-03-14'))
    """
    pairs = [(field, said) for field in FIELDS if field != "text" and (said := _said(row, field, fields))]
    if fields and "text" in fields:
        pairs.append((TEXT_KEY, fields["text"]))
    return tuple(pairs)


def text_of(row: Mapping[str, Any], key: str | None = None) -> str | None:
    """Return the row's text verbatim, or None where no key holds one."""
    for name in (key,) if key else KEYS["text"]:
        value = _at(row, name)
        if isinstance(value, str):
            return value
    return None


def _said(row: Mapping[str, Any], field: str, fields: Mapping[str, str] | None) -> str | None:
    names = (fields[field],) if fields and field in fields else KEYS[field]
    return next(filter(None, (_words(_at(row, name)) for name in names)), None)


def _at(row: Mapping[str, Any], name: str) -> Any:
    """The value under `name`, or under a dotted path of keys."""
    if name in row:
        return row[name]
    value: Any = row
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _words(value: Any, most: int = MAX_NESTED) -> str | None:
    """The words of a value, or of the names in it no more than `most` levels down; a row may be nested without end."""
    if isinstance(value, str):
        words = value.encode("utf-8", "replace").decode().strip()
        return words or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if most and isinstance(value, list):
        return ", ".join(filter(None, (_words(one, most - 1) for one in value))) or None
    if most and isinstance(value, Mapping):
        return _words(value.get("name"), most - 1)
    return None
