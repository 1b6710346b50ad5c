"""The service as an ASGI application, and the socket that it answers on."""

from __future__ import annotations

import ipaddress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tidings.web.answer import PACKING, refusal
from tidings.web.api.doors import DOORS
from tidings.web.api.gate import Gate, Rates
from tidings.web.api.privacy import Shown
from tidings.web.api.tokens import Tokens
from tidings.web.app import SMALL, endpoint


def api_app(desk: Shown, tokens: Tokens, rates: Rates | None = None) -> Starlette:
    """Return the application for one case, as it is to be shown."""
    return Starlette(
        routes=[Route(door.path, endpoint(desk, door), methods=[door.method]) for door in DOORS],
        middleware=[
            Middleware(Gate, tokens=tokens, rates=rates or Rates()),
            Middleware(GZipMiddleware, minimum_size=SMALL, compresslevel=PACKING),
        ],
        exception_handlers={HTTPException: _unknown, Exception: _fault},
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    return ipaddress.ip_address(host).is_loopback


async def _unknown(request: Request, why: Exception) -> Response:
    status = why.status_code if isinstance(why, HTTPException) else 500
    return refusal(status, f"There is nothing at {request.url.path}.", "See /v1/openapi.json")


async def _fault(request: Request, why: Exception) -> Response:
    return refusal(
        500, f"A fault in the program: {type(why).__name__}.", "What the terminal of tidings serve says helps."
    )
