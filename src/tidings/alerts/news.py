"""What is new about an event to an alert that knows some of its accounts.

An event's id follows from its accounts and changes when one comes; so an alert remembers accounts, and for each what
the event that held it was like when it was told of last. An event is new when none of its accounts is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from tidings.model.links import Told
from tidings.output.summary import grade

SECOND = 2  # independent origins from which an event no longer hangs on one word


@dataclass(frozen=True, slots=True)
class Known:
    """What an event was like when it was told of last."""

    independent: int
    grade: str
    conflicts: tuple[str, ...]

    @classmethod
    def of(cls, told: Told) -> Self:
        """Return what an event is like now."""
        return cls(told.event.independent, grade(told), told.event.conflicts)


def causes(told: Told, before: Sequence[Known]) -> tuple[str, ...]:
    """Return why the event is to be told of, given what its accounts are known by; empty where nothing is new."""
    now = Known.of(told)
    if not before:
        return ("new",)
    found = {
        "contradiction": bool(set(now.conflicts) - {field for one in before for field in one.conflicts}),
        "second-origin": max(one.independent for one in before) < SECOND <= now.independent,
        "grade": now.grade not in {one.grade for one in before},
    }
    return tuple(cause for cause, is_so in found.items() if is_so)
