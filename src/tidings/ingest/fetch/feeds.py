"""The addresses in feeds (RSS, Atom, JSON Feed) and in lists of feeds (OPML)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

import httpx
from lxml import etree

from tidings.errors import NotFetched, UnreadableBytes

MAX_FEED_BYTES = 10_000_000  # the largest of real feeds have some 2 MB
MAX_ENTRIES = 500  # of a feed are followed, from its top: feeds list the newest first
MAX_FEEDS = 2_000  # of an OPML list
MAX_ADDRESS = 2_048  # characters
FEED_ROOTS = ("rss", "RDF", "feed")
STAMPS = ("updated", "modified", "pubDate", "published", "date")  # the first that an entry has tells its version


class Entry(NamedTuple):
    """One entry of a feed: the address of its page, and what the feed says of its version."""

    url: str
    stamp: str


def entries(raw: bytes, base: str) -> list[Entry] | None:
    """Return a feed's entries from its top, each address once; None where the bytes are no feed."""
    if len(raw) > MAX_FEED_BYTES:
        raise NotFetched(
            f"The feed has {len(raw):,} bytes, more than the {MAX_FEED_BYTES:,} that are read.", "too-large"
        )
    found = _of_json(raw) if raw.lstrip()[:1] == b"{" else _of_xml(raw)
    if found is None:
        return None
    absolute: dict[str, Entry] = {}
    for link, stamp in found:
        url = _joined(base, link)
        if url and len(absolute) < MAX_ENTRIES:
            absolute.setdefault(url, Entry(url, stamp))
    return list(absolute.values())


def opml(raw: bytes) -> list[str]:
    """Return the feeds that an OPML list names, each once; raises UnreadableBytes where it is none."""
    root = _root(raw[: MAX_FEED_BYTES + 1]) if len(raw) <= MAX_FEED_BYTES else None
    if root is None or _name(root) != "opml":
        raise UnreadableBytes(
            "This is no OPML list of feeds. Export one from a feed reader, or give the feeds' addresses."
        )
    found = dict.fromkeys(
        value.strip()
        for node in root.iter("{*}outline")
        for key, value in node.attrib.items()
        if str(key).lower() == "xmlurl"
    )
    return [str(url) for url in found if url][:MAX_FEEDS]


def _of_json(raw: bytes) -> Iterator[tuple[str, str]] | None:
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        return None
    return ((str(url), str(stamp)) for item in value["items"] if isinstance(item, dict) for url, stamp in _told(item))


def _told(item: dict[str, object]) -> Iterator[tuple[object, object]]:
    """The address and the version of an item of a JSON feed, where it has an address."""
    url = item.get("url") or item.get("external_url")
    if isinstance(url, str):
        yield url, item.get("date_modified") or item.get("date_published") or ""


def _of_xml(raw: bytes) -> Iterator[tuple[str, str]] | None:
    root = _root(raw)
    if root is None or _name(root) not in FEED_ROOTS:
        return None
    nodes = root.iter("{*}item", "{*}entry")
    return ((link, _stamp(node)) for node in nodes if (link := _link(node)))


def _root(raw: bytes) -> etree._Element | None:
    """The root of the XML; entities stay unresolved, nothing outside is loaded, and slips are passed over."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        return etree.fromstring(raw.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _link(node: etree._Element) -> str:
    """RSS writes the address into `link`, Atom into its `href`; a `guid` may be one."""
    for child in node.iterfind("{*}link"):
        href = child.get("href")
        if href and child.get("rel", "alternate") == "alternate":
            return str(href)
        if not href and (child.text or "").strip():
            return (child.text or "").strip()
    guid = node.find("{*}guid")
    is_address = guid is not None and guid.get("isPermaLink", "true") == "true"
    text = (guid.text or "").strip() if guid is not None and is_address else ""
    return text if text.startswith(("http://", "https://")) else ""


def _stamp(node: etree._Element) -> str:
    for name in STAMPS:
        child = node.find(f"{{*}}{name}")
        if child is not None and child.text:
            return child.text.strip()
    return ""


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _joined(base: str, link: str) -> str | None:
    if len(link) > MAX_ADDRESS:
        return None
    try:
        url = httpx.URL(base).join(link.strip())
    except (httpx.InvalidURL, ValueError):
        return None
    return str(url.copy_with(fragment=None)) if url.scheme in ("http", "https") and url.host else None
