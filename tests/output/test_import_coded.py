"""Rows of ACLED and UCDP become accounts whose values point at the row, and what is no such row is a Problem."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import account, case_of, story
from tests.builders import reading as read_by_hand
from tests.output.told import TOLD
from tidings.case import CaseStore
from tidings.importing import bring, rows
from tidings.importing.fields import Fields
from tidings.knowledge import Knowledge
from tidings.model import Place, Problem, Reading
from tidings.output.acled import lines as acled_lines
from tidings.output.forms import Options
from tidings.output.ucdp import lines as ucdp_lines

ACLED = {
    "event_id_cnty": "CMR901", "event_date": "15 October 2015", "time_precision": "1", "event_type": "Battles",
    "sub_event_type": "Armed clash", "actor1": "Boko Haram", "assoc_actor_1": "Ansaru; Hunters (Cameroon)",
    "actor2": "Military Forces of Cameroon (1982-)", "country": "Cameroon", "admin1": "Far North", "location": "Mora",
    "latitude": "11.0461", "longitude": "14.1401", "geo_precision": "1", "source": "Radio Mora; Sahel Newswire",
    "notes": "Fighters attacked a post near Mora. Six died.", "fatalities": "6", "timestamp": "1445212800",
}  # fmt: skip
UCDP = {
    "id": "18201", "type_of_violence": "3", "dyad_name": "Boko Haram - Civilians", "side_a": "Boko Haram",
    "side_b": "Civilians", "source_office": "Radio Mora;Agence Sahel", "source_original": "police",
    "source_headline": "Bombers kill six in Mora", "where_prec": "2", "where_coordinates": "Mora town",
    "latitude": "11.0461", "longitude": "14.1401", "country": "Cameroon", "date_prec": "2",
    "date_start": "2015-10-14 00:00:00.000", "date_end": "2015-10-16 00:00:00.000", "best": "6", "low": "5",
    "high": "9",
}  # fmt: skip

KNOW = Knowledge()


@pytest.fixture(scope="module")
def know() -> Knowledge:
    return KNOW


def table(*some: dict[str, str]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(dict.fromkeys(name for one in some for name in one)))
    writer.writeheader()
    writer.writerows(some)
    return out.getvalue().encode()


def found(raw: bytes, know: Knowledge) -> tuple[list[Reading], list[Problem]]:
    all_found = list(rows(io.StringIO(raw.decode("utf-8", "backslashreplace"), newline=""), "t.csv", know))
    readings = [one[1] for one in all_found if not isinstance(one, Problem)]
    return readings, [one for one in all_found if isinstance(one, Problem)]


def test_a_row_of_acled(know: Knowledge) -> None:
    (reading,), problems = found(table(ACLED), know)
    assert problems == []
    one = reading.accounts[0]
    assert (one.kind, one.status, one.method, one.reader) == ("clash", "happened", None, "import.acled/1")
    assert one.time
    assert (one.time.when.start, one.time.when.end) == ("2015-10-15", "2015-10-15")
    assert one.place
    assert (one.place.place.name, one.place.place.country, one.place.quote.text) == ("Mora", "CM", "Mora")
    assert one.place.place.geonames
    assert [(f.name, f.quote.text) for f in one.role("actor")] == [
        ("Boko Haram", "Boko Haram"), ("Ansaru", "Ansaru"), ("Hunters", "Hunters (Cameroon)"),
        ("Military Forces of Cameroon", "Military Forces of Cameroon (1982-)"),
    ]  # fmt: skip
    assert one.role("actor")[0].entity == "boko-haram"
    assert [s.name for s in one.sources] == ["Radio Mora", "Sahel Newswire"]
    killed = one.number("killed")
    assert killed
    assert (killed.amount.min, killed.quote.text) == (6, "6")
    assert [q.text for q in one.mentions] == ["Fighters attacked a post near Mora.", "Armed clash"]
    assert (reading.story.publisher, reading.story.source_id, reading.story.published.date) == (
        "ACLED", "CMR901", "2015-10-19",
    )  # fmt: skip


def test_a_row_of_ucdp(know: Knowledge) -> None:
    (reading,), problems = found(table(UCDP), know)
    assert problems == []
    one = reading.accounts[0]
    assert (one.kind, one.time and one.time.when.end) == ("attack", "2015-10-16")
    assert one.place
    assert (one.place.place.relation, one.place.place.radius_km, one.place.quote.text) == ("near", 25.0, "Mora town")
    assert [f.name for f in one.role("actor")] == ["Boko Haram"]
    assert [f.name for f in one.role("target")] == ["Civilians"]
    assert [s.name for s in one.sources] == ["Radio Mora", "Agence Sahel", "police"]
    assert one.mentions[0].text == "Bombers kill six in Mora"


def test_every_quote_stands_in_the_row(know: Knowledge) -> None:
    for raw in (table(ACLED), table(UCDP)):
        (reading,), _ = found(raw, know)
        one = reading.accounts[0]
        for quote in one.quotes():
            assert reading.story.text[quote.start : quote.end] == quote.text
            assert quote.text.strip()


@pytest.mark.parametrize(
    ("change", "reason", "words"),
    [
        ({"event_date": "soon"}, "malformed-row", 'Column event_date holds "soon"'),
        ({"latitude": "111"}, "malformed-row", "latitude within -90..90"),
        ({"geo_precision": "9"}, "malformed-row", "a code from 1 to 3"),
        ({"fatalities": "many"}, "malformed-row", "not a number"),
        ({"fatalities": "-2"}, "malformed-row", "a number of dead"),
        ({"fatalities": "nan"}, "malformed-row", "can be meant"),
        ({"event_type": "Strategic developments", "sub_event_type": "Other"}, "no-kind", "No kind stands for"),
        ({"event_type": ""}, "no-kind", "No kind stands for"),
    ],
)
def test_a_malformed_row_is_a_problem(change: dict[str, str], reason: str, words: str, know: Knowledge) -> None:
    readings, (problem,) = found(table(ACLED, ACLED | change), know)
    assert len(readings) == 1
    assert (problem.origin, problem.reason) == ("t.csv#2", reason)
    assert words in problem.detail


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"a,b\n1,2\n", "unknown-table"),
        (b"", "unknown-table"),
        (b"\xff\xfe\x00", "unknown-table"),
        (table(ACLED).rstrip() + b",more\r\n", "malformed-row"),
        (table(ACLED | {"mood": "grim"}), "unknown-columns"),
    ],
)
def test_what_is_no_such_table_is_a_problem(raw: bytes, reason: str, know: Knowledge) -> None:
    _, problems = found(raw, know)
    assert [problem.reason for problem in problems] == [reason]


def test_an_unknown_column_is_kept_as_words(know: Knowledge) -> None:
    (reading,), _ = found(table(ACLED | {"mood": "grim"}), know)
    assert "mood: grim\n" in reading.story.text


@pytest.mark.parametrize(
    ("change", "start", "end"),
    [
        ({"time_precision": "2"}, "2015-10-12", "2015-10-18"),
        ({"time_precision": "3"}, "2015-10-01", "2015-10-31"),
        ({"event_date": "2015-10-15"}, "2015-10-15", "2015-10-15"),
        ({"event_date": "15/10/2015"}, "2015-10-15", "2015-10-15"),
    ],
)
def test_days(change: dict[str, str], start: str, end: str, know: Knowledge) -> None:
    (reading,), _ = found(table(ACLED | change), know)
    time = reading.accounts[0].time
    assert time
    assert (time.when.start, time.when.end) == (start, end)


@pytest.mark.parametrize("fatalities", ["0", ""])
def test_no_dead_told_is_no_number(fatalities: str, know: Knowledge) -> None:
    (reading,), _ = found(table(ACLED | {"fatalities": fatalities}), know)
    assert reading.accounts[0].number("killed") is None


@given(st.dictionaries(st.sampled_from(sorted({*ACLED, "mood"})), st.text(max_size=30)), st.booleans())
def test_any_cells_give_readings_or_problems(cells: dict[str, str], is_ucdp: bool) -> None:
    base: dict[str, Any] = UCDP if is_ucdp else ACLED
    raw = table(base | {name: cell for name, cell in cells.items() if name in base or name == "mood"})
    readings, problems = found(raw, KNOW)
    assert readings or problems


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), st.text(max_size=20), min_size=1))
def test_each_cell_has_its_words(cells: dict[str, str]) -> None:
    fields = Fields(cells)
    for name, cell in cells.items():
        if cell:
            assert fields.quote(name).check(fields.text).text == cell


def test_what_was_read_and_what_was_coded_meet(tmp_path: Path, know: Knowledge) -> None:
    where = story("Boko Haram attacked a post of the army in Mora on 15 October 2015, killing six soldiers.",
                  "2015-10-16", publisher="Mora Diary")  # fmt: skip
    read = account(where, "attacked", "clash", roles={"actor": ["Boko Haram", "army"]},
                   numbers={"killed": ("six", 6, 6)}, time=("15 October 2015", "2015-10-15", "2015-10-15"),
                   place=("Mora", Place("Mora", "CM", None, 11.0461, 14.1401, 5.0, "in", "city")))  # fmt: skip
    (tmp_path / "acled.csv").write_bytes(table(ACLED))
    with case_of(read_by_hand(where, read), path=str(tmp_path / "c.tidings")) as case:
        tally = bring([tmp_path / "acled.csv"], case, know)
        assert (tally.documents, tally.accounts, tally.problems) == (1, 1, 0)
        (event,) = case.events()
        assert len(event.accounts) == 2
        assert case.check() == []
        again = bring([tmp_path / "acled.csv"], case, know)
        assert (again.documents, again.held) == (0, 1)


def test_a_file_that_is_not_there_is_a_problem(know: Knowledge) -> None:
    with CaseStore.open(":memory:") as case:
        assert bring(["nowhere.csv"], case, know).problems == 1
        assert [problem.reason for problem in case.problems()] == ["not-found"]


@pytest.mark.parametrize("write", [acled_lines, ucdp_lines])
def test_our_own_tables_come_back(write: Any, know: Knowledge) -> None:
    raw = "".join(write([TOLD], Options())).encode()
    (reading,), problems = found(raw, know)
    assert problems == []
    one = reading.accounts[0]
    assert (one.kind, one.time and one.time.when.start) == ("attack", "2015-10-15")
    assert [f.name for f in one.role("actor")] == ["Two suicide bombers"]
    assert one.place
    assert one.place.place.name == "Mora"
