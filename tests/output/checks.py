"""What must hold for an export of each form, read back by a library that others use to read it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import bibtexparser
import icalendar
import jsonschema
import networkx
from fastkml import KML
from geojson_pydantic import FeatureCollection
from lxml import etree

from tidings.model.links import Told

KML_NS = "{http://www.opengis.net/kml/2.2}"
PLACEMARK = ["name", "description", "TimeSpan", "ExtendedData", "Point"]  # the order that the KML schema asks for
TEXT = {"type": "string"}
NUMBERS = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3}
CSL = {  # the part of csl-data.json 1.0.2 that is filled; its "additionalProperties" is false too
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "type": {"enum": ["article-newspaper", "webpage"]},
            **{
                name: TEXT
                for name in ("id", "title", "container-title", "URL", "language", "abstract", "note", "keyword")
            },
            "author": {"type": "array", "items": {"type": "object", "properties": {"literal": TEXT}}},
            "issued": {
                "type": "object",
                "properties": {"date-parts": {"type": "array", "items": NUMBERS, "maxItems": 2}},
            },
            "custom": {"type": "object"},
        },
    },
}
TIMEMAP = {  # what TimeMap's own checks of events, associations and sources ask for
    "type": "object",
    "required": ["events", "associations", "sources"],
    "properties": {
        "events": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["description", "associations", "latitude", "longitude", "date"],
                "additionalProperties": False,
                "properties": {
                    **{
                        name: TEXT
                        for name in (
                            "id",
                            "description",
                            "time",
                            "time_precision",
                            "time_display",
                            "location",
                            "latitude",
                            "longitude",
                            "type",
                            "category",
                            "comments",
                        )
                    },
                    "date": {"type": "string", "pattern": r"^\d\d/\d\d/\d{4}$"},
                    "associations": {"type": "array", "items": TEXT},
                    "sources": {"type": "array", "items": TEXT},
                },
            },
        },
        "associations": {"type": "array", "items": {"required": ["id", "title", "mode"]}},
        "sources": {"additionalProperties": {"required": ["id", "paths"], "properties": {"paths": {"type": "array"}}}},
    },
}
_DAY = {
    "type": "object",
    "required": ["year"],
    "properties": {
        "year": {"type": "integer"},
        "month": {"type": "integer", "minimum": 1, "maximum": 12},
        "day": {"type": "integer", "minimum": 1, "maximum": 31},
    },
}
TIMELINEJS = {  # the form that its documentation describes
    "type": "object",
    "required": ["events"],
    "properties": {
        "events": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["start_date", "text"],
                "properties": {"start_date": _DAY, "end_date": _DAY, "text": {"required": ["headline", "text"]}},
            },
        },
    },
}


def n_placed(events: list[Told]) -> int:
    return sum(
        t.event.place is not None and t.event.place.lat is not None and t.event.place.lon is not None for t in events
    )


def n_dated(events: list[Told]) -> int:
    return sum(bool(t.event.time.start and t.event.time.end) for t in events)


def n_stories(events: list[Told]) -> int:
    return len({story.id for told in events for story, _, _ in told.tellings})


def geojson(raw: bytes, events: list[Told]) -> None:
    found = FeatureCollection.model_validate_json(raw)
    assert len(found.features) == n_placed(events)


def kml(raw: bytes, events: list[Told]) -> None:
    root = etree.fromstring(raw)
    assert [child.tag for child in root] == [f"{KML_NS}Document"]
    marks = root.findall(f"{KML_NS}Document/{KML_NS}Placemark")
    assert len(marks) == n_placed(events)
    for mark in marks:
        inside = [str(child.tag).removeprefix(KML_NS) for child in mark]
        assert inside == [name for name in PLACEMARK if name in inside]
    assert len(next(iter(KML.from_string(raw.split(b"\n", 1)[1].decode()).features)).features) == len(marks)


def graph(read: Callable[..., Any]) -> Callable[[bytes, list[Told]], None]:
    def check(raw: bytes, events: list[Told]) -> None:
        found = read(io.BytesIO(raw))
        assert found.is_directed()
        for _, one in found.nodes(data=True):
            assert one["type"] in ("actor", "item", "place", "outlet")
        ids = {told.event.id for told in events}
        for _, _, tie in found.edges(data=True):
            assert tie["event"] in ids
            assert tie.keys() >= {"relation", "kind", "status", "grade", "independent"}

    return check


def ics(raw: bytes, events: list[Told]) -> None:
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    found = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    assert len(found) == n_dated(events)
    assert not any(event.errors for event in found)


def bibtex(raw: bytes, events: list[Told]) -> None:
    found = bibtexparser.parse_string(raw.decode())
    assert not found.failed_blocks
    assert len(found.entries) == n_stories(events)


def csl(raw: bytes, events: list[Told]) -> None:
    found = json.loads(raw)
    jsonschema.validate(found, CSL)
    assert len(found) == n_stories(events)


def timemap(raw: bytes, events: list[Told]) -> None:
    found = json.loads(raw)
    jsonschema.validate(found, TIMEMAP)
    assert len(found["events"]) == n_dated(events)
    assert {key for event in found["events"] for key in event["sources"]} == set(found["sources"])
    known = {one["id"] for one in found["associations"]}
    assert {key for event in found["events"] for key in event["associations"]} == known


def timelinejs(raw: bytes, events: list[Told]) -> None:
    found = json.loads(raw)
    jsonschema.validate(found, TIMELINEJS)
    assert len(found["events"]) == n_dated(events)
    for slide in found["events"]:
        assert "<" not in slide["text"]["headline"]
        assert "<" not in slide["text"]["text"].replace("<p>", "").replace("</p>", "")


CHECKS: dict[str, Callable[[bytes, list[Told]], None]] = {
    "geojson": geojson,
    "kml": kml,
    "graphml": graph(networkx.read_graphml),
    "gexf": graph(lambda raw: networkx.read_gexf(raw, version="1.3")),
    "ics": ics,
    "bibtex": bibtex,
    "csl-json": csl,
    "timemap": timemap,
    "timelinejs": timelinejs,
}
