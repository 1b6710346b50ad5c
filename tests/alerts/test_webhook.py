"""Webhooks against a real server on this machine: signed, tried within bounds, and never sent to private addresses."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.alerts.conftest import CLASH, ONE, Life
from tests.alerts.test_feeds import MESSAGE
from tidings.alerts.mail import NotSent
from tidings.alerts.webhook import ATTEMPTS, Webhook


@dataclass
class Hook:
    """A server that takes posts and answers as it is told."""

    url: str = ""
    answers: list[int] = field(default_factory=list)  # the last is given for ever
    head: bytes = b""
    body: bytes = b""
    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def hook() -> Iterator[Hook]:
    hook = Hook(answers=[204])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            hook.taken.append(({name.lower(): value for name, value in self.headers.items()}, body))
            status = hook.answers.pop(0) if len(hook.answers) > 1 else hook.answers[0]
            self.wfile.write(b"HTTP/1.1 %d X\r\n" % status + hook.head + b"Content-Length: %d\r\n\r\n" % len(hook.body))
            self.wfile.write(hook.body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing on stderr."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hook.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield hook
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_message_is_posted_once_and_signed(life: Life, hook: Hook) -> None:
    life.holds(ONE)
    life.add(f"webhook:{hook.url}")
    secret = life.alerts.secret(f"webhook:{hook.url}")
    assert life.run().sent == 1
    life.reopened()
    assert life.run().sent == 0
    [(headers, body)] = hook.taken
    said = json.loads(body)
    moment, _, signed = headers["tidings-signature"].partition(",v1=")
    expected = hmac.new(secret.encode(), f"{moment.removeprefix('t=')}.".encode() + body, hashlib.sha256)
    assert hmac.compare_digest(signed, expected.hexdigest())
    assert (moment, headers["tidings-message"]) == (f"t={said['at']}", said["id"])
    assert (said["status"], said["grade"], said["independent"], said["origins"]) == ("happened", "F3", 1, ["police"])
    assert said["quote"] == "Rebels attacked Mora on 2 May, killing 6, police said."


def test_a_server_that_is_busy_is_asked_again_within_bounds(life: Life, hook: Hook) -> None:
    life.holds(ONE)
    life.add(f"webhook:{hook.url}")
    hook.answers = [503, 429, 200]
    assert life.run().sent == 1
    assert (len(hook.taken), life.pauses) == (3, [1.0, 2.0])
    assert len({body for _, body in hook.taken}) == 1


def test_a_server_that_stays_busy_leaves_the_message_waiting(life: Life, hook: Hook) -> None:
    life.holds(ONE)
    life.add(f"webhook:{hook.url}")
    hook.answers = [500]
    first = life.run()
    assert (first.sent, first.waiting, len(hook.taken)) == (0, 1, ATTEMPTS)
    assert "it answered 500" in first.why[0]
    hook.answers = [200]
    life.holds(ONE, CLASH)
    second = life.run()
    assert (second.messages, second.sent, second.waiting) == (1, 2, 0)


@pytest.mark.parametrize("status", [301, 302, 400, 401, 404, 410])
def test_what_is_refused_is_not_asked_again_and_no_redirect_is_followed(hook: Hook, status: int) -> None:
    hook.answers, hook.head = [status], f"Location: {hook.url}\r\n".encode()
    with pytest.raises(NotSent, match=f"it answered {status}"):
        Webhook(allow_private=True).send(MESSAGE, hook.url, "s")
    assert len(hook.taken) == 1


def test_a_private_address_is_not_asked_unless_allowed(life: Life, hook: Hook) -> None:
    for url in (hook.url, hook.url.replace("127.0.0.1", "localhost"), "http://169.254.169.254/latest"):
        with pytest.raises(NotSent, match="no public address"):
            Webhook().send(MESSAGE, url, "s")
    assert hook.taken == []


def test_an_answer_without_end_is_not_read(hook: Hook) -> None:
    hook.answers, hook.body = [200], b"x" * 2_000_000
    with pytest.raises(NotSent, match="more than 64,000 bytes"):
        Webhook(allow_private=True, sleep=lambda _: None).send(MESSAGE, hook.url, "s")


def test_where_nobody_listens_the_message_waits(life: Life) -> None:
    life.holds(ONE)
    life.add("webhook:http://127.0.0.1:9/")
    outcome = life.run()
    assert (outcome.sent, outcome.waiting, life.pauses) == (0, 1, [1.0, 2.0])


def test_each_webhook_has_a_secret_of_its_own_that_stays(life: Life) -> None:
    life.add("webhook:http://a.example/", "webhook:http://b.example/", "terminal")
    a, b = (life.alerts.secret(f"webhook:http://{host}.example/") for host in "ab")
    assert a != b
    assert min(len(a), len(b)) > 40
    life.add("webhook:http://a.example/", name="other")
    assert life.alerts.secret("webhook:http://a.example/") == a
    assert life.alerts.path.stat().st_mode & 0o077 == 0
