"""Plain facts that differ: one is a slip of a report, two together are two deeds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.linking.texts import bombing
from tidings.knowledge import Knowledge
from tidings.linking import features, link
from tidings.linking.compare import compare
from tidings.linking.deeds import days_before, differ_throughout, differences
from tidings.linking.traits import Traits, traits_of

TEXT = "On Monday a bomb killed six and hurt nine at the fish market of Safir and at the town hall of {other}."
MONDAY, TUESDAY = ("Monday", "2020-05-04"), ("Monday", "2020-05-05")
MARKET, HALL = {"target": ["fish market"]}, {"target": ["town hall"]}
SIX, NINE = {"killed": ("six", 6, 6)}, {"killed": ("nine", 9, 9)}


def one(paper: str, day: str = "2020-05-05", other: str = "Safir", **more: Any) -> Traits:
    return traits_of([bombing(TEXT.format(other=other), paper, day, **more)], {})[0]


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        ({"time": MONDAY}, {"time": TUESDAY}, ("day",)),
        ({"time": MONDAY}, {"time": None}, ()),
        ({"method": "shooting"}, {"method": "arson"}, ("means",)),
        ({"method": "bombing"}, {"method": "suicide-bombing"}, ()),  # the more exact word
        ({"method": "bombing"}, {"method": "other"}, ()),
        ({"numbers": SIX}, {"numbers": NINE}, ("toll",)),
        ({"numbers": SIX}, {"numbers": {"killed": ("nine", 8, 8)}}, ()),  # two more
        ({"numbers": SIX}, {"numbers": {"killed": ("nine", 9, None)}}, ("toll",)),
        ({"numbers": {"killed": ("six", 6, None)}}, {"numbers": NINE}, ()),  # six at least may be nine
        ({"roles": MARKET}, {"roles": HALL}, ("building",)),
        ({"roles": MARKET}, {"roles": {"target": ["market"]}}, ()),
        ({"roles": MARKET}, {"roles": {"target": ["Monday"]}}, ()),  # no building
        ({"numbers": {"quantity": ("six", 6, 6)}, "roles": {"item": ["bomb"]}},
         {"numbers": {"quantity": ("nine", 9, 9)}, "roles": {"item": ["bomb"]}}, ("count",)),
        ({"numbers": {"quantity": ("six", 6, 6)}, "roles": {"item": ["bomb"]}},
         {"numbers": {"quantity": ("nine", 9, 9)}, "roles": {"item": ["hall"]}}, ()),  # other things
    ],
)  # fmt: skip
def test_plain_facts(left: dict[str, Any], right: dict[str, Any], told: tuple[str, ...]) -> None:
    a, b = one("Marsh Courier", **left), one("Lona Post", **right)
    assert differences(a, b) == differences(b, a) == told


def test_a_toll_that_is_told_later_has_risen() -> None:
    first = one("Marsh Courier", numbers=SIX)
    assert differences(first, one("Lona Post", "2020-05-06", numbers=NINE)) == ()
    assert differences(one("Lona Post", "2020-05-06", numbers=SIX), one("Marsh Courier", numbers=NINE)) == ("toll",)


PAPERS = ("Marsh Courier", "Lona Post", "Hill Herald", "Delta Mirror")


@pytest.mark.parametrize(
    ("left", "right", "is_apart"),
    [
        ({"time": MONDAY, "numbers": SIX}, {"time": TUESDAY, "numbers": NINE}, True),
        ({"roles": MARKET, "numbers": SIX}, {"roles": HALL, "numbers": NINE}, True),
        ({"time": MONDAY}, {"time": TUESDAY}, False),  # a day alone
        ({"numbers": SIX}, {"numbers": NINE}, False),
        ({"time": MONDAY, "numbers": SIX}, {"time": None, "numbers": NINE}, False),
        ({"time": MONDAY, "numbers": SIX}, {"time": TUESDAY, "numbers": SIX}, False),
    ],
)
def test_two_groups_of_one_mind_each(left: dict[str, Any], right: dict[str, Any], is_apart: bool) -> None:
    sides = [one(paper, **more) for paper, more in zip(PAPERS, (left, left, right, right), strict=True)]
    assert differ_throughout(sides[:2], sides[2:]) is differ_throughout(sides[2:], sides[:2]) is is_apart
    assert not differ_throughout(sides[:1], sides[2:])  # one story may slip


def test_copies_are_one_teller() -> None:
    first, copy = (one(paper, time=MONDAY, numbers=SIX) for paper in PAPERS[:2])
    twice = [first, replace(copy, root=first.root)]
    later = [one(paper, time=TUESDAY, numbers=NINE) for paper in PAPERS[2:]]
    assert not differ_throughout(twice, later)


@pytest.mark.parametrize(
    ("left", "right", "score"),
    [
        ({"roles": MARKET, "numbers": SIX}, {"roles": HALL, "numbers": NINE}, -1.0),
        ({"roles": MARKET, "numbers": SIX}, {"roles": MARKET, "numbers": NINE}, 0.0),
        ({"time": MONDAY, "numbers": SIX}, {"time": TUESDAY, "numbers": NINE}, 0.0),  # reports slip in both
        ({"time": MONDAY, "method": "arson"}, {"time": TUESDAY, "method": "shooting"}, -1.0),
        ({"method": "arson", "numbers": SIX, "status": "denied"}, {"method": "shooting", "numbers": NINE}, 0.0),
        ({"method": "arson", "numbers": SIX, "roles": MARKET, "status": "denied"},
         {"method": "shooting", "numbers": NINE, "roles": HALL}, -1.0),  # denies another deed
    ],
)  # fmt: skip
def test_two_plain_facts_part_two_deeds(left: dict[str, Any], right: dict[str, Any], score: float) -> None:
    a, b = one("Marsh Courier", **left), one("Lona Post", **right)
    assert features.deed(a, b).score == score
    assert ("deed" in compare(a, b).contradictions) is (score < 0)


def test_two_raids_of_one_town_and_day_stay_two() -> None:
    text, other = TEXT.format(other="Safir"), "Lorries burnt in Safir on Monday as a bomb in the town hall killed nine."
    market = bombing(text, "Marsh Courier", roles=MARKET, numbers=SIX)
    hall = bombing(other, "Lona Post", roles=HALL, numbers=NINE)
    assert len(link([market, hall], (), Knowledge()).events) == 2
    near = bombing(other, "Lona Post", roles=HALL, numbers=None)
    assert len(link([market, near], (), Knowledge()).events) == 1


@pytest.mark.parametrize(
    ("day", "time", "status", "days"),
    [
        ("2020-05-01", None, "happened", 3),
        ("2020-05-01", None, "planned", 0),  # a plan is told before
        ("2020-05-01", ("Monday", "2020-05-01"), "happened", 0),  # says its own day
        ("2020-05-04", None, "happened", 0),
    ],
)
def test_nothing_is_told_before_it_is_done(day: str, time: Any, status: str, days: int) -> None:
    early, late = one("Marsh Courier", day, time=time, status=status), one("Lona Post", time=MONDAY)
    assert (days_before(early, late), days_before(late, early)) == (days, 0)
    assert features.before(late, early).score == (-1.0 if days > 1 else 0.0)
