"""Agreement of two readers on stories small enough to count by hand, and the two files it is told of."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from agreement import Agreed, agreed, found_f1, interval, row_f1

ROOT = Path(__file__).parents[2]
STORY = {"text": "Rebels raided Abu on Monday, a witness said.", "sentences": [[0, 44]]}
RAID: dict[str, Any] = {
    "kind": "raid",
    "status": "happened",
    "mentions": [{"s": 0, "trigger": "raided"}],
    "sources": [{"s": 0, "quote": "a witness", "name": "a witness"}],
    "roles": {"actor": [{"s": 0, "quote": "Rebels", "name": "Rebels"}]},
    "time": {"s": 0, "quote": "on Monday", "name": "on Monday"},
    "place": {"s": 0, "quote": "Abu", "name": "Abu"},
}


@pytest.mark.parametrize(
    ("change", "earned"),
    [
        ({}, 1.0),
        ({"status": "possible"}, 0.8),
        ({"time": {"s": 0, "quote": "Monday", "name": "Monday"}}, 1.0),
        ({"time": None}, 0.8),
        ({"time": {"s": 0, "quote": "Abu", "name": "Abu"}}, 0.8),
        ({"place": None, "sources": []}, 0.6),
        ({"roles": {"target": [{"s": 0, "quote": "Abu", "name": "Abu"}]}}, 0.8),
    ],
)
def test_each_field_is_a_fifth_of_a_row(change: dict[str, Any], earned: float) -> None:
    assert agreed(STORY, [RAID], [RAID | change]).earned == pytest.approx(earned)


def test_another_kind_is_not_the_same_incident() -> None:
    assert agreed(STORY, [RAID], [RAID | {"kind": "arrest"}]) == Agreed(1, 1, 0, 0, 0)


def test_two_who_give_no_time_agree() -> None:
    assert agreed(STORY, [RAID | {"time": None}], [RAID | {"time": None}]).times == 1


def test_figures_are_over_all_stories() -> None:
    stories = [Agreed(2, 2, 2, 1.0, 2), Agreed(0, 0, 0, 0, 0), Agreed(2, 0, 0, 0, 0)]
    assert found_f1(stories) == pytest.approx(4 / 6)
    assert row_f1(stories) == pytest.approx(2 / 6)
    assert interval(stories[:1], found_f1) == "(1.000-1.000)"


def test_both_readers_have_the_same_texts() -> None:
    def heads(name: str) -> dict[str, tuple[str, Any]]:
        path = ROOT / "training" / "annotations" / name
        lines = [json.loads(line) for line in path.read_bytes().split(b"\n") if line]
        return {line["id"]: (line["sha256"], line["sentences"]) for line in lines}

    first, second, mended = (heads(name) for name in ("first.jsonl", "second.jsonl", "news.jsonl"))
    assert first == second == {name: mended[name] for name in first}
