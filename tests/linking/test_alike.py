"""What proposes copies finds every pair that shares enough, each once, and does not drown in crowds."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from tests.builders import story
from tidings.knowledge import Knowledge
from tidings.linking.alike import AT_ONCE, CROWD, proposals
from tidings.linking.lineage import compared, copies, roots, shingled

DICE = random.Random(7)
WORDS = [f"w{n}" for n in range(5_000)]


def text(size: int = 120) -> list[str]:
    return DICE.choices(WORDS, k=size)


def test_every_copy_among_strangers_is_proposed_in_order_and_once() -> None:
    texts = [text() for _ in range(300)]
    texts[250] = texts[3][:]
    texts[251] = [*text(10), *texts[4][10:]]
    texts[252] = [*text(60), *texts[5][20:60], *text(20)]
    found = list(proposals(texts))
    assert {(3, 250), (4, 251), (5, 252)} <= set(found)
    assert found == sorted(set(found))
    assert len(found) < 10


@pytest.mark.parametrize("texts", [[], [[]], [[], []], [["one"], ["one"]], [["one", "two"]] * 3])
def test_texts_without_a_run_propose_nothing(texts: list[list[str]]) -> None:
    assert list(proposals(texts)) == []


def test_pairs_are_found_across_the_borders_of_what_is_sketched_together() -> None:
    texts = [text(40) for _ in range(AT_ONCE + 5)]
    texts[-1] = texts[0]
    assert (0, AT_ONCE + 4) in set(proposals(texts))


def test_what_is_proposed_does_not_depend_on_what_else_there_is() -> None:
    texts = [text() for _ in range(40)]
    texts[30] = [*texts[2][:60], *text(60)]
    alone = set(proposals([texts[2], texts[30]]))
    assert alone == {(0, 1)}
    assert (2, 30) in set(proposals(texts))


def test_a_crowd_of_near_copies_is_linked_in_time_that_grows_as_the_crowd() -> None:
    first = text(200)
    crowd = [first] + [[*first[:n], f"x{n}", *first[n + 1 :]] for n in range(10, 190)]
    found = set(proposals(crowd))
    assert len(found) <= 2 * CROWD * len(crowd)
    assert {b for a, b in found if a == 0} == set(range(1, len(crowd)))


def test_boilerplate_that_a_crowd_holds_proposes_nothing() -> None:
    foot = text(20)
    assert list(proposals([[*text(), *foot] for _ in range(CROWD + 1)])) == []


def test_copies_are_the_same_as_by_comparing_every_pair() -> None:
    """The naive way: each text with each earlier one, the first that shares enough wins."""
    texts = [text() for _ in range(60)]
    for n in range(30, 60, 3):
        texts[n] = texts[n - 30]
        texts[n + 1] = [*text(30), *texts[n - 29][30:]]
        texts[n + 2] = [*text(70), *texts[n - 28][:50]]
    stories = [story(" ".join(words), f"2020-01-{n % 28 + 1:02}", source_id=str(n)) for n, words in enumerate(texts)]
    ordered = sorted(stories, key=lambda s: (s.published.date, s.id))
    shingles = [shingled(s) for s in ordered]
    naive: dict[str, str] = {}
    for a, b in combinations(range(len(ordered)), 2):
        if compared(shingles[a], shingles[b])[0]:
            naive.setdefault(ordered[b].id, ordered[a].id)
    found = copies(stories, Knowledge())
    assert {row.later: row.earlier for row in found} == naive
    assert len(roots(found)) == 30


def test_phrases_of_police_and_hospitals_make_no_copy() -> None:
    """Ten shared phrases, none of them long: what every report of a shooting in one town says."""
    phrases = [" ".join(text(5)) for _ in range(10)]
    left, right = (story(" ".join(f"{phrase} {' '.join(text(3))}" for phrase in phrases)) for _ in range(2))
    assert compared(shingled(left), shingled(right)) == ("", 0.0)
