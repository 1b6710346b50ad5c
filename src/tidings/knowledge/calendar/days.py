"""Day arithmetic: first and last days of months, weeks and seasons, shifts by calendar units, movable feasts."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange

from tidings.model import When

Interval = tuple[dt.date, dt.date]
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month, northern half of the earth
MONTHS_IN = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
DAYS_IN = {"D": 1, "W": 7, "F": 14}
QUARTER = re.compile(r"(\d{4})-Q([1-4])")
YEARS_IN = {"Y": 1, "DE": 10, "CE": 100}


def day(year: int, month: int, number: int) -> dt.date | None:
    """Return the day, or None where the calendar has no such day.

    >>> day(2018, 2, 30) is None
    True
    """
    if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]:
        return dt.date(year, month, number)
    return None


def month_span(year: int, month: int) -> Interval:
    """Return the first and last day of a month."""
    return dt.date(year, month, 1), dt.date(year, month, monthrange(year, month)[1])


def week_span(of: dt.date) -> Interval:
    """Return the Monday and the Sunday around a day."""
    monday = shifted(of, -of.weekday(), "D")
    return monday, shifted(monday, 6, "D")


def season_span(year: int, season: str) -> Interval:
    """Return three months; the winter of a year begins in its December."""
    first = SEASON_MONTHS[season]
    last = first + 2
    return dt.date(year, first, 1), month_span(min(year + last // 13, 9999), (last - 1) % 12 + 1)[1]


def unit_span(of: dt.date, unit: str) -> Interval:
    """Return the first and last day of the calendar unit around a day."""
    if unit in ("W", "F"):
        return week_span(of)
    if unit == "M":
        return month_span(of.year, of.month)
    if unit == "Q":
        return quarter_span(of.year, (of.month + 2) // 3)
    if unit in YEARS_IN:
        size = YEARS_IN[unit]
        first = max(of.year - of.year % size, 1)
        return dt.date(first, 1, 1), dt.date(min(first + size - 1, 9999), 12, 31)
    return of, of


def shifted(of: dt.date, count: float, unit: str) -> dt.date:
    """Return the day `count` units away, held within the calendar's years 1 to 9999."""
    if unit in MONTHS_IN:
        months = of.year * 12 + of.month - 1 + round(count * MONTHS_IN[unit])
        year, month = divmod(max(12, min(months, 9999 * 12 + 11)), 12)
        return dt.date(year, month + 1, min(of.day, monthrange(year, month + 1)[1]))
    days = round(count * DAYS_IN[unit]) if unit in DAYS_IN else int(count * {"H": 1, "MIN": 1 / 60}.get(unit, 0) / 24)
    ordinal = of.toordinal() + days
    return dt.date.fromordinal(max(1, min(ordinal, dt.date.max.toordinal())))


def easter(year: int) -> dt.date:
    """Return Western Easter Sunday (Butcher's rule for the Gregorian calendar)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    offset = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * offset) // 451
    month, number = divmod(h + offset - 7 * m + 114, 31)
    return dt.date(year, month, number + 1)


def holiday(rule: str, year: int) -> dt.date:
    """Return the day of a feast in a year, from its rule in calendar_holidays.tsv."""
    words = rule.split()
    if words[0] == "easter":
        return shifted(easter(max(year, 1)), int(words[1]), "D")
    if len(words) == 1:
        return dt.date(year, int(rule[:2]), int(rule[3:]))
    nth, month = int(words[0]), int(words[2])
    weekday = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday").index(words[1])
    first, last = month_span(year, month)
    if nth < 0:
        found = shifted(last, -((last.weekday() - weekday) % 7), "D")
    else:
        found = shifted(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1), "D")
    return shifted(found, int(words[3]) if len(words) > 3 else 0, "D")


def quarter_told(when: When | None) -> tuple[int, int] | None:
    """Return year and number of the quarter that a When stands for, None where it is no quarter.

    >>> quarter_told(When("2018-07-01", "2018-09-30", "interval", "2018-Q3"))
    (2018, 3)
    """
    match = QUARTER.fullmatch(when.timex) if when and when.timex else None
    return (int(match[1]), int(match[2])) if match else None


def quarter_span(year: int, quarter: int) -> Interval:
    """Return the first and last day of a quarter."""
    return dt.date(year, 3 * quarter - 2, 1), month_span(year, 3 * quarter)[1]


def first_day(when: When | None) -> dt.date | None:
    """Return the first known day of a When, else its last, else None."""
    known = when and (when.start or when.end)
    return dt.date.fromisoformat(known) if known else None
