"""Scoring by hand: what is found, what a field earns, and what a folder of gold gives."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders import account, reading, story
from tidings.errors import WrongCall
from tidings.evaluate import score_gold
from tidings.evaluate.accounts import Scores, add_story
from tidings.model import Reading

Json = dict[str, Any]
TEXT = "Rebels shot six guards in Mora on Thursday, police said. Troops later freed two hostages."
SENTENCES = [[0, 56], [57, 89]]
STORY = {"id": "a", "text": TEXT, "sentences": SENTENCES}


def shooting(**more: Any) -> Json:
    """The gold record of the first sentence."""
    return {
        "kind": "attack",
        "status": "happened",
        "method": "shooting",
        "mentions": [{"s": 0, "trigger": "shot"}],
        "sources": [{"name": "police", "s": 0, "quote": "police"}],
        "time": {"start": "2015-10-15", "end": "2015-10-15"},
        "place": {"name": "Mora", "lat": 11.05, "lon": 14.14},
        "roles": {"actor": [{"name": "Rebels", "s": 0, "quote": "Rebels"}]},
        "numbers": {"killed": {"min": 6, "max": 6}},
    } | more


def release(**more: Any) -> Json:
    """The gold record of the second sentence, of which little is known."""
    return {"kind": "release", "status": "happened", "mentions": [{"s": 1, "trigger": "freed"}]} | more


def scored(gold: list[Json], predicted: list[Json]) -> dict[str, float | int | None]:
    scores = Scores()
    add_story(scores, STORY, gold, predicted)
    return scores.ratios()


def test_the_same_is_right_in_everything() -> None:
    ratios = scored([shooting(), release()], [release(), shooting()])
    assert {name: value for name, value in ratios.items() if value != 1} == {"gold": 2, "predicted": 2}


def test_counts_come_before_ratios() -> None:
    ratios = scored([shooting(), release()], [shooting(), shooting(kind="clash"), release(kind="aid")])
    assert (ratios["gold"], ratios["predicted"]) == (2, 3)
    assert ratios["found P"] == pytest.approx(1 / 3)
    assert ratios["found R"] == pytest.approx(1 / 2)
    assert ratios["found F1"] == ratios["row F1"] == pytest.approx(2 / 5)


def test_nothing_to_measure_is_none_not_zero() -> None:
    assert scored([], [])["found F1"] is None
    assert scored([shooting()], [])["status"] is None
    assert scored([shooting()], [])["found F1"] == 0


@pytest.mark.parametrize(
    ("change", "field", "earned"),
    [
        ({"status": "planned"}, "status", 0.0),
        ({"method": "bombing"}, "method", 0.0),
        ({"time": {"start": None, "end": "2015-10-15"}}, "time", 0.5),
        ({"time": None}, "time", 0.0),
        ({"place": {"name": "Maroua", "lat": 10.6, "lon": 14.3}}, "place", 1.0),  # 54 km off: within the bound
        ({"place": {"name": "Yaounde", "lat": 3.87, "lon": 11.52}}, "place", 0.0),
        ({"place": {"name": "the town of Mora"}}, "place", 1.0),  # no point: the names decide
        ({"place": None}, "place", 0.0),
        ({"numbers": {"killed": {"min": 7, "max": 7}}}, "numbers", 0.0),
        ({"numbers": {"killed": {"min": 6, "max": 6}, "injured": {"min": 1, "max": 1}}}, "numbers", 2 / 3),
        ({"roles": {"actor": [{"name": "soldiers", "s": 0, "quote": "guards"}]}}, "roles F1", 0.0),
        ({"sources": []}, "sources F1", 0.0),
    ],
)
def test_a_field_earns_what_is_right_in_it(change: Json, field: str, earned: float) -> None:
    ratios = scored([shooting()], [shooting(**change)])
    assert ratios["found F1"] == 1
    assert ratios[field] == pytest.approx(earned)
    if field != "method" and earned < 1:  # the method stands beside the row, not in it
        assert ratios["row F1"] == pytest.approx(1 - (1 - earned) / 6)


def test_the_closest_prediction_is_paired_and_the_other_is_false() -> None:
    far = shooting(mentions=[{"s": 0, "trigger": "said"}], status="denied")
    ratios = scored([shooting()], [far, shooting()])
    assert (ratios["found P"], ratios["found R"], ratios["status"]) == (0.5, 1.0, 1.0)


def gold_folder(folder: Path, text: str, sentences: list[list[int]], gold: list[Json]) -> Path:
    (folder / "gold").mkdir()
    (folder / "a.json").write_text(json.dumps({"id": "a", "text": text, "sentences": sentences}), encoding="utf-8")
    (folder / "gold" / "a.json").write_text(json.dumps({"events": gold}), encoding="utf-8")
    return folder


def test_a_gold_folder_is_scored_with_offsets_of_the_document(tmp_path: Path) -> None:
    folder = gold_folder(tmp_path, TEXT, SENTENCES, [release()])
    second = story(TEXT[57:])
    second = type(second)(second.document, 57, 89, second.text)  # starts 57 characters into its document

    def read(path: Path) -> Iterator[Reading]:
        assert path.name == "a.json"
        yield reading(second, account(second, "freed", kind="release"))

    assert score_gold(folder, read).ratios()["row F1"] == 1


def test_a_folder_without_gold_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="Give the folder that holds the stories and gold/"):
        score_gold(tmp_path, lambda path: ())
