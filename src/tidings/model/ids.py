"""Ids come from content, so that the same input gives the same ids wherever and whenever it is read."""

from __future__ import annotations

import hashlib
from functools import lru_cache

ID_BYTES = 8  # 64 bits: below one chance in a million of any collision among six million things of one sort
LONGEST_KEY = 300  # characters; two of them, of 4 bytes each, fit into the 2,704 that PostgreSQL puts into an index row
SIGN = 1 << 63  # lets 64 bits be kept as a number with a sign


def content_id(sort: str, *parts: object) -> str:
    """Return 16 hex digits that depend on `sort` and on every part, and on nothing else.

    >>> content_id("story", "abc", 0, 12) == content_id("story", "abc", 0, 12)
    True
    >>> content_id("story", "abc", 0, 12) == content_id("event", "abc", 0, 12)
    False
    """
    digest = hashlib.blake2b(digest_size=ID_BYTES)
    for part in (sort, *parts):
        raw = str(part).encode()
        digest.update(len(raw).to_bytes(4, "big"))
        digest.update(raw)
    return digest.hexdigest()


def key_text(text: str) -> str:
    """Return the text, or where it is too long for an index its first characters and a digest of all of it.

    >>> key_text("Lake Vanguard")
    'Lake Vanguard'
    >>> len(key_text("x" * 5_000))
    300
    """
    if len(text) <= LONGEST_KEY:
        return text
    digest = content_id("key", text)
    return f"{text[: LONGEST_KEY - len(digest) - 1]}…{digest}"


def sha256(raw: bytes) -> str:
    """Return the SHA-256 of `raw` as 64 hex digits."""
    return hashlib.sha256(raw).hexdigest()


def number_of(ident: str) -> int:
    """Return a content id as a number of 64 bits with a sign; numbers are in the order of the ids."""
    return int(ident, 16) - SIGN


@lru_cache(100_000)
def ident_of(number: int) -> str:
    """Return the content id that a number stands for.

    >>> ident_of(number_of("00000000000000ff"))
    '00000000000000ff'
    """
    return f"{number + SIGN:016x}"
