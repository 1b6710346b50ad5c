"""Tying the names of some stories into what the case knows: which other stories that touches, and what fills roles.

What a name stands for follows from the definitions that stories give and from analysts' judgements alone (tying.py);
what a filler stands for, from that and from its own story. So a story more is read for the names it defines, and
another story is looked at again only where a name that it has stands for something else by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

from tidings.knowledge import Knowledge
from tidings.linking.namings import filler_of, namings, outlet_key, place_key, words_for
from tidings.linking.tying import pairs, stands
from tidings.model import Account, Judgement, Reading
from tidings.model.naming import DEFINES, PLACE, Key, Naming, Stand, Tied

Stands = dict[Key, dict[str, Stand]]  # by the words that are meant


class Names(Protocol):
    """A case, as far as its names go."""

    def readings(self, stories: Iterable[str]) -> list[Reading]:
        """What was read in these stories, as far as the case holds them, as their own words have it."""

    def namings(self, stories: Iterable[str]) -> list[Naming]:
        """How these stories name entities, as it was last worked out."""

    def swap_namings(self, stories: Iterable[str], rows: Iterable[Naming]) -> None:
        """Keep these in the place of those of the stories."""

    def definitions(self) -> list[Naming]:
        """Those of all stories that tie words in other stories too."""

    def naming(self, keys: Iterable[Key]) -> set[str]:
        """The stories that have a name of one of these keys."""

    def stands(self, keys: Iterable[Key] | None = None) -> list[Stand]:
        """What these names stand for, or all that stand for anything, as it was last worked out."""

    def swap_stands(self, old: Collection[Stand], new: Collection[Stand]) -> None:
        """Keep the new in the place of the old."""

    def swap_tied(self, stories: Collection[str], rows: Iterable[Tied]) -> set[str]:
        """Keep these in the place of those of the stories; return the stories of which they differ."""

    def judgements(self) -> tuple[Judgement, ...]:
        """The analysts' judgements."""

    def followed(self, said: str) -> bool:
        """Whether these judgements, by their ids, are those last followed; they are from now on."""


def tie_names(held: Names, stories: Iterable[str], know: Knowledge) -> list[str]:
    """Work out anew what the names of these stories stand for; return them and the others that this changes."""
    stories = set(stories)
    read = held.readings(stories)
    old, new = held.namings(stories), [one for reading in read for one in namings(reading, know)]
    held.swap_namings(stories, new)
    others = _restood(held, stories, _defining(old) != _defining(new))
    read += held.readings(others)
    at = by_key(held.stands({one.of for one in new} if not others else None))
    differ = held.swap_tied(stories | others, [row for one in read for row in tied_rows(one, at, know)])
    return sorted(stories | differ)


def tied_rows(reading: Reading, at: Stands, know: Knowledge) -> Iterator[Tied]:
    """Yield what fillers, places and the publisher of a story count as, where that is more than its own word."""
    story = reading.story
    others = _others(reading, at, know)
    for account in reading.accounts:
        fillers = ((role, filler) for role, group in account.roles for filler in group)
        for n, (role, filler) in enumerate(fillers):
            key = filler_of(role, filler)
            if key in at and key not in others:
                if found := _meant(at, key, words_for(key, filler.quote, reading, filler.name)):
                    yield _tied(story.id, account.id, n, found, filler.name)
        yield from _placed(reading, account, at)
    if story.publisher and (found := _meant(at, outlet_key(story.publisher, know), "")):
        if found.entity != found.of.key:
            yield _tied(story.id, "", 0, found, story.publisher)


def _placed(reading: Reading, account: Account, at: Stands) -> Iterator[Tied]:
    place = account.place
    key = place_key(place.place) if place else None
    if place and key in at and (found := _meant(at, key, words_for(key, place.quote, reading, place.place.name))):
        if found.entity != key.key and found.body:
            yield _tied(reading.story.id, account.id, PLACE, found, place.place.name)


def _restood(held: Names, stories: set[str], is_defined_anew: bool) -> set[str]:
    """Work out anew what names stand for, where definitions or judgements changed; return the others concerned."""
    said = held.judgements()
    if held.followed(" ".join(judged.id for judged, _, _ in pairs(said))) and not is_defined_anew:
        return set()
    before, after = held.stands(), stands(held.definitions(), said)
    held.swap_stands(before, after)
    return held.naming({one.of for one in set(before) ^ set(after)}) - stories


def _defining(some: Iterable[Naming]) -> set[Naming]:
    return {one for one in some if one.how in DEFINES}


def by_key(found: Iterable[Stand]) -> Stands:
    """Return what stands for each key, by the words that are meant."""
    out: Stands = defaultdict(dict)
    for one in found:
        out[one.of][one.words] = one
    return dict(out)


def _meant(at: Stands, key: Key, words: str) -> Stand | None:
    """What these words for the key stand for."""
    options = at.get(key, {})
    return options.get(words) or options.get("")


def _others(reading: Reading, at: Stands, know: Knowledge) -> set[Key]:
    """The short names by which the story may mean somebody else than the stories that define them."""
    own: dict[str, set[str]] = defaultdict(set)
    for of, options in at.items():
        for one in options.values():
            own[one.entity].add(of.key)
    told = namings(reading, know) if any(key.is_short for key in at) else ()
    found = ((one, at.get(one.of, {}).get("")) for one in told)
    return {one.of for one, stand in found if stand and one.is_elsewhere(stand, own[stand.entity])}


def _tied(story: str, account: str, n: int, found: Stand, called: str) -> Tied:
    return Tied(
        story, account, n, found.of.sort, found.entity, called, found.name, found.id, found.body, bool(found.words)
    )
