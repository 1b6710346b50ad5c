"""The reporting chain of an event: left who knows, right who prints it, and between them who told whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from typing_extensions import TypedDict

from tidings.knowledge.origins import UNATTRIBUTED
from tidings.model import Lineage
from tidings.model.links import Telling, Told


class ChainNode(TypedDict):
    """An origin, a speaker between, or an outlet; layer 0 is the left."""

    id: str
    sort: str
    name: str
    layer: int
    row: int
    independent: bool
    accounts: list[str]
    story: str | None


# what passes from one to the next: a word said, a citation, a copy
ChainLink = TypedDict(
    "ChainLink",
    {"from": str, "to": str, "relation": str, "quote": str, "account": str | None, "story": str | None},
)


class Chain(TypedDict):
    """The graph of who told whom."""

    nodes: list[ChainNode]
    links: list[ChainLink]
    independent: int
    of: int


@dataclass
class _Drawn:
    """Nodes and links while they are gathered, each once."""

    independent: frozenset[str]
    nodes: dict[str, ChainNode] = field(default_factory=dict)
    links: dict[tuple[str, str, str], ChainLink] = field(default_factory=dict)

    def node(self, sort: str, key: str, name: str, account: str, story: str | None = None) -> str:
        """Add a node, or an account to it, and return its id."""
        ident = f"{sort}:{key}"
        made = self.nodes.setdefault(
            ident,
            {"id": ident, "sort": sort, "name": name, "layer": 0, "row": 0,
             "independent": sort == "origin" and name in self.independent, "accounts": [], "story": story},
        )  # fmt: skip
        if account not in made["accounts"]:
            made["accounts"].append(account)
        return ident

    def link(self, source: str, target: str, relation: str, quote: str, account: str | None, story: str | None) -> None:
        """Add a link, once."""
        if source != target:
            self.links.setdefault(
                (source, target, relation),
                {"from": source, "to": target, "relation": relation, "quote": quote, "account": account,
                 "story": story},
            )  # fmt: skip


def chain(told: Told, lineage: list[Lineage]) -> Chain:
    """Return the chain; `lineage` holds the copies and citations between the event's stories."""
    drawn = _Drawn(frozenset(told.event.origins))
    printed = {story.id: f"outlet:{story.id}" for story, _, _ in told.tellings}
    copied = {pair.later for pair in lineage if pair.relation == "copies"}
    for telling in told.tellings:
        _draw(drawn, telling, is_copy=telling.story.id in copied)
    for pair in lineage:
        if pair.earlier in printed and pair.later in printed:
            drawn.link(printed[pair.earlier], printed[pair.later], pair.relation, pair.quote, None, pair.later)
    _lay_out(drawn)
    return {
        "nodes": list(drawn.nodes.values()),
        "links": list(drawn.links.values()),
        "independent": told.event.independent,
        "of": len(told.tellings),
    }


def _draw(drawn: _Drawn, telling: Telling, *, is_copy: bool) -> None:
    """The way of one account: origin, the speakers between from the innermost on, and the outlet that prints it."""
    story, account, origin = telling
    outlet = drawn.node("outlet", story.id, story.publisher or "unknown publisher", account.id, story.id)
    if is_copy:
        return  # its words come with the story it copies
    name = origin.name if origin else UNATTRIBUTED
    before = drawn.node("origin", origin.key if origin else UNATTRIBUTED, name, account.id)
    quote = account.mentions[0].text
    for source in reversed(account.sources[:-1]):
        speaker = drawn.node("speaker", source.name.casefold(), source.name, account.id)
        drawn.link(before, speaker, "says", quote, account.id, story.id)
        before, quote = speaker, source.quote.text if source.quote else quote
    drawn.link(before, outlet, "says", quote, account.id, story.id)


def _lay_out(drawn: _Drawn) -> None:
    """Give each node the layer after the last that leads to it, and a row; circles end after one round a node."""
    for _ in drawn.nodes:
        moved = False
        for link in drawn.links.values():
            layer = drawn.nodes[link["from"]]["layer"] + 1
            if layer > drawn.nodes[link["to"]]["layer"] and layer <= len(drawn.nodes):
                drawn.nodes[link["to"]]["layer"], moved = layer, True
        if not moved:
            break
    rows: dict[int, int] = {}
    for node in drawn.nodes.values():
        node["row"] = rows.get(node["layer"], 0)
        rows[node["layer"]] = node["row"] + 1
