"""The description of the API fits what the API answers."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from tests.web.conftest import Get
from tidings.web.doors import DOORS
from tidings.web.schema import openapi

CALLS: tuple[tuple[str, str, dict[str, Any]], ...] = (  # route, address, query
    ("/api/case", "/api/case", {}),
    ("/api/events", "/api/events", {}),
    ("/api/events/ids", "/api/events/ids", {"q": "mora"}),
    ("/api/events/head", "/api/events/head", {}),
    ("/api/events/found", "/api/events/found", {"q": "mora", "first": 18_000, "days": 100, "bins": 20, "bars": 9}),
    ("/api/events/rows", "/api/events/rows", {"order": "-origins", "limit": 2}),
    ("/api/events/values", "/api/events/values", {"facet": "at", "like": "mo"}),
    ("/api/events/{id}", "/api/events/EVENT", {}),
    ("/api/stories", "/api/stories", {}),
    ("/api/stories/{id}", "/api/stories/STORY", {}),
    ("/api/documents/{sha256}", "/api/documents/DOCUMENT", {}),
    ("/api/network", "/api/network", {}),
    ("/api/network/link", "/api/network/link", {"from": "LINK"}),
    ("/api/network/path", "/api/network/path", {"from": "NODE", "to": "NODE"}),
    ("/api/names", "/api/names", {"q": ""}),
    ("/api/entities", "/api/entities", {"node": "NODE"}),
    ("/api/sources", "/api/sources", {}),
    ("/api/sources/cell", "/api/sources/cell", {"later": "Hill Radio", "earlier": "Delta Post"}),
    ("/api/review", "/api/review", {}),
    ("/api/problems", "/api/problems", {}),
    ("/api/search", "/api/search", {"q": "rebels"}),
    ("/api/capability", "/api/capability", {}),
)
NO_JSON = {"/api/changes", "/api/documents/{sha256}/shown", "/api/documents/{sha256}/bytes", "/api/openapi.json",
           "/api/jobs/{id}"}  # fmt: skip


def check(described: dict[str, Any], operation: dict[str, Any], status: str, answer: Any) -> None:
    """Raise if the answer is not what the description says."""
    schema = operation["responses"][status]["content"]["application/json"]["schema"]
    jsonschema.validate(answer, schema | {"components": described["components"]})


@pytest.mark.parametrize(("route", "address", "query"), CALLS, ids=[route for route, _, _ in CALLS])
def test_an_answer_is_as_described(get: Get, route: str, address: str, query: dict[str, Any]) -> None:
    described = get("/api/openapi.json")
    network = get("/api/network")
    story = get("/api/stories")["stories"][0]
    address = address.replace("EVENT", get("/api/events")["id"][0]).replace("STORY", story["id"])
    address = address.replace("DOCUMENT", story["document"])
    link = {key: network["links"][0][key] for key in ("from", "to", "relation")}
    query = link if query.get("from") == "LINK" else query
    query = {key: network["nodes"][0]["id"] if value == "NODE" else value for key, value in query.items()}
    check(described, described["paths"][route]["get"], "200", get(address, **query))


def test_every_route_is_described_and_tried() -> None:
    described = openapi(DOORS)
    reads = {door.path for door in DOORS if door.method == "GET"}
    assert reads == {route for route, _, _ in CALLS} | NO_JSON
    for door in DOORS:
        operation = described["paths"][door.path][door.method.lower()]
        assert operation["summary"].endswith("."), door.path
        assert "default" in operation["responses"]


def test_a_field_that_nobody_described_is_noticed(get: Get) -> None:
    described = get("/api/openapi.json")
    answer = get("/api/problems") | {"more": 1}
    with pytest.raises(jsonschema.ValidationError, match="more"):
        check(described, described["paths"]["/api/problems"]["get"], "200", answer)
