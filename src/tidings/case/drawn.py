"""Events as two small drawings for a notebook: a timeline and a map, as SVG without script, font or network.

A bar on the timeline runs over every day on which the event may have been. The map has no coast: it shows where events
lie to one another, on a grid of degrees, and a circle as wide as the place is exact.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence

from tidings.model import Event, Place
from tidings.model.notebook import safe, time_words

WIDTH = 720  # px
MARGIN = 10
LANE, BAR = 16, 10  # px: height of one row of the timeline, and of a bar in it
MOST_LANES = 12  # kinds with a row of their own; the rarest share the last
LABELS = 90  # px at the left of the timeline, for the kinds
TALLEST = 420  # px of the map
KM = 111.2  # of one degree of latitude
FEWEST_DEGREES = 2.0  # the map shows no less of the world, so that one place is not magnified into noise
GRID = (0.5, 1, 2, 5, 10, 15, 30, 45)  # degrees between two lines
LINES = 8  # at most so many lines of the grid each way
OLD = dt.date(1000, 1, 1)  # days before it are drawn there
COLOURS = {
    "happened": "#1f6f8b",
    "attempted": "#c46210",
    "planned": "#6b4fa0",
    "possible": "#8a8a8a",
    "denied": "#b3261e",
    "hypothetical": "#b0a990",
}


def timeline_svg(events: Sequence[Event]) -> str:
    """Return the dated events as bars, one row a kind; "" where no event is dated."""
    spans = [(event, *_days(event)) for event in events if event.time.is_known]
    if not spans:
        return ""
    first, last = min(start for _, start, _ in spans), max(end for _, _, end in spans)
    lanes = _lanes(event for event, _, _ in spans)
    scale = (WIDTH - LABELS - 2 * MARGIN) / max(1, last - first + 1)
    rows = sorted(set(lanes.values()))
    names = {row: [kind for kind, n in lanes.items() if n == row] for row in rows}
    parts = [
        _text(MARGIN, LANE * row + LANE - 4, kinds[0] if len(kinds) == 1 else "others") for row, kinds in names.items()
    ]
    for event, start, end in spans:
        x, y = LABELS + MARGIN + (start - first) * scale, LANE * lanes[event.kind] + 3
        size = f'width="{max(2.0, (end - start + 1) * scale):.1f}" height="{BAR}"'
        parts.append(f'<rect x="{x:.1f}" y="{y}" {size} fill="{_colour(event)}" opacity="0.75">{_title(event)}</rect>')
    bottom = LANE * len(rows) + LANE
    ends = (_text(LABELS + MARGIN, bottom, _iso(first)), _text(WIDTH - MARGIN, bottom, _iso(last), anchor="end"))
    return _svg(bottom + 6, [*parts, *ends], "Timeline")


def map_svg(events: Sequence[Event]) -> str:
    """Return the places of the events as points on a grid of degrees; "" where no event has one."""
    placed = [(event, event.place) for event in events if event.place and event.place.lat is not None]
    placed = [(event, place) for event, place in placed if place.lon is not None]
    if not placed:
        return ""
    view = _View([place for _, place in placed])
    parts = view.grid()
    for event, place in placed:
        x, y = view.at(place.lat or 0.0, place.lon or 0.0)
        wide = (place.radius_km or 0.0) / KM * view.scale
        if wide > 4:
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{wide:.1f}" fill="{_colour(event)}" opacity="0.12"/>')
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{_colour(event)}" opacity="0.8">{_title(event)}</circle>'
        )
    return _svg(math.ceil(view.height), parts, "Map")


class _View:
    """The stretch of the world that holds the places, a degree of longitude as wide as it is at the middle latitude."""

    def __init__(self, places: Sequence[Place]) -> None:
        lats, lons = [p.lat or 0.0 for p in places], [p.lon or 0.0 for p in places]
        self.south, self.north = _widened(min(lats), max(lats))
        self.west, self.east = _widened(min(lons), max(lons))
        self.squeeze = max(0.2, math.cos(math.radians((self.south + self.north) / 2)))
        wide, tall = (self.east - self.west) * self.squeeze, self.north - self.south
        self.scale = min(WIDTH / wide, TALLEST / tall)  # px of one degree of latitude
        self.height = tall * self.scale
        beside = (WIDTH / self.scale - wide) / self.squeeze / 2  # degrees that fill the drawing's width
        self.west, self.east = self.west - beside, self.east + beside

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Return where a place lies in the drawing."""
        return (lon - self.west) * self.squeeze * self.scale, (self.north - lat) * self.scale

    def grid(self) -> list[str]:
        """Return the lines of the grid, named by their degrees."""
        span = max(self.north - self.south, self.east - self.west)
        step = next((step for step in GRID if span / step <= LINES), GRID[-1])
        right = (self.east - self.west) * self.squeeze * self.scale
        parts = []
        for lat in _steps(self.south, self.north, step):
            y = self.at(lat, self.west)[1]
            parts += [_line(0, y, right, y), _text(2, y - 2, f"{lat:g}°")]
        for lon in _steps(max(-180.0, self.west), min(180.0, self.east), step):
            x = self.at(self.south, lon)[0]
            parts += [_line(x, 0, x, self.height), _text(x + 2, self.height - 4, f"{lon:g}°")]
        return parts


def _widened(low: float, high: float) -> tuple[float, float]:
    more = max(FEWEST_DEGREES - (high - low), 0.2 * (high - low)) / 2
    return low - more, high + more


def _steps(low: float, high: float, step: float) -> list[float]:
    first = math.ceil(low / step)
    return [n * step for n in range(first, math.floor(high / step) + 1)]


def _days(event: Event) -> tuple[int, int]:
    """The first and last possible day; an open end is drawn as the one day that is known."""
    start, end = event.time.start or event.time.end or "", event.time.end or event.time.start or ""
    return tuple(max(OLD, dt.date.fromisoformat(day)).toordinal() for day in (start, end))  # type: ignore[return-value]


def _lanes(events: Iterable[Event]) -> dict[str, int]:
    """The row of each kind: the most told first, the rarest together in the last."""
    count: dict[str, int] = {}
    for event in events:
        count[event.kind] = count.get(event.kind, 0) + 1
    ranked = sorted(count, key=lambda kind: (-count[kind], kind))
    return {kind: min(n, MOST_LANES - 1) for n, kind in enumerate(ranked)}


def _iso(day: int) -> str:
    return dt.date.fromordinal(day).isoformat()


def _colour(event: Event) -> str:
    return COLOURS.get(event.status, COLOURS["possible"])


def _title(event: Event) -> str:
    return f"<title>{safe(f'{event.title or event.kind} [{event.status}] {time_words(event)}')}</title>"


def _text(x: float, y: float, words: str, *, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="11" fill="#777">{safe(words)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#ccc" stroke-width="0.5"/>'


def _svg(height: int, parts: Iterable[str], label: str) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{label}" viewBox="0 0 {WIDTH} {height}"'
    return f'{head} width="{WIDTH}" height="{height}" style="max-width:100%">{"".join(parts)}</svg>'
