"""A picture as a list of shapes on a plain, so that SVG, PDF and PNG are drawn from the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tidings.output.report.text import shown

Point = tuple[float, float]
Tone = Literal["sea", "land", "line", "grid", "ink", "soft", "mark", "other", "ground"]
Anchor = Literal["start", "middle", "end"]

LIGHT: dict[Tone, str] = {
    "sea": "#eef3f7", "land": "#fbfaf6", "line": "#8c9aa6", "grid": "#d5dee5", "ink": "#1c2227", "soft": "#55606a",
    "mark": "#a4343a", "other": "#23628f", "ground": "#ffffff",
}  # fmt: skip
DARK: dict[Tone, str] = {
    "sea": "#1a2229", "land": "#242d35", "line": "#6d7c88", "grid": "#323d47", "ink": "#e8ecef", "soft": "#aab4bd",
    "mark": "#f0807f", "other": "#7fb6e3", "ground": "#14181c",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points; `is_dashed` where what it shows is not settled."""

    points: tuple[Point, ...]
    tone: Tone
    width: float = 1.0
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A filled ring of points, with a thin edge where `edge` has a tone."""

    points: tuple[Point, ...]
    tone: Tone
    edge: Tone | None = None


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle: filled, or a ring where what it shows is vague."""

    at: Point
    radius: float
    tone: Tone
    is_ring: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a point; `size` is the height of the letters."""

    at: Point
    text: str
    size: float = 11.0
    tone: Tone = "ink"
    anchor: Anchor = "start"


Shape = Line | Area | Dot | Label


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes on a plain of width by height, the point 0, 0 at the top left; later shapes lie above earlier ones."""

    name: str
    width: float
    height: float
    shapes: tuple[Shape, ...]


def svg(picture: Picture, caption: str) -> str:
    """Return the picture as SVG that takes its colours from the page's style and loads nothing."""
    size = f'viewBox="0 0 {picture.width:g} {picture.height:g}"'
    body = "".join(map(_svg, picture.shapes))
    return f'<svg {size} role="img" xmlns="http://www.w3.org/2000/svg"><title>{_escaped(caption)}</title>{body}</svg>'


def _svg(shape: Shape) -> str:
    if isinstance(shape, Line):
        dash = ' stroke-dasharray="4 3"' if shape.is_dashed else ""
        return f'<path class="s-{shape.tone}" d="{_path(shape.points)}" stroke-width="{shape.width:g}"{dash}/>'
    if isinstance(shape, Area):
        edge = f" s-{shape.edge}" if shape.edge else ""
        return f'<path class="f-{shape.tone}{edge}" d="{_path(shape.points)}Z"/>'
    if isinstance(shape, Dot):
        paint = "s" if shape.is_ring else "f"
        x, y = shape.at
        return f'<circle class="{paint}-{shape.tone}" cx="{x:.1f}" cy="{y:.1f}" r="{shape.radius:.1f}"/>'
    x, y = shape.at
    words = f'x="{x:.1f}" y="{y:.1f}" font-size="{shape.size:g}" text-anchor="{shape.anchor}"'
    return f'<text class="f-{shape.tone}" {words}>{_escaped(shape.text)}</text>'


def _path(points: tuple[Point, ...]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _escaped(text: str) -> str:
    return shown(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
