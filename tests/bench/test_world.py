"""The generated world of bench/world.py, small: who knew of an incident is found again, whoever repeats it."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from world import World, scored

from tidings.grading import grade
from tidings.knowledge import Knowledge
from tidings.linking import link
from tidings.model import Reading
from tidings.model.links import Links


def linked(readings: list[Reading]) -> Links:
    know = Knowledge()
    return grade(link(readings, (), know), readings, (), know)


def test_a_small_world_is_counted_right() -> None:
    world = World(seed=11, incidents=30)
    found = scored(world, linked([r for one in world.incidents for r in one.told]), wrong=False)
    assert found.exact >= 27
    assert found.over <= 1


@pytest.mark.parametrize("seed", range(3))
def test_ten_paraphrases_of_one_word_never_confirm_it(seed: int) -> None:
    world = World(seed, 1)
    (one,) = world.incidents
    one.told.clear()
    for paper in world.outlets[:11]:
        world._story(one, paper, 1, [f"{one.town.name} police"])
    events = linked(one.told).events
    assert {event.independent for event in events} == {1}
    assert min(event.credibility for event in events) == 2
