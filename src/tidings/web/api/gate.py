"""Who may ask the service, how often, and what: a known token, within its rate, to read.

No header of CORS is sent, so that no page of another site reads an answer, and a token is taken from the header
Authorization alone: a browser sends that to nobody by itself.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from tidings.web.answer import refusal
from tidings.web.api.tokens import Tokens
from tidings.web.gate import SAFE_METHODS, with_headers

HEADERS: Mapping[str, str] = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-cache",
}
PER_MINUTE = 600  # calls of one token, unless the start says otherwise
BURST = 60  # calls at once before the rate counts; a page of a program that opens


@dataclass
class Bucket:
    """A token bucket: full at first, refilled with time, one call takes one."""

    left: float
    at: float


@dataclass
class Rates:
    """How often each token may ask."""

    per_minute: int = PER_MINUTE
    clock: Callable[[], float] = time.monotonic
    buckets: dict[str, Bucket] = field(default_factory=dict)

    @property
    def room(self) -> int:
        """How many calls a bucket holds."""
        return min(BURST, self.per_minute)

    def wait(self, name: str) -> int:
        """Count a call of this token; return 0 where it may go on, else the seconds until the next may."""
        now, rate = self.clock(), self.per_minute / 60
        bucket = self.buckets.setdefault(name, Bucket(self.room, now))
        bucket.left = min(self.room, bucket.left + (now - bucket.at) * rate)
        bucket.at = now
        if bucket.left < 1:
            return max(1, math.ceil((1 - bucket.left) / rate))
        bucket.left -= 1
        return 0


class Gate:
    """ASGI middleware that lets a request pass that has a known token, keeps its rate and reads."""

    def __init__(self, app: ASGIApp, tokens: Tokens, rates: Rates) -> None:
        self.app, self.tokens, self.rates = app, tokens, rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or answer it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        answer = self._answer(scope["method"], Headers(scope=scope))
        await (answer or self.app)(scope, receive, with_headers(send, HEADERS))

    def _answer(self, method: str, headers: Headers) -> Response | None:
        """What the gate itself answers; None lets the request pass."""
        scheme, _, token = headers.get("authorization", "").partition(" ")
        holder = self.tokens.holder(token.strip()) if scheme.lower() == "bearer" else None
        if holder is None:
            out = refusal(401, "This needs a token.", "Send it as the header: Authorization: Bearer TOKEN")
            out.headers["www-authenticate"] = "Bearer"
            return out
        if wait := self.rates.wait(holder):
            out = refusal(429, f"{holder} has asked too often.", f"Ask again in {wait} s.")
            out.headers["retry-after"] = str(wait)
            return out
        if method not in SAFE_METHODS:
            out = refusal(405, "Nothing is changed here.", "Decide at the desk: tidings desk")
            out.headers["allow"] = ", ".join(SAFE_METHODS)
            return out
        return None
