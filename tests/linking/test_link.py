"""Linking as a whole: one wire is one origin, contradictions part, order changes nothing, analysts decide last."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.linking.texts import LONA, WIRE, bombing
from tidings.grading import grade
from tidings.knowledge import Knowledge
from tidings.linking import link
from tidings.model import Judgement, Reading
from tidings.model.links import Links

KNOW = Knowledge()


def linked(readings: list[Reading], *judgements: Judgement) -> Links:
    return grade(link(readings, judgements, KNOW), readings, judgements, KNOW)


def ten_copies() -> list[Reading]:
    papers = [bombing(WIRE.split(" - ")[1], f"Paper {n}", "2020-05-05", sources=["port authority"]) for n in range(9)]
    return [bombing(WIRE, "Delta Newswire", sources=["port authority"]), *papers]


def several() -> list[Reading]:
    hospital = "Five people died when a bomb tore up the fish market of Safir on Monday, the Lona hospital said."
    other = "A bomb damaged a bridge near Lona on Monday, the road police said. Nobody was hurt at the toll gate."
    denial = "The Front denied that its men laid the bomb in the fish market of Safir on Monday."
    return [
        *ten_copies()[:4],
        bombing(hospital, "Radio Marsh", sources=["Lona hospital"], numbers={"killed": ("Five", 5, 5)}),
        bombing(other, "Lona Post", sources=["road police"], place=("Lona", LONA)),
        bombing(denial, "Marsh Courier", "2020-05-06", sources=["The Front"], status="denied"),
    ]


def test_ten_copies_of_one_wire_are_one_origin() -> None:
    (event,) = linked(ten_copies()).events
    assert (event.independent, event.stories, event.credibility) == (1, 10, 2)
    assert event.origins == ("port authority",)


def test_copies_point_to_the_wire() -> None:
    readings = ten_copies()
    lines = [row for row in linked(readings).lineage if row.relation == "copies"]
    assert {row.earlier for row in lines} == {readings[0].story.id}
    assert len(lines) == 9


def test_ten_copies_in_their_own_voice_are_one_origin() -> None:
    bare = WIRE.replace(", the port authority said", "")
    papers = [bombing(bare, f"Paper {n}", "2020-05-05") for n in range(9)]
    (event,) = linked([bombing(bare, "Delta Newswire"), *papers]).events
    assert (event.independent, event.origins) == (1, ("Delta Newswire",))


def test_a_second_origin_counts() -> None:
    event = max(linked(several()).events, key=lambda e: e.stories)
    assert set(event.origins) == {"port authority", "Lona hospital"}
    assert (event.independent, event.status) == (2, "happened")
    assert event.conflicts == ("status",)


def test_towns_far_apart_stay_two_events() -> None:
    assert sorted(e.place.name for e in linked(several()).events if e.place) == ["Lona", "Safir"]


def test_what_one_story_tells_apart_no_other_story_joins() -> None:
    text = (
        "A bomb killed five guards in Safir on Monday. A second bomb killed two fishermen on Tuesday, the police said."
    )
    told = bombing(text, "Radio Marsh", roles={"target": ["guards"]}, numbers={"killed": ("five", 5, 5)})
    first = told.accounts[0]
    later = bombing(text, "Radio Marsh", time=("Tuesday", "2020-05-05"), roles={"target": ["fishermen"]}).accounts[0]
    vague = bombing("A bomb went off in Safir on Monday, the police said.", "Marsh Courier", "2020-05-05")
    events = linked([replace(told, accounts=(first, later)), vague]).events
    assert all(not {first.id, later.id} <= set(e.accounts) for e in events)


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_changes_nothing(chance: random.Random) -> None:
    readings = several()
    chance.shuffle(readings)
    assert linked(readings) == linked(several())


def test_twice_is_once() -> None:
    first = linked(several())
    assert linked(several(), *first.judgements) == first


def test_an_event_keeps_its_id_when_later_accounts_join() -> None:
    before = linked(several()[:2]).events[0]
    after = linked(several()).events[0]
    assert (before.id, before.accounts[0]) == (after.id, after.accounts[0])


@pytest.mark.parametrize(("verdict", "events"), [("same", 1), ("different", 2)])
def test_an_analyst_decides_last(verdict: str, events: int) -> None:
    text = "A bomb damaged a bridge near Lona on Monday, the road police said."
    far = bombing(text, "Lona Post", place=("Lona", LONA))
    pair = ten_copies()[:1] + ([far] if verdict == "same" else ten_copies()[1:2])
    left, right = (r.accounts[0].id for r in pair)
    said = Judgement("account", left, right, verdict, 1.0, ("by hand",), "ana", "2024-01-01T00:00:00Z")  # type: ignore[arg-type]
    assert len(linked(pair).events) != events
    assert len(linked(pair, said).events) == events


def test_the_last_word_of_an_analyst_counts() -> None:
    pair = ten_copies()[:2]
    left, right = (r.accounts[0].id for r in pair)
    apart = Judgement("account", left, right, "different", 1.0, (), "ana", "2024-01-01T00:00:00Z")
    again = Judgement("account", right, left, "same", 1.0, (), "ana", "2024-01-02T00:00:00Z")
    assert len(linked(pair, again, apart).events) == 1


def test_an_empty_case_has_no_events() -> None:
    assert linked([]) == Links((), (), (), ())


def test_every_joined_pair_tells_why() -> None:
    same = [j for j in linked(several()).judgements if j.verdict == "same"]
    assert same
    assert all(j.by == "rule:linking.events/1" and j.at == "" for j in same)
    assert any("place +1.00: Safir | Safir (0 km)" in j.reasons for j in same)


def test_the_title_names_who_did_what_to_whom() -> None:
    text = "The Marsh Front laid a bomb under the grain office of Safir on Monday, the port authority said."
    roles = {"actor": ["The Marsh Front"], "target": ["grain office"]}
    (event,) = linked([bombing(text, "Radio Marsh", roles=roles, method="bombing")]).events
    assert event.title == "Bombing by The Marsh Front on grain office, Safir"
