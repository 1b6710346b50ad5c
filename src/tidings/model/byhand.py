"""Accounts by hand: one that the reader missed, and one whose words an analyst has put right.

What an analyst says is kept as its words and where they stand, so that it is laid over whatever a later reading finds:
the part that shares most characters with the words that were replaced is the one that is meant.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast, get_args

from tidings.model.account import ROLES, Account, Counted, Filler, Kind, Placed, Role, Source, Status, Timed
from tidings.model.overlay import NUMBERS
from tidings.model.span import Quote
from tidings.model.values import Amount, Place, When

READER = "analyst"  # what an account that was added by hand names as its reader
# what words can be in an account; a mention, the reporting words and those of the status stand for nothing else
PARTS = ("mention", *ROLES, "time", "place", *NUMBERS, "source", "cue", "status")
VALUES: dict[str, type[When | Place | Amount]] = {"time": When, "place": Place, **dict.fromkeys(NUMBERS, Amount)}
PLAIN = ("mention", "cue", "status")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a story as one part of an account; `value` is what they stand for, as plain values."""

    part: str
    quote: Quote
    value: dict[str, Any] = field(default_factory=dict, hash=False)

    def plain(self) -> list[Any]:
        """Return the piece as plain values."""
        return [self.part, [self.quote.start, self.quote.end, self.quote.text], self.value]

    def shifted(self, by: int) -> Piece:
        """Return the same words in a story that starts `by` characters earlier."""
        return replace(self, quote=_shifted(self.quote, by))


def piece_of(raw: Sequence[Any]) -> Piece:
    """Rebuild a piece."""
    part, quote, value = raw
    return Piece(part, Quote(*quote), value)


@dataclass(frozen=True, slots=True)
class Missed:
    """An account that the reader missed: the words that tell it, and its parts."""

    kind: str
    status: str
    pieces: tuple[Piece, ...]

    def text(self) -> str:
        """Return it as canonical text."""
        return _text({"kind": self.kind, "status": self.status, "pieces": [one.plain() for one in self.pieces]})

    def quotes(self) -> tuple[Quote, ...]:
        """Return all its words."""
        return tuple(one.quote for one in self.pieces)

    def shifted(self, by: int) -> Missed:
        """Return it for a story that starts `by` characters earlier."""
        return replace(self, pieces=tuple(one.shifted(by) for one in self.pieces))


@dataclass(frozen=True, slots=True)
class Mend:
    """Words of an account put right: `old` go, `new` come; without old they are added, without new taken away."""

    account: str
    part: str
    old: Quote | None
    new: Piece | None

    def text(self) -> str:
        """Return it as canonical text."""
        old = self.old and [self.old.start, self.old.end, self.old.text]
        return _text({"account": self.account, "part": self.part, "old": old, "new": self.new and self.new.plain()})

    def quotes(self) -> tuple[Quote, ...]:
        """Return the words that come; those that go may be gone already."""
        return (self.new.quote,) if self.new else ()

    def shifted(self, by: int) -> Mend:
        """Return it for a story that starts `by` characters earlier."""
        old, new = self.old and _shifted(self.old, by), self.new and self.new.shifted(by)
        return replace(self, old=old, new=new)


def missed_of(text: str) -> Missed:
    """Rebuild a missed account from its canonical text."""
    raw = json.loads(text)
    return Missed(raw["kind"], raw["status"], tuple(piece_of(one) for one in raw["pieces"]))


def mend_of(text: str) -> Mend:
    """Rebuild a mend from its canonical text."""
    raw = json.loads(text)
    old, new = raw["old"], raw["new"]
    return Mend(raw["account"], raw["part"], Quote(*old) if old else None, piece_of(new) if new else None)


def told_by(missed: Missed, story: str, by: str) -> Account:
    """Return the missed account as one of the story's; raise ValueError where no words tell it."""
    told = [one for one in missed.pieces if one.part == "mention"]
    account = Account(story, cast(Kind, missed.kind), cast(Status, missed.status), tuple(one.quote for one in told),
                      reader=READER, because=(f"{READER} {by}",))  # fmt: skip
    for piece in missed.pieces:
        if piece.part != "mention":
            account = _with(account, piece)
    return account


def mended(account: Account, mend: Mend, by: str) -> Account:
    """Return the account with the words put right; raise ValueError where none would tell it any more."""
    old = _meant(account, mend.part, mend.old) if mend.old else None
    if mend.new and mend.new.quote in words_of(account, mend.part) and mend.new.quote != old:
        return account  # a later reading has them already
    changed = _without(account, mend.part, old, mend.new)
    if mend.new and (old is None or mend.part in ROLES or mend.part in VALUES):
        changed = _with(changed, mend.new)
    return replace(changed, because=tuple(dict.fromkeys((*account.because, f"{READER} {by}"))))


