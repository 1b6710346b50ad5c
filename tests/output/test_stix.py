"""STIX bundles pass the validator of OASIS and load in its library; ids follow from content, and nothing is added."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from typing import Any

import pytest
import stix2
from stix2validator import ValidationOptions, validate_string

from tests.builders import account, event, origin, story
from tests.output.incidents import TOWN, incident
from tests.output.told import ATTACK, BOMBERS, NAMED_ONLY, TOLD, UNDATED, WIRE
from tidings.knowledge.grading import stix_confidence
from tidings.model import Edit, Place
from tidings.model.links import Telling, Told
from tidings.output.forms import Options
from tidings.output.stix import bundle
from tidings.output.stix_parts import EXTENSION, OBSERVABLES
from tidings.output.stix_parts import UNDATED as NO_DAY

# 103 asks for random ids; the standard itself allows version 5 under a producer's own name space, which is what lets
# the same case give the same ids
STRICT = ValidationOptions(version="2.1", strict=True, strict_properties=True, enforce_refs=True, disabled="103")
DENIAL = story("The army denied that it attacked Mora.", "2015-10-18", publisher="Mora Diary")
DENIED = account(DENIAL, "attacked", status="denied", sources=["The army"])
DISPUTED = Told(
    replace(event(BOMBERS, DENIED), origins=("governor's office",), conflicts=("status",), credibility=4,
            edits=(Edit("killed", '{"min": 7, "max": 7}', "ana", "2015-10-20T08:00:00+00:00", "hospital list"),)),
    (Telling(WIRE, BOMBERS, origin(BOMBERS, "governor's office")),
     Telling(DENIAL, DENIED, origin(DENIED, "the army", is_asserting=False))),
)  # fmt: skip
ALL = [TOLD, NAMED_ONLY, UNDATED, DISPUTED]


def written(*events: Told) -> str:
    return "".join(bundle(events, Options()))


def objects(*events: Told) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(written(*events))["objects"]
    return found


def of_type(sort: str, *events: Told) -> list[dict[str, Any]]:
    return [one for one in objects(*events) if one["type"] == sort]


@pytest.mark.parametrize("events", [[], ALL, [UNDATED], [DISPUTED]], ids=["none", "all", "undated", "disputed"])
def test_the_strict_validator_finds_nothing(events: list[Told]) -> None:
    result = validate_string(written(*events), STRICT)
    assert [str(error) for error in result.errors or ()] == []
    assert result.is_valid


def test_the_library_of_oasis_loads_it_without_custom_content() -> None:
    loaded = stix2.parse(written(*ALL), allow_custom=False)
    assert len(loaded.objects) == len(objects(*ALL))


def test_the_same_events_give_the_same_bundle_and_each_id_stands_once() -> None:
    assert written(*ALL) == written(*ALL)
    ids = [one["id"] for one in objects(*ALL)]
    assert len(ids) == len(set(ids))
    assert {uuid.UUID(key.split("--")[1]).version for key in ids} == {5}


def test_an_object_follows_what_it_refers_to() -> None:
    seen: set[str] = set()
    for one in objects(*ALL):
        refs = [value for name, value in one.items() if name.endswith("_ref")]
        refs += [key for name, value in one.items() if name.endswith("_refs") for key in value]
        assert set(refs) <= seen | {one["id"]}
        seen.add(one["id"])


def test_only_what_describes_is_written() -> None:
    assert {one["type"] for one in objects(*ALL)} == {
        "identity", "extension-definition", "incident", "location", "relationship", "file", "url", "observed-data",
        "sighting", "opinion", "note", "report",
    }  # fmt: skip
    assert {one["relationship_type"] for one in of_type("relationship", *ALL)} == {"related-to"}


def test_an_incident_tells_what_the_event_tells() -> None:
    (found,) = of_type("incident", TOLD)
    told = found["extensions"][EXTENSION["id"]]
    assert (told["event"], told["kind"], told["status"], told["grade"]) == (ATTACK.id, "attack", "happened", "B2")
    assert told["numbers"] == {"killed": {"low": 6, "best": 6, "high": 9}}
    assert told["roles"]["actor"] == ["Two suicide bombers"]
    assert (found["confidence"], found["created"], found["modified"]) == (70, *["2015-10-16T00:00:00.000Z"] * 2)
    assert "killing at least six" in found["description"]


@pytest.mark.parametrize("grade", [1, 2, 3, 4, 5, 6])
def test_confidence_is_that_of_the_credibility(grade: int) -> None:
    told = incident("Thursday rebels attacked.", "attacked", "attack", credibility=grade)
    (found,) = of_type("incident", told)
    assert found.get("confidence") == stix_confidence(grade)  # type: ignore[arg-type]


def test_bytes_are_observed_by_their_hash_and_ids_are_as_the_standard_says() -> None:
    (file, *_), (address,) = of_type("file", TOLD), of_type("url", TOLD)
    assert file["hashes"] == {"SHA-256": WIRE.document}
    assert file["id"] == stix2.v21.File(hashes={"SHA-256": WIRE.document}).id
    assert address["id"] == stix2.URL(value="https://example.org/1").id
    assert uuid.UUID("00abedb4-aa42-466c-9c01-fed23315a9b7") == OBSERVABLES


def test_one_sighting_an_independent_origin_and_an_opinion_for_a_denial() -> None:
    (sighting,) = of_type("sighting", DISPUTED)
    assert "on the word of: Gen. Amadou Vamoulke. Origin: governor's office." in sighting["description"]
    (opinion,) = of_type("opinion", DISPUTED)
    assert (opinion["opinion"], opinion["authors"]) == ("disagree", ["the army"])
    edit, conflict = of_type("note", DISPUTED)
    assert (edit["authors"], edit["abstract"]) == (["ana"], "edit of killed")
    assert conflict["content"] == "The accounts exclude each other on status."


def test_a_target_that_is_nobody_is_no_identity() -> None:
    told = incident("Thursday rebels attacked a bridge.", "attacked", "attack",
                    roles={"actor": ["rebels"], "target": ["a bridge"]})  # fmt: skip
    assert [one["name"] for one in of_type("identity", told)] == ["Tidings", "rebels"]


@pytest.mark.parametrize(
    ("place", "n_locations", "precision"),
    [(TOWN, 1, 5000.0), (Place("Kolofata", "CM"), 1, None), (Place("the north"), 0, None)],
)
def test_a_place_without_country_and_point_has_no_location(place: Place, n_locations: int, precision: float) -> None:
    told = incident("Thursday rebels attacked.", "attacked", "attack", place=("rebels", place))
    found = of_type("location", told)
    assert len(found) == n_locations
    assert [one.get("precision") for one in found] == [precision] * n_locations


def test_without_a_day_of_publication_the_moment_is_the_one_that_says_so() -> None:
    assert of_type("incident", UNDATED)[0]["created"] == NO_DAY
