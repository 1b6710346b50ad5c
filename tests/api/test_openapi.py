"""The description is sound OpenAPI 3.1, and every answer is what it says."""

from __future__ import annotations

from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.testclient import TestClient

from tests.api.conftest import Get
from tests.web.test_openapi import check
from tidings.linking import tie_names
from tidings.web.api.doors import DOORS, described
from tidings.web.desk import Desk

CALLS: tuple[tuple[str, str, dict[str, Any]], ...] = (  # route, address, query
    ("/v1/case", "/v1/case", {}),
    ("/v1/events", "/v1/events", {"kind": ["attack", "clash"], "limit": 2}),
    ("/v1/events/{id}", "/v1/events/EVENT", {}),
    ("/v1/events/{id}/names", "/v1/events/EVENT/names", {}),
    ("/v1/stories", "/v1/stories", {"since": "2021-05", "publisher": "Delta Post"}),
    ("/v1/stories/{id}", "/v1/stories/STORY", {}),
    ("/v1/accounts", "/v1/accounts", {"kind": "attack"}),
    ("/v1/accounts/{id}", "/v1/accounts/ACCOUNT", {}),
    ("/v1/sources", "/v1/sources", {}),
    ("/v1/search", "/v1/search", {"q": "rebels"}),
    ("/v1/lineage", "/v1/lineage", {"relation": "copies"}),
    ("/v1/problems", "/v1/problems", {}),
)
EMPTY = {"/v1/events": {"kind": "test"}, "/v1/search": {"q": "zebra"}, "/v1/accounts": {"story": "none"}}


@pytest.fixture
def held(held: Desk) -> Desk:
    """The small case with the names of its stories worked out."""
    stories = [one.id for one in held.case.stories()]
    with held.case.linking() as index:
        tie_names(index.naming, stories, held.know)
    return held


def test_the_description_is_sound() -> None:
    OpenAPIV31SpecValidator(described()).validate()


@pytest.mark.parametrize(("route", "address", "query"), CALLS, ids=[route for route, _, _ in CALLS])
def test_an_answer_is_as_described(get: Get, route: str, address: str, query: dict[str, Any]) -> None:
    answers = get("/v1/openapi.json")
    ids = {"EVENT": get("/v1/events")["events"][0]["id"], "STORY": get("/v1/stories")["stories"][0]["id"]}
    ids["ACCOUNT"] = get("/v1/accounts")["accounts"][0]["id"]
    for word, key in ids.items():
        address = address.replace(word, key)
    operation = answers["paths"][route]["get"]
    answer = get(address, **query)
    check(answers, operation, "200", answer)
    lists = [value for value in answer.values() if isinstance(value, list)]
    assert not lists or any(lists), "the call finds something, or it would show nothing"


@pytest.mark.parametrize(("route", "query"), EMPTY.items(), ids=EMPTY)
def test_an_answer_without_a_hit_is_as_described(get: Get, route: str, query: dict[str, Any]) -> None:
    check(described(), described()["paths"][route]["get"], "200", get(route, **query))


def test_every_route_is_described_and_tried() -> None:
    assert {door.path for door in DOORS} == {route for route, _, _ in CALLS} | {"/v1/openapi.json"}
    assert {door.method for door in DOORS} == {"GET"}
    for methods in described()["paths"].values():
        assert methods["get"]["summary"].endswith(".")
        assert {"401", "429", "default"} <= set(methods["get"]["responses"])


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/v1/events/0000", 404),
        ("/v1/events?kind=festival", 400),
        ("/v1/events?limit=0", 400),
        ("/v1/events?offset=99999999999999999999", 400),
        ("/v1/events?since=yesterday", 400),
        ("/v1/events?colour=red", 400),
        ("/v1/stories/0000", 404),
        ("/v1/accounts/0000", 404),
        ("/v1/search", 400),
        ("/v1/nothing", 404),
        ("/", 404),
    ],
)
def test_a_refusal_is_as_described_and_says_why(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    check(described(), described()["paths"]["/v1/case"]["get"], "default", answer.json())
    assert answer.json()["error"]
