"""An account as a page shows it: who says it, where its chain ends, and every part with the words it stands on."""

from __future__ import annotations

from typing_extensions import TypedDict

from tidings.model import Account, Origin, Source
from tidings.model.links import Telling
from tidings.web.shapes import (
    Cited,
    PlaceShape,
    QuoteShape,
    WhenShape,
    cited,
    place_shape,
    quote_shape,
    some_quote,
    when_shape,
)


class SourceShape(TypedDict):
    """One link of the chain of sources, with the reporting words and what the word rests on."""

    name: str
    quote: QuoteShape | None
    cue: QuoteShape | None
    evidence: str


class OriginShape(TypedDict):
    """Where an account's chain ends, and why."""

    name: str
    asserts: bool
    why: str


class FillerShape(TypedDict):
    """Who or what plays a role."""

    name: str
    entity: str | None
    quote: QuoteShape


class CountedShape(TypedDict):
    """A number of an account."""

    min: float | None
    max: float | None
    quote: QuoteShape


class AccountView(TypedDict):
    """What one story tells of one incident."""

    id: str
    story: str
    kind: str
    status: str
    method: str | None
    confidence: float
    because: list[str]
    reader: str
    sources: list[SourceShape]
    origin: OriginShape | None
    mentions: list[Cited]
    time: WhenShape | None
    place: PlaceShape | None
    roles: dict[str, list[FillerShape]]
    numbers: dict[str, CountedShape]
    status_words: QuoteShape | None
    publisher: str | None
    published: str | None
    headline: str | None
    url: str | None


def account_view(telling: Telling) -> AccountView:
    """Return an account of an event."""
    story, account, origin = telling
    return {
        "id": account.id,
        "story": story.id,
        "kind": account.kind,
        "status": account.status,
        "method": account.method,
        "confidence": round(account.confidence, 3),
        "because": list(account.because),
        "reader": account.reader,
        "sources": [source_shape(source) for source in account.sources],
        "origin": origin_shape(origin),
        "mentions": [cited(story, quote.start, quote.end) for quote in account.mentions],
        "time": when_shape(account.time.when) if account.time else None,
        "place": place_shape(account.place.place) if account.place else None,
        "roles": roles_shape(account),
        "numbers": numbers_shape(account),
        "status_words": some_quote(account.status_words),
        "publisher": story.publisher,
        "published": story.published.date,
        "headline": story.headline,
        "url": story.url,
    }


def source_shape(source: Source) -> SourceShape:
    """Return one link of a chain of sources."""
    quote, cue = some_quote(source.quote), some_quote(source.cue)
    return {"name": source.name, "quote": quote, "cue": cue, "evidence": source.evidence}


def origin_shape(origin: Origin | None) -> OriginShape | None:
    """Return where a chain ends, or null where it was not traced."""
    return {"name": origin.name, "asserts": origin.is_asserting, "why": origin.why} if origin else None


def roles_shape(account: Account) -> dict[str, list[FillerShape]]:
    """Return who or what plays each role, with the words."""
    return {
        role: [{"name": f.name, "entity": f.entity, "quote": quote_shape(f.quote)} for f in fillers]
        for role, fillers in account.roles
    }


def numbers_shape(account: Account) -> dict[str, CountedShape]:
    """Return the account's numbers with their words."""
    return {
        name: {"min": c.amount.min, "max": c.amount.max, "quote": quote_shape(c.quote)} for name, c in account.numbers
    }
