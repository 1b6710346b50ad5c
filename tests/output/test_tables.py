"""Tables round-trip, cannot start a formula, and every row says on whose words it stands."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.builders import account, event, story
from tests.output.told import ATTACK, BLOG, BODIES, BOMBERS, NAMED_ONLY, TOLD, UNDATED, WIRE
from tidings.model.links import Telling, Told
from tidings.output import accounts_csv, events_csv, read_table
from tidings.output.tables import ACCOUNT_COLUMNS, EVENT_COLUMNS, guarded, unguarded

ALL = [TOLD, NAMED_ONLY, UNDATED]


def test_an_event_is_a_row() -> None:
    first, *rest = read_table(events_csv(ALL))
    wanted = {
        "id": ATTACK.id,
        "kind": "attack",
        "status": "happened",
        "method": "suicide-bombing",
        "start": "2015-10-15",
        "lat": "11.05",
        "lon": "14.14",
        "role_actor": "Two suicide bombers",
        "killed_low": "6",
        "killed_best": "6",
        "killed_high": "9",
        "injured_low": "",
        "sources": "Sahel Newswire; Mora Diary",
        "origins": "governor's office; Haman",
        "grade": "B2",
        "conflicts": "killed",
        "cited": "Sahel Newswire, 2015-10-16",
        "source_id": "a1-1",
    }
    assert {name: first[name] for name in wanted} == wanted
    assert WIRE.text[int(first["quote_start"]) : int(first["quote_end"])] == first["quote"]
    assert [(row["place"], row["lat"], row["start"]) for row in rest] == [("the north", "", ""), ("", "", "")]


def test_a_whole_number_has_no_decimals() -> None:
    """Tables showed 4.0 killed, which a reader takes for a measured quantity; 2.5 tonnes stay 2.5."""
    where = story("Nine men moved 2.5 tonnes.")
    numbers = {"killed": ("Nine", 9.0, 9.0), "quantity": ("2.5", 2.5, 2.5)}
    one = account(where, "moved", "move", numbers=numbers)
    told = Told(event(one), (Telling(where, one, None),))
    (row,) = read_table(events_csv([told]))
    assert (row["killed_best"], row["quantity_best"]) == ("9", "2.5")


def test_an_account_is_a_row() -> None:
    first, second, *_ = read_table(accounts_csv(ALL))
    wanted = {
        "event": ATTACK.id,
        "id": BOMBERS.id,
        "headline": "=HYPERLINK(1)",
        "sources": "Gen. Amadou Vamoulke",
        "origins": "governor's office",
        "origin_is_asserting": "true",
        "killed_min": "6",
        "killed_max": "",
        "grade": "B2",
        "url": "https://example.org/1",
    }
    assert {name: first[name] for name in wanted} == wanted
    assert (second["id"], second["origins"], second["grade"], second["killed_max"]) == (BODIES.id, "", "F2", "9")
    assert BLOG.text[int(second["quote_start"]) : int(second["quote_end"])] == second["quote"]


@pytest.mark.parametrize(("table", "columns"), [(events_csv, EVENT_COLUMNS), (accounts_csv, ACCOUNT_COLUMNS)])
def test_every_row_names_what_it_stands_on(table, columns) -> None:
    needed = {"id", "sources", "origins", "grade", "status", "cited", "quote", "story"}
    assert needed <= set(columns)
    assert len(set(columns)) == len(columns)
    for row in read_table(table(ALL)):
        assert all(row[name] for name in ("id", "status", "grade", "cited", "quote", "story"))


def test_no_text_cell_starts_a_formula() -> None:
    raw = list(csv.reader(io.StringIO("".join(accounts_csv(ALL)), newline="")))
    assert "'=HYPERLINK(1)" in raw[1]
    assert not any(cell.startswith(("=", "+", "@")) for row in raw for cell in row)


def test_no_event_gives_the_header_alone() -> None:
    assert list(events_csv([])) == [",".join(EVENT_COLUMNS) + "\r\n"]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r", "\n=", "＝1", "'=1", "''-"])
def test_what_could_be_a_formula_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "'tis", "’=", "2015-10-15", "1-2"])
def test_other_text_stays(text: str) -> None:
    assert guarded(text) == text == unguarded(text)


@given(st.text(alphabet="'=+-@\t\ra ", max_size=8) | st.text())
@example("'=")
def test_guarding_can_be_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text
