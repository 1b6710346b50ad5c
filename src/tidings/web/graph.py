"""The network of a board: actors, companies, items and places as nodes, what they do in events as links.

Who is known by a description alone ("gunmen", "residents") is no node: it would tie what has nothing in common.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product
from typing import NamedTuple

from tidings.case.overview import Part
from tidings.web.board import Board, Line

MANY = (
    12  # actors of one event up to which all pairs of them are linked; a list of 40 signatories is no tie between each
)
PROCURES = frozenset({"supplies", "supplies item", "receives item", "made by"})
VIEWS = {
    "ties": frozenset({"acts on", "with", "supplies", "acts in"}),
    "capability": frozenset({"uses", "supplies item", "receives item", "made by"}),
    "procurement": PROCURES,
}
Edge = tuple[str, str, str]  # from, to, relation


class Node(NamedTuple):
    """One thing of the network."""

    id: str
    sort: str
    name: str
    type: str | None
    country: str | None
    entity: str | None


@dataclass
class Graph:
    """Nodes, and for each edge the events (by place among the lines) that it stands on."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[Edge, list[int]] = field(default_factory=dict)
    events: dict[str, set[int]] = field(default_factory=dict)  # by node

    @cached_property
    def at(self) -> dict[str, list[Edge]]:
        """The edges of each node."""
        out: dict[str, list[Edge]] = {}
        for edge in self.edges:
            for node in dict.fromkeys(edge[:2]):
                out.setdefault(node, []).append(edge)
        return out


def graph_of(board: Board) -> Graph:
    """Return the network of all events that are not rejected."""
    builder = _Builder(board)
    for line in board.lines:
        if line.state != "rejected":
            builder.take(line)
    return builder.graph


class _Builder:
    """Gathers nodes and edges, event by event."""

    def __init__(self, board: Board) -> None:
        self.board, self.know, self.graph = board, board.know, Graph()
        self._of_key: dict[tuple[str, str], str | None] = {}

    def take(self, line: Line) -> None:
        """Add what one event ties together."""
        roles: dict[str, list[str]] = {}
        for account in self.board.accounts(line.event):
            for part in account.parts:
                node = self.node(part)
                if node and node not in roles.setdefault(part.role, []):
                    roles[part.role].append(node)
        place = self.place(line)
        for edge in _edges(roles, place):
            if edge[0] != edge[1]:
                self.tie(edge, line.n)
        for item in roles.get("item", ()):
            if maker := self.maker(self.graph.nodes[item]):
                self.tie((item, maker, "made by"), line.n)
        for node in {*(n for some in roles.values() for n in some), *([place] if place else [])}:
            self.graph.events.setdefault(node, set()).add(line.n)

    def tie(self, edge: Edge, n: int) -> None:
        """Note that the edge stands on the event."""
        events = self.graph.edges.setdefault(edge, [])
        if not events or events[-1] != n:
            events.append(n)
        for node in edge[:2]:
            self.graph.events.setdefault(node, set()).add(n)

    def node(self, part: Part) -> str | None:
        """Return the node of a part; None for a mere description."""
        sort, key = "item" if part.role == "item" else "actor", self.board.key(part)
        if (sort, key) not in self._of_key:
            self._of_key[sort, key] = self._made(sort, key, part)
        return self._of_key[sort, key]

    def _made(self, sort: str, key: str, part: Part) -> str | None:
        if key.startswith("~") and sort == "actor":
            return None
        country = kind = None
        if sort == "item":
            item = self.know.items.named(part.entity) if part.entity else None
            kind, country = part.category or (item.category if item else None), item.country if item else None
        elif actor := self.know.actors.named(part.entity) if part.entity else None:
            kind, country = actor.type, actor.country
            sort = "company" if actor.type == "company" else sort
        ident = f"{sort}:{key.removeprefix('~')}"
        self.graph.nodes.setdefault(ident, Node(ident, sort, self.board.names[key], kind, country, part.entity))
        return ident

    def place(self, line: Line) -> str | None:
        """Return the node of the event's place."""
        place = line.event.place
        if place is None:
            return None
        ident = f"place:{place.geonames or place.name}"
        self.graph.nodes.setdefault(ident, Node(ident, "place", place.name, place.type, place.country, None))
        return ident

    def maker(self, item: Node) -> str | None:
        """Return the node of the company that makes the item, where the tables know it."""
        known = self.know.items.named(item.entity) if item.entity else None
        if known is None or not known.maker:
            return None
        ident = f"company:{known.maker.casefold()}"
        self.graph.nodes.setdefault(ident, Node(ident, "company", known.maker, "company", known.country, None))
        return ident


