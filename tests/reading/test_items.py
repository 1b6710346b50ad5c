"""Items in a story: designations by name, class nouns with their qualifiers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import story
from tidings.knowledge import Knowledge
from tidings.model import Item
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


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    read(text)
