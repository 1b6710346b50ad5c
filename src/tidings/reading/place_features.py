"""Named facts about a stretch that may name a place; the weights in places_weights.tsv turn them into one score."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

from spacy.tokens import Doc

from tidings.knowledge.gazetteer import Gazetteer, fold
from tidings.knowledge.gazetteer.words import PlaceWords, place_words
from tidings.reading.language import text_of
from tidings.reading.place_spans import PLACES, Found, is_name

Facts = dict[str, float]
KNOWN_AFAR = 100_000  # people that a region, water, facility or noted town stands for: news knows it that well
WIDE = frozenset({"region", "water", "continent", "facility"})
FEW = 4  # candidates: a name of so few is foreign or local rather than one of the Springfields
DATELINE = frozenset({":", "-", "–", "—", "--", "(", ","})
JOINS = frozenset({"and", "or", ",", "-", "–", "/", "&"})


@dataclass(slots=True)
class Surroundings:
    """What the whole story tells about its words: how the parser labels them, and which are written small."""

    doc: Doc
    text: str
    gazetteer: Gazetteer
    words: PlaceWords = field(default_factory=place_words)
    label: list[str] = field(default_factory=list)
    bounds: list[tuple[int, int]] = field(default_factory=list)
    small: Counter[str] = field(default_factory=Counter)
    person: Counter[str] = field(default_factory=Counter)
    placed: Counter[str] = field(default_factory=Counter)
    located: Counter[str] = field(default_factory=Counter)
    times: Counter[str] = field(default_factory=Counter)
    told: set[str] = field(default_factory=set)
    starts: dict[int, bool] = field(default_factory=dict)
    ends: dict[int, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, doc: Doc, found: list[Found], gazetteer: Gazetteer) -> Surroundings:
        """Read the story once for all its stretches."""
        here = cls(doc, text_of(doc), gazetteer)
        here.label, here.bounds = [""] * len(doc), [(-1, -1)] * len(doc)
        for ent in doc.ents:
            for at in range(ent.start, ent.end):
                here.label[at], here.bounds[at] = ent.label_, (ent.start, ent.end - 1)
            if ent.label_ == "PERSON":
                here.person.update({doc[at].lower_ for at in range(ent.start, ent.end)})
        here.small.update(token.text for token in doc if token.is_alpha and token.text.islower())
        for one in found:
            key = fold(one.text)
            here.times[key] += 1
            here.placed[key] += here.label[one.first] in PLACES and here.label[one.last] in PLACES
            here.located[key] += here.is_located(one)
            placed = here.label[one.first] in PLACES and here.label[one.last] in PLACES
            here.starts[one.first] = here.starts.get(one.first, False) or placed
            here.ends[one.last] = here.ends.get(one.last, False) or placed
            here.told.update(c.country for c in one.candidates[:1] if c.type == "country" and c.rank == 0 and c.country)
        here.told.update(filter(None, (gazetteer.country_of_demonym(t.text) for t in doc if is_name(t))))
        return here

    def before(self, one: Found, back: int = 1) -> str:
        """Return the token `back` before the stretch in small letters, "" at the start of a line."""
        at = one.first - back
        return self.doc[at].lower_ if at >= 0 and not self.doc[at].is_space else ""

    def after(self, one: Found, on: int = 1) -> str:
        """Return the token `on` after the stretch as written, "" at the end of a line."""
        at = one.last + on
        return self.doc[at].text if at < len(self.doc) and not self.doc[at].is_space else ""

    def is_located(self, one: Found) -> bool:
        """Whether a word of place stands before the stretch, "the" in between allowed."""
        before = self.before(one)
        before = self.before(one, 2) if before == "the" else before
        return before in self.words.types["locative"]


def facts(one: Found, here: Surroundings) -> Facts:
    """Return the facts about one stretch, each 0-1 or near it."""
    return {"bias": 1.0} | _of_gazetteer(one, here) | _of_parser(one, here) | _beside(one, here) | _of_story(one, here)


def _of_gazetteer(one: Found, here: Surroundings) -> Facts:
    out: Facts = {}
    if one.head:
        out[f"head {one.head}"] = 1.0
        out["head, known part"] = float(not one.candidates and one.has_known_part)
    if not one.candidates:
        return out | {"unknown name": 1.0}
    best = min(c.rank for c in one.candidates)
    for kind in {c.type for c in one.candidates if c.rank <= max(best, 1)}:
        out[f"may be {kind}"] = 1.0
    few = len(one.candidates) <= FEW
    people = max(max(c.population, KNOWN_AFAR * (c.type in WIDE or (few and c.is_noted))) for c in one.candidates)
    out["people"] = math.log10(people + 1) / 6
    out["alias only"] = float(best > 0)
    out["many candidates"] = min(1.0, len(one.candidates) / 20)
    if one.candidates[0].type not in {"country", "continent"}:
        out["in a told country"] = float(one.candidates[0].country in here.told)
        out["rare, in a told country"] = out["in a told country"] * float(few)
        out["share in told countries"] = sum(c.country in here.told for c in one.candidates) / len(one.candidates)
    return out


def _of_parser(one: Found, here: Surroundings) -> Facts:
    out: Facts = {}
    label, bounds = here.label[one.first], here.bounds[one.first]
    inside = bounds == here.bounds[one.last] and label
    if not label and not here.label[one.last]:
        out["parser none"] = 1.0
    elif inside:
        if label == "PERSON" and not here.is_located(one):
            out["person, not located"] = 1.0
        size = sum(is_name(here.doc[i]) for i in range(bounds[0], bounds[1] + 1))
        own = sum(is_name(here.doc[i]) for i in range(one.first, one.last + 1))
        out[f"parser {label}" if own >= size else f"inside {label}"] = 1.0
    else:
        out["parser crossed"] = 1.0
    if not any(here.doc[i].pos_ == "PROPN" for i in range(one.first, one.last + 1)):
        out["no proper noun"] = 1.0
    if here.doc[one.last].pos_ == "ADJ":
        out["adjective"] = 1.0
    return out


def _beside(one: Found, here: Surroundings) -> Facts:
    before, after, words = here.before(one), here.after(one), here.words
    out: Facts = {"located": float(here.is_located(one))}
    out["title before"] = float(before in words.types["title-before"])
    out["given name before"] = float(before in words.types["given-name"] and here.doc[one.first - 1].text[0].isupper())
    out["speech after"] = float(after.lower() in words.types["speech"])
    out["type word beside"] = float(_typed(one, here) is not None)
    capital = after[:1].isupper()
    out["organisation after"] = float(capital and after.lower() in words.types["organisation-after"])
    out["name after"] = float(capital and not out["organisation after"])
    first = here.doc[one.first]
    starts = first.is_sent_start or before in {"", '"', "“", "‘", "'", ".", ":", "-", "—", "–"}
    plain = before in words.types["locative"] or (one.first > 0 and here.doc[one.first - 1].is_stop)
    out["name before"] = float(not starts and not plain and is_name(here.doc[one.first - 1]))
    out["comma and name after"] = float(after == "," and here.after(one, 2)[:1].isupper())
    out["comma and name before"] = float(before == "," and one.first > 1 and is_name(here.doc[one.first - 2]))
    out["after the"] = float(before == "the")
    out["after article"] = float(before in {"a", "an", "this", "that", "his", "her", "their", "my", "our"})
    out["starts sentence"] = float(bool(first.is_sent_start))
    out["small word after"] = float(after[:1].islower() and after.isalpha())
    out["hyphen after"] = float(after == "-")
    out["name and of before"] = float(before == "of" and one.first > 1 and is_name(here.doc[one.first - 2]))
    out["beside a place"] = float(_beside_place(one, here))
    amid_small = one.text.isupper() and here.doc[one.first - 1].text.islower() and after.islower()
    out["capitals amid small"] = float(amid_small and one.text.isalpha())
    heads_line = bool(first.is_sent_start) or before in {"", ".", '"', ","}
    out["dateline"] = float(one.text.isupper() and len(one.text) > 3 and heads_line and after in DATELINE)
    return out


def _beside_place(one: Found, here: Surroundings) -> bool:
    """Whether "and", "or", a comma or a dash joins the stretch to one that the parser takes for a place."""
    before = one.first > 1 and here.before(one) in JOINS and here.ends.get(one.first - 2, False)
    return before or (here.after(one) in JOINS and here.starts.get(one.last + 2, False))


def _of_story(one: Found, here: Surroundings) -> Facts:
    key, tokens = fold(one.text), here.doc[one.first : one.last + 1]
    alone = one.first == one.last
    times = here.times[key] or 1
    out: Facts = {
        "one word": float(alone),
        "three words": float(sum(is_name(t) for t in tokens) > 2),
        "common word": float(alone and one.text.lower() in here.words.types["common"]),
        "short": float(len(one.text) < 4),
        "all capitals": float(one.text.isupper() and len(one.text) > 3),
        "written small too": float(alone and here.small[one.text.lower()] > 0),
        "stop word": float(any(t.is_stop and t.text.lower() != "us" for t in tokens if is_name(t))),
        "given name": float(one.text.split()[0].lower() in here.words.types["given-name"]),
        "part of a person": float(all(here.person[t.lower_] for t in tokens if is_name(t))),
        "placed share": here.placed[key] / times,
        "located share": here.located[key] / times,
        "nationality": float(here.gazetteer.country_of_demonym(one.text) is not None),
    }
    return out


def _typed(one: Found, here: Surroundings) -> str | None:
    """The type that a word before or after tells: "province of X", "X province"."""
    words = here.words
    before = here.before(one)
    if before == "of":
        return words.type_of("type-before", f"{here.before(one, 2)} of")
    two = f"{here.before(one, 2)} {before}"
    after = words.type_of("type-after", here.after(one))
    return after or words.type_of("type-before", two) or words.type_of("type-before", before)


def told_type(one: Found, here: Surroundings) -> str | None:
    """Return the place type that the words beside or inside the stretch tell, or None."""
    if one.head and one.head != "direction":
        return "facility" if one.head.startswith(("facility", "street")) else "nature"
    return _typed(one, here)
