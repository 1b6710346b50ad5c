"""The command line with a user's own tables: reading with them, checking them, and what a case says of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import GOOD, Run
from tidings.case import CaseStore
from tidings.knowledge import Knowledge

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "knowledge"
REPORT = (
    "ZELVA, March 3, 2020 - The Zelva Brigades commandeered two trucks in Zelva on Monday.\n"
    "On Tuesday the group hacked the computers of the railway, officials insinuated.\n"
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT)
    return path


def test_a_report_is_read_with_the_users_words(run: Run, report: Path) -> None:
    with_own = json.loads(run("read", report, "--knowledge", EXAMPLE, "--json").stdout)
    assert [a["kind"] for a in with_own["accounts"]] == ["seize", "cyber"]
    assert with_own["accounts"][1]["roles"]["actor"][0]["name"] == "Zelva Brigades"
    assert with_own["accounts"][0]["place"]["country"] == "SY"
    without = json.loads(run("read", report, "--json").stdout)
    assert "cyber" not in [a["kind"] for a in without["accounts"]]


def test_a_case_says_with_which_tables_it_was_read(run: Run, report: Path, tmp_path: Path) -> None:
    path = tmp_path / "case.tidings"
    assert run("add", path, report).exit_code == 0
    again = run("add", path, report, "--knowledge", EXAMPLE)
    assert "1 document held already may be read with other tables. To read anew: --again" in again.stderr
    assert run("events", path, "--kind", "cyber").exit_code == 2
    anew = run("add", path, report, "--knowledge", EXAMPLE, "--again")
    assert anew.stdout.startswith("Read 1 document")
    assert '"title": "Possible cyber by Zelva Brigades' in run("events", path, "--kind", "cyber", "--json").stdout
    with CaseStore.open(path) as case:
        log = [(row["what"], row["detail"].get("knowledge")) for row in case.custody()]
        assert case.knowledge() == Knowledge(EXAMPLE).version
    versions = [Knowledge().version, Knowledge(EXAMPLE).version]
    assert log == [("knowledge", versions[0]), ("taken", None), ("knowledge", versions[1]), ("reread", None)]
    assert run("verify", path).exit_code == 0
    assert run("check", path).exit_code == 0


def test_the_same_tables_are_noted_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "case.tidings"
    for n in (1, 2):
        (tmp_path / f"{n}.txt").write_text(f"{GOOD}{n}\n")
        run("add", path, tmp_path / f"{n}.txt")
    with CaseStore.open(path) as case:
        assert [row["what"] for row in case.custody()] == ["knowledge", "taken", "taken"]


def test_a_mistake_stops_every_verb_before_it_changes_anything(run: Run, report: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "actors.tsv").write_text("id\tname\ttype\nx\tX\tarmy\n")
    path = tmp_path / "case.tidings"
    result = run("read", report, "--knowledge", own)
    assert (result.exit_code, result.stdout) == (1, "")
    assert 'actors.tsv: line 2: no type "army"' in result.stderr
    missing = run("add", path, report, "--knowledge", tmp_path / "none")
    assert missing.exit_code == 2
    assert "There is no folder" in missing.stderr
    assert not path.exists()


def test_the_folder_of_tables_goes_with_the_word_knowledge(run: Run, case: Path) -> None:
    result = run("check", case, "--knowledge", EXAMPLE)
    assert result.exit_code == 2
    assert "tidings check knowledge --knowledge DIR" in result.stderr


@pytest.mark.slow  # reads every example of every table
def test_the_example_tables_are_proved(run: Run) -> None:
    result = run("check", "knowledge", "--knowledge", EXAMPLE)
    assert result.exit_code == 0, result.output
    assert re.search(r"^ *kinds +\d+ +4 +\d+ +0 +0$", result.stdout, re.M)


@pytest.mark.slow  # as above
def test_what_is_not_proved_is_shown_with_what_was_found(run: Run, tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "mine.yaml").write_text("raid: {triggers: [{v: arrest, e: Police arrested two men.}]}\n")
    (tmp_path / "actors.tsv").write_text(
        "id\tname\ttype\texample\nzb\tZelva Brigades\tarmed group\tthe Zelva Front fired\n"
        "zu\tZelva Union\tparty\nzc\tZelva Club\tparty\tthe Zelva Club met\n"
    )
    result = run("check", "knowledge", "--knowledge", tmp_path)
    assert result.exit_code == 3
    assert 'actors.tsv: line 2: zb: "the Zelva Front fired" should give zb; found: nothing' in result.stdout
    assert re.search(r"^ *actors +[\d,]+ +3 +[\d,]+ +1 +1$", result.stdout, re.M)
    told = [
        json.loads(line) for line in run("check", "knowledge", "--knowledge", tmp_path, "--json").stdout.splitlines()
    ]
    assert told[-1]["counts"]["actors"]["own"] == 3
    assert {"table": "actors", "found": "", "own": True}.items() <= told[0].items()
