"""The custody log: what came into the case, when and from where, each row bound to the one before it by its hash.

A row's hash is the SHA-256 of the row and of the hash before it, so that the last hash, the head, stands for the whole
log. Who can write the file can also write another log from its first row on; what proves the moment is a head that was
stamped or told to somebody else. The moments are in the log alone: what a case holds does not depend on them.
"""

from __future__ import annotations

import base64
import datetime as dt
from functools import cache
from importlib.metadata import version
from typing import Any, NamedTuple

import sqlalchemy as sa

from tidings.case import schema as t
from tidings.case.codec import packed, unpacked
from tidings.errors import WrongCall
from tidings.model import sha256

Detail = dict[str, Any]
ELSEWHERE = "elsewhere"  # state of a document that came as what was told of it; its bytes are not in the case
Given = tuple[tuple[str, str], ...]
MAX_TOKEN_BYTES = (
    1_000_000  # an RFC 3161 token with its certificates has some 5,000 bytes, an OpenTimestamps proof fewer
)


class Head(NamedTuple):
    """The last row of the log: its number (0: the log is empty) and its hash, which stands for all rows."""

    n: int
    hash: str


def note(connection: sa.Connection, what: str, document: str | None, detail: Detail) -> Head:
    """Add a row to the log and return it as the new head."""
    last = head(connection)
    row = {"n": last.n + 1, "at": _now(), "what": what, "document": document}
    row |= {"detail": packed(detail), "previous": last.hash}
    key = row_hash(row)
    connection.execute(sa.insert(t.custody), row | {"hash": key})
    return Head(last.n + 1, key)


def note_taken(
    connection: sa.Connection, document: str, origin: str, given: Given = (), *, what: str = "taken"
) -> None:
    """Say that the case holds these bytes from this origin, with all that the case says of them.

    Of what a container `given` beside the bytes, the address and the WARC record are said as they are.
    """
    asked = sa.select(t.document, t.document_origin.c.retrieved).join(t.document_origin)
    held = connection.execute(asked.where(t.document.c.sha256 == document, t.document_origin.c.origin == origin)).one()
    said = {name: value for name, value in given if name in ("url", "record")}
    note(connection, what, document, facts(held, origin) | said | _program())


def facts(held: sa.Row[Any], origin: str) -> Detail:
    """Return what the log says of a document with that origin; `verify` compares it with what the case says now."""
    return {
        "origin": origin,
        "retrieved": held.retrieved,
        "media_type": held.media_type,
        "bytes": held.size,
        "given": sha256(held.given.encode()),
    }


def adopt(connection: sa.Connection) -> None:
    """Begin the log of an older case: one row for each origin of each document that it holds."""
    came = t.document_origin.c
    for document, origin in connection.execute(sa.select(came.document, came.origin).order_by(*came)).all():
        note_taken(connection, document, origin, what="adopted")


def note_fetched(connection: sa.Connection, document: str | None, detail: Detail) -> Head:
    """Say that an answer came from the network: which WARC record keeps it, and which bytes it brought."""
    return note(connection, "fetched", document, detail | _program())


def note_reread(connection: sa.Connection, document: str) -> None:
    """Say that a document which the case holds is read anew; the knowledge noted last is what it is read with."""
    note(connection, "reread", document, _program())


def note_knowledge(connection: sa.Connection, version: str) -> None:
    """Say with which version of the knowledge tables the documents that follow are read, where it is another."""
    if knowledge(connection) != version:
        note(connection, "knowledge", None, {"knowledge": version} | _program())


def knowledge(connection: sa.Connection) -> str | None:
    """Return the version of the knowledge tables that the log names last, or None."""
    asked = sa.select(t.custody.c.detail).where(t.custody.c.what == "knowledge").order_by(t.custody.c.n.desc()).limit(1)
    last = connection.execute(asked).scalar()
    return unpacked(last)["knowledge"] if last else None


def note_stamp(connection: sa.Connection, kind: str, token: bytes) -> Head:
    """Keep the token that a time stamping service gave for the present head."""
    if not kind.strip() or not token:
        raise WrongCall('A stamp needs its kind and its token: case.note_stamp("rfc3161", token)')
    if len(token) > MAX_TOKEN_BYTES:
        raise WrongCall(f"A stamp's token has at most {MAX_TOKEN_BYTES:,} bytes, not {len(token):,}.")
    last = head(connection)
    if not last.n:
        raise WrongCall("The custody log is empty: there is nothing to stamp. Add a document first.")
    stamped = {"kind": kind, "head": last.hash, "token": base64.b64encode(token).decode()}
    return note(connection, "stamped", None, stamped)


def head(connection: sa.Connection) -> Head:
    """Return the last row's number and hash."""
    last = connection.execute(sa.select(t.custody.c.n, t.custody.c.hash).order_by(t.custody.c.n.desc()).limit(1))
    found = last.first()
    return Head(found.n, found.hash) if found else Head(0, t.BEFORE_THE_FIRST)


def log(connection: sa.Connection) -> list[Detail]:
    """Return the log from its first row on, each detail as values."""
    rows = connection.execute(sa.select(t.custody).order_by(t.custody.c.n)).mappings()
    return [dict(row) | {"detail": unpacked(row["detail"])} for row in rows]


def row_hash(row: Any) -> str:
    """Return the hash that a row must have: over its columns in this order, as one JSON list without blanks."""
    return sha256(packed([row[key] for key in ("n", "at", "what", "document", "detail", "previous")]).encode())


def _program() -> Detail:
    return {"tool": "tidings", "version": _version()}


@cache
def _version() -> str:
    return version("tidings")


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
