"""Numbers of 64 bits for what stories are looked up by: keys of accounts, parts of texts, words.

A database keeps them in eight bytes, with a sign. Two keys share a number once in some billion cases of a million keys,
and then two stories more are compared; nothing is ever taken for one by its number alone.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

SIGN = 1 << 63
KNOWN = 100_000  # numbers kept at hand: those of the keys of some hundred stories


@lru_cache(KNOWN)
def code(*parts: str) -> int:
    """Return a number that depends on every part and their order.

    >>> code("two", "lona", "safir") == code("two", "lona", "safir") != code("two", "lonas", "afir")
    True
    """
    return int.from_bytes(blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "big") - SIGN


def number_of(ident: str) -> int:
    """Return a content id as a number; the order of the numbers is that of the ids."""
    return int(ident, 16) - SIGN


@lru_cache(KNOWN)
def ident_of(number: int) -> str:
    """Return the content id that a number stands for.

    >>> ident_of(number_of("00000000000000ff"))
    '00000000000000ff'
    """
    return f"{number + SIGN:016x}"
