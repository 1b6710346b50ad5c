"""tidings verify proves a case, or names the first thing that differs."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

from tests.cli.conftest import Run


def test_a_case_that_is_as_it_was_is_proved(run: Run, case: Path) -> None:
    result = run("verify", case)
    assert result.exit_code == 0
    assert re.search(
        r"is as it was taken: \d+ rows of custody prove \d+ documents .+ Head: [0-9a-f]{64}\n", result.stdout
    )


def test_a_changed_document_is_named_and_the_code_is_1(run: Run, own_case: Path) -> None:
    base = sqlite3.connect(own_case)
    base.execute("UPDATE blob SET packed = x'00' WHERE sha256 = (SELECT document FROM custody WHERE n = 2)")
    base.commit()
    base.close()
    result = run("verify", own_case)
    assert result.exit_code == 1
    assert re.fullmatch(r"blob [0-9a-f]{64}: cannot be unpacked .+\n", result.stdout)
    proof = json.loads(run("verify", own_case, "--json").stdout)
    assert (proof["rows"], proof["fault"]["table"]) == (1, "blob")


def test_the_head_is_printed_alone_and_can_be_asked_for_later(run: Run, own_case: Path) -> None:
    head = run("verify", own_case, "--head").stdout.strip()
    assert json.loads(run("verify", own_case, "--head", "--json").stdout)["hash"] == head
    run("add", own_case, "-", text="Gunmen attacked a police post in Herat on Monday, killing two officers.\n")
    assert run("verify", own_case, "--head").stdout.strip() != head
    assert run("verify", own_case, "--holds", head).exit_code == 0
    result = run("verify", own_case, "--holds", "0" * 64)
    assert result.exit_code == 1
    assert "does not go on from that head" in result.stdout
