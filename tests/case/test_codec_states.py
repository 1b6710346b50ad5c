"""The state of an item in the case and in the JSON of a reading: it comes back with its words."""

import pytest

from tidings.case.codec import mention_json, mention_of, packed, unpacked
from tidings.knowledge.conditions import CONDITIONS
from tidings.model import Item, Mention, Quote, State
from tidings.model.contract import mention_json as contract_json

RIFLES = Quote(7, 13, "rifles")


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_state_comes_back(condition: str) -> None:
    state = State(condition, Quote(0, 6, "seized"))  # type: ignore[arg-type]
    told = Mention("item", RIFLES, state, Item("rifles", "rifle", category="firearm"), "items.class/1")
    assert mention_of("item", unpacked(packed(mention_json(told)))) == told


def test_an_item_of_an_older_case_has_no_state() -> None:
    told = Mention("item", RIFLES, None, Item("rifles", "rifle"), "items.class/1")
    assert mention_of("item", mention_json(told)) == told


def test_the_contract_gives_the_state_with_its_words() -> None:
    told = Mention("item", RIFLES, State("seized", Quote(0, 6, "seized")), Item("rifles", "rifle"))
    value = {"condition": "seized", "start": 0, "end": 6, "text": "seized"}
    assert contract_json(told, "m1")["value"] == value
