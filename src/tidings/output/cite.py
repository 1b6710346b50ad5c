"""How an export cites: the words of one account, who printed them, when, where, and in which bytes."""

from __future__ import annotations

from tidings.model.links import Telling, Told
from tidings.output.summary import best, cited, quote

Citation = dict[str, str | int | None]
CITATION = (
    "cited", "headline", "publisher", "published", "url", "document", "story", "source_id",
    "quote_start", "quote_end", "quote",
)  # fmt: skip


def citation(telling: Telling) -> Citation:
    """Return the CITATION of an account: `quote` is verbatim, at `quote_start` in the story's text.

    `document` is the SHA-256 of the bytes as received, `source_id` the id that the input gave.
    """
    story, words = telling.story, quote(telling)
    return {
        "cited": cited(telling),
        "headline": story.headline,
        "publisher": story.publisher,
        "published": story.published.date,
        "url": story.url,
        "document": f"sha256:{story.document}",
        "story": story.id,
        "source_id": story.source_id,
        "quote_start": words.start,
        "quote_end": words.end,
        "quote": words.text,
    }


def best_citation(told: Told) -> Citation:
    """Return the citation of the account that shows the event best; all parts are None where it has no account."""
    shown = best(told)
    return citation(shown) if shown else dict.fromkeys(CITATION)


def cited_words(found: Citation) -> str:
    """Return a citation as a sentence for forms that have room for nothing else; empty for none.

    >>> cited_words({"quote": "Six died.", "cited": "The Post, 2015-10-16", "headline": "Blast", "url": None,
    ...              "document": "sha256:9f"})
    '“Six died.” (The Post, 2015-10-16: Blast; sha256:9f)'
    """
    if found.get("quote") is None:
        return ""
    headline = f": {found['headline']}" if found["headline"] else ""
    rest = "; ".join(str(found[part]) for part in ("url", "document") if found[part])
    return f"“{' '.join(str(found['quote']).split())}” ({found['cited']}{headline}; {rest})"
