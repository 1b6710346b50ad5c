"""Counts with their nouns, so that no line says "1 events"."""

from __future__ import annotations


def many(count: int, one: str, several: str = "") -> str:
    """Return a count with its noun.

    >>> many(1, "story", "stories"), many(1200, "event")
    ('1 story', '1,200 events')
    """
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def are_left_out(count: int, what: str, whence: str) -> str:
    """Return how many events a form cannot show, and from where they are left out.

    >>> are_left_out(1, "without a position", "the map")
    '1 event without a position is left out of the map.'
    """
    return f"{many(count, 'event')} {what} {'is' if count == 1 else 'are'} left out of {whence}."
