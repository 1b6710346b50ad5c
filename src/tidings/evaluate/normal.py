"""One incident in a form that gold records and the program's accounts share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tidings.model import Span

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """A filler or source: its name, and where it stands if that is known."""

    name: str
    at: Span | None


@dataclass(frozen=True, slots=True)
class Incident:
    """What is compared; `mentions` counts also those whose words could not be located."""

    kind: str
    status: str | None
    method: str | None
    at: tuple[Span, ...]
    mentions: int
    sources: list[Named]
    time: tuple[str | None, str | None] | None
    place: Json | None
    roles: dict[str, list[Named]]
    numbers: dict[str, float | None]

    def sentences(self, story: Json) -> set[int]:
        """Numbers of the sentences in which the incident is mentioned."""
        return {n for n, (a, b) in enumerate(story["sentences"]) for s in self.at if a <= s.start < b}


def incident(story: Json, record: Json) -> Incident:
    """Return the comparable form of a gold record (words by sentence) or of an account (offsets)."""
    located = [_span(story, mention, "trigger") for mention in record["mentions"]]
    time = record.get("time") or {}
    return Incident(
        kind=record["kind"],
        status=record.get("status"),
        method=record.get("method"),
        at=tuple(s for s in located if s),
        mentions=len(located),
        sources=[_named(story, x) for x in record.get("sources") or []],
        time=(time.get("start"), time.get("end")) if time.get("start") or time.get("end") else None,
        place=record.get("place"),
        roles={role: [_named(story, x) for x in xs] for role, xs in (record.get("roles") or {}).items() if xs},
        numbers={name: x.get("min") for name, x in (record.get("numbers") or {}).items()},
    )


def _named(story: Json, part: Json) -> Named:
    return Named(part.get("name") or "", _span(story, part, "quote"))


def _span(story: Json, part: Json, key: str) -> Span | None:
    start = part.get("start")
    if isinstance(start, int):
        return Span(start, part["end"])
    words, number = part.get(key), part.get("s")
    if words is None or number is None:
        return None
    a, b = story["sentences"][number]
    at = story["text"].find(words, a, b)
    return Span(at, at + len(words)) if at >= 0 else None
