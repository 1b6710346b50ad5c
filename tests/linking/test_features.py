"""Features of a pair of accounts, and the fields of an event."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import story
from tests.linking.texts import LONA, SAFIR, bombing
from tidings.linking import features, fields
from tidings.linking.compare import compare
from tidings.linking.entities import alike, plain_name
from tidings.linking.traits import Traits, traits_of
from tidings.linking.wording import names, sentences, stem
from tidings.model import Reading, Timed, When

TEXT = "A bomb went off in Safir on Monday, the port authority said."


def one(when: When | None = None, n: int = 0, **more: Any) -> Traits:
    (reading,) = [bombing(TEXT, f"Paper {n}", **more)]
    account = replace(reading.accounts[0], time=Timed(when)) if when else reading.accounts[0]
    return traits_of([Reading(reading.story, (), (account,))], {})[0]


def days(start: str, end: str | None = None) -> When:
    return When(start, end or start, "day")


@pytest.mark.parametrize(
    ("left", "right", "score"),
    [
        (days("2020-05-04"), days("2020-05-04"), 1.0),
        (days("2020-05-04"), days("2020-05-05"), -0.5),
        (days("2020-05-04"), days("2020-05-07"), -1.0),
        (days("2020-05-01", "2020-05-31"), days("2020-05-04"), 0.3),
        (When(None, "2020-05-09", "day"), days("2020-05-04"), 0.0),
    ],
)
def test_time(left: When, right: When, score: float) -> None:
    assert features.time(one(left), one(right, 1)).score == score


@pytest.mark.parametrize(
    ("place", "score"),
    [
        (SAFIR, 1.0),
        (LONA, -1.0),
        (replace(SAFIR, lat=10.8), -0.3),
        (replace(LONA, lat=10.8), -1.0),  # another town, 89 km off
        (replace(LONA, lat=10.5), -0.3),  # 56 km
        (replace(LONA, radius_km=600.0), 0.3),
        (replace(SAFIR, radius_km=100.0), 0.6),  # the province of Safir, named by both
        (replace(SAFIR, radius_km=400.0), 0.3),
        (replace(SAFIR, lat=30.0), 0.0),  # another Safir: reading had to choose
    ],
)
def test_place(place: Any, score: float) -> None:
    assert features.place(one(), one(n=1, place=("Safir", place))).score == score


@pytest.mark.parametrize(
    ("left", "right", "score"),
    [
        ("bombing", "airstrike", 0.3),
        ("airstrike", "bombing", 0.3),
        ("bombing", "suicide-bombing", 0.5),
        ("stabbing", "airstrike", -0.5),
        ("shooting", "bombing", -0.5),
        (None, "bombing", 0.0),
    ],
)
def test_method(left: Any, right: Any, score: float) -> None:
    assert features.method(one(method=left), one(n=1, method=right)).score == score


TALE = "A bomb went off in Safir on Monday. It killed five guards, and two fishermen; people fled."


def two_of_one_story(first: dict[str, Any], second: dict[str, Any]) -> tuple[Traits, Traits]:
    """Two accounts of one text, with times of their own."""
    left, right = (bombing(TALE, "Paper", **{k: v for k, v in d.items() if k != "when"}) for d in (first, second))
    accounts = [
        replace(r.accounts[0], time=Timed(d["when"]) if "when" in d else None)
        for r, d in ((left, first), (right, second))
    ]
    a, b = (traits_of([Reading(left.story, (), (account,))], {})[0] for account in accounts)
    return a, b


@pytest.mark.parametrize(
    ("first", "second", "by"),
    [
        ({"when": days("2020-05-04")}, {"when": days("2020-05-05")}, "time"),
        ({"when": days("2020-05-04")}, {"when": days("2020-05-01", "2020-05-31")}, ""),
        ({"when": days("2020-05-04")}, {"when": days("2020-05-06"), "status": "denied"}, ""),  # the day of the denial
        ({"place": ("Safir", SAFIR)}, {"place": ("Safir", LONA)}, "place"),
        ({"place": ("Safir", SAFIR)}, {"place": ("Safir", replace(LONA, radius_km=900.0))}, ""),
        (
            {"numbers": {"killed": ("five", 5, 5)}, "roles": {"target": ["guards"]}},
            {"numbers": {"killed": ("two", 2, 2)}},
            "",
        ),
        (
            {"numbers": {"killed": ("five", 5, 5)}, "roles": {"target": ["guards"]}},
            {"numbers": {"killed": ("two", 2, 2)}, "roles": {"target": ["fishermen"]}},
            "toll and victims",
        ),
        (
            {"numbers": {"killed": ("five", 5, 5)}, "roles": {"target": ["people"]}},
            {"numbers": {"killed": ("two", 2, 2)}, "roles": {"target": ["fishermen"]}},
            "",
        ),
    ],
)
def test_what_one_story_tells_apart(first: dict[str, Any], second: dict[str, Any], by: str) -> None:
    a, b = two_of_one_story(first, second)
    assert features.told_apart(a, b) == features.told_apart(b, a) == by


@pytest.mark.parametrize(
    ("kind", "actors", "by"),
    [
        ("arrest", ["guards", "fishermen"], "doers"),
        ("attack", ["guards", "fishermen"], ""),  # two accounts of one deed may name others
        ("arrest", ["guards", "guards"], ""),
        ("arrest", ["guards", "people"], ""),
    ],
)
def test_deeds_of_two_doers_in_one_story(kind: Any, actors: list[str], by: str) -> None:
    a, b = two_of_one_story(*({"roles": {"actor": [name]}} for name in actors))
    assert features.told_apart(a, replace(b, account=replace(b.account, kind=kind))) == by


def test_two_stories_may_differ_by_a_day() -> None:
    assert features.told_apart(one(days("2020-05-04")), one(days("2020-05-05"), 1)) == ""


def test_a_tally_is_not_one_of_its_parts() -> None:
    met = compare(one(days("2020-05-04")), one(days("2020-01-01", "2020-05-10"), 1))
    assert met.contradictions == ("grain",)


def test_a_copy_that_misdates_tells_the_same() -> None:
    first, later = one(), one(days("2021-05-03"), 1)
    assert compare(first, later).contradictions == ("time",)
    assert compare(first, replace(later, root=first.story.id)).score > 0 > compare(first, later).score


def test_comparing_is_symmetric() -> None:
    a, b = one(), one(days("2020-05-05"), 1)
    assert compare(a, b) == compare(b, a)


@pytest.mark.parametrize(
    ("left", "right", "score"),
    [
        ("id:isis", "id:isis", 1.0),
        ("marsh front", "front", 0.6),
        ("delta people army", "dpa", 0.6),
        ("id:a", "id:b", 0.0),
        ("id:bomb", "id:car-bomb", 0.6),
        ("id:bomb", "id:bomb-vest", 0.0),
        ("id:rover", "id:land-rovers", 0.0),
    ],
)
def test_names_alike(left: str, right: str, score: float) -> None:
    assert alike(left, right) == score


@pytest.mark.parametrize(("word", "root"), [("bombings", "bomb"), ("bombed", "bomb"), ("isis", "isis"), ("gas", "gas")])
def test_stems(word: str, root: str) -> None:
    assert stem(word) == root


def test_names_leave_out_sentence_starts_and_days() -> None:
    assert names("Gunmen came on Monday to Safir. Radio Marsh said so.") == {"safir", "radio", "marsh"}


def test_sentences_cover_the_text() -> None:
    text = 'One came. "Two came," he said.\n\nThree (of 3.5 tons) went.'
    assert [s.of(text).strip() for s in sentences(text)] == [
        "One came.",
        '"Two came," he said.',
        "Three (of 3.5 tons) went.",
    ]


def test_plain_names() -> None:
    assert plain_name("The Lake Vanguard's") == "lake vanguard"


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (["happened", "denied"], "happened"),
        (["denied", "denied"], "denied"),
        (["planned", "possible"], "planned"),
        (["attempted", "attempted", "happened"], "attempted"),
        (["attempted", "happened"], "attempted"),
    ],
)
def test_status_of_an_event(statuses: list[str], status: str) -> None:
    assert fields.status_of([one(n=n, status=s) for n, s in enumerate(statuses)]) == status


def test_time_of_an_event_is_the_most_exact() -> None:
    told = [days("2020-05-04"), days("2020-05-01", "2020-05-31"), days("2020-05-05")]
    assert fields.time_of([one(when, n) for n, when in enumerate(told)]) == told[0]


def test_place_of_an_event_is_the_most_exact() -> None:
    land = replace(SAFIR, name="Safir", radius_km=400.0)
    assert fields.place_of([one(place=("Safir", land)), one(n=1)]) == SAFIR


def test_a_story_without_accounts_has_no_traits() -> None:
    assert traits_of([Reading(story(TEXT))], {}) == []
