"""Peoples and nations by their plural ("the Turks") or their adjective ("the Turkish offensive")."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from tidings.knowledge import Knowledge
from tidings.model import Actor
from tidings.reading.actor_names import Found, found, is_hyphened, span_of

QUALIFYING = ("compound", "amod")
ADJECTIVE = "actors.adjective/1"


def people(doc: Doc, text: str, know: Knowledge, names: Iterable[Found]) -> list[Found]:
    """Peoples by their plural, where they are not part of a longer name."""
    covered = {i for f in names for i in range(f.first, f.last + 1)}
    out: list[Found] = []
    for start, end, _ in know.actors.kin(text):
        owner = know.actors.of_people(text[start:end])
        span = span_of(doc, start, end) if owner else None
        if owner is None or span is None or span.root.dep_ in QUALIFYING or any(t.i in covered for t in span):
            continue
        out.append(found(span, Actor(span.text, None, "group", owner.country), "actors.people/1"))
    return out


def adjectives(doc: Doc, text: str, know: Knowledge, names: Iterable[Found]) -> list[Found]:
    """States and peoples by their adjective before a noun, outside known names; "US-led" and "pro-Turkish" are none.

    They say to whom a deed or a force belongs; the force itself is a longer mention around the adjective.
    """
    named = [f for f in names if f.rule != "actors.described/1" and not f.rule.startswith("actors.of_")]
    covered = {i for f in named for i in range(f.first, f.last + 1)}
    covered |= {f.head for f in names}
    out: list[Found] = []
    for start, end, owner in know.actors.kin(text):
        span = span_of(doc, start, end)
        if span is None or any(t.i in covered for t in span) or is_hyphened(doc, span.start, span.end - 1):
            continue
        if span.root.head.i >= span.end or span.root.dep_ in QUALIFYING:
            out.append(found(span, owner, ADJECTIVE))
    return out
