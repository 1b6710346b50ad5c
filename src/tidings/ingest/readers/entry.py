"""One entry of a feed: its title, address, day and author, and the fullest of its texts."""

from __future__ import annotations

from typing import Any

from lxml import etree

from tidings.errors import UnreadableBytes
from tidings.ingest.decoding import checked, decoded
from tidings.ingest.fragment import words_of
from tidings.ingest.media import ATOM, ENTRY, JSON_FEED, RSS
from tidings.ingest.rows import parsed
from tidings.ingest.text import Text
from tidings.ingest.xml import Element, child, children, tree, words
from tidings.model import Document

SURE = 0.95
TEXTS = ("encoded", "content", "description", "summary")
DAYS = ("pubDate", "published", "date", "issued", "created", "updated", "modified")
Said = dict[str, str | None]


def bid(doc: Document) -> float:
    """Only what a feed was cut into."""
    return SURE if doc.media_type in {RSS + ENTRY, ATOM + ENTRY, JSON_FEED + ENTRY} else 0.0


def read(doc: Document) -> Text:
    """Return the entry's longest text and what it says beside it."""
    texts, said = _json(doc) if doc.media_type == JSON_FEED + ENTRY else _xml(tree(doc.raw))
    text = max(texts, key=len, default="")
    if not text.strip():
        raise UnreadableBytes(
            "The entry holds no text, only a title or a link. Get the page it links.", reason="no-text"
        )
    return Text.of(checked(text), said)


def _xml(item: Element) -> tuple[list[str], Said]:
    texts = [_text(one) for name in TEXTS for one in children(item, name)]
    author = child(item, "author")
    named = None if author is None else child(author, "name")
    return texts, {
        "headline": _line(child(item, "title")),
        "byline": words(named) or words(author) or words(child(item, "creator")),
        "published": next((day for name in DAYS if (day := words(child(item, name)))), None),
        "url": _link(item),
    }


def _text(element: Element) -> str:
    """The words of a text, be it plain, escaped HTML, or elements of XHTML."""
    if not len(element):
        return _plain(element.text or "", is_html=element.get("type") != "text")
    inner = b"".join(etree.tostring(part, encoding="utf-8") for part in element)
    return words_of((element.text or "") + inner.decode())


def _plain(said: str, *, is_html: bool = True) -> str:
    return words_of(said) if is_html and ("<" in said or "&" in said) else said.strip()


def _line(element: Element | None) -> str | None:
    return " ".join(_text(element).split()) or None if element is not None else None


def _link(item: Element) -> str | None:
    """The address of the story itself: a link that says nothing else of its kind."""
    for link in children(item, "link"):
        if link.get("rel", "alternate") == "alternate" and (address := link.get("href") or words(link)):
            return address
    guid = child(item, "guid")
    return words(guid) if guid is not None and (words(guid) or "").startswith("http") else None


def _json(doc: Document) -> tuple[list[str], Said]:
    item = parsed(decoded(doc.raw))
    if not isinstance(item, dict):
        return [], {}
    rich = item.get("content_html")
    texts = [words_of(rich) if isinstance(rich, str) else "", *map(_said, map(item.get, ("content_text", "summary")))]
    authors = item.get("authors") or [item.get("author")]
    names = [_said(one.get("name")) for one in authors if isinstance(one, dict)] if isinstance(authors, list) else []
    return texts, {
        "headline": _said(item.get("title")) or None,
        "byline": ", ".join(filter(None, names)) or None,
        "published": _said(item.get("date_published")) or None,
        "url": _said(item.get("url")) or None,
        "language": _said(item.get("language")) or None,
    }


def _said(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
