"""Where the nodes of a network are drawn: forces between them, from a start that follows from the nodes alone.

The same nodes and links give the same picture, on every machine and in whatever order they come.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

STEPS = 60  # of 300 nodes; more move nothing that is seen
WORK = STEPS * 300 * 300  # pairs of nodes looked at: 0.06 s
GOLDEN = math.pi * (3 - math.sqrt(5))


def layout(
    nodes: Sequence[str], links: Iterable[tuple[str, str]], focus: Iterable[str] = ()
) -> dict[str, tuple[float, float]]:
    """Return a point for each node, within -1..1; those in focus stay near the middle."""
    if not nodes:
        return {}
    middle = set(focus)
    order = sorted(nodes, key=lambda node: (node not in middle, node))
    at = {node: n for n, node in enumerate(order)}
    pairs = sorted({tuple(sorted((at[a], at[b]))) for a, b in links if a in at and b in at and a != b})
    points = _settled(_start(len(order)), np.array(pairs, int).reshape(-1, 2), len(middle & at.keys()))
    return {node: (round(float(x), 4), round(float(y), 4)) for node, (x, y) in zip(order, points, strict=True)}


def _start(n: int) -> NDArray[np.float64]:
    """Points on a sunflower's spiral: evenly spread, none upon another."""
    number = np.arange(n)
    radius, angle = np.sqrt((number + 0.5) / n), number * GOLDEN
    return np.stack((radius * np.cos(angle), radius * np.sin(angle)), axis=1)


def _settled(points: NDArray[np.float64], pairs: NDArray[np.int_], held: int) -> NDArray[np.float64]:
    """Move the points by springs along links and repulsion between all, in ever smaller steps."""
    n = len(points)
    spring = 1.2 / math.sqrt(n)
    steps = max(15, min(STEPS, WORK // (n * n)))
    for step in range(steps):
        push = _apart(points, spring**2)
        if len(pairs):
            along = points[pairs[:, 0]] - points[pairs[:, 1]]
            pull = along * np.sqrt((along**2).sum(axis=1))[:, None] / spring
            for axis in (0, 1):
                push[:, axis] -= np.bincount(pairs[:, 0], pull[:, axis], n) - np.bincount(pairs[:, 1], pull[:, axis], n)
        push -= 0.3 * points  # towards the middle, so that parts without links stay in sight
        length = np.sqrt((push**2).sum(axis=1))[:, None] + 1e-9
        move = push / length * np.minimum(length, 0.12 * (1 - step / steps))
        move[:held] *= 0.1
        points = points + move
    return points / max(1.0, float(np.abs(points).max()))


def _apart(points: NDArray[np.float64], strength: float) -> NDArray[np.float64]:
    """Return how far all other points push each point; one plane an axis, which is four times as fast as pairs."""
    x, y = (points[:, axis, None] - points[None, :, axis] for axis in (0, 1))
    weight = x * x
    weight += y * y
    weight += 1e-6
    np.divide(strength, weight, out=weight)
    x *= weight
    y *= weight
    return np.stack((x.sum(axis=1), y.sum(axis=1)), axis=1)
