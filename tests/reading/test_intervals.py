"""What a length of time, or the day of a report, says of when a deed was."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import story
from tidings.knowledge import Knowledge
from tidings.model import When
from tidings.reading.intervals import lasting, offers, told_of
from tidings.reading.language import parse
from tidings.reading.reader import mentions
from tidings.reading.telling import tell

TODAY = dt.date(2018, 10, 30)
MONDAY = When("2018-10-29", "2018-10-29", "day")
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("timex", "is_ahead", "want"),
    [
        ("P7Y", False, ("2011-01-01", "2018-10-30")),  # a war of seven years: no day is known
        ("P2W", False, ("2018-10-16", "2018-10-30")),
        ("P5M", False, ("2018-05-30", "2018-10-30")),
        ("PXY", False, (None, "2018-10-30")),  # "for years"
        ("P3W", True, ("2018-10-30", "2018-11-20")),  # "within three weeks"
        ("PXD", True, ("2018-10-30", None)),
    ],
)
def test_lasting(timex: str, is_ahead: bool, want: tuple[str | None, str | None]) -> None:
    found = lasting(When(timex=timex, type="DURATION"), TODAY, is_ahead=is_ahead)
    assert (found.start, found.end) == want


@given(st.integers(1, 400), st.sampled_from("DWMY"), DAYS)
def test_what_lasts_longer_began_no_later(count: int, unit: str, near: dt.date) -> None:
    one, more = (lasting(When(timex=f"P{n}{unit}", type="DURATION"), near, is_ahead=False) for n in (count, count + 1))
    assert one.end == more.end == near.isoformat()
    assert more.start is not None
    assert one.start is not None
    assert more.start <= one.start <= near.isoformat()


def test_what_was_told_of_was_not_later_and_what_was_announced_is_no_sooner() -> None:
    assert told_of(MONDAY, is_ahead=False) == When(None, "2018-10-29", "interval")
    assert told_of(MONDAY, is_ahead=True) == When("2018-10-29", None, "interval")


def test_an_end_that_a_report_leaves_open_bounds_nothing() -> None:
    doc = parse("Officials said on Monday that rebels had abducted a priest near Jos.")
    know = Knowledge()
    [told] = [one for one in tell(doc, mentions(doc, story(doc.text), know), know) if one.kind == "abduct"]
    monday = next(token for token in doc if token.text == "Monday")
    assert [*offers(told, monday, MONDAY, TODAY, know)] == [(When(None, "2018-10-29", "interval"), "told of")]
    assert [*offers(told, monday, When("2018-10-29", None, "interval"), TODAY, know)] == []
