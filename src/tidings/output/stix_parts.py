"""The STIX 2.1 objects that others refer to: who, where, which bytes; each as plain values with an id from its content.

STIX lets a producer use version-5 UUIDs under a name space of its own; so the same case gives the same ids wherever it
is exported, and objects of two exports fall together. A moment is a day of publication; without one it is UNDATED.
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from tidings.knowledge.grading import stix_confidence
from tidings.knowledge.names import fold
from tidings.model import Place, Story
from tidings.model.links import Told
from tidings.output.coded import Party

Stix = dict[str, Any]
OURS = uuid.UUID("6f0d3f5c-9a55-5d0e-8a7e-2f4f0b6a1c31")  # name space of ids of Tidings
OBSERVABLES = uuid.UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")  # name space that STIX sets for observables
UNDATED = "1970-01-01T00:00:00.000Z"
SINCE = "2026-01-01T00:00:00.000Z"  # since when this description of the extension holds
CLASSES = {"person": "individual", "group": "group", "": "unknown"}  # of actors by type; all others are organizations
EXTENSION_PROPERTIES = """\
An incident as reports tell it. event: id in the case. kind: sort of incident (attack, clash, arrest, ...).
status: happened, attempted, planned, possible, denied or hypothetical. methods: how an attack was carried out.
time: first and last possible day (start, end; one left out is open) and precision. place: name, ISO country, GeoNames
id, relation of the words to the named place, radius in km. roles: for each role the names, most often told first.
numbers: for each number the lowest, best supported and highest told. credibility: 1-6 of the Admiralty code; grade:
with the reliability A-F of the best graded publisher. independent: number of independent origins that assert the
incident; origins: their names. conflicts: fields on which accounts exclude each other. tags: analysts' own words."""


def ident(sort: str, *parts: object) -> str:
    """Return the id of an object of ours: version 5, from its sort and what makes it one."""
    return f"{sort}--{uuid.uuid5(OURS, json.dumps([sort, *map(str, parts)], ensure_ascii=False))}"


def observable(sort: str, **contributing: object) -> Stix:
    """Return an observable; its id follows from the contributing properties as STIX prescribes."""
    text = json.dumps(contributing, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return {"type": sort, "spec_version": "2.1", "id": f"{sort}--{uuid.uuid5(OBSERVABLES, text)}", **contributing}


def moment(day: str | None) -> str:
    """Return the midnight that begins a day.

    >>> moment("2015-10-16")
    '2015-10-16T00:00:00.000Z'
    """
    return f"{day}T00:00:00.000Z" if day else UNDATED


def domain(sort: str, key: str, created: str, modified: str = "", **properties: object) -> Stix:
    """Return an object of ours; properties without a value are left out."""
    kept = {name: value for name, value in properties.items() if value not in (None, "", [], {})}
    base = {"type": sort, "spec_version": "2.1", "id": key, "created_by_ref": TOOL["id"]}
    return base | {"created": created, "modified": modified or created} | kept


def _tool() -> Stix:
    key = ident("identity", "tool", "Tidings")
    words = "Program that reads open-source reports and keeps what they tell, each value with its words."
    tool = {"type": "identity", "spec_version": "2.1", "id": key, "created": SINCE, "modified": SINCE}
    return tool | {"name": "Tidings", "identity_class": "system", "description": words}


TOOL = _tool()
EXTENSION = domain(
    "extension-definition", ident("extension-definition", "incident", "1"), SINCE,
    name="Incident as told", description="What reports tell of an incident, with the grade that follows from them.",
    schema=EXTENSION_PROPERTIES, version="1.0.0", extension_types=["property-extension"],
)  # fmt: skip


def located(place: Place) -> Stix | None:
    """Return a location; None for a place without a country and without coordinates, which STIX has no room for."""
    has_point = place.lat is not None and place.lon is not None
    if not has_point and not place.country:
        return None
    key = ident("location", place.name, place.country, place.geonames, place.lat, place.lon, place.radius_km)
    point = {"latitude": place.lat, "longitude": place.lon} if has_point else {}
    metres = place.radius_km * 1000 if has_point and place.radius_km is not None else None
    return domain("location", key, SINCE, name=place.name, country=place.country, precision=metres) | point


def publisher(name: str) -> Stix:
    """Return who published a story."""
    return domain("identity", ident("identity", "publisher", fold(name)), SINCE, name=name,
                  identity_class="organization")  # fmt: skip


def somebody(party: Party) -> Stix:
    """Return somebody of an event, known by the table's id or by the name alone."""
    key = ident("identity", "actor", party.entity or fold(party.name))
    sort = CLASSES.get(party.type, "organization" if party.entity else "group")
    links = [{"source_name": "Wikidata", "external_id": party.wikidata}] if party.wikidata else []
    return domain("identity", key, SINCE, name=party.name, identity_class=sort, external_references=links)


def captured(story: Story) -> list[Stix]:
    """Return what was observed of a story: the bytes by their SHA-256, the address, and the observation of both."""
    parts = [observable("file", hashes={"SHA-256": story.document})]
    if story.url:
        parts.append(observable("url", value=story.url))
    seen = moment(story.published.date)
    key = ident("observed-data", story.document, story.url)
    refs = [part["id"] for part in parts]
    observed = domain("observed-data", key, seen, first_observed=seen, last_observed=seen, number_observed=1,
                      object_refs=refs)  # fmt: skip
    return [*parts, observed]


def cited_from(told: Told) -> list[Stix]:
    """Return one external reference a story, with its address and the hash of its bytes."""
    found: dict[str, Stix] = {}
    for story, _, _ in told.tellings:
        words = ", ".join(filter(None, (story.headline, story.published.date))) or f"story {story.id}"
        reference = {"source_name": story.publisher or "unknown publisher", "description": words}
        if story.source_id:
            reference["external_id"] = story.source_id
        address = {"url": story.url, "hashes": {"SHA-256": story.document}} if story.url else {}
        found.setdefault(story.id, reference | address)
    return list(found.values())


def moments(told: Told) -> tuple[str, str]:
    """Return the first and the last publication of the event's stories."""
    days = sorted(story.published.date for story, _, _ in told.tellings if story.published.date)
    return (moment(days[0]), moment(days[-1])) if days else (UNDATED, UNDATED)


def confidence(told: Told) -> int | None:
    """Return STIX's confidence for the event's credibility; None for 6, where STIX leaves it out."""
    return stix_confidence(told.event.credibility)
