"""Which words tell of an event, and of which kind."""

from __future__ import annotations

from collections import defaultdict

import pytest

from tests.reading.sentences import Row, params, readings, rows, shown, told_by
from tidings.model import KINDS

SORTS = {"hit", "near miss", "trap"}


@pytest.mark.parametrize("row", params("events"))
def test_a_word_tells_of_its_kind(row: Row) -> None:
    reading = readings("events")[row["text"]]
    found = [a.kind for a in told_by(reading, row["trigger"])]
    assert found == ([] if row["kind"] == "-" else [row["kind"]]), shown(reading)


def test_every_kind_has_a_hit_a_near_miss_and_a_trap() -> None:
    sorts: dict[str, set[str]] = defaultdict(set)
    for row in rows("events"):
        sorts[row["of"]].add(row["sort"])
    assert {kind: sorts[kind] for kind in KINDS} == {kind: SORTS for kind in KINDS}


def test_a_hit_is_of_its_kind_and_the_others_are_not() -> None:
    assert [r for r in rows("events") if (r["sort"] == "hit") != (r["kind"] == r["of"])] == []
    assert [r for r in rows("events") if (r["sort"] == "trap") != (r["kind"] == "-")] == []
