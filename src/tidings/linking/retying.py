"""Tying the names of some stories into what the case knows: which other stories that touches, and what fills roles.

What a name stands for follows from the definitions that stories give and from analysts' judgements alone (tying.py);
what a filler stands for, from that and from its own story. So a story more is read for the names it defines, and
another story is looked at again only where a name that it has stands for something else by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from tidings.knowledge import Knowledge
from tidings.linking.namings import filler_of, namings, outlet_key, place_key, words_for
from tidings.linking.tying import DATELINE, beside, pairs, stands
from tidings.model import Account, Judgement, Reading
from tidings.model.naming import DEFINES, PLACE, Key, Naming, Stand, Tied

AT_ONCE = 500  # other stories looked at together, that a name of many does not bring all into memory
Stands = dict[Key, dict[str, Stand]]  # by the words that are meant


class Names(Protocol):
    """A case, as far as its names go."""

    def readings(self, stories: Iterable[str]) -> list[Reading]:
        """What was read in these stories, as far as the case holds them, as their own words have it."""

    def namings(self, stories: Iterable[str]) -> list[Naming]:
        """How these stories name entities, as it was last worked out."""

    def swap_namings(self, stories: Iterable[str], rows: Iterable[Naming]) -> None:
        """Keep these in the place of those of the stories."""

    def definitions(self, keys: Collection[Key], late: int) -> list[Naming]:
        """What stories define of these names, or by these words.

        Of those that say the same, there are at least the first and two that begin after the place `late`.
        """

    def naming(self, keys: Iterable[Key]) -> set[str]:
        """The stories that have a name of one of these keys."""

    def stands(self, keys: Iterable[Key]) -> list[Stand]:
        """What these names stand for, as it was last worked out."""

    def standing_for(self, keys: Iterable[Key]) -> list[Stand]:
        """The names that stand for these, as it was last worked out."""

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
    others = sorted(_restood(held, stories, _defining(old) ^ _defining(new)))
    differ = _tied_anew(held, stories, read, know)
    for at in range(0, len(others), AT_ONCE):
        some = others[at : at + AT_ONCE]
        differ |= _tied_anew(held, some, held.readings(some), know)
    return sorted(stories | differ)


def _tied_anew(held: Names, stories: Collection[str], read: Collection[Reading], know: Knowledge) -> set[str]:
    """Work out anew what the fillers of these stories stand for; return the stories of which that differs."""
    found = held.stands({key for one in read for key in _looked_up(one, know)})
    every = {*found, *held.standing_for({Key(one.of.sort, one.entity) for one in found})}
    at = by_key(sorted(every, key=lambda one: (one.of, one.words)))
    return held.swap_tied(stories, [row for one in read for row in tied_rows(one, at, know)])


def _looked_up(reading: Reading, know: Knowledge) -> Iterator[Key]:
    """Yield the names of a story that may stand for others."""
    yield from (one.of for one in namings(reading, know))
    for account in reading.accounts:
        yield from (filler_of(role, filler) for role, group in account.roles for filler in group)
        if account.place:
            yield place_key(account.place.place)


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


def _restood(held: Names, stories: set[str], defined: set[Naming]) -> set[str]:
    """Work out anew what names stand for, where definitions or judgements changed; return the others concerned.

    What a name stands for follows from the names that definitions and judgements lead to from it, and from no other.
    """
    said = held.judgements()
    near = beside(said)
    changed = {key for one in defined for key in (one.of, one.short)}
    if not held.followed(" ".join(judged.id for judged, _, _ in pairs(said))):
        changed |= near.keys()
    keys, definitions = _led_to(held, changed, near)
    before, after = held.stands(keys), [one for one in stands(definitions, said) if one.of in keys]
    held.swap_stands(before, after)
    return held.naming({one.of for one in _without_proof(before) ^ _without_proof(after)}) - stories


def _led_to(held: Names, keys: set[Key], near: Mapping[Key, set[Key]]) -> tuple[set[Key], set[Naming]]:
    """Return all names that definitions and judgements lead to from these, and the definitions."""
    found, told, todo = set[Key](), set[Naming](), keys
    while todo:
        found |= todo
        more = held.definitions(todo, DATELINE)
        told.update(more)
        defined = (key for one in more for key in (one.of, one.short))
        todo = {*defined, *(other for key in todo for other in near.get(key, ()))} - found
    return found, told


def _without_proof(some: Iterable[Stand]) -> set[Stand]:
    """What stands for what, whichever story says so."""
    return {replace(one, by="") for one in some}


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
    told = namings(reading, know) if any(key.is_short for key in at) else ()
    found = ((one, at.get(one.of, {}).get("")) for one in told if one.of.is_short)
    return {one.of for one, stand in found if stand and one.is_elsewhere(stand, _names_of(stand, at))}


def _names_of(stand: Stand, at: Stands) -> set[str]:
    """The keys that stand for the same entity."""
    sort, entity = stand.of.sort, stand.entity
    return {of.key for of, options in at.items() if of.sort == sort and _has(entity, options)}


def _has(entity: str, options: Mapping[str, Stand]) -> bool:
    return any(one.entity == entity for one in options.values())


def _tied(story: str, account: str, n: int, found: Stand, called: str) -> Tied:
    return Tied(
        story, account, n, found.of.sort, found.entity, called, found.name, found.id, found.body, bool(found.words)
    )
