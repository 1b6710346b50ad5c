"""The fields of an event out of its accounts, by written rules, and the statements that keep every value apart."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import TypeVar

from tidings.knowledge.sameness import sameness
from tidings.linking.entities import filler_key
from tidings.linking.features import EXACT_KM, NEAR_KM
from tidings.linking.traits import Traits
from tidings.model import UNKNOWN_TIME, Event, Kind, Place, Quote, Statement, Status, When, content_id
from tidings.model.measures import distance_km, gap_days, length_days

T = TypeVar("T")
_LESS_SURE: tuple[Status, ...] = ("planned", "possible", "hypothetical", "denied")


def event_of(accounts: list[Traits], called: Mapping[str, str]) -> Event:
    """Return the event that the accounts (in the case's order) tell, not yet graded.

    The id comes from the first account in that order (earliest published), so that it stays when later accounts join.
    """
    first = accounts[0].account
    kind: Kind = most_told(accounts, lambda t: t.account.kind) or first.kind
    event = Event(
        id=content_id("event", first.id),
        kind=kind,
        status=status_of(accounts),
        accounts=tuple(t.account_id for t in accounts),
        stories=len({t.story_id for t in accounts}),
        time=time_of(accounts),
        place=place_of(accounts),
    )
    return replace(event, title=title(event, accounts, called))


def most_told(accounts: Iterable[Traits], value: Callable[[Traits], T | None]) -> T | None:
    """Return the value that most texts tell, copies counted once; ties go to the earliest account."""
    told: dict[T, set[str]] = {}
    for traits in accounts:
        if (got := value(traits)) is not None:
            told.setdefault(got, set()).add(traits.root)
    return max(told, key=lambda got: len(told[got]), default=None)


def status_of(accounts: list[Traits]) -> Status:
    """Return `happened` or `attempted`, whichever more texts assert; else the surest of what is left.

    `denied` remains only where every account denies.
    """
    asserted = [t for t in accounts if t.account.status in ("happened", "attempted")]
    if asserted:
        return most_told(asserted, lambda t: t.account.status) or "happened"
    held = {t.account.status for t in accounts}
    return next(status for status in _LESS_SURE if status in held)


def time_of(accounts: list[Traits]) -> When:
    """Return the most exact time given, a day before its month; of two days the one that agrees with more texts."""
    known = [t for t in accounts if t.when.is_known and t.account.status != "denied"] or [
        t for t in accounts if t.when.is_known
    ]

    def rank(one: Traits) -> tuple[int, int, str]:
        agree = {t.root for t in known if gap_days(one.when, t.when) == 0}
        return (length_days(one.when), -len(agree), one.when.start or one.when.end or "")

    return min(known, key=rank).when if known else UNKNOWN_TIME


def place_of(accounts: list[Traits]) -> Place | None:
    """Return the most exact place: a town before a region, then the one most texts name, then the smaller."""
    placed = [(t, t.place) for t in accounts if t.place]

    def rank(one: tuple[Traits, Place]) -> tuple[bool, int, float, str]:
        traits, place = one
        agree = {t.root for t, other in placed if _is_one_place(traits, t, place, other)}
        radius = place.radius_km if place.radius_km is not None else EXACT_KM
        return (radius > EXACT_KM or place.type == "country", -len(agree), radius, place.name)

    return min(placed, key=rank)[1] if placed else None


def title(event: Event, accounts: list[Traits], called: Mapping[str, str]) -> str:
    """Return a short title: "Raid by Hay'at Tahrir al-Sham on Islamic State, Idlib"."""
    know = sameness()
    words = know.title(event.kind)
    method = most_told(accounts, lambda t: t.account.method) if event.kind == "attack" else None
    noun = know.methods.get(method or "", words.noun)
    if status := know.statuses.get(event.status):
        noun = f"{status} {noun[0].lower()}{noun[1:]}"
    by = _called(accounts, "actor", called)
    on = _called(accounts, "target", called) or (_called(accounts, "recipient", called) if words.target == "to" else "")
    of = _called(accounts, "item", called)
    parts = [noun, f"of {of}" if of and words.item == "of" else "", f"by {by}" if by else ""]
    parts += [f"{words.target} {on}" if on else "", f"{words.item} {of}" if of and words.item != "of" else ""]
    return " ".join(filter(None, parts)) + (f", {event.place.name}" if event.place else "")


def statements(event: Event, accounts: Iterable[Traits], called: Mapping[str, str]) -> Iterator[Statement]:
    """Yield one statement for each value of each field as each account gives it."""
    for traits in accounts:
        account = traits.account
        rule = " ".join(account.because) or account.reader
        for field, value, quote in _values(traits, called):
            start, end = (quote.start, quote.end) if quote else (None, None)
            yield Statement(event.id, traits.account_id, field, value, start, end, rule)


def _values(traits: Traits, called: Mapping[str, str]) -> Iterator[tuple[str, str, Quote | None]]:
    account = traits.account
    yield "kind", account.kind, account.mentions[0]
    yield "status", account.status, account.status_words
    if account.method:
        yield "method", account.method, None
    if account.time and account.time.when.is_known:
        yield "time", _json(asdict(account.time.when)), account.time.quote
    if account.place:
        yield "place", _json(asdict(account.place.place)), account.place.quote
    for role, fillers in account.roles:
        for filler in fillers:
            yield role, called.get(filler_key(filler), filler.name), filler.quote
    for name, counted in account.numbers:
        yield name, _json({"min": counted.amount.min, "max": counted.amount.max}), counted.quote


def _called(accounts: list[Traits], role: str, called: Mapping[str, str]) -> str:
    """The name of the filler that most texts give the role; known names come before descriptions on a tie."""
    count: Counter[str] = Counter()
    for root in {t.root for t in accounts}:
        count.update({key for t in accounts if t.root == root for key in t.roles.get(role, ())})
    key = min(count, key=lambda k: (-count[k], not k.startswith("id:"), k), default="")
    return called.get(key, "")


def _is_one_place(a: Traits, b: Traits, left: Place, right: Place) -> bool:
    km = distance_km(left, right)
    return a.place_key == b.place_key if km is None else km <= NEAR_KM


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
