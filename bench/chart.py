"""Measured values over sizes in their logarithm, as an SVG that loads nothing.

usage: python bench/chart.py FILE.svg TITLE SERIES…

A series is its name, what was measured, and the size up to which the fit by a power of the size is drawn on in dashes:
"reading into an archive|3000=2.3 10000=2.0 30000=1.9|1000000".
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tidings.output.report.picture import LIGHT, Dot, Label, Line, Picture, Shape, Tone, svg

WIDTH, HEIGHT = 640.0, 320.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 36.0, 66.0, 34.0
STEPS, TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 1e9), 6
TONES: tuple[Tone, ...] = ("mark", "other", "soft")


@dataclass(frozen=True, slots=True)
class Series:
    """Measured values by size, and whether sizes that were not measured follow by the fitted power."""

    name: str
    points: tuple[tuple[int, float], ...]
    until: int | None = None  # the size up to which the fit is drawn on, dashed

    def fitted(self, size: float) -> float:
        """The value of the fit by a power of the size."""
        logs, values = np.log([size for size, _ in self.points]), np.log([value for _, value in self.points])
        power, rest = np.polyfit(logs, values, 1)
        return float(math.exp(rest + power * math.log(size)))


def drawn(title: str, series: Sequence[Series]) -> str:
    """Return the chart: dots are measured, lines are fitted, dashes are extrapolated."""
    least = min(size for one in series for size, _ in one.points)
    most = max(max(one.until or 0, one.points[-1][0]) for one in series)
    top = 1.15 * max(max(value for _, value in one.points) for one in series)
    top = max(top, *(1.1 * one.fitted(one.until) for one in series if one.until), 0.0)
    step = next(s for s in STEPS if top / s <= TICKS)
    top = step * math.ceil(top / step)

    def at(size: float, value: float) -> tuple[float, float]:
        x = LEFT + (WIDTH - LEFT - RIGHT) * (math.log(size / least) / math.log(most / least))
        return x, HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / top

    shapes: list[Shape] = [Label((LEFT, 18), title, 14)]
    for n in range(round(top / step) + 1):
        value = step * n
        (x, y), (end, _) = at(least, value), at(most, value)
        shapes += [Line(((x, y), (end, y)), "grid"), Label((x - 6, y + 4), f"{value:g}", 11, "soft", "end")]
    for size in sorted({size for one in series for size, _ in one.points} | {most}):
        shapes.append(Label((at(size, 0)[0], HEIGHT - 14), f"{size:,}", 11, "soft", "middle"))
    for n, (one, tone) in enumerate(zip(series, TONES, strict=False)):
        first, last = one.points[0][0], one.points[-1][0]
        shapes.append(Line((at(first, one.fitted(first)), at(last, one.fitted(last))), tone, 2))
        if one.until:
            shapes.append(Line((at(last, one.fitted(last)), at(one.until, one.fitted(one.until))), tone, 2, True))
        shapes += [Dot(at(size, value), 4, tone) for size, value in one.points]
        shapes += [Dot((LEFT + 4, 32 + 14 * n), 4, tone), Label((LEFT + 14, 36 + 14 * n), one.name, 11)]
    return _coloured(svg(Picture("growth", WIDTH, HEIGHT, tuple(shapes)), title))


def _coloured(picture: str) -> str:
    """The same with its own colours and ground, since no page gives it any."""
    rules = "".join(f".s-{tone}{{stroke:{LIGHT[tone]};fill:none}}.f-{tone}{{fill:{LIGHT[tone]}}}" for tone in LIGHT)
    ground = f'<rect width="100%" height="100%" fill="{LIGHT["ground"]}"/>'
    style = f"<style>text{{font-family:sans-serif}}{rules}</style>"
    return picture.replace("</title>", f"</title>{style}{ground}", 1) + "\n"


def series_of(words: str) -> Series:
    """A series from its words on the command line."""
    name, values, until = words.split("|")
    pairs = (pair.split("=") for pair in values.split())
    return Series(name, tuple((int(size), float(value)) for size, value in pairs), int(until) if until else None)


if __name__ == "__main__":
    target, title, *rest = sys.argv[1:]
    Path(target).write_text(drawn(title, [series_of(words) for words in rest]), encoding="utf-8")
