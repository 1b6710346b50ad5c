"""Where a map draws the events of a large case: one site a place, or where there are too many one a cell of a grid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tidings.web.table import Ints, Mask, Table, place_key

MOST = 4_000  # sites: what a page draws and merges within a frame
FINEST = 0.05  # degrees of a cell; doubled until the cells are few enough
Site = tuple[str, str | None, float, float, float, int]  # name, key, latitude, longitude, radius in km, other places


@dataclass(frozen=True)
class Sites:
    """The sites of a table, and for each event the number of its own, -1 for none."""

    sites: list[Site]
    of: Ints


def sites_of(table: Table) -> Sites:
    """Return the sites: places of one key and point are one; a cell has the name of its most told place."""
    return table.kept(("sites",), 1, lambda: _sites(table))


def _sites(table: Table) -> Sites:
    used = np.bincount(table.place[table.placed], minlength=len(table.places))
    order = sorted(np.flatnonzero(used).tolist(), key=lambda n: (-used[n], n))
    size = 0.0
    groups = _grouped(table, order, size)
    while len(groups) > MOST:
        size = size * 2 or FINEST
        groups = _grouped(table, order, size)
    of_place = np.full(len(table.places) + 1, -1, np.int32)
    sites: list[Site] = []
    for places in groups.values():
        of_place[places] = len(sites)
        name, lat, lon, radius, *_ = row = table.places[places[0]]
        keys = dict.fromkeys(place_key(table.places[n]) for n in places)
        sites.append((name, place_key(row) if len(keys) == 1 else None, lat or 0.0, lon or 0.0, radius or 0.0,
                      len(keys) - 1))  # fmt: skip
    return Sites(sites, of_place[table.place])


def _grouped(table: Table, order: list[int], size: float) -> dict[object, list[int]]:
    """The places by cell, or by key and point where cells have no size."""
    groups: dict[object, list[int]] = {}
    for n in order:
        row = table.places[n]
        lat, lon = row[1] or 0.0, row[2] or 0.0
        cell: object = (lat // size, lon // size) if size else (place_key(row), lat, lon)
        groups.setdefault(cell, []).append(n)
    return groups


def counted_by_site(table: Table, sites: Sites, through: Mask) -> list[list[int]]:
    """Return for each site with events that pass its number and how many there are of each kind."""
    kinds = table.values["kind"]
    at = np.flatnonzero(through & (sites.of >= 0))
    count = np.bincount(
        sites.of[at] * len(kinds.names) + kinds.values[at], minlength=len(sites.sites) * len(kinds.names)
    )
    by_site = count.reshape(len(sites.sites), -1) if sites.sites else count.reshape(0, 1)
    told = np.flatnonzero(by_site.sum(axis=1))
    return np.column_stack((told, by_site[told])).tolist()  # type: ignore[no-any-return]
