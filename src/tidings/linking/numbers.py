"""Numbers of 64 bits for what stories are looked up by: keys of accounts, parts of texts, words.

A database keeps them in eight bytes, with a sign. Two keys share a number once in some billion cases of a million keys,
and then two stories more are compared; nothing is ever taken for one by its number alone.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

from tidings.model.ids import SIGN

KNOWN = 100_000  # numbers kept at hand: those of the keys of some hundred stories


@lru_cache(KNOWN)
def code(*parts: str) -> int:
    """Return a number that depends on every part and their order.

    >>> code("two", "lona", "safir") == code("two", "lona", "safir") != code("two", "lonas", "afir")
    True
    """
    return int.from_bytes(blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "big") - SIGN
