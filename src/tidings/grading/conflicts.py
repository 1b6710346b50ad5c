"""Which fields of an event have values that cannot all be true, and the low, best and high of its numbers.

Of one origin only the last value counts: a toll that the same hospital raises is an update, not a contradiction.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import Any, NamedTuple

from tidings.knowledge.origins import UNATTRIBUTED
from tidings.model import Event, Origin, Place, Statement, When
from tidings.model.measures import distance_km, gap_days

FAR_KM = 161.0  # the geoparsing field's bound for "the same place", as in linking
NUMBERS = ("killed", "injured", "abducted", "arrested", "quantity")
_SURE = {"happened", "attempted"}


class Figure(NamedTuple):
    """A number of an event: the lowest and highest that anyone gives (None: open), and the best single one."""

    low: float | None
    best: float | None
    high: float | None


def figure(event: Event, statements: Iterable[Statement], origins: Iterable[Origin], name: str) -> Figure | None:
    """Return low, best and high of a number, None where nobody gives it.

    Low is the smallest minimum, high the largest maximum. Best is the one most origins give last; on a tie the latest
    in the event's order. Denials and unattributed numbers widen the range but are never the best while others exist.
    """
    last = _last_values([s for s in statements if s.event == event.id and s.field == name], event, origins)
    if not last:
        return None
    amounts = [json.loads(value) for _, value, _ in last]
    lows = [a["min"] for a in amounts if a["min"] is not None]
    highs = [a["max"] for a in amounts if a["max"] is not None]
    sound = [row for row in last if row[2]] or last
    count = Counter(value for _, value, _ in sound)
    best = json.loads(max(sound, key=lambda row: (count[row[1]], row[0]))[1])
    is_open = any(a["max"] is None for a in amounts)
    return Figure(
        min(lows, default=None),
        best["min"] if best["min"] is not None else best["max"],
        None if is_open else max(highs, default=None),
    )


def conflicts(event: Event, statements: Iterable[Statement], origins: Iterable[Origin]) -> tuple[str, ...]:
    """Return the fields in conflict, sorted: status, time, place and numbers whose last values exclude each other."""
    by_field: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_field[statement.field].append(statement)
    known = {origin.account: origin for origin in origins}
    found = set()
    for field, told in by_field.items():
        values = [value for _, value, _ in _last_values(told, event, known.values())]
        if any(_exclude(field, one, two) for one, two in combinations(sorted(set(values)), 2)):
            found.add(field)
    return tuple(sorted(found))


def _last_values(told: list[Statement], event: Event, origins: Iterable[Origin]) -> list[tuple[int, str, bool]]:
    """Return for each origin the place in the event's order, the value given last, and whether it asserts."""
    known = {origin.account: origin for origin in origins}
    order = {account: n for n, account in enumerate(event.accounts)}
    last: dict[str, tuple[int, str, bool]] = {}
    for one in sorted(told, key=lambda s: (order[s.account], s.value)):
        origin = known.get(one.account)
        is_sound = origin is not None and origin.is_asserting and origin.key != UNATTRIBUTED
        last[origin.key if origin else one.account] = (order[one.account], one.value, is_sound)
    return sorted(last.values())


def _exclude(field: str, one: str, two: str) -> bool:
    """Whether two values of a field cannot both be true."""
    if field == "status":
        return "denied" in (one, two) and not _SURE.isdisjoint((one, two))
    if field in NUMBERS:
        left, right = json.loads(one), json.loads(two)
        return _above(left, right) or _above(right, left)
    if field == "time":
        return gap_days(When(**json.loads(one)), When(**json.loads(two))) > 0
    if field == "place":
        left_place, right_place = Place(**json.loads(one)), Place(**json.loads(two))
        km = distance_km(left_place, right_place)
        return km is not None and km > FAR_KM + (left_place.radius_km or 0) + (right_place.radius_km or 0)
    return False


def _above(left: dict[str, Any], right: dict[str, Any]) -> bool:
    return left["min"] is not None and right["max"] is not None and bool(left["min"] > right["max"])
