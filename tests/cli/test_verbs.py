"""What each verb prints."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import Result

from tests.cli.conftest import GOOD, REPORTS, Run
from tidings.cli.options import field_map
from tidings.cli.words import amount_words, marked, published_day
from tidings.errors import WrongCall
from tidings.model import KINDS, Published, Span, Story


def rows(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_adding_says_what_was_read(built: tuple[Path, Result]) -> None:
    assert built[1].stdout.startswith("Read 14 documents: ")
    assert "The case holds " in built[1].stdout
    assert "See: tidings events" in built[1].stderr


def test_adding_twice_adds_nothing_twice(run: Run, own_case: Path) -> None:
    before = run("export", own_case, "--as", "jsonl").stdout
    result = run("add", own_case, REPORTS, "--json")
    told = rows(result)[0]
    assert (told["documents"], told["held"], told["stories"], told["problems"]) == (0, 14, 0, 0)
    assert run("export", own_case, "--as", "jsonl").stdout == before


def test_standard_input_is_read(run: Run, tmp_path: Path) -> None:
    assert run("add", tmp_path / "case.tidings", "-", text=GOOD).exit_code == 0
    assert rows(run("read", "-", "--json", text=GOOD))[0]["story"]["text"].startswith("KABUL")  # type: ignore[index]


def test_a_field_map_names_the_keys_of_rows(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"uuid7": "x1", "words": GOOD, "paper": "The Example"}) + "\n")
    fields = "text=words, id=uuid7,publisher=paper"
    story = rows(run("read", tmp_path / "a.jsonl", "--fields", fields, "--json"))[0]["story"]
    assert (story["source_id"], story["publisher"]) == ("x1", "The Example")  # type: ignore[index]


@pytest.mark.parametrize("given", ["words", "words=body", "text=", ""])
def test_a_field_map_that_makes_no_sense(given: str) -> None:
    with pytest.raises(WrongCall, match="Write: --fields text=body"):
        field_map(given)


def test_read_prints_the_contract(run: Run) -> None:
    one = rows(run("read", REPORTS / "01-wire.txt", "--json"))[0]
    assert one.keys() == {"story", "mentions", "accounts"}
    text = one["story"]["text"]  # type: ignore[index]
    for account in one["accounts"]:  # type: ignore[attr-defined]
        assert account["kind"] in KINDS
        assert all(text[m["start"] : m["end"]] == m["text"] for m in account["mentions"])


def test_read_prints_a_summary_to_read(run: Run) -> None:
    said = run("read", REPORTS / "01-wire.txt").stdout
    assert "Gunmen kill four officers" in said
    assert "«" in said
    assert max(map(len, said.splitlines())) <= 100


def test_events_are_a_chronology(run: Run, case: Path) -> None:
    days = [line[:4] for line in run("events", case).stdout.splitlines() if line[:2] == "20"]
    assert days == sorted(days)


def test_filters_leave_events_out(run: Run, case: Path) -> None:
    every = rows(run("events", case, "--json"))
    some = rows(run("events", case, "--json", "--kind", "attack", "--kind", "seize", "--since", "2023"))
    assert {one["event"]["kind"] for one in some} == {"attack", "seize"}  # type: ignore[index]
    assert 0 < len(some) < len(every)
    assert all(one["event"]["independent"] >= 2 for one in rows(run("events", case, "--json", "--origins", "2")))  # type: ignore[index]


def test_what_filters_leave_out_is_counted(run: Run, case: Path) -> None:
    assert "of unknown time are left out" in run("events", case, "--since", "2023").stderr
    assert "more pass. Give a higher --limit" in run("events", case, "--limit", "1").stderr
    nothing = run("events", case, "--actor", "Nobody at all")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert f"No event passes. Loosen the filters, or add reports: tidings add {case} INPUT" in nothing.stderr


@pytest.fixture(scope="module")
def shown(run: Run, case: Path) -> str:
    """The event that most accounts tell, shown."""
    most = max(rows(run("events", case, "--json")), key=lambda one: len(one["accounts"]))  # type: ignore[arg-type]
    return run("show", case, most["event"]["id"]).stdout  # type: ignore[index]


@pytest.mark.parametrize("part", ["Grade\n", "independent, in ", "Fields: ", "status:", "place:", "[2] ",
                                  "origin: ", "because: ", "says: ", "«", "Lineage", " copies "])  # fmt: skip
def test_show_tells_everything(shown: str, part: str) -> None:
    assert part in shown


def test_show_takes_the_start_of_an_id(run: Run, case: Path) -> None:
    event = rows(run("events", case, "--json"))[0]["event"]
    one = rows(run("show", case, event["id"][:10], "--json"))[0]  # type: ignore[index]
    assert one["event"] == event


def test_stories_are_listed(run: Run, case: Path) -> None:
    stories = rows(run("stories", case, "--json"))
    assert len(stories) >= 15
    some = rows(run("stories", case, "--json", "--publisher", "Larkspur Bulletin", "--since", "2023-11-10"))
    assert [story["source_id"] for story in some] == ["feed-3", "feed-4"]
    assert "No story passes" in run("stories", case, "--publisher", "None Such").stderr


def test_search_marks_the_words(run: Run, case: Path) -> None:
    said = run("search", case, "surveyors", "Dadaab").stdout
    assert "«surveyors»" in said
    assert rows(run("search", case, "surveyors", "--json"))[0]["spans"]
    assert "No story holds" in run("search", case, "xylophone").stderr


def test_problems_of_a_case_without_any(run: Run, case: Path) -> None:
    result = run("problems", case)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "No problems" in result.stderr


def test_lineage_tells_the_copies(run: Run, case: Path) -> None:
    found = json.loads(run("lineage", case, "--json").stdout)
    assert len(found["copies"]) >= 2
    said = run("lineage", case).stdout
    assert "Harbour Ledger" in said
    assert "copies" in said


def test_exports(run: Run, case: Path, tmp_path: Path) -> None:
    total = len(rows(run("export", case, "--as", "jsonl")))
    map_of = json.loads(run("export", case, "--as", "geojson").stdout)
    assert len(map_of["features"]) + len(map_of["unplaced"]) == total
    out = tmp_path / "events.csv"
    assert run("export", case, "--as", "csv", "--out", out).stdout == ""
    with out.open(encoding="utf-8", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == total
    assert run("export", case, "--as", "csv", "--accounts", "--out", out, "--yes").exit_code == 0
    with out.open(encoding="utf-8", newline="") as stream:
        assert len(list(csv.DictReader(stream))) > total
    assert [path.name for path in tmp_path.iterdir()] == ["events.csv"]


def test_check_finds_what_was_altered(run: Run, own_case: Path) -> None:
    assert run("check", own_case).stdout == f"{own_case} is sound.\n"
    with sqlite3.connect(own_case) as connection:
        connection.execute("UPDATE story SET text_sha256 = 'x'")
    connection.close()
    result = run("check", own_case)
    assert result.exit_code == 1
    assert "its text is not the text that was read" in result.stdout


def test_version(run: Run) -> None:
    assert run("version").stdout.startswith("tidings ")
    assert rows(run("version", "--json"))[0].keys() > {"tidings", "python", "spacy"}


@pytest.mark.parametrize(
    ("published", "said"),
    [
        (Published("2023-03-14", "day", "metadata"), "2023-03-14"),
        (Published("2023-03-01", "month", "url"), "2023-03"),
        (Published(None, "interval", "clues", earliest="2023-03-01"), "2023-03-01 to …"),
        (Published(), "undated"),
    ],
)
def test_the_day_of_publication_is_told_as_exactly_as_known(published: Published, said: str) -> None:
    assert published_day(Story("d", 0, 1, "x", published=published)) == said


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(2, 2, "2"), (130, None, "130 or more"), (None, 4000, "up to 4,000"), (2, 5, "2 to 5"), (None, None, "unknown")],
)
def test_numbers_in_words(low: float | None, high: float | None, said: str) -> None:
    assert amount_words(low, high) == said


def test_marks_stand_around_the_words() -> None:
    text = "Police held two men. They\nseized it."
    assert marked(text, Span(21, 36), [Span(26, 32), Span(26, 30)]) == "They «seized» it."
