"""PLOVER records: types, modes and contexts, actors as the manual codes them, and what is left out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.knowledge.test_codebooks import CONTEXTS, PLOVER
from tests.output.incidents import incident
from tests.output.told import NAMED_ONLY, TOLD, UNDATED
from tidings.knowledge.coding import plover_rules, plover_type, quads, special_contexts
from tidings.model import KINDS, METHODS, STATUSES
from tidings.model.links import Told
from tidings.output.coded import traits
from tidings.output.forms import Options
from tidings.output.plover import lines

# fields of a record by the manual (version of 2021), then our own
FIELDS = {
    "id", "has_event", "date", "time", "enddate", "endtime", "source", "recipient", "event", "event_loc", "event_text",
    "quad_code", "event_scale", "mode", "context", "link", "text", "text_info", "cite_info", "coder", "coded_date",
    "coded_time", "comment", "dead", "injured", "arrested", "size",
} | {"status", "grade", "independent", "origins"}  # fmt: skip
MODES = {**PLOVER, "ASSAULT": PLOVER["ASSAULT"] + " targeted aerial drone heavy-weapons unconventional"}
ACT = {"roles": {"actor": ["Rebels"]}}


def written(*events: Told) -> tuple[list[dict[str, Any]], list[str]]:
    notes: list[str] = []
    return [json.loads(line) for line in lines(events, Options(name="sahel", note=notes.append))], notes


def test_a_record_holds_what_the_accounts_tell() -> None:
    (found,), notes = written(TOLD)
    assert set(found) <= FIELDS
    assert (found["event"], found["mode"]) == (["ASSAULT"], ["suicide-attack", "explosives"])
    assert (found["date"], found["quad_code"], found["dead"]) == ("2015-10-15", 4, 6)
    assert found["source"] == [
        {"sector": "REB", "actor_text": "Two suicide bombers", "identifier_text": "Two suicide bombers"}
    ]
    assert found["recipient"] == [{"sector": "CVL", "actor_text": "people", "identifier_text": "people"}]
    assert found["event_loc"]["cc3"] == "CMR"
    start, end = found["text_info"]["start"], found["text_info"]["end"]
    assert TOLD.tellings[0].story.text[start:end] == found["event_text"][0]
    assert (found["cite_info"]["corpus"], found["cite_info"]["publication"]) == ("sahel", "Sahel Newswire")
    assert (found["status"], found["grade"]) == ("happened", "B2")
    assert notes == []


def test_what_plover_has_no_record_for_is_left_out_and_counted() -> None:
    paper = incident("Thursday the centre published a report.", "published", "publish")
    aid = incident("Thursday the agency brought food.", "brought", "aid", roles={"actor": ["the agency"]})
    rows, notes = written(TOLD, UNDATED, NAMED_ONLY, paper, aid)
    assert len(rows) == 1
    assert notes == [
        "plover: 1 event written, 4 left out: 1 of a kind that PLOVER does not code, 1 without a day, "
        "1 without anybody who acts, 1 without the recipient that AID needs. See docs/coding.md"
    ]


@pytest.mark.parametrize(
    ("words", "kind", "method", "want"),
    [
        ("shot", "attack", "shooting", ("ASSAULT", ("firearms",))),
        ("raped", "attack", None, ("ASSAULT", ("sexual",))),
        ("draped", "attack", None, ("ASSAULT", ())),
        ("sentenced", "prosecute", None, ("SANCTION", ("convict",))),
        ("charged", "prosecute", None, ("COERCE", ("arrest",))),
        ("rioted", "protest", None, ("PROTEST", ("riot",))),
        ("marched", "protest", None, ("PROTEST", ("demo",))),
    ],
)
def test_type_and_modes(words: str, kind: str, method: str | None, want: tuple[str, tuple[str, ...]]) -> None:
    rule = plover_type(traits(incident(f"Rebels {words} there.", words, kind, method=method)))
    assert rule
    assert (rule.event, rule.modes) == want


@pytest.mark.parametrize(
    ("status", "published", "want"),
    [
        ("happened", "2015-10-16", []),
        ("happened", "2018-10-16", ["historical"]),
        ("planned", "2015-10-10", ["future"]),
        ("hypothetical", "2015-10-10", ["hypothetical"]),
        ("denied", "2015-10-16", ["negation"]),
        ("possible", "2015-10-16", []),
    ],
)
def test_special_contexts(status: str, published: str, want: list[str]) -> None:
    (found,), _ = written(incident("Rebels attacked.", "attacked", "attack", status, published=published, **ACT))
    assert found.get("context", []) == want


def test_actors_are_coded_by_country_and_sector() -> None:
    told = incident("Thursday the Turkish army attacked.", "attacked", "attack", roles={"actor": ["the Turkish army"]})
    (found,), _ = written(told)
    assert found["source"][0]["sector"] == "MIL"


def test_in_a_clash_all_are_sources() -> None:
    roles = {"actor": ["Rebels", "soldiers"]}
    (found,), _ = written(incident("Rebels fought soldiers.", "fought", "clash", roles=roles))
    assert [actor["actor_text"] for actor in found["source"]] == ["Rebels", "soldiers"]
    assert "recipient" not in found


def test_the_tables_name_what_there_is() -> None:
    for rule in plover_rules():
        assert set(rule.modes) <= set(MODES[rule.event].split())
        assert set(rule.contexts) <= CONTEXTS
        assert rule.asks.kind in KINDS
        assert rule.asks.methods <= set(METHODS)
    assert set(quads()) == set(PLOVER)
    assert set(special_contexts()) <= set(STATUSES)
