"""tidings export: each form to a file and to standard output, the filters of events, and no private persons."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.cli.conftest import Run
from tidings.cli.export import filters
from tidings.errors import WrongCall
from tidings.output.forms import FORMS


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_the_same_in_a_file_and_on_standard_output(run: Run, case: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"events{FORMS[form].suffix}"
    printed = run("export", case, "--as", form)
    result = run("export", case, "--as", form, "--out", out)
    assert (printed.exit_code, result.exit_code, result.stdout) == (0, 0, "")
    assert out.read_bytes() == printed.stdout_bytes != b""
    assert f"Written: {out}" in result.stderr


def test_filters_are_those_of_events(run: Run, case: Path) -> None:
    for given in (
        ["--kind", "attack"],
        ["--place", "Kenya", "--since", "2023"],
        ["--origins", "2"],
        ["--text", "police"],
    ):
        listed = [json.loads(line)["event"]["id"] for line in run("events", case, "--json", *given).stdout.splitlines()]
        found = [
            json.loads(line)["event"]["id"] for line in run("export", case, "--as", "jsonl", *given).stdout.splitlines()
        ]
        assert found == listed != []


def test_where_gives_the_filters_in_one_text(run: Run, case: Path) -> None:
    words = run("export", case, "--as", "jsonl", "--where", 'kind=attack kind=arrest place="Kenya" origins=1').stdout
    same = ["--kind", "attack", "--kind", "arrest", "--place", "Kenya", "--origins", "1"]
    assert words == run("export", case, "--as", "jsonl", *same).stdout != ""
    both = run(
        "export",
        case,
        "--as",
        "jsonl",
        "--where",
        "kind=arrest",
        "--kind",
        "attack",
        "--place",
        "Kenya",
        "--origins",
        "1",
    )
    assert both.stdout == words


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("sort=attack", 'does not understand "sort=attack". Filters: kind, status, actor'),
        ("attack", 'Write: --where "kind=attack"'),
        ("kind=", "does not understand"),
        ("origins=two", 'is no number. Write: --where "origins=2"'),
        ("since=2018", "since is given twice"),
        ('place="Idlib', "--where: No closing quotation"),
        ("status=maybe", "There is no status"),
    ],
)
def test_a_where_that_makes_no_sense(where: str, said: str) -> None:
    with pytest.raises(WrongCall, match=re.escape(said)):
        filters(where, {"since": "2017", "kind": None})


def test_without_persons_no_name_of_a_private_person_is_told(run: Run, case: Path) -> None:
    names = ("Ruth Kilonzi", "Petra Hoogland", "Joris Vlaanders", "Tomas Lindqvist", "Elena Sorrow")
    whole = run("export", case, "--as", "jsonl").stdout
    told = run("export", case, "--as", "jsonl", "--without-persons").stdout
    assert [name for name in names if name in whole] != []
    assert [part for name in names for part in name.split() if part in told] == []
    assert "Daniel Oketch" in told  # a police spokesman
    assert len(told.splitlines()) == len(whole.splitlines())


def test_parquet_is_typed(run: Run, case: Path) -> None:
    raw = run("export", case, "--as", "parquet", "--accounts").stdout_bytes
    assert pq.read_table(io.BytesIO(raw)).num_rows > 5


def test_bytes_are_not_for_a_terminal(run: Run, case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tidings.cli.export._is_terminal", lambda: True)
    result = run("export", case, "--as", "parquet")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Give a file: --out events.parquet" in result.stderr


def test_a_run_that_breaks_off_leaves_no_half_file(
    run: Run, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> object:
        yield "half"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tidings.output.kml.placemarks", broken)
    assert run("export", case, "--as", "kml", "--out", tmp_path / "a.kml").exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(run: Run, case: Path, tmp_path: Path) -> None:
    """The message named a hidden file that the program had wanted to make in it."""
    out = tmp_path / "none" / "a.csv"
    result = run("export", case, "--as", "csv", "--out", out)
    assert result.exit_code == 2
    assert f"There is no folder {out.parent}. Make it first" in " ".join(result.stderr.split())


def test_a_file_without_an_event_is_said_to_be_so(run: Run, case: Path, tmp_path: Path) -> None:
    some, none = tmp_path / "some.csv", tmp_path / "none.csv"
    assert "It holds no event" not in run("export", case, "--as", "csv", "--kind", "attack", "--out", some).stderr
    written = run("export", case, "--as", "csv", "--place", "Atlantis", "--out", none)
    assert written.exit_code == 0
    assert f"look at all: tidings events {case}" in written.stderr
