"""A timeline of the dated events: a lane for each kind, a dot for a day, a bar for a stretch of days."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tidings.model.links import Told
from tidings.output.counts import many
from tidings.output.report.parts import Block, Figure, Paragraph, Remark
from tidings.output.report.picture import Area, Dot, Label, Line, Picture, Shape
from tidings.output.report.text import MONTHS, shown

WIDTH, LEFT, RIGHT, TOP, LANE = 720.0, 104.0, 16.0, 14.0, 30.0
LANES = 9  # kinds with a lane of their own; the rest share the last one
TICKS = 8  # at most
REST = "other kinds"
BAR = 1.8  # half of the height of a bar
MARGIN = 0.02  # of the stretch shown, on either side


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days as ordinals, and where they lie."""

    first: float
    last: float

    def at(self, day: float) -> float:
        return LEFT + (day - self.first) / (self.last - self.first) * (WIDTH - LEFT - RIGHT)


def timeline_figure(told: Sequence[Told]) -> list[Block]:
    """Return the timeline and what it shows; a remark alone where nothing is dated."""
    dated = [one for one in told if one.event.time.is_known]
    if not dated:
        return [Paragraph((Remark("No event in the scope is dated: there is no timeline to draw."),))]
    count: Counter[str] = Counter(one.event.kind for one in dated)
    kinds = [kind for kind, _ in sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))]
    lanes = kinds if len(kinds) <= LANES else [*kinds[: LANES - 1], REST]
    axis = _axis(dated)
    bottom = TOP + LANE * len(lanes)
    shapes = (*_ticks(axis, bottom), *_names(lanes, count, len(dated)), *_events(dated, lanes, axis))
    undated = len(told) - len(dated)
    left = f" {many(undated, 'undated event')} {'is' if undated == 1 else 'are'} not on it." if undated else ""
    caption = (
        f"Timeline: {many(len(dated), 'dated event')} by kind. A dot is a day, a bar the stretch in which the event "
        f"lies; what is not told as having happened is hollow.{left}"
    )
    return [Figure(Picture("timeline", WIDTH, bottom + 26, shapes), caption)]


def _days(one: Told) -> tuple[int, int]:
    time = one.event.time
    start, end = time.start or time.end or "", time.end or time.start or ""
    return dt.date.fromisoformat(start).toordinal(), dt.date.fromisoformat(end).toordinal()


def _axis(dated: Sequence[Told]) -> _Axis:
    starts, ends = zip(*map(_days, dated), strict=True)
    first, last = min(starts), max(ends)
    room = max(1.0, (last - first) * MARGIN)
    return _Axis(first - room, last + room)


def _ticks(axis: _Axis, bottom: float) -> Iterator[Shape]:
    for day, words in _marks(axis):
        x = axis.at(day)
        yield Line(((x, TOP - 6), (x, bottom)), "grid", 0.8)
        yield Label((x, bottom + 16), words, 11, "soft", "middle")


def _marks(axis: _Axis) -> list[tuple[int, str]]:
    """Days, firsts of months or of years, whichever are enough and not too many."""
    first, last = dt.date.fromordinal(max(1, int(axis.first))), dt.date.fromordinal(int(axis.last))
    years = last.year - first.year
    months = years * 12 + last.month - first.month
    if months <= 1:
        step = max(1, (last - first).days // TICKS + 1)
        days = range(first.toordinal(), last.toordinal() + 1, step)
        dates = [dt.date.fromordinal(day) for day in days]
        return [(one.toordinal(), f"{one.day} {MONTHS[one.month - 1][:3]} {one.year}") for one in dates]
    if years <= 2:
        step = months // TICKS + 1
        numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month, step)
        dates = [dt.date(number // 12, number % 12 + 1, 1) for number in numbers]
        return [(one.toordinal(), f"{MONTHS[one.month - 1][:3]} {one.year}") for one in dates if one >= first]
    step = years // TICKS + 1
    dates = [dt.date(year, 1, 1) for year in range(first.year, last.year + 1, step)]
    return [(one.toordinal(), str(one.year)) for one in dates if one >= first]


def _names(lanes: Sequence[str], count: Counter[str], total: int) -> Iterator[Shape]:
    for n, kind in enumerate(lanes):
        y = TOP + LANE * (n + 0.5)
        yield Line(((LEFT - 4, y), (WIDTH - RIGHT, y)), "grid", 0.8)
        here = count[kind] if kind in count else total - sum(count[one] for one in lanes)
        yield Label((LEFT - 10, y + 4), f"{shown(kind)} ({here})", 12, "ink", "end")


def _events(dated: Sequence[Told], lanes: Sequence[str], axis: _Axis) -> Iterator[Shape]:
    """Dots and bars; what falls on one spot is moved up and down by turns."""
    spots: Counter[tuple[int, int]] = Counter()
    for one in dated:
        lane = lanes.index(one.event.kind) if one.event.kind in lanes else len(lanes) - 1
        start, end = (axis.at(day) for day in _days(one))
        spot = (lane, int((start + end) / 14))
        turn = spots[spot]
        spots[spot] += 1
        y = TOP + LANE * (lane + 0.5) + (-1) ** turn * min(12, (turn + 1) // 2 * 6)
        is_done = one.event.status == "happened"
        if end - start < 8:
            yield Dot(((start + end) / 2, y), 4, "mark" if is_done else "other", not is_done)
        else:
            box = ((start, y - BAR), (end, y - BAR), (end, y + BAR), (start, y + BAR))
            yield Area(box, "mark" if is_done else "ground", None if is_done else "other")
