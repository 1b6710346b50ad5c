"""What the service answers: the events of the case by its filters, every value with its words and its document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import Get
from tests.builders import event, links
from tests.web.test_openapi import check
from tidings.case import CaseStore
from tidings.model import sha256
from tidings.web.api.doors import described
from tidings.web.desk import Desk

pytestmark = pytest.mark.usefixtures("both")

FILTERS: tuple[dict[str, Any], ...] = (
    {"kind": ["attack"]}, {"kind": ["attack", "clash"]}, {"status": ["denied"]}, {"actor": "rebels"},
    {"party": "vanguard"}, {"place": "CM"}, {"item": "uav"}, {"since": "2021-05-03"}, {"until": "2021-05-02"},
    {"origins": 2}, {"credibility": 2}, {"text": "doctor"}, {"limit": 1, "offset": 1}, {"rejected": True},
)  # fmt: skip


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
def test_the_filters_are_those_of_the_case(get: Get, held: Desk, wanted: dict[str, Any]) -> None:
    found = get("/v1/events", **wanted)
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in wanted.items()}
    expected = held.case.events(**given)
    assert [one["id"] for one in found["events"]] == [one.id for one in expected]
    assert found["total"] == expected.total
    assert found["undated_left_out"] == expected.undated_left_out


@pytest.mark.parametrize("wanted", [{"origins": 10**30}, {"origins": -(10**30)}, {"offset": 2**60}], ids=str)
def test_a_number_that_counts_nothing_is_refused(client: TestClient, wanted: dict[str, Any]) -> None:
    answer = client.get("/v1/events", params=wanted)
    assert (answer.status_code, "count" in answer.json()["error"]) == (400, True)


@pytest.mark.parametrize("place", ["9" * 30, "٣", "²"])
def test_a_number_that_is_no_id_of_geonames_finds_no_place(get: Get, place: str) -> None:
    assert get("/v1/events", place=place)["total"] == 0


def test_pages_together_are_the_list(get: Get) -> None:
    whole = [one["id"] for one in get("/v1/events")["events"]]
    pages, at = [], 0
    while at is not None:
        page = get("/v1/events", limit=2, offset=at)
        pages += [one["id"] for one in page["events"]]
        at = page["next"]
    assert pages == whole
    assert len(whole) == 3


def quotes(value: Any) -> Iterator[dict[str, Any]]:
    """Every stretch of text in an answer that says where it stands."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys() and isinstance(value["start"], int):
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from quotes(part)


def test_every_event_comes_with_words_that_stand_in_its_story(get: Get) -> None:
    for one in get("/v1/events")["events"]:
        words = one["quote"]
        story = get(f"/v1/stories/{words['story']}")
        assert story["text"][words["start"] : words["end"]] == words["text"]
        assert story["document"] == words["document"] == f"sha256:{sha256(story['text'].encode())}"
        assert one["grade"]["grade"]


def test_every_quote_of_an_account_stands_in_its_story(get: Get) -> None:
    for one in get("/v1/accounts")["accounts"]:
        text = get(f"/v1/stories/{one['quote']['story']}")["text"]
        assert len(list(quotes(one))) > 1
        assert all(text[words["start"] : words["end"]] == words["text"] for words in quotes(one))


def test_an_event_has_its_accounts_statements_and_grade(get: Get) -> None:
    attack = get("/v1/events/" + get("/v1/events", origins=2)["events"][0]["id"])
    assert [one["origin"]["name"] for one in attack["accounts"]] == ["police", "a doctor"]
    assert attack["numbers"]["killed"] == {"low": 6, "best": 9, "high": 9, "open": False}
    assert attack["grade"]["grade"] == "F1"
    assert attack["conflicts"] == ["killed"]
    assert {one["words"]["text"] for one in attack["statements"] if one["field"] == "killed"} == {"6", "9"}


def test_an_account_is_the_same_in_every_answer(get: Get) -> None:
    for one in get("/v1/accounts")["accounts"]:
        assert get(f"/v1/accounts/{one['id']}") == one
        assert one in get(f"/v1/events/{one['event']}")["accounts"]
        assert one in get(f"/v1/stories/{one['quote']['story']}")["told"]


def test_a_hit_of_the_search_has_its_words_and_its_document(get: Get) -> None:
    hits = get("/v1/search", q="doctor")["hits"]
    assert [hit["publisher"] for hit in hits] == ["Hill Radio"]
    assert hits[0]["snippet"]["text"][slice(*(hits[0]["spans"][0][end] for end in ("start", "end")))] == "doctor"
    assert hits[0]["document"].startswith("sha256:")


def test_lineage_shows_the_words_of_the_later_story(get: Get) -> None:
    pair = get("/v1/lineage")["lineage"][0]
    assert (pair["relation"], pair["words"]["text"]) == ("copies", "on 2 May")
    assert get("/v1/lineage", story=pair["later"])["total"] == 1
    assert get("/v1/lineage", relation="cites")["total"] == 0


def test_counts_and_problems_are_those_of_the_case(get: Get, held: Desk) -> None:
    counts = get("/v1/case")["counts"]
    assert {name.replace("_", " "): n for name, n in counts.items()} == held.case.counts()
    assert [one["reason"] for one in get("/v1/problems")["problems"]] == ["unreadable"]


def test_what_did_not_change_is_not_sent_again(client: TestClient, held: Desk) -> None:
    first = client.get("/v1/events")
    tag = {"if-none-match": first.headers["etag"]}
    assert client.get("/v1/events", headers=tag).status_code == 304
    with CaseStore.open(held.case.path) as other:
        other.analyst("ana").comment(first.json()["events"][0]["id"], "seen")
    changed = client.get("/v1/events", headers=tag)
    assert (changed.status_code, changed.headers["etag"] == tag["if-none-match"]) == (200, False)


def test_an_event_that_was_rejected_is_left_out_and_counted(get: Get, held: Desk) -> None:
    first = get("/v1/events")["events"][0]["id"]
    with CaseStore.open(held.case.path) as other:
        other.analyst("ana").reject(first, "no")
    assert first not in [one["id"] for one in get("/v1/events")["events"]]
    assert get("/v1/events")["rejected_left_out"] == 1
    assert get("/v1/events", rejected="true")["total"] == 3


def test_an_event_that_was_merged_says_where_its_accounts_are_now(client: TestClient, get: Get, held: Desk) -> None:
    first = get("/v1/events")["events"][0]["id"]
    merged = event(*(account for read in held.case.readings() for account in read.accounts))
    with CaseStore.open(held.case.path) as other:
        other.replace_links(links(merged))
    answer = client.get(f"/v1/events/{first}")
    assert (answer.status_code, answer.json()["now"]) == (410, [merged.id])
    check(described(), described()["paths"]["/v1/events/{id}"]["get"], "410", answer.json())
