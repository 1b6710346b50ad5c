"""Pieces of the answers: days are ISO, spans count code points of a story's text, every value comes with its words."""

from __future__ import annotations

from typing_extensions import TypedDict

from tidings.model import Account, Event, Statement, Story, When
from tidings.model.links import Telling, Told
from tidings.output.rows import ROLES
from tidings.output.summary import (
    CREDIBILITY,
    best,
    cited,
    day_words,
    grade,
    methods,
    names,
    number_names,
    number_range,
    publishers,
    quote,
)
from tidings.web.accounts import (
    CountedShape,
    FillerShape,
    OriginShape,
    SourceShape,
    numbers_shape,
    origin_shape,
    roles_shape,
    source_shape,
)
from tidings.web.shapes import PlaceShape, QuoteShape, place_shape, quote_shape, some_quote


class Day(TypedDict):
    """First and last possible day, null where open; `text` says it as exactly as it is known."""

    start: str | None
    end: str | None
    precision: str
    text: str


class Citation(QuoteShape):
    """A sentence of a story as it stands there, with the story, and the SHA-256 of the document that brought it."""

    cited: str
    story: str
    document: str
    headline: str | None
    publisher: str | None
    published: str | None
    url: str | None


class Grade(TypedDict):
    """The Admiralty grade, in letters and words, and why."""

    grade: str
    words: str
    because: str


class Spread(TypedDict):
    """The lowest, best supported and highest number told; `open` where the highest is "or more"."""

    low: float
    best: float
    high: float
    open: bool


class EventRow(TypedDict):
    """An event in brief: what its accounts tell together, and the words that show it best."""

    id: str
    title: str
    kind: str
    status: str
    method: str | None
    time: Day
    place: PlaceShape | None
    roles: dict[str, list[str]]
    numbers: dict[str, Spread]
    grade: Grade
    independent: int
    origins: list[str]
    stories: int
    publishers: list[str]
    conflicts: list[str]
    tags: list[str]
    quote: Citation | None


class AccountShape(TypedDict):
    """What one story tells of one incident: who says so, and every part with its words."""

    id: str
    event: str | None
    kind: str
    status: str
    method: str | None
    confidence: float
    because: list[str]
    reader: str
    sources: list[SourceShape]
    origin: OriginShape | None
    mentions: list[QuoteShape]
    time: Day | None
    time_words: QuoteShape | None
    place: PlaceShape | None
    place_words: QuoteShape | None
    roles: dict[str, list[FillerShape]]
    numbers: dict[str, CountedShape]
    status_words: QuoteShape | None
    quote: Citation


class Stated(TypedDict):
    """One value of one field, as one account gives it."""

    field: str
    value: str
    account: str
    words: QuoteShape | None
    rule: str


class Edited(TypedDict):
    """A value that an analyst set; what the accounts say stands beside it."""

    field: str
    value: str
    by: str
    at: str
    because: str


def event_row(told: Told) -> EventRow:
    """Return an event in brief."""
    event, shown = told.event, best(told)
    roles = {role: names(told, role) for role in ROLES}
    return {
        "id": event.id,
        "title": event.title or event.kind,
        "kind": event.kind,
        "status": event.status,
        "method": next(iter(methods(told)), None),
        "time": day(event.time),
        "place": place_shape(event.place) if event.place else None,
        "roles": {role: found for role, found in roles.items() if found},
        "numbers": {name: spread for name in number_names(told) if (spread := _spread(told, name))},
        "grade": {
            "grade": grade(told),
            "words": CREDIBILITY[event.credibility],
            "because": event.credibility_because,
        },
        "independent": event.independent,
        "origins": list(event.origins),
        "stories": event.stories,
        "publishers": publishers(told),
        "conflicts": list(event.conflicts),
        "tags": list(event.tags),
        "quote": citation(shown.story, shown.account) if shown else None,
    }


def account_shape(telling: Telling, event: str | None) -> AccountShape:
    """Return one account with its words."""
    story, account, origin = telling
    return {
        "id": account.id,
        "event": event,
        "kind": account.kind,
        "status": account.status,
        "method": account.method,
        "confidence": round(account.confidence, 3),
        "because": list(account.because),
        "reader": account.reader,
        "sources": [source_shape(source) for source in account.sources],
        "origin": origin_shape(origin),
        "mentions": [quote_shape(words) for words in account.mentions],
        "time": day(account.time.when) if account.time else None,
        "time_words": some_quote(account.time.quote) if account.time else None,
        "place": place_shape(account.place.place) if account.place else None,
        "place_words": quote_shape(account.place.quote) if account.place else None,
        "roles": roles_shape(account),
        "numbers": numbers_shape(account),
        "status_words": some_quote(account.status_words),
        "quote": citation(story, account),
    }


def citation(story: Story, account: Account) -> Citation:
    """Return the sentence in which the account is told."""
    telling = Telling(story, account, None)
    return {
        **quote_shape(quote(telling)),
        "cited": cited(telling),
        "story": story.id,
        "document": f"sha256:{story.document}",
        "headline": story.headline,
        "publisher": story.publisher,
        "published": story.published.date,
        "url": story.url,
    }


def stated(statement: Statement, texts: dict[str, str]) -> Stated:
    """Return a statement with its words; `texts` are the stories' by account."""
    start, end = statement.start, statement.end
    words: QuoteShape | None = None
    if start is not None and end is not None:
        words = {"start": start, "end": end, "text": texts[statement.account][start:end]}
    return {
        "field": statement.field,
        "value": statement.value,
        "account": statement.account,
        "words": words,
        "rule": statement.rule,
    }


def edited(event: Event) -> list[Edited]:
    """Return what analysts set."""
    return [{"field": e.field, "value": e.value, "by": e.by, "at": e.at, "because": e.because} for e in event.edits]


def day(when: When) -> Day:
    """Return a time."""
    return {"start": when.start, "end": when.end, "precision": when.precision, "text": day_words(when)}


def _spread(told: Told, name: str) -> Spread | None:
    found = number_range(told, name)
    return {"low": found.low, "best": found.best, "high": found.high, "open": found.is_open} if found else None
