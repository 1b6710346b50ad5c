"""ACLED sub-events: each row of the table codes its own example, and the order of rows settles the rest."""

from __future__ import annotations

from functools import cache

import pytest

from tests.builders import story
from tests.reading.sentences import know
from tidings.evaluate.acled import sub_event
from tidings.knowledge.tables import table
from tidings.reading import read_many

KNOWN: dict[str, str] = {}  # examples that are not coded as they should be yet, and why
ROWS = list(table("acled"))
NEAR = [
    ("A suicide bomber struck the mosque.", "SUIC_BOMB"),
    ("Gunmen kidnapped two nurses near the mosque.", "ABDUCT_DISSAP"),
    ("Police opened fire on the demonstrators, killing two.", "FORCE_AGAINST_PROTEST"),
    ("Demonstrators threw stones at the police, who opened fire.", "VIOL_DEMONSTR"),
    ("Police dispersed the march with tear gas.", "PROTEST_WITH_INTER"),
    ("Thousands of students marched peacefully through the capital.", "PEACE_PROTEST"),
    ("Rebels captured the town of Zelva from the army.", "NON_STATE_ACTOR_OVERTAKES_TER"),
    ("The army recaptured the town of Zelva from rebels.", "GOV_REGAINS_TERIT"),
    ("The army flooded the streets with soldiers after clashes with rebels.", "ARMED_CLASH"),
]


@cache
def coded() -> dict[str, str]:
    """The sub-event of every text."""
    texts = dict.fromkeys([sentence(r) for r in ROWS] + [text for text, _ in NEAR])
    return {r.story.text: sub_event(r.story.text, r.accounts) for r in read_many(map(story, texts), know())}


def sentence(row: dict[str, str]) -> str:
    """The row's example with a capital and a full stop."""
    return f"{row['example'][0].upper()}{row['example'][1:]}."


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r['sub_event']}-{r['example'][:30]}")
def test_a_row_codes_its_example(row: dict[str, str]) -> None:
    if row["example"] in KNOWN:
        pytest.xfail(KNOWN[row["example"]])
    assert coded()[sentence(row)] == row["sub_event"]


@pytest.mark.parametrize(("text", "want"), NEAR)
def test_near_misses_are_told_apart(text: str, want: str) -> None:
    assert coded()[text] == want


def test_the_last_row_fits_everything() -> None:
    assert sub_event("", ()) == "OTHER"
