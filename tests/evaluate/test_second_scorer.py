"""The scorer against an independent one that was written apart from it: the same figures on the same predictions.

The predictions are gold records with faults put in: left out, doubled, moved, renamed, in words and in offsets.
"""

from __future__ import annotations

import copy
import importlib.util
import json
import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tidings.evaluate.accounts import Scores, add_story
from tidings.model import KINDS, METHODS, STATUSES

Json = dict[str, Any]
Set = list[tuple[Json, list[Json]]]
FAULT = 0.25  # how often each part of a record is spoilt
SEEDS = range(5)


@pytest.fixture(scope="module")
def second(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("second_scorer", shared / "gold" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def gold(shared: Path) -> Set:
    folder = shared / "gold" / "dev"
    return [
        (json.loads((folder / path.name).read_text("utf-8")), json.loads(path.read_text("utf-8"))["events"])
        for path in sorted((folder / "gold").glob("*.json"))
    ]


def status(record: Json, story: Json, dice: random.Random) -> None:
    record["status"] = dice.choice(STATUSES)


def method(record: Json, story: Json, dice: random.Random) -> None:
    record["method"] = dice.choice([None, *METHODS])


def time(record: Json, story: Json, dice: random.Random) -> None:
    day = f"201{dice.randrange(10)}-0{dice.randrange(1, 10)}-11"
    record["time"] = dice.choice([None, {"start": None, "end": day}, {"start": day, "end": day}])


def place(record: Json, story: Json, dice: random.Random) -> None:
    near = dict(record.get("place") or {"name": "Aleppo", "lat": 36.2, "lon": 37.2})
    if near.get("lat") is not None:
        near["lat"] = max(-90, min(90, float(near["lat"]) + dice.choice([0.5, 1.4, 1.5, 9])))
    record["place"] = dice.choice([None, near, {"name": near.get("name")}])


def numbers(record: Json, story: Json, dice: random.Random) -> None:
    record["numbers"] = dice.choice([{}, {"killed": {"min": 3, "max": 3}, "injured": {"min": 1, "max": None}}])


def names(record: Json, story: Json, dice: random.Random) -> None:
    for fillers in [record.get("sources") or [], *(record.get("roles") or {}).values()]:
        for filler in fillers:
            filler["name"] = dice.choice([filler["name"], "the army", "", f"{filler['name']} of the north"])
        if fillers and dice.random() < 0.5:
            fillers.pop()


def words(record: Json, story: Json, dice: random.Random) -> None:
    """Other words of the same sentence, or offsets somewhere in the text, in the place of a trigger's words."""
    for mention in record["mentions"]:
        if dice.random() < 0.5:
            start = dice.randrange(len(story["text"]) - 8)
            mention.clear()
            mention.update(start=start, end=start + 7)
        elif mention.get("s") is not None:
            a, b = story["sentences"][mention["s"]]
            mention["trigger"] = dice.choice(story["text"][a:b].split() or ["nowhere"])


FAULTS: tuple[Callable[[Json, Json, random.Random], None], ...] = (
    status, method, time, place, numbers, names, words,
)  # fmt: skip


def spoilt(story: Json, records: list[Json], dice: random.Random) -> list[Json]:
    """The records as a bad reader would give them."""
    out = []
    for record in records:
        for _ in range(dice.choice([0, 1, 1, 1, 1, 2])):
            copied = copy.deepcopy(record)
            for fault in FAULTS:
                if dice.random() < FAULT:
                    fault(copied, story, dice)
            if dice.random() < FAULT / 2:
                copied["kind"] = dice.choice(KINDS)
            out.append(copied)
    dice.shuffle(out)
    return out


@pytest.mark.parametrize("seed", SEEDS)
def test_both_scorers_give_the_same_figures(seed: int, gold: Set, second: ModuleType) -> None:
    dice = random.Random(seed)
    told = [(story, records, spoilt(story, records, dice)) for story, records in gold]
    scores = Scores()
    for story, records, predicted in told:
        add_story(scores, story, records, predicted)
    theirs, by_kind, _ = second.score(told)
    assert scores.ratios() == pytest.approx(theirs)
    ours = {kind: (n["gold"], n["predicted"], n["found"]) for kind, n in scores.by_kind.items()}
    assert ours == {kind: (n["gold"], n["pred"], n["hit"]) for kind, n in by_kind.items()}
    assert 0.3 < theirs["row F1"] < 0.9  # the faults are neither none nor everything


def test_both_scorers_find_gold_itself_right(gold: Set, second: ModuleType) -> None:
    scores = Scores()
    for story, records in gold:
        add_story(scores, story, records, records)
    theirs, _, _ = second.score([(story, records, records) for story, records in gold])
    assert scores.ratios() == pytest.approx(theirs)
    assert theirs["found F1"] == 1
