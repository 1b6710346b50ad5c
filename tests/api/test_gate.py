"""Who may ask, how often, and what: a known token within its rate, to read."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.api.conftest import ROOT, Clock
from tidings.errors import WrongCall
from tidings.web.api.app import api_app, is_loopback
from tidings.web.api.gate import Rates
from tidings.web.api.privacy import Shown
from tidings.web.api.tokens import Tokens
from tidings.web.desk import Desk
from tidings.web.serve import listening

WRONG = (None, "", "Bearer", "Bearer ", "Bearer wrong", "Basic YTpi", "Bearer \udc80", "x" * 9_000)
PATHS = ("/v1/events", "/v1/openapi.json", "/v1/nothing", "/")


@pytest.mark.parametrize("address", PATHS)
@pytest.mark.parametrize(
    "sent", [None, "", "Bearer", "Bearer ", "Bearer wrong", "Basic YTpi", "Bearer \udc80", "x" * 9_000]
)
def test_without_a_token_nothing_is_told(held: Desk, tokens: Tokens, address: str, sent: str | None) -> None:
    tokens.make("ana")
    headers = {} if sent is None else {"authorization": sent.encode("utf-8", "surrogateescape")}
    answer = TestClient(api_app(Shown(held), tokens), base_url=ROOT).get(address, headers=headers)  # type: ignore[arg-type]
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert set(answer.json()) == {"error", "next"}


def test_a_token_in_the_address_does_not_count(held: Desk, tokens: Tokens) -> None:
    token = tokens.make("ana")
    client = TestClient(api_app(Shown(held), tokens), base_url=ROOT)
    assert client.get("/v1/events", params={"token": token}).status_code == 401
    assert client.get("/v1/events", headers={"cookie": f"token={token}"}).status_code == 401
    assert client.get("/v1/events", headers={"authorization": f"bearer {token}"}).status_code == 200


def test_the_file_keeps_hashes_alone_and_its_owner_alone_reads_it(tokens: Tokens) -> None:
    token = tokens.make("ana")
    assert token not in tokens.path.read_text()
    assert stat.S_IMODE(tokens.path.stat().st_mode) == 0o600
    assert tokens.holder(token) == "ana"
    assert tokens.holder(token[:-1]) is tokens.holder("") is None


def test_a_deleted_line_revokes_at_once(client: TestClient, tokens: Tokens) -> None:
    assert client.get("/v1/case").status_code == 200
    tokens.path.write_text("# nobody\n")
    assert client.get("/v1/case").status_code == 401


def test_a_token_has_a_name_of_its_own(tokens: Tokens) -> None:
    tokens.make("ana")
    with pytest.raises(WrongCall, match="ana has a token already"):
        tokens.make("ana")
    with pytest.raises(WrongCall, match="no name for a token"):
        tokens.make("a\tb")


def test_a_file_without_a_last_line_end_takes_another_token(tokens: Tokens) -> None:
    first = tokens.make("ana")
    tokens.path.write_text(tokens.path.read_text().rstrip("\n"))
    second = tokens.make("bob")
    assert [tokens.holder(token) for token in (first, second)] == ["ana", "bob"]


def test_a_file_of_something_else_is_not_taken_for_tokens(tokens: Tokens) -> None:
    tokens.path.write_text("root:x:0:0\n")
    with pytest.raises(WrongCall, match="line 1, is no token's"):
        tokens.hashes()


def test_who_asks_too_often_waits(client: TestClient, clock: Clock, tokens: Tokens) -> None:
    assert [client.get("/v1/case").status_code for _ in range(60)] == [200] * 60
    refused = client.get("/v1/case")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
    other = {"authorization": f"Bearer {tokens.make('ben')}"}
    assert client.get("/v1/case", headers=other).status_code == 200
    clock.now += 1
    assert client.get("/v1/case").status_code == 200
    assert client.get("/v1/case").status_code == 429


@given(per_minute=st.integers(1, 10_000), gaps=st.lists(st.floats(0, 5), max_size=200))
def test_a_rate_is_kept_over_any_stretch_and_the_wait_is_enough(per_minute: int, gaps: list[float]) -> None:
    clock, passed, start = Clock(), 0, 0.0
    rates = Rates(per_minute, clock)
    for gap in gaps:
        clock.now += gap
        wait = rates.wait("ana")
        passed += not wait
        if wait:
            clock.now += wait
            assert not rates.wait("ana")
            passed += 1
    assert passed <= rates.room + (clock.now - start) * per_minute / 60 + 1e-6


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_nothing_is_changed(client: TestClient, held: Desk, method: str) -> None:
    before = held.case.fingerprint()
    answer = client.request(method, "/v1/events", content=b"{}")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert held.case.fingerprint() == before


@pytest.mark.parametrize("address", PATHS)
def test_no_page_of_another_site_may_read_an_answer(client: TestClient, address: str) -> None:
    headers = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    answer = client.get(address, headers=headers)
    assert not [name for name in answer.headers if name.startswith("access-control-")]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_head_answers_without_a_body(client: TestClient) -> None:
    answer = client.head("/v1/events")
    assert (answer.status_code, answer.content) == (200, b"")


def test_it_listens_on_this_machine_unless_told_otherwise() -> None:
    with listening(0) as on:
        assert is_loopback(on.getsockname()[0])
        with pytest.raises(WrongCall, match="cannot be had"):
            listening(99_999, "127.0.0.1")
    assert not is_loopback("0.0.0.0")
    with pytest.raises(WrongCall, match="no address of this machine"):
        listening(0, "everywhere")


def test_a_fault_says_nothing_of_the_case(
    held: Desk, tokens: Tokens, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    def broken() -> None:
        raise RuntimeError(f"{path} is broken")

    token = tokens.make("ana")
    monkeypatch.setattr(held.case, "counts", broken)
    client = TestClient(api_app(Shown(held), tokens), base_url=ROOT, raise_server_exceptions=False)
    answer = client.get("/v1/case", headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 500
    assert str(path) not in answer.text
