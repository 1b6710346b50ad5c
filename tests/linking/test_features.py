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
    [(SAFIR, 1.0), (LONA, -1.0), (replace(SAFIR, lat=10.8), -0.3), (replace(LONA, radius_km=600.0), 0.3)],
)
def test_place(place: Any, score: float) -> None:
    assert features.place(one(), one(n=1, place=("Safir", place))).score == score


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
