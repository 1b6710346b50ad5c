"""The network as a page shows it: around a focus, to a depth, and always with how many nodes are not shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from typing import cast

from typing_extensions import TypedDict

from tidings.case.filters import first_day, last_day
from tidings.case.fold import fold
from tidings.case.overview import told
from tidings.errors import Refused, WrongCall
from tidings.output.summary import best
from tidings.web.board import Board, days_of, ranks_of
from tidings.web.desk import Desk
from tidings.web.graph import VIEWS, Edge, Graph, Node, Seen, graph_of
from tidings.web.layout import layout
from tidings.web.shapes import Cited, WhenShape, cited, when_shape

MOST_NODES = 600  # drawn at once; beyond it a picture says nothing, and the layout takes seconds
SAMPLE = 5  # events named with a link; its own route has all
SORTS = frozenset({"actor", "company", "item", "place"})


class NetworkNode(TypedDict):
    """One thing of the network, where it is drawn, and how many of its neighbours are not."""

    id: str
    sort: str
    name: str
    type: str | None
    country: str | None
    entity: str | None
    events: int
    x: float
    y: float
    depth: int
    more: int


# What ties two nodes in how many events, and the best of these.
NetworkLink = TypedDict(
    "NetworkLink",
    {
        "from": str, "to": str, "relation": str, "kinds": dict[str, int], "events": int, "independent": int,
        "disputed": bool, "first": int | None, "last": int | None, "sample": list[str],
    },
)  # fmt: skip


class Network(TypedDict):
    """A part of the network; the totals count what was asked for before the limit."""

    version: str
    focus: list[str]
    total_nodes: int
    total_links: int
    nodes: list[NetworkNode]
    links: list[NetworkLink]


class Path(TypedDict):
    """A shortest way between two nodes."""

    version: str
    found: bool
    nodes: list[NetworkNode]
    links: list[NetworkLink]


class TieEvent(TypedDict):
    """An event behind a link, and the words that show it best."""

    id: str
    title: str
    time: WhenShape
    quote: Cited | None


class Tie(TypedDict):
    """The events behind a link."""

    version: str
    total: int
    events: list[TieEvent]


class NamedNode(TypedDict):
    """A node in a list of names."""

    id: str
    sort: str
    name: str
    type: str | None
    country: str | None
    events: int


class NamedNodes(TypedDict):
    """Nodes whose names hold the words, the most told first."""

    version: str
    total: int
    names: list[NamedNode]


# Two nodes: "from" is a word of the language, so that it cannot be a parameter's name.
Between = TypedDict("Between", {"from": str, "to": str})


class Asked(TypedDict, total=False):
    """What part of the network: around these nodes, by this view, of these sorts, kinds and days."""

    focus: list[str]
    depth: int
    view: str
    sort: list[str]
    kind: list[str]
    since: str
    until: str
    limit: int


class Only(TypedDict, total=False):
    """Which events of a link: of these kinds and days."""

    kind: list[str]
    since: str
    until: str


def network(desk: Desk, asked: Asked) -> Network:
    """The network around a focus, or its most told nodes; laid out, the same each time."""
    board, graph = desk.board(), _graph(desk)
    limit, focus = asked.get("limit", 300), asked.get("focus", [])
    if not 1 <= limit <= MOST_NODES or not 0 <= asked.get("depth", 1) <= 4:
        raise WrongCall(f"limit runs from 1 to {MOST_NODES}, depth from 0 to 4.")
    _check_nodes(graph, focus)
    seen = _seen(board, graph, asked)
    if focus:
        found = seen.around(focus, asked.get("depth", 1))
    else:
        tied = {node for edge in graph.edges if seen.events(edge) for node in edge[:2]}
        found = dict.fromkeys(sorted(tied, key=lambda node: (-len(graph.events[node]), node)), 0)
    shown = dict(list(found.items())[:limit])
    links = _links(board, seen, shown)
    return {
        "version": board.version,
        "focus": list(focus),
        "total_nodes": len(found),
        "total_links": len(links) if len(shown) == len(found) else len(_edges_between(seen, found)),
        "nodes": _nodes(seen, shown, links, focus),
        "links": links,
    }


def path(desk: Desk, between: Between) -> Path:
    """A way with the fewest steps between two nodes."""
    start, end = between["from"], between["to"]
    board, graph = desk.board(), _graph(desk)
    _check_nodes(graph, [start, end])
    seen = _seen(board, graph, {})
    way = dict.fromkeys(seen.path(start, end), 0)
    links = _links(board, seen, way)
    nodes = _nodes(seen, way, links, [start, end])
    return {"version": board.version, "found": bool(way), "nodes": nodes, "links": links}


def tie(desk: Desk, between: Between, relation: str, only: Only, limit: int = 100) -> Tie:
    """The events behind a link, the best attested first, each with the words that show it best."""
    start, end = between["from"], between["to"]
    board, graph = desk.board(), _graph(desk)
    if (start, end, relation) not in graph.edges:
        raise Refused(404, "There is no such link.", "Ask for the network again.")
    if not 0 <= limit <= MOST_NODES:
        raise WrongCall(f"limit runs from 0 to {MOST_NODES}.")
    events = _best_first(board, _seen(board, graph, cast(Asked, only)).events((start, end, relation)))
    held = told(desk.case, [board.lines[n].event.id for n in events[:limit]])
    out: list[TieEvent] = []
    for one in held:
        shown = best(one)
        words = cited(shown.story, shown.account.mentions[0].start, shown.account.mentions[0].end) if shown else None
        title = one.event.title or one.event.kind
        out.append({"id": one.event.id, "title": title, "time": when_shape(one.event.time), "quote": words})
    return {"version": board.version, "total": len(events), "events": out}


def names(desk: Desk, q: str = "", sort: str | None = None, limit: int = 20) -> NamedNodes:
    """Actors, companies, items and places whose names hold the words, the most told first."""
    found = named(desk, q, sort)
    return {"version": desk.version, "total": len(found), "names": found[: max(0, limit)]}


def named(desk: Desk, q: str, sort: str | None = None) -> list[NamedNode]:
    """Return every node whose name holds all the words."""
    graph, words = _graph(desk), fold(q).split()
    found = [
        node
        for node in graph.nodes.values()
        if (sort is None or node.sort == sort) and all(word in fold(node.name) for word in words)
    ]
    found.sort(key=lambda node: (-len(graph.events.get(node.id, ())), node.name, node.id))
    return [
        {"id": n.id, "sort": n.sort, "name": n.name, "type": n.type, "country": n.country,
         "events": len(graph.events.get(n.id, ()))}
        for n in found
    ]  # fmt: skip


def _graph(desk: Desk) -> Graph:
    return desk.board().made(graph_of)


def _check_nodes(graph: Graph, nodes: Iterable[str]) -> None:
    for node in nodes:
        if node not in graph.nodes:
            raise Refused(404, f"There is no node {node}.", "Look it up: /api/names?q=")


def _seen(board: Board, graph: Graph, asked: Asked) -> Seen:
    """The part of the graph that the call asks for."""
    view, sorts = asked.get("view"), frozenset(asked.get("sort") or SORTS)
    if view is not None and view not in VIEWS:
        raise WrongCall(f'There is no view "{view}". Known: {", ".join(VIEWS)}.')
    if not sorts <= SORTS:
        raise WrongCall(f"The sorts of nodes are {', '.join(sorted(SORTS))}.")
    relations = VIEWS[view] if view else frozenset().union(*VIEWS.values())
    kinds = frozenset(asked.get("kind", ()))
    since, until = first_day(asked.get("since")), last_day(asked.get("until"))

    def passes(n: int) -> bool:
        event = board.lines[n].event
        if kinds and event.kind not in kinds:
            return False
        if not (since or until):
            return True
        time = event.time
        return time.is_known and (time.end or "9999") >= (since or "") and (time.start or "") <= (until or "9999")

    return Seen(graph, relations, sorts, passes if kinds or since or until else None)


def _edges_between(seen: Seen, nodes: Iterable[str]) -> list[Edge]:
    """The edges between these nodes that the view shows."""
    among = set(nodes)
    some = {edge for node in among for edge in seen.graph.at.get(node, ()) if edge[0] in among and edge[1] in among}
    return sorted(edge for edge in some if seen.events(edge))


def _links(board: Board, seen: Seen, nodes: Iterable[str]) -> list[NetworkLink]:
    return [_link(board, edge, seen.events(edge)) for edge in _edges_between(seen, nodes)]


def _link(board: Board, edge: Edge, events: Sequence[int]) -> NetworkLink:
    lines = [board.lines[n] for n in events]
    known = board.made(days_of)
    days = [day for n in events for day in known[n]]
    return {
        "from": edge[0],
        "to": edge[1],
        "relation": edge[2],
        "kinds": dict(Counter(x.event.kind for x in lines).most_common()),
        "events": len(lines),
        "independent": max(x.event.independent for x in lines),
        "disputed": any(x.event.conflicts for x in lines),
        "first": min(days, default=None),
        "last": max(days, default=None),
        "sample": [board.lines[n].event.id for n in _best_first(board, events, SAMPLE)],
    }


def _best_first(board: Board, events: Sequence[int], most: int | None = None) -> list[int]:
    """The events by credibility, then by how many origins they have, then by time."""
    rank = board.made(ranks_of)
    found = nsmallest(most, events, rank.__getitem__) if most is not None else sorted(events, key=rank.__getitem__)
    return list(found)


def _nodes(seen: Seen, nodes: dict[str, int], links: Sequence[NetworkLink], focus: Iterable[str]) -> list[NetworkNode]:
    points = layout(list(nodes), ((link["from"], link["to"]) for link in links), focus)
    shown: dict[str, set[str]] = {}
    for link in links:
        shown.setdefault(link["from"], set()).add(link["to"])
        shown.setdefault(link["to"], set()).add(link["from"])
    out: list[NetworkNode] = []
    for ident, depth in nodes.items():
        node: Node = seen.graph.nodes[ident]
        x, y = points[ident]
        more = len(seen.neighbours(ident).keys() - shown.get(ident, set()))
        out.append(
            {"id": ident, "sort": node.sort, "name": node.name, "type": node.type, "country": node.country,
             "entity": node.entity, "events": len(seen.graph.events[ident]), "x": x, "y": y, "depth": depth,
             "more": more}
        )  # fmt: skip
    return out
