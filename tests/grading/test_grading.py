"""Independence, credibility, conflicts and figures."""

from __future__ import annotations

import json

import pytest

from tests.builders import account, story
from tidings.grading import Figure, figure, reliability
from tidings.grading.conflicts import conflicts
from tidings.grading.credibility import grade_of
from tidings.grading.independent import Web, independent
from tidings.model import Account, Event, Judgement, Lineage, Origin, Statement

STORIES = [story(f"The bomb fell, source {n} said.", "2020-05-04", source_id=str(n)) for n in range(14)]
ACCOUNTS = [account(s, "bomb", sources=[f"source {n}"]) for n, s in enumerate(STORIES)]


def origin(n: int, key: str, **more: bool) -> Origin:
    return Origin(ACCOUNTS[n].id, key, key, **more)


def line(earlier: int, later: int, relation: str = "copies", quote: str = "") -> Lineage:
    return Lineage(STORIES[earlier].id, STORIES[later].id, relation, "test", quote)  # type: ignore[arg-type]


def count(origins: list[Origin], *lines: Lineage) -> int:
    return len(independent(origins, Web.of(lines, {a.id: a for a in ACCOUNTS})))


def test_one_origin_counts_once() -> None:
    assert count([origin(0, "police"), origin(1, "police"), origin(2, "nurse")]) == 2


def test_denials_and_the_unattributed_never_count() -> None:
    assert count([origin(0, "police", is_asserting=False), origin(1, "unattributed")]) == 0


@pytest.mark.parametrize(
    ("lines", "n"),
    [
        ([], 2),
        ([line(0, 1)], 1),
        ([line(0, 1, "cites", "source 1 said")], 1),
        ([line(0, 1, "cites", "another sentence")], 2),
    ],
)
def test_copies_and_citations_owe_each_other(lines: list[Lineage], n: int) -> None:
    assert count([origin(0, "police"), origin(1, "nurse")], *lines) == n


def test_an_origin_is_heard_through_whichever_account_is_free() -> None:
    told = [origin(0, "police"), origin(1, "nurse"), origin(2, "police")]
    assert count(told, line(0, 1)) == 2


@pytest.mark.parametrize("n", [5, 14])
def test_a_chain_of_copies_leaves_every_second_origin(n: int) -> None:
    lines = [line(a, a + 1) for a in range(n - 1)]
    assert count([origin(a, f"key {a}") for a in range(n)], *lines) == (n + 1) // 2


@pytest.mark.parametrize(
    ("asserting", "denying", "credibility"),
    [
        (["police", "nurse"], [], 1),
        (["police", "nurse", "crew"], ["front"], 1),
        (["police", "nurse"], ["front"], 2),
        (["police"], [], 2),
        (["police"], ["front"], 3),
        (["police"], ["police"], 2),
        (["unnamed source"], [], 3),
        (["unnamed source"], ["front"], 4),
        ([], ["front"], 5),
        ([], [], 6),
    ],
)
def test_credibility(asserting: list[str], denying: list[str], credibility: int) -> None:
    heard = tuple(origin(n, key) for n, key in enumerate(asserting))
    accounts = {a.id: a for a in ACCOUNTS}
    denials = []
    for n, key in enumerate(denying, len(asserting)):
        denied: Account = account(STORIES[n], "bomb", status="denied")
        accounts[denied.id] = denied
        denials.append(Origin(denied.id, key, key, False))
    grade, because = grade_of(heard, [*heard, *denials], accounts)
    assert grade == credibility
    assert because.startswith("credibility.")


def event() -> Event:
    return Event("e", "attack", "happened", tuple(a.id for a in ACCOUNTS[:3]), 3)


def toll(*counts: tuple[float | None, float | None]) -> list[Statement]:
    values = [json.dumps({"min": low, "max": high}) for low, high in counts]
    return [Statement("e", ACCOUNTS[n].id, "killed", value, None, None, "r") for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("keys", "counts", "fields", "shown"),
    [
        (["a", "a", "a"], [(6, 6), (11, 11), (13, 13)], (), Figure(13, 13, 13)),  # one source raises its toll
        (["a", "b", "c"], [(6, 6), (9, 9), (9, 9)], ("killed",), Figure(6, 9, 9)),
        (["a", "b", "c"], [(6, None), (9, 9), (8, 8)], ("killed",), Figure(6, 8, None)),
    ],
)
def test_numbers(
    keys: list[str], counts: list[tuple[float, float | None]], fields: tuple[str, ...], shown: Figure
) -> None:
    origins = [origin(n, key) for n, key in enumerate(keys)]
    told = toll(*counts)
    assert conflicts(event(), told, origins) == fields
    assert figure(event(), told, origins, "killed") == shown


def test_a_number_nobody_gives_has_no_figure() -> None:
    assert figure(event(), [], [], "killed") is None


@pytest.mark.parametrize(
    ("field", "values", "is_conflict"),
    [
        ("status", ["happened", "denied"], True),
        ("status", ["happened", "possible"], False),
        (
            "time",
            ['{"start": "2020-05-04", "end": "2020-05-04"}', '{"start": "2020-05-05", "end": "2020-05-05"}'],
            True,
        ),
        ("place", ['{"name": "A", "lat": 10, "lon": 20}', '{"name": "B", "lat": 14, "lon": 20}'], True),
        ("place", ['{"name": "A", "lat": 10, "lon": 20}', '{"name": "B"}'], False),
        ("actor", ["A", "B"], False),
    ],
)
def test_conflicts(field: str, values: list[str], is_conflict: bool) -> None:
    told = [Statement("e", ACCOUNTS[n].id, field, value, None, None, "r") for n, value in enumerate(values)]
    origins = [origin(n, f"key {n}") for n in range(2)]
    assert (field in conflicts(event(), told, origins)) is is_conflict


def test_what_one_story_tells_on_the_word_of_two_is_not_confirmed() -> None:
    accounts = {a.id: a for a in ACCOUNTS}
    one = [Origin(ACCOUNTS[0].id, key, key) for key in ("police", "ministry")]
    assert grade_of(tuple(one), one, accounts)[0] == 2
    two = [one[0], origin(1, "ministry")]
    assert grade_of(tuple(two), two, accounts)[0] == 1


def test_reliability_is_what_an_analyst_last_set() -> None:
    said = [
        Judgement("outlet", "Radio Marsh", letter, "grade", 1.0, (), by, at)
        for letter, by, at in [("B", "ana", "2024-01-02"), ("A", "ana", "2024-01-01"), ("E", "rule:x", "2024-01-03")]
    ]
    assert (reliability("Radio Marsh", said), reliability("Lona Star", said)) == ("B", "F")
