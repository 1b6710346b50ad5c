"""Every test of cases runs on both stores."""

from __future__ import annotations

import pytest

from tests.stores import Stores


@pytest.fixture(autouse=True)
def _on_both_stores(both: Stores) -> None:
    """Files first, then the server."""
