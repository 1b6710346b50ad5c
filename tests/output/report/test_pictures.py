"""Pictures are shapes inside their frame; what cannot be drawn is said instead."""

from __future__ import annotations

import doctest
import importlib

import pytest

from tests.builders import story
from tests.output.report.cases import ALL, FIRED, told
from tidings.model import Place
from tidings.model.links import Told
from tidings.output.report.graph import PARTIES, graph_figure
from tidings.output.report.map import HEIGHT, WIDTH, map_figure
from tidings.output.report.parts import Block, Figure, Paragraph
from tidings.output.report.picture import Dot, Label, Line, svg
from tidings.output.report.raster import dashes, png
from tidings.output.report.sections import ties
from tidings.output.report.timeline import timeline_figure
from tidings.output.report.world import countries, layer

DOCUMENTED = ("about", "judgements", "map", "markdown", "spoken", "text", "wording")


def at(name: str, lat: float, lon: float, radius_km: float = 10.0) -> Told:
    where = story(f"Rebels fired at {name}.", "2020-05-05")
    return told(where, "fired", place=(name, Place(name, None, None, lat, lon, radius_km, "in", "city")))


def figure(blocks: list[Block]) -> Figure:
    assert isinstance(blocks[0], Figure)
    return blocks[0]


@pytest.mark.parametrize("name", DOCUMENTED)
def test_the_examples_in_the_docstrings_hold(name: str) -> None:
    ran = doctest.testmod(importlib.import_module(f"tidings.output.report.{name}"))
    assert (ran.failed, name == "about" or ran.attempted > 0) == (0, True)


@pytest.mark.parametrize(
    "places",
    [
        [at("Mora", 11.05, 14.14)],
        [at("Suva", -18.1, 178.4), at("Apia", -13.8, -171.8)],  # trap: on both sides of the date line
        [at("North", 89.0, 0.0), at("South", -89.0, 0.0)],
        [at("Null", 0.0, 0.0), at("Null", 0.0, 0.0)],
        [at("the Pacific", 0.0, -160.0, 6000.0)],
    ],
    ids=["one", "date line", "poles", "twice", "ocean alone"],
)
def test_every_mark_of_a_map_lies_in_its_frame(places: list[Told]) -> None:
    shown = figure(map_figure(places))
    dots = [shape for shape in shown.picture.shapes if isinstance(shape, Dot)]
    assert len(dots) == len({one.event.place for one in places})
    assert all(0 <= dot.at[0] <= WIDTH and -10 <= dot.at[1] <= HEIGHT + 10 for dot in dots)
    assert png(shown.picture).startswith(b"\x89PNG")


def test_what_is_too_wide_or_without_position_is_counted_in_the_caption() -> None:
    shown = figure(map_figure([at("Mora", 11.05, 14.14), at("the Pacific", 0.0, -160.0, 6000.0), ALL[-1]]))
    assert "Too wide for a mark: the Pacific (1)." in shown.caption
    assert "Without a position, and so not on it: 1 event." in shown.caption


def test_a_vague_place_is_a_ring() -> None:
    shown = figure(map_figure([at("Syria", 35.0, 38.4, 240.0), at("Mora", 11.05, 14.14)]))
    assert sorted(shape.is_ring for shape in shown.picture.shapes if isinstance(shape, Dot)) == [False, True]


@pytest.mark.parametrize("draw", [map_figure, timeline_figure])
def test_nothing_to_draw_is_said(draw: object) -> None:
    blocks = draw([])  # type: ignore[operator]
    assert isinstance(blocks[0], Paragraph)
    assert "there is no" in blocks[0].parts[0].text


def test_the_timeline_has_a_lane_for_each_kind() -> None:
    shown = figure(timeline_figure([FIRED, at("Mora", 1.0, 2.0)]))
    assert [shape.text for shape in shown.picture.shapes if isinstance(shape, Label)][-1:] == ["attack (1)"]
    assert "1 dated event" in shown.caption
    assert "1 undated event is not on it" in shown.caption


def test_the_network_draws_no_more_than_can_be_read() -> None:
    def one(n: int) -> Told:
        where = story(f"Column {n} fired at Town {n}.", "2020-05-05")
        return told(where, "fired", roles={"actor": [f"Column {n}"], "target": [f"Town {n}"]})

    shown = figure(graph_figure(ties([one(n) for n in range(100)])))
    assert sum(isinstance(shape, Dot) for shape in shown.picture.shapes) == PARTIES
    assert f"{100 - PARTIES // 2} more ties are in the table alone" in shown.caption


def test_a_dashed_line_is_drawn_in_stretches() -> None:
    assert dashes(((0.0, 0.0), (18.0, 0.0))) == [[(0.0, 0.0), (5.0, 0.0)], [(9.0, 0.0), (14.0, 0.0)]]


def test_the_world_is_whole() -> None:
    assert len(layer("land")) > 500
    assert all(-180.1 <= lon <= 180.1 and -90.1 <= lat <= 90.1 for ring in layer("land") for lon, lat in ring)
    assert {"Kenya", "Syria"} <= {name for name, *_ in countries()}


def test_a_label_is_escaped() -> None:
    shown = figure(map_figure([at('<b onload="x">', 1.0, 2.0)]))
    drawn = svg(shown.picture, "a <title>")
    assert "<b" not in drawn
    assert "a &lt;title&gt;" in drawn
    assert any(isinstance(shape, Line) for shape in shown.picture.shapes)
