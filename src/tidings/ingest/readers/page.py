"""HTML: trafilatura finds the article; title, byline, outlet and date come from the page's metadata."""

from __future__ import annotations

import re

from lxml import etree, html
from trafilatura import bare_extraction
from trafilatura.metadata import extract_metadata

from tidings.errors import TooLarge, UnreadableBytes
from tidings.ingest.decoding import checked, decoded
from tidings.ingest.media import HEAD, HTML, XHTML, media_type
from tidings.ingest.readers.declared import Declared, declared
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
    tree = _tree(source)
    found = declared(tree) if tree is not None else Declared()
    body = bare_extraction(source, fast=True, include_comments=False) if tree is not None else None
    text = str(getattr(body, "text", None) or "")  # None where the extractor found nothing
    if len(text.split()) < MIN_WORDS:
        raise UnreadableBytes("The page holds no article text. Save the article itself.", reason="no-text")
    meta = extract_metadata(source, date_config=dict(QUICK_DATE), extensive=False)
    date = found.date or meta.date
    return Text(
        checked(text),
        headline=found.headline or meta.title or None,
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


def _tree(source: str) -> html.HtmlElement | None:
    """The parsed page, or None where no element can be made of it."""
    try:
        return html.document_fromstring(source.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
