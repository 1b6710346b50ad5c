"""Find the places a story names and tell where they are: detection, choice among namesakes, then spatial relations."""

from __future__ import annotations

import math
from collections import Counter

from spacy.tokens import Doc

from tidings.knowledge import Knowledge
from tidings.knowledge.gazetteer import Candidate, Gazetteer, fold
from tidings.knowledge.gazetteer.words import place_words
from tidings.model import Mention, Story
from tidings.reading.place_borders import national_borders, told_countries
from tidings.reading.place_caseless import caseless, is_caseless
from tidings.reading.place_features import Surroundings, facts, told_type
from tidings.reading.place_rank import Context, Name, rank, score
from tidings.reading.place_relations import placed
from tidings.reading.place_spans import Found, spans

# A stretch is a place from this chance on. On the dev parts of LGL, TR-News and GeoWebNews detection F1 is 0.872 here,
# 0.866 at 0.25 and 0.868 at 0.45; the share of gold within 161 km is 0.796, 0.817 and 0.771.
LIKELY = 0.35
RULE = "places"


def places(doc: Doc, story: Story, know: Knowledge) -> list[Mention]:
    """Return the places named in `doc`, the parsed text of `story`, in order; their quotes do not overlap."""
    gazetteer = know.gazetteer
    found, here = detected(doc, gazetteer)
    names = named(found, here)
    told = context_of_text(doc, gazetteer, story.publisher or "")
    chosen = rank(list(names.values()), told, place_words().weights["rank"])
    by_key = dict(zip(names, chosen, strict=True))
    each = [by_key[key_of(one)] for one in found]
    told_here = told_countries(doc, each, gazetteer)
    parts = (placed(at, found, each, here, told_here) for at in range(len(found)))
    mentions = [Mention("place", quote, value, rule=f"{RULE}.{rule}/1") for quote, value, rule in parts]
    borders = national_borders(doc, told_here, gazetteer)
    free = [b for b in borders if not any(b.quote.span.overlaps(m.quote.span) for m in mentions)]
    return sorted(mentions + free, key=lambda mention: mention.quote)


def detected(doc: Doc, gazetteer: Gazetteer) -> tuple[list[Found], Surroundings]:
    """Return the stretches that name places, in order and without overlap, the likelier first where two overlap."""
    if is_caseless(doc):
        known = caseless(doc, gazetteer)
        return known, Surroundings.of(doc, known, gazetteer)
    every = spans(doc, gazetteer)
    here = Surroundings.of(doc, every, gazetteer)
    weights = place_words().weights["detect"]
    scored = [(score(facts(one, here), weights), one) for one in every]
    least = math.log(LIKELY / (1 - LIKELY))
    kept: list[Found] = []
    for value, one in sorted(scored, key=lambda pair: (not pair[1].is_whole, -pair[0], pair[1].start)):
        if value > least and not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start), here


def key_of(one: Found) -> str:
    """Return what makes two stretches the same name of a story."""
    return fold(one.text)


def named(found: list[Found], here: Surroundings) -> dict[str, Name]:
    """Gather the uses of each name; a type or parent told once holds for all of them."""
    names: dict[str, Name] = {}
    for at, one in enumerate(found):
        key = key_of(one)
        name = names.setdefault(key, Name(one.text, candidates_of(one, here.gazetteer), times=0, first=one.start))
        name.times += 1
        name.told = name.told or told_type(one, here)
        follower = found[at + 1] if at + 1 < len(found) else None
        if follower and follower.first == one.last + 2 and here.after(one) == "," and not name.parents:
            name.parents = tuple(c for c in follower.candidates if c.type in {"country", "admin1", "admin2"})[:8]
    return names


def candidates_of(one: Found, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Return a stretch's own candidates, or those of the longest known name inside it ("Basra Airport": Basra)."""
    if one.candidates:
        return one.candidates
    words, common = one.text.split(), place_words().types["common"]
    for size in range(len(words) - 1, 0, -1):
        for start in range(len(words) - size + 1):
            part = " ".join(words[start : start + size])
            if (
                part[0].isupper()
                and len(part) > 3
                and part.lower() not in common
                and (found := gazetteer.candidates(part))
            ):
                return found
    return ()


def context_of_text(doc: Doc, gazetteer: Gazetteer, publisher: str = "") -> Context:
    """Gather nationalities, and the places that the publisher's name holds."""
    nations: Counter[str] = Counter()
    for token in doc:
        if token.text[:1].isupper() and (nation := gazetteer.country_of_demonym(token.text)):
            nations[nation] += 1
    home: tuple[Candidate, ...] = ()
    for word in publisher.split():
        home = home or tuple(c for c in gazetteer.candidates(word) if word[0].isupper() and c.population > 5000)[:3]
    return Context(nations, gazetteer, home)
