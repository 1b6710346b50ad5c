"""Entities on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def found(run: Run, case: Path, *more: str) -> list[dict]:
    return [json.loads(line) for line in run("entities", case, "--json", *more).stdout.splitlines()]


def test_entities_are_listed_with_their_evidence(run: Run, case: Path) -> None:
    (oketch,) = found(run, case, "--name", "Daniel Oketch")
    assert (oketch["id"], oketch["standing"]) == ("actor:daniel oketch", "learnt")
    assert {one["how"] for one in oketch["aliases"]} == {"own name", "full name before"}
    said = " ".join(run("entities", case, "--name", "Daniel Oketch").stdout.split())
    assert "“Oketch”" in said
    assert "full name before" in said


def test_entities_are_listed_by_kind_and_limit(run: Run, case: Path) -> None:
    assert {one["sort"] for one in found(run, case, "--kind", "outlet")} == {"outlet"}
    short = run("entities", case, "--kind", "place", "--limit", "1")
    assert short.stdout.startswith(run("entities", case, "--kind", "place").stdout.splitlines()[0])
    assert "Give a higher --limit" in short.stderr
    assert run("entities", case, "--kind", "rock").exit_code == 2
    assert "No story names one" in run("entities", case, "--name", "Nobody").stderr


def test_names_are_merged_split_and_undone(run: Run, own_case: Path) -> None:
    before = found(run, own_case)
    made = run("judge", own_case, "merge-entities", "Lantern Front", "Lowland Guard", "--by", "ana")
    assert "ana: same actor:lantern front and actor:lowland guard" in " ".join(made.stdout.split())
    (both,) = found(run, own_case, "--name", "Lowland Guard")
    assert both["name"] == "Lantern Front"
    apart = run("judge", own_case, "split-entity", "Lantern Front", "Lowland Guard", "--by", "ana", "--json")
    assert found(run, own_case) == before
    for key in (json.loads(apart.stdout)["id"], made.stdout.split()[0]):
        assert run("judge", own_case, "undo", key, "--by", "ana").exit_code == 0
    assert found(run, own_case) == before
