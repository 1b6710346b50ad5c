"""Mentions and accounts as JSON text and back; a quote is [start, end, words], an absent part is left out."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from tidings.model import (
    Account,
    Actor,
    Amount,
    Counted,
    Filler,
    Item,
    Mention,
    Outlet,
    Place,
    Placed,
    Published,
    Quote,
    Source,
    Span,
    State,
    Timed,
    When,
)

Json = dict[str, Any]
_VALUES: dict[str, type[When | Place | Amount]] = {"when": When, "place": Place, "amount": Amount}
_OPEN: dict[str, Json] = {"amount": {"min": None, "max": None}}  # required, yet left out where open
_ENTITIES: dict[str, type[Actor | Item | Outlet]] = {"actor": Actor, "item": Item, "outlet": Outlet}


def packed(value: object) -> str:
    """Return plain JSON values as compact text; the same value gives the same text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Any:
    """Return the plain values of JSON text."""
    return json.loads(text)


def published_json(published: Published) -> Json:
    """Return a publication date as plain values."""
    return {**asdict(published), "evidence": [[s.start, s.end] for s in published.evidence]}


def published_of(raw: Json) -> Published:
    """Rebuild a publication date."""
    return Published(**{**raw, "evidence": tuple(Span(*pair) for pair in raw["evidence"])})


def when_json(when: When) -> Json:
    """Return a time as plain values, without what is at its default."""
    return _lean(asdict(when))


def mention_json(mention: Mention) -> Json:
    """Return a mention without its label, which has a column of its own."""
    out: Json = {"quote": _quote(mention.quote)}
    if isinstance(mention.value, State):
        out["state"] = [mention.value.condition, _quote(mention.value.quote)]
    elif mention.value is not None:
        out[type(mention.value).__name__.lower()] = _lean(asdict(mention.value))
    if mention.entity is not None:
        out["entity"] = {"is": type(mention.entity).__name__.lower(), **_lean(asdict(mention.entity))}
    return out | ({"rule": mention.rule} if mention.rule else {})


def mention_of(label: Any, raw: Json) -> Mention:
    """Rebuild a mention."""
    found = (sort(**_OPEN.get(name, {}) | raw[name]) for name, sort in _VALUES.items() if name in raw)
    value: When | Place | Amount | State | None = next(found, None)
    if "state" in raw:
        value = State(raw["state"][0], Quote(*raw["state"][1]))
    entity = None
    if "entity" in raw:
        fields = dict(raw["entity"])
        entity = _ENTITIES[fields.pop("is")](**fields)
    return Mention(label, Quote(*raw["quote"]), value, entity, raw.get("rule", ""))


def account_json(account: Account) -> Json:
    """Return an account without its story, kind and status, which have columns of their own."""
    time, place = account.time, account.place
    out: Json = {
        "mentions": [_quote(q) for q in account.mentions],
        "sources": [_source_json(s) for s in account.sources],
        "time": time and [when_json(time.when), time.quote and _quote(time.quote)],
        "place": place and [_lean(asdict(place.place)), _quote(place.quote)],
        "roles": [[role, [[f.name, _quote(f.quote), f.entity] for f in fillers]] for role, fillers in account.roles],
        "numbers": [[name, _lean(asdict(c.amount)), _quote(c.quote)] for name, c in account.numbers],
        "method": account.method,
        "status_words": account.status_words and _quote(account.status_words),
        "reader": account.reader,
        "confidence": account.confidence,
        "because": list(account.because),
    }
    return {key: value for key, value in out.items() if value not in (None, [])}


def account_of(story: str, kind: Any, status: Any, raw: Json) -> Account:
    """Rebuild an account."""
    time, place = raw.get("time"), raw.get("place")
    return Account(
        story=story,
        kind=kind,
        status=status,
        mentions=tuple(Quote(*q) for q in raw["mentions"]),
        sources=tuple(_source_of(*parts) for parts in raw.get("sources", ())),
        time=Timed(When(**time[0]), _quote_of(time[1])) if time else None,
        place=Placed(place_of(place[0]), Quote(*place[1])) if place else None,
        roles=tuple(
            (role, tuple(Filler(name, Quote(*q), entity) for name, q, entity in fillers))
            for role, fillers in raw.get("roles", ())
        ),
        numbers=tuple((name, Counted(_amount_of(a), Quote(*q))) for name, a, q in raw.get("numbers", ())),
        method=raw.get("method"),
        status_words=_quote_of(raw.get("status_words")),
        reader=raw["reader"],
        confidence=raw["confidence"],
        because=tuple(raw.get("because", ())),
    )


def _source_json(source: Source) -> list[Any]:
    """A source as a list; the kind of evidence last, left out where it is unknown, as it was in older cases."""
    out = [source.name, source.quote and _quote(source.quote), source.cue and _quote(source.cue)]
    return out if source.evidence == "unknown" else [*out, source.evidence]


def _source_of(name: str, quote: Any, cue: Any, evidence: Any = "unknown") -> Source:
    return Source(name, _quote_of(quote), _quote_of(cue), evidence)


def place_json(place: Place) -> Json:
    """Return a place as plain values, without what is unknown."""
    return _lean(asdict(place))


def place_of(raw: Json) -> Place:
    """Rebuild a place."""
    return Place(**raw)


def _amount_of(raw: Json) -> Amount:
    return Amount(**_OPEN["amount"] | raw)


def _quote(quote: Quote) -> list[int | str]:
    return [quote.start, quote.end, quote.text]


def _quote_of(raw: Any) -> Quote | None:
    return Quote(*raw) if raw else None


def _lean(raw: Json) -> Json:
    return {key: value for key, value in raw.items() if value is not None}
