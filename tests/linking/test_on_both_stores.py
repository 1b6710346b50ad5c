"""Linking some stories at a time writes the same rows in a file and in PostgreSQL, whatever is read anew or judged."""

from __future__ import annotations

import random

import pytest

from tests.linking.test_near import KNOW, Step, _own, crowds_of, differing, play, rows, told
from tests.stores import Server
from tidings.case import CaseStore
from tidings.pipeline import link_waiting

WAYS = ("link", "anew", "judge", "names")


def steps(dice: random.Random) -> list[Step]:
    return [(dice.choice(WAYS), dice.randrange(100), dice.randrange(100)) for _ in range(12)]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_the_same_rows_in_both(server: Server, seed: int) -> None:
    dice = random.Random(seed)
    stories = told(seed, 2)
    dice.shuffle(stories)
    stories = [_own(one, n) for n, one in enumerate(stories)]
    said, found = steps(dice), []
    with crowds_of(3 if seed % 2 else None):
        for path in (":memory:", server.url_of(server.take())):
            with CaseStore.open(path) as case:
                play(case, stories, list(said))
                link_waiting(case, KNOW)
                found.append(rows(case))
                assert differing(case) == []
                assert case.check() == []
    assert found[0] == found[1]
