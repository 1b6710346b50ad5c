"""Fixtures that every part's tests may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no fault; speed is measured in bench/. One commit gives one verdict wherever it is tested: the cases
# are drawn anew when a test changes, or by TIDINGS_PROPERTIES=search, which looks for inputs not tried before.
settings.register_profile("house", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile(os.environ.get("TIDINGS_PROPERTIES", "house"))

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with reports and corpora beside the checkout; tests that need it are skipped without it."""
    if not SHARED.is_dir():
        pytest.skip("no folder `shared` beside the checkout")
    return SHARED.resolve()
