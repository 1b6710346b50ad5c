"""The network that events make: actors, items, places and outlets, with a tie for each thing an event says of two.

Who acts (actor, supplier) is tied to whom it is done to (target, recipient), to the items and to the place; where an
event names nobody who acts, those it is done to are tied to the place. Each outlet is tied to those, for it tells of
them. A tie has the kind, status, time, origins, grade and citation of the event that makes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from tidings.model import Role
from tidings.model.links import Told
from tidings.output.cite import best_citation
from tidings.output.summary import grade, methods, names, publishers

Sort = str  # "actor", "item", "place" or "outlet"
TIE = {
    "relation": "string", "event": "string", "kind": "string", "status": "string", "method": "string",
    "start": "string", "end": "string", "independent": "integer", "stories": "integer", "origins": "string",
    "credibility": "integer", "grade": "string", "sources": "string", "cited": "string", "headline": "string",
    "url": "string", "document": "string", "quote": "string",
}  # fmt: skip
NODE = {"type": "string", "entity": "string", "country": "string", "lat": "double", "lon": "double"}


@dataclass(frozen=True, slots=True)
class Node:
    """One end of a tie; the same sort and table id, or the same name, is the same node.

    Items go by their names alone: the table id of one may be a whole class of things ("engine").
    """

    sort: Sort
    label: str
    entity: str | None = None
    more: tuple[tuple[str, str | float], ...] = ()

    @property
    def key(self) -> str:
        """What makes it the same node."""
        known = self.entity if self.sort != "item" else None
        return f"{self.sort} {known or self.label.casefold()}"

    def values(self) -> dict[str, str | float]:
        """Return its attributes, by the names in NODE."""
        return {"type": self.sort, **({"entity": self.entity} if self.entity else {}), **dict(self.more)}


@dataclass(frozen=True, slots=True)
class Tie:
    """What an event says of two nodes; `values` are by the names in TIE, without what is unknown."""

    left: Node
    right: Node
    values: dict[str, str | int]


@dataclass(slots=True)
class Numbered:
    """Numbers nodes in the order in which they are seen."""

    by_key: dict[str, int] = field(default_factory=dict)

    def number(self, node: Node) -> tuple[int, bool]:
        """Return the node's number, and whether it is seen for the first time."""
        is_new = node.key not in self.by_key
        return self.by_key.setdefault(node.key, len(self.by_key)), is_new


def ties(told: Told) -> Iterator[Tie]:
    """Yield the ties that one event makes."""
    doers = _nodes(told, "actor", "supplier")
    others = [node for node in _nodes(told, "target", "recipient") if node not in doers]
    items, places = _nodes(told, "item", sort="item"), _place(told)
    outlets = [Node("outlet", name) for name in publishers(told)]
    told_of = doers or others or items or places
    values = _values(told)
    for relation, left, right in (
        ("acts on", doers, others),
        ("handles", doers, items),
        ("gets", _nodes(told, "recipient") if not doers else [], items),
        ("at", doers or others or items, places),
        ("tells of", outlets, told_of),
    ):
        for one, two in product(left, right):
            yield Tie(one, two, {"relation": relation, **values})


def _nodes(told: Told, *roles: Role, sort: Sort = "actor") -> list[Node]:
    entities = {f.name: f.entity for _, account, _ in told.tellings for role in roles for f in account.role(role)}
    found = (Node(sort, name, entities.get(name)) for role in roles for name in names(told, role))
    return list({node.key: node for node in found}.values())


def _place(told: Told) -> list[Node]:
    place = told.event.place
    if place is None:
        return []
    parts = {"country": place.country, "lat": place.lat, "lon": place.lon}
    more = tuple((name, value) for name, value in parts.items() if value is not None)
    return [Node("place", place.name, str(place.geonames) if place.geonames else None, more)]


def _values(told: Told) -> dict[str, str | int]:
    event, cited = told.event, best_citation(told)
    values: dict[str, str | int | None] = {
        "event": event.id,
        "kind": event.kind,
        "status": event.status,
        "method": "; ".join(methods(told)),
        "start": event.time.start,
        "end": event.time.end,
        "independent": event.independent,
        "stories": event.stories,
        "origins": "; ".join(event.origins),
        "credibility": event.credibility,
        "grade": grade(told),
        "sources": "; ".join(publishers(told)),
        **{name: cited[name] for name in ("cited", "headline", "url", "document", "quote")},
    }
    return {name: value for name, value in values.items() if value not in (None, "")}
