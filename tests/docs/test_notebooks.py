"""The notebooks of the examples run, and show what they are written to show."""

from __future__ import annotations

import importlib.util
import re
import warnings
from types import ModuleType
from typing import Any

import nbformat
import pytest

from tests.house.source import ROOT

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of Jupyter's own, about how it will be another day
    import nbclient  # noqa: F401  # loaded once, here

REMEDY = "The notebooks are written by docs/make_notebooks.py. Type: make tour"
NAMES = ("first-case.ipynb", "events-to-frame.ipynb")
pytestmark = pytest.mark.slow  # each starts a kernel and reads all the examples


@pytest.fixture(scope="session")
def maker() -> ModuleType:
    """The program that writes the notebooks."""
    spec = importlib.util.spec_from_file_location("make_notebooks", ROOT / "docs" / "make_notebooks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def code(one: Any) -> list[Any]:
    return [cell for cell in one.cells if cell.cell_type == "code"]


def sorts(cell: Any) -> list[list[str]]:
    """What sorts of output the cell has."""
    return [sorted(one.get("data", {one.output_type: ""})) for one in cell.outputs]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.filterwarnings("ignore")  # Jupyter's client warns of itself
def test_a_notebook_runs_and_shows_what_it_did(maker: ModuleType, name: str) -> None:
    kept = nbformat.read(ROOT / "examples" / name, as_version=4)
    now = maker.run(maker.notebook(maker.NOTEBOOKS[name]))
    assert [cell.source for cell in kept.cells] == [cell.source for cell in now.cells], REMEDY
    assert [sorts(cell) for cell in code(kept)] == [sorts(cell) for cell in code(now)], REMEDY
    assert not [one for cell in code(now) for one in cell.outputs if one.output_type == "error"]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_small_and_harmless(maker: ModuleType, name: str) -> None:
    text = (ROOT / "examples" / name).read_text(encoding="utf-8")
    assert set(maker.NOTEBOOKS) == set(NAMES)
    assert len(text) < 100_000
    assert not re.search(r"<script|/tmp/|http://", text.replace("http://www.w3.org/2000/svg", ""))
