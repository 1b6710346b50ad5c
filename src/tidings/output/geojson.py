"""A map as GeoJSON (RFC 7946): events with a position are features, the others are listed by id."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tidings.model.links import Told
from tidings.output.cite import best_citation
from tidings.output.forms import Options
from tidings.output.jsonl import event_json
from tidings.output.summary import grade, names, publishers


def collection(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield the map; it has no other variant."""
    return events_geojson(events)


def events_geojson(events: Iterable[Told]) -> Iterator[str]:
    """Yield one FeatureCollection in pieces, a line a feature; `unplaced` holds the ids of events without a position.

    The point is the place's centre; `radius_km` says how far from it the event may lie.
    """
    unplaced: list[str] = []
    yield '{"type": "FeatureCollection", "features": ['
    before = "\n"
    for told in events:
        one = feature(told)
        if one is None:
            unplaced.append(told.event.id)
        else:
            yield before + json.dumps(one, ensure_ascii=False)
            before = ",\n"
    yield f'\n], "unplaced": {json.dumps(unplaced)}}}\n'


def feature(told: Told) -> dict[str, Any] | None:
    """Return the event as a Feature with [longitude, latitude], or None where it has no position."""
    place = told.event.place
    if place is None or place.lat is None or place.lon is None:
        return None
    properties = event_json(told.event) | {
        "radius_km": place.radius_km,
        "actor": names(told, "actor"),
        "target": names(told, "target"),
        "item": names(told, "item"),
        "grade": grade(told),
        "sources": publishers(told),
        **best_citation(told),
    }
    geometry = {"type": "Point", "coordinates": [place.lon, place.lat]}
    return {"type": "Feature", "id": told.event.id, "geometry": geometry, "properties": properties}
