"""Bounds on what is asked of the network and on what it may answer."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

NAME = "tidings"  # the product token that robots.txt speaks to


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be asked, and what an answer may cost.

    Args:
        pace: seconds between two requests to one host; a host's own robots.txt may ask for more.
        seconds: from looking up the host to the last byte of one answer.
        max_bytes: of one answer as it comes over the wire, and of what it unpacks to.
        attempts: requests for one address, where the network fails or the server says "later".
        hops: redirects followed for one address.
        requests: of one run, all hosts, redirects and robots.txt included: what keeps a mistake finite.
        allow_private: whether this machine and its network may be asked.
        agent: what the server is told about who asks.
    """

    pace: float = 1.0
    seconds: float = 60.0
    max_bytes: int = 64_000_000  # as much as is read of one record of a web archive; a scanned report has some 30 MB
    attempts: int = 4
    hops: int = 10
    requests: int = 10_000
    allow_private: bool = False
    agent: str = f"{NAME}/{version(NAME)}"
