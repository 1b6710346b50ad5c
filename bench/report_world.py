"""Make the coarse world map of the report's pictures from the desk's base map: python bench/report_world.py

Coasts and lakes of 5 km and more and the borders of states, in whole hundredths of a degree: a page shows no more.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).parents[1]
DESK = ROOT / "desk" / "public" / "map"
OUT = ROOT / "src" / "tidings" / "output" / "report" / "world.json"
FINE = 1000  # the desk's units in a degree
UNIT = 100
BEND = 0.06  # degrees that a line may be moved; half a picture's pixel where it shows a third of the world
SMALL = 0.02  # square degrees of a box below which an island or a lake is left out: some 15 by 15 km

Points = NDArray[np.float64]


def degrees(packed: list[int]) -> Points:
    """The desk's line as degrees: a first point, then steps."""
    return np.cumsum(np.array(packed, float).reshape(-1, 2), axis=0) / FINE


def straightened(line: Points) -> Points:
    """The line without points that lie within BEND of the chord between those kept (Douglas and Peucker)."""
    keep = np.zeros(len(line), bool)
    keep[[0, -1]] = True
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        chord, inner = line[last] - line[first], line[first + 1 : last] - line[first]
        length = float(np.hypot(*chord))
        off = np.abs(inner[:, 0] * chord[1] - inner[:, 1] * chord[0]) / length if length else np.hypot(*inner.T)
        far = int(off.argmax())
        if off[far] > BEND:
            keep[first + 1 + far] = True
            spans += [(first, first + 1 + far), (first + 1 + far, last)]
    return line[keep]


def packed(line: Points) -> list[int]:
    """Whole numbers: the first point, then steps."""
    whole = np.round(line * UNIT).astype(int)
    return [int(n) for n in np.diff(whole, axis=0, prepend=[[0, 0]]).ravel()]


def areas(shapes: list[list[list[int]]]) -> list[list[int]]:
    """The outer rings that are large enough to be seen."""
    rings = [degrees(shape[0]) for shape in shapes]
    return [packed(line) for ring in rings if np.ptp(ring, axis=0).prod() >= SMALL for line in [straightened(ring)]]


def named(names: list[list[Any]]) -> list[list[Any]]:
    """The countries' names, largest first: the desk's zoom from which one is drawn tells its size."""
    sizes = {1: 3, 2.2: 2, 3.6: 1}
    rows = (row for row in names if row[4] == 0 and None not in row)
    placed = [[name, round(lon * UNIT), round(lat * UNIT), sizes.get(zoom, 0)] for name, lon, lat, zoom, _ in rows]
    return sorted(placed, key=lambda row: (-row[3], row[0]))


def main() -> None:
    land: dict[str, Any] = json.loads((DESK / "land.json").read_text())
    lines: dict[str, Any] = json.loads((DESK / "lines.json").read_text())
    held: dict[str, Any] = {name: areas(land[name]) for name in ("land", "lakes")}
    held |= {name: [packed(straightened(degrees(one))) for one in lines[name]] for name in ("states", "disputed")}
    held["countries"] = named(json.loads((DESK / "names.json").read_text()))
    OUT.write_text(json.dumps(held, separators=(",", ":")) + "\n")
    points = sum(len(one) // 2 for name in ("land", "lakes", "states", "disputed") for one in held[name])
    print(f"{OUT.name}: {OUT.stat().st_size >> 10} kB, {points} points")


if __name__ == "__main__":
    main()
