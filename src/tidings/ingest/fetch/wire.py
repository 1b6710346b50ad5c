"""The wire: one connection to a checked address, every byte of it recorded and bounded.

The host's name is looked up once; each address is checked, and the connection goes to the address that was checked, so
that a name which later leads elsewhere (DNS rebinding) leads nowhere. The certificate is still compared with the name.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import httpcore

from tidings.errors import NotFetched
from tidings.ingest.fetch.limits import Limits

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Options = Iterable[Any] | None
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
MOST_ADDRESSES = 4  # of a host are tried
LOOKUP_SECONDS = 10.0  # for a host's name; a resolver that asks two servers twice has answered or failed by then
HEADER_BYTES = 200_000  # of an answer beside its body: headers, and the lengths between chunks of a small body


@dataclass(slots=True)
class Wire:
    """What went over one connection, and how much more may."""

    limits: Limits
    began: float = field(default_factory=time.monotonic)
    address: str = ""
    sent: bytearray = field(default_factory=bytearray)
    received: bytearray = field(default_factory=bytearray)

    def left(self, timeout: float | None) -> float:
        """Return the seconds that the next step may take; raises NotFetched where none are left."""
        left = self.began + self.limits.seconds - time.monotonic()
        if left <= 0:
            raise NotFetched(
                f"No whole answer within {self.limits.seconds:g} s. Try later, or allow more: --max-seconds", "too-slow"
            )
        return left if timeout is None else min(left, timeout)

    def take(self, some: bytes) -> bytes:
        """Keep and return bytes that came in; raises NotFetched where they exceed the bound."""
        self.received += some
        if len(self.received) > self.limits.max_bytes + HEADER_BYTES:
            raise too_large(self.limits.max_bytes)
        return some


def too_large(bound: int) -> NotFetched:
    """The answer is larger than the bound."""
    return NotFetched(f"The answer has more than {bound:,} bytes. To take it all the same: --max-bytes", "too-large")


class CheckedNetwork(httpcore.NetworkBackend):
    """Connects to public addresses only, unless private ones are allowed, and puts a Wire around the connection."""

    def __init__(self, wire: Wire) -> None:
        self._wire, self._network = wire, httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Options = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        """Connect to the first address of the host that answers."""
        failed: Exception | None = None
        seconds = self._wire.left(LOOKUP_SECONDS)
        found = addresses(host, port, allow_private=self._wire.limits.allow_private, seconds=seconds)
        for address in found[:MOST_ADDRESSES]:
            try:
                left = self._wire.left(timeout)
                stream = self._network.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as why:
                failed = why
                continue
            self._wire.address = address
            return _Recorded(stream, self._wire)
        raise failed or httpcore.ConnectError(f"{host} has no address")


class _Recorded(httpcore.NetworkStream):
    """A connection whose plain bytes are recorded: below HTTP, above TLS."""

    def __init__(self, inner: httpcore.NetworkStream, wire: Wire) -> None:
        self._inner, self._wire = inner, wire

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._wire.take(self._inner.read(max_bytes, self._wire.left(timeout)))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._wire.left(timeout))
        self._wire.sent += buffer

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Recorded(self._inner.start_tls(ssl_context, server_hostname, self._wire.left(timeout)), self._wire)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def addresses(host: str, port: int, *, allow_private: bool, seconds: float = LOOKUP_SECONDS) -> list[str]:
    """Return the addresses of the host that may be asked; raises NotFetched where there are only others."""
    found = _looked_up(host, port, seconds)
    allowed = [address for address in found if allow_private or is_public(address)]
    if found and not allowed:
        raise NotFetched(
            f"{host} is at {found[0]}, which is no public address. If that machine is meant: --allow-private",
            "private-address",
        )
    return allowed


def _looked_up(host: str, port: int, seconds: float) -> list[str]:
    """Every address of the host. The system's own look-up has no time limit, so it is waited for beside it."""
    answer: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answer.put([str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
        except (OSError, UnicodeError) as why:
            answer.put(why)

    threading.Thread(target=ask, name="look-up", daemon=True).start()
    try:
        found = answer.get(timeout=seconds)
    except queue.Empty:
        raise httpcore.ConnectTimeout(f"the name {host} was not looked up within {seconds:g} s") from None
    if isinstance(found, Exception):
        raise httpcore.ConnectError(f"the name {host} cannot be looked up ({found})") from found
    return found


def is_public(text: str) -> bool:
    """Whether an address belongs to the public network, also where it wraps another one.

    >>> is_public("93.184.216.34"), is_public("169.254.169.254"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    address = ipaddress.ip_address(text)
    inner = _wrapped(address)
    return address.is_global and not address.is_multicast and (inner is None or is_public(str(inner)))


def _wrapped(address: Address) -> Address | None:
    """The IPv4 address that an IPv6 address leads to through a gateway, or None."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
