"""Mentions and accounts out of one story."""

from tidings.reading.reader import read, read_many

__all__ = ["read", "read_many"]
