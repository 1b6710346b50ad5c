"""Fixtures that every part's tests may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings

from tests import stores

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


@pytest.fixture(scope="session")
def server() -> Iterator[stores.Server]:
    """A PostgreSQL server that runs for these tests alone."""
    if why := stores.why_not():
        pytest.skip(why)
    with stores.running() as url, closing(stores.Server(url)) as found:
        yield found


@pytest.fixture(params=["file", "server"])
def both(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[stores.Stores]:
    """Run the test with its cases in files, then with the same cases in a server; one marked `file` with the first."""
    where = stores.Stores(request.getfixturevalue("server") if request.param == "server" else None)
    if where.is_server:
        monkeypatch.setattr("tidings.case.store.open_engine", where.open_in_server)
    yield where
    where.give_back()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test marked `file` is about the file: it does not run in a server."""

    def is_strange(item: pytest.Item) -> bool:
        params = item.callspec.params if hasattr(item, "callspec") else {}
        return params.get("both") == "server" and item.get_closest_marker("file") is not None

    if strange := [item for item in items if is_strange(item)]:
        config.hook.pytest_deselected(items=strange)
        items[:] = [item for item in items if not is_strange(item)]
