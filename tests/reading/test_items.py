"""Items in a story: designations by name, class nouns with their qualifiers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import story
from tidings.knowledge import Knowledge
from tidings.model import Item, Quote, State
from tidings.reading.items import items
from tidings.reading.language import parse

KNOW = Knowledge()


def read(text: str) -> list[tuple[str, str, str | None]]:
    found = items(parse(text), story(text), KNOW)
    assert all(m.quote.check(text) and m.rule for m in found)
    return [(m.quote.text, m.entity.name, m.entity.category) for m in found if isinstance(m.entity, Item)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("They fired anti-aircraft missiles.", [("anti-aircraft missiles", "anti-aircraft missiles", "missile.sam")]),
        ("It was a Phantom 4 Advanced.", [("Phantom 4 Advanced", "Phantom 4 Advanced", "uav.multirotor")]),
        ("A drone with an IED attached fell.", [("drone", "drone", "uav"), ("IED", "IED", "ied")]),
        ("Tomahawk cruise missiles hit.", [("Tomahawk cruise missiles", "Tomahawk", "missile.cruise")]),
        ("Police found stolen passports.", [("stolen passports", "stolen passports", "document")]),
        ("He paid $10,000 for it.", [("10,000", "10,000", "money")]),
        ("Investors tank the market.", []),
        ("He was a farmer.", []),
    ],
)
def test_items(text: str, want: list[tuple[str, str, str]]) -> None:
    assert [(w.lstrip("$"), n.lstrip("$"), c) for w, n, c in read(text)] == want


def test_the_known_part_of_a_compound_keeps_its_class() -> None:
    [(words, _, category)] = read("A chlorine barrel bomb fell on the town.")
    assert words == "chlorine barrel bomb"
    assert (category or "").startswith(("chemical", "munition"))


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Police seized 20 rifles and a drone in the raid.", ["rifles: seized", "drone: seized"]),
        ("A consignment of grenades was confiscated.", ["consignment: seized", "grenades: seized"]),
        ("Police plan to seize the rifles.", []),  # not yet
        ("The rifles were not seized.", []),
        ("The rifles may have been seized.", []),
        ("Police seized a truck carrying rifles.", ["truck: seized"]),  # said of the truck alone
        ("The rifles captured from the army were sold.", ["rifles: seized"]),
        ("The army shot down a drone.", ["drone: defunct"]),
        ("A drone destroyed two tanks.", ["tanks: defunct"]),  # the drone did it
        ("The drone crashed into a tank.", ["drone: defunct"]),
        ("If the drone crashed, nobody saw it.", []),
        ("A burnt-out tank stood at the bridge.", ["tank: defunct"]),
        ("The non-functional launcher was left behind.", ["non-functional launcher: defunct"]),
        ("The wreckage of a drone was found in a field.", ["drone: defunct"]),
        ("The drone was found intact near the border.", ["drone: intact"]),
        ("The drone was not intact.", []),
        ("The rifles are no longer functional.", []),
        ("An unexploded shell lay in the yard.", ["unexploded shell: intact"]),
        ("He bought the operational documents.", []),  # no working documents
        ("Police seized forged passports.", ["forged passports: seized"]),
        ("Rebels built home-made mortars.", ["home-made mortars: improvised"]),
        ("An improvised explosive device went off.", ["improvised explosive device: improvised"]),
        ("Police found a rifle and seized the house.", []),
    ],
)
def test_states(text: str, want: list[str]) -> None:
    found = [m for m in items(parse(text), story(text), KNOW) if isinstance(m.value, State)]
    assert [f"{m.quote.text}: {m.value.condition}" for m in found if isinstance(m.value, State)] == want
    assert all(m.value.quote.check(text) for m in found if isinstance(m.value, State))


def test_of_several_states_the_one_that_was_taken_counts() -> None:
    text = "Police seized a homemade rifle."
    [found] = items(parse(text), story(text), KNOW)
    assert found.value == State("seized", Quote(7, 13, "seized"))


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    read(text)
