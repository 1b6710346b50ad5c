"""The pairs of accounts near some stories, found through the case's index and weighed once each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tidings.linking import lineage
from tidings.linking.block import HUBS, are_worth_comparing, candidates, deciding, hubs_among, is_apart, keys
from tidings.linking.compare import Likeness, compare
from tidings.linking.held import Held
from tidings.linking.traits import Traits, traits_of
from tidings.model import Reading
from tidings.model.ids import ident_of, number_of
from tidings.model.marks import Marks


class NearPairs:
    """Stories with their traits, loaded as they are needed, and the pairs that touch some of them."""

    def __init__(self, held: Held, touched: Iterable[str]) -> None:
        self.held = held
        self.readings: dict[str, Reading] = {}
        self.traits: dict[str, list[Traits]] = {}
        self.likeness: dict[tuple[str, str], Likeness] = {}
        self._hubs: dict[int, frozenset[str]] = {}
        self.load(touched)
        self.touched = {story for story in touched if story in self.readings}
        self.accounts = {one.account_id for story in self.touched for one in self.traits[story]}
        self.load(self._partners())
        self.found = self.weigh(self.ordered(), self.touched)

    def load(self, stories: Iterable[str]) -> None:
        """Load the stories that are not yet, with the text that each copies in the end."""
        new = self.held.readings(set(stories) - self.readings.keys())
        ends = roots(self.held, [one.story.id for one in new])
        self.readings |= {one.story.id: one for one in new}
        self.traits |= dict.fromkeys((one.story.id for one in new), ())  # type: ignore[arg-type]
        for one in new:
            self.traits[one.story.id] = traits_of([one], ends)

    def ordered(self, accounts: Iterable[str] | None = None) -> list[Traits]:
        """All traits at hand in the case's order, or those of these accounts."""
        wanted = None if accounts is None else set(accounts)
        some = (one for told in self.traits.values() for one in told if wanted is None or one.account_id in wanted)
        return sorted(some, key=lambda one: one.order)

    def weigh(self, traits: list[Traits], about: set[str] | None = None) -> set[tuple[str, str]]:
        """Compare the candidates among these accounts and return them, the first in the case's order first."""
        found = set()
        for a, b in candidates(traits, self.hubs, about):
            found.add((traits[a].account_id, traits[b].account_id))
            self.like(traits[a], traits[b])
        return found

    def like(self, a: Traits, b: Traits) -> Likeness:
        """Compare two accounts, once."""
        pair = (a.account_id, b.account_id) if a.order < b.order else (b.account_id, a.account_id)
        if pair not in self.likeness:
            self.likeness[pair] = compare(a, b)
        return self.likeness[pair]

    def hubs(self, key: int) -> frozenset[str]:
        """The stories of a key that are compared with all others of it."""
        if key not in self._hubs:
            first = hubs_among(key, self.held.holders(key, deciding(key)))
            self._hubs[key] = frozenset(ident_of(number) for _, number in first)
        return self._hubs[key]

    def _partners(self) -> set[str]:
        """The stories that a key puts together with one of those touched, and the text that each copies."""
        near: dict[str, set[str]] = {}
        for story in self.touched:
            found: set[str] = set()
            for key in {key for one in self.traits[story] for key in keys(one)}:
                first = self.hubs(key)
                is_crowded_hub = story in first and len(first) == HUBS
                found |= {ident_of(number) for _, number in self.held.holders(key)} if is_crowded_hub else first
            near[story] = found
        spans = self.held.spans({*near, *(other for found in near.values() for other in found)})
        for story, found in near.items():
            mine = spans[story]
            near[story] = {other for other in found if other in spans and not _are_far(mine, spans[other])}
        ends = {one.root for story in self.touched for one in self.traits[story]}
        return ends.union(*near.values())


def roots(held: Held, stories: Iterable[str]) -> dict[str, str]:
    """Return for each of these stories that is a copy the story at the end of its line of copies."""
    rows, todo, seen = [], set(stories), set[str]()
    while todo:
        found = held.lineage(todo, earlier=False, relation="copies")
        seen |= todo
        rows += found
        todo = {row.earlier for row in found} - seen
    return lineage.roots(rows)


def _are_far(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return is_apart(one[:2], other[:2]) and is_apart(one[2:], other[2:])


@dataclass
class Crowds:
    """What the change of some stories did to crowded keys: stories that became hubs, and pairs that lost theirs."""

    raised: set[str] = field(default_factory=set)
    loose: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, held: Held, old: Mapping[str, Marks], new: Mapping[str, Marks]) -> Crowds:
        """Compare the hubs of each key that some story got or lost with those before."""
        found = cls()
        went, came = _by_key(old, new), _by_key(new, old)
        for key in went.keys() | came.keys():
            gone, come = went.get(key, set()), came.get(key, set())
            held_now = [number for _, number in held.holders(key, deciding(key) + len(come) + len(gone))]
            hubs = set(hubs_among(key, held_now))
            were = set(hubs_among(key, sorted((set(held_now) - come) | gone)))
            found.raised |= {ident_of(number) for number in hubs - were - come}
            if lowered := were - hubs - gone:
                others = {ident_of(number) for _, number in held.holders(key)}
                for number in lowered:
                    found.loose[ident_of(number)] |= others
        return found

    def loosened(self, pairs: NearPairs) -> set[str]:
        """The accounts of the pairs that were judged and that no key puts together any more."""
        held = pairs.held
        rows = held.tied(account for one in held.marks(self.loose).values() for account in one.accounts)
        of = held.stories({account for left, right, _ in rows for account in (left, right)})
        asked = [(left, right) for left, right, _ in rows if self._are_loose(of.get(left, ""), of.get(right, ""))]
        pairs.load({of[account] for pair in asked for account in pair})
        at = {one.account_id: one for told in pairs.traits.values() for one in told}
        lost = (pair for pair in asked if not are_worth_comparing(at[pair[0]], at[pair[1]], pairs.hubs))
        return {account for pair in lost for account in pair}

    def _are_loose(self, left: str, right: str) -> bool:
        return left != right and (right in self.loose.get(left, ()) or left in self.loose.get(right, ()))


def _by_key(some: Mapping[str, Marks], but: Mapping[str, Marks]) -> dict[int, set[int]]:
    """The stories, as numbers, by the keys that they have here and not there."""
    found: dict[int, set[int]] = defaultdict(set)
    for story, one in some.items():
        for key in one.keys - (but[story].keys if story in but else frozenset()):
            found[key].add(number_of(story))
    return found
