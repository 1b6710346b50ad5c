"""A row of somebody's table as a story: its text is the row, so that each value has words to point at."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tidings.errors import UnreadableBytes
from tidings.knowledge import Knowledge
from tidings.knowledge.gazetteer import km
from tidings.model import (
    Account,
    Actor,
    Amount,
    Counted,
    Document,
    Filler,
    Mention,
    Place,
    Placed,
    Published,
    Quote,
    Reading,
    Source,
    Span,
    Story,
)

MALFORMED, NO_KIND = "malformed-row", "no-kind"
CODED = 1.0  # confidence of what a person coded; the reading of the words is theirs
SAME_PLACE_KM = 25.0  # UCDP's own bound of "near": within it a gazetteer's place of that name is the one meant
SORTS = {  # what a column that is no location names
    "admin1": "admin1", "admin2": "admin2", "admin3": "admin2", "adm_1": "admin1", "adm_2": "admin2",
    "country": "country",
}  # fmt: skip
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%d-%b-%Y", "%d-%B-%Y", "%d/%m/%Y")
_AFTER = re.compile(r"\s*\(([^()]*)\)\s*$")  # "Boko Haram (2015-)", "Civilians (Cameroon)", "Militia (Boko Haram)"
_SENTENCE = re.compile(r".+?[.!?](?=\s|$)|.+", re.S)


class Malformed(UnreadableBytes):
    """A cell does not hold what its column is for."""

    def __init__(self, column: str, cell: str, wanted: str) -> None:
        super().__init__(f'Column {column} holds "{cell[:80]}", not {wanted}. Mend the row.', reason=MALFORMED)


@dataclass(frozen=True)
class Fields:
    """The cells of one row by column, and the text that lists them: a line `column: cell` for each that is filled."""

    cells: Mapping[str, str]

    @cached_property
    def text(self) -> str:
        """The row as text."""
        return "".join(f"{name}: {cell}\n" for name, cell in self.cells.items() if cell)

    @cached_property
    def _starts(self) -> dict[str, int]:
        starts, at = {}, 0
        for name, cell in self.cells.items():
            if cell:
                starts[name] = at + len(name) + 2
                at += len(name) + len(cell) + 3
        return starts

    def cell(self, *columns: str) -> str:
        """Return the first of the columns' cells that is filled, "" for none."""
        return next((cell for column in columns if (cell := self.cells.get(column, ""))), "")

    def quote(self, column: str, start: int = 0, end: int | None = None) -> Quote:
        """Return the words of a cell, or the stretch of them, as they stand in the text."""
        at = self._starts[column]
        stop = len(self.cells[column]) if end is None else end
        return Quote.at(self.text, at + start, at + stop)

    def first_sentence(self, column: str) -> Quote:
        """Return the first sentence of a cell."""
        found = _SENTENCE.match(self.cells[column])
        return self.quote(column, 0, found.end() if found else None)

    def parts(self, column: str) -> Iterator[tuple[str, Quote]]:
        """Yield the names that stand in a cell with ";" between them."""
        for found in re.finditer(r"[^;]+", self.cells.get(column, "")):
            name = found[0].strip()
            if name:
                start = found.start() + found[0].index(name)
                yield name, self.quote(column, start, start + len(name))

    def number(self, column: str) -> float | None:
        """Return a cell as a number, None for an empty one; raise Malformed for what is none."""
        cell = self.cell(column)
        if not cell:
            return None
        try:
            found = float(cell)
        except ValueError as why:
            raise Malformed(column, cell, "a number") from why
        if not abs(found) < 1e9:  # nan too
            raise Malformed(column, cell, "a number that can be meant")
        return found

    def code(self, column: str, least: int, most: int) -> int | None:
        """Return a cell as a code within these bounds, None for an empty one."""
        found = self.number(column)
        if found is not None and (found != int(found) or not least <= found <= most):
            raise Malformed(column, self.cell(column), f"a code from {least} to {most}")
        return None if found is None else int(found)

    def day(self, column: str) -> dt.date:
        """Return a cell as a day, whatever time of day stands behind it."""
        cell = self.cell(column)
        for pattern in DAYS:
            for given in (cell, cell.split(" ")[0]):
                try:
                    return dt.datetime.strptime(given, pattern).date()
                except ValueError:
                    continue
        raise Malformed(column, cell, "a day as 2015-10-15")

    def document(self, origin: str) -> Document:
        """Return the row as a document."""
        return Document(self.text.encode(), origin, "text/plain")

    def story(self, document: Document, publisher: str, published: Published, ident: str) -> Story:
        """Return the row as a story of that publisher."""
        return Story(document.sha256, 0, len(self.text), self.text, publisher=publisher, published=published,
                     language="en", source_id=ident or None)  # fmt: skip


