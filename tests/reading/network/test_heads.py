"""Heads give probabilities; one incident or two is the same question either way round; distances fall into classes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.reading.network.fakes import heads
from tidings.model import KINDS, METHODS, STATUSES
from tidings.reading.network.encoder import Array
from tidings.reading.network.heads import ARCS, FARTHEST, UNKNOWN_KIND, Heads, Indexes, buckets
from tidings.reading.network.signals import LEAST, Deeds, odds

SIZE, WORDS = 8, 30
AT = np.array([3, 11, 29])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Heads:
    folder: Path = tmp_path_factory.mktemp("heads")
    heads(folder, SIZE)
    return Heads(folder)


@pytest.fixture(scope="module")
def words() -> Array:
    return np.random.default_rng(2).normal(size=(WORDS, SIZE)).astype(np.float32)


@pytest.fixture(params=[(0, 5, 9), (UNKNOWN_KIND, 5, UNKNOWN_KIND)], ids=["known kinds", "a user's kinds"])
def kinds(request: pytest.FixtureRequest) -> Indexes:
    return np.array(request.param)


def test_answers_are_probabilities(made: Heads, words: Array, kinds: Indexes) -> None:
    answers = {
        1 + len(KINDS): made.kinds(words),
        len(STATUSES): made.status(words[AT]),
        len(METHODS): made.method(words[AT]),
        1 + len(ARCS): made.arcs(words, AT, kinds),
    }
    for size, given in answers.items():
        assert given.shape[-1] == size
        assert (given >= 0).all()
        assert given.sum(-1) == pytest.approx(1, abs=1e-5)
    assert made.arcs(words, AT, kinds).shape[:2] == (len(AT), WORDS)


def test_one_incident_is_asked_the_same_either_way(made: Heads, words: Array, kinds: Indexes) -> None:
    same = made.same(words, AT, kinds)
    assert same.shape == (len(AT), len(AT))
    assert np.array_equal(same, same.T)
    assert ((same >= 0) & (same <= 1)).all()


def test_a_users_kind_is_read_without_the_kinds_own_numbers(made: Heads, words: Array) -> None:
    """A kind the network was never shown must not borrow the numbers of the last one."""
    last, unknown = np.array([len(KINDS) - 1]), np.array([UNKNOWN_KIND])
    assert not np.allclose(made.arcs(words, AT[:1], last), made.arcs(words, AT[:1], unknown))


def test_no_deeds_no_answers(made: Heads, words: Array) -> None:
    none = np.array([], np.int64)
    assert made.arcs(words, none, none).shape == (0, WORDS, 1 + len(ARCS))
    assert made.same(words, none, none).shape == (0, 0)


@pytest.mark.parametrize(
    ("away", "wanted"),
    [(0, 0), (1, 1), (4, 4), (5, 5), (9, 5), (10, 6), (20, 7), (40, 8), (80, 9), (160, 10), (5000, 10)],
)
@pytest.mark.parametrize("side", [-1, 1])
def test_distances_fall_into_classes(away: int, wanted: int, side: int) -> None:
    assert buckets(np.array([side * away])).tolist() == [FARTHEST + side * wanted]


def test_deeds_are_asked_for_by_word(made: Heads, words: Array) -> None:
    known = Deeds(words, AT, np.array([0, 5, 9]), made)
    assert 11 in known
    assert 12 not in known
    assert known.same(3, 29) == known.same(29, 3)
    assert known.arcs(11, "actor").shape == (WORDS,)
    assert known.arc(11, [4, 5], "actor") == pytest.approx(float(known.arcs(11, "actor")[4:6].max()), abs=1e-4)


@pytest.mark.parametrize("likely", [0.0, 1.0, 0.5, 1e-9])
def test_no_answer_is_certain(likely: float) -> None:
    assert abs(odds(likely)) <= np.log((1 - LEAST) / LEAST) + 1e-6
