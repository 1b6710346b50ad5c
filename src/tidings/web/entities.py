"""The names of one node of the network: what it goes by, in which words of which stories, and what ties them."""

from __future__ import annotations

from typing_extensions import TypedDict

from tidings.case.entities import Alias, Known
from tidings.errors import Refused
from tidings.web.desk import Desk
from tidings.web.graph import Node, graph_of
from tidings.web.shapes import Cited, cited

MOST = 20  # entities of one node, and aliases of one entity, that are shown
SORT_OF = {"company": "actor"}  # of a node, as a case sorts entities


class AliasShape(TypedDict):
    """One name: how often, how it came to name the entity, by what it is tied, and the words where it stands first."""

    words: str
    times: int
    stories: int
    how: str
    tie: str
    by: str
    quote: Cited


class EntityShape(TypedDict):
    """One entity with its names, the most used first; `more` names are not shown."""

    id: str
    name: str
    sort: str
    type: str
    standing: str
    stories: int
    events: int
    aliases: list[AliasShape]
    more: int


class EntityPage(TypedDict):
    """What a node stands for: one entity, or several that go by its name."""

    version: str
    total: int
    entities: list[EntityShape]


def entities(desk: Desk, node: str) -> EntityPage:
    """The entities behind a node of the network, each with its names and where these stand."""
    board = desk.board()
    shown = board.made(graph_of).nodes.get(node)
    if shown is None:
        raise Refused(404, f"There is no node {node}.", "Look it up: /api/names?q=")
    sort = SORT_OF.get(shown.sort, shown.sort)
    found = desk.case.entities(sort, of=_key(shown, sort)) or desk.case.entities(sort, of=shown.name)
    found = [one for one in found if one.sort == sort]
    return {"version": board.version, "total": len(found), "entities": [_entity(desk, one) for one in found[:MOST]]}


def _key(node: Node, sort: str) -> str:
    key = node.id.partition(":")[2]
    return f"{sort}:id:{key}" if sort == "place" and key.isdecimal() else f"{sort}:{key}"


def _entity(desk: Desk, known: Known) -> EntityShape:
    aliases = [_alias(desk, one) for one in known.aliases[:MOST]]
    return {
        "id": known.id, "name": known.name, "sort": known.sort, "type": known.type, "standing": known.standing,
        "stories": known.stories, "events": len(known.events), "aliases": aliases,
        "more": len(known.aliases) - len(aliases),
    }  # fmt: skip


def _alias(desk: Desk, one: Alias) -> AliasShape:
    quote = cited(desk.case.reading(one.story).story, one.start, one.end)
    return {
        "words": one.words, "times": one.times, "stories": one.stories, "how": one.how, "tie": one.tie, "by": one.by,
        "quote": quote,
    }  # fmt: skip
