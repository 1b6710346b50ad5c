"""Chronology, capability and network: what the events tell, in order and by party."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tidings.model import Filler
from tidings.model.links import Telling, Told
from tidings.output.capability import Shown, Supply, Words, capabilities, supplies
from tidings.output.counts import many
from tidings.output.report.notes import Notes, numbers
from tidings.output.report.parts import Block, Grid, Paragraph, Remark, Row, Section, left_out
from tidings.output.report.spoken import spoken, standing, tolls
from tidings.output.report.text import capital, is_proper, shown, time_words
from tidings.output.summary import CREDIBILITY, day_words, grade

EVENTS = 120  # of the chronology: some 30 pages; beyond it the best attested are shown and the rest is counted
STEPS = 80  # rows of the capability table
DEALS = 40
TIES = 40
CITED = 3  # notes of one row
LISTS = "The verb “tidings events” lists them all."

Tie = tuple[str, str, str]  # from, what, to


@dataclass(frozen=True, slots=True)
class Tied:
    """What ties two named parties: the names, the events, and one account of each to quote."""

    names: Tie
    events: tuple[tuple[Told, Telling], ...]


def chronology(told: Sequence[Told], notes: Notes) -> Section:
    """Return the events by time, the undated last, each with its grade; the best attested where there are too many."""
    ranked = sorted(told, key=lambda one: (one.event.credibility, -one.event.independent, -one.event.stories))
    kept = {id(one) for one in ranked[:EVENTS]}
    blocks: list[Block] = []
    if len(told) > EVENTS:
        left = f"{many(len(told) - EVENTS, 'event')} of lower grade are left out of this chronology"
        blocks.append(Paragraph((Remark(f"{left}; the {EVENTS} best attested stand here. {LISTS}"),)))
    for one in told:
        if id(one) in kept:
            head = capital(time_words(one.event.time)) or "Undated"
            parts = (spoken(one, notes).sentence(), *tolls(one, notes))
            blocks.append(Paragraph(parts, head=f"{head}.", foot=standing(one)))
    return Section("Chronology", tuple(blocks) or _nothing("No event is in the scope."))


def capability(told: Sequence[Told], notes: Notes) -> Section:
    """Return who sought, got, made, tested, had, used or lost what, and who supplied whom, as tables."""
    by_account = {one.account.id: one for event in told for one in event.tellings}
    steps, deals = capabilities(told), supplies(told)
    blocks: list[Block] = []
    if steps:
        heads = ("Party", "Item", "Step", "Status", "When", "Grade")
        blocks.append(Grid(heads, tuple(_step(one, by_account, notes) for one in steps[:STEPS])))
        blocks += left_out(len(steps), STEPS, "row")
    if deals:
        columns = ("Supplier", "Recipient", "Item", "Way", "Status", "When", "Grade")
        blocks.append(Grid(columns, tuple(_deal(one, by_account, notes) for one in deals[:DEALS])))
        blocks += left_out(len(deals), DEALS, "delivery", "deliveries")
    words = "What accounts tell of each party, step by step; a party may have or do more than is told."
    first = Paragraph((Remark(words if blocks else "No account in the scope tells of a party's capability."),))
    return Section("Capability", (first, *blocks))


def _step(one: Shown, by_account: dict[str, Telling], notes: Notes) -> Row:
    told = (one.actor, one.item, one.stage, one.status, day_words(one.time), one.grade)
    return Row(tuple(map(shown, told)), _cited(one.words, by_account, notes))


def _deal(one: Supply, by_account: dict[str, Telling], notes: Notes) -> Row:
    way = " ".join(f"{word} {name}" for word, name in (("from", one.origin), ("to", one.destination)) if name)
    parties = (one.supplier or "not told", one.recipient or "not told")
    cells = (*parties, one.item, way, one.status, day_words(one.time), one.grade)
    return Row(tuple(map(shown, cells)), _cited(one.words, by_account, notes))


def _cited(words: Sequence[Words], by_account: dict[str, Telling], notes: Notes) -> tuple[int, ...]:
    return numbers([_cite(by_account[one.account], notes) for one in words[:CITED]])


def _cite(telling: Telling, notes: Notes) -> int:
    """Quote the account with the sentences in which its parties and items stand."""
    return notes.cite(telling, [filler.quote.span for _, fillers in telling.account.roles for filler in fillers])


def ties(told: Sequence[Told]) -> list[Tied]:
    """Return what ties named parties, the most told first: who acts on whom, and who supplies whom."""
    found: dict[tuple[str, str, str], list[tuple[Told, Telling]]] = {}
    names: dict[str, str] = {}
    for one in told:
        for telling in one.tellings:
            for source, what, end in _pairs(telling):
                keys = tuple(filler.entity or filler.name.lower() for filler in (source, end))
                for key, filler in zip(keys, (source, end), strict=True):
                    names.setdefault(key, shown(filler.name))
                group = found.setdefault((keys[0], what, keys[1]), [])
                if keys[0] != keys[1] and all(held.event.id != one.event.id for held, _ in group):
                    group.append((one, telling))
    tied = [Tied((names[a], what, names[b]), tuple(group)) for (a, what, b), group in found.items() if group]
    return sorted(tied, key=lambda one: (-len(one.events), one.names))


def network(tied: Sequence[Tied], notes: Notes) -> list[Block]:
    """Return the ties as a table, the most told first."""
    if not tied:
        return list(_nothing("No account in the scope ties two named parties."))
    rows = []
    for one in tied[:TIES]:
        best = min((told for told, _ in one.events), key=lambda told: told.event.credibility)
        cited = numbers([_cite(telling, notes) for _, telling in one.events[:CITED]])
        graded = f"{grade(best)}, {CREDIBILITY[best.event.credibility]}"
        rows.append(Row((*one.names, str(len(one.events)), graded), cited))
    return [Grid(("From", "Tie", "To", "Events", "Best grade"), tuple(rows)), *left_out(len(tied), TIES, "tie")]


def _pairs(telling: Telling) -> list[tuple[Filler, str, Filler]]:
    """Who does what to whom; a party that goes by a description alone ("gunmen") ties nothing."""
    account = telling.account
    done = account.kind if account.status == "happened" else f"{account.kind} ({account.status})"
    pairs = [(a, done, b) for a in account.role("actor") for b in account.role("target")]
    suppliers = account.role("supplier") or (account.role("actor") if account.kind == "transfer" else ())
    recipients = account.role("recipient") or (account.role("actor") if account.kind == "acquire" else ())
    pairs += [(a, done, b) for a in suppliers for b in recipients]
    return [(a, what, b) for a, what, b in pairs if _is_named(a) and _is_named(b)]


def _is_named(filler: Filler) -> bool:
    return is_proper(filler.name)


def _nothing(words: str) -> tuple[Block, ...]:
    return (Paragraph((Remark(words),)),)
