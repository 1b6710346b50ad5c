"""The characters that a pattern can begin with, so that a rule is tried only where it can match.

A rule of the calendar is a list of words with blanks between; which letters it can begin with is read off the pattern
as Python parses it. What is not understood here may begin with any character.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from typing import Any

PLAIN = frozenset(map(chr, range(32, 127)))  # other characters are not told apart: any pattern may begin with them
DIGITS = frozenset("0123456789")
Firsts = frozenset[str]


class Written:
    """A pattern as it is written, taken apart once for both of its uses."""

    def __init__(self, pattern: str) -> None:
        """`pattern` is matched in either case."""
        self._pattern = pattern
        try:
            self._parsed: Any = importlib.import_module("re._parser").parse(pattern, re.IGNORECASE)
        except ImportError:
            self._parsed = None

    def compiled(self) -> re.Pattern[str]:
        """Return the pattern ready to match."""
        if self._parsed is None:
            return re.compile(self._pattern, re.IGNORECASE)
        made: re.Pattern[str] = importlib.import_module("re._compiler").compile(self._parsed, re.IGNORECASE)
        return made

    def firsts(self) -> Firsts:
        """Return the plain characters, in either case, with which a match of the pattern may begin.

        >>> sorted(Written(r"(?:the )?[1-3]rd").firsts())
        ['1', '2', '3', 'T', 't']
        """
        if self._parsed is None:
            return PLAIN
        found, is_empty = _of_all(self._parsed)
        return PLAIN if is_empty else found


def _of_all(parts: Iterable[tuple[Any, Any]]) -> tuple[Firsts, bool]:
    """The first characters of parts in a row, and whether they may all be empty."""
    found: Firsts = frozenset()
    for name, value in parts:
        here, is_empty = _of(str(name), value)
        found |= here
        if not is_empty:
            return found, False
    return found, True


def _of(name: str, value: Any) -> tuple[Firsts, bool]:
    if name == "LITERAL":
        return frozenset({chr(value).lower(), chr(value).upper()}), False
    if name == "IN":
        return _of_set([(str(sort), member) for sort, member in value]), False
    if name == "BRANCH":
        ways = [_of_all(way) for way in value[1]]
        return frozenset().union(*(found for found, _ in ways)), any(is_empty for _, is_empty in ways)
    if name == "SUBPATTERN":
        return _of_all(value[-1])
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        found, is_empty = _of_all(value[2])
        return found, is_empty or value[0] == 0
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return frozenset(), True
    return PLAIN, True


def _of_set(members: list[tuple[str, Any]]) -> Firsts:
    found: set[str] = set()
    for sort, member in members:
        if sort == "LITERAL":
            found.add(chr(member))
        elif sort == "RANGE":
            found.update(map(chr, range(member[0], member[1] + 1)))
        elif sort == "CATEGORY" and str(member) == "CATEGORY_DIGIT":
            found |= DIGITS
        else:
            return PLAIN
    return frozenset(char for one in found for char in (one, one.lower(), one.upper()))
