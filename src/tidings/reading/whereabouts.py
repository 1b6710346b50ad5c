"""Where an incident was, weighed: every place told near one of its mentions, and none, each with what speaks for it.

The place by the rules (circumstances.py) is one fact among others; the weights are in where_weights.tsv.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from tidings.knowledge import Knowledge
from tidings.knowledge.events import Placing
from tidings.knowledge.grammar import words
from tidings.model import Actor, Mention, Place, Placed, Quote, When
from tidings.reading.casting import LONGEST_PATH, path_between
from tidings.reading.circumstances import is_local, is_static, rooted, steps
from tidings.reading.dateline import dateline_end
from tidings.reading.opinion import ALONE, Opinion
from tidings.reading.telling import Told

# Log odds by which a place of the deed's own sentence is preferred to none, and none to a place told elsewhere: few
# annotated stories tell as little as one sentence, and a wrong place misleads more than an unknown one. Places right on
# the training stories, fitted on the same: .617 with and without.
LEAN = 0.3
HERE = "behind 0"  # the fact that place and deed stand in one sentence
NONE = "none"  # the candidate that leaves the place unknown
MOST_MENTIONS = 6  # of an incident, the fullest first; further ones add no place that is right more often
NEXT, BEFORE = -1, 6  # sentences: a place may stand one after its deed, or up to six before it
FAR_STEPS = (4.0, 6.0, 8.0, 99.0)  # distances in the parse beyond four are weighed together
GAP_STEP, FARTHEST_GAP = 4, 8  # tokens a step; steps


ABROAD = words("stationed abroad")
WHOLE = ("country", "region")  # what a body may be named after and be active elsewhere; a university is in its town


@dataclass(frozen=True, slots=True)
class Spot:
    """One mention of a place, with what holds for it whichever incident is asked about."""

    mention: Mention
    name: str
    type: str | None
    root: Token
    start: int  # of its tokens
    end: int
    sentence: int
    is_local: bool
    is_filed: bool  # whether it stands in the dateline
    is_in_name: bool  # whether it is part of somebody's name: "the Mora Police"
    facts: tuple[str, ...]


class Whereabouts:
    """The places of one document, to be joined to its gathered incidents."""

    def __init__(
        self,
        doc: Doc,
        mentions: Sequence[Mention],
        told: Iterable[Told],
        know: Knowledge,
        opinion: Opinion = ALONE,
    ) -> None:
        self._know, self._opinion = know, opinion
        filed = dateline_end(doc.text)
        sentence = {sent.start: n for n, sent in enumerate(doc.sents)}
        families = _families(mentions)
        actors = [m.quote for m in mentions if m.label == "actor"]
        places = [
            (m, span, m.value)
            for m, span in rooted(doc, mentions, "place")
            if isinstance(m.value, Place)
            and not _is_whose(span, m.value)
            and not _is_family(span, families)
            and not _is_bodys(span, m.value, actors)
        ]
        times = Counter(place.name for _, _, place in places)
        named = {n for m in mentions if m.label == "actor" for n in range(m.quote.start, m.quote.end)}
        named &= {s.start_char for _, s, _ in places if s.end < len(doc) and doc[s.end].pos_ == "PROPN"}
        self._spots = [
            _spot(m, span, place, sentence[span.root.sent.start], (filed, times[place.name], m.quote.start in named))
            for m, span, place in places
        ]
        self._n_places = Counter(spot.sentence for spot in self._spots)
        self._rivals: dict[int, list[Told]] = {}
        for one in told:
            self._rivals.setdefault(one.sentence, []).append(one)

    def place(self, ranked: Sequence[Told], kind_of: Told) -> Placed | None:
        """The likeliest place of an incident, its mentions given with the fullest first, or None."""
        weights = self._know.where_weights
        placing = self._know.events.kinds[kind_of.kind].place
        best, odds = None, weights.odds(self.none_facts(ranked, placing))
        for mention, facts in self.candidates(ranked, placing):
            leaning = weights.odds(facts) + (LEAN if HERE in facts else -LEAN)
            leaning = self._opinion.setting("place", ranked, mention, leaning)
            if leaning > odds:
                best, odds = mention, leaning
        return Placed(best.value, best.quote) if best and isinstance(best.value, Place) else None

    def candidates(self, ranked: Sequence[Told], placing: Placing) -> Iterator[tuple[Mention, frozenset[str]]]:
        """Each place named near the incident, by its first mention there, with all that its mentions say for it."""
        first: dict[str, Mention] = {}
        facts: dict[str, set[str]] = {}
        pairs: Counter[str] = Counter()
        for n, told in enumerate(ranked[:MOST_MENTIONS]):
            for spot in self._spots:
                if (spot.is_in_name and _is_speakers(told, spot)) or self._is_of_another_time(told, spot):
                    continue
                if NEXT <= told.sentence - spot.sentence <= BEFORE or spot.is_filed:
                    first.setdefault(spot.name, spot.mention)
                    pairs[spot.name] += 1
                    held = facts.setdefault(spot.name, set())
                    held.update(self._facts(told, spot, placing))
                    held.update(["beside the fullest"] if n == 0 else [])
        for name, mention in first.items():
            yield mention, frozenset(facts[name] | {f"near {min(3, pairs[name])}"})

    def _is_of_another_time(self, told: Told, spot: Spot) -> bool:
        """Whether another sentence names the place, and all deeds told there are of times that exclude this one's."""
        others = self._rivals.get(spot.sentence, ())
        if spot.sentence == told.sentence or spot.is_filed or not others:
            return False
        return all(_exclude(told.time, other.time) for other in others)

    def none_facts(self, ranked: Sequence[Told], placing: Placing) -> frozenset[str]:
        """What speaks for leaving the place unknown."""
        fullest = ranked[0]
        here = sum(self._n_places[t.sentence] for t in ranked)
        out = {NONE, f"{NONE}, {placing}", f"{NONE}, {fullest.kind}", f"{NONE}, {fullest.status.status}"}
        return frozenset(out | {f"{NONE} of {min(3, here)}", f"{NONE}, told {min(3, len(ranked))}"})

    def _facts(self, told: Told, spot: Spot, placing: Placing) -> Iterator[str]:
        gap = told.sentence - spot.sentence
        behind = f"behind {max(-3, min(6, gap))}"
        yield from (behind, f"{behind}, {placing}")
        for role, tokens in told.roles.items():
            if any(spot.start <= t.i < spot.end for t in tokens):
                yield from (f"plays {role}", f"plays {role}, {told.kind}")
        if gap == 0:
            yield from self._in_sentence(told, spot)
        else:
            yield f"{behind}, own {told.place is not None}, {spot.type}"
        if told.place_before is spot.mention:
            yield from ("setting before", f"setting before, {placing}, own {told.place is not None}")
        yield from spot.facts
        yield f"type {spot.type}, {placing}"
        if spot.is_filed:
            yield from (f"dateline, {placing}", f"dateline, sentence {min(6, told.sentence)}")

    def _in_sentence(self, told: Told, spot: Spot) -> Iterator[str]:
        far = steps(told.token, spot.root)
        shown = far if far < FAR_STEPS[0] else max(f for f in FAR_STEPS if f <= max(far, FAR_STEPS[0]))
        yield from (f"steps {shown:g}", f"steps {shown:g}, {'local' if spot.is_local else 'not local'}")
        side = "before" if spot.root.i < told.token.i else "after"
        yield from (f"{side} the deed", f"gap {min(FARTHEST_GAP, abs(spot.root.i - told.token.i) // GAP_STEP)}")
        nearest = min(self._rivals[told.sentence], key=lambda r: steps(r.token, spot.root))
        yield "nearest deed" if nearest is told else "nearer deed"
        path = path_between(spot.root, told.token)
        if path is not None and len(path) <= LONGEST_PATH:
            yield f"path {path}"
        if told.place is spot.mention:
            yield "by rule"


