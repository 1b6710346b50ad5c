"""Copies near some stories: the rows of `lineage.copies` that a story more, less or another may change.

A text is stood for by the first of its stories. Its row depends on the texts it is proposed with, so that only these
are looked at: those that share a part with a text that came, went or moved. A text keeps its row unless that row's pair
is no longer proposed, or a text that came precedes the one it is a copy of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from tidings.linking.alike import CROWD, is_band
from tidings.linking.held import Held
from tidings.linking.lineage import AT_HAND, Shingled, compared, longest_shared, shingled
from tidings.model import Lineage
from tidings.model.ids import ident_of
from tidings.model.marks import Marks, Spot

Found = tuple[Spot, str, float]  # the text that is copied, how, and the score


class NearCopies:
    """The texts of some stories whose marks were swapped, and the texts near them."""

    def __init__(self, held: Held, old: Mapping[str, Marks], new: Mapping[str, Marks]) -> None:
        self.held = held
        self.text = lru_cache(AT_HAND)(self._text)
        self.parts = lru_cache(AT_HAND)(self._parts)
        self.holders = lru_cache(None)(held.holders)
        self.members = {one.text: held.of_text(one.text) for one in (*old.values(), *new.values())}
        before = {text: set(places) for text, places in self.members.items()}
        for one in new.values():
            before[one.text].discard(one.spot)
        for one in old.values():
            before[one.text].add(one.spot)
        was = {one.spot: one.parts for one in old.values()}
        now = {one.spot: one.parts for one in new.values()}
        self.gone = {(first := min(places)): was.get(first) for places in before.values() if places}
        self.now = {places[0]: now.get(places[0]) for places in self.members.values() if places}
        self.fresh: dict[Spot, set[Spot]] = defaultdict(set)  # by text: texts that came and are proposed with it
        self.whole: set[Spot] = set(self.now)  # texts for which every proposal is looked at
        self.shaken: set[Spot] = set()  # texts of which a pair may no longer be proposed
        self.bereft: set[Spot] = set()  # texts beside one that went: their row may have gone with it
        self.orphans: set[str] = set()  # the stories of those whose row did

    def rows(self) -> tuple[set[str], list[Lineage]]:
        """Return the stories whose row may be another, and the rows that these now have."""
        gone = {place: parts or self.parts(place) for place, parts in self.gone.items()}
        come = {place: parts or self.parts(place) for place, parts in self.now.items()}
        self.held.swap_parts(gone, come)
        left = {ident_of(place[1]) for place, parts in gone.items() if come.get(place) != parts}
        self.whole |= {self._first(row.later) for row in self.held.lineage(left, earlier=True, relation="copies")}
        went, came = _by_number(gone), _by_number(come)
        for number in went.keys() | came.keys():
            self._note(number, went.get(number, set()), came.get(number, set()))
        stories, rows = set(), list[Lineage]()
        for first in sorted(self._concerned()):
            places = self._same(first)
            stories |= {ident_of(place[1]) for place in places}
            rows += self._written(first, places, self._earlier(first))
        return stories, rows

    def _note(self, number: int, went: set[Spot], came: set[Spot]) -> None:
        """Note which texts a part concerns, of which some texts came and others went."""
        held = self.holders(number)
        before = sorted((set(held) - came) | went)
        stayed = [place for place in held if place not in came]
        if not is_band(number):
            if len(before) > CROWD >= len(held):
                self.whole.update(stayed)
            elif len(held) > CROWD >= len(before):
                self.shaken.update(stayed)
        else:
            hubs, were = set(held[:CROWD]), set(before[:CROWD])
            if were - hubs - went:
                self.shaken.update(stayed)
            if hubs - were - came:
                self.whole.update(stayed)
        if went - came and (is_band(number) or len(before) <= CROWD):
            self.bereft.update(place for place in stayed if place > min(went - came))
        for one in came - went:
            for other in self._beside(number, one):
                if other > one:
                    self.fresh[other].add(one)

    def _beside(self, number: int, one: Spot) -> list[Spot]:
        """The texts that a part proposes with one of its texts."""
        held = self.holders(number)
        if len(held) <= CROWD or (is_band(number) and one in held[:CROWD]):
            return held
        return held[:CROWD] if is_band(number) else []

    def _concerned(self) -> set[Spot]:
        """The texts whose row may be another; the others are left as they are."""
        kept = self._kept((self.fresh.keys() | self.shaken | self.bereft) - self.now.keys())
        for first, earlier in kept.items():
            if first in self.bereft and not earlier:
                self.whole.add(first)
                self.orphans |= {ident_of(place[1]) for place in self._same(first)}
            elif first in self.shaken and earlier and earlier not in self._proposed(first):
                self.whole.add(first)
            elif any(self._is_copy(one, first) for one in self.fresh[first] if not earlier or one < earlier):
                self.whole.add(first)
        return self.whole

    def _kept(self, firsts: Iterable[Spot]) -> dict[Spot, Spot | None]:
        """The text that each of these is a copy of by the rows of the last linking."""
        places = {ident_of(first[1]): first for first in firsts}
        rows = self.held.lineage(places, earlier=False, relation="copies")
        earlier = self.held.places({row.earlier for row in rows})
        copied = {places[row.later]: earlier[row.earlier][1] for row in rows if row.earlier in earlier}
        return {first: copied.get(first) for first in places.values()}

    def _first(self, story: str) -> Spot:
        """The first story of the words of a story that the case holds."""
        return self.held.of_text(self.held.places([story])[story][0])[0]

    def _proposed(self, first: Spot) -> set[Spot]:
        return {one for number in self.parts(first) for one in self._beside(number, first) if one < first}

    def _earlier(self, first: Spot) -> Found | None:
        """The first text that this one copies."""
        for one in sorted(self._proposed(first)):
            how, score = compared(self.text(one), self.text(first))
            if how:
                return one, how, score
        return None

    def _is_copy(self, one: Spot, other: Spot) -> bool:
        return bool(compared(self.text(one), self.text(other))[0])

    def _same(self, first: Spot) -> list[Spot]:
        """All stories of the same words, the first one first."""
        text = self.held.places([ident_of(first[1])])[ident_of(first[1])][0]
        return self.held.of_text(text)

    def _written(self, first: Spot, places: list[Spot], found: Found | None) -> list[Lineage]:
        copies = [ident_of(place[1]) for place in places]
        if found:
            earlier, how, score = found
            quote = longest_shared(self.text(earlier), self.text(first))
            return [Lineage(ident_of(earlier[1]), one, "copies", how, quote, round(score, 3)) for one in copies]
        quote = " ".join(self.text(first).words) if len(copies) > 1 else ""
        return [Lineage(copies[0], one, "copies", "exact", quote, 1.0) for one in copies[1:]]

    def _text(self, place: Spot) -> Shingled:
        return shingled(self.held.readings([ident_of(place[1])])[0].story)

    def _parts(self, place: Spot) -> frozenset[int]:
        key = ident_of(place[1])
        return self.held.marks([key])[key].parts


def _by_number(parts: Mapping[Spot, frozenset[int]]) -> dict[int, set[Spot]]:
    found: dict[int, set[Spot]] = defaultdict(set)
    for place, numbers in parts.items():
        for number in numbers:
            found[number].add(place)
    return found
