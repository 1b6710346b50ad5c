"""The UCDP columns: sides, types of violence, deaths, precision, and what is left out."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from tests.output.incidents import TOWN, incident
from tests.output.told import BODIES, NAMED_ONLY, TOLD, UNDATED
from tidings.knowledge.coding import columns
from tidings.model import Place
from tidings.model.links import Told
from tidings.output.forms import Options
from tidings.output.ucdp import lines, sides_of

SIX = {"killed": ("six", 6, 6)}


def table(*events: Told) -> tuple[list[dict[str, str]], list[str]]:
    notes: list[str] = []
    return list(csv.DictReader(lines(events, Options(note=notes.append)))), notes


def test_a_row_holds_what_the_accounts_tell() -> None:
    (row,), notes = table(TOLD)
    assert list(row) == [column.name for column in columns("ucdp")]
    kept = {name: cell for name, cell in row.items() if cell and not name.startswith("tidings_")}
    assert kept == {
        "id": TOLD.event.id, "year": "2015", "type_of_violence": "3", "dyad_name": "Two suicide bombers - Civilians",
        "side_a": "Two suicide bombers", "side_b": "Civilians", "number_of_sources": "2",
        "source_article": "“=HYPERLINK(1)” (Sahel Newswire, 2015-10-16); Mora Diary, undated",
        "source_office": "Sahel Newswire; Mora Diary", "source_date": "2015-10-16", "source_headline": "'=HYPERLINK(1)",
        "source_original": "governor's office; Haman", "where_prec": "1", "where_coordinates": "Mora",
        "where_description": "Mora", "latitude": "11.05", "longitude": "14.14", "geom_wkt": "POINT (14.14 11.05)",
        "priogrid_gid": "145829", "country": "Cameroon", "event_clarity": "1", "date_prec": "1",
        "date_start": "2015-10-15", "date_end": "2015-10-15", "deaths_civilians": "6", "deaths_unknown": "0",
        "best": "6", "high": "9", "low": "6",
    }  # fmt: skip
    assert notes == []


def test_what_is_not_lethal_or_has_no_day_is_left_out_and_counted() -> None:
    unhurt = incident("Thursday rebels attacked.", "attacked", "attack")
    march = incident("Thursday six died at a march.", "march", "protest", numbers=SIX)
    rows, notes = table(TOLD, UNDATED, NAMED_ONLY, unhurt, march)
    assert len(rows) == 1
    assert BODIES.number("killed")
    assert notes == [
        "ucdp: 1 event written, 4 left out: 1 not told as happened, 1 of no known year, 1 without a death told, "
        "1 without armed force. See docs/coding.md"
    ]


@pytest.mark.parametrize(
    ("kind", "roles", "want"),
    [
        ("attack", {"actor": ["Rebels"], "target": ["villagers"]}, (3, "Rebels", "Civilians")),
        ("attack", {"actor": ["Soldiers"], "target": ["villagers"]}, (3, "Soldiers", "Civilians")),
        ("attack", {"actor": ["Rebels"], "target": ["Soldiers"]}, (1, "Soldiers", "Rebels")),
        ("attack", {"actor": ["Rebels"], "target": ["Soldiers", "villagers"]}, (1, "Soldiers", "Rebels")),
        ("clash", {"actor": ["Soldiers", "Rebels"]}, (1, "Soldiers", "Rebels")),
        ("clash", {"actor": ["Rebels", "gunmen"]}, (2, "Rebels", "gunmen")),
        ("clash", {"actor": ["Rebels"]}, (None, "Rebels", None)),
        ("attack", {"actor": ["Rebels"], "target": ["the bridge"]}, (None, "Rebels", "the bridge")),
        ("attack", {"actor": ["villagers"], "target": ["Soldiers"]}, (None, "villagers", "Soldiers")),
        ("attack", {"target": ["villagers"]}, (None, None, "villagers")),
    ],
)
def test_the_sides(kind: str, roles: dict[str, list[str]], want: tuple[Any, ...]) -> None:
    text = "Thursday Rebels, Soldiers, gunmen, villagers and the bridge: six died."
    assert sides_of(incident(text, "died", kind, roles=roles, numbers=SIX)) == want


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2015-10-15", "2015-10-15", "1"),
        ("2015-10-15", "2015-10-16", "2"),
        ("2015-10-12", "2015-10-18", "3"),
        ("2015-10-01", "2015-10-31", "4"),
        ("2015-01-01", "2015-12-31", "5"),
        ("2014-01-01", "2015-12-31", None),
    ],
)
def test_the_precision_of_a_day(first: str, last: str, code: str | None) -> None:
    rows, _ = table(incident("Earlier six died.", "died", "attack", numbers=SIX, time=("Earlier", first, last)))
    assert [row["date_prec"] for row in rows] == ([code] if code else [])


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (TOWN, "1"),
        (Place("Mora", "CM", None, 11.05, 14.14, 5.0, "near", "city"), "2"),
        (Place("Mayo-Sava", "CM", None, 11.0, 14.2, 40.0, "in", "admin2"), "3"),
        (Place("Far North", "CM", None, 11.0, 14.5, 200.0, "in", "admin1"), "4"),
        (Place("Sahel", None, None, 15.0, 10.0, 1500.0, "in", "region"), "5"),
        (Place("Cameroon", "CM", None, 6.0, 12.5, 389.0, "in", "country"), "6"),
        (Place("Red Sea", None, None, 20.0, 38.0, 900.0, "in", "water"), "7"),
        (Place("Kolofata crossroads"), ""),
    ],
)
def test_the_precision_of_a_place(place: Place, code: str) -> None:
    (row,), _ = table(incident("Thursday six died in Mora.", "died", "attack", numbers=SIX, place=("Mora", place)))
    assert row["where_prec"] == code