def words_of(account: Account, part: str) -> tuple[Quote, ...]:
    """Return the words that are this part of the account, in the account's order."""
    if part == "mention":
        return account.mentions
    if part in ROLES:
        return tuple(filler.quote for filler in account.role(cast(Role, part)))
    if part in NUMBERS:
        return tuple(counted.quote for name, counted in account.numbers if name == part)
    one: Sequence[Quote | None] = {
        "time": [account.time.quote if account.time else None],
        "place": [account.place.quote if account.place else None],
        "source": [source.quote for source in account.sources],
        "cue": [source.cue for source in account.sources],
        "status": [account.status_words],
    }.get(part, [])
    return tuple(quote for quote in one if quote)


def _meant(account: Account, part: str, old: Quote) -> Quote | None:
    """The words of the part that share most characters with these; None where a later reading has none such."""
    shared = {q: min(q.end, old.end) - max(q.start, old.start) for q in words_of(account, part)}
    best = max(shared, key=lambda q: (shared[q], -q.start), default=None)
    return best if best is not None and shared[best] > 0 else None


def _with(account: Account, piece: Piece) -> Account:
    """The account with these words as one part more; where it can have but one, in the place of the other."""
    part, quote, value = piece.part, piece.quote, piece.value
    if part == "mention":
        return replace(account, mentions=tuple(sorted({*account.mentions, quote})))
    if part == "time":
        return replace(account, time=Timed(When(**value), quote))
    if part == "place":
        return replace(account, place=Placed(Place(**value), quote))
    if part == "status":
        return replace(account, status_words=quote)
    if part in NUMBERS:
        rest = [pair for pair in account.numbers if pair[0] != part]
        return replace(account, numbers=_in_order(NUMBERS, [*rest, (part, Counted(Amount(**value), quote))]))
    if part == "source":
        return replace(account, sources=(*account.sources, Source(value["name"], quote, None, "statement")))
    if part == "cue":
        return replace(account, sources=_with_cue(account.sources, quote))
    fillers = {role: some for role, some in account.roles}
    one = Filler(value["name"], quote, value.get("entity"))
    fillers[cast(Role, part)] = tuple(sorted((*fillers.get(cast(Role, part), ()), one), key=lambda f: f.quote))
    return replace(account, roles=_in_order(get_args(Role), fillers.items()))


def _with_cue(sources: tuple[Source, ...], cue: Quote) -> tuple[Source, ...]:
    """Reporting words go to the last source that has none."""
    bare = [n for n, source in enumerate(sources) if source.cue is None]
    return tuple(replace(s, cue=cue) if bare and n == bare[-1] else s for n, s in enumerate(sources))


def _without(account: Account, part: str, old: Quote | None, new: Piece | None) -> Account:
    """The account without the old words; those that stand for nothing else become the new ones where they are."""
    if old is None:
        return account
    quote = new.quote if new else None
    if part == "mention":
        kept = [quote if q == old else q for q in account.mentions]
        return replace(account, mentions=tuple(sorted({q for q in kept if q})))
    if part == "status":
        return replace(account, status_words=quote)
    if part == "cue":
        return replace(account, sources=tuple(replace(s, cue=quote) if s.cue == old else s for s in account.sources))
    if part == "source":
        moved = [
            s if s.quote != old else replace(s, quote=new.quote, name=new.value["name"]) if new else None
            for s in account.sources
        ]
        return replace(account, sources=tuple(s for s in moved if s))
    if part == "time":
        return replace(account, time=None)
    if part == "place":
        return replace(account, place=None)
    if part in NUMBERS:
        return replace(account, numbers=tuple(pair for pair in account.numbers if pair[0] != part))
    fillers = ((role, tuple(f for f in some if role != part or f.quote != old)) for role, some in account.roles)
    return replace(account, roles=tuple((role, some) for role, some in fillers if some))


def _in_order(names: Sequence[str], pairs: Iterable[tuple[Any, Any]]) -> tuple[tuple[Any, Any], ...]:
    return tuple(sorted(pairs, key=lambda pair: names.index(pair[0])))


def _shifted(quote: Quote, by: int) -> Quote:
    return Quote(quote.start + by, quote.end + by, quote.text)


def _text(raw: dict[str, Any]) -> str:
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":"))
