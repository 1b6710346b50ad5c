"""The fields of an event: the value shown, every value that accounts give, by whom and in which words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NotRequired

from typing_extensions import TypedDict

from tidings.grading import figure
from tidings.model import ROLES, Edit, Place, Statement, When
from tidings.model.links import Telling, Told
from tidings.model.overlay import NUMBERS
from tidings.output.chronology import place_words
from tidings.output.summary import day_words, methods, names
from tidings.web.shapes import (
    AmountShape,
    Cited,
    Entry,
    PlaceShape,
    WhenShape,
    amount_shape,
    cited,
    place_shape,
    when_shape,
)


class Value(TypedDict):
    """A value of a field; one of the keys is there."""

    when: NotRequired[WhenShape]
    place: NotRequired[PlaceShape]
    amount: NotRequired[AmountShape]
    name: NotRequired[str]


class Range(TypedDict):
    """The lowest, best supported and highest number that anybody gives; null where open."""

    low: float | None
    best: float | None
    high: float | None


class Giver(Cited):
    """Who gives a value, and in which words."""

    account: str
    origin: str | None
    asserts: bool
    rule: str


class Given(TypedDict):
    """One value of a field with all who give it."""

    text: str
    value: Value
    by: list[Giver]


class Field(TypedDict):
    """One field of an event."""

    name: str
    shown: str
    value: Value | None
    conflict: bool
    edited: Entry | None
    range: Range | None
    given: list[Given]


FIRST = ("status", "time", "place", "method", *ROLES, *NUMBERS)  # the order of fields that are equally disputed


def fields(told: Told) -> list[Field]:
    """Return the event's fields, the most disputed first."""
    by_field: dict[str, list[Statement]] = {}
    for statement in told.statements:
        by_field.setdefault(statement.field, []).append(statement)
    tellings = {telling.account.id: telling for telling in told.tellings}
    edits = {edit.field: edit for edit in told.event.edits}
    made = [_field(told, name, by_field.get(name, []), tellings, edits.get(name)) for name in {**by_field, **edits}]
    order = {name: n for n, name in enumerate(FIRST)}
    return sorted(made, key=lambda f: (not f["conflict"], len(f["given"]) < 2, order.get(f["name"], len(order))))


def _field(
    told: Told, name: str, statements: list[Statement], tellings: dict[str, Telling], edit: Edit | None
) -> Field:
    event = told.event
    by_value: dict[str, list[Statement]] = {}
    for statement in statements:
        by_value.setdefault(statement.value, []).append(statement)
    given: list[Given] = [
        {"text": value_words(name, value), "value": value_of(name, value), "by": _givers(some, tellings)}
        for value, some in by_value.items()
    ]
    given.sort(key=lambda one: (-len({giver["origin"] for giver in one["by"]}), -len(one["by"]), one["text"]))
    found = figure(event, statements, [t.origin for t in told.tellings if t.origin], name) if name in NUMBERS else None
    return {
        "name": name,
        "shown": value_words(name, edit.value) if edit else shown(told, name),
        "value": value_of(name, edit.value) if edit else _value_shown(told, name),
        "conflict": name in event.conflicts,
        "edited": entry_of_edit(edit) if edit else None,
        "range": {"low": found.low, "best": found.best, "high": found.high} if found else None,
        "given": given,
    }


def _givers(statements: Iterable[Statement], tellings: dict[str, Telling]) -> list[Giver]:
    out: list[Giver] = []
    for one in statements:
        story, _, origin = tellings[one.account]
        words = cited(story, one.start, one.end)
        asserts = origin is not None and origin.is_asserting
        out.append({**words, "account": one.account, "origin": origin.name if origin else None, "asserts": asserts,
                    "rule": one.rule})  # fmt: skip
    return out


def entry_of_edit(edit: Edit) -> Entry:
    """Return who set a value, when and why."""
    words = value_words(edit.field, edit.value)
    return {"id": None, "at": edit.at, "by": edit.by, "action": "edit", "text": f"{edit.field}: {words}",
            "reason": edit.because, "undone": False, "can_undo": False}  # fmt: skip


def shown(told: Told, name: str) -> str:
    """Return the value that the event has for a field, in words; "" where it has none."""
    event = told.event
    if name == "time":
        return day_words(event.time)
    if name == "place":
        return place_words(event.place) if event.place else ""
    if name in ("kind", "status", "title"):
        return str(getattr(event, name))
    if name == "method":
        return next(iter(methods(told)), "")
    if name in NUMBERS:
        found = figure(event, told.statements, [t.origin for t in told.tellings if t.origin], name)
        return _range_words(found.low, found.high) if found else ""
    return "; ".join(names(told, name)) if name in ROLES else ""  # type: ignore[arg-type]  # it is one of ROLES


def _value_shown(told: Told, name: str) -> Value | None:
    event = told.event
    if name == "time":
        return {"when": when_shape(event.time)} if event.time.is_known else None
    if name == "place":
        return {"place": place_shape(event.place)} if event.place else None
    words = shown(told, name)
    return {"name": words} if words else None


def value_of(field: str, value: str) -> Value:
    """Return a statement's value in its parts."""
    parts: Any = json.loads(value) if value.startswith("{") or value == "null" else None
    if parts is None:
        return {"name": value_words(field, value)}
    if field == "time":
        return {"when": when_shape(When(**parts))}
    if field == "place":
        return {"place": place_shape(Place(**parts))}
    return {"amount": amount_shape(parts)}


def value_words(field: str, value: str) -> str:
    """Return a statement's value as it reads.

    >>> value_words("killed", '{"min": 5, "max": null}')
    '5 or more'
    """
    if value == "null":
        return "unknown"
    if not value.startswith("{"):
        return value
    parts = json.loads(value)
    if field == "time":
        return day_words(When(**parts))
    return place_words(Place(**parts)) if field == "place" else _range_words(parts["min"], parts["max"])


def _range_words(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return f"up to {high:,g}" if high is not None else f"{low:,g} or more" if low is not None else "unknown"
    return f"{low:,g}" if low == high else f"{low:,g} to {high:,g}"
