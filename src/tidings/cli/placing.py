"""What a place that an analyst types by name lacks, and the commands that give it.

A name may stand for several places, so that none is chosen for the analyst: each is a line to copy.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping

OFFERED = 3  # places of one name; the gazetteer has the best known first


def offers(case: str, event: str, name: str) -> Iterator[str]:
    """Yield lines that say what the name alone lacks, and how to set each place that the tables have of that name."""
    from tidings.knowledge import Knowledge

    bare, _, country = (part.strip() for part in name.rpartition(",")) if "," in name else (name, "", "")
    found = Knowledge().gazetteer.candidates(bare)
    found = tuple(one for one in found if not country or country.upper() == one.country)
    known = "To say which is meant:" if found else "No table knows it. To say where it lies, put figures in:"
    yield f'"{name}" is kept as a name alone, without a country and a point on the map. {known}'
    if not found:
        yield _command(case, event, {"name": name, "country": "XX", "lat": 0, "lon": 0})
    for one in found[:OFFERED]:
        place = {"name": one.name, "country": one.country, "geonames": one.geonames, "lat": one.lat, "lon": one.lon}
        yield _command(case, event, place | {"radius_km": one.radius_km, "type": one.type})


def _command(case: str, event: str, place: Mapping[str, object]) -> str:
    value = json.dumps(place, ensure_ascii=False)
    return f"    tidings judge {shlex.quote(case)} edit {event} place {shlex.quote(value)}"
