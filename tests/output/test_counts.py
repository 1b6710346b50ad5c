"""A count agrees with its noun and its verb."""

from __future__ import annotations

import pytest

from tests.output.told import TOLD, UNDATED
from tidings.output.counts import are_left_out, many
from tidings.output.forms import Options
from tidings.output.ics import calendar


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 event without a day is left out of the map."),  # hit
        (2, "2 events without a day are left out of the map."),  # near miss
        (1001, "1,001 events without a day are left out of the map."),  # trap: it ends in 1
        (0, "0 events without a day are left out of the map."),
    ],
)
def test_what_is_left_out(count: int, said: str) -> None:
    assert are_left_out(count, "without a day", "the map") == said


def test_a_noun_of_its_own() -> None:
    assert [many(n, "story", "stories") for n in (0, 1, 2)] == ["0 stories", "1 story", "2 stories"]


def test_a_form_says_so() -> None:
    notes: list[str] = []
    list(calendar([TOLD, UNDATED], Options(note=notes.append)))
    assert notes == ["1 event whose first or last day is not known is left out of the calendar."]
