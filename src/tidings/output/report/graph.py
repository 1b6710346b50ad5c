"""A picture of who is tied to whom: named parties as dots, ties as lines, laid out by forces the same each time."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tidings.output.counts import many
from tidings.output.report.parts import Block, Figure
from tidings.output.report.picture import Dot, Label, Line, Picture, Point, Shape
from tidings.output.report.sections import Tied

WIDTH, HEIGHT, ROOM = 720.0, 440.0, 50.0
PARTIES = 30  # drawn; more names than this lie upon each other
STEPS = 150  # of the forces; more move nothing that is seen
GOLDEN = math.pi * (3 - math.sqrt(5))
LOW, FULL = 120.0, 14  # height without parties, and how many fill the whole
SAID = 24  # ties up to which each has its name on the picture; more lie upon each other, and the table has them
LETTERS = 34  # of a name on the picture; the table has it whole

Points = NDArray[np.float64]


def graph_figure(tied: Sequence[Tied]) -> list[Block]:
    """Return the picture of the most told ties; nothing where there are none."""
    if not tied:
        return []
    parties: dict[str, int] = {}
    drawn: list[Tied] = []
    for one in tied:
        new = {one.names[0], one.names[2]} - parties.keys()
        if len(parties) + len(new) <= PARTIES:
            drawn.append(one)
            for name in (one.names[0], one.names[2]):
                parties.setdefault(name, len(parties))
    points = _placed(len(parties), [(parties[one.names[0]], parties[one.names[2]]) for one in drawn])
    left = len(tied) - len(drawn)
    rest = f" {many(left, 'more tie')} {'is' if left == 1 else 'are'} in the table alone." if left else ""
    caption = (
        f"Network: {many(len(parties), 'named party', 'named parties')} and {many(len(drawn), 'tie')} between them; "
        f"the arrow leads from who acts. A dashed line is told as not having happened.{rest}"
    )
    return [Figure(Picture("network", WIDTH, _height(len(parties)), tuple(_shapes(drawn, parties, points))), caption)]


def _height(parties: int) -> float:
    """Few parties need no whole picture."""
    return min(HEIGHT, LOW + (HEIGHT - LOW) * parties / FULL)


def _shapes(drawn: Sequence[Tied], parties: dict[str, int], points: Sequence[Point]) -> Iterator[Shape]:
    pairs: Counter[tuple[int, int]] = Counter()
    degree: Counter[int] = Counter()
    for one in drawn:
        source, end = parties[one.names[0]], parties[one.names[2]]
        degree.update((source, end))
        turn = pairs[min(source, end), max(source, end)]
        pairs[min(source, end), max(source, end)] += 1
        yield from _arrow(points[source], points[end], one)
        if len(drawn) <= SAID:
            yield _tie(points[source], points[end], one, turn)
    for name, n in parties.items():
        x, y = points[n]
        radius = min(14.0, 5 + 1.5 * math.sqrt(degree[n]))
        yield Dot((x, y), radius, "other")
        words = name if len(name) <= LETTERS else name[: LETTERS - 1].rstrip() + "…"
        yield Label((x, y - radius - 4), words, 12, "ink", "middle")


def _arrow(start: Point, end: Point, one: Tied) -> Iterator[Shape]:
    """A line with a head, the thicker the more events."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = math.hypot(across, down) or 1.0
    across, down = across / length, down / length
    tip = (end[0] - across * 16, end[1] - down * 16)
    wings = [(tip[0] - 9 * across + side * down, tip[1] - 9 * down - side * across) for side in (4, -4)]
    dashed = "(" in one.names[1]
    yield Line((start, tip), "line", min(4.0, 0.8 + 0.5 * len(one.events)), dashed)
    yield Line((wings[0], tip, wings[1]), "line", 1.2)


def _tie(start: Point, end: Point, one: Tied, turn: int) -> Label:
    """The tie's name in the middle of its line; a second tie of the same two has its name further on."""
    part = 0.5 + 0.14 * turn * (-1) ** turn
    at = (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part - 3)
    return Label(at, one.names[1], 10, "soft", "middle")


def _placed(n: int, pairs: Sequence[tuple[int, int]]) -> list[Point]:
    """Points by springs along ties and repulsion between all, stretched to the picture."""
    number = np.arange(n)
    radius = np.sqrt((number + 0.5) / n)
    points = np.stack((radius * np.cos(number * GOLDEN), radius * np.sin(number * GOLDEN)), axis=1)
    ends = np.array(sorted({(min(pair), max(pair)) for pair in pairs}), int).reshape(-1, 2)
    spring = 1.3 / math.sqrt(n)
    for step in range(STEPS):
        points = points + _moved(points, ends, spring) * (1 - step / STEPS)
    low, high = points.min(axis=0), points.max(axis=0)
    shares = (points - low) / np.maximum(high - low, 1e-6)
    size = np.array((WIDTH - 2 * ROOM - 60, _height(n) - 2 * ROOM))
    return [(float(x), float(y)) for x, y in shares * size + (ROOM + 30, ROOM)]


def _moved(points: Points, ends: NDArray[np.int_], spring: float) -> Points:
    """How far the forces push each point in one step."""
    between = points[:, None, :] - points[None, :, :]
    squared = (between**2).sum(axis=2) + 1e-6
    push = (between * (spring**2 / squared)[:, :, None]).sum(axis=1)
    along = points[ends[:, 0]] - points[ends[:, 1]]
    pull = along * np.sqrt((along**2).sum(axis=1))[:, None] / spring
    np.add.at(push, ends[:, 0], -pull)
    np.add.at(push, ends[:, 1], pull)
    push -= 0.25 * points
    length = np.sqrt((push**2).sum(axis=1))[:, None] + 1e-9
    return np.asarray(push / length * np.minimum(length, 0.12), float)
