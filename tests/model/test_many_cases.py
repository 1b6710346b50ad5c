"""Ten thousand cases of each type of value: what must hold for every input."""

from __future__ import annotations

import datetime as dt
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tidings.errors import SpanMismatch
from tidings.knowledge.calendar import Calendar
from tidings.knowledge.items import Items
from tidings.knowledge.names import fold
from tidings.knowledge.numerals import Numerals
from tidings.model import Amount, Place, Quote, Span, When
from tidings.model.ids import content_id
from tidings.model.measures import distance_km, gap_days, length_days, shown

pytestmark = pytest.mark.slow
many = settings(max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])

CALENDAR, ITEMS, NUMERALS = Calendar.load(), Items.load(), Numerals.load()
DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
NEWS_DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2089, 12, 31))
ENDS = st.none() | DAYS
TEXTS = st.text(max_size=60)
DEGREES = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
BOUNDS = st.none() | st.floats(0, 1e12, allow_nan=False)
WORDS = (
    "on last next this Monday late early Friday night March 2018 May 3 three weeks ago quarter the of year Q1 decade "
    "earlier overnight until since more than 50 years two dozen killed drone pipe bomb AK-47 $5 million , . Eve"
).split()
SHUFFLED = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def whens() -> st.SearchStrategy[When]:
    def interval(ends: tuple[dt.date | None, dt.date | None]) -> When:
        first, last = ends
        if first and last and first > last:
            first, last = last, first
        return When(first and first.isoformat(), last and last.isoformat(), "interval")

    return st.tuples(ENDS, ENDS).map(interval)


@given(TEXTS, st.integers(0, 60), st.integers(0, 60), TEXTS)
@many
def test_a_quote_reads_its_own_words_wherever_its_text_goes(text: str, start: int, length: int, lead: str) -> None:
    start = min(start, len(text))
    quote = Quote.at(text, start, min(start + length, len(text)))
    assert quote.check(text) is quote
    moved = quote.span.shifted(len(lead))
    assert moved.of(lead + text) == quote.text
    assert len(moved) == len(quote.text)


@given(TEXTS, st.integers(0, 59), st.characters())
@many
def test_a_quote_whose_words_changed_is_refused(text: str, at: int, other: str) -> None:
    if at >= len(text) or text[at] == other:
        return
    quote = Quote.at(text, at, at + 1)
    with pytest.raises(SpanMismatch):
        quote.check(text[:at] + other + text[at + 1 :])


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
@many
def test_spans_overlap_both_ways_or_not_at_all(a: int, b: int, c: int, d: int) -> None:
    one, two = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    assert one.overlaps(two) == two.overlaps(one)
    assert one.contains(one)
    if one.contains(two) and len(two):
        assert one.overlaps(two)


@given(whens(), DAYS)
@many
def test_an_interval_holds_its_ends_and_the_days_between(when: When, day: dt.date) -> None:
    assert all(when.contains(end) for end in (when.start, when.end) if end)
    inside = (when.start or "0000") <= day.isoformat() <= (when.end or "9999-99")
    assert when.contains(day.isoformat()) == inside
    assert length_days(when) >= when.is_known
    assert bool(shown(when)) == when.is_known


@given(whens(), whens())
@many
def test_two_intervals_touch_or_lie_apart(one: When, two: When) -> None:
    assert one.may_overlap(two) == two.may_overlap(one)
    assert gap_days(one, two) == gap_days(two, one)
    assert (gap_days(one, two) == 0) == one.may_overlap(two)


@given(DEGREES, DEGREES)
@many
def test_a_distance_is_the_same_both_ways_and_within_the_earth(
    one: tuple[float, float], two: tuple[float, float]
) -> None:
    here, there = (Place("x", lat=lat, lon=lon) for lat, lon in (one, two))
    there_and_back = distance_km(here, there), distance_km(there, here)
    assert None not in there_and_back
    assert there_and_back[0] == pytest.approx(there_and_back[1], abs=0.01)
    assert 0 <= (there_and_back[0] or 0) < 20_100
    assert distance_km(here, here) == pytest.approx(0, abs=0.01)
    assert distance_km(here, Place("y")) is None


@given(BOUNDS, BOUNDS)
@many
def test_an_amount_keeps_its_bounds_in_order(low: float | None, high: float | None) -> None:
    if low is not None and high is not None and low > high:
        with pytest.raises(ValueError, match="min"):
            Amount(low, high)
    else:
        amount = Amount(low, high)
        assert (amount.min, amount.max) == (low, high)


@given(st.lists(TEXTS, min_size=1, max_size=4), st.lists(TEXTS, min_size=1, max_size=4))
@many
def test_ids_differ_where_what_they_name_differs(one: list[str], two: list[str]) -> None:
    assert content_id(*one) == content_id(*one)
    assert (content_id(*one) == content_id(*two)) == (one == two)


@given(SHUFFLED, NEWS_DAYS)
@many
def test_words_of_time_in_any_order_are_read_or_left(text: str, day: dt.date) -> None:
    last = 0
    for words in CALENDAR.find(text):
        assert words.span.of(text) == words.text
        assert last <= words.start < words.end
        last = words.end
        when = words.anchor(day)
        assert when.start is None or when.end is None or when.start <= when.end


@given(SHUFFLED)
@many
def test_numbers_in_any_order_are_read_or_left(text: str) -> None:
    for numeral in NUMERALS.read(text):
        assert 0 <= numeral.start <= numeral.figure < numeral.end <= len(text)
        assert numeral.min is None or numeral.max is None or numeral.min <= numeral.max


@given(SHUFFLED, st.sampled_from([name for item, more in ITEMS.rows() for name in (item.name, *more)]))
@many
def test_an_item_is_found_whatever_stands_around_it(text: str, name: str) -> None:
    name = name.rstrip("!")
    sentence = f"{text} | {name} | {text}"
    start = len(text) + 3
    hits = [(s, e) for s, e, _ in ITEMS.match(sentence)]
    assert (start, start + len(name)) in hits
    assert hits == sorted(hits)


@given(TEXTS)
@many
def test_folding_keeps_every_offset(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_every_character_folds_to_one_that_stays() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    assert [char for char in every if len(fold(char)) != 1 or fold(fold(char)) != fold(char)] == []


@pytest.mark.parametrize(
    ("text", "folded"), [("－", " "), ("e－mail", "e mail"), ("－-", "  "), ("Ǆ", "d"), ("ﬁ", "f")]
)
def test_folding_goes_all_the_way(text: str, folded: str) -> None:
    assert fold(text) == folded
