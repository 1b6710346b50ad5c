"""The JSON form of a Reading: what `tidings read --json` prints, one object a story."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from tidings.model.account import Account, Mention, Reading
from tidings.model.entity import Actor
from tidings.model.span import Quote
from tidings.model.story import Story
from tidings.model.values import Amount, Place, State, When


def reading_json(reading: Reading) -> dict[str, Any]:
    """Return the reading as plain JSON values in the contract's form."""
    return {
        "story": story_json(reading.story),
        "mentions": [mention_json(m, f"m{n}") for n, m in enumerate(reading.mentions, 1)],
        "accounts": [account_json(a) for a in reading.accounts],
    }


def reading_line(reading: Reading) -> str:
    """Return the reading as one line of NDJSON."""
    return json.dumps(reading_json(reading), ensure_ascii=False)


def story_json(story: Story) -> dict[str, Any]:
    """Return a story with its text."""
    published: dict[str, Any] = {
        "date": story.published.date,
        "precision": story.published.precision,
        "basis": story.published.basis,
        "evidence": [[s.start, s.end] for s in story.published.evidence],
    }
    if story.published.date is None and (story.published.earliest or story.published.latest):
        published |= {"earliest": story.published.earliest, "latest": story.published.latest}
    return {
        "id": story.id,
        "document": f"sha256:{story.document}",
        "start": story.start,
        "end": story.end,
        "source_id": story.source_id,
        "headline": story.headline,
        "byline": story.byline,
        "publisher": story.publisher,
        "url": story.url,
        "language": story.language,
        "truncated": story.truncated,
        "published": published,
        "text": story.text,
    }


def mention_json(mention: Mention, ident: str) -> dict[str, Any]:
    """Return a mention with its value or entity."""
    out: dict[str, Any] = {"id": ident, "label": mention.label, **_spanned(mention.quote)}
    if mention.value is not None:
        out["value"] = _value_json(mention.value)
    if mention.entity is not None:
        entity = asdict(mention.entity)
        out["entity"] = entity if isinstance(mention.entity, Actor) else {k: v for k, v in entity.items() if v}
    return out | ({"rule": mention.rule} if mention.rule else {})


def _value_json(value: When | Place | Amount | State) -> dict[str, Any]:
    return {"condition": value.condition, **_spanned(value.quote)} if isinstance(value, State) else asdict(value)


def account_json(account: Account) -> dict[str, Any]:
    """Return an account; absent time, place and method are null, absent roles and numbers are left out."""
    time, place = account.time, account.place
    return {
        "id": account.id,
        "kind": account.kind,
        "status": account.status,
        "status_words": _spanned(account.status_words) if account.status_words else None,
        "method": account.method,
        "mentions": [_spanned(q) for q in account.mentions],
        "sources": [
            {
                "name": s.name,
                **(_spanned(s.quote) if s.quote else {}),
                **({"cue": s.cue.text} if s.cue else {}),
                "evidence": s.evidence,
            }
            for s in account.sources
        ],
        "time": {
            "start": time.when.start,
            "end": time.when.end,
            "precision": time.when.precision,
            "span": [time.quote.start, time.quote.end] if time.quote else None,
            "text": time.quote.text if time.quote else None,
        }
        if time
        else None,
        "place": {
            **asdict(place.place),
            "span": [place.quote.start, place.quote.end],
            "text": place.quote.text,
        }
        if place
        else None,
        "roles": {role: [{"name": f.name, **_spanned(f.quote)} for f in fillers] for role, fillers in account.roles},
        "numbers": {
            name: {
                "min": counted.amount.min,
                "max": counted.amount.max,
                "span": [counted.quote.start, counted.quote.end],
                "text": counted.quote.text,
            }
            for name, counted in account.numbers
        },
        "reader": account.reader,
        "confidence": round(account.confidence, 3),
        "because": list(account.because),
    }


def _spanned(quote: Quote) -> dict[str, Any]:
    return {"start": quote.start, "end": quote.end, "text": quote.text}
