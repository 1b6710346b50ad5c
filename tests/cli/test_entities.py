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


def test_private_persons_are_left_out_and_counted_but_where_a_name_is_asked_for(run: Run, case: Path) -> None:
    every, shown = found(run, case), found(run, case, "--without-persons")
    gone = {one["name"] for one in every} - {one["name"] for one in shown}
    assert gone
    assert {one["sort"] for one in shown} == {"actor", "place", "item", "outlet"}
    told = run("entities", case, "--without-persons")
    assert f"{len(every) - len(shown)} entities left out" in " ".join(told.stderr.split())
    for name in sorted(gone):
        asked = run("entities", case, "--without-persons", "--name", name)
        assert (name in asked.stdout, "left out" in asked.stderr) == (False, False)


def test_no_name_that_an_export_masks_is_listed(run: Run, case: Path) -> None:
    """What is told of any event without persons, beside what is told of it with them, has lost no name listed."""
    listed = {alias["words"] for one in found(run, case, "--without-persons", "--kind", "actor")
              for alias in one["aliases"] if one["standing"] != "table"}  # fmt: skip
    with_them, without = (
        [json.loads(line) for line in run("export", case, "--as", "jsonl", *more).stdout.splitlines()]
        for more in ((), ("--without-persons",))
    )
    masked = {
        filler["name"]
        for told, veiled in zip(with_them, without, strict=True)
        for one, other in zip(told["accounts"], veiled["accounts"], strict=True)
        for role, some in one["roles"].items()
        for filler, hidden in zip(some, other["roles"][role], strict=True)
        if filler["name"] != hidden["name"]
    }
    assert masked
    assert not masked & listed
