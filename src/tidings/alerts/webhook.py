"""Messages to a webhook: signed JSON, sent within bounds, to public addresses unless private ones are allowed."""

from __future__ import annotations

import hashlib
import hmac
import json
import ssl
import time
from collections.abc import Callable
from importlib.metadata import version

import httpcore

from tidings.alerts.mail import NotSent
from tidings.alerts.message import Message
from tidings.errors import NotFetched
from tidings.ingest.fetch.limits import Limits
from tidings.ingest.fetch.wire import CheckedNetwork, Wire

ATTEMPTS = 3  # in one run; what still waits is tried again by the next
FIRST_PAUSE = 1.0  # seconds before the second attempt; each further pause is twice as long
SECONDS, IDLE = 20.0, 10.0  # for one whole answer, and without one byte of it
ANSWER_BYTES = 64_000  # nobody reads more of the answer
LATER = (408, 425, 429, 500, 502, 503, 504)  # the server may answer otherwise soon
Headers = dict[bytes | str, bytes | str]
FAILURES = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException)


class Webhook:
    """Sends messages to addresses of the web, each as a POST of its own."""

    def __init__(self, *, allow_private: bool = False, sleep: Callable[[float], None] = time.sleep) -> None:
        self._limits = Limits(seconds=SECONDS, max_bytes=ANSWER_BYTES, allow_private=allow_private)
        self._sleep = sleep

    def send(self, message: Message, url: str, secret: str) -> None:
        """Post a message until it is taken, at most ATTEMPTS times; raise NotSent where it is not."""
        body = json.dumps(message.values(), ensure_ascii=False).encode("utf-8", "replace")
        why = ""
        for attempt in range(ATTEMPTS):
            if attempt:
                self._sleep(FIRST_PAUSE * 2 ** (attempt - 1))
            status, why = self._asked(url, body, headers(message, body, secret))
            if 200 <= status < 300:
                return
            if status and status not in LATER:
                break
        raise NotSent(f"{url} did not take the message: {why}")

    def _asked(self, url: str, body: bytes, sent: Headers) -> tuple[int, str]:
        """Return the answer's status, 0 where there was none, and in words why it was not taken."""
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), IDLE)
        try:
            with httpcore.ConnectionPool(
                ssl.create_default_context(), max_connections=1, network_backend=CheckedNetwork(Wire(self._limits))
            ) as pool:
                answer = pool.request("POST", url, headers=sent, content=body, extensions={"timeout": timeout})
        except NotFetched as why:
            if why.reason == "private-address":
                raise NotSent(f"{url} was not asked: {why}") from why
            return 0, str(why)
        except FAILURES as why:
            return 0, str(why) or type(why).__name__
        return answer.status, f"it answered {answer.status}"


def headers(message: Message, body: bytes, secret: str) -> Headers:
    """Return what goes with a message: who sends it, its id, and the signature of its moment and body."""
    return {
        "Content-Type": "application/json",
        "User-Agent": f"tidings/{version('tidings')}",
        "Connection": "close",
        "Tidings-Message": message.id,
        "Tidings-Signature": signature(message.at, body, secret),
    }


def signature(at: str, body: bytes, secret: str) -> str:
    """Return the HMAC-SHA256 of the moment, a full stop and the body; the moment stands in the body as `at`.

    >>> signature("2024-05-02T10:00:00+00:00", b"{}", "secret")[:27]
    't=2024-05-02T10:00:00+00:00'
    """
    made = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={made}"
