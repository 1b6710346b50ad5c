"""The coarse map of the world that lies beside this file: coasts, lakes and borders as lines of degrees."""

from __future__ import annotations

import json
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Literal

UNIT = 100  # of the file's whole numbers in a degree
Layer = Literal["land", "lakes", "states", "disputed"]
Path2 = tuple[tuple[float, float], ...]  # longitude, latitude
_FILE = Path(__file__).with_name("world.json")


@cache
def layer(name: Layer) -> tuple[Path2, ...]:
    """Return the rings or lines of one layer; borders that are not settled are "disputed"."""
    held: dict[str, list[list[int]]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(map(_degrees, held[name]))


def _degrees(packed: list[int]) -> Path2:
    lons, lats = accumulate(packed[::2]), accumulate(packed[1::2])
    return tuple((lon / UNIT, lat / UNIT) for lon, lat in zip(lons, lats, strict=True))
