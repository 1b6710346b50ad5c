"""Decisions become judgements, can be taken back, and two windows do not lose each other's."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from tests.web.conftest import Get
from tidings.web.adding import plain_name
from tidings.web.desk import Desk
from tidings.web.news import _news

pytestmark = pytest.mark.usefixtures("both")

PageOf = Callable[[str], Any]


@pytest.fixture
def decide(client: TestClient, get: Get) -> Callable[..., Any]:
    """Send a decision on an event as it was seen; the answer must be as described."""

    def send(page: dict[str, Any], status: int = 200, **said: Any) -> Any:
        answer = client.post("/api/judgements", json={"event": page["id"], "version": page["version"], **said})
        assert answer.status_code == status, answer.text
        described = get("/api/openapi.json")
        shapes = described["paths"]["/api/judgements"]["post"]["responses"]
        schema = shapes.get(str(status), shapes["default"])["content"]["application/json"]["schema"]
        jsonschema.validate(answer.json(), schema | {"components": described["components"]})
        return answer.json()

    return send


@pytest.mark.parametrize(
    ("said", "shows"),
    [
        ({"action": "accept"}, lambda page: page["state"] == "accepted"),
        ({"action": "reject", "reason": "no such place"}, lambda page: page["state"] == "rejected"),
        ({"action": "comment", "text": "Ask the hospital."}, lambda page: page["comments"][0]["text"][:3] == "Ask"),
        ({"action": "tag", "tag": "market"}, lambda page: page["tags"] == ["market"]),
        ({"action": "grade", "credibility": 4, "reason": "r"}, lambda page: page["grade"]["credibility"] == 4),
        ({"action": "edit", "field": "killed", "value": {"amount": {"min": 7, "max": None}}, "reason": "r"},
         lambda page: page["fields"][0]["shown"] == "7 or more"),
        ({"action": "edit", "field": "killed", "value": {"name": "5..7"}, "reason": "r"},
         lambda page: page["fields"][0]["edited"]["by"] == "ana"),
        ({"action": "edit", "field": "time", "value": {"when": {"start": 18750, "end": 18751}}, "reason": "r"},
         lambda page: page["time"]["text"] == "2021-05-03 to 2021-05-04"),
        ({"action": "edit", "field": "place", "value": {"place": {"name": "Kolofata", "country": "CM"}}, "reason": "r"},
         lambda page: page["place"]["text"] == "Kolofata, CM"),
        ({"action": "edit", "field": "place", "value": None, "reason": "r"}, lambda page: page["place"] is None),
    ],
)  # fmt: skip
def test_a_decision_shows_at_once_and_undo_takes_it_back(
    page_of: PageOf, decide: Callable[..., Any], client: TestClient, get: Get, said: dict[str, Any], shows: Any
) -> None:
    before = page_of("Rebels attack")
    done = decide(before, **said)
    assert shows(done["event"])
    assert (done["event"]["history"][0]["by"], done["event"]["history"][0]["can_undo"]) == ("ana", True)
    assert done["version"] == get("/api/events")["version"] == done["version"]
    undo = f"/api/judgements/{done['judgements'][0]}/undo"
    taken_back = client.post(undo, json={"version": done["event"]["version"], "reason": "slip"}).json()
    assert taken_back["event"]["version"] == before["version"]
    assert taken_back["event"]["history"][0]["undone"]
    assert client.post(undo, json={"version": taken_back["event"]["version"]}).status_code == 409


def test_two_windows_do_not_lose_each_others_work(page_of: PageOf, decide: Callable[..., Any]) -> None:
    one = two = page_of("Rebels attack")
    decide(one, action="tag", tag="seen")
    refused = decide(two, 409, action="reject", reason="not true")
    assert "meanwhile" in refused["error"]
    assert refused["event"]["tags"] == ["seen"]
    assert refused["event"]["state"] == "open"
    again = decide(refused["event"], action="reject", reason="not true")
    assert (again["event"]["tags"], again["event"]["state"]) == (["seen"], "rejected")


def test_another_program_that_decides_is_noticed(page_of: PageOf, decide: Callable[..., Any], desk: Desk) -> None:
    page = page_of("Rebels attack")
    desk.case.analyst("ben").accept(page["id"])
    assert decide(page, 409, action="reject")["event"]["state"] == "accepted"


def test_merge_split_and_undo(page_of: PageOf, decide: Callable[..., Any], client: TestClient) -> None:
    attack, clash = page_of("Rebels attack"), page_of("Clash")
    done = decide(attack, action="merge", **{"with": clash["id"], "with_version": clash["version"]})
    merged = {one["id"] for one in done["event"]["accounts"]}
    assert {one["id"] for page in (attack, clash) for one in page["accounts"]} <= merged
    assert {attack["id"], clash["id"]} & set(done["gone"])
    gone = next(key for key in done["gone"])
    answer = client.get(f"/api/events/{gone}")
    assert (answer.status_code, answer.json()["now"]) == (410, [done["event"]["id"]])
    out = clash["accounts"][0]["id"]
    apart = decide(done["event"], action="split", accounts=[out], reason="another day")
    assert out not in {one["id"] for one in apart["event"]["accounts"]}
    taken_back = client.post(f"/api/judgements/{apart['judgements'][0]}/undo", json={}).json()
    assert out in {one["id"] for one in taken_back["event"]["accounts"]}


def test_reopen_and_untag(page_of: PageOf, decide: Callable[..., Any]) -> None:
    done = decide(page_of("Rebels attack"), action="accept")
    done = decide(done["event"], action="tag", tag="x")
    done = decide(done["event"], action="reopen")
    done = decide(done["event"], action="untag", tag="x")
    assert (done["event"]["state"], done["event"]["tags"]) == ("open", [])
    assert "nothing to take back" in decide(done["event"], 422, action="reopen")["error"]


def test_an_outlet_is_graded_once_for_each_look(client: TestClient, get: Get) -> None:
    row = next(one for one in get("/api/sources")["outlets"] if one["name"] == "Delta Post")
    said = {"action": "grade", "outlet": "Delta Post", "version": row["version"], "reliability": "B", "reason": "seen"}
    assert client.post("/api/judgements", json=said).status_code == 200
    row = next(one for one in get("/api/sources")["outlets"] if one["name"] == "Delta Post")
    assert (row["reliability"], row["graded"]["by"]) == ("B", "ana")
    assert client.post("/api/judgements", json=said).status_code == 409
    assert get("/api/events")["reliability"] == "BFF"


def test_the_queue_gets_shorter(page_of: PageOf, decide: Callable[..., Any], get: Get) -> None:
    clash = page_of("Clash")
    attack = page_of("Rebels attack")
    decide(attack, action="different", **{"with": clash["id"], "with_version": clash["version"]})
    decide(page_of("Clash"), action="accept")
    got = get("/api/review")
    assert "same" not in [one["sort"] for one in got["items"]]
    assert "confidence" not in [one["sort"] for one in got["items"]]
    assert got["decided"] == 2


@pytest.mark.parametrize(
    "said",
    [
        {"action": "explode"},
        {"action": "accept", "colour": "red"},
        {"action": "edit", "field": "killed", "value": {"name": "5"}},
        {"action": "edit", "field": "killed", "value": {"name": "5"}, "reason": "  "},
        {"action": "grade", "credibility": 7, "reason": "r"},
        {"action": "comment", "text": ""},
        {"action": "comment", "text": "x" * 20_001},
        {"action": "split", "accounts": []},
    ],
)
def test_what_is_no_decision_is_refused(page_of: PageOf, decide: Callable[..., Any], said: dict[str, Any]) -> None:
    assert "body" in decide(page_of("Clash"), 400, **said)["error"]


@pytest.mark.parametrize(
    "said",
    [
        {"action": "edit", "field": "colour", "value": {"name": "red"}, "reason": "r"},
        {"action": "edit", "field": "killed", "value": {"name": "many"}, "reason": "r"},
        {"action": "edit", "field": "time", "value": {"when": {"start": 9, "end": 3}}, "reason": "r"},
        {"action": "edit", "field": "time", "value": {"when": {"start": 10**9, "end": None}}, "reason": "r"},
        {"action": "edit", "field": "killed", "value": {}, "reason": "r"},
        {"action": "split", "accounts": ["0123"]},
    ],
)
def test_a_decision_that_cannot_hold_is_told(page_of: PageOf, decide: Callable[..., Any], said: dict[str, Any]) -> None:
    assert decide(page_of("Rebels attack"), 422, **said)["error"]


def test_a_document_is_added_with_progress(client: TestClient, get: Get) -> None:
    text = b"KABUL, March 3, 2020 - Gunmen attacked a police post in Kabul on Monday, killing two officers."
    answer = client.post("/api/documents", params={"name": "..\\in/kabul.txt"}, content=text)
    assert answer.status_code == 202
    ident, job = answer.json()["job"]["id"], {"state": ""}
    for _ in range(1200):
        job = get(f"/api/jobs/{ident}")
        if job["state"] in ("done", "failed"):
            break
        time.sleep(0.1)
    assert (job["state"], job["tally"]["stories"], job["error"]) == ("done", 1, None)
    described = get("/api/openapi.json")
    shape = described["paths"]["/api/jobs/{id}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(job, shape | {"components": described["components"]})
    held = next(one for one in get("/api/stories")["stories"] if one["published"] == "2020-03-03")
    assert get(f"/api/documents/{held['document']}")["origins"] == ["kabul.txt"]


@pytest.mark.parametrize("name", ["", "..", "a/..", "\x00\x07"])
def test_a_file_needs_a_name(client: TestClient, name: str) -> None:
    assert client.post("/api/documents", params={"name": name}, content=b"x").status_code == 400


def test_too_large_and_empty_files_are_told(client: TestClient) -> None:
    large = client.post("/api/documents?name=a", headers={"content-length": str(10**12)}, content=b"x")
    assert large.status_code == 413
    assert client.post("/api/documents?name=a", content=b"").status_code == 400


def test_a_name_is_its_last_part() -> None:
    assert plain_name("/etc/../x/\x1breport\u202e.pdf") == "report.pdf"


def test_news_tell_of_a_change(desk: Desk) -> None:
    class Connected:
        async def is_disconnected(self) -> bool:
            return False

    async def two() -> list[bytes]:
        stream = _news(desk, Connected())  # type: ignore[arg-type]
        first = await anext(stream)
        desk.case.analyst("ben").comment(desk.board().lines[0].event.id, "look")
        return [first, await anext(stream)]

    first, second = (json.loads(one.split(b"data: ")[1]) for one in asyncio.run(two()))
    assert first["version"] != second["version"]
