"""The item table and how its names are found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.errors import KnowledgeError
from tidings.knowledge.items import Items
from tidings.knowledge.names import GUARD, fold, plurals
from tidings.knowledge.tables import table
from tidings.model import Item

ITEMS = Items.load()


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("a Phantom 4 Advanced", [("Phantom 4 Advanced", "uav.multirotor", "DJI", "CN")]),
        ("two car bombs", [("car bomb", "ied.vbied", None, None)]),
        ("suicide belts", [("suicide belt", "ied.suicide-belt", None, None)]),
        ("AK-47s", [("AK-47", "firearm.rifle", "Kalashnikov Concern", "RU")]),
        ("an S-400 battery", [("S-400", "missile.sam", "Almaz-Antey", "RU")]),
        ("SARIN", [("sarin", "chemical.nerve", None, None)]),
        ("the towing of cars", [("vehicle", "vehicle", None, None)]),
        ("tankless", []),
        ("a lone wolf", []),
    ],
)
def test_names_in_text(text: str, want: list[tuple[str | None, ...]]) -> None:
    assert [(i.name, i.category, i.maker, i.country) for _, _, i in ITEMS.match(text)] == want


def test_the_table_is_whole() -> None:
    """At least five hundred items, each with a category of dotted words and an example that names it."""
    assert len(ITEMS) >= 500
    for cells in table("items"):
        assert re.fullmatch(r"[a-z-]+(\.[a-z-]+)*", cells["category"]), cells
        names = [cells["name"], *cells["aliases"].split("|")]
        forms = [fold(f.rstrip(GUARD)) for n in names if n for f in (n, *plurals(n))]
        assert any(f in fold(cells["example"]) for f in forms), cells


def test_each_item_finds_itself() -> None:
    for item, _ in ITEMS.rows():
        assert ITEMS.resolve(item.name) == item
        assert ITEMS.named(item.id or "") == item


def test_an_id_given_twice_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="the id stands twice"):
        Items([(Item("a", "x"), ()), (Item("b", "x"), ())])


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end, _ in ITEMS.match(text))
