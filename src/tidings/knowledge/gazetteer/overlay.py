"""A user's own places: laid over the built gazetteer, so that a new row costs no new build (about a minute)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tidings.knowledge.gazetteer.names import EXACT, fold, is_exact
from tidings.knowledge.gazetteer.sources import CODE, MAIN, own_id
from tidings.knowledge.own import Tables
from tidings.knowledge.tables import Row, cell_list, table

if TYPE_CHECKING:
    from tidings.knowledge.gazetteer import Candidate

Find = Callable[[str], Sequence["Candidate"]]
WEIGHT = 100_000  # people that an own place counts as when names are weighed: nobody writes down a hamlet unmeant
SORTS = ("country", "admin1", "admin2", "city", "region", "water", "continent", "facility")


class Overlay:
    """What a user's rows add to the names of the gazetteer, change in its places, and take away from its names.

    A name that a user gives stands for his place alone: he means it, and a namesake elsewhere would only cast doubt.
    """

    def __init__(self, tables: Tables, find: Find, by_id: Callable[[int], Candidate | None]) -> None:
        self._find = find
        self._added: dict[str, list[Candidate]] = {}
        self._gone: dict[str, set[int]] = {}
        self.places: dict[int, Candidate] = {}
        for name, place_of in (("places_regions", self._region), ("places_aliases", self._alias)):
            for row in tables.withdrawn(name):
                self._withdraw(name, row)
            for row in tables.own_rows(name):
                self._add(row, place_of(row, by_id))

    def over(self, key: str, found: Sequence[Candidate]) -> list[Candidate]:
        """Return what the built gazetteer found under the key, as the user's rows leave it."""
        gone = self._gone.get(key, set())
        kept = [replace(self.places.get(c.id, c), rank=c.rank) for c in found if c.id not in gone]
        return self._added.get(key) or kept

    def __bool__(self) -> bool:
        return bool(self._added or self._gone)

    def _add(self, row: Row, place: Candidate) -> None:
        self.places[place.id] = place
        own = (row["name"],) if row["lat"] else ()  # the name of a place that is there already is no news
        for name in (*own, *cell_list(row["aliases"])):
            self._added.setdefault(EXACT + name if is_exact(name) else fold(name), []).append(replace(place, rank=MAIN))
        if row.get("code"):
            self._added.setdefault(EXACT + row["code"], []).append(replace(place, rank=CODE))

    def _region(self, row: Row, by_id: Callable[[int], Candidate | None]) -> Candidate:
        from tidings.knowledge.gazetteer import Candidate

        if row["type"] not in SORTS:
            raise row.fault(f'no type "{row["type"]}"; the types are {", ".join(SORTS)}')
        lat, lon, radius = (_number(row, column) for column in ("lat", "lon", "radius_km"))
        known = by_id(int(_number(row, "geonames"))) if row["geonames"] else None
        if known:
            return replace(known, name=row["name"], type=row["type"], lat=lat, lon=lon, radius_km=radius, is_noted=True)
        ident = int(_number(row, "geonames")) if row["geonames"] else own_id(row["name"], row["country"])
        place = Candidate(ident, row["name"], row["type"], row["country"] or None, None, WEIGHT, lat, lon, radius)
        return replace(place, is_noted=True)

    def _alias(self, row: Row, by_id: Callable[[int], Candidate | None]) -> Candidate:
        found = [c for c in self._find(fold(row["name"])) if (c.type, c.country or "") == (row["type"], row["country"])]
        if not found:
            where = f"{row['type'] or 'place'} {row['name']} in {row['country'] or 'no country'}"
            raise row.fault(f"the gazetteer has no {where}; for a new place write a row in places_regions.tsv")
        place = replace(max(found, key=lambda c: c.population), is_noted=True)
        return replace(place, lat=_number(row, "lat"), lon=_number(row, "lon")) if row["lat"] else place

    def _withdraw(self, name: str, withdrawal: Row) -> None:
        """Take the names of the built-in rows that are meant from their places."""
        for row in table(name):
            if row["name"] != withdrawal["name"][1:] or withdrawal["country"] not in ("", row["country"]):
                continue
            for called in (row["name"], *cell_list(row["aliases"])):
                key = EXACT + called if is_exact(called) else fold(called)
                meant = {c.id for c in self._find(key) if (c.country or "") == row["country"] and c.type == row["type"]}
                self._gone.setdefault(key, set()).update(meant)


def _number(row: Row, column: str) -> float:
    bounds = {"lat": (-90.0, 90.0), "lon": (-180.0, 180.0), "radius_km": (0.0, 20_000.0)}
    low, high = bounds.get(column, (1.0, float("inf")))
    try:
        value = float(row[column])
    except ValueError:
        raise row.fault(f'"{row[column]}" under {column} is no number') from None
    if not low <= value <= high:
        raise row.fault(f"{column} {row[column]} lies outside {low:g} to {high:g}")
    return value
