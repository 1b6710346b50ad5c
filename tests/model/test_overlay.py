"""What an analyst types for a value."""

from __future__ import annotations

import json

import pytest

from tidings.model.overlay import canonical


@pytest.mark.parametrize(
    ("typed", "start", "end", "precision"),
    [
        ("2018-10-15", "2018-10-15", "2018-10-15", "day"),
        ("2018-10", "2018-10-01", "2018-10-31", "month"),
        ("2020-02", "2020-02-01", "2020-02-29", "month"),
        ("2018", "2018-01-01", "2018-12-31", "year"),
        ("2018-02..2018-03", "2018-02-01", "2018-03-31", "interval"),
        ("2018-10-01..", "2018-10-01", None, "interval"),
        ("..2018", None, "2018-12-31", "interval"),
    ],
)
def test_a_time_may_be_a_day_a_month_a_year_or_two_of_them(
    typed: str, start: str | None, end: str | None, precision: str
) -> None:
    value = json.loads(canonical("time", typed))
    assert (value["start"], value["end"], value["precision"]) == (start, end, precision)


@pytest.mark.parametrize("typed", ["May", "2018-13", "15.10.2018", "2018-02-31"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"type it as|out of range"):
        canonical("time", typed)


@pytest.mark.parametrize("typed", ["seven", "5-7", "5..x", "a dozen"])
def test_what_is_no_number_is_refused_with_how_to_type_it(typed: str) -> None:
    with pytest.raises(ValueError, match=r"type it in figures: 5, 5\.\. or 5\.\.7$"):
        canonical("killed", typed)
