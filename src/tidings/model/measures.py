"""Distances in days and kilometres between two values that may be partly unknown."""

from __future__ import annotations

import datetime as dt
import math

from tidings.model.values import Place, When

EARTH_KM = 6371.0
ENDLESS = 10_000  # days; stands for an open interval


def gap_days(left: When, right: When) -> int:
    """Return the days between two intervals, 0 where they touch or an open end lets them meet."""
    for one, two in ((left, right), (right, left)):
        if one.end and two.start and one.end < two.start:
            return (dt.date.fromisoformat(two.start) - dt.date.fromisoformat(one.end)).days
    return 0


def length_days(when: When) -> int:
    """Return how many days the interval may cover; ENDLESS for an open one, 0 for an unknown one."""
    if not when.is_known:
        return 0
    if when.start is None or when.end is None:
        return ENDLESS
    return (dt.date.fromisoformat(when.end) - dt.date.fromisoformat(when.start)).days + 1


def shown(when: When) -> str:
    """Return the interval in a few characters: "2015-10-15", "2015-06-01..2015-06-30", "..2018-10-15", ""."""
    if not when.is_known:
        return ""
    return when.start or "" if when.start == when.end else f"{when.start or ''}..{when.end or ''}"


def distance_km(left: Place, right: Place) -> float | None:
    """Return the great-circle distance, or None where either point is unknown."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return None
    a, b = math.radians(left.lat), math.radians(right.lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(right.lon - left.lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))
