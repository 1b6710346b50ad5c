"""JSON lines, GeoJSON and lineage are valid, hold every field and quote verbatim words."""

from __future__ import annotations

import json

import pytest

from tests.output.told import ATTACK, BLOG, NAMED_ONLY, TOLD, UNDATED, WIRE
from tidings.model import Lineage
from tidings.output import events_geojson, events_jsonl, lineage_json

ALL = [TOLD, NAMED_ONLY, UNDATED]
TEXTS = {story.id: story.text for story in (WIRE, BLOG)}


def test_json_lines_have_the_form_that_the_cluster_scorer_reads() -> None:
    first, *_ = rows = [json.loads(line) for line in events_jsonl(ALL)]
    assert len(rows) == 3
    event, accounts = first["event"], first["accounts"]
    assert (event["id"], event["kind"], event["status"]) == (ATTACK.id, "attack", "happened")
    assert (event["origins"], event["independent"], event["credibility"]) == (["governor's office", "Haman"], 2, 2)
    assert event["place"]["geonames"] == 2228028
    assert event["time"] == {"start": "2015-10-15", "end": "2015-10-15", "precision": "day"}
    assert [(a["source_id"], a["origin"]) for a in accounts] == [("a1-1", "governor's office"), (None, None)]
    assert accounts[0]["publisher"] == "Sahel Newswire"
    assert event["statements"][0]["text"] == "six"


def quotes(value: object) -> list[dict]:
    if isinstance(value, list):
        return [found for one in value for found in quotes(one)]
    if not isinstance(value, dict):
        return []
    own = [value] if isinstance(value.get("start"), int) else []
    spanned = [{"start": value["span"][0], "end": value["span"][1], "text": value["text"]}] if value.get("span") else []
    return own + spanned + quotes(list(value.values()))


def test_every_quote_of_json_lines_reads_as_it_says() -> None:
    n_quotes = 0
    for line in events_jsonl(ALL):
        for account in json.loads(line)["accounts"]:
            for quote in quotes(account):
                assert TEXTS[account["story"]][quote["start"] : quote["end"]] == quote["text"]
                n_quotes += 1
    assert n_quotes > 10


def test_a_map_has_points_and_names_what_has_none() -> None:
    found = json.loads("".join(events_geojson(ALL)))
    assert set(found) == {"type", "features", "unplaced"}
    (feature,) = found["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [14.14, 11.05]}
    assert (feature["id"], feature["properties"]["radius_km"]) == (ATTACK.id, 10.0)
    assert feature["properties"]["quote"] in WIRE.text
    assert found["unplaced"] == [NAMED_ONLY.event.id, UNDATED.event.id]


@pytest.mark.parametrize("events", [[], [UNDATED], [TOLD, TOLD]])
def test_a_map_of_any_number_of_events_is_valid(events: list) -> None:
    found = json.loads("".join(events_geojson(events)))
    assert found["type"] == "FeatureCollection"
    assert len(found["features"]) + len(found["unplaced"]) == len(events)


@pytest.mark.parametrize(
    ("pairs", "copies", "cites"),
    [
        ([], [], []),
        (
            [Lineage("s1", "s2", "copies", "verbatim"), Lineage("s1", "s3", "cites", "named", "Sahel reported")],
            [["a1-1", "s2", "verbatim"]],
            [["s3", "a1-1", "Sahel reported"]],
        ),
    ],
)
def test_lineage_goes_by_the_ids_of_the_input(pairs: list[Lineage], copies: list, cites: list) -> None:
    (line,) = "".join(lineage_json(pairs, {"s1": "a1-1", "s2": None})).splitlines()  # as --json promises
    found = json.loads(line)
    assert found == {"copies": copies, "cites": cites}
