"""FollowTheMoney entities load in its own library, which keeps every value; each reference leads somewhere."""

from __future__ import annotations

import json
from typing import Any

import pytest
from followthemoney import model

from tests.output.incidents import TOWN, incident
from tests.output.told import ATTACK, NAMED_ONLY, TOLD, UNDATED, WIRE
from tidings.model import When
from tidings.model.links import Told
from tidings.output.coded import Party
from tidings.output.forms import Options
from tidings.output.ftm import LANGUAGES, SCHEMAS, _dates, _somebody, lines

ALL = [TOLD, NAMED_ONLY, UNDATED]
Entity = dict[str, Any]


def entities(*events: Told) -> list[Entity]:
    return [json.loads(line) for line in lines(events, Options())]


def of_schema(name: str, *events: Told) -> list[Entity]:
    return [one["properties"] for one in entities(*events) if one["schema"] == name]


@pytest.mark.parametrize("one", entities(*ALL), ids=lambda one: one["schema"])
def test_the_library_keeps_every_value(one: Entity) -> None:
    schema = model.get(one["schema"])
    assert schema is not None
    schema.validate(one)
    kept = model.get_proxy(one, cleaned=False).to_dict()
    assert {name: sorted(values) for name, values in kept["properties"].items()} == {
        name: sorted(values) for name, values in one["properties"].items()
    }
    assert (kept["id"], kept["schema"]) == (one["id"], one["schema"])


def test_each_reference_leads_to_an_entity_of_the_schema_that_the_property_takes() -> None:
    found = entities(*ALL)
    schemas = {one["id"]: one["schema"] for one in found}
    assert len(schemas) == len(found)
    n_references = 0
    for one in found:
        for name, values in one["properties"].items():
            prop = model.get(one["schema"]).get(name)  # type: ignore[union-attr]
            for value in values if prop and prop.range else ():
                assert model.get(schemas[value]).is_a(prop.range), (one["schema"], name)  # type: ignore[union-attr]
                n_references += 1
    assert n_references > 10


def test_an_event_and_its_words() -> None:
    (found,) = of_schema("Event", TOLD)
    assert (found["recordId"], found["date"], found["country"]) == ([ATTACK.id], ["2015-10-15"], ["cm"])
    assert found["location"] == ["Mora, Cameroon"]
    assert "Admiralty grade: B2" in found["notes"]
    assert "Killed: 6 to 9, best 6" in found["notes"]
    first, _ = of_schema("Documentation", TOLD)
    assert first["description"] == ["On the word of: Gen. Amadou Vamoulke"]
    assert of_schema("Article", TOLD)[0]["notes"] == [f"SHA-256 of the bytes: {WIRE.document}"]
    assert [one["name"] for one in of_schema("Mention", TOLD)] == [["Two suicide bombers"], ["people"]]
    (link,) = of_schema("UnknownLink", TOLD)
    assert (link["role"], link["status"]) == (["attack"], ["happened"])


def test_a_thing_is_nobody() -> None:
    told = incident("Thursday rebels attacked a bridge.", "attacked", "attack", place=("Thursday", TOWN),
                    roles={"actor": ["rebels"], "target": ["a bridge"]})  # fmt: skip
    assert [one["name"] for one in of_schema("LegalEntity", told)] == [["rebels"]]
    assert of_schema("UnknownLink", told) == []


def test_marks_that_cannot_be_seen_are_left_out_as_the_library_would() -> None:
    told = incident("Thursday the \u200erebels\u200e attacked.", "attacked", "attack",
                    roles={"actor": ["\u200erebels\u200e"]})  # fmt: skip
    assert [one["name"] for one in of_schema("LegalEntity", told)] == [["rebels"]]
    for one in entities(told):
        assert model.get_proxy(one, cleaned=False).to_dict()["properties"] == one["properties"]


@pytest.mark.parametrize(
    ("ident", "name", "schema"),
    [("boko-haram", "Boko Haram", "Organization"), ("nigerian-army", "Nigerian army", "PublicBody"),
     (None, "villagers", "LegalEntity")],
)  # fmt: skip
def test_the_schema_of_somebody(ident: str | None, name: str, schema: str) -> None:
    assert _somebody(Party(name, name, ident))["schema"] == schema


@pytest.mark.parametrize(
    ("when", "want"),
    [
        (When("2015-10-15", "2015-10-15", "day"), {"date": "2015-10-15"}),
        (When("2015-10-01", "2015-10-31", "month"), {"date": "2015-10"}),
        (When("2015-01-01", "2015-12-31", "year"), {"date": "2015"}),
        (When("2015-10-12", "2015-11-18", "interval"), {"startDate": "2015-10-12", "endDate": "2015-11-18"}),
        (When(None, "2015-10-15", "day"), {"startDate": None, "endDate": "2015-10-15"}),
        (When(), {"startDate": None, "endDate": None}),
    ],
)
def test_dates(when: When, want: dict[str, str | None]) -> None:
    assert _dates(when) == want


def test_the_names_of_schemas_and_languages_are_known_to_the_library() -> None:
    assert [name for name in SCHEMAS.values() if model.get(name) is None] == []
    language = model.get("Article").get("language")  # type: ignore[union-attr]
    assert [code for code in LANGUAGES.values() if language is None or language.type.clean(code) != code] == []