def whole(story: Story, account: Account, actors: Iterable[Mention]) -> Reading:
    """Return the reading of a row: its account, and what the account's words name."""
    found = list(actors)
    if account.time and account.time.quote:
        found.append(Mention("time", account.time.quote, account.time.when))
    if account.place:
        found.append(Mention("place", account.place.quote, account.place.place))
    found += [Mention("number", counted.quote, counted.amount) for _, counted in account.numbers]
    return Reading(story, tuple(found), (account,), account.reader)


def dead(fields: Fields, column: str) -> tuple[tuple[str, Counted], ...]:
    """Return a cell's number of dead; 0 stands for none told too, so that it tells nothing."""
    number = fields.number(column)
    if number is not None and number < 0:
        raise Malformed(column, fields.cell(column), "a number of dead")
    amount = Amount(number, number, "people", "killed")
    return (("killed", Counted(amount, fields.quote(column))),) if number else ()


def sources(fields: Fields, *columns: str) -> tuple[Source, ...]:
    """Return the row's own sources as a chain, in the order of the columns."""
    found = ((name, quote) for column in columns for name, quote in fields.parts(column))
    return tuple(Source(name, quote, evidence="unknown") for name, quote in found)


def somebody(name: str, quote: Quote, know: Knowledge) -> tuple[Filler, Actor | None]:
    """Return who a cell names: the table's actor, tried whole, without what stands in brackets, and by that alone.

    A country in brackets tells where somebody is at home, not who it is: "Civilians (Cameroon)".
    """
    after = _AFTER.search(name)
    bare = name[: after.start()] if after else name
    for form in (name, bare, after[1] if after else ""):
        actor = know.actors.resolve(form) if form else None
        if actor and (form == name or form == bare or actor.type != "state"):
            return Filler(actor.name, quote, actor.id), actor
    return Filler(bare or name, quote), None


def point(fields: Fields) -> tuple[float, float] | None:
    """Return the row's coordinates, None where either is missing; raise Malformed for what is no place on earth."""
    lat, lon = fields.number("latitude"), fields.number("longitude")
    if lat is None or lon is None:
        return None
    if not -90 <= lat <= 90:
        raise Malformed("latitude", fields.cell("latitude"), "a latitude within -90..90")
    if not -180 <= lon <= 180:
        raise Malformed("longitude", fields.cell("longitude"), "a longitude within -180..180")
    return lat, lon


def placed(name: str, where: Place, know: Knowledge) -> Place:
    """Return the place with the GeoNames id of the nearest place of that name, where one is near enough."""
    if where.lat is None or where.lon is None:
        return where
    at = (where.lat, where.lon)
    near = [(km(at, one.point), one) for one in know.gazetteer.candidates(name) if one.type == where.type]
    distance, best = min(near, key=lambda pair: (pair[0], pair[1].id), default=(SAME_PLACE_KM + 1, None))
    if best is None or distance > SAME_PLACE_KM:
        return where
    return Place(where.name, where.country or best.country, best.geonames, where.lat, where.lon, where.radius_km,
                 where.relation, where.type)  # fmt: skip


def place_of(fields: Fields, columns: tuple[str, ...], reach: tuple[str, str, float], know: Knowledge) -> Placed | None:
    """Return where a row puts its incident, quoted from the first of the columns that is filled; None for none.

    `reach` is the type of place, the relation of the words to it and the radius in km that the row's code stands for.
    """
    column = next((name for name in columns if fields.cell(name)), None)
    if column is None:
        return None
    name, at = fields.cell(column), point(fields)
    sort, relation, radius = reach
    sort = SORTS.get(column, sort)
    land = country_code(fields.cell("country"), know) if fields.cell("country") else None
    lat, lon = at or (None, None)
    where = Place(name, land, None, lat, lon, radius if at else None, relation, sort)
    return Placed(placed(name, where, know), fields.quote(column))


def country_code(name: str, know: Knowledge) -> str | None:
    """Return the two letters of a country's name, None for one that the gazetteer does not know."""
    return next((one.country for one in know.gazetteer.candidates(name) if one.type == "country"), None)


def told_at(moment: str, quote: Quote) -> Published:
    """Return the day of a count of seconds since 1970; unknown for what is no such count."""
    if not moment.isdigit() or len(moment) > 11:
        return Published()
    day = dt.datetime.fromtimestamp(int(moment), dt.UTC).date().isoformat()
    return Published(day, "day", "metadata", (Span(quote.start, quote.end),))
