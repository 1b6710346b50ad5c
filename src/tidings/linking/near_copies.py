"""Copies near some stories: the rows of `lineage.copies` that a story more, less or another may change.

A text is stood for by the first of its stories. Its row depends on the texts it is proposed with, so that only these
are looked at: those that share a part with a text that came, went or moved. A text keeps its row unless that row's pair
is no longer proposed, or a text that came precedes the one it is a copy of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from tidings.linking.alike import CROWD, is_band
from tidings.linking.held import Held
from tidings.linking.lineage import Shingled, compared, longest_shared, shingled
from tidings.model import Lineage, Story
from tidings.model.ids import ident_of
from tidings.model.marks import Marks, Spot

AT_HAND = 1_000  # texts with their shingles, and short lists of texts, kept while copies are looked at: some 80 MB
CROWDS = 50  # long lists of texts kept
AT_ONCE = 50  # texts whose proposals are loaded together
Found = tuple[Spot, str, float]  # the text that is copied, how, and the score


class NearCopies:
    """The texts of some stories whose marks were swapped, and the texts near them."""

    def __init__(self, held: Held, old: Mapping[str, Marks], new: Mapping[str, Marks]) -> None:
        self.held = held
        self.text = lru_cache(AT_HAND)(self._text)
        self.parts: dict[Spot, frozenset[int]] = {}
        self.stories: dict[str, Story] = {}
        self.holders = lru_cache(AT_HAND)(lambda number: held.holders(number, CROWD + 1))
        self.all_holders = lru_cache(CROWDS)(held.holders)
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
        self.copies = {places[0]: places for places in self.members.values() if places}
        self.fresh: dict[Spot, set[Spot]] = defaultdict(set)  # by text: texts that came and are proposed with it
        self.whole: set[Spot] = set(self.now)  # texts for which every proposal is looked at
        self.shaken: set[Spot] = set()  # texts of which a pair may no longer be proposed
        self.bereft: set[Spot] = set()  # texts beside one that went: their row may have gone with it
        self.orphans: set[str] = set()  # the stories of those whose row did

    def rows(self) -> tuple[set[str], list[Lineage]]:
        """Return the stories whose row may be another, and the rows that these now have."""
        gone, come = self._with_parts(self.gone), self._with_parts(self.now)
        self.held.swap_parts(gone, come)
        self.parts |= come
        left = {ident_of(place[1]) for place, parts in gone.items() if come.get(place) != parts}
        self.whole |= {self._first(row.later) for row in self.held.lineage(left, earlier=True, relation="copies")}
        went, came = _by_number(gone), _by_number(come)
        for number in went.keys() | came.keys():
            self._note(number, went.get(number, set()), came.get(number, set()))
        stories, rows = set(), list[Lineage]()
        for first, proposed in self._with_proposed(sorted(self._concerned())):
            places = self._same(first)
            stories |= {ident_of(place[1]) for place in places}
            rows += self._written(first, places, self._earlier(first, proposed))
        return stories, rows

    def _note(self, number: int, went: set[Spot], came: set[Spot]) -> None:
        """Note which texts a part concerns, of which some texts came and others went."""
        held = self.held.holders(number, CROWD + 1 + len(went) + len(came))
        before = sorted((set(held) - came) | went)
        is_crowd, was_crowd = len(held) > CROWD, len(before) > CROWD
        if not is_band(number):
            if is_crowd != was_crowd:
                (self.shaken if is_crowd else self.whole).update(self._stayed(number, came))
        elif is_crowd or was_crowd:
            hubs, were = set(held[:CROWD]), set(before[:CROWD])
            if were - hubs - went:
                self.shaken.update(self._stayed(number, came))
            if hubs - were - came:
                self.whole.update(self._stayed(number, came))
        if went - came and (is_band(number) or not was_crowd):
            self.bereft.update(place for place in self._stayed(number, came) if place > min(went - came))
        for one in came - went:
            for other in self._beside(number, one):
                if other > one:
                    self.fresh[other].add(one)

    def _stayed(self, number: int, came: set[Spot]) -> list[Spot]:
        """The texts that hold a part and held it before."""
        return [place for place in self.all_holders(number) if place not in came]

    def _beside(self, number: int, one: Spot) -> list[Spot]:
        """The texts that a part proposes with one of its texts."""
        held = self.holders(number)
        if len(held) <= CROWD:
            return held
        if not is_band(number):
            return []
        return self.all_holders(number) if one in held[:CROWD] else held[:CROWD]

    def _concerned(self) -> set[Spot]:
        """The texts whose row may be another; the others are left as they are."""
        kept = self._kept((self.fresh.keys() | self.shaken | self.bereft) - self.now.keys())
        self._load_parts(self.shaken)
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

    def _with_proposed(self, firsts: list[Spot]) -> Iterator[tuple[Spot, list[Spot]]]:
        """Yield each of these texts with those that it may copy, all loaded."""
        for at in range(0, len(firsts), AT_ONCE):
            some = firsts[at : at + AT_ONCE]
            self._load_parts(some)
            proposed = {first: sorted(self._proposed(first)) for first in some}
            self.stories = self.held.texts(ident_of(n) for one in proposed.values() for _, n in (*one, *some))
            yield from proposed.items()

    def _proposed(self, first: Spot) -> set[Spot]:
        return {one for number in self.parts[first] for one in self._beside(number, first) if one < first}

    def _earlier(self, first: Spot, proposed: list[Spot]) -> Found | None:
        """The first text that this one copies."""
        for one in proposed:
            how, score = compared(self.text(one), self.text(first))
            if how:
                return one, how, score
        return None

    def _is_copy(self, one: Spot, other: Spot) -> bool:
        return bool(compared(self.text(one), self.text(other))[0])

    def _same(self, first: Spot) -> list[Spot]:
        """All stories of the same words, the first one first."""
        if first not in self.copies:
            key = ident_of(first[1])
            self.copies[first] = self.held.of_text(self.held.places([key])[key][0])
        return self.copies[first]

    def _written(self, first: Spot, places: list[Spot], found: Found | None) -> list[Lineage]:
        copies = [ident_of(place[1]) for place in places]
        if found:
            earlier, how, score = found
            quote = longest_shared(self.text(earlier), self.text(first))
            return [Lineage(ident_of(earlier[1]), one, "copies", how, quote, round(score, 3)) for one in copies]
        quote = " ".join(self.text(first).words) if len(copies) > 1 else ""
        return [Lineage(copies[0], one, "copies", "exact", quote, 1.0) for one in copies[1:]]

    def _text(self, place: Spot) -> Shingled:
        key = ident_of(place[1])
        return shingled(self.stories.get(key) or self.held.texts([key])[key])

    def _with_parts(self, some: Mapping[Spot, frozenset[int] | None]) -> dict[Spot, frozenset[int]]:
        """The parts of each text, those that are not given from the case."""
        self._load_parts(place for place, parts in some.items() if parts is None)
        return {place: self.parts[place] if parts is None else parts for place, parts in some.items()}

    def _load_parts(self, places: Iterable[Spot]) -> None:
        missing = {ident_of(place[1]): place for place in places if place not in self.parts}
        self.parts |= {missing[key]: marks.parts for key, marks in self.held.marks(missing).items()}


def _by_number(parts: Mapping[Spot, frozenset[int]]) -> dict[int, set[Spot]]:
    found: dict[int, set[Spot]] = defaultdict(set)
    for place, numbers in parts.items():
        for number in numbers:
            found[number].add(place)
    return found
