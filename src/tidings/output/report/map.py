"""A map of the placed events: coasts, borders, a graticule, and a mark for each place with its name."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tidings.model.links import Told
from tidings.output.counts import many
from tidings.output.report.parts import Block, Figure, Paragraph, Remark
from tidings.output.report.picture import Area, Dot, Label, Line, Picture, Point, Shape
from tidings.output.report.text import listed, shown
from tidings.output.report.world import countries, layer

WIDTH, HEIGHT = 720.0, 430.0
LEAST = 8.0  # degrees of longitude shown at least: closer, the coarse coasts would seem to know more than they do
ROOM = 0.15  # of the width on each side of the outermost mark
LAST_LATITUDE = 84.0
NAMES = 24  # places that are named; the rest have marks alone
WIDE_KM = 1500.0  # radius of a place that no picture of a region can hold: a continent, an ocean, "the West"
VAGUE_KM = 60.0  # radius of a place from which its mark is a ring: a province or more
STEPS = (1, 2, 5, 10, 20, 30)  # degrees between the lines of the graticule
LINES = 7  # of the graticule at most, in each direction
COUNTRY = 10.5  # height of the names of countries
SIZES = ((120, 3), (60, 2), (25, 1), (0, 0))  # degrees shown, and the size of countries that are named from there on
LETTERS = 12.0  # height of the names
LETTER = 0.52  # width of a letter as a share of its height, on average
EARTH_DEGREE_KM = 111.2
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place with its events."""

    name: str
    lon: float
    lat: float
    radius_km: float
    events: int


@dataclass(frozen=True, slots=True)
class _View:
    """The stretch of the world that is shown; degrees of longitude shrink with the middle's latitude."""

    west: float
    north: float
    scale: float  # of the picture in a degree of latitude
    shrink: float

    def at(self, lon: float, lat: float) -> Point:
        return (lon - self.west) * self.scale * self.shrink, (self.north - lat) * self.scale

    @property
    def box(self) -> _Box:
        """West, south, east and north."""
        wide, high = WIDTH / self.scale / self.shrink, HEIGHT / self.scale
        return self.west, self.north - high, self.west + wide, self.north


def map_figure(told: Sequence[Told]) -> list[Block]:
    """Return the map and what it shows; a remark alone where no event has a position."""
    marks = list(_marks(told))
    unplaced = len(told) - sum(mark.events for mark in marks)
    if not marks:
        return [Paragraph((Remark("No event in the scope has a position: there is no map to draw."),))]
    placed = [mark for mark in marks if mark.radius_km <= WIDE_KM] or marks
    view = _view(placed)
    shapes = (*_base(view), *_graticule(view), *_drawn(placed, view))
    drawn = sum(mark.events for mark in placed)
    wide = [f"{mark.name} ({mark.events})" for mark in marks if mark not in placed]
    parts = (
        f"Map: {many(drawn, 'event')} at {many(len(placed), 'place')}. A larger mark holds more events; a ring is a",
        "province, a country or a wider stretch, drawn at its middle.",
        f"Too wide for a mark: {listed(wide, len(wide))}." if wide else "",
        f"Without a position, and so not on it: {many(unplaced, 'event')}." if unplaced else "",
        "Borders imply no opinion on any territory; those not settled are dashed.",
    )
    caption = " ".join(filter(None, parts))
    return [Figure(Picture("map", WIDTH, HEIGHT, shapes), caption)]


def _marks(told: Iterable[Told]) -> Iterator[_Mark]:
    """One mark a point, the most told last, so that it lies above the others."""
    found: dict[tuple[float, float], list[_Mark]] = {}
    for one in told:
        place = one.event.place
        if place and place.lat is not None and place.lon is not None:
            mark = _Mark(shown(place.name), place.lon, place.lat, place.radius_km or 0.0, 1)
            found.setdefault((place.lon, place.lat), []).append(mark)
    some = [_Mark(all_[0].name, *at, max(one.radius_km for one in all_), len(all_)) for at, all_ in found.items()]
    return iter(sorted(some, key=lambda one: (one.events, one.name)))


def _view(marks: Sequence[_Mark]) -> _View:
    lons, lats = [one.lon for one in marks], [one.lat for one in marks]
    south, north = max(min(lats), -LAST_LATITUDE), min(max(lats), LAST_LATITUDE)
    middle = ((min(lons) + max(lons)) / 2, (south + north) / 2)
    shrink = max(0.3, math.cos(math.radians(middle[1])))
    wide = max((max(lons) - min(lons)) * (1 + 2 * ROOM), (north - south) * (1 + 2 * ROOM) * WIDTH / HEIGHT / shrink)
    wide = min(360.0, max(LEAST, wide))
    scale = WIDTH / wide / shrink
    high = HEIGHT / scale
    west = max(-180.0, min(180.0 - wide, middle[0] - wide / 2))
    top = 90.0 if high >= 180 else max(min(90.0, middle[1] + high / 2), high - 90)
    return _View(west, top, scale, shrink)


def _base(view: _View) -> Iterator[Shape]:
    frame = ((0.0, 0.0), (WIDTH, 0.0), (WIDTH, HEIGHT), (0.0, HEIGHT))
    yield Area(frame, "sea")
    for name in ("land", "lakes"):
        for ring in layer(name):
            cut = clipped(ring, view.box) if _meets(ring, view.box) else ()
            if len(cut) > 2:
                yield Area(tuple(view.at(*point) for point in cut), "land" if name == "land" else "sea", "line")
    for name, is_dashed in (("states", False), ("disputed", True)):
        for line in layer(name):
            for run in _runs(line, view.box):
                yield Line(tuple(view.at(*point) for point in run), "line", 0.5, is_dashed)


