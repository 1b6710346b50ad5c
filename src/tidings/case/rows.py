"""Rows of the case's tables, made of values, and values made of rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, replace
from typing import Any

import sqlalchemy as sa

from tidings.case.codec import (
    account_json,
    account_of,
    mention_json,
    mention_of,
    packed,
    place_json,
    place_of,
    published_json,
    published_of,
    unpacked,
    when_json,
)
from tidings.case.fold import fold
from tidings.model import (
    Account,
    Amount,
    Anchor,
    Edit,
    Event,
    Item,
    Judgement,
    Lineage,
    Mention,
    Origin,
    Place,
    Reading,
    State,
    Statement,
    Story,
    When,
    sha256,
)

Row = dict[str, Any]
_EVENT_BODY = ("origins", "credibility_because", "title", "conflicts")
_AS_TOLD = ("kind", "status", "credibility", "credibility_because", "title")  # what an analyst may lay another over
_JUDGEMENT = ("id", "subject", "left", "right", "verdict", "score", "by", "at", "field")


def story_row(reading: Reading) -> Row:
    """Return the row of a story."""
    story = reading.story
    day = story.published.date
    return {
        "id": story.id,
        "document": story.document,
        "start": story.start,
        "end": story.end,
        "text": story.text,
        "text_sha256": sha256(story.text.encode()),
        "headline": story.headline,
        "byline": story.byline,
        "publisher": story.publisher,
        "published": packed(published_json(story.published)),
        "find_published_from": day or story.published.earliest,
        "find_published_to": day or story.published.latest,
        "language": story.language,
        "source_id": story.source_id,
        "url": story.url,
        "truncated": int(story.truncated),
        "reader": reading.reader,
    }


def mention_row(story: Story, n: int, mention: Mention) -> Row:
    """Return the row of the n-th mention of a story."""
    stands_for = mention.entity or mention.value
    named = stands_for if stands_for is not None and not isinstance(stands_for, When | Amount | State) else None
    return {
        "story": story.id,
        "n": n,
        "label": mention.label,
        "find_name": fold(named.name if named else mention.quote.text),
        "find_country": named.country if named else None,
        "find_type": named.type if isinstance(named, Place) else None,
        "body": packed(mention_json(mention)),
    }


def account_row(n: int, account: Account) -> Row:
    """Return the row of the n-th account of a story."""
    place: Place | None = account.place.place if account.place else None
    return {
        "id": account.id,
        "story": account.story,
        "n": n,
        "kind": account.kind,
        "status": account.status,
        "find_place": fold(place.name) if place else None,
        "find_country": place.country if place else None,
        "find_geonames": place.geonames if place else None,
        "body": packed(account_json(account)),
    }


def filler_rows(account: Account, reading: Reading) -> Iterable[Row]:
    """Return one row for each filler of the account; an item has the category of the mention that it overlaps."""
    items = [(m.quote.span, m.entity.category) for m in reading.mentions if isinstance(m.entity, Item)]
    fillers = [(role, f) for role, group in account.roles for f in group]
    for n, (role, filler) in enumerate(fillers):
        category = next((c for span, c in items if c and span.overlaps(filler.quote.span)), None)
        yield {
            "account": account.id,
            "n": n,
            "role": role,
            "find_name": fold(filler.name),
            "find_words": fold(filler.quote.text),
            "entity": filler.entity,
            "category": category if role == "item" else None,
        }


def statement_row(s: Statement) -> Row:
    """Return the row of a statement."""
    return {name: getattr(s, name) for name in ("event", "account", "field", "value", "start", "end", "rule")}


def origin_row(o: Origin) -> Row:
    """Return the row of an origin."""
    return {"account": o.account, "key": o.key, "name": o.name, "is_asserting": int(o.is_asserting), "why": o.why}


def lineage_row(line: Lineage) -> Row:
    """Return the row of a pair of stories."""
    return {name: getattr(line, name) for name in ("earlier", "later", "relation", "how", "quote", "score")}


def event_row(event: Event, told: Event | None = None) -> Row:
    """Return the row of an event; its accounts have rows of their own. `told` is the event before analysts' edits."""
    place, time = event.place, event.time
    body = {name: getattr(event, name) for name in _EVENT_BODY}
    if event.edits or event.tags:
        body |= {"edits": [list(astuple(edit)) for edit in event.edits], "tags": list(event.tags)}
    if told and told != event:
        body["told"] = {name: getattr(told, name) for name in _AS_TOLD}
        body["told"] |= {"time": when_json(told.time), "place": place_json(told.place) if told.place else None}
    return {
        "id": event.id,
        "kind": event.kind,
        "status": event.status,
        "stories": event.stories,
        "independent": event.independent,
        "credibility": event.credibility,
        "find_start": time.start,
        "find_end": time.end,
        "find_order": time.start or time.end,
        "find_place": fold(place.name) if place else None,
        "find_country": place.country if place else None,
        "find_geonames": place.geonames if place else None,
        "find_lat": place.lat if place else None,
        "find_lon": place.lon if place else None,
        "body": packed(body | {"time": when_json(time), "place": place_json(place) if place else None}),
    }


