"""The command line run in this process, and one case of the example reports for all tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tidings.cli import app

REPORTS = Path(__file__).resolve().parents[2] / "examples" / "reports"
GOOD = "KABUL, Afghanistan, March 3, 2020 - Gunmen attacked a police post in Kabul on Monday, killing two officers.\n"

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def run() -> Run:
    """Run the command line; `text` is standard input."""

    def invoke(*args: object, text: str | bytes | None = None, **more: Any) -> Result:
        return CliRunner().invoke(app, [str(arg) for arg in args], input=text, **more)

    return invoke


@pytest.fixture(scope="session")
def built(run: Run, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """A case of the example reports, and what adding them printed."""
    path = tmp_path_factory.mktemp("built") / "case.tidings"
    return path, run("add", path, REPORTS)


@pytest.fixture(scope="session")
def case(built: tuple[Path, Result]) -> Path:
    """The case of the example reports; tests only read it."""
    return built[0]


@pytest.fixture
def own_case(case: Path, tmp_path: Path) -> Path:
    """A copy of that case, to be changed."""
    return Path(shutil.copy(case, tmp_path / "case.tidings"))
