"""A language model that plays back answers, a reader that asks it, and the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.reading.llm.server import Model, answering
from tidings.knowledge import Knowledge
from tidings.reading.llm import LlmReader, Settings

Asking = Callable[..., LlmReader]


@pytest.fixture
def model() -> Iterator[Model]:
    with answering() as one:
        yield one


@pytest.fixture
def pauses() -> list[float]:
    """How long readers slept between tries, instead of sleeping."""
    return []


@pytest.fixture
def asking(model: Model, pauses: list[float]) -> Asking:
    """Make a reader of the model with these settings; it keeps no answers unless told where."""

    def make(**given: Any) -> LlmReader:
        settings = {"url": model.url, "model": "parrot", "seconds": 5.0} | given
        return LlmReader(Settings(**settings), sleep=pauses.append)

    return make


@pytest.fixture(scope="session")
def know() -> Knowledge:
    return Knowledge()
