"""Who may ask the desk anything: this machine, this session, this page. And what a browser may do with the answers.

A page of another site can make a browser send requests here, under another name of this machine too (DNS rebinding).
So the Host must be a loopback name with this port, a cookie that only the desk's own link sets must come along, and
what changes the case must come from the desk's own page. Cookies do not tell ports apart, `Sec-Fetch-Site` and `Origin`
do.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tidings.web.answer import refusal

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
SAFE_METHODS = ("GET", "HEAD")
HEADERS: Mapping[str, str] = {
    "content-security-policy": PAGE_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "private, no-cache",
}
NO_SESSION = "This desk needs the link that tidings desk printed when it started. Open that link, or start it anew."


@dataclass(frozen=True, slots=True)
class Session:
    """The port that the desk listens on, and the secret that its link carries."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @property
    def url(self) -> str:
        """The link that opens the desk; it is as good as a password for as long as the desk runs."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    @property
    def hosts(self) -> frozenset[str]:
        """The values of the Host header that mean this desk."""
        return frozenset(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]"))

    @property
    def cookie(self) -> str:
        """The cookie's name; two desks on one machine do not take each other's."""
        return f"tidings_{self.port}"

    def holds(self, token: str | None) -> bool:
        """Whether this is the session's token."""
        return token is not None and secrets.compare_digest(token.encode(), self.token.encode())


class Gate:
    """ASGI middleware that answers for the application what it must not be asked, and adds the headers of safety."""

    def __init__(self, app: ASGIApp, session: Session) -> None:
        self.app, self.session = app, session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or answer it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        answer = self._answer(scope, Headers(scope=scope))
        await (answer or self.app)(scope, receive, with_headers(send, HEADERS))

    def _answer(self, scope: Scope, headers: Headers) -> Response | None:
        """What the gate itself answers; None lets the request pass."""
        path, is_api = scope["path"], scope["path"].startswith("/api/")
        if headers.get("host") not in self.session.hosts:
            return _refused(
                is_api, HTTPStatus.MISDIRECTED_REQUEST, "This desk answers on 127.0.0.1 and localhost only."
            )
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token")
        if given and not is_api and scope["method"] == "GET":
            return self._entered(path) if self.session.holds(given[0]) else _refused(False, 401, NO_SESSION)
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        cookie = cookie_parser(headers.get("cookie", "")).get(self.session.cookie)
        if not (self.session.holds(cookie) or self.session.holds(bearer)):
            return _refused(is_api, 401, NO_SESSION)
        if not self._is_own(scope["method"], is_api, headers):
            return _refused(is_api, 403, "Only the desk's own page may ask this.")
        return None

    def _entered(self, path: str) -> Response:
        """Set the cookie and go to the same page without the token, so that it stays in no history."""
        answer = RedirectResponse("/" + path.lstrip("/\\"), status_code=303)
        answer.set_cookie(self.session.cookie, self.session.token, path="/", httponly=True, samesite="strict")
        return answer

    def _is_own(self, method: str, is_api: bool, headers: Headers) -> bool:
        """Whether the request comes from the desk's own page, or from no page at all."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "none")
        if origin is not None and origin.removeprefix("http://") not in self.session.hosts:
            return False
        return site in ("same-origin", "none") or (method in SAFE_METHODS and not is_api)


def with_headers(send: Send, headers: Mapping[str, str]) -> Send:
    """Return what sends an answer with these headers, where it has none of the name."""

    async def safe(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = MutableHeaders(scope=message)
            for name, value in headers.items():
                own.setdefault(name, value)
        await send(message)

    return safe


def _refused(is_api: bool, status: int, words: str) -> Response:
    what, _, then = words.partition(". ")
    return refusal(status, f"{what.rstrip('.')}.", then or None) if is_api else PlainTextResponse(words, status)
