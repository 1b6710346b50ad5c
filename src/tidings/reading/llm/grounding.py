"""Accounts out of a model's records: each part by the words it quotes, each value by Tidings' own readers.

The model says which words belong together. Days, points, amounts and names are worked out from those words as for every
other reader; what is not found in the story is dropped and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from spacy.tokens import Doc

from tidings.knowledge import Knowledge
from tidings.knowledge.asking import Asking
from tidings.model import (
    METHODS,
    STATUSES,
    UNKNOWN_TIME,
    Account,
    Amount,
    Counted,
    Filler,
    Kind,
    Mention,
    Method,
    Place,
    Placed,
    Quote,
    Role,
    Source,
    Span,
    Status,
    Story,
    Timed,
    When,
)
from tidings.reading.accounts import HEARSAY, ROLE_ORDER
from tidings.reading.llm.answer import MOST, asked, by_name, parts, word
from tidings.reading.llm.locate import Words
from tidings.reading.naming import Naming

LEAST, SPREAD = (
    0.3,
    0.4,
)  # confidence with none and with all of the quotes located; not measured: no gold was asked about
TRIGGER_CHARS = 80  # of a mention: longer ones retell the incident instead of naming it
ROOMY_KM = 500.0  # stands for a place of unknown extent


@dataclass(frozen=True, slots=True)
class Ground:
    """A story with all that its accounts may stand on."""

    story: Story
    doc: Doc
    mentions: Sequence[Mention]
    know: Knowledge


@dataclass(slots=True)
class Kept:
    """Quotes that were located, and parts that were dropped, by reason."""

    located: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    def drop(self, why: str) -> None:
        """Count a part that is left out."""
        self.dropped[why] += 1


class Grounding:
    """Makes accounts of one story; `kept` counts what became of every part that the model gave."""

    def __init__(self, ground: Ground, reader: str, rule: str) -> None:
        self._story, self._know, self._doc = ground.story, ground.know, ground.doc
        self._mentions, self._reader, self._rule = ground.mentions, reader, rule
        self._naming = Naming(ground.doc, ground.mentions)
        self._words = Words(ground.story.text, [Span(s.start_char, s.end_char) for s in ground.doc.sents])
        self.kept = Kept()

    def accounts(self, records: Iterable[dict[str, Any]]) -> list[Account]:
        """Return the accounts that the records lead to, in the order of their first mention, each once."""
        out: dict[str, Account] = {}
        for n, record in enumerate(records):
            if n >= MOST:
                self.kept.drop("more than are taken")
                continue
            account = self._account(record)
            if account is not None and account.id in out:
                self.kept.drop("told twice")
            elif account is not None:
                out[account.id] = account
        return sorted(out.values(), key=lambda a: min(q.start for q in a.mentions))

    def _account(self, record: dict[str, Any]) -> Account | None:
        kind = self._know.events.kinds.get(cast(Kind, word(record.get("kind"))))
        if kind is None:
            self.kept.drop("no such kind")
            return None
        before = Counter(self.kept.dropped), self.kept.located
        mentions = self._triggers(record)
        if not mentions:
            self.kept.drop("account without its words")
            return None
        near = mentions[0].start
        told = self._status(record.get("status"), near)
        if told is None:
            self.kept.drop("status without its words")
            return None
        account = Account(
            story=self._story.id,
            kind=kind.name,
            status=told[0],
            mentions=mentions,
            sources=self._sources(record.get("sources"), near),
            time=self._time(record.get("time"), near),
            place=self._place(record.get("place"), near),
            roles=self._roles(record.get("roles"), kind.roles, near),
            numbers=self._numbers(record.get("numbers"), near),
            method=self._method(record.get("method"), near) if kind.name == "attack" else None,
            status_words=told[1],
            reader=self._reader,
            because=(self._rule,),
        )
        located, lost = self.kept.located - before[1], (self.kept.dropped - before[0]).total()
        return replace(account, confidence=LEAST + SPREAD * located / (located + lost))

    def _found(self, part: Any, near: int | None) -> Quote | None:
        """The words of one part as they stand in the story; what is not there is counted."""
        wanted = asked(part)
        if wanted is None:
            self.kept.drop("no words quoted")
            return None
        quote = self._words.find(wanted.words, wanted.sentence, near)
        if quote is None:
            self.kept.drop("not in the story")
            return None
        self.kept.located += 1
        return quote

    def _triggers(self, record: dict[str, Any]) -> tuple[Quote, ...]:
        out: dict[Quote, None] = {}
        for part in parts(record.get("mentions"))[:MOST]:
            quote = self._found(part, None)
            if quote and len(quote.text) > TRIGGER_CHARS:
                self.kept.drop("too long to name an incident")
            elif quote:
                out[quote] = None
        return tuple(out)

    def _status(self, part: Any, near: int) -> tuple[Status, Quote | None] | None:
        """The status with its words; only "happened" needs none."""
        name = word(part)
        if name not in STATUSES:
            return None
        quote = self._found(part, near) if asked(part) or name != "happened" else None
        return (cast(Status, name), quote) if quote or name == "happened" else None

    def _method(self, part: Any, near: int) -> Method | None:
        if not part:
            return None
        name = word(part)
        if name not in METHODS:
            self.kept.drop("no such method")
            return None
        return cast(Method, name) if self._found(part, near) else None

    def _sources(self, given: Any, near: int) -> tuple[Source, ...]:
        out = []
        for part in parts(given)[:MOST]:
            quote = self._found(part, near) if asked(part) or not by_name(part).get("cue") else None
            cue = self._cue(part, quote.start if quote else near)
            name = self._called(quote)[0] if quote else HEARSAY if cue and not asked(part) else ""
            if name:
                out.append(Source(name, quote, cue))
        return tuple(out)

    def _cue(self, part: Any, near: int) -> Quote | None:
        said = by_name(part)
        return self._found({"quote": said["cue"], "s": said.get("s")}, near) if said.get("cue") else None

    def _time(self, part: Any, near: int) -> Timed | None:
        quote = self._found(part, near) if part else None
        if quote is None:
            return None
        best = _most(self._under(quote, "time"), quote)
        if best is None or not isinstance(best.value, When):
            return Timed(UNKNOWN_TIME, quote)
        return Timed(best.value, best.quote)

    def _place(self, part: Any, near: int) -> Placed | None:
        quote = self._found(part, near) if part else None
        if quote is None:
            return None
        named = [(m.value, m) for m in self._under(quote, "place") if isinstance(m.value, Place)]
        if not named:
            self.kept.drop("words without a value")
            return None
        value, best = min(named, key=lambda pair: (pair[0].radius_km or ROOMY_KM, pair[1].quote.start))
        return Placed(value, best.quote)

    def _roles(self, given: Any, allowed: Sequence[Role], near: int) -> tuple[tuple[Role, tuple[Filler, ...]], ...]:
        out: dict[str, tuple[Filler, ...]] = {}
        for name, listed in by_name(given).items():
            if name not in allowed:
                self.kept.dropped["no such role"] += len(parts(listed)[:MOST])
                continue
            out[name] = tuple(self._fillers(parts(listed)[:MOST], near))
        return tuple((role, out[role]) for role in ROLE_ORDER if out.get(role))

    def _fillers(self, listed: Sequence[Any], near: int) -> Iterable[Filler]:
        held: list[Quote] = []
        for part in listed:
            quote = self._found(part, near)
            if quote is None:
                continue
            name, entity = self._called(quote)
            if not name or any(quote.span.overlaps(other.span) for other in held):
                self.kept.drop("told twice" if name else "words without a value")
                continue
            held.append(quote)
            yield Filler(name, quote, entity)

    def _numbers(self, given: Any, near: int) -> tuple[tuple[str, Counted], ...]:
        out: dict[str, Counted] = {}
        for name, part in by_name(given).items():
            if not part:
                continue
            if name not in Asking.load().numbers:
                self.kept.drop("no such number")
                continue
            quote = self._found(part, near)
            counted = [m for m in self._under(quote, "number") if isinstance(m.value, Amount)] if quote else []
            fits = [m for m in counted if isinstance(m.value, Amount) and m.value.measure == name]
            best = next(iter(fits or counted), None)
            if best is not None and isinstance(best.value, Amount):
                out[name] = Counted(best.value, best.quote)
            elif quote:
                self.kept.drop("words without a value")
        return tuple(sorted(out.items()))

    def _under(self, quote: Quote, label: str) -> list[Mention]:
        """The mentions that Tidings itself finds in these words."""
        return [m for m in self._mentions if m.label == label and m.quote.span.overlaps(quote.span)]

    def _called(self, quote: Quote) -> tuple[str, str | None]:
        """The short name that the words stand for, with its id where it is a known one."""
        span = self._doc.char_span(quote.start, quote.end, alignment_mode="expand")
        return self._naming.named(span) if span is not None else ("", None)


def _most(found: Sequence[Mention], quote: Quote) -> Mention | None:
    """The mention that shares most characters with the quote, the first of several."""
    shared = [(min(m.quote.end, quote.end) - max(m.quote.start, quote.start), m) for m in found]
    return max(shared, key=lambda pair: (pair[0], -pair[1].quote.start))[1] if shared else None
