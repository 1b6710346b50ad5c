"""Messages as a feed: RSS 2.0 or Atom 1.0, the newest first, written as a whole."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from email.utils import format_datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from tidings.alerts.message import Message
from tidings.files import put_whole
from tidings.model import content_id

MOST = 200  # messages of a feed
ATOM = "http://www.w3.org/2005/Atom"
TITLE = "Tidings"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 has no way to say
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069]")  # what reverses the text around it


def write_feed(path: Path, messages: Sequence[Message]) -> None:
    """Put a feed of the messages in the place of the file; the file's ending says of which kind."""
    made = atom(messages, str(path)) if path.suffix.lower() == ".atom" else rss(messages)
    put_whole(path, [made])


def atom(messages: Sequence[Message], name: str) -> bytes:
    """Return an Atom feed; `name` is what tells it from others."""
    feed = ET.Element("feed", xmlns=ATOM)
    _add(feed, "id", f"urn:tidings:feed:{content_id('feed', name)}")
    _add(feed, "title", TITLE)
    _add(feed, "updated", max((one.at for one in messages), default="1970-01-01T00:00:00Z"))
    _add(ET.SubElement(feed, "author"), "name", TITLE)
    for one in messages:
        entry = ET.SubElement(feed, "entry")
        _add(entry, "id", f"urn:tidings:{one.id}")
        _add(entry, "title", one.subject)
        _add(entry, "updated", one.at)
        _add(entry, "content", _text(one), type="text")
        for cause in one.causes:
            ET.SubElement(entry, "category", term=cause)
        if link := _link(one):
            ET.SubElement(entry, "link", rel="alternate", href=link)
    return _bytes(feed)


def rss(messages: Sequence[Message]) -> bytes:
    """Return an RSS feed."""
    feed = ET.Element("rss", version="2.0")
    channel = ET.SubElement(feed, "channel")
    _add(channel, "title", TITLE)
    _add(channel, "link", "urn:tidings:feed")
    _add(channel, "description", "Alerts of a case: what reports tell, with words, origins and grades.")
    for one in messages:
        item = ET.SubElement(channel, "item")
        _add(item, "title", one.subject)
        _add(item, "guid", f"urn:tidings:{one.id}", isPermaLink="false")
        _add(item, "pubDate", format_datetime(dt.datetime.fromisoformat(one.at)))
        _add(item, "description", _text(one))
        for cause in one.causes:
            _add(item, "category", cause)
        if link := _link(one):
            _add(item, "link", link)
    return _bytes(feed)


def _add(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = _HIDDEN.sub("", _NO_XML.sub("", text))


def _text(one: Message) -> str:
    return "\n".join(line.strip() for line in one.lines())


def _link(one: Message) -> str | None:
    """The address of the story that is quoted, where it leads to the web."""
    url = _NO_XML.sub("", one.url or "")
    return url if url.startswith(("http://", "https://")) and not any(c.isspace() for c in url) else None


def _bytes(feed: ET.Element) -> bytes:
    ET.indent(feed)
    made: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return made + b"\n"
