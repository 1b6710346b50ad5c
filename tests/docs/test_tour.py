"""docs/tour.md and the picture in the README are what the program does now."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from tests.house.source import ROOT
from tidings.reading.language import PINNED, pipeline

REMEDY = "The program does something else now. Look at the difference, then: make tour"


@pytest.fixture(autouse=True)
def _only_with_the_pinned_pipeline() -> None:
    found = "{lang}_{name}".format(**pipeline().meta)
    if found != PINNED:
        pytest.skip(f"the tour holds for {PINNED}; found {found}")


def test_the_tour_is_up_to_date(maker: ModuleType, made: Path) -> None:
    assert (ROOT / "docs" / "tour.md").read_text(encoding="utf-8") == maker.tour(made), REMEDY


def test_the_picture_in_the_readme_is_up_to_date(maker: ModuleType, made: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "$ tidings events" in text
    assert text == maker.readme(text, made), REMEDY
