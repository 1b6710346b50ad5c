"""The words by which a story names actors, items, places and its outlet, each with where it stands and why it does.

A description ("the rebels"), a pronoun and what points back name nothing: they have the name of what they point to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace

from tidings.knowledge import Knowledge
from tidings.knowledge.also_called import MOST_BETWEEN, is_common, other_name
from tidings.linking.entities import entity_key, plain_words
from tidings.linking.tying import initials_fit
from tidings.model import Actor, Filler, Item, Mention, Place, Quote, Reading, Role, Story
from tidings.model.naming import How, Key, Naming, Sort

# rules of mentions whose very words a table has
BY_TABLE = frozenset("actors.known actors.outlet actors.people actors.seat items.named items.class".split())
NAMED = "places.named/"  # whose quotes hold the name alone
IN_BRACKETS, DESCRIBED = "actors.abbreviated", "actors.described"
OF_PERSON = frozenset({"actors.person", "actors.surname"})
SMALL = "of|the|for|and|in|on|de|la|du|des|del|al|el"  # words that initials pass over
SORT_OF: dict[Role, Sort] = {"item": "item", "origin": "place", "destination": "place"}  # all others: actor


def namings(reading: Reading, know: Knowledge) -> list[Naming]:
    """Return how the story names entities: one Naming for each name with the words for it, in the story's order."""
    found: dict[tuple[str, str, str], Naming] = {}
    for one in _every(reading, know):
        at = (one.sort, one.key, one.plain)
        first = found.setdefault(at, one)
        if first is not one:
            found[at] = replace(first, times=first.times + 1, how=one.how if first.how == "own name" else first.how)
    return list(found.values())


def sort_of(role: Role) -> Sort:
    """Return what sort of entity fills the role."""
    return SORT_OF.get(role, "actor")


def filler_of(role: Role, filler: Filler) -> Key:
    """Return what a filler counts as, as far as its story says."""
    return Key(sort_of(role), entity_key(filler.name, filler.entity))


def place_key(place: Place) -> Key:
    """Return what a place counts as: its GeoNames id, or its plain name and its country."""
    plain = plain_words(place.name) + (f", {place.country}" if place.country else "")
    return Key("place", f"id:{place.geonames}" if place.geonames else plain)


def outlet_key(publisher: str, know: Knowledge) -> Key:
    """Return what a publisher counts as: the table's id, or its plain name."""
    known = know.outlets.resolve(publisher)
    return Key("outlet", f"id:{known.id}" if known else plain_words(publisher))


def words_for(key: Key, quote: Quote, reading: Reading, name: str) -> str:
    """Return the plain words by which the quote names the entity of this key.

    Where it is a pronoun or a description, those that its story has for it, if these are always the same; else "".
    """
    said = [(m.quote, plain_words(m.quote.text)) for m in reading.mentions if how_named(m) and named_by(m) == key]
    inside = [words for at, words in said if quote.start <= at.start and at.end <= quote.end]
    every = {words for _, words in said} or {plain_words(name)}
    return inside[0] if inside else every.pop() if len(every) == 1 else ""


def named_by(mention: Mention) -> Key | None:
    """Return what the mention names; None for a description, a time or a number."""
    entity = mention.entity
    if isinstance(entity, Actor | Item):
        key = Key("item" if isinstance(entity, Item) else "actor", entity_key(entity.name, entity.id))
        return None if key.is_described else key
    return place_key(mention.value) if isinstance(mention.value, Place) else None


def how_named(mention: Mention) -> How | None:
    """Return how the words came to name what they stand for; None where they only point to it."""
    if isinstance(mention.value, Place):
        is_own = plain_words(mention.quote.text) == plain_words(mention.value.name)
        return "table" if mention.value.geonames else "own name" if is_own else None
    if mention.entity is None:
        return None
    rule = mention.rule.partition("/")[0]
    if rule == IN_BRACKETS:
        return "in brackets"
    if rule == DESCRIBED:
        return None
    if mention.entity.id:
        return "table" if rule in BY_TABLE else None
    if plain_words(mention.quote.text) == plain_words(mention.entity.name):
        return "own name"
    return "full name before" if rule in OF_PERSON else None


