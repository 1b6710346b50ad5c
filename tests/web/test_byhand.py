"""Accounts by hand through the API: added, mended, refused, taken back; the events follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from tests.web.conftest import Get
from tidings.web.desk import Desk


@pytest.fixture
def page(get: Get) -> Callable[[str], Any]:
    """The page of an outlet's story."""

    def find(publisher: str) -> Any:
        row = next(one for one in get("/api/stories")["stories"] if one["publisher"] == publisher)
        return get(f"/api/stories/{row['id']}")

    return find


@pytest.fixture
def send(client: TestClient, get: Get) -> Callable[..., Any]:
    """Send a decision on a story as it was seen; the answer must be as described."""

    def decide(page: dict[str, Any], answers: int = 200, **said: Any) -> Any:
        answer = client.post("/api/judgements", json={"story": page["id"], "version": page["version"], **said})
        assert answer.status_code == answers, answer.text
        described = get("/api/openapi.json")
        shapes = described["paths"]["/api/judgements"]["post"]["responses"]
        schema = shapes.get(str(answers), shapes["default"])["content"]["application/json"]["schema"]
        jsonschema.validate(answer.json(), schema | {"components": described["components"]})
        return answer.json()

    return decide


def piece(page: dict[str, Any], part: str, words: str, means: str = "") -> dict[str, Any]:
    start = page["text"].index(words)
    return {"part": part, "start": start, "end": start + len(words), "means": means}


def test_a_missed_account_becomes_an_event_and_goes_again(
    page: Callable[[str], Any], send: Callable[..., Any], client: TestClient, get: Get
) -> None:
    before = page("Delta Post")
    pieces = [piece(before, "mention", "stayed shut"), piece(before, "target", "Shops")]
    done = send(before, action="add", kind="protest", status="happened", pieces=pieces, reason="missed")
    assert (done["event"]["kind"], done["event"]["history"][0]["action"]) == ("protest", "add")
    now = page("Delta Post")
    assert [one["reader"] for one in now["accounts"]] == ["rules/1", "analyst"]
    assert (now["history"][0]["text"], now["history"][0]["reason"]) == ("protest: stayed shut", "missed")
    assert now["accounts"][1]["event"] == done["event"]["id"]
    undone = client.post(f"/api/judgements/{done['judgements'][0]}/undo", json={"version": done["event"]["version"]})
    assert undone.status_code == 200
    assert client.get(f"/api/events/{done['event']['id']}").status_code in (404, 410)
    assert page("Delta Post")["version"] == before["version"]


def test_words_are_mended_and_the_event_is_found_by_its_old_address(
    page: Callable[[str], Any], send: Callable[..., Any], client: TestClient, get: Get
) -> None:
    before = page("Hill Radio")
    (held,) = before["accounts"]
    old = next(part for part in held["parts"] if part["role"] == "actor")
    new = piece(before, "actor", "a doctor")
    done = send(before, action="mend", account=held["id"], part="actor",
                old={"start": old["start"], "end": old["end"]}, new=new)  # fmt: skip
    account = next(one for one in done["event"]["accounts"] if one["story"] == before["id"])
    assert [one["name"] for one in account["roles"]["actor"]] == ["a doctor"]
    assert done["event"]["history"][0]["text"] == "actor: Rebels → a doctor"
    answer = client.get(f"/api/events/{held['event']}")
    if answer.status_code == 410:
        assert done["event"]["id"] in answer.json()["now"]
    assert page("Hill Radio")["history"][0]["by"] == "ana"


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        ({"action": "add", "kind": "protest", "status": "happened", "pieces": []}, 400, "at least 1 item"),
        ({"action": "add", "kind": "protest", "status": "happened",
          "pieces": [{"part": "mention", "start": 3, "end": 9_999}]}, 422, "does not lie in the story"),
        ({"action": "add", "kind": "protest", "status": "happened",
          "pieces": [{"part": "mention", "start": 0, "end": 5}, {"part": "time", "start": 6, "end": 9}]},
         422, "means as time"),
        ({"action": "mend", "account": "ffff", "part": "actor", "old": None, "new": None}, 422, "No account has"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_refused(
    page: Callable[[str], Any], send: Callable[..., Any], said: dict[str, Any], status: int, words: str
) -> None:
    assert words in send(page("Delta Post"), status, **said)["error"]


def test_who_saw_an_older_reading_decides_again(page: Callable[[str], Any], send: Callable[..., Any]) -> None:
    before = page("Delta Post")
    said = {"action": "add", "status": "happened", "pieces": [piece(before, "mention", "stayed shut")]}
    send(before, kind="protest", **said)
    assert "has changed" in send(before, 409, kind="threaten", **said)["error"]
    assert "There is no story" in send(before | {"id": "0" * 16}, 404, kind="threaten", **said)["error"]


def test_an_event_that_goes_while_it_is_read_is_told_as_gone(
    desk: Desk, client: TestClient, get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = get("/api/events")
    attack, clash = (next(key for key, t in zip(at["id"], at["title"], strict=True) if word in t)
                     for word in ("Rebels attack", "Clash"))  # fmt: skip
    found, asked = desk.told, []

    def told(event: str) -> Any:
        one = found(event)
        if not asked:  # another window merges at this very moment
            asked.append(desk.case.analyst("bob").same(attack, clash))
            desk.link()
        return one

    monkeypatch.setattr(desk, "told", told)
    answer = client.get(f"/api/events/{clash}")
    assert (answer.status_code, len(answer.json()["now"])) == (410, 1)
