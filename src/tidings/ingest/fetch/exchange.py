"""One request and its answer: asked by httpx, recorded byte for byte, unpacked within bounds."""

from __future__ import annotations

import datetime as dt
import ssl
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import httpcore
import httpx

from tidings.errors import NotFetched
from tidings.ingest.fetch.limits import Limits
from tidings.ingest.fetch.wire import CheckedNetwork, Wire, too_large
from tidings.ingest.media import HEAD, media_type

FAILURES = (
    httpx.HTTPError,
    httpx.StreamError,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
)
ACCEPTED = "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.9,*/*;q=0.8"
PACKED = {"gzip": 47, "x-gzip": 47, "deflate": 47}  # what zlib is told: look for a gzip or a zlib header
GZIP = b"\x1f\x8b"  # begins a member
MAX_MEMBERS = 10_000  # of one answer; servers that pack as they go send a few, and each costs the copy of a CHUNK
RAW_DEFLATE = -15  # some servers mean this by "deflate"
CHUNK = 1 << 16
IDLE_SECONDS = 20.0  # without one byte; the whole answer is bounded by Limits.seconds


class Unreachable(Exception):
    """The network failed in a way that may pass: worth another try."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and the whole answer to it. `sent` and `received` are the bytes on the wire, `body` is unpacked."""

    url: str
    at: dt.datetime
    address: str
    sent: bytes
    received: bytes
    status: int
    headers: httpx.Headers
    body: bytes

    @property
    def media_type(self) -> str:
        """What the body is by its first bytes, or by what the server calls it where these are silent."""
        return media_type(self.body[:HEAD], "", self.content_type)

    @property
    def content_type(self) -> str:
        """What the server calls the body; it may be wrong."""
        return str(self.headers.get("content-type", ""))

    @property
    def location(self) -> str | None:
        """Where a redirect leads, or None where the answer is none."""
        moved = self.status in (301, 302, 303, 307, 308)
        return str(self.headers["location"]) if moved and "location" in self.headers else None


class Asking:
    """Asks one address at a time, each over a connection of its own."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits

    @cached_property
    def _certificates(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()

    def get(self, url: str, conditions: Mapping[str, str]) -> Exchange:
        """Return the whole answer; raises Unreachable or NotFetched."""
        wire, at = Wire(self.limits), dt.datetime.now(dt.UTC)
        headers = {"User-Agent": self.limits.agent, "Accept": ACCEPTED, "Accept-Encoding": "gzip, deflate"}
        timeout = httpx.Timeout(min(IDLE_SECONDS, self.limits.seconds))
        headers |= {"Connection": "close", **conditions}
        request = httpx.Request("GET", url, headers=headers, extensions={"timeout": timeout.as_dict()})
        try:
            with _Transport(wire, self._certificates) as transport:
                answer = transport.handle_request(request)
                self._refuse_announced(answer)
                packed = b"".join(answer.iter_raw())
        except FAILURES as why:
            raise Unreachable(str(why) or type(why).__name__) from why
        body = unpacked(packed, answer.headers.get("content-encoding", ""), self.limits.max_bytes)
        sent, received = bytes(wire.sent), bytes(wire.received)
        return Exchange(url, at, wire.address, sent, received, answer.status_code, answer.headers, body)

    def _refuse_announced(self, answer: httpx.Response) -> None:
        """An answer that says it is too large need not be waited for."""
        length = answer.headers.get("content-length", "")
        if length.isdigit() and int(length) > self.limits.max_bytes:
            raise too_large(self.limits.max_bytes)


class _Transport(httpx.BaseTransport):
    """Carries one request of httpx over the wire."""

    def __init__(self, wire: Wire, certificates: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(certificates, max_connections=1, network_backend=CheckedNetwork(wire))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        told = self._pool.handle_request(
            httpcore.Request(request.method, target, headers=request.headers.raw, extensions=request.extensions)
        )
        return httpx.Response(told.status, headers=told.headers, stream=_Body(told), extensions=told.extensions)

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, told: httpcore.Response) -> None:
        self._told = told

    def __iter__(self) -> Iterator[bytes]:
        yield from self._told.iter_stream()

    def close(self) -> None:
        self._told.close()


def unpacked(body: bytes, encoding: str, bound: int) -> bytes:
    """Return the body as it was before packing; raises NotFetched where that exceeds the bound or cannot be had.

    A body that is called packed and does not begin so is taken as it is: servers say gzip of what they did not pack.
    """
    names = [name.strip().lower() for name in encoding.split(",") if name.strip().lower() not in ("", "identity")]
    if not names or not body:
        return body
    if len(names) > 1 or names[0] not in PACKED:
        raise NotFetched(
            f'The answer is packed as "{encoding}", which was not asked for. Save the page by hand.', "packing"
        )
    is_gzip = body.startswith(GZIP)
    is_zlib = body[0] & 0x0F == 8 and len(body) > 1 and int.from_bytes(body[:2], "big") % 31 == 0
    if is_gzip or is_zlib:
        return _inflated(body, PACKED[names[0]], bound)
    if names[0] == "deflate":
        try:
            return _inflated(body, RAW_DEFLATE, bound)
        except NotFetched as why:
            if why.reason != "damaged":
                raise
    return body


def _inflated(body: bytes, window: int, bound: int) -> bytes:
    """The body unpacked, of gzip every member: the archive is read so, and what is read must be what was got."""
    unpacker, out, at, members = zlib.decompressobj(window), bytearray(), 0, 1
    try:
        while at < len(body):
            if unpacker.eof:
                if not body.startswith(GZIP, at):
                    break
                unpacker, members = zlib.decompressobj(window), members + 1
                if members > MAX_MEMBERS:
                    raise NotFetched(f"Packed in more than {MAX_MEMBERS:,} parts: not unpacked further.", "bomb")
            some = body[at : at + CHUNK]
            out += unpacker.decompress(some, CHUNK)
            at += len(some) - len(unpacker.unconsumed_tail) - len(unpacker.unused_data)
            if len(out) > bound:
                raise NotFetched(f"{len(body):,} bytes unpack to more than {bound:,}: not unpacked further.", "bomb")
    except zlib.error as why:
        raise NotFetched(
            f"The answer cannot be unpacked: {why}. Try again, or save the page by hand.", "damaged"
        ) from why
    if not unpacker.eof:
        raise NotFetched("The packed answer breaks off. Try again, or save the page by hand.", "damaged")
    return bytes(out)
