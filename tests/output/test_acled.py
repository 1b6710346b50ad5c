"""The ACLED columns: the types that events are coded as, every column, and what is left out."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from tests.output.incidents import TOWN, incident
from tests.output.told import NAMED_ONLY, TOLD, UNDATED
from tidings.knowledge.coding import acled_rules, acled_type, columns
from tidings.knowledge.outlets import Outlets
from tidings.model import KINDS, METHODS, Place
from tidings.model.links import Told
from tidings.output import acled
from tidings.output.acled import lines
from tidings.output.coded import traits
from tidings.output.forms import Options
from tidings.output.tables import unguarded


def table(*events: Told) -> tuple[list[dict[str, str]], list[str]]:
    notes: list[str] = []
    rows = list(csv.DictReader(lines(events, Options(note=notes.append))))
    return [{name: unguarded(cell) for name, cell in row.items()} for row in rows], notes


def test_a_row_holds_what_the_accounts_tell() -> None:
    (row,), notes = table(TOLD)
    assert list(row) == [column.name for column in columns("acled")]
    kept = {name: cell for name, cell in row.items() if cell}
    assert kept.pop("notes").startswith("“Two suicide bombers blew")
    assert kept.pop("event_id_cnty") == f"CMR-{kept.pop('tidings_event')}"
    assert kept == {
        "event_date": "2015-10-15", "year": "2015", "time_precision": "1",
        "disorder_type": "Political violence", "event_type": "Explosions/Remote violence",
        "sub_event_type": "Suicide bomb", "actor1": "Two suicide bombers", "inter1": "Rebel group", "actor2": "people",
        "inter2": "Civilians", "interaction": "Rebel group-Civilians", "civilian_targeting": "Civilian targeting",
        "iso": "120", "country": "Cameroon", "location": "Mora", "latitude": "11.05", "longitude": "14.14",
        "geo_precision": "1", "source": "Sahel Newswire; Mora Diary", "fatalities": "6",
        "tidings_grade": "B2", "tidings_independent": "2", "tidings_url": "https://example.org/1",
    }  # fmt: skip
    assert notes == []


def test_what_did_not_happen_or_has_no_day_is_left_out_and_counted() -> None:
    paper = incident("Thursday the centre published a report.", "published", "publish")
    rows, notes = table(TOLD, UNDATED, NAMED_ONLY, paper)
    assert len(rows) == 1
    assert notes == [
        "acled: 1 event written, 3 left out: 1 not told as happened, 1 of a kind that ACLED does not code, "
        "1 of no known month. See docs/coding.md"
    ]


@pytest.mark.parametrize(
    ("text", "words", "kind", "more", "want"),
    [
        ("Rebels shot two traders.", "shot", "attack", {"roles": {"target": ["two traders"]}}, "Attack"),
        ("Rebels shot at soldiers.", "shot", "attack", {"roles": {"target": ["soldiers"]}}, "Armed clash"),
        ("Rebels shot at a bridge.", "shot", "attack", {"roles": {"target": ["a bridge"]}}, "Attack"),
        ("Rebels threw grenades.", "threw grenades", "attack", {}, "Grenade"),
        ("Rebels based there attacked.", "attacked", "attack", {}, "Attack"),
        ("Troops took Mora.", "took", "take", {"roles": {"actor": ["Troops"]}}, "Government regains territory"),
        ("Rebels took Mora.", "took", "take", {"roles": {"actor": ["Rebels"]}}, "Non-state actor overtakes territory"),
        ("Flames took Mora.", "took", "take", {}, ""),
        ("Police seized rifles.", "seized", "seize", {"roles": {"item": ["rifles"]}}, "Disrupted weapons use"),
        ("Police seized cattle.", "seized", "seize", {"roles": {"actor": ["Police"]}}, "Other"),
        ("Gunmen seized cattle.", "seized", "seize", {"roles": {"actor": ["Gunmen"]}}, "Looting/property destruction"),
        ("Hundreds marched.", "marched", "protest", {}, "Peaceful protest"),
        ("Hundreds rioted.", "rioted", "protest", {}, "Violent demonstration"),
        (
            "Hundreds marched; nine held.",
            "marched",
            "protest",
            {"numbers": {"arrested": ("nine", 9, 9)}},
            "Protest with intervention",
        ),
        ("Hundreds marched; nine hurt.", "marched", "protest", {"numbers": {"injured": ("nine", 9, 9)}}, ""),
        ("Hundreds marched until police used tear gas.", "marched", "protest", {}, "Protest with intervention"),
        ("Hundreds marched against an arrest and dispersed in peace.", "marched", "protest", {}, "Peaceful protest"),
        ("Hundreds marched with torches and threw flowers.", "marched", "protest", {}, "Peaceful protest"),
        ("Hundreds marched and threw stones at tear gas launchers.", "marched", "protest", {}, "Violent demonstration"),
        ("Hundreds marched until troops opened fire.", "marched", "protest", {}, "Excessive force against protesters"),
        (
            "Police beat two protesters.",
            "beat",
            "attack",
            {"roles": {"actor": ["Police"], "target": ["protesters"]}},
            "Excessive force against protesters",
        ),
        (
            "Villagers stoned police at a rally.",
            "stoned",
            "attack",
            {"roles": {"actor": ["Villagers"]}},
            "Violent demonstration",
        ),
        ("Rebels shot at police near a rally.", "shot", "attack", {"roles": {"actor": ["Rebels"]}}, "Attack"),
        ("Protesters clashed with police.", "clashed", "clash", {}, "Violent demonstration"),
        ("Troops clashed with rebels.", "clashed", "clash", {}, "Armed clash"),
        ("A mob beat a thief.", "beat", "attack", {}, "Mob violence"),
        ("A mobile patrol beat a thief.", "beat", "attack", {}, "Attack"),
        ("Troops set up a base.", "set up a base", "deploy", {}, "Headquarters or base established"),
        ("Troops based in Mora went.", "went", "deploy", {}, "Change to group/activity"),
    ],
)
def test_the_sub_event_type(text: str, words: str, kind: str, more: dict[str, Any], want: str) -> None:
    assert (acled_type(traits(incident(text, words, kind, **more))) or ("", "none"))[1] == want


@pytest.mark.parametrize(
    ("first", "last", "precision", "day"),
    [
        ("2015-10-15", "2015-10-15", "1", "2015-10-15"),
        ("2015-10-12", "2015-10-18", "2", "2015-10-15"),
        ("2015-10-01", "2015-10-31", "3", "2015-10-16"),
        ("2015-10-01", "2015-11-01", None, None),
        ("2015-01-01", "2015-12-31", None, None),
        (None, "2015-10-15", None, None),
    ],
)
def test_the_precision_of_a_day(first: str | None, last: str, precision: str | None, day: str | None) -> None:
    rows, notes = table(incident("Earlier rebels attacked.", "attacked", "attack", time=("Earlier", first, last)))
    assert [(row["time_precision"], row["event_date"]) for row in rows] == ([(precision, day)] if precision else [])
    assert bool(notes) is (precision is None)


@pytest.mark.parametrize(
    ("place", "precision"),
    [
        (TOWN, "1"),
        (Place("Mora", "CM", None, 11.05, 14.14, 5.0, "north of", "city"), "2"),
        (Place("Mayo-Sava", "CM", None, 11.0, 14.2, 40.0, "in", "admin2"), "2"),
        (Place("Far North", "CM", None, 11.0, 14.5, 200.0, "in", "admin1"), "3"),
        (Place("Cameroon", "CM", None, 6.0, 12.5, 389.0, "in", "country"), "3"),
        (Place("Kolofata crossroads"), ""),
    ],
)
def test_the_precision_of_a_place(place: Place, precision: str) -> None:
    (row,), _ = table(incident("Thursday rebels attacked Mora.", "attacked", "attack", place=("Mora", place)))
    assert row["geo_precision"] == precision
    assert (row["admin1"], row["admin2"]) == (
        place.name if place.type == "admin1" else "", place.name if place.type == "admin2" else "",
    )  # fmt: skip


def test_sides_of_a_clash_and_forces_from_abroad() -> None:
    fought = incident("Thursday the French army fought rebels.", "fought", "clash", place=("Thursday", TOWN),
                      roles={"actor": ["the French army", "rebels"]})  # fmt: skip
    (row,), _ = table(fought)
    assert (row["actor1"], row["actor2"], row["event_type"]) == ("the French army", "rebels", "Battles")
    assert (row["inter1"], row["inter2"], row["civilian_targeting"]) == ("State forces", "Rebel group", "")


def test_a_crowd() -> None:
    march = incident("Thursday 300 marched.", "marched", "protest", numbers={"quantity": ("300", 300, 300)},
                     roles={"actor": ["300"]}, tags=("fuel",))  # fmt: skip
    (row,), _ = table(march)
    assert (row["inter1"], row["tags"]) == ("Protesters", "crowd size=300; fuel")


def test_a_cell_that_reads_as_a_formula_is_guarded() -> None:
    told = incident("Thursday =SUM attacked.", "attacked", "attack", roles={"actor": ["=SUM"]})
    assert "'=SUM" in "".join(lines([told], Options()))


def test_the_rules_name_kinds_and_methods_that_there_are() -> None:
    assert {rule.asks.kind for rule in acled_rules()} <= set(KINDS)
    assert {method for rule in acled_rules() for method in rule.asks.methods} <= set(METHODS)


def test_the_outlet_table_is_read_once_an_export(monkeypatch: pytest.MonkeyPatch) -> None:
    """It was read for every event: a minute for 2,000 of them."""
    loaded: list[int] = []
    real = Outlets.load
    monkeypatch.setattr(Outlets, "load", lambda: loaded.append(1) or real())
    acled._outlets.cache_clear()
    table(*[TOLD] * 5)
    assert len(loaded) == 1
