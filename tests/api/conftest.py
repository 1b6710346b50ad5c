"""The small case of the desk's tests as a service, asked without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.cli.conftest import run
from tests.reading.sentences import know
from tests.web.conftest import fill
from tidings.case import CaseStore
from tidings.model import Problem
from tidings.web.api.app import api_app
from tidings.web.api.gate import Rates
from tidings.web.api.privacy import Shown
from tidings.web.api.tokens import Tokens
from tidings.web.desk import Desk

__all__ = ["run"]  # a fixture of the command line
ROOT = "http://127.0.0.1:8766"
Get = Callable[..., Any]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of the small case, with one Problem."""
    path = tmp_path / "case.tidings"
    with CaseStore.open(path) as case:
        fill(case)
        case.problem(Problem("b.pdf", "unreadable", "Nothing in it."))
    return path


@pytest.fixture
def held(path: Path) -> Iterator[Desk]:
    """The case as the service holds it."""
    held = Desk.open(str(path), analyst="ana", know=know())
    yield held
    held.close()


@pytest.fixture
def tokens(tmp_path: Path) -> Tokens:
    """A file of tokens, empty so far."""
    return Tokens(tmp_path / "tokens")


class Clock:
    """A clock that goes when it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """The clock of the rates."""
    return Clock()


@pytest.fixture
def client(held: Desk, tokens: Tokens, clock: Clock) -> Iterator[TestClient]:
    """A program that has a token."""
    token = tokens.make("ana")
    with TestClient(api_app(Shown(held), tokens, Rates(60, clock)), base_url=ROOT) as one:
        one.headers["authorization"] = f"Bearer {token}"
        yield one


@pytest.fixture
def get(client: TestClient) -> Get:
    """Ask for JSON that must be there."""

    def ask(path: str, **query: Any) -> Any:
        answer = client.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return ask
