"""News for open pages as server-sent events: the case has changed, a job has gone on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import StreamingResponse

from tidings.web.answer import json_bytes
from tidings.web.desk import Desk
from tidings.web.jobs import job_shape

EVERY = 0.5  # seconds between looks at the case file: two system calls
ALIVE = 40  # looks without news after which a line says that the stream still lives


async def changes(desk: Desk, raw: Request) -> StreamingResponse:
    """News as server-sent events: `version` when the case has changed, `job` when a job has gone on."""
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_news(desk, raw), headers=headers, media_type="text/event-stream")


async def _news(desk: Desk, raw: Request) -> AsyncIterator[bytes]:
    version, told, quiet = "", -1, 0
    while not await raw.is_disconnected():
        quiet += 1
        now = await run_in_threadpool(lambda: desk.version)
        if now != version:
            version, quiet = now, 0
            yield _line("version", {"version": version})
        if desk.jobs.told != told and desk.jobs.all:
            told, quiet = desk.jobs.told, 0
            yield _line("job", job_shape(desk.jobs.now or list(desk.jobs.all.values())[-1]))
        if quiet >= ALIVE:
            quiet = 0
            yield b": still here\n\n"
        await asyncio.sleep(EVERY)


def _line(event: str, value: object) -> bytes:
    return b"event: " + event.encode() + b"\ndata: " + json_bytes(value) + b"\n\n"
