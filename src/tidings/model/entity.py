"""The things that mentions name: Actor, Item and Outlet (a Place is a value, see values.py)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts or suffers. `id` is a table key, or None for an actor known by its words alone.

    `type`: armed group, state, government, military, police, intelligence, party, company, international body,
    outlet, research centre, civil group, person, group.
    """

    name: str
    id: str | None = None
    type: str = "group"
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """Weapon, vehicle, equipment, material or document. `category` is a dotted path of the item taxonomy."""

    name: str
    id: str | None = None
    maker: str | None = None
    category: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes. `kind` is agency, newspaper, broadcaster, site, state agency, research centre."""

    name: str
    id: str | None = None
    kind: str = "site"
    country: str | None = None
    domain: str | None = None


Entity = Actor | Item | Outlet
