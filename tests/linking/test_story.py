"""Whole stories alike: what it says, beside what it says nothing, and which contradictions it excuses."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import account, reading, story
from tests.linking.texts import LONA, SAFIR, WIRE, bombing
from tidings.linking import block, features
from tidings.linking.compare import compare
from tidings.linking.traits import Traits, leads, traits_of
from tidings.linking.wording import cosine, weighed
from tidings.model import Place, Timed, When

RETOLD = (
    "Six people were killed when a bomb hidden in a cart of melons exploded near the fish market of Safir. "
    "Divers found a second charge tied to a mooring ring, and the port authority closed both quays of the basin."
)
OTHER = (
    "A bomb hit a convoy of the Northern Guard near the Lona dam. Two drivers of the Orla mine burned in their cabs."
)


def one(text: str, paper: str = "Paper 1", day: str = "2020-05-04", **more: Any) -> Traits:
    return traits_of([bombing(text, paper, day, **more)], {})[0]


@pytest.mark.parametrize(
    ("text", "day", "least", "most"),
    [
        (RETOLD, "2020-05-05", 0.8, 1.0),
        (RETOLD, "2020-05-12", 0.5, 0.6),  # days later, an alike story may be the next one of a series
        (RETOLD, "2021-05-05", 0.1, 0.2),
        (OTHER, "2020-05-05", 0.0, 0.0),
    ],
)
def test_whole_stories_alike(text: str, day: str, least: float, most: float) -> None:
    wire = one(WIRE)
    told = one(text, "Paper 2", day, time=None, place=None)
    assert least <= features.story(wire, told).score <= most


def test_only_accounts_that_lead_their_stories_are_meant() -> None:
    wire, told = one(WIRE), one(RETOLD, "Paper 2", "2020-05-05", time=None, place=None)
    assert features.story(wire, replace(told, is_lead=False)).score == 0


def test_a_story_is_led_by_the_deed_it_says_most_of() -> None:
    told = story("A bomb went off. On Monday a bomb had killed six in Safir. Police held two.", "2020-05-05")
    bare = account(told, "bomb")
    full = account(told, "bomb had killed", time=("Monday", "2020-05-04"), place=("Safir", SAFIR))
    held = account(told, "held", kind="arrest")
    assert leads([bare, full, held]) == {full.id, held.id}
    assert leads([]) == set()


@pytest.mark.parametrize(
    ("text", "place", "is_one"),
    [
        (RETOLD + "\n\nThe governor spoke in Lona.", ("Lona", LONA), True),  # no sentence of the deed names it
        (RETOLD.replace("Safir", "Lona"), ("Lona", LONA), False),  # stated beside the deed
        (RETOLD, ("Safir", replace(SAFIR, lat=-30.0)), True),  # another bearer of the name
        (RETOLD.replace("Safir", "Fish"), ("Fish", replace(LONA, name="Fish")), False),  # "fish" is no town
        (OTHER, ("Lona", LONA), False),
    ],
)
def test_a_guessed_town_keeps_no_twins_apart(text: str, place: tuple[str, Place], is_one: bool) -> None:
    likeness = compare(one(WIRE), one(text, "Paper 2", "2020-05-05", time=None, place=place))
    assert (likeness.score > 0) == is_one


@pytest.mark.parametrize(
    ("day", "stated", "is_one"),
    [("2020-05-08", False, True), ("2020-05-08", True, False), ("2021-05-04", False, False)],
)
def test_a_guessed_day_keeps_no_twins_apart(day: str, stated: bool, is_one: bool) -> None:
    text = RETOLD.replace("when a bomb", "on Friday when a bomb")
    given = one(text, "Paper 2", "2020-05-05", time=("Friday", day), place=None)
    guessed = replace(given, account=replace(given.account, time=Timed(When(day, day, "day"))))
    assert (compare(one(WIRE), given if stated else guessed).score > 0) == is_one


def test_a_name_and_a_rare_word_weigh_more_than_a_frequent_one() -> None:
    weights = weighed("The police shot at Orla yesterday, and a xylophone fell.")
    assert weights["orla"] > weights["xyloph"] > weights["police"]
    assert cosine(weights, weights) == pytest.approx(1)
    assert weighed("") == {} == weighed("of the and")


def test_stories_with_a_heavy_word_in_common_are_compared() -> None:
    bare = {"place": None, "time": None}
    some = [
        traits_of([bombing(text, paper, "2020-05-05", **bare)], {})[0]
        for text, paper in (
            ("A bomb went off. Kurmuk mourned. Kurmuk prayed.", "A"),
            ("One bomb fell. Why, asked Kurmuk. So did Kurmuk and Kurmuk.", "B"),
        )
    ]
    assert set(block.candidates(some)) == {(0, 1)}
    assert not list(block.candidates([replace(t, is_lead=False) for t in some]))


def test_two_deeds_of_one_story_are_not_compared_by_it() -> None:
    told = story(WIRE, "2020-05-04")
    pair = traits_of([reading(told, account(told, "bomb"), account(told, "killed", kind="clash"))], {})
    assert features.story(*pair).score == 0


@pytest.mark.parametrize(
    ("left", "right", "score"),
    [
        ((4, None), (9, 9), 0.3),  # "more than four" beside nine
        ((4, None), (812, 812), -0.5),  # beside the tally of a year
        ((None, None), (812, 812), 0.3),  # "some"
        ((None, 20), (12, 12), 0.3),
        ((0, 0), (12, 12), -0.5),
        ((12, 12), (12, 12), 1.0),
    ],
)
def test_an_open_number_reaches_some_times_its_lower_end(left: Any, right: Any, score: float) -> None:
    told = story("Raiders took captives.", "2020-05-04")
    a, b = (
        Traits(account(told, "took", kind="abduct", numbers={"abducted": ("captives", *number)}), told, "", told.id)
        for number in (left, right)
    )
    assert features.numbers(a, b).score == score