def _is_whose(span: Span, place: Place) -> bool:
    """Whether a country only says whose they are that stand in another: "U.S. embassies", "Turkish troops"."""
    onward = [t.head for t in span if t.dep_ in ("compound", "amod", "nmod", "poss") and t.head.i >= span.end]
    return place.type == "country" and any(head.lemma_.lower() in ABROAD for head in onward)


def _is_bodys(span: Span, place: Place, actors: Sequence[Quote]) -> bool:
    """Whether a country only stands in a body's name: "the Islamic State of Iraq and the Levant"."""
    root = span.root.head if span.root.dep_ == "conj" else span.root
    if place.type not in WHOLE or root.dep_ != "pobj" or root.head.lower_ != "of":
        return False
    noun = root.head.head
    if noun.i == noun.sent.start or not noun.text[:1].isupper():  # "Residents of Syria" have no name
        return False
    return any(actor.start <= noun.idx and span.end_char <= actor.end for actor in actors)


def _families(mentions: Iterable[Mention]) -> frozenset[str]:
    """The last names of those whom the story names in full."""
    people = (m.entity.name.split() for m in mentions if isinstance(m.entity, Actor) and m.entity.type == "person")
    return frozenset(name[-1].lower() for name in people if len(name) > 1 and name[-1][:1].isupper())


def _is_family(span: Span, families: frozenset[str]) -> bool:
    """Whether the words are somebody's last name, not a setting: "Bushnell" after "Prudence Bushnell"."""
    return span.text.lower() in families and not is_static(span)


def _exclude(one: Mention | None, other: Mention | None) -> bool:
    """Whether two known times have no day in common."""
    known = [m.value for m in (one, other) if m and isinstance(m.value, When)]
    return len(known) == 2 and not known[0].may_overlap(known[1])


def _is_speakers(told: Told, spot: Spot) -> bool:
    """Whether the place stands in the words for somebody who speaks of the deed: "the Mora Police said"."""
    speakers = (said.speaker for said in told.said)
    return any(s.start <= spot.root.i < s.end or s.root.is_ancestor(spot.root) for s in speakers)


def _spot(mention: Mention, span: Span, place: Place, sentence: int, story: tuple[int, int, bool]) -> Spot:
    """`story` tells where its dateline ends, how often it names the place, and whether an actor's name holds it."""
    filed, times, is_in_name = story
    root, local, is_filed = span.root, is_local(span), mention.quote.end <= filed
    facts = ["local" if local else "not local", "static" if is_static(span) else "not static"]
    facts += [f"type {place.type}", f"dep {root.dep_}", f"pos {root.pos_}", f"after {_preposition(span)}"]
    if span.end < len(span.doc) and span.doc[span.end].text == ",":
        facts.append("before a comma")
    facts += ["dateline"] if is_filed else []
    facts.append(f"named {min(4, times)}")
    return Spot(
        mention, place.name, place.type, root, span.start, span.end, sentence, local, is_filed, is_in_name, tuple(facts)
    )


def _preposition(span: Span) -> str:
    head = span.root.head
    return head.lower_ if head.pos_ == "ADP" else span[0].lower_ if span[0].pos_ == "ADP" else "none"
