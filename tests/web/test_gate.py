"""Only this machine, this session and this page are answered, and nothing that a story holds can act."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import PORT, ROOT
from tidings.web.app import UNBUILT, desk_app
from tidings.web.desk import Desk
from tidings.web.gate import Session


@pytest.fixture
def stranger(desk: Desk, session: Session, static: Path) -> TestClient:
    """A browser that was not given the link."""
    return TestClient(desk_app(desk, session, static=static), base_url=ROOT, follow_redirects=False)


def test_the_link_sets_a_cookie_and_leaves_the_address(stranger: TestClient) -> None:
    answer = stranger.get("/events/abc", params={"token": "secret"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/events/abc")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert stranger.get("/api/case").status_code == 200


@pytest.mark.parametrize("path", ["/", "/api/case", "/assets/app-1a2b.js", "/api/openapi.json", "/api/nothing"])
@pytest.mark.parametrize("token", ["", "secreT", "secret ", "é"])
def test_without_the_secret_nothing_is_answered(stranger: TestClient, path: str, token: str) -> None:
    answer = stranger.get(path, params={"token": token} if token else {})
    assert answer.status_code == 401
    assert "link" in answer.text


def test_a_link_leads_to_no_other_site(stranger: TestClient) -> None:
    for path in ("//evil.example/x", "/\\evil.example"):
        answer = stranger.get(f"{ROOT}{path}?token=secret")
        assert answer.headers["location"].startswith("/")
        assert not answer.headers["location"].startswith(("//", "/\\"))


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", f"evil.example:{PORT}", f"127.0.0.1.nip.io:{PORT}", ""])
def test_another_name_of_this_machine_is_not_answered(client: TestClient, host: str) -> None:
    assert client.get("/api/case", headers={"host": host}).status_code == 421
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"[::1]:{PORT}"])
def test_loopback_names_are_answered(stranger: TestClient, host: str) -> None:
    headers = {"host": host, "authorization": "Bearer secret"}
    assert stranger.get("/api/case", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"origin": f"https://127.0.0.1:{PORT}"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": ROOT, "sec-fetch-site": "same-origin"}, 400),
    ],
)
def test_only_the_desks_own_page_may_decide(client: TestClient, headers: dict[str, str], status: int) -> None:
    answer = client.post("/api/judgements", json={"action": "accept"}, headers=headers)
    assert answer.status_code == status


def test_a_page_of_another_port_may_not_read(client: TestClient) -> None:
    assert client.get("/api/events", headers={"sec-fetch-site": "same-site"}).status_code == 403


def test_a_form_of_another_kind_decides_nothing(client: TestClient) -> None:
    answer = client.post("/api/judgements", content=b"{}", headers={"content-type": "text/plain"})
    assert answer.status_code == 415


@pytest.mark.parametrize("path", ["/", "/api/case", "/assets/app-1a2b.js", "/api/nothing", "/network"])
def test_every_answer_carries_the_policy(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers


def test_a_page_that_is_not_built_says_what_to_type(desk: Desk, session: Session, tmp_path: Path) -> None:
    with TestClient(desk_app(desk, session, static=tmp_path / "none"), base_url=ROOT) as one:
        answer = one.get("/", params={"token": "secret"})
    assert (answer.status_code, answer.text) == (503, UNBUILT)
    assert "make desk" in UNBUILT


def test_every_path_of_the_page_is_the_page_and_files_are_files(client: TestClient) -> None:
    assert "<title>desk" in client.get("/events/0123").text
    assert client.get("/assets/app-1a2b.js").headers["cache-control"].endswith("immutable")
    assert client.get("/..%2fcase.tidings").text.startswith("<!doctype")
    assert client.get("/%2e%2e/case.tidings").text.startswith("<!doctype")


def test_answers_that_the_browser_holds_are_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/events")
    again = client.get("/api/events", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_large_answers_are_packed(client: TestClient) -> None:
    answer = client.get("/api/openapi.json", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert client.get("/api/events", headers={"accept-encoding": "gzip"}).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get("/api/events", headers={"accept-encoding": "identity"}).headers


def test_the_secret_is_long_and_told_to_nobody() -> None:
    one, two = Session(1), Session(1)
    assert one.token != two.token
    assert len(one.token) > 40
    assert one.token not in repr(one)


@pytest.mark.parametrize(
    "path", ["/%00", f"/{'a' * 300}", f"/{'b/' * 3000}", "/..%2fcase.tidings", "/%2e%2e/case.tidings"]
)
def test_what_names_no_file_of_the_page_gives_the_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.text[:15]) == (200, "<!doctype html>")
