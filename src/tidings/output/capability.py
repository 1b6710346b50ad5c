"""What the accounts of a case show of who sought, got, made, tested, had, used or lost what; and who supplied whom.

Every entry stands on accounts and quotes them; nothing is concluded from what is not told. It says what was reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tidings.knowledge.capability import STAGES, may_equip, stage_of
from tidings.knowledge.names import fold
from tidings.model import Account, Filler, Quote, Status, When
from tidings.model.links import Telling, Told
from tidings.output.summary import day_words, grade, quote

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence that shows an entry, and where it stands."""

    quote: Quote
    story: str
    account: str
    publisher: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One step of one party with one item, as the accounts of one event tell it with one status."""

    actor: str
    item: str
    stage: str
    status: Status
    time: When
    grade: str
    event: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Supply:
    """One delivery or purchase: who supplied whom with what, from where to where; "" where nobody says."""

    supplier: str
    recipient: str
    item: str
    origin: str
    destination: str
    status: Status
    time: When
    grade: str
    event: str
    words: tuple[Words, ...]


def capabilities(events: Iterable[Told], actor: str | None = None) -> list[Shown]:
    """Return the entries by party, item and time; `actor` leaves those whose name holds these words."""
    names = _Names()
    found: dict[Key, tuple[Told, list[Telling]]] = {}
    for told in events:
        for telling in told.tellings:
            account = telling.account
            for party, item, stage in _steps(account):
                key = (names.key(party), names.key(item), stage, account.status, told.event.id)
                found.setdefault(key, (told, []))[1].append(telling)
    shown = [
        Shown(
            names.shown(key[0]), names.shown(key[1]), key[2], some[0].account.status,
            told.event.time, grade(told), told.event.id, _words(some),
        )
        for key, (told, some) in found.items()
    ]  # fmt: skip
    kept = [one for one in shown if not actor or fold(actor) in fold(one.actor)]
    return sorted(kept, key=lambda one: (fold(one.actor), fold(one.item), *_day(one.time), STAGES.index(one.stage)))


def supplies(events: Iterable[Told], actor: str | None = None) -> list[Supply]:
    """Return the deliveries and purchases by time; `actor` leaves those with a party whose name holds these words."""
    names = _Names()
    found: dict[Key, tuple[Told, list[Telling]]] = {}
    for told in events:
        for telling in told.tellings:
            for key in _deals(telling.account, names):
                key = (*key, telling.account.status, told.event.id)
                found.setdefault(key, (told, []))[1].append(telling)
    made = []
    for key, (told, some) in found.items():
        supplier, recipient, item, origin, end = map(names.shown, key[:5])
        status, event = some[0].account.status, told.event
        deal = Supply(supplier, recipient, item, origin, end, status, event.time, grade(told), event.id, _words(some))
        made.append(deal)
    kept = [one for one in made if not actor or fold(actor) in fold(f"{one.supplier}\n{one.recipient}")]
    return sorted(kept, key=lambda one: (*_day(one.time), one.supplier, one.recipient, one.item, one.event, one.status))


def capability_lines(shown: Iterable[Shown], made: Iterable[Supply]) -> Iterator[str]:
    """Yield the view to read: each party and item over time with its words, then the network of supply."""
    last: tuple[str, str] | None = None
    for one in shown:
        if (one.actor, one.item) != last:
            yield from ("", f"{one.actor}: {one.item}")
            last = (one.actor, one.item)
        yield f"    {day_words(one.time):<24} {one.stage}{_status(one.status)} · {one.grade} · {one.event[:8]}"
        yield f"        {_cited(one.words)}"
    heading = ["", "Who supplied whom"]
    for deal in made:
        yield from heading
        heading = []
        way = "".join(f" {word} {name}" for word, name in (("from", deal.origin), ("to", deal.destination)) if name)
        parties = f"{deal.supplier or 'unknown'} > {deal.recipient or 'unknown'}"
        day = day_words(deal.time)
        yield f"    {day:<24} {parties}: {deal.item}{way}{_status(deal.status)} · {deal.grade} · {deal.event[:8]}"
        yield f"        {_cited(deal.words)}"


def capability_json(one: Shown | Supply) -> dict[str, Any]:
    """Return an entry as plain values; what it is stands under "is"."""
    left_out = ("time", "words")
    out: dict[str, Any] = {"is": "capability" if isinstance(one, Shown) else "supply"}
    out |= {name: getattr(one, name) for name in one.__dataclass_fields__ if name not in left_out}
    out["time"] = {"start": one.time.start, "end": one.time.end, "precision": one.time.precision}
    out["quotes"] = [
        {"start": w.quote.start, "end": w.quote.end, "text": w.quote.text, "story": w.story, "account": w.account}
        for w in one.words
    ]
    return out


class _Names:
    """Names by the key under which two of them are one: the table's id, or the folded name."""

    def __init__(self) -> None:
        self.used: dict[str, Counter[str]] = {}

    def key(self, filler: Filler) -> str:
        key = filler.entity or fold(filler.name)
        self.used.setdefault(key, Counter())[filler.name] += 1
        return key

    def shown(self, key: str) -> str:
        """The name most used; ties go to the longer, then the alphabet."""
        count = self.used.get(key, Counter())
        return min(count, key=lambda name: (-count[name], -len(name), name), default="")


def _steps(account: Account) -> Iterator[tuple[Filler, Filler, str]]:
    rule = stage_of(account.kind, account.status)
    if rule is None:
        return
    parties = next((fillers for role in rule.roles if (fillers := account.role(role))), ())  # type: ignore[arg-type]
    for party in parties:
        for item in account.role("item"):
            if may_equip(account.kind, item.entity):
                yield party, item, rule.stage


def _deals(account: Account, names: _Names) -> Iterator[Key]:
    """Keys of supplier, recipient, item, origin and end; who acts supplies in a transfer and gets in a purchase."""
    if account.kind not in ("acquire", "transfer"):
        return
    actors = account.role("actor")
    suppliers = account.role("supplier") or (actors if account.kind == "transfer" else ())
    recipients = account.role("recipient") or (actors if account.kind == "acquire" else ())
    if not suppliers and not recipients:
        return
    origins, ends = account.role("origin"), account.role("destination")
    origin, end = (names.key(some[0]) if some else "" for some in (origins, ends))
    for supplier in suppliers or (None,):
        for recipient in recipients or (None,):
            for item in (one for one in account.role("item") if may_equip(account.kind, one.entity)):
                parties = (names.key(one) if one else "" for one in (supplier, recipient))
                yield (*parties, names.key(item), origin, end)


def _words(some: list[Telling]) -> tuple[Words, ...]:
    found = []
    for telling in dict.fromkeys(some):
        story = telling.story
        found.append(Words(quote(telling), story.id, telling.account.id, story.publisher, story.published.date))
    return tuple(found)


def _cited(words: tuple[Words, ...]) -> str:
    first = words[0]
    more = f", and {len(words) - 1} more" if len(words) > 1 else ""
    text = " ".join(first.quote.text.split())
    return f"“{text}” ({first.publisher or 'unknown publisher'}, {first.published or 'undated'}{more})"


def _status(status: Status) -> str:
    return "" if status == "happened" else f" [{status}]"


def _day(when: When) -> tuple[str, str]:
    return (when.start or when.end or "9999", when.end or "9999")
