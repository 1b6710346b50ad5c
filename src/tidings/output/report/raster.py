"""A picture as PNG, for documents that hold no drawings; drawn with Pillow, large enough to be sharp in print."""

from __future__ import annotations

import io
from functools import cache
from itertools import pairwise
from typing import Any

from tidings.errors import WrongCall
from tidings.output.report.fonts import INSTALL, drawable, font_bytes
from tidings.output.report.picture import LIGHT, Area, Dot, Label, Line, Picture, Point

SCALE = 2.5  # pixels in a unit of the picture: 720 units over 16 cm print at 285 dots an inch
DASH = (5.0, 4.0)  # drawn and left out, in units
ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}  # left, middle or right of the baseline, as Pillow has it


def png(picture: Picture) -> bytes:
    """Return the picture in its light colours. Raises WrongCall where Pillow is not installed."""
    try:
        from PIL import Image, ImageDraw
    except ModuleNotFoundError as why:
        raise WrongCall(f"A report with pictures {INSTALL}") from why
    image = Image.new("RGB", (round(picture.width * SCALE), round(picture.height * SCALE)), LIGHT["ground"])
    pen = ImageDraw.Draw(image)
    for shape in picture.shapes:
        _draw(pen, shape)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _draw(pen: Any, shape: Line | Area | Dot | Label) -> None:
    colour = LIGHT[shape.tone]
    if isinstance(shape, Line):
        width = max(1, round(shape.width * SCALE))
        for run in dashes(shape.points) if shape.is_dashed else [list(shape.points)]:
            pen.line(_scaled(run), fill=colour, width=width, joint="curve")
    elif isinstance(shape, Area):
        pen.polygon(_scaled(shape.points), fill=colour)
        if shape.edge:
            pen.line(_scaled([*shape.points, shape.points[0]]), fill=LIGHT[shape.edge], width=round(SCALE * 0.7))
    elif isinstance(shape, Dot):
        (x, y), radius = _scaled([shape.at])[0], shape.radius * SCALE
        box = (x - radius, y - radius, x + radius, y + radius)
        pen.ellipse(box, None if shape.is_ring else colour, colour, round(SCALE * 1.5))
    else:
        font = _font(round(shape.size * SCALE))
        pen.text(_scaled([shape.at])[0], drawable(shape.text), fill=colour, font=font, anchor=ANCHORS[shape.anchor])


def dashes(points: tuple[Point, ...]) -> list[list[Point]]:
    """Return the drawn stretches of a dashed line."""
    runs: list[list[Point]] = []
    left, is_drawn = DASH[0], True
    for (x, y), (to_x, to_y) in pairwise(points):
        length = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5
        done = 0.0
        while done < length:
            step = min(left, length - done)
            ends = [(x + (to_x - x) * at / length, y + (to_y - y) * at / length) for at in (done, done + step)]
            if is_drawn:
                runs.append(ends)
            done += step
            left -= step
            if left <= 0:
                is_drawn = not is_drawn
                left = DASH[not is_drawn]
    return runs


def _scaled(points: tuple[Point, ...] | list[Point]) -> list[Point]:
    return [(x * SCALE, y * SCALE) for x, y in points]


@cache
def _font(size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(io.BytesIO(font_bytes("")), size)
