"""Judging on the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def first(run: Run, case: Path) -> dict:
    return json.loads(run("events", case, "--json").stdout.splitlines()[0])["event"]


def test_a_judgement_stands_in_the_history_and_is_undone(run: Run, own_case: Path) -> None:
    event = first(run, own_case)["id"]
    made = run("judge", own_case, "edit", event, "killed", "5..7", "--because", "hospital list", "--by", "ana")
    assert "ana: edit " in made.stdout
    assert "killed 5 to 7 (hospital list)" in " ".join(made.stdout.split())
    assert "killed" in " ".join(run("show", own_case, event).stdout.split("History")[1].split())
    key = json.loads(run("show", own_case, event, "--json").stdout)["history"][0]["id"]
    assert run("judge", own_case, "undo", key[:8], "--by", "bob").exit_code == 0
    told = json.loads(run("show", own_case, event, "--json").stdout)
    assert [said["in_force"] for said in told["history"]] == [False, True]
    assert "edits" not in told["event"]
    assert "undone by" in " ".join(run("show", own_case, event).stdout.split())


def test_a_split_parts_an_event_and_same_joins_it_again(run: Run, own_case: Path) -> None:
    every = [json.loads(line) for line in run("events", own_case, "--json").stdout.splitlines()]
    big = max(every, key=lambda one: len(one["accounts"]))
    kept, out = big["accounts"][0]["id"], big["accounts"][-1]["id"]
    assert run("judge", own_case, "split", big["event"]["id"], out, "--by", "ana").exit_code == 0
    assert out not in together(run, own_case, kept)
    assert run("judge", own_case, "same", kept, out, "--by", "ana").exit_code == 0
    assert out in together(run, own_case, kept)


def together(run: Run, case: Path, account: str) -> list[str]:
    """The accounts of the event that this account tells."""
    every = [json.loads(line)["accounts"] for line in run("events", case, "--json").stdout.splitlines()]
    return next(ids for ids in ([one["id"] for one in accounts] for accounts in every) if account in ids)


def test_a_rejected_event_is_left_out(run: Run, own_case: Path) -> None:
    event = first(run, own_case)["id"]
    made = run("judge", own_case, "reject", event, "--by", "ana", "--json")
    assert json.loads(made.stdout)["verdict"] == "reject"
    left = run("events", own_case, "--json")
    assert event not in left.stdout
    assert "1 that an analyst rejected are left out" in left.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["praise", "x"], '"praise" is nothing that is judged. Known: same, different'),
        (["same", "x"], "Write: tidings judge .* same LEFT RIGHT"),
        (["credibility", "x", "high"], '"high" is no credibility'),
        (["reject", "ffffffff"], "No event has an id"),
    ],
)
def test_a_call_that_makes_no_sense_says_what_to_type(run: Run, own_case: Path, words: list[str], said: str) -> None:
    result = run("judge", own_case, *words)
    assert result.exit_code == 2
    assert re.search(said, result.stderr)
