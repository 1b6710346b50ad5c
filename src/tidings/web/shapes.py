"""Pieces that several answers share, and how they are made of the model's values.

Days are integers, days since 1970-01-01, as a page draws and compares them; spans count code points.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from typing_extensions import TypedDict

from tidings.model import Place, Quote, Span, Story, When
from tidings.output.chronology import place_words
from tidings.output.summary import day_words, sentence

EPOCH = dt.date(1970, 1, 1).toordinal()


class SpanShape(TypedDict):
    """A stretch of a story's text, in code points."""

    start: int
    end: int


class QuoteShape(SpanShape):
    """A stretch of a story's text with its words."""

    text: str


class WhenShape(TypedDict):
    """First and last possible day, null where open; `text` says it as exactly as it is known."""

    start: int | None
    end: int | None
    precision: str
    text: str


class PlaceShape(TypedDict):
    """A named place; `text` has its relation and country."""

    name: str
    country: str | None
    geonames: int | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    relation: str | None
    type: str | None
    text: str


class AmountShape(TypedDict):
    """A number from min to max, null where open."""

    min: float | None
    max: float | None
    of: str | None


class Cited(TypedDict):
    """Words of a story: the quote, and the sentence that holds it."""

    story: str
    publisher: str | None
    published: str | None
    headline: str | None
    quote: QuoteShape | None
    sentence: QuoteShape | None


class Entry(TypedDict):
    """One decision as the history tells it."""

    id: str | None
    at: str
    by: str
    action: str
    text: str
    reason: str
    undone: bool
    can_undo: bool


def day_number(day: str | None) -> int | None:
    """Return an ISO day as days since 1970-01-01.

    >>> day_number("1970-01-02")
    1
    """
    return None if day is None else dt.date.fromisoformat(day).toordinal() - EPOCH


def when_shape(when: When) -> WhenShape:
    """Return a time with its words."""
    return {
        "start": day_number(when.start),
        "end": day_number(when.end),
        "precision": when.precision,
        "text": day_words(when),
    }


def place_shape(place: Place) -> PlaceShape:
    """Return a place with its words."""
    return {
        "name": place.name,
        "country": place.country,
        "geonames": place.geonames,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
        "relation": place.relation,
        "type": place.type,
        "text": place_words(place),
    }


def amount_shape(raw: dict[str, Any]) -> AmountShape:
    """Return a number that a statement gives."""
    return {"min": raw.get("min"), "max": raw.get("max"), "of": raw.get("of")}


def quote_shape(quote: Quote) -> QuoteShape:
    """Return a quote."""
    return {"start": quote.start, "end": quote.end, "text": quote.text}


def some_quote(quote: Quote | None) -> QuoteShape | None:
    """Return a quote, or null."""
    return quote_shape(quote) if quote else None


def cited(story: Story, start: int | None, end: int | None) -> Cited:
    """Return the words of a span in their sentence; a value without words cites the story alone."""
    quote = Quote.at(story.text, start, end) if start is not None and end is not None else None
    return {
        "story": story.id,
        "publisher": story.publisher,
        "published": story.published.date,
        "headline": story.headline,
        "quote": some_quote(quote),
        "sentence": quote_shape(sentence(story.text, quote.span)) if quote else None,
    }


def span_shape(span: Span) -> SpanShape:
    """Return a span."""
    return {"start": span.start, "end": span.end}