def initialled(short: str, text: str) -> list[str]:
    """Return the names in the text whose initials are the short name, in plain words.

    >>> initialled("ncf", "Rebels of the Northern Coal Federation fled.")
    ['northern coal federation']
    """
    if not short.isalpha():
        return []
    between = rf"\s+(?:(?:{SMALL})\s+)*"
    spelled = between.join(rf"{letter.upper()}[\w’'-]*" for letter in short)
    return sorted({plain_words(found[0]) for found in re.finditer(rf"\b{spelled}", text)})


def _every(reading: Reading, know: Knowledge) -> Iterator[Naming]:
    story, told = reading.story, set()
    for mention in reading.mentions:
        if key := named_by(mention):
            told.add(key.key)
            how = how_named(mention)
            if how and not (how == "in brackets" and _credits(mention, know)):
                one = _naming(story, mention, key, how)
                yield one
                yield from _also_called(story, mention, one, reading.mentions)
    for account in reading.accounts:
        for role, fillers in account.roles:
            for filler in fillers:
                key = filler_of(role, filler)
                if key.key not in told and key.sort != "place" and not key.is_described:
                    yield _filled(story, filler, key)
    if story.publisher:
        yield _published(story, story.publisher, know)


def _credits(mention: Mention, know: Knowledge) -> bool:
    """Whether letters in brackets are an outlet's, as in a dateline: "UNITED NATIONS (AP)", "PASTO, Colombia (AC)".

    Who is in a table goes by no letters that the table does not have, unless they are those of the name.
    """
    words, entity = mention.quote.text, mention.entity
    is_strange = entity is not None and entity.id is not None and not initials_fit(words, entity.name)
    return is_strange or know.outlets.resolve(words) is not None


def _naming(story: Story, mention: Mention, key: Key, how: How) -> Naming:
    """The naming of a mention; of a place beside which something lies ("north of Mora") the words are its name."""
    place, quote, entity = mention.value, mention.quote, mention.entity
    words = " ".join(quote.text.split())
    if isinstance(place, Place):
        words = words if how == "own name" or mention.rule.startswith(NAMED) else place.name
        body = json.dumps(asdict(place), ensure_ascii=False, sort_keys=True)
        return Naming(
            story.id, "place", key.key, place.name, words, plain_words(words),
            quote.start, quote.end, 1, how, place.type or "", body=body,
        )  # fmt: skip
    kind = entity.category if isinstance(entity, Item) else entity.type if isinstance(entity, Actor) else ""
    sort: Sort = "item" if isinstance(entity, Item) else "actor"
    name = entity.name if entity else words
    body = "|".join(initialled(key.key, story.text)) if sort == "actor" and key.is_short and words.isupper() else ""
    common = not key.is_known and is_common(key.key)
    return Naming(
        story.id, sort, key.key, name, words, plain_words(words), quote.start, quote.end, 1, how, kind or "",
        common, body,
    )  # fmt: skip


def _filled(story: Story, filler: Filler, key: Key) -> Naming:
    """The naming of a filler that no mention names: words that a deed's grammar found, or an analyst chose."""
    quote, name = filler.quote, filler.name
    sort: Sort = "item" if key.sort == "item" else "actor"
    how: How = "table" if filler.entity else "own name"
    common = not key.is_known and is_common(key.key)
    return Naming(story.id, sort, key.key, name, name, plain_words(name), quote.start, quote.end, 1, how, "", common)


def _published(story: Story, publisher: str, know: Knowledge) -> Naming:
    known, key = know.outlets.resolve(publisher), outlet_key(publisher, know)
    how: How = "table" if known else "own name"
    name, kind = (known.name, known.kind) if known else (publisher, "")
    return Naming(story.id, "outlet", key.key, name, publisher, plain_words(publisher), None, None, 1, how, kind)


def _also_called(story: Story, mention: Mention, naming: Naming, mentions: Iterable[Mention]) -> Iterator[Naming]:
    """The same entity under the name that the story gives behind it: "the Corn Front, also known as Red Ear"."""
    begins = other_name(story.text[mention.quote.end :][:MOST_BETWEEN]) if naming.sort == "actor" else None
    for other in mentions if begins is not None else ():
        at, quote = mention.quote.end + (begins or 0), other.quote
        if quote.start <= at < quote.end and isinstance(other.entity, Actor) and how_named(other) == "own name":
            words = " ".join(quote.text.split())
            yield replace(
                naming, words=words, plain=plain_words(words), start=quote.start, end=quote.end, how="also called"
            )
