"""TIMEX3 values: how an interval, a span of time or a repetition is written down."""

from __future__ import annotations

import datetime as dt

from tidings.knowledge.calendar.sense import Sense

DAY_PARTS = {"MO": "TMO", "AF": "TAF", "EV": "TEV", "NI": "TNI", "ON": "TNI", "DT": "TDT"}
LONG_UNITS = {"DE": ("Y", 10), "CE": ("Y", 100), "F": ("W", 2)}
HALVES = {"Y": "6M", "H": "30M", "MIN": "30S", "D": "T12H"}


def of_day(day: dt.date, sense: Sense) -> str:
    """Return a day, with the time or part of day that the words give."""
    return day.isoformat() + (sense.clock or (DAY_PARTS[sense.part] if sense.part else ""))


def of_unit(first: dt.date, unit: str) -> str:
    """Return the calendar unit that begins on `first`.

    >>> of_unit(dt.date(2018, 10, 15), "W"), of_unit(dt.date(1990, 1, 1), "DE")
    ('2018-W42', '199')
    """
    iso = first.isocalendar()
    return {
        "W": f"{iso.year:04}-W{iso.week:02}",
        "F": f"{iso.year:04}-W{iso.week:02}",
        "WE": f"{iso.year:04}-W{iso.week:02}-WE",
        "M": f"{first.year:04}-{first.month:02}",
        "Q": f"{first.year:04}-Q{(first.month + 2) // 3}",
        "Y": f"{first.year:04}",
        "DE": f"{first.year // 10:03}",
        "CE": f"{first.year // 100:02}",
    }.get(unit, first.isoformat())


def of_part(sense: Sense, year: int | None) -> str:
    """Return the part of a year that the words name, X where the year is not known."""
    head = f"{year:04}" if year is not None else "XXXX"
    if sense.season:
        return f"{head}-{sense.season}"
    if sense.quarter:
        return f"{head}-Q{sense.quarter}"
    if sense.half:
        return f"{head}-H{sense.half}"
    if sense.month and sense.day:
        return f"{head}-{sense.month:02}-{sense.day:02}"
    if sense.month:
        return f"{head}-{sense.month:02}"
    if sense.weekday and year is None:
        return f"XXXX-WXX-{sense.weekday}"
    return head


def duration(count: float | None, unit: str | None) -> str:
    """Return a length of time; X stands for a number that the words leave open.

    >>> duration(2.5, "Y"), duration(None, "D"), duration(2, "DE")
    ('P2Y6M', 'PXD', 'P20Y')
    """
    unit = unit or "D"
    unit, factor = LONG_UNITS.get(unit, (unit, 1)) if count is not None else (unit, 1)
    head = "PT" if unit in ("H", "MIN", "S") else "P"
    letter = {"MIN": "M", "F": "W"}.get(unit, unit)
    if count is None:
        return f"{head}X{letter}"
    whole, rest = divmod(count * factor, 1)
    if rest == 0.5 and unit in HALVES:
        return (f"{head}{int(whole)}{letter}" if whole else head) + HALVES[unit]
    return f"{head}{count * factor:g}{letter}"


def repeated(sense: Sense) -> str:
    """Return what comes round: a weekday, a month, a length of time."""
    part = DAY_PARTS[sense.part] if sense.part else ""
    if sense.weekday:
        return f"XXXX-WXX-{sense.weekday}{part}"
    if sense.month:
        return f"XXXX-{sense.month:02}"
    if sense.part:
        return f"XXXX-XX-XX{part}"
    return duration(sense.count or 1, sense.unit)


def before_christ(sense: Sense) -> str:
    """Return a year before Christ, which no ISO day can hold."""
    head = f"BC{-(sense.year or 0):04}"
    return f"{head}-{sense.month:02}" if sense.month else head
