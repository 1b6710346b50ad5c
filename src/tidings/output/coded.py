"""What the forms of other codebooks share: who stands on which side, how exact a day is, and what was left out."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal

from tidings.knowledge.actors import Actors
from tidings.knowledge.coding import Traits, sides
from tidings.model import Role, When
from tidings.model.links import Told
from tidings.output.counts import many
from tidings.output.summary import best, grade, methods, names, number_names, quote
from tidings.output.tables import Row, guarded

Day = dt.date


@dataclass(frozen=True)
class Party:
    """Somebody of an event: the name, the words of the first report that names them, and the table id if known."""

    name: str
    words: str
    entity: str | None = None

    @cached_property
    def sector(self) -> str:
        """PLOVER's sector, by the actor's row, else by the first noun for people in the words; "" where unknown."""
        known = _actors().row(self.entity or "")
        if known:
            return _actors().sector(known.actor)
        found = [agent.sector for text in (self.words, self.name) for _, _, agent in _actors().nouns(text)]
        return next((sector for sector in found if sector != "UNK"), "")

    @property
    def side(self) -> str:
        """The side by the sector: state, armed, civilian, other, or "" where unknown."""
        return sides().get(self.sector, ("", ""))[0]

    @property
    def country(self) -> str | None:
        """The country of a known actor, as two letters."""
        known = _actors().row(self.entity or "")
        return known.actor.country if known else None

    @property
    def wikidata(self) -> str | None:
        """The Wikidata id of a known actor."""
        known = _actors().row(self.entity or "")
        return known.wikidata if known else None

    @property
    def type(self) -> str:
        """The type of actor by the row or the noun; "" where unknown."""
        known = _actors().row(self.entity or "")
        if known:
            return known.actor.type
        return next((agent.type for text in (self.words, self.name) for _, _, agent in _actors().nouns(text)), "")

    @property
    def is_somebody(self) -> bool:
        """Whether the table or a noun for people says that this is a person or a body, not a thing."""
        return bool(self.sector or self.type)


@cache
def _actors() -> Actors:
    return Actors.load()


def parties(told: Told, role: Role) -> list[Party]:
    """Return who plays the role, most often told first, as an analyst set it where one did."""
    first = {f.name: f for _, account, _ in reversed(told.tellings) for f in account.role(role)}
    found = ((name, first.get(name)) for name in names(told, role))
    return [Party(name, f.quote.text if f else name, f.entity if f else None) for name, f in found]


def traits(told: Told) -> Traits:
    """Return what the rules of the coding tables look at in the event."""
    fillers = (f.quote.text for _, account, _ in told.tellings for f in account.role("item"))
    mentions = (quote.text for _, account, _ in told.tellings for quote in account.mentions)
    actors, targets = ([p.side for p in parties(told, role)] for role in ("actor", "target"))
    sentences = " ".join(quote(telling).text for telling in told.tellings)
    words = " ".join((*mentions, *fillers))
    return Traits(told.event.kind, methods(told), actors, targets, number_names(told), words, sentences)


def days_of(when: When) -> tuple[Day, Day] | None:
    """Return the first and last possible day; None where either is not known."""
    if when.start is None or when.end is None:
        return None
    return dt.date.fromisoformat(when.start), dt.date.fromisoformat(when.end)


def middle(first: Day, last: Day) -> Day:
    """Return the day in the middle of a span, the earlier of two."""
    return first + (last - first) // 2


Reach = Literal["spot", "near", "district", "province", "region", "country", "sea", "unknown"]
_REACH: dict[str, Reach] = {
    "city": "spot", "facility": "spot", "admin2": "district", "admin1": "province", "region": "region",
    "water": "region", "country": "country", "continent": "region",
}  # fmt: skip
NEAR_KM = 25.0  # UCDP's own bound of "near a known point"; a spot whose circle is wider is no exact one


def reach(told: Told) -> Reach:
    """Return how far the event's place reaches, which both codebooks' precision codes go by."""
    place = told.event.place
    if place is None:
        return "unknown"
    found = _REACH.get(place.type or "", "unknown")
    if found == "unknown" and place.radius_km is not None:
        found = "spot" if place.radius_km <= NEAR_KM else "region"
    if place.type == "water" and not place.country:
        return "sea"
    return "near" if found == "spot" and place.relation not in (None, "in", "at") else found


@dataclass(slots=True)
class LeftOut:
    """Counts what a form cannot hold, by reason, and says so once at the end."""

    form: str
    note: Callable[[str], None]
    written: int = 0
    why: Counter[str] = field(default_factory=Counter)

    def out(self, reason: str) -> None:
        """Count an event that is left out."""
        self.why[reason] += 1

    def said(self) -> None:
        """Say how many events are in the form, how many are not, and why."""
        if not self.why:
            return
        reasons = ", ".join(f"{n:,} {reason}" for reason, n in sorted(self.why.items(), key=lambda p: (-p[1], p[0])))
        total = sum(self.why.values())
        self.note(
            f"{self.form}: {many(self.written, 'event')} written, {total:,} left out: {reasons}. See docs/coding.md"
        )


def table_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield the rows under these columns as CSV, each with its line end; text that reads as a formula is guarded."""
    line = io.StringIO(newline="")
    writer = csv.writer(line)
    writer.writerow(columns)
    yield line.getvalue()
    for row in rows:
        line.seek(0)
        line.truncate()
        cells = (row.get(column) for column in columns)
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in map(_whole, cells)])
        yield line.getvalue()


def own_cells(told: Told) -> Row:
    """Return the cells that lead back here from a table of another codebook."""
    shown, event = best(told), told.event
    return {
        "tidings_event": event.id,
        "tidings_grade": grade(told),
        "tidings_independent": event.independent,
        "tidings_url": shown.story.url if shown else None,
    }


def _whole(cell: str | int | float | None) -> str | int | float | None:
    """Return a whole number without its ".0"."""
    return int(cell) if isinstance(cell, float) and cell == int(cell) else cell