def _meets(points: Sequence[Point], box: _Box) -> bool:
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return max(lons) >= box[0] and min(lons) <= box[2] and max(lats) >= box[1] and min(lats) <= box[3]


def _runs(points: Sequence[Point], box: _Box) -> Iterator[list[Point]]:
    """The stretches of a line with a point in the box, each with one point beyond on either side."""
    inside = [box[0] <= lon <= box[2] and box[1] <= lat <= box[3] for lon, lat in points]
    run: list[Point] = []
    for n, point in enumerate(points):
        if any(inside[max(0, n - 1) : n + 2]):
            run.append(point)
        elif run:
            yield run
            run = []
    if len(run) > 1:
        yield run


def clipped(ring: Sequence[Point], box: _Box) -> list[Point]:
    """Return the part of a ring inside the box: cut at each side in turn (Sutherland and Hodgman).

    >>> clipped([(-1, 1), (1, 1), (1, -1), (-1, -1)], (0, 0, 2, 2))
    [(0, 1.0), (1, 1), (1.0, 0), (0.0, 0)]
    """
    points = list(ring)
    for axis, bound, keeps in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        points = _cut(points, axis, bound, lambda point, a=axis, b=bound, k=keeps: (point[a] - b) * k >= 0)  # type: ignore[misc]
    return points


def _cut(points: list[Point], axis: int, bound: float, is_in: Callable[[Point], bool]) -> list[Point]:
    out: list[Point] = []
    for here, there in zip(points, [*points[1:], *points[:1]], strict=True):
        if is_in(here):
            out.append(here)
        if is_in(here) != is_in(there):
            part = (bound - here[axis]) / (there[axis] - here[axis])
            across = here[1 - axis] + part * (there[1 - axis] - here[1 - axis])
            out.append((bound, across) if axis == 0 else (across, bound))
    return out


def _graticule(view: _View) -> Iterator[Shape]:
    west, south, east, north = view.box
    for is_meridian, low, high in ((True, west, east), (False, max(south, -90), min(north, 90))):
        step = next((one for one in STEPS if (high - low) / one <= LINES), STEPS[-1])
        for degree in range(math.ceil(low / step) * step, math.floor(high) + 1, step):
            ends = ((degree, north), (degree, south)) if is_meridian else ((west, degree), (east, degree))
            yield Line(tuple(view.at(*end) for end in ends), "grid", 0.6)
            x, y = view.at(*ends[0])
            sign = ("E" if degree > 0 else "W") if is_meridian else ("N" if degree > 0 else "S")
            words = f"{abs(degree)}°{sign if degree else ''}"
            yield Label((x + 3, HEIGHT - 5) if is_meridian else (4, y - 3), words, 9, "soft")


def _drawn(marks: Sequence[_Mark], view: _View) -> Iterator[Shape]:
    taken: list[_Box] = []
    labels: list[Label] = []
    for mark in reversed(marks):
        at = view.at(mark.lon, mark.lat)
        radius = _radius(mark, view)
        for label in _labels(mark, at, radius) if len(labels) < NAMES else ():
            box = _box(label)
            if box[0] >= 0 and box[2] <= WIDTH and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                labels.append(label)
                break
    labels += _countries(view, taken)
    for mark in marks:
        yield Dot(view.at(mark.lon, mark.lat), _radius(mark, view), "mark", mark.radius_km > VAGUE_KM)
    yield from labels


def _countries(view: _View, taken: list[_Box]) -> Iterator[Label]:
    """Names of countries where there is room for them; the closer the view, the smaller they may be."""
    wide = view.box[2] - view.box[0]
    least = next(size for degrees, size in SIZES if wide >= degrees)
    for name, lon, lat, size in countries():
        label = Label(view.at(lon, lat), name, COUNTRY, "soft", "middle")
        box = _box(label)
        is_inside = box[0] >= 0 and box[2] <= WIDTH and COUNTRY < label.at[1] < HEIGHT - COUNTRY
        if size >= least and is_inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            yield label


def _radius(mark: _Mark, view: _View) -> float:
    """By the count of events; of a vague place at least a tenth of the circle that holds it, so that it is seen."""
    plain = min(16.0, 4.0 + 1.5 * math.sqrt(mark.events))
    if mark.radius_km <= VAGUE_KM:
        return plain
    return min(40.0, max(plain + 3, 0.1 * mark.radius_km / EARTH_DEGREE_KM * view.scale))


def _labels(mark: _Mark, at: Point, radius: float) -> Iterator[Label]:
    """The name at the right, left, top or bottom of its mark, the best place first."""
    words = f"{mark.name} ({mark.events})" if mark.events > 1 else mark.name
    x, y = at
    yield Label((x + radius + 3, y + 4), words, LETTERS)
    yield Label((x - radius - 3, y + 4), words, LETTERS, anchor="end")
    yield Label((x, y - radius - 4), words, LETTERS, anchor="middle")
    yield Label((x, y + radius + LETTERS), words, LETTERS, anchor="middle")


def _box(label: Label) -> _Box:
    wide = len(label.text) * label.size * LETTER
    left = label.at[0] - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    return left, label.at[1] - label.size, left + wide, label.at[1] + 3


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
