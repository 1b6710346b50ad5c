"""The sheet of the worst stories: gold beside found, what differs marked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders import account, story
from tidings.errors import WrongCall
from tidings.evaluate.sheet import sheets
from tidings.model import Reading

TEXT = "Rebels attacked a convoy in Mora. Police arrested two men."
GOLD = [
    {
        "kind": "attack", "status": "happened", "mentions": [{"s": 0, "trigger": "attacked"}], "sources": [],
        "roles": {"actor": [{"name": "Rebels", "s": 0, "quote": "Rebels"}]}, "numbers": {"killed": {"min": 2}},
        "method": "shooting",
    },
    {"kind": "arrest", "status": "happened", "mentions": [{"s": 1, "trigger": "arrested"}], "roles": {}},
]  # fmt: skip


def gold(folder: Path, name: str, events: list[dict]) -> None:
    (folder / "gold").mkdir(exist_ok=True)
    told = {"id": name, "text": TEXT, "sentences": [[0, 34], [34, len(TEXT)]], "published": "2020-03-03"}
    (folder / f"{name}.json").write_text(json.dumps(told))
    (folder / "gold" / f"{name}.json").write_text(json.dumps({"id": name, "events": events}))


def read(_: Path) -> list[Reading]:
    one = story(TEXT)
    attack = account(one, "attacked", "attack", "planned", roles={"actor": ["Rebels"], "target": ["a convoy"]})
    return [Reading(one, (), (attack, account(one, "Police", "raid")))]


def test_the_worst_story_comes_first(tmp_path: Path) -> None:
    gold(tmp_path, "a", [])
    gold(tmp_path, "b", GOLD)
    first, second = sheets(tmp_path, read)
    assert (first.story, second.story) == ("b", "a")
    assert first.lost > second.lost
    assert 0 < first.row_f1 < 1
    assert second.row_f1 == 0


def test_each_field_stands_beside_the_found_one(tmp_path: Path) -> None:
    gold(tmp_path, "b", GOLD)
    (sheet,) = sheets(tmp_path, read)
    lines = [" ".join(line.split()) for line in sheet.lines]
    assert lines[0] == 'attack: "attacked" [0]'
    assert {"≠ status happened | planned", "≠ method shooting | -", "actor Rebels", "≠ killed 2 | -"} <= set(lines)
    assert "≠ target - | a convoy" in lines
    assert lines[-3:] == ['≠ arrest: "arrested" [1]', "not found", '≠ found beside gold: raid happened: "Police" [1]']


def test_a_folder_without_gold_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="No gold records"):
        sheets(tmp_path, read)
