"""Dates: days, months, seasons and years, whose year stands in the words or must be found near another day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tidings.knowledge.calendar import days, timex
from tidings.knowledge.calendar.days import Interval
from tidings.knowledge.calendar.frame import Frame
from tidings.knowledge.calendar.sense import Sense
from tidings.model import When
from tidings.model.values import TimePrecision, TimexType

MONTH_PARTS = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}
YEAR_PARTS = {"START": (1, 4), "MID": (5, 8), "END": (10, 12)}  # months, as annotators by gold/GUIDE.md take them
BACK = 270  # days; from 200 to 300 WikiWars (train) moves by 0.001
REPORTED = 10.0  # the same for a quarter: figures are told of quarters that have begun
RESULTS = 92  # days for which the figures of a quarter gone by are still expected
SLIP = 7  # days before publication in which a date counts though its weekday is another: news of the week with a slip
AHEAD = {None: 2.0, "past": 3.0}  # weight of days ahead; 1 to 6 moves TempEval-3 (train) by 0.005 at most


def dated(sense: Sense, frame: Frame) -> When:
    """Return the When of a date; unknown days where its year is open and no frame closes it."""
    if sense.weekday and not sense.month:
        return _weekday(sense, frame)
    if sense.decade is not None:
        return _years(sense, sense.decade, 10)
    if sense.century is not None:
        return _years(sense, sense.century * 100 - 99, 100)
    if sense.day and not sense.month:
        sense = _with_month(sense, frame)
    if sense.unit == "Q" and sense.quarter is None:  # "the 1988 quarter" is the one just told of, a year or two off
        told = days.quarter_told(frame.told)
        sense = replace(sense, quarter=told[1] if told else None)
    year = sense.year if sense.year is not None else _year(sense, frame)
    taken = _span(sense, year) if year is not None else None
    if taken is None or year is None:
        return When(None, None, "unknown", timex.of_part(sense, None), _type(sense))
    if sense.is_eve:
        eve = days.shifted(taken[0], -1, "D")
        taken = (eve, eve)
    return _named(sense, year, taken)


def _years(sense: Sense, first: int, length: int) -> When:
    """Return the When of a decade or a century."""
    span = dt.date(first, 1, 1), dt.date(first + length - 1, 12, 31)
    unit: TimePrecision = "decade" if length == 10 else "interval"
    return _when(_narrowed(span, sense), unit, timex.of_unit(span[0], "DE" if length == 10 else "CE"))


def _named(sense: Sense, year: int, span: Interval) -> When:
    """Return the When of a part of a known year."""
    value = timex.of_part(sense, year)
    if sense.day or sense.holiday:
        return _when(span, "day", timex.of_day(span[0], sense), _type(sense))
    precision: TimePrecision = "month" if sense.month else "season" if sense.season else "year"
    if sense.quarter or sense.half:
        precision = "interval"
    narrow = _narrowed(span, sense)
    return _when(narrow, precision if narrow == span else "interval", value)


def _weekday(sense: Sense, frame: Frame) -> When:
    """Return the weekday nearest on or before the base, or after it for what is to come."""
    base, weekday = frame.base(sense), (sense.weekday or 1) - 1
    if base is None:
        return When(None, None, "unknown", timex.of_part(sense, None), _type(sense))
    back, ahead = (base.weekday() - weekday) % 7, (weekday - base.weekday()) % 7
    if sense.of == "week":
        steps = 7 * int(sense.count or 0) + weekday - base.weekday()
    elif sense.count is not None and sense.count < 0:
        steps = -(back or 7)
    elif sense.count is not None and sense.count > 0:
        steps = ahead or 7
    elif sense.base == "told" or frame.direction == "future" or (sense.count == 0 and frame.direction is None):
        steps = ahead
    else:
        steps = -back
    found = days.shifted(base, steps, "D")
    return _when((found, found), "day", timex.of_day(found, sense), _type(sense))


def _with_month(sense: Sense, frame: Frame) -> Sense:
    """Give a bare day of the month ("the 15th") the month it lies in, seen from its base."""
    base = frame.base(sense)
    if base is None:
        return sense
    if sense.weekday is None and frame.direction != "future" and (sense.day or 0) > base.day and not frame.told:
        base = days.shifted(base, -1, "M")
    return replace(sense, month=base.month, year=base.year)


def _year(sense: Sense, frame: Frame) -> int | None:
    """Return the year that steps, direction and nearness give, or None."""
    base = frame.base(sense)
    if sense.of == "year":
        return base.year + int(sense.count or 0) if base else None
    near = base if sense.count is not None else frame.near
    if near is None:
        return None
    spans = [(year, span) for year in range(near.year - 2, near.year + 3) if (span := _span(sense, year))]
    if sense.weekday and sense.month and sense.day:
        is_news = any(0 <= (near - span[1]).days <= SLIP for _, span in spans)
        spans = spans if is_news else _on_weekday(sense, near) or spans
    if sense.count is not None:
        return _stepped(sense, near, spans)
    if frame.reference is None:
        return min(spans, key=lambda s: _story_order(s[1], near))[0] if spans else None
    if frame.direction == "future":
        past = RESULTS if sense.quarter else 0
        return next((year for year, span in spans if (near - span[1]).days <= past), None)
    weight = REPORTED if sense.quarter else AHEAD[frame.direction]
    return min(spans, key=lambda s: _distance(s[1], near, weight))[0] if spans else None


def _stepped(sense: Sense, near: dt.date, spans: list[tuple[int, Interval]]) -> int | None:
    """ "last March" lies wholly before, "next March" wholly after, "this March" in the same year."""
    count = sense.count or 0
    if count < 0:
        return next((year for year, span in reversed(spans) if span[1] < near), None)
    if count > 0:
        return next((year for year, span in spans if span[0] > near), None)
    if sense.base == "told":
        return next((year for year, span in spans if span[1] >= near), None)
    return near.year


def _distance(span: Interval, near: dt.date, ahead: float) -> float:
    """Days from publication, those ahead of it weighed; a span around it is at no distance."""
    if span[0] <= near:
        return float(max(0, (near - span[1]).days))
    return ahead * (span[0] - near).days


def _story_order(span: Interval, near: dt.date) -> float:
    """A tale stays in its year, unless that goes back more than BACK days: then it has gone on to the next."""
    return abs(span[0].year - near.year) + (1.5 if (near - span[1]).days > BACK else 0)


def _on_weekday(sense: Sense, near: dt.date) -> list[tuple[int, Interval]]:
    """Return the years near by in which the day falls on the weekday said."""
    out = []
    for year in range(max(1, near.year - 3), min(near.year + 4, 9999)):
        span = _span(sense, year)
        if span and span[0].isoweekday() == sense.weekday:
            out.append((year, span))
    return out


def _span(sense: Sense, year: int) -> Interval | None:
    """Return the days that the part named takes in one year, None where that year has no such day."""
    if not 1 <= year <= 9998:
        return None
    if sense.holiday:
        feast = days.holiday(sense.holiday, year)
        return feast, feast
    if sense.season:
        return days.season_span(year, sense.season)
    if sense.quarter:
        return days.quarter_span(year, sense.quarter)
    if sense.half:
        return dt.date(year, 6 * sense.half - 5, 1), days.month_span(year, 6 * sense.half)[1]
    if sense.month and sense.day:
        first = days.day(year, sense.month, sense.day)
        return (first, first) if first else None
    if sense.month:
        return days.month_span(year, sense.month)
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _narrowed(span: Interval, sense: Sense) -> Interval:
    """Cut a month, season, year or decade down to the part that "early", "mid" or "late" names."""
    if sense.mod not in MONTH_PARTS or span[0] == span[1]:
        return span
    first, last = span
    length = (last - first).days + 1
    if 28 <= length <= 31 and first.day == 1:
        low, high = MONTH_PARTS[sense.mod]
        return first.replace(day=low), first.replace(day=min(high, last.day))
    if 360 < length < 370:
        low, high = YEAR_PARTS[sense.mod]
        return dt.date(first.year, low, 1), days.month_span(first.year, high)[1]
    third = {"START": 0, "MID": 1, "END": 2}[sense.mod]
    return days.shifted(first, third * length / 3, "D"), days.shifted(first, (third + 1) * length / 3 - 1, "D")


def narrowed(span: Interval, mod: str | None) -> Interval:
    """Cut an interval down to its first, middle or last part."""
    return _narrowed(span, Sense("date", mod=mod))


def _when(span: Interval, precision: TimePrecision, value: str, kind: TimexType = "DATE") -> When:
    return When(span[0].isoformat(), span[1].isoformat(), precision, value, kind)


def _type(sense: Sense) -> TimexType:
    return "TIME" if sense.part or sense.clock else "DATE"
