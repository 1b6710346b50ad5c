"""The item table and how its names are found."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.errors import KnowledgeError
from tidings.knowledge.items import Items
from tidings.knowledge.names import GUARD, fold, plurals
from tidings.knowledge.tables import TABLES, read_table, table
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
        ("a pressure-plate IED", [("pressure-plate bomb", "ied.pressure-plate", None, None)]),
        ("a Magura V5", [("Magura V5", "usv", "SBU", "UA")]),
        ("GBU-12s", [("GBU-12", "munition.bomb", "Lockheed Martin", "US")]),
        ("Dehlaviyeh", [("Dehlavieh", "missile.atgm", None, "IR")]),
        ("an end-user certificate", [("end-user certificate", "document.trade", None, None)]),
        ("to pick up the cash", [("money", "money", None, None)]),
        ("90% of 65", []),
        ("tankless", []),
        ("a lone wolf", []),
    ],
)
def test_names_in_text(text: str, want: list[tuple[str | None, ...]]) -> None:
    assert [(i.name, i.category, i.maker, i.country) for _, _, i in ITEMS.match(text)] == want


def item_rows() -> list[dict[str, str]]:
    return [cells for path in sorted(TABLES.glob("items*.tsv")) for cells in read_table(path)]


ROWS = item_rows()
TOPS = (
    "aircraft antiquity armour artillery biological chemical component counter-uav document drug dual-use equipment "
    "explosive firearm goods ied infrastructure missile money munition nuclear oil radiological rocket ship space uav "
    "ugv usv uuv vehicle weapon"
).split()


def names_of(cells: dict[str, str]) -> list[str]:
    return [cells["name"], *(a for a in cells["aliases"].split("|") if a)]


def test_the_table_is_whole() -> None:
    """At least nine hundred items, each of a known class and with an example that names it."""
    assert len(ITEMS) >= 900
    for cells in ROWS:
        assert re.fullmatch(r"[a-z-]+(\.[a-z-]+)*", cells["category"]), cells
        assert cells["category"].split(".")[0] in TOPS, cells
        forms = [fold(f.rstrip(GUARD)) for n in names_of(cells) for f in (n, *plurals(n))]
        assert any(f in fold(cells["example"]) for f in forms), cells


def test_every_top_class_has_items() -> None:
    assert {cells["category"].split(".")[0] for cells in ROWS} == set(TOPS)


def test_no_name_stands_for_two_items() -> None:
    """Two rows may share a name only where capitals tell them apart ("MILAN", "Milan")."""
    counts = Counter(name.rstrip(GUARD) for cells in ROWS for name in names_of(cells))
    assert [name for name, n in counts.items() if n > 1] == []


def test_no_alias_is_dead() -> None:
    """Each name is found in a sentence and leads to its own row: no other row hides it."""
    for cells in ROWS:
        for name in names_of(cells):
            plain = name.rstrip(GUARD)
            found = ITEMS.match(f"Officers said that the {plain} was there.")
            assert [(s, e, i.id) for s, e, i in found] == [(23, 23 + len(plain), cells["id"])], (cells["id"], name)


def test_a_maker_has_a_country_and_a_country_is_a_code() -> None:
    known = {cells["country"] for cells in table("places_countries")}
    assert [c["id"] for c in ROWS if c["maker"] and not c["country"]] == []
    assert [c["id"] for c in ROWS if c["country"] and c["country"] not in known] == []


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
