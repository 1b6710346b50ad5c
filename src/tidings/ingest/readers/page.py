"""HTML: trafilatura finds the article; title, byline, outlet and date come from the page's metadata."""

from __future__ import annotations

import re

from lxml import html
from trafilatura import load_html
from trafilatura.metadata import extract_metadata

from tidings.errors import TooLarge, UnreadableBytes
from tidings.ingest.decoding import checked, decoded
from tidings.ingest.media import HEAD, HTML, XHTML, media_type
from tidings.ingest.readers.body import body
from tidings.ingest.readers.declared import declared
from tidings.ingest.text import Text
from tidings.model import Document

NAMED, LOOKS_LIKE = 0.9, 0.85
MIN_WORDS = 5  # fewer are a menu or a title; the shortest of the 92 gold bodies of html_scrapinghub has 18
SAVED = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)", re.I)
MAX_TAGS = 40_000  # the longest of 297 saved news pages has 10,304; a page of so many takes some 3 s
HTML_TYPES = (HTML, XHTML)
# publication dates lie in metadata or close to the title; the extensive search guesses from running text
QUICK_DATE = {"original_date": True, "extensive_search": False}


def bid(doc: Document) -> float:
    """What is named as HTML, or opens as HTML whatever its name."""
    if doc.media_type in HTML_TYPES:
        return NAMED
    return LOOKS_LIKE if media_type(doc.raw[:HEAD]) in HTML_TYPES else 0.0


def read(doc: Document) -> Text:
    """Return the article's text and metadata; raises UnreadableBytes where no article is found."""
    source = decoded(doc.raw, doc.told("charset"))
    if (n_tags := source.count("<")) > MAX_TAGS:
        raise TooLarge(n_tags, MAX_TAGS, "tags")
    tree = load_html(source)
    if tree is None:
        raise _no_text()
    found = declared(tree, doc.told("url"))
    meta = extract_metadata(tree, date_config=dict(QUICK_DATE), extensive=False)
    text, title = body(tree, found.headline or meta.title, is_article=found.is_article)
    if len(text.split()) < MIN_WORDS:
        raise _no_text()
    date = found.date or meta.date
    return Text(
        checked(text),
        headline=title or found.headline or meta.title or None,
        byline=found.byline or meta.author or None,
        publisher=found.publisher or meta.sitename or None,
        url=found.url or meta.url or _saved_from(source),
        language=found.language,
        dates=(("metadata", date),) if date else (),
        is_article=found.is_article,
    )


def _saved_from(source: str) -> str | None:
    """The address that a browser wrote into the page when it saved it."""
    said = SAVED.search(source[:HEAD])
    return said.group(1) if said else None


def _no_text() -> UnreadableBytes:
    return UnreadableBytes("The page holds no article text. Save the article itself.", reason="no-text")
