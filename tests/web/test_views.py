"""What each view is given: the same events in every form, each value with its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.builders import account, document, reading, story
from tests.web.conftest import HOSTILE, Get
from tidings.model import Document
from tidings.web.desk import Desk

PageOf = Callable[[str], Any]


def test_events_come_as_columns_of_one_length(get: Get) -> None:
    got = get("/api/events")
    assert got["title"] == ["Rebels attack Mora", "Clash at Mora", "Drones for the Lake Vanguard"]
    columns = {
        name: len(column) for name, column in got.items() if isinstance(column, list | str) and name != "version"
    }
    assert set(columns.values()) == {got["n"]} == {3}
    assert got["start"] == [18749, 18750, None]
    assert got["place"] == [0, 0, -1]
    assert got["names"]["places"][0][:3] == ["Mora", 11.05, 14.14]
    assert [got["names"]["fields"][n] for n in got["conflicts"][0]] == ["killed"]
    assert {got["names"]["actors"][n] for n in got["actors"][2]} == {"Orlan Freight"}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, ["Rebels", "Clash", "Drones"]),
        ({"kind": ["attack", "transfer"]}, ["Rebels", "Drones"]),
        ({"actor": "Soldiers"}, ["Clash"]),
        ({"target": "Lake Vanguard"}, ["Drones"]),
        ({"category": "uav"}, ["Drones"]),
        ({"source": "Hill Radio"}, ["Rebels"]),
        ({"place": "Mora", "kind": "clash"}, ["Clash"]),
        ({"since": "2021-05-03"}, ["Clash"]),
        ({"until": "2021-05"}, ["Rebels", "Clash"]),
        ({"origins": 2}, ["Rebels"]),
        ({"credibility": 2}, ["Rebels", "Drones"]),
        ({"conflict": 1}, ["Rebels"]),
        ({"q": "doctor"}, ["Rebels"]),
        ({"q": "vanguard drones"}, ["Drones"]),
        ({"state": "accepted"}, []),
        ({"actor": "nobody"}, []),
    ],
)
def test_filters_narrow(get: Get, query: dict[str, Any], titles: list[str]) -> None:
    got, titled = get("/api/events/ids", **query), get("/api/events")["title"]
    assert [titled[n].split()[0] for n in got["index"]] == titles
    assert got["total"] == len(titles)


def test_a_facet_ignores_its_own_filter_and_the_undated_are_counted(get: Get) -> None:
    got = get("/api/events/ids", kind="attack", until="2021")
    assert got["facets"]["kind"] == [["attack", 1], ["clash", 1]]
    assert got["facets"]["source"] == [["Delta Post", 1], ["Hill Radio", 1]]
    assert get("/api/events/ids", since="2020")["undated_left_out"] == 1


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"colour": "red"}, "Known: actor"),
        ({"since": "soon"}, "is not a date"),
        ({"origins": "many"}, "origins"),
        ({"since": ["2020", "2021"]}, "stands 2 times"),
    ],
)
def test_a_call_that_does_not_fit_is_told(client: TestClient, query: dict[str, Any], words: str) -> None:
    answer = client.get("/api/events/ids", params=query)
    assert answer.status_code == 400
    assert words in answer.json()["error"]


def test_an_event_shows_every_value_by_whom_and_in_which_words(page_of: PageOf) -> None:
    page = page_of("Rebels attack")
    killed = page["fields"][0]
    assert (killed["name"], killed["conflict"], killed["range"]) == ("killed", True, {"low": 6, "best": 9, "high": 9})
    assert {one["text"]: [g["origin"] for g in one["by"]] for one in killed["given"]} == {
        "6": ["police"], "9": ["a doctor"]}  # fmt: skip
    six = next(one for one in killed["given"] if one["text"] == "6")["by"][0]
    assert six["quote"]["text"] == "6"
    assert six["sentence"]["text"] == "Rebels attacked Mora on 2 May, killing 6, police said."
    assert page["grade"]["rule"] == "credibility.confirmed/1"
    assert [a["publisher"] for a in page["accounts"]] == ["Delta Post", "Hill Radio"]
    assert page["neighbours"][0]["title"] == "Clash at Mora"


def test_the_chain_leads_from_who_knows_to_who_prints(page_of: PageOf) -> None:
    chain = page_of("Rebels attack")["chain"]
    named = {node["id"]: node for node in chain["nodes"]}
    assert {n["name"] for n in named.values() if n["sort"] == "origin"} == {"police"}
    relations = {(named[x["from"]]["name"], named[x["to"]]["name"], x["relation"]) for x in chain["links"]}
    assert relations == {("police", "Delta Post", "says"), ("Delta Post", "Hill Radio", "copies")}
    assert all(named[x["from"]]["layer"] < named[x["to"]]["layer"] for x in chain["links"])


def test_a_story_has_its_text_spans_accounts_and_document(get: Get, client: TestClient) -> None:
    row = next(one for one in get("/api/stories")["stories"] if one["publisher"] == "Lake Wire")
    page = get(f"/api/stories/{row['id']}")
    for part in (*page["accounts"][0]["parts"], *page["accounts"][0]["mentions"], *page["mentions"]):
        assert page["text"][part["start"] : part["end"]] == part["text"]
    assert [page["text"][a:b] for a, b in page["sentences"]] == [page["text"]]
    assert page["accounts"][0]["event_title"] == "Clash at Mora"
    shown = client.get(f"/api/documents/{page['document']}/shown")
    assert shown.headers["content-type"].startswith("text/plain")
    assert get(f"/api/documents/{page['document']}")["origins"] == ["Lake Wire.txt"]


@pytest.mark.parametrize(
    ("media", "status", "shown"),
    [
        ("text/html", 200, "text/html; charset=utf-8"),
        ("text/plain", 200, "text/plain; charset=utf-8"),
        ("application/json", 200, "text/plain; charset=utf-8"),
        ("text/javascript", 200, "text/plain; charset=utf-8"),
        ("image/png", 200, "image/png"),
        ("image/svg+xml", 415, None),
        ("application/pdf", 415, None),
        ("application/octet-stream", 415, None),
    ],
)
def test_a_document_is_shown_so_that_nothing_in_it_acts(
    desk: Desk, client: TestClient, media: str, status: int, shown: str | None
) -> None:
    doc = Document(f"<script>{media}</script>".encode(), "x", media)
    desk.case.note_origin(doc)
    answer = client.get(f"/api/documents/{doc.sha256}/shown")
    assert answer.status_code == status
    if shown:
        assert answer.headers["content-type"] == shown
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("sandbox; default-src 'none'")
        assert "allow" not in policy
    saved = client.get(f"/api/documents/{doc.sha256}/bytes")
    assert saved.content == doc.raw
    assert saved.headers["content-type"] == "application/octet-stream"
    assert saved.headers["content-disposition"].startswith("attachment")


def test_hostile_text_stays_text(desk: Desk, client: TestClient) -> None:
    one = story(HOSTILE, "2021-05-02", publisher="<b>Post</b>", headline="</script><script>alert(3)</script>")
    with desk.case.taking(document(HOSTILE)):
        desk.case.put(reading(one, account(one, "shelled", roles={"actor": ["Rebels"]})))
    answer = client.get(f"/api/stories/{one.id}")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["text"] == HOSTILE
    found = client.get("/api/search", params={"q": "shelled"}).json()["stories"]["hits"][0]
    assert found["snippet"]["text"] in HOSTILE


def test_the_network_grows_from_a_focus_and_says_what_it_leaves_out(get: Get) -> None:
    rebels = get("/api/names", q="rebels")["names"][0]["id"]
    got = get("/api/network", focus=rebels, depth=1)
    assert {(n["name"], n["depth"]) for n in got["nodes"]} == {("Rebels", 0), ("Mora", 1)}
    assert got == get("/api/network", focus=rebels, depth=1)
    few = get("/api/network", limit=2)
    assert (len(few["nodes"]), few["total_nodes"]) == (2, 6)
    assert any(node["more"] for node in few["nodes"])
    tied = next(x for x in got["links"] if x["relation"] == "acts in")
    behind = get("/api/network/link", **{key: tied[key] for key in ("from", "to", "relation")})
    assert behind["events"][0]["quote"]["quote"]["text"] == "attacked"


def test_a_path_is_found_or_not(get: Get) -> None:
    at = {node["name"]: node["id"] for node in get("/api/names", q="", limit=50)["names"]}
    way = get("/api/network/path", **{"from": at["Orlan Freight"], "to": at["drones"]})
    assert [n["name"] for n in way["nodes"]] == ["Orlan Freight", "drones"]
    assert get("/api/network/path", **{"from": at["Orlan Freight"], "to": at["Mora"]})["found"] is False


def test_sources_show_track_record_and_copies(get: Get) -> None:
    got = get("/api/sources")
    rows = {row["name"]: row for row in got["outlets"]}
    assert (rows["Delta Post"]["confirmed"], rows["Delta Post"]["copied"], rows["Hill Radio"]["firsthand"]) == (1, 1, 0)
    assert {row["name"] for row in got["speakers"]} == {"police", "a doctor", "residents"}
    names = got["matrix"]["names"]
    later, earlier, copies, _ = got["matrix"]["cells"][0]
    assert (names[later], names[earlier], copies) == ("Hill Radio", "Delta Post", 1)
    assert got["groups"][0]["publishers"] == ["Delta Post", "Hill Radio"]
    rows = get("/api/sources/cell", later="Hill Radio", earlier="Delta Post")["rows"]
    assert rows[0]["later"]["quote"]["text"] == "on 2 May"


def test_the_queue_asks_what_is_open(get: Get) -> None:
    got = get("/api/review")
    assert [(one["sort"], one["title"]) for one in got["items"]] == [
        ("conflict", "Rebels attack Mora"), ("same", "Rebels attack Mora"), ("confidence", "Clash at Mora"),
    ]  # fmt: skip
    assert (got["total"], got["decided"]) == (3, 0)
    assert got["items"][1]["other_title"] == "Clash at Mora"
    assert len(got["items"][0]["quotes"]) == 2


def test_search_finds_stories_accounts_and_names(get: Get) -> None:
    got = get("/api/search", q="rebels")
    assert (got["stories"]["total"], got["accounts"]["total"], got["names"]["total"]) == (3, 3, 1)
    hit = got["stories"]["hits"][0]
    at = hit["spans"][0]["start"] - hit["snippet"]["start"]
    assert hit["snippet"]["text"][at : at + 6].casefold() == "rebels"
    assert get("/api/search", q="rebels", **{"in": "names"})["stories"]["hits"] == []


def test_capability_tells_who_has_what(get: Get) -> None:
    got = get("/api/capability")
    cell = got["cells"][0]
    assert got["actors"][cell["actor"]]["name"] == "Lake Vanguard"
    assert got["categories"][cell["category"]]["id"] == "uav"
    delivery = got["transfers"][0]
    assert (delivery["supplier"], delivery["recipient"], delivery["item"]) == (
        "Orlan Freight",
        "Lake Vanguard",
        "drones",
    )


@pytest.mark.parametrize(
    "path",
    ["/api/events/0123", "/api/stories/0123", "/api/documents/0123", "/api/network?focus=actor:x", "/api/jobs/9",
     "/api/network/link?from=a&to=b&relation=with"],
)  # fmt: skip
def test_what_is_not_there_is_told_with_the_next_step(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert set(answer.json()) == {"error", "next"}


def test_actors_that_no_table_knows_are_asked_about(desk: Desk, client: TestClient, get: Get) -> None:
    for n in (1, 2):
        text = f"The Salt Road Guard attacked bridge {n} at Mora."
        one = story(text, f"2021-06-0{n}", publisher="Coast News")
        with desk.case.taking(document(text, f"guard-{n}.txt")):
            desk.case.put(reading(one, account(one, "attacked", roles={"actor": ["Salt Road Guard"]})))
    desk.link()
    got = get("/api/review", sort="actor")
    (asked,) = got["items"]
    assert (asked["name"], asked["score"], asked["actions"]) == ("Salt Road Guard", 2, ["accept", "reject"])
    assert asked["quotes"][0]["quote"]["text"] == "Salt Road Guard"
    assert get("/api/network", focus=asked["node"])["nodes"][0]["name"] == "Salt Road Guard"
    done = client.post("/api/judgements", json={"action": "accept", "actor": asked["name"]}).json()
    assert get("/api/review", sort="actor")["total"] == 0
    assert client.post(f"/api/judgements/{done['judgements'][0]}/undo", json={}).status_code == 200
    assert get("/api/review", sort="actor")["total"] == 1
