"""The capability view: each step stands on accounts; who acts supplies in a transfer and gets in a purchase."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from tests.builders import account, event, quote, story
from tidings.knowledge.capability import STAGES, may_equip, stage_of, stage_rules
from tidings.model import KINDS, STATUSES, Filler
from tidings.model.links import Telling, Told
from tidings.output.capability import capabilities, capability_json, capability_lines, supplies

TEXT = (
    "Delta Works bought engines from Marsh Trading in Lona on 4 May. The Lake Column tested rockets and fired rockets "
    "at Safir. The Lake Column wants drones, and Hill Freight shipped rifles to the Lake Column."
)
WHERE = story(TEXT, "2020-05-05", publisher="Radio Marsh")


def told(words: str, kind: str, status: str = "happened", **more: Any) -> Told:
    one = account(WHERE, words, kind, status, **more)
    return Told(event(one, credibility=2), (Telling(WHERE, one, None),))


BOUGHT = told(
    "bought",
    "acquire",
    roles={"actor": ["Delta Works"], "supplier": ["Marsh Trading"], "item": ["engines"], "origin": ["Lona"]},
    time=("4 May", "2020-05-04"),
)
TESTED = told("tested", "test", roles={"actor": ["The Lake Column"], "item": ["rockets"]})
FIRED = told("fired", "attack", roles={"actor": ["The Lake Column"], "item": ["rockets"]})
WANTS = told("wants", "acquire", "planned", roles={"actor": ["The Lake Column"], "item": ["drones"]})
SHIPPED = told(
    "shipped", "transfer", roles={"actor": ["Hill Freight"], "recipient": ["the Lake Column"], "item": ["rifles"]}
)
ALL = [BOUGHT, TESTED, FIRED, WANTS, SHIPPED]


@pytest.mark.parametrize(
    ("kind", "item", "counts"),
    [
        ("seize", "drone", True),  # hit
        ("seize", "video", False),  # near miss: a film equips nobody
        ("transfer", "money", False),
        ("seize", None, True),  # a thing that no table holds may be anything
        ("demand", None, False),  # trap: "demanded respect"
    ],
)
def test_what_may_be_of_a_capability(kind: str, item: str | None, counts: bool) -> None:
    assert may_equip(kind, item) is counts


def test_each_step_of_each_party_stands_with_its_item() -> None:
    steps = [(one.actor, one.item, one.stage, one.status) for one in capabilities(ALL)]
    assert steps == [
        ("Delta Works", "engines", "acquired", "happened"),
        ("The Lake Column", "drones", "sought", "planned"),
        ("The Lake Column", "rifles", "acquired", "happened"),
        ("The Lake Column", "rockets", "tested", "happened"),
        ("The Lake Column", "rockets", "used", "happened"),
    ]


def test_a_deal_names_both_sides_and_the_way() -> None:
    deals = [(d.supplier, d.recipient, d.item, d.origin) for d in supplies(ALL)]
    assert ("Marsh Trading", "Delta Works", "engines", "Lona") in deals
    assert ("Hill Freight", "The Lake Column", "rifles", "") in deals
    assert ("", "The Lake Column", "drones", "") in deals


def test_a_film_that_changes_hands_is_no_supply() -> None:
    """ "The footage, obtained by a broadcaster" stood among who supplied whom with arms."""
    words = "Marsh Television obtained footage of the rockets."
    where = story(words)
    one = account(where, "obtained", "acquire", roles={"actor": ["Marsh Television"]})
    film = dataclasses.replace(
        one, roles=(*one.roles, ("item", (Filler("footage", quote(where, "footage"), "video"),)))
    )
    assert supplies([Told(event(film), (Telling(where, film, None),))]) == []
    unknown = dataclasses.replace(one, roles=(*one.roles, ("item", (Filler("rockets", quote(where, "rockets")),))))
    assert [deal.item for deal in supplies([Told(event(unknown), (Telling(where, unknown, None),))])] == ["rockets"]


@pytest.mark.parametrize("actor", ["lake column", "LAKE"])
def test_one_party_alone(actor: str) -> None:
    assert {one.item for one in capabilities(ALL, actor)} == {"rifles", "drones", "rockets"}
    assert {deal.item for deal in supplies(ALL, actor)} == {"rifles", "drones"}


def test_an_account_without_item_or_party_shows_nothing() -> None:
    bare = told("tested", "test", roles={"actor": ["The Lake Column"]})
    other = told("tested", "test", roles={"item": ["rockets"]})
    meeting = told("tested", "meet", roles={"actor": ["The Lake Column"], "item": ["rockets"]})
    assert capabilities([bare, other, meeting]) == []
    assert supplies([bare, other, meeting]) == []


def test_every_entry_quotes_its_story() -> None:
    for one in (*capabilities(ALL), *supplies(ALL)):
        assert one.words
        assert all(words.quote.text == TEXT[words.quote.start : words.quote.end] for words in one.words)
        assert capability_json(one)["quotes"]


def test_it_reads_as_lines() -> None:
    lines = list(capability_lines(capabilities(ALL), supplies(ALL)))
    assert "Delta Works: engines" in lines
    assert any(line.split() == [*"2020-05-04 acquired · F2 ·".split(), BOUGHT.event.id[:8]] for line in lines)
    assert any("Marsh Trading > Delta Works: engines from Lona" in line for line in lines)


def test_the_table_speaks_of_known_kinds_and_every_stage() -> None:
    assert {rule.kind for rule in stage_rules()} <= set(KINDS)
    assert {status for rule in stage_rules() for status in rule.statuses} <= set(STATUSES)
    assert {rule.stage for rule in stage_rules()} == set(STAGES)
    assert stage_of("meet", "happened") is None
