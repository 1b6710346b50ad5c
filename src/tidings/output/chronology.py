"""A chronology to read: one block an event, in the order given, the undated at the end; 100 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from tidings.model import Place
from tidings.model.links import Told
from tidings.output.summary import (
    CREDIBILITY,
    best,
    cited,
    day_words,
    grade,
    methods,
    names,
    number_names,
    number_range,
    quote,
)

COLUMNS = 100
INDENT = "    "
NAMES_SHOWN = 3  # of one role; the rest is counted
UNDATED = "Undated"


def chronology_text(events: Iterable[Told]) -> Iterator[str]:
    """Yield the chronology line by line, each with its line end."""
    return (f"{line}\n" for line in _lines(events))


def chronology_lines(events: Iterable[Told]) -> list[str]:
    """Return the chronology's lines without line ends."""
    return list(_lines(events))


def _lines(events: Iterable[Told]) -> Iterator[str]:
    undated: list[Told] = []
    for told in events:
        if told.event.time.is_known:
            yield from block(told)
            yield ""
        else:
            undated.append(told)
    if undated:
        yield from (UNDATED, "-" * len(UNDATED))
    for told in undated:
        yield from block(told)
        yield ""


def block(told: Told) -> list[str]:
    """Return the lines of one event: what happened, the circumstances, who says so, and in which words."""
    lines = [*_wrapped(_what(told), ""), *_wrapped(" · ".join(_circumstances(told)))]
    lines += _wrapped(_standing(told))
    telling = best(told)
    if telling:
        words = " ".join(quote(telling).text.split())
        lines += _wrapped(f"“{words}” ({cited(telling)})")
    return lines


def _wrapped(text: str, indent: str = INDENT) -> list[str]:
    return textwrap.wrap(text, COLUMNS, initial_indent=indent, subsequent_indent=INDENT, break_on_hyphens=False)


def _what(told: Told) -> str:
    event = told.event
    method = next(iter(methods(told)), None)
    kind = f"{event.kind} ({method})" if method else event.kind
    status = "" if event.status == "happened" else f" [{event.status}]"
    who = _listed(names(told, "actor") or names(told, "supplier"))
    whom = _listed(names(told, "target") or names(told, "recipient"))
    parties = f"{who or 'unknown'} → {whom}" if whom else who
    return f"{day_words(event.time)}  {kind}{status}" + (f": {parties}" if parties else "")


def _circumstances(told: Told) -> Iterator[str]:
    if told.event.place:
        yield place_words(told.event.place)
    item = _listed(names(told, "item"))
    if item:
        yield f"item: {item}"
    for name in number_names(told):
        told_range = number_range(told, name)
        if told_range:
            yield f"{name} {told_range}"
    if told.event.conflicts:
        yield f"accounts differ on {', '.join(told.event.conflicts)}"


def _standing(told: Told) -> str:
    event = told.event
    origins = f"{event.independent} independent {'origin' if event.independent == 1 else 'origins'}"
    if event.origins:
        origins += f" ({_listed(list(event.origins), '; ')})"
    stories = f"{event.stories} {'story' if event.stories == 1 else 'stories'}"
    return f"{event.id[:8]} · {grade(told)} {CREDIBILITY[event.credibility]} · {origins}, {stories}"


def place_words(place: Place) -> str:
    """Return a place's name with its relation and country.

    >>> place_words(Place("Idlib", "SY", relation="north of"))
    'north of Idlib, SY'
    """
    relation = "" if place.relation in (None, "in", "at") else f"{place.relation} "
    country = f", {place.country}" if place.country and place.type != "country" else ""
    return f"{relation}{place.name}{country}"


def _listed(values: list[str], between: str = ", ") -> str:
    more = f" and {len(values) - NAMES_SHOWN} more" if len(values) > NAMES_SHOWN else ""
    return between.join(values[:NAMES_SHOWN]) + more
