"""Two readers of the same stories: pairs as the scorer pairs, each side alone, and the fields that differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from tests.builders import account, reading, story
from tidings.errors import InputError, NotAnswered
from tidings.evaluate.against import Sum, against, sides
from tidings.knowledge import Knowledge
from tidings.model import Account, Reading, Story

TEXT = "Rebels attacked a convoy in Mora on Thursday. Police arrested two men."
STORY = story(TEXT)
MINE = account(STORY, "attacked", roles={"actor": ["Rebels"]}, time=("Thursday", "2015-10-15"))
THEIRS = account(
    STORY, "attacked", status="planned", roles={"actor": ["Rebels"], "target": ["a convoy"]}, sources=["Police"]
)
ARREST = account(STORY, "arrested", "arrest")
RAID = account(STORY, "Police", "raid")


@dataclass(frozen=True)
class Says:
    """A reader that always finds the same."""

    accounts: Sequence[Account]
    name: str = "says/1"

    def read(self, story: Story, know: Knowledge) -> Reading:
        return reading(story, *self.accounts)


@dataclass(frozen=True)
class Silent:
    """A reader that never answers."""

    name: str = "silent/1"

    def read(self, story: Story, know: Knowledge) -> Reading:
        raise NotAnswered("Nobody is there.", "llm-unreachable")


def test_fields_stand_side_by_side() -> None:
    found = sides(reading(STORY, MINE, ARREST), reading(STORY, RAID, THEIRS))
    assert (found.only_a, found.only_b) == ((ARREST,), (RAID,))
    (pair,) = found.both
    assert (pair.a, pair.b) == (MINE, THEIRS)
    assert {one.name: (one.a, one.b, one.is_same) for one in pair.fields} == {
        "status": ("happened", "planned", False),
        "time": ("2015-10-15 to 2015-10-15", "", False),
        "sources": ("", "Police", False),
        "actor": ("Rebels", "Rebels", True),
        "target": ("", "a convoy", False),
    }


@pytest.mark.parametrize(
    ("a", "b", "counts"),
    [
        ((MINE, ARREST), (RAID, THEIRS), (1, 1, 1)),
        ((MINE,), (MINE,), (1, 0, 0)),
        ((), (RAID,), (0, 0, 1)),
        ((), (), (0, 0, 0)),
    ],
)
def test_the_two_sides_mirror_each_other(
    a: tuple[Account, ...], b: tuple[Account, ...], counts: tuple[int, ...]
) -> None:
    there, back = Sum(), Sum()
    there.add(sides(reading(STORY, *a), reading(STORY, *b)))
    back.add(sides(reading(STORY, *b), reading(STORY, *a)))
    assert (there.both, there.only_a, there.only_b) == counts
    assert (back.both, back.only_b, back.only_a) == counts
    assert (there.same, there.differ) == (back.same, back.differ)
    assert there.agreement == (None if counts == (0, 0, 0) else 2 * counts[0] / (2 * counts[0] + counts[1] + counts[2]))


def test_a_story_that_one_reader_leaves_unread_is_not_compared(know: Knowledge) -> None:
    heard: list[InputError] = []
    for a, b in ((Says([MINE]), Silent()), (Silent(), Says([MINE]))):
        assert list(against([(STORY, heard.append)], a, b, know)) == []
    assert [why.reason for why in heard] == ["llm-unreachable"] * 2
    assert len(list(against([(STORY, heard.append)], Says([MINE]), Says([MINE]), know))) == 1


@pytest.fixture
def know() -> Knowledge:
    return Knowledge()
