"""`tidings case copy` moves a case, and every verb takes a case in a server as it takes a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stores import Server


@pytest.fixture
def url(server: Server, tmp_path: Path) -> Iterator[str]:
    """The URL of a case that holds nothing yet, with what lies beside it in a folder of the test."""
    schema = server.take()
    yield f"{server.url_of(schema)}&files={tmp_path / 'beside'}"
    server.give_back([schema])


def test_a_case_goes_into_a_server_and_back(run, case: Path, url: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    there = run("case", "copy", case, url)
    assert (there.exit_code, "they are the same." in there.stdout) == (0, True), there.stderr
    back = run("case", "copy", url, tmp_path / "back.tidings", "--json")
    assert back.exit_code == 0, back.stderr
    for verb in (("verify",), ("check",), ("events", "--json"), ("stories", "--json"), ("search", "attack*", "--json")):
        name, *more = verb
        told = [run(name, one, *more) for one in (case, url, tmp_path / "back.tidings")]
        assert [one.exit_code for one in told] == [0, 0, 0], told[1].stderr
        if more:
            assert told[0].stdout == told[1].stdout == told[2].stdout
    again = run("case", "copy", case, url)
    assert (again.exit_code, "holds rows already" in again.stderr) == (2, True)


def test_verbs_write_to_a_case_in_a_server(run, url: str) -> None:  # type: ignore[no-untyped-def]
    text = "KABUL, Afghanistan, March 3, 2020 - Gunmen attacked a police post in Kabul, killing two officers.\n"
    assert run("add", url, "-", text=text).exit_code == 0
    (line,) = run("events", url, "--json", "--limit", "1").stdout.splitlines()
    key = json.loads(line)["event"]["id"]
    assert run("judge", url, "accept", key, "--by", "ana").exit_code == 0
    assert run("serve", url, "--new-token", "ana").exit_code == 0
    assert run("alerts", url, "add", "any", "--to", "terminal").exit_code == 0
    assert "any" in run("alerts", url, "list").stdout


def test_a_wrong_place_is_said_without_its_password(run) -> None:  # type: ignore[no-untyped-def]
    told = run("events", "postgresql://ana:geheim@127.0.0.1:9/cases")
    assert (told.exit_code, "geheim" in told.stderr) == (1, False)
    assert "pg_isready" in told.stderr
