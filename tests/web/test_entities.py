"""The names behind a node of the network: where they stand, and what an analyst says of them."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import Get
from tidings.pipeline import link_waiting
from tidings.web.desk import Desk


@pytest.fixture
def linked(desk: Desk) -> Desk:
    """The desk, with the names of the case worked out."""
    link_waiting(desk.case, desk.know)
    desk.renew()
    return desk


def names(get: Get) -> list[str]:
    return [one["name"] for one in get("/api/names")["names"] if one["sort"] in ("actor", "company")]


def test_a_node_leads_to_its_names_and_these_to_their_words(linked: Desk, get: Get) -> None:
    page = get("/api/entities", node="actor:lake vanguard")
    (entity,) = page["entities"]
    assert (entity["id"], entity["standing"], entity["events"]) == ("actor:lake vanguard", "learnt", 1)
    (alias,) = entity["aliases"]
    assert (alias["words"], alias["how"], alias["tie"]) == ("Lake Vanguard", "own name", "")
    assert alias["quote"]["quote"]["text"] == "Lake Vanguard"


def test_a_merge_is_one_node_and_goes_with_its_undo(linked: Desk, client: TestClient, get: Get) -> None:
    before = names(get)
    said = {"action": "merge-entities", "entity": "actor:lake vanguard", "with": "Orlan Freight", "reason": "one owner"}
    made = client.post("/api/judgements", json=said).json()
    assert set(before) - set(names(get)) == {"Orlan Freight"}
    (entity,) = get("/api/entities", node="actor:lake vanguard")["entities"]
    assert {alias["words"]: alias["tie"] for alias in entity["aliases"]} == {
        "Lake Vanguard": "", "Orlan Freight": "judgement"
    }  # fmt: skip
    out = {"action": "split-entity", "entity": "actor:lake vanguard", "words": "Orlan Freight"}
    apart = client.post("/api/judgements", json=out).json()
    assert names(get) == before
    for one in (apart, made):
        assert client.post(f"/api/judgements/{one['judgements'][0]}/undo", json={}).status_code == 200
    assert names(get) == before


@pytest.mark.parametrize(
    ("said", "status", "why"),
    [
        ({"action": "merge-entities", "entity": "Nobody", "with": "Orlan Freight"}, 422, "No story names"),
        ({"action": "split-entity", "entity": "Orlan Freight", "words": "Orlan Freight"}, 422, "the name of"),
        ({"action": "split-entity", "entity": "Orlan Freight", "words": ""}, 400, "does not fit"),
    ],
)
def test_what_says_nothing_is_refused(
    linked: Desk, client: TestClient, said: dict[str, Any], status: int, why: str
) -> None:
    answer = client.post("/api/judgements", json=said)
    assert (answer.status_code, why in answer.text) == (status, True), answer.text


def test_an_unknown_node_is_refused(linked: Desk, client: TestClient) -> None:
    assert client.get("/api/entities", params={"node": "actor:nobody"}).status_code == 404
