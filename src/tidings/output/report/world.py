"""The coarse map of the world that lies beside this file: coasts, lakes, borders, and names of countries."""

from __future__ import annotations

import json
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Literal

UNIT = 100  # of the file's whole numbers in a degree
Layer = Literal["land", "lakes", "states", "disputed"]
Path2 = tuple[tuple[float, float], ...]  # longitude, latitude
_FILE = Path(__file__).with_name("world.json")


@cache
def _held() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return found


@cache
def countries() -> tuple[tuple[str, float, float, int], ...]:
    """Return the names of countries with longitude and latitude of their middle, and their size: 3 largest, 0 least."""
    return tuple((name, lon / UNIT, lat / UNIT, size) for name, lon, lat, size in _held()["countries"])


@cache
def layer(name: Layer) -> tuple[Path2, ...]:
    """Return the rings or lines of one layer; borders that are not settled are "disputed"."""
    return tuple(map(_degrees, _held()[name]))


def _degrees(packed: list[int]) -> Path2:
    lons, lats = accumulate(packed[::2]), accumulate(packed[1::2])
    return tuple((lon / UNIT, lat / UNIT) for lon, lat in zip(lons, lats, strict=True))
