"""The desk as an ASGI application: the gate in front, the doors of the API, and the page's files behind them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Protocol

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from tidings.errors import Refused, TidingsError, WrongCall
from tidings.web.answer import PACKING, answer, refusal
from tidings.web.calls import Door
from tidings.web.desk import Desk
from tidings.web.doors import DOORS
from tidings.web.gate import Gate, Session

STATIC = Path(__file__).parent / "static"
UNBUILT = "The desk's page is not built. From a checkout, type: make desk"
SMALL = 1_000  # bytes; packing less saves nothing
LARGEST_CALL = 1_000_000  # bytes of a decision; the longest has a comment of some pages
HASHED = "public, max-age=31536000, immutable"  # a file under assets/ has its contents' hash in its name

Endpoint = Callable[[Request], Awaitable[Response]]


class Versioned(Protocol):
    """What views are given: its version names the state that their answers depend on."""

    @property
    def version(self) -> str:
        """What the present state is called; every change gives another."""
        ...


def desk_app(desk: Desk, session: Session, *, static: Path = STATIC, doors: Sequence[Door] = DOORS) -> Starlette:
    """Return the application for one case and one session."""
    routes = [Route(door.path, endpoint(desk, door), methods=[door.method]) for door in doors]
    return Starlette(
        routes=[*routes, Route("/api/{rest:path}", _unknown), Route("/{path:path}", page_files(static))],
        middleware=[
            Middleware(Gate, session=session),
            Middleware(GZipMiddleware, minimum_size=SMALL, compresslevel=PACKING),
        ],
        exception_handlers={HTTPException: _http, Exception: _fault},
    )


def endpoint(desk: Versioned, door: Door) -> Endpoint:
    """Return what answers a route: it reads the call, asks the view, and turns what that raises into a refusal."""

    async def answered(request: Request) -> Response:
        tag = "" if door.is_fresh or door.method != "GET" else f'"{desk.version}"'
        headers = {"etag": tag, "cache-control": "private, no-cache"} if tag else {"cache-control": "no-store"}
        if tag and tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        try:
            arguments = door.arguments(request.path_params, request.query_params)
            if door.body is not None:
                arguments["body"] = door.read_body(await _json_body(request))
            if iscoroutinefunction(door.view):  # takes the request itself: a body as it comes, a stream of news
                value = await door.view(desk, raw=request, **arguments)
            else:
                value = await run_in_threadpool(door.view, desk, **arguments)
        except TidingsError as why:
            return refused(why)
        takes_gzip = "gzip" in request.headers.get("accept-encoding", "")
        out = answer(value, takes_gzip=takes_gzip, headers=headers)
        out.status_code = door.status if out.status_code == 200 else out.status_code
        return out

    return answered


def refused(why: TidingsError) -> Response:
    """Return the answer for an error raised on purpose."""
    if isinstance(why, Refused):
        return refusal(why.status, why.what, why.then, why.more)
    return refusal(400 if isinstance(why, WrongCall) else 500, str(why))


def page_files(static: Path) -> Endpoint:
    """Return what serves the page: a built file by its name, and the page itself for every other path."""
    root = static.resolve()

    async def served(request: Request) -> Response:
        asked = _page_file(root, request.path_params["path"])
        if asked:
            is_hashed = asked.parent.name == "assets"
            return FileResponse(asked, headers={"cache-control": HASHED} if is_hashed else {})
        index = root / "index.html"
        return FileResponse(index) if index.is_file() else PlainTextResponse(UNBUILT, 503)

    return served


def _page_file(root: Path, path: str) -> Path | None:
    """The built file of that name; None for the page itself, for what is not there and for what names no file."""
    try:
        asked = (root / path).resolve()
        is_there = asked.is_file() and asked.is_relative_to(root)
    except (OSError, ValueError):  # longer than a name can be, or with a NUL in it
        return None
    return asked if is_there and asked.name != "index.html" else None


async def _json_body(request: Request) -> bytes:
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Refused(415, "A decision is sent as JSON.", "Set the content type application/json.")
    out = bytearray()
    async for piece in request.stream():
        out += piece
        if len(out) > LARGEST_CALL:
            raise Refused(413, f"More than {LARGEST_CALL:,} bytes.", "Write less.")
    return bytes(out)


async def _unknown(request: Request) -> Response:
    return refusal(404, f"There is nothing at {request.url.path}.", "See /api/openapi.json")


async def _http(request: Request, why: Exception) -> Response:
    status = why.status_code if isinstance(why, HTTPException) else 500
    if request.url.path.startswith("/api/"):
        return refusal(status, f"{request.method} is not answered here.", "See /api/openapi.json")
    return PlainTextResponse("Not answered here.", status)


async def _fault(request: Request, why: Exception) -> Response:
    return refusal(
        500, f"A fault in the program: {type(why).__name__}.", "What the terminal of tidings desk says helps."
    )
