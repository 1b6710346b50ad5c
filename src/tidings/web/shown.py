"""Some events of a table as columns that stand for themselves, with the names that these events have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tidings.case.about import titles
from tidings.web.columns import STATES, EventColumns, Numbered
from tidings.web.desk import Desk
from tidings.web.table import OPEN_END, OPEN_START, PRECISIONS, Table

LISTED = {"item": "items", "category": "categories", "source": "sources", "conflict": "fields", "tag": "tags"}
SINGLE = {"kind": "kinds", "status": "statuses", "method": "methods"}  # facets of one value, and what names them
PLAIN = ("precision", "stories", "accounts", "confidence", "credibility", "comments")


def shown(desk: Desk, table: Table, at: Sequence[int] | NDArray[np.int64]) -> EventColumns:
    """Return events of a table as columns; their titles are asked of the case."""
    rows = np.asarray(at, np.int64)
    ids = [table.id_of(row) for row in rows]
    numbers = {name: column[rows].tolist() for name, column in table.numbers.items()}
    names, out = _named(table, rows)
    places = sorted({place for place in table.place[rows].tolist() if place >= 0})
    names["precisions"], names["states"] = list(PRECISIONS), list(STATES)
    names["places"] = [table.places[place] for place in places]
    names["countries"] = sorted({country for place in places if (country := table.places[place][4])})
    known = titles(desk.case, ids)
    kinds = [names["kinds"][kind] for kind in out["kind"]]
    return out | {
        "version": table.version, "n": len(ids), "names": names, "id": ids,
        "title": [known.get(key) or kind for key, kind in zip(ids, kinds, strict=True)],
        "start": [None if day == OPEN_START else day for day in numbers["start"]],
        "end": [None if day == OPEN_END else day for day in numbers["end"]],
        "place": [places.index(place) if place >= 0 else -1 for place in table.place[rows].tolist()],
        "origins": numbers["independent"], "reliability": "".join(map(chr, numbers["reliability"])),
        "state": [STATES.index(table.values["state"].of_row(row)[0]) for row in rows],
        **{name: numbers[name] for name in PLAIN},
    }  # type: ignore[return-value]  # fmt: skip


def _named(table: Table, rows: NDArray[np.int64]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The names of what these events have, and the columns that hold their numbers."""
    held = {name: [table.values[name].of_row(row) for row in rows] for name in (*LISTED, *SINGLE, "actor", "target")}
    names: dict[str, Any] = {}
    out: dict[str, Any] = {}
    actors = Numbered(name for half in ("actor", "target") for some in held[half] for name in some)
    names["actors"] = actors.names
    for half in ("actor", "target"):
        out[f"{half}s"] = [actors.some(some) for some in held[half]]
    for facet, called in (LISTED | SINGLE).items():
        numbered = Numbered(name for some in held[facet] for name in some)
        names[called] = numbered.names
        if facet in SINGLE:
            out[facet] = [numbered.one(some[0] if some else None) for some in held[facet]]
        else:
            out["conflicts" if facet == "conflict" else called] = [numbered.some(some) for some in held[facet]]
    return names, out
