"""What sort of thing a word stands for: the classes that the conditions of event senses ask for."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from tidings.knowledge import Knowledge
from tidings.model import Actor, Item, Mention

ENTITY_CLASSES = {
    "PERSON": {"person", "any"},
    "NORP": {"person", "actor", "any"},
    "ORG": {"actor", "any"},
    "GPE": {"place", "any"},
    "LOC": {"place", "any"},
    "FAC": {"place", "structure", "any"},
    "MONEY": {"money", "any"},
}
ARMED_TYPES = frozenset({"armed group", "military", "police"})
STATE_TYPES = frozenset({"state", "government", "military", "police", "intelligence"})


class Classes:
    """Classes of every token of one document, from its mentions, its names and the table of common nouns."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention], know: Knowledge) -> None:
        self._know = know
        self._by_token: dict[int, set[str]] = {}
        self._named: set[int] = set()
        self._known: dict[int, frozenset[str]] = {}  # what `of` has found out
        for mention in mentions:
            span = doc.char_span(mention.quote.start, mention.quote.end, alignment_mode="expand")
            if span is not None and isinstance(mention.entity, Actor) and mention.entity.id:
                self._named.update(t.i for t in span)
            if span is not None:
                self._by_token.setdefault(span.root.i, set()).update(_classes_of(mention))

    def in_name(self, token: Token) -> bool:
        """Whether the token is part of a known actor's name ("Liberation" in "Palestine Liberation Organization")."""
        return token.i in self._named and token.pos_ == "PROPN"

    def of(self, token: Token) -> frozenset[str]:
        """Every class the token is known to have; empty for a word that nothing is known of."""
        known = self._known.get(token.i)
        if known is None:
            known = self._known[token.i] = self._of(token)
        return known

    def _of(self, token: Token) -> frozenset[str]:
        found = set(self._by_token.get(token.i, ()))
        found |= self._know.events.classes_of(token.lemma_.lower())
        found |= self._know.events.classes_of(token.lower_)
        found |= ENTITY_CLASSES.get(token.ent_type_, set())
        if found & {"armed", "person", "state", "police", "military", "company"}:
            found |= {"actor", "any"}
        if "armed" in found or "police" in found:
            found.add("person")
        if found & {"vehicle", "drug", "document", "video", "material", "component", "weapon"}:
            found |= {"item", "any"}
        if "structure" in found:
            found.add("place")
        return frozenset(found)


def _classes_of(mention: Mention) -> set[str]:
    entity = mention.entity
    if mention.label == "place":
        return {"place", "any"}
    if isinstance(entity, Item):
        top = (entity.category or "item").split(".")[0]
        return {"item", "any", *_ITEM_CLASSES.get(top, {top})}
    if isinstance(entity, Actor):
        out = {"actor", "any"}
        if entity.type in ARMED_TYPES:
            out |= {"armed", "person"}
        if entity.type in STATE_TYPES:
            out.add("state")
        if entity.type in ("person", "group", "civil group", "party"):
            out.add("person")
        if entity.type == "police":
            out.add("police")
        if entity.type == "company":
            out.add("company")
        return out
    return set()


_WEAPON = {"weapon"}
_ITEM_CLASSES: dict[str, set[str]] = {
    "uav": {"weapon", "vehicle", "uav"},
    "missile": {"weapon", "ballistic"},
    "rocket": {"weapon", "ballistic"},
    "ied": _WEAPON,
    "firearm": _WEAPON,
    "artillery": _WEAPON,
    "munition": _WEAPON,
    "explosive": _WEAPON,
    "chemical": {"weapon", "material"},
    "biological": {"weapon", "material"},
    "nuclear": {"weapon", "material"},
    "radiological": {"weapon", "material"},
    "weapon": _WEAPON,
    "armour": {"weapon", "vehicle"},
    "aircraft": {"vehicle", "weapon"},
    "ship": {"vehicle", "ship"},
    "vehicle": {"vehicle"},
    "dual-use": {"component", "material"},
}
