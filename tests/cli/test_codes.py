"""Exit codes, and errors as one line that ends in what to do next."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import GOOD, Run
from tidings import Tally
from tidings.case import CaseStore
from tidings.cli import app
from tidings.cli.progress import Step

Captured = pytest.CaptureFixture[str]


def test_done(built: tuple[Path, object]) -> None:
    assert built[1].exit_code == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        ("events NONE", 1, "There is no case at .+ Make one: tidings add"),
        ("events TEXT", 1, "tidings: "),
        ("events CASE --kind war", 2, 'There is no kind "war". Known: attack'),
        ("events CASE --since yesterday", 2, '"yesterday" is not a date. Write 2018'),
        ("events CASE --table --json", 2, "Give --table or --json, not both"),
        ("events CASE --nonsense", 2, "Try 'tidings events --help'|No such option"),
        ("events", 2, "Missing argument"),
        ("add CASE", 2, "Missing argument"),
        ("add CASE TEXT --fields words=body", 2, "does not understand .+ Known fields: id, text"),
        ("export CASE --as docx", 2, "docx"),
        ("export CASE --as jsonl --accounts", 2, "Leave --accounts out"),
        ("export CASE --as csv --out TEXT", 2, "exists. To replace it: .+ --yes"),
        ("export CASE --as csv --out NONE/x.csv", 2, "There is no folder"),
        ("add NONE/x.tidings FILE", 1, "There is no folder"),
        ("show CASE zzz", 2, 'No event has an id that starts with "zzz".+tidings events'),
        ("score FOLDER", 2, "No gold records"),
        ("read NONE", 3, "No such file or folder"),
    ],
)
def test_faults_and_wrong_calls(run: Run, case: Path, tmp_path: Path, call: str, code: int, said: str) -> None:
    (tmp_path / "report.txt").write_text(GOOD)
    places = {"CASE": case, "NONE": tmp_path / "none", "TEXT": tmp_path / "report.txt", "FOLDER": tmp_path}
    words = [
        str(places[word]) if word in places else word.replace("NONE", str(tmp_path / "none")) for word in call.split()
    ]
    result = run(*words)
    assert result.exit_code == code
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert re.search(said, result.stderr, re.S), result.stderr


def test_a_fault_in_the_program_is_one_line(run: Run, case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: CaseStore) -> None:
        raise KeyError("here")

    monkeypatch.setattr(CaseStore, "problems", broken)
    result = run("problems", case)
    assert result.exit_code == 1
    assert result.stderr == (
        "tidings: a fault in the program: KeyError: 'here'. For a report, type it again with --traceback\n"
    )
    assert "Traceback (most recent call last)" in run("problems", case, "--traceback").stderr


def test_quiet_leaves_notes_out_and_keeps_errors(run: Run, case: Path, tmp_path: Path) -> None:
    assert run("events", case, "--kind", "test", "--place", "Nowhere").stderr
    assert not run("events", case, "--kind", "test", "--place", "Nowhere", "--quiet").stderr
    assert run("events", tmp_path / "none", "--quiet").stderr


@contextmanager
def interrupted_progress() -> Iterator[Step]:
    """Progress during which somebody presses Ctrl-C after the first document."""

    def step(tally: Tally, origin: str) -> None:
        raise KeyboardInterrupt

    yield step


def test_an_interrupted_run_keeps_what_it_read(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n, town in enumerate(("Kabul", "Herat", "Kandahar")):
        (tmp_path / f"{n}.txt").write_text(GOOD.replace("Kabul", town).replace("KABUL", town.upper()))
    with monkeypatch.context() as patched:
        patched.setattr("tidings.cli.add.shown_progress", interrupted_progress)
        result = run("add", tmp_path / "broken.tidings", tmp_path / "*.txt")
    assert result.exit_code == 130
    assert "What was read stays read" in result.stderr
    assert "1 document held already" not in result.stdout
    with CaseStore.open(tmp_path / "broken.tidings", create=False) as held:
        assert held.counts()["documents"] == 1
    assert "1 account waits to be linked" in run("events", tmp_path / "broken.tidings").stderr
    again = run("add", tmp_path / "broken.tidings", tmp_path / "*.txt")
    assert again.exit_code == 0
    assert "Read 2 documents" in again.stdout
    assert "1 document held already" in again.stdout
    run("add", tmp_path / "whole.tidings", tmp_path / "*.txt")
    prints = [CaseStore.open(tmp_path / name).fingerprint() for name in ("broken.tidings", "whole.tidings")]
    assert prints[0] == prints[1]


def test_a_reader_that_leaves_is_no_fault(case: Path, monkeypatch: pytest.MonkeyPatch, capfd: Captured) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "w", encoding="utf-8") as stdout, monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", stdout)
        code = app(["export", str(case), "--as", "jsonl"], standalone_mode=False)
    assert code == 0
    assert capfd.readouterr().err == ""