def _edges(roles: dict[str, list[str]], place: str | None) -> Iterator[Edge]:
    """Yield what an event ties together, by who plays which role in it."""
    actors, items = roles.get("actor", []), roles.get("item", [])
    suppliers, recipients = roles.get("supplier", []), roles.get("recipient", [])
    yield from _each(actors, roles.get("target", []), "acts on")
    yield from _each(actors, items, "uses")
    yield from _each(suppliers, recipients, "supplies")
    yield from _each(suppliers, items, "supplies item")
    yield from _each(items, recipients, "receives item")
    if place:
        yield from _each([*actors, *suppliers], [place], "acts in")
    if len(actors) <= MANY:
        yield from ((*sorted(pair), "with") for pair in combinations(actors, 2))  # type: ignore[misc]


def _each(left: Sequence[str], right: Sequence[str], relation: str) -> Iterator[Edge]:
    return ((one, two, relation) for one, two in product(left, right))


@dataclass
class Seen:
    """The part of a graph that a view shows: some relations, kinds and days."""

    graph: Graph
    relations: frozenset[str]
    sorts: frozenset[str]
    passes: Callable[[int], bool] | None  # None: every event does
    _found: dict[Edge, list[int]] = field(default_factory=dict)  # an edge is asked about from both its ends

    def events(self, edge: Edge) -> list[int]:
        """Return the events of an edge that pass; none where the view does not show the edge."""
        if edge not in self._found:
            self._found[edge] = self._events(edge)
        return self._found[edge]

    def _events(self, edge: Edge) -> list[int]:
        nodes = self.graph.nodes
        if edge[2] not in self.relations or not {nodes[edge[0]].sort, nodes[edge[1]].sort} <= self.sorts:
            return []
        events = self.graph.edges[edge]
        return [n for n in events if self.passes(n)] if self.passes else events

    def neighbours(self, node: str) -> dict[str, int]:
        """Return the nodes one step away, each with how many events tie the two."""
        out: dict[str, int] = {}
        for edge in self.graph.at.get(node, ()):
            if n := len(self.events(edge)):
                other = edge[1] if edge[0] == node else edge[0]
                out[other] = out.get(other, 0) + n
        return out

    def around(self, focus: Iterable[str], depth: int) -> dict[str, int]:
        """Return every node within so many steps, the nearest first and of equally near ones the most tied."""
        found = dict.fromkeys(focus, 0)
        ring = list(found)
        for step in range(1, depth + 1):
            weight: dict[str, int] = {}
            for node in ring:
                for other, n in self.neighbours(node).items():
                    if other not in found:
                        weight[other] = weight.get(other, 0) + n
            ring = sorted(weight, key=lambda node: (-weight[node], node))
            found |= dict.fromkeys(ring, step)
        return found

    def path(self, start: str, end: str) -> list[str]:
        """Return the nodes of a shortest way, of several the one with the most tied steps first; [] for none."""
        before: dict[str, str] = {start: start}
        ring = [start]
        while ring and end not in before:
            following = []
            for node in ring:
                near = self.neighbours(node)
                for other in sorted(near, key=lambda n: (-near[n], n)):
                    if other not in before:
                        before[other] = node
                        following.append(other)
            ring = following
        if end not in before:
            return []
        way = [end]
        while way[-1] != start:
            way.append(before[way[-1]])
        return way[::-1]
