"""Contradictions, and gaps: what accounts deny or tell differently, and what nobody tells."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from tidings.knowledge.origins import UNATTRIBUTED
from tidings.model import Place, Span, Statement, When
from tidings.model.links import Telling, Told
from tidings.model.overlay import NUMBERS
from tidings.output.chronology import place_words
from tidings.output.counts import many
from tidings.output.report.notes import Notes, numbers
from tidings.output.report.parts import Block, Paragraph, Remark, Section, Sentence, left_out
from tidings.output.report.spoken import NO_PUBLISHER, followed, origin_words, range_words, spoken
from tidings.output.report.text import capital, listed, shown, time_words
from tidings.output.summary import number_range

MOST = 25  # events of each sort that are written out; the rest is counted
EXAMPLES = 3  # of a gap
VALUES = 5  # of one field on which accounts differ
UNSURE = frozenset({"possible", "hypothetical", "unclear"})


def contradictions(told: Sequence[Told], notes: Notes) -> Section:
    """Return what is denied, and the fields on which accounts of one event differ, value by value."""
    denied = [one for one in told if _deniers(one) and "status" not in one.event.conflicts]
    differing = [one for one in told if one.event.conflicts]
    blocks: list[Block] = []
    for one in denied[:MOST]:
        blocks.append(Paragraph(tuple(_denials(one, notes)), head="Denied."))
    blocks += left_out(len(denied), MOST, "denied event")
    for one in differing[:MOST]:
        parts = [part for field in one.event.conflicts for part in _values(one, field, notes)]
        blocks.append(Paragraph((spoken(one, notes).sentence(), *parts), head="Accounts differ."))
    blocks += left_out(len(differing), MOST, "event on which accounts differ", "events on which accounts differ")
    none = "No account in the scope denies an event, and no two accounts of one event exclude each other."
    return Section("Contradictions", tuple(blocks) or (Paragraph((Remark(none),)),))


def gaps(told: Sequence[Told], notes: Notes) -> Section:
    """Return what is undated, unplaced, told by one origin or on nobody's word, or not told as done, with examples."""
    sorts: tuple[tuple[str, Callable[[Told], bool]], ...] = (
        ("has no date", lambda one: not one.event.time.is_known),
        ("has no place", lambda one: one.event.place is None),
        ("has a place without a position, and so stands on no map", _is_off_the_map),
        ("rests on a single independent origin", lambda one: one.event.independent == 1),
        ("rests on nobody's word", lambda one: one.event.independent == 0),
        ("is told as possible or supposed only", lambda one: one.event.status in UNSURE),
    )
    blocks: list[Block] = []
    for words, is_so in sorts:
        some = [one for one in told if is_so(one)]
        if some:
            blocks.append(_gap(words, some, len(told), notes))
    return Section("Gaps", tuple(blocks) or (Paragraph((Remark("No gap is found in the scope."),)),))


def _gap(words: str, some: Sequence[Told], total: int, notes: Notes) -> Block:
    verb, _, rest = words.partition(" ")
    several = {"has": "have", "rests": "rest", "is": "are"}[verb]
    count = f"{len(some):,} of {many(total, 'event')} {verb if len(some) == 1 else several} {rest}"
    more = f", among them these {EXAMPLES}" if len(some) > EXAMPLES else ""
    examples = (spoken(one, notes) for one in some[:EXAMPLES])
    told = (Sentence(f"{capital(one.deed)}.", one.notes) for one in examples)
    return Paragraph((Remark(f"{count}{more}:"), *told))


def _is_off_the_map(one: Told) -> bool:
    place = one.event.place
    return place is not None and (place.lat is None or place.lon is None)


def _deniers(one: Told) -> list[Telling]:
    return [telling for telling in one.tellings if telling.account.status == "denied"]


def _denials(one: Told, notes: Notes) -> Iterator[Sentence]:
    said = spoken(one, notes)
    yield said.sentence()
    others = [telling for telling in _deniers(one) if telling.account.id != followed(one).account.id]
    for telling in others[:VALUES]:
        origin = telling.origin
        name = origin_words(origin) if origin and origin.key != UNATTRIBUTED else "no named source"
        paper = shown(telling.story.publisher or NO_PUBLISHER)
        yield Sentence(f"The denial is told on the word of {name}, in {paper}.", (notes.cite(telling),))


def _values(one: Told, field: str, notes: Notes) -> Iterator[Sentence]:
    """One sentence a value: which accounts give it; for a number the range first."""
    by_account = {telling.account.id: telling for telling in one.tellings}
    givers: dict[str, list[tuple[Telling, list[Span]]]] = {}
    for statement in one.statements:
        if statement.field == field and statement.account in by_account:
            stands = statement.start is not None and statement.end is not None
            spans = [Span(statement.start or 0, statement.end or 0)] if stands else []
            givers.setdefault(_value(statement), []).append((by_account[statement.account], spans))
    cited = [numbers([notes.cite(*pair) for pair in some[:2]]) for some in givers.values()]
    found = number_range(one, field) if field in NUMBERS else None
    if found and cited:
        every = numbers([number for some in cited for number in some])
        yield Sentence(f"{capital(field)}, lowest to highest: {range_words(found)}.", every)
    for (value, some), given in list(zip(givers.items(), cited, strict=True))[:VALUES]:
        names = list(dict.fromkeys(_who(telling) for telling, _ in some))
        yield Sentence(f"{capital(field)} “{shown(value)}”: {listed(names)}.", given)


def _who(telling: Telling) -> str:
    origin = telling.origin
    named = origin.name if origin and origin.key != UNATTRIBUTED else ""
    return shown(named or telling.story.publisher or "unknown publisher")


def _value(statement: Statement) -> str:
    """A statement's value in words."""
    if not statement.value.startswith("{"):
        return statement.value
    raw = json.loads(statement.value)
    if statement.field == "time":
        return time_words(When(**raw)) or "unknown"
    if statement.field == "place":
        return place_words(Place(**raw))
    low, high = raw.get("min"), raw.get("max")
    if low is None or high is None:
        return f"{low:g} or more" if low is not None else f"up to {high:g}" if high is not None else "unknown"
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"
