"""Documents that come in through the page: one file a request, kept on disk until the job that reads it ends."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePosixPath

from starlette.requests import Request
from typing_extensions import TypedDict

from tidings.errors import Refused
from tidings.web.desk import Desk
from tidings.web.jobs import Job, job_shape

LARGEST = 512_000_000  # bytes of one file; archives beyond it are added from the command line, which streams them
LONGEST_NAME = 255


class Asked(TypedDict):
    """The job that will read what was sent."""

    job: Job


async def add(desk: Desk, raw: Request, name: str) -> Asked:
    """Read a document into the case: the body is the file's bytes, `name` what it was called.

    Answers when all bytes are here; what is read shows by the job.
    """
    called = plain_name(name)
    announced = raw.headers.get("content-length", "0")
    if announced.isdecimal() and int(announced) > LARGEST:
        raise _too_large()
    with tempfile.NamedTemporaryFile("wb", prefix="tidings-", suffix=Path(called).suffix[:20], delete=False) as kept:
        try:
            size = 0
            async for piece in raw.stream():
                size += len(piece)
                if size > LARGEST:
                    raise _too_large()
                kept.write(piece)
        except BaseException:
            Path(kept.name).unlink(missing_ok=True)
            raise
    if not size:
        Path(kept.name).unlink(missing_ok=True)
        raise Refused(400, f"{called} is empty.", "Choose a file that holds something.")
    return {"job": job_shape(desk.jobs.add(Path(kept.name), called))}


def job(desk: Desk, id: str) -> Job:
    """A job: how far it is, what it read, and what it could not."""
    if id not in desk.jobs.all:
        raise Refused(404, f"There is no job {id}.", "Jobs are forgotten when the desk ends.")
    return job_shape(desk.jobs.all[id])


def plain_name(name: str) -> str:
    """Return the last part of a name, without signs that steer a terminal; raise Refused where nothing is left.

    >>> plain_name("../../reports/wire.txt")
    'wire.txt'
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(c for c in last if c.isprintable()).strip()[:LONGEST_NAME]
    if plain in ("", ".", ".."):
        raise Refused(400, "A file needs a name.", "Give it as ?name=")
    return plain


def _too_large() -> Refused:
    return Refused(413, f"The file has more than {LARGEST:,} bytes.", "Add it from the command line: tidings add")
