"""One site and one fetcher for a test; no request leaves this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fetch.site import Site, serving
from tidings.ingest.fetch import Fetcher, Limits

Getting = Callable[..., Fetcher]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        yield one


@pytest.fixture
def pauses() -> list[float]:
    """How long fetchers slept, instead of sleeping."""
    return []


@pytest.fixture
def getting(tmp_path: Path, pauses: list[float]) -> Iterator[Getting]:
    """Make a fetcher with these limits; only one at a time may work in a folder."""
    made: list[Fetcher] = []

    def make(**limits: object) -> Fetcher:
        for one in made:
            one.seen.close()
        given = {"pace": 0.0, "seconds": 5.0, "allow_private": True, "attempts": 1} | limits
        made.append(Fetcher(tmp_path / "a.case.warc", Limits(**given), sleep=pauses.append))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        one.seen.close()
