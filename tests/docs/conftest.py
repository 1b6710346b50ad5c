"""One folder with the case of the examples, for all tests of the docs."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.house.source import ROOT

sys.path.insert(0, str(ROOT / "docs"))  # where the programs that make the site stand, and find each other


@pytest.fixture(scope="session")
def maker() -> ModuleType:
    """The program that writes the tour."""
    spec = importlib.util.spec_from_file_location("make_tour", ROOT / "docs" / "make_tour.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def made(maker: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, with the examples in it."""
    folder = tmp_path_factory.mktemp("docs")
    maker.case_of_examples(folder)
    return folder


@pytest.fixture
def folder(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same folder as the place where commands run."""
    monkeypatch.chdir(made)
    return made