def judgement_row(judgement: Judgement) -> Row:
    """Return the row of a judgement."""
    row: Row = {name: getattr(judgement, name) for name in _JUDGEMENT}
    anchors = [list(astuple(anchor)) for anchor in judgement.anchors]
    return row | {"reasons": packed(list(judgement.reasons)), "anchors": packed(anchors)}


def story_of(row: sa.Row[Any]) -> Story:
    """Rebuild a story."""
    return Story(
        document=row.document,
        start=row.start,
        end=row.end,
        text=row.text,
        headline=row.headline,
        byline=row.byline,
        publisher=row.publisher,
        published=published_of(unpacked(row.published)),
        language=row.language,
        source_id=row.source_id,
        url=row.url,
        truncated=bool(row.truncated),
    )


def reading_of(row: sa.Row[Any], mentions: Iterable[sa.Row[Any]], accounts: Iterable[sa.Row[Any]]) -> Reading:
    """Rebuild a reading; raise SpanMismatch if a quote no longer reads as it did."""
    return Reading(
        story=story_of(row),
        mentions=tuple(mention_of(m.label, unpacked(m.body)) for m in mentions),
        accounts=tuple(one_account(a) for a in accounts),
        reader=row.reader,
    )


def one_account(row: sa.Row[Any]) -> Account:
    """Rebuild an account."""
    return account_of(row.story, row.kind, row.status, unpacked(row.body))


def event_of(row: sa.Row[Any], accounts: tuple[str, ...]) -> Event:
    """Rebuild an event."""
    body = unpacked(row.body)
    return Event(
        id=row.id,
        kind=row.kind,
        status=row.status,
        accounts=accounts,
        stories=row.stories,
        time=When(**body["time"]),
        place=place_of(body["place"]) if body["place"] else None,
        origins=tuple(body["origins"]),
        independent=row.independent,
        credibility=row.credibility,
        credibility_because=body["credibility_because"],
        title=body["title"],
        conflicts=tuple(body["conflicts"]),
        edits=tuple(Edit(*edit) for edit in body.get("edits", ())),
        tags=tuple(body.get("tags", ())),
    )


def told_of(row: sa.Row[Any], accounts: tuple[str, ...]) -> Event:
    """Rebuild an event as its accounts tell it, without what analysts laid over it."""
    event, told = event_of(row, accounts), unpacked(row.body).get("told")
    event = replace(event, edits=(), tags=())
    if not told:
        return event
    place = place_of(told["place"]) if told["place"] else None
    return replace(event, **told | {"time": When(**told["time"]), "place": place})


def statement_of(row: sa.Row[Any]) -> Statement:
    """Rebuild a statement."""
    return Statement(row.event, row.account, row.field, row.value, row.start, row.end, row.rule)


def origin_of(row: sa.Row[Any]) -> Origin:
    """Rebuild an origin."""
    return Origin(row.account, row.name, row.key, bool(row.is_asserting), row.why)


def lineage_of(row: sa.Row[Any]) -> Lineage:
    """Rebuild a pair of stories."""
    return Lineage(row.earlier, row.later, row.relation, row.how, row.quote, row.score)


def judgement_of(row: sa.Row[Any]) -> Judgement:
    """Rebuild a judgement."""
    reasons = tuple(unpacked(row.reasons))
    anchors = tuple(Anchor(*anchor) for anchor in unpacked(row.anchors))
    return Judgement(
        row.subject, row.left, row.right, row.verdict, row.score, reasons, row.by, row.at, row.field, anchors
    )
