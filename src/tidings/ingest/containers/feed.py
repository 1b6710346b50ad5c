"""Feeds (RSS, Atom, JSON Feed): each entry is a document of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lxml import etree

from tidings.errors import UnreadableBytes
from tidings.ingest.containers.source import Found, Source
from tidings.ingest.media import ENTRY, JSON_FEED
from tidings.ingest.rows import parsed
from tidings.ingest.xml import Element, child, local, tree, words
from tidings.model import Document

MAX_FEED_BYTES = 32_000_000  # the largest of a news site's whole archive; usual ones have under 1 MB
ENTRIES = ("item", "entry")


def xml_entries(source: Source) -> Iterator[Found]:
    """Yield each entry's own element as XML, with the feed's title as its publisher."""
    root = tree(source.raw(MAX_FEED_BYTES))
    channel = child(root, "channel")
    about = root if channel is None else channel
    language = words(child(about, "language")) or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    told = {"publisher": words(child(about, "title")), "language": language}
    given = tuple((field, value) for field, value in told.items() if value)
    entries = [one for one in root.iter() if local(one) in ENTRIES]
    if not entries:
        raise UnreadableBytes("The feed holds no entries. Nothing was read.", reason="empty")
    for n, entry in enumerate(entries, 1):
        yield _document(source, _bytes(entry), n, source.media_type, given)


def json_entries(source: Source) -> Iterator[Found]:
    """Yield each item of a JSON Feed as JSON."""
    feed = parsed(source.raw(MAX_FEED_BYTES))
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not items:
        raise UnreadableBytes("The feed holds no items. Nothing was read.", reason="empty")
    told = {"publisher": feed.get("title"), "language": feed.get("language")}
    given = tuple((field, value) for field, value in told.items() if isinstance(value, str) and value)
    for n, item in enumerate(items, 1):
        raw = json.dumps(item, ensure_ascii=False).encode("utf-8", "backslashreplace")
        yield _document(source, raw, n, JSON_FEED, given)


def _document(source: Source, raw: bytes, n: int, kind: str, given: tuple[tuple[str, str], ...]) -> Document:
    source.allowance.count()
    return Document(raw, f"{source.origin}#{n}", kind + ENTRY, source.retrieved, (*source.given, *given))


def _bytes(entry: Element) -> bytes:
    return etree.tostring(entry, encoding="utf-8", with_tail=False)
