"""Entities of the service: an event's names with their words, and a filter that finds an actor by any of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.conftest import Get
from tests.builders import take
from tests.case.test_entities import FULL, KNOW, OTHER, SHORT, STORIES, clock
from tests.reading.sentences import know
from tidings.pipeline import Case, link_waiting
from tidings.web.desk import Desk


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Desk]:
    """The case of the tests of entities, in which an analyst says that two of its parties are one."""
    with Case(tmp_path / "names.tidings") as case:
        take(case, *STORIES)
        link_waiting(case, KNOW)
        case.analyst("ana", clock()).merge(FULL, OTHER)
    desk = Desk.open(str(tmp_path / "names.tidings"), analyst="ana", know=know())
    yield desk
    desk.close()


@pytest.mark.parametrize("name", [FULL, SHORT, OTHER, "red ear"])
def test_a_filter_by_any_name_finds_what_all_of_them_do(get: Get, name: str) -> None:
    for role in ("actor", "party"):
        found = get("/v1/events", **{role: name})
        assert found["total"] == 3
        assert {one for event in found["events"] for one in event["roles"]["actor"]} == {FULL}


def test_an_event_has_its_names(get: Get) -> None:
    (event,) = get("/v1/events", text="Orchid")["events"]
    page = get(f"/v1/events/{event['id']}/names")
    assert page["event"] == event["id"]
    by_sort: dict[str, Any] = {one["sort"]: one for one in page["entities"]}
    assert {sort: one["name"] for sort, one in by_sort.items()} == {
        "actor": FULL, "item": "drone", "place": "Camp Orchid", "outlet": "Delta Daily",
    }  # fmt: skip
    assert {one["words"]: one["tie"] for one in by_sort["actor"]["names"]} == {
        FULL: "", SHORT: "definition", OTHER: "judgement",
    }  # fmt: skip
    assert all(one["quote"]["document"].startswith("sha256:") for one in by_sort["actor"]["names"])
    assert by_sort["outlet"]["names"][0]["quote"]["quote"] is None  # it stands beside the text


def test_names_of_no_event(client: Any) -> None:
    assert client.get("/v1/events/nothing/names").status_code == 404
