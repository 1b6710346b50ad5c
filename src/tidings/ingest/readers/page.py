"""HTML: trafilatura finds the article; title, byline, outlet and date come from the page's metadata."""

from __future__ import annotations

import re

from tidings.errors import TooLarge, UnreadableBytes
from tidings.ingest.decoding import checked, decoded
from tidings.ingest.media import HEAD, HTML, XHTML, media_type
from tidings.ingest.readers.declared import declared
from tidings.ingest.text import Text
from tidings.model import Document

NAMED, LOOKS_LIKE = 0.9, 0.85
MIN_WORDS = 5  # fewer are a menu or a title; the shortest of the 92 gold bodies of html_scrapinghub has 18
SAVED = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)", re.I)
MAX_TAGS = 40_000  # the longest of 297 saved news pages has 10,304; a page of so many takes some 3 s
HTML_TYPES = (HTML, XHTML)


def bid(doc: Document) -> float:
    """What is named as HTML, or opens as HTML whatever its name."""
    if doc.media_type in HTML_TYPES:
        return NAMED
    return LOOKS_LIKE if media_type(doc.raw[:HEAD]) in HTML_TYPES else 0.0


def read(doc: Document) -> Text:
    """Return the article's text and metadata; raises UnreadableBytes where no article is found."""
    from trafilatura import load_html  # a tenth of a second that no other format need wait for

    from tidings.ingest.readers.body import body, n_words
    from tidings.ingest.readers.guessed import with_guesses

    source = decoded(doc.raw, doc.told("charset"))
    if (n_tags := source.count("<")) > MAX_TAGS:
        raise TooLarge(n_tags, MAX_TAGS, "tags")
    tree = load_html(source)
    if tree is None:
        raise _no_text()
    found = with_guesses(declared(tree, doc.told("url")), tree)
    text, title = body(tree, found.headline, is_article=found.is_article)
    if n_words(text) < MIN_WORDS:
        raise _no_text()
    return Text(
        checked(text),
        headline=title or found.headline,
        byline=found.byline,
        publisher=found.publisher,
        url=found.url or _saved_from(source),
        language=found.language,
        dates=(("metadata", found.date),) if found.date else (),
        is_article=found.is_article,
        is_titled=title is not None,
    )


def _saved_from(source: str) -> str | None:
    """The address that a browser wrote into the page when it saved it."""
    said = SAVED.search(source[:HEAD])
    return said.group(1) if said else None


def _no_text() -> UnreadableBytes:
    return UnreadableBytes("The page holds no article text. Save the article itself.", reason="no-text")
