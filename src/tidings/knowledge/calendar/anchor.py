"""Fix the Sense of an expression in the calendar: the interval of days that it stands for, and its TIMEX3 value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from tidings.knowledge.calendar import days, timex
from tidings.knowledge.calendar.dates import dated, narrowed
from tidings.knowledge.calendar.days import Interval
from tidings.knowledge.calendar.frame import Frame
from tidings.knowledge.calendar.sense import Sense
from tidings.model import When
from tidings.model.values import TimePrecision, TimexType

PRECISIONS: dict[str, TimePrecision] = {"D": "day", "W": "week", "F": "week", "M": "month", "Y": "year", "DE": "decade"}
FINER = {"D": 1, "W": 7, "F": 7, "M": 31, "Q": 92, "Y": 366, "DE": 3660, "CE": 36600}  # longest unit, in days
OPEN_HOURS = 24  # "the past few hours" may have begun the day before, and no sooner
NEAR = 7  # days: a bare time of day belongs to the last day told if that lies within a week of publication


def anchor(sense: Sense, frame: Frame) -> When:
    """Return the interval of days and the value that the words stand for; unknown where nothing fixes them."""
    return FORMS[sense.form](sense, frame)


def _shift(sense: Sense, frame: Frame) -> When:
    """ "two weeks ago", "three days later", "yesterday": so many units from the base, as exact as the unit."""
    base, unit, count = frame.base(sense), sense.unit or "D", sense.count or 0
    if base is None:
        return When(None, None, "unknown", None, _type(sense))
    if unit in ("H", "MIN", "S"):
        found = days.shifted(base, 0, "D")
        return _when((found, found), "day", found.isoformat())
    quarter = days.quarter_told(frame.told) if (unit, count) == ("Y", -1) else None
    if quarter is not None:  # "a year ago" beside a quarter is the same quarter of the year before
        span = days.quarter_span(max(quarter[0] - 1, 1), quarter[1])
        return _when(span, "interval", timex.of_unit(span[0], "Q"))
    if sense.base == "told" and frame.told and _is_coarser(frame.told, unit):
        return _moved(frame.told, count, unit)
    found = days.shifted(base, count, unit)
    if sense.part == "ON":
        return _when(
            (days.shifted(base, -1, "D"), base), "interval", timex.of_day(days.shifted(base, -1, "D"), sense), "TIME"
        )
    if sense.approx in ("MORE_THAN", "EQUAL_OR_MORE") and count < 0:
        return When(None, found.isoformat(), "interval", timex.of_unit(found, "Y" if unit in ("DE", "CE") else unit))
    if unit == "D":
        return _when((found, found), "day", timex.of_day(found, sense), _type(sense))
    span = days.unit_span(found, unit) if unit not in ("DE", "CE") else days.unit_span(found, "Y")
    return _when(
        span, PRECISIONS.get(unit, "interval"), timex.of_unit(span[0], unit if unit not in ("DE", "CE") else "Y")
    )


def _is_coarser(told: When, unit: str) -> bool:
    """Whether the last date told is vaguer than the unit that counts from it."""
    if told.start is None or told.end is None:
        return True
    return (dt.date.fromisoformat(told.end) - dt.date.fromisoformat(told.start)).days >= FINER.get(unit, 1)


def _moved(told: When, count: float, unit: str) -> When:
    """Move an interval, which stays as wide as it was."""
    ends = [
        days.shifted(dt.date.fromisoformat(d), count, unit).isoformat() if d else None for d in (told.start, told.end)
    ]
    return When(ends[0], ends[1], "interval", "XXXX-XX-XX" if unit == "D" else None)


def _step(sense: Sense, frame: Frame) -> When:
    """ "last week", "this year", "the following month": the unit around the base, moved by whole units."""
    base, unit = frame.base(sense), sense.unit or "D"
    if base is None:
        return When(None, None, "unknown", None)
    if sense.base == "told" and frame.told and _is_coarser(frame.told, unit):
        return _moved(frame.told, sense.count or 0, unit)
    span = days.unit_span(days.shifted(base, sense.count or 0, unit), unit)
    value = timex.of_unit(span[0], unit)
    if sense.mod in ("BEFORE", "AFTER"):
        span = (span[0], max(base, span[0])) if sense.mod == "BEFORE" else (min(base, span[1]), span[1])
        return _when(span, "interval", value)
    if sense.count == 0 and sense.base == "story" and not sense.mod and frame.direction == "past":
        span = (span[0], base)
    narrow = narrowed(span, sense.mod)
    return _when(narrow, PRECISIONS.get(unit, "interval") if narrow == span else "interval", value)


def _event(sense: Sense, frame: Frame) -> When:
    """A well-known deed is on its own day; a report older than it means another, on such a day or none."""
    found = dt.date(sense.year or 1, sense.month or 1, sense.day or 1)
    if frame.reference is None or frame.reference >= found:
        return _when((found, found), "day", found.isoformat())
    plain = replace(sense, form="date", year=None)
    return dated(plain, frame) if sense.is_told else When(None, None, "unknown")


def _week(sense: Sense, frame: Frame) -> When:
    """ "the week of May 3"."""
    day = days.first_day(dated(replace(sense, form="date"), frame))
    if day is None:
        return When(None, None, "unknown", "XXXX-WXX")
    span = days.week_span(day)
    return _when(span, "week", timex.of_unit(span[0], "W"))


def _weekend(sense: Sense, frame: Frame) -> When:
    """The Saturday and Sunday last begun, or the coming ones."""
    base = frame.base(sense)
    if base is None:
        return When(None, None, "unknown", "XXXX-WXX-WE")
    this = days.shifted(base, 5 - base.weekday(), "D")
    if sense.count:
        first = (
            days.shifted(this, 7 * sense.count, "D")
            if base.weekday() >= 5 or sense.count > 0
            else days.shifted(this, -7, "D")
        )
    elif sense.count == 0 or frame.direction == "future" or base >= this:
        first = this
    else:
        first = days.shifted(this, -7, "D")
    return _when((first, days.shifted(first, 1, "D")), "interval", timex.of_unit(first, "WE"))


def _clock(sense: Sense, frame: Frame) -> When:
    """A bare time of day: on the last day told if that is near, else on the day of publication."""
    told = days.first_day(frame.told) if frame.told and frame.told.precision == "day" else None
    reference = frame.reference
    day = told if told and (reference is None or abs((reference - told).days) <= NEAR) else reference
    if day is None:
        return When(None, None, "unknown", f"XXXX-XX-XX{sense.clock}", "TIME")
    return _when((day, day), "day", timex.of_day(day, sense), "TIME")


def _window(sense: Sense, frame: Frame) -> When:
    """ "over the past three months": from so long ago until publication, or from then on."""
    base, unit = frame.base(sense), sense.unit or "D"
    count = OPEN_HOURS if sense.count is None and unit == "H" else sense.count
    value = sense.ref or timex.duration(sense.count, unit)
    if base is None:
        return When(None, None, "unknown", value, "DURATION")
    sign = -1 if sense.side == "past" else 1
    far = days.shifted(base, sign * count, unit).isoformat() if count is not None else None
    ends = (far, base.isoformat()) if sign < 0 else (base.isoformat(), far)
    return When(ends[0], ends[1], "interval", value, "DURATION")


def _ended(sense: Sense, frame: Frame) -> When:
    """ "the year ended July 2", "the quarter ended Sept. 30": the unit that closes on that day."""
    last, unit = days.first_day(dated(replace(sense, form="date", unit=None), frame)), sense.unit or "Y"
    value = timex.of_unit(last, unit) if last and unit == "Q" else timex.duration(1, unit)
    if last is None:
        return When(None, None, "unknown", value, "DURATION")
    first = days.shifted(days.shifted(last, 1, "D"), -1, unit)
    return _when((min(first, last), last), "interval", value, "DATE" if unit == "Q" else "DURATION")


def _part_of_year(sense: Sense, frame: Frame) -> When:
    """ "the first nine months of 2018"."""
    del frame
    first, last = dt.date(sense.year or 1, 1, 1), dt.date(sense.year or 1, 12, 31)
    value, unit, count = timex.duration(sense.count, sense.unit), sense.unit or "M", sense.count or 1
    if sense.side == "first":
        span = (first, min(last, days.shifted(days.shifted(first, count, unit), -1, "D")))
    else:
        span = (max(first, days.shifted(days.shifted(last, 1, "D"), -count, unit)), last)
    return _when((span[0], max(span)), "interval", value, "DURATION")


def _ref(sense: Sense, frame: Frame) -> When:
    """ "now" is the day of publication; "recently" ends there, "the future" begins there."""
    day = frame.reference.isoformat() if frame.reference else None
    if sense.ref == "PRESENT_REF":
        return When(day, day, "day" if day else "unknown", sense.ref)
    past = sense.ref == "PAST_REF"
    return When(None if past else day, day if past else None, "interval" if day else "unknown", sense.ref)


def _set(sense: Sense, frame: Frame) -> When:
    del frame
    return When(None, None, "unknown", timex.repeated(sense), "SET")


def _duration(sense: Sense, frame: Frame) -> When:
    del frame
    return When(None, None, "unknown", timex.duration(sense.count, sense.unit), "DURATION")


def _before_christ(sense: Sense, frame: Frame) -> When:
    del frame
    return When(None, None, "month" if sense.month else "year", timex.before_christ(sense))


def _when(span: Interval, precision: TimePrecision, value: str, kind: TimexType = "DATE") -> When:
    return When(span[0].isoformat(), span[1].isoformat(), precision, value, kind)


def _type(sense: Sense) -> TimexType:
    return "TIME" if sense.part or sense.clock else "DATE"


FORMS: dict[str, Callable[[Sense, Frame], When]] = {
    "date": dated,
    "event": _event,
    "shift": _shift,
    "step": _step,
    "week": _week,
    "weekend": _weekend,
    "clock": _clock,
    "window": _window,
    "ended": _ended,
    "part_of_year": _part_of_year,
    "duration": _duration,
    "set": _set,
    "vague": _ref,
    "ref": _ref,
    "bc": _before_christ,
}
