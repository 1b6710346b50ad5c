"""When an incident was, weighed: every time told near one of its mentions, and none, each with what speaks for it.

The time by the rules (circumstances.py) is one fact among others; the weights are in when_weights.tsv.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from tidings.knowledge import Knowledge
from tidings.model import Mention, Timed, When
from tidings.reading.casting import LONGEST_PATH, path_between
from tidings.reading.circumstances import is_in_words, is_of_another, is_of_thing, own_verb, rooted, steps
from tidings.reading.dateline import dateline_end
from tidings.reading.intervals import helper, is_bounding, offers
from tidings.reading.language import text_of
from tidings.reading.opinion import ALONE, Opinion
from tidings.reading.telling import Told

# Log odds by which no time is preferred to one told in another sentence: a wrong day misleads more than an unknown one.
# Right times in five-fold validation: .701 at 0, .702 at 0.3, .701 at 0.6, .699 with none from elsewhere.
AWAY = 0.3
NONE = "none"  # the candidate that leaves the time unknown
HERE = "behind 0"  # the fact that time and deed stand in one sentence
MOST_MENTIONS = 6  # of an incident, the fullest first
NEXT, BEFORE = -1, 2  # sentences: a time may stand one after its deed, or up to two before it
FAR_STEPS = (4.0, 6.0, 8.0, 99.0)  # distances in the parse beyond four are weighed together
GAP_STEP, FARTHEST_GAP = 4, 8  # tokens a step; steps
AGES = ((-1, "ahead"), (0, "same day"), (1, "day before"), (7, "week"), (31, "month"), (366, "year"))  # days before

Value = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Point:
    """One mention of a time, with what holds for it whichever incident is asked about."""

    mention: Mention
    when: When
    root: Token
    verb: Token  # of its clause
    sentence: int
    age: str
    facts: tuple[str, ...]


class Moments:
    """The times of one document, to be joined to its gathered incidents."""

    def __init__(
        self,
        doc: Doc,
        mentions: Sequence[Mention],
        told: Iterable[Told],
        know: Knowledge,
        *,
        near: dt.date | None = None,
        opinion: Opinion = ALONE,
    ) -> None:
        """`near` is the day from which the story counts."""
        self._know, self._near, self._opinion = know, near, opinion
        filed = dateline_end(text_of(doc))
        sentence = {sent.start: n for n, sent in enumerate(doc.sents)}
        self._points = [
            _point(mention, span, mention.value, sentence[span.root.sent.start], near)
            for mention, span in rooted(doc, mentions, "time")
            if isinstance(mention.value, When) and is_bounding(mention) and mention.quote.start >= filed
        ]
        self._n_times = Counter(point.sentence for point in self._points)
        self._rivals: dict[int, list[Told]] = {}
        self._claims: dict[int, list[Told]] = {}
        for one in told:
            self._rivals.setdefault(one.sentence, []).append(one)
            if one.time is not None:
                self._claims.setdefault(one.time.quote.start, []).append(one)

    def time(self, ranked: Sequence[Told], kind_of: Told) -> Timed | None:
        """The likeliest time of an incident, its mentions given with the fullest first, or None."""
        weights = self._know.when_weights
        best, odds = None, weights.odds(self.none_facts(ranked, kind_of))
        for point, facts in self.candidates(ranked):
            leaning = weights.odds(facts) - (0 if HERE in facts else AWAY)
            leaning = self._opinion.setting("time", ranked, point.mention, leaning)
            if leaning > odds:
                best, odds = point, leaning
        return Timed(best.when, best.mention.quote) if best else None

    def candidates(self, ranked: Sequence[Told]) -> Iterator[tuple[Point, frozenset[str]]]:
        """Each time told near the incident, by its nearest mention, with all that its mentions say for it."""
        first: dict[Value, Point] = {}
        facts: dict[Value, set[str]] = {}
        pairs: Counter[Value] = Counter()
        for n, told in enumerate(ranked[:MOST_MENTIONS]):
            here = (p for p in self._near_to(told) if not is_of_another(p.mention, told.token))
            for point in sorted(here, key=lambda p: abs(told.sentence - p.sentence)):
                for when, how in offers(told, point.root, self._own(told, point), self._near, self._know):
                    value = (when.start, when.end)
                    first.setdefault(value, replace(point, when=when))
                    pairs[value] += 1
                    held = facts.setdefault(value, set())
                    held.update(self._facts(told, point))
                    held.update(_manner(told, point, how))
                    held.update(["beside the fullest"] if n == 0 else [])
        for value, point in first.items():
            yield point, frozenset(facts[value] | {f"near {min(3, pairs[value])}"})

    def _own(self, told: Told, point: Point) -> When:
        """What the words say of this deed: one that they name themselves is not after or since them."""
        if not is_in_words(told.token, point.mention):
            return point.when
        found = self._know.calendar.find(point.mention.quote.text)
        return next((words.alone(self._near) for words in found), point.when)

    def _near_to(self, told: Told) -> list[Point]:
        """The times that may be the deed's, or bound it."""
        return [p for p in self._points if NEXT <= told.sentence - p.sentence <= BEFORE]

    def none_facts(self, ranked: Sequence[Told], kind_of: Told) -> frozenset[str]:
        """What speaks for leaving the time unknown."""
        fullest = ranked[0]
        here = sum(self._n_times[t.sentence] for t in ranked)
        ruled = any(t.time for t in ranked)
        out = {NONE, f"{NONE}, {kind_of.kind}", f"{NONE}, {fullest.status.status}", f"{NONE}, {fullest.token.tag_}"}
        out |= {f"{NONE} of {min(3, here)}", f"{NONE}, told {min(3, len(ranked))}", f"{NONE}, ruled {ruled}"}
        return frozenset(out | {f"{NONE}, sentence {min(3, ranked[0].sentence)}"})

    def _facts(self, told: Told, point: Point) -> Iterator[str]:
        gap = told.sentence - point.sentence
        behind = f"behind {gap}"
        yield from (
            behind,
            f"{behind}, {told.kind}",
            f"{behind}, {told.token.tag_}",
            f"{behind}, {point.when.precision}",
        )
        yield from point.facts
        yield from (f"{told.token.tag_}, {point.age}", f"{told.status.status}, {point.age}")
        if gap == 0:
            yield from self._in_sentence(told, point)
        else:
            yield from (
                f"{behind}, own {told.time is not None}",
                f"{behind}, own {self._n_times[told.sentence] > 0}, any",
            )
            yield from self._claimed(told, point, behind)

    def _claimed(self, told: Told, point: Point, behind: str) -> Iterator[str]:
        """Whether a deed of the time's own sentence has it by rule, and what it shares with this one."""
        claims = self._claims.get(point.mention.quote.start, [])
        yield f"{behind}, claimed {bool(claims)}"
        if any(c.kind == told.kind for c in claims):
            yield f"{behind}, claimed by its kind"
        if any(_shared(c, told) for c in claims):
            yield f"{behind}, claimed with its people"

    def _in_sentence(self, told: Told, point: Point) -> Iterator[str]:
        far = steps(told.token, point.root)
        shown = far if far < FAR_STEPS[0] else max(f for f in FAR_STEPS if f <= max(far, FAR_STEPS[0]))
        yield f"steps {shown:g}"
        side = "before" if point.root.i < told.token.i else "after"
        away = min(FARTHEST_GAP, abs(point.root.i - told.token.i) // GAP_STEP)
        yield from (f"{side} the deed", f"gap {away}", f"gap {away}, {side}")
        nearest = min(self._rivals[told.sentence], key=lambda r: steps(r.token, point.root))
        yield "nearest deed" if nearest is told else "nearer deed"
        path = path_between(point.root, told.token)
        if path is not None and len(path) <= LONGEST_PATH:
            yield f"path {path}"
        if point.verb.i == own_verb(told.token).i:
            yield "one clause"
        elif self._know.speech.has("verb", point.verb.lemma_.lower()):
            yield "of speech"
        yield f"by rule {told.time is point.mention}"
        yield f"of {min(3, self._n_times[told.sentence])}, by rule {told.time is point.mention}"
        if told.time is None:
            yield f"no rule, steps {shown:g}"


def _manner(told: Told, point: Point, how: str) -> list[str]:
    """In what way the words give the interval, where they only bound it, and what the deed's own words say to that."""
    if how == "then":
        return []
    return [how, *(f"{how}, {of}" for of in (told.kind, told.token.tag_, helper(told.token), point.root.dep_))]


def _shared(one: Told, other: Told) -> bool:
    names = {name for held in one.names.values() for name in held}
    return any(name in names for held in other.names.values() for name in held)


def _point(mention: Mention, span: Span, when: When, sentence: int, near: dt.date | None) -> Point:
    root, age = span.root, _age(when, near)
    facts = [f"precision {when.precision}", f"type {when.type}", f"dep {root.dep_}", f"after {_preposition(span)}"]
    facts += [f"age {age}", f"{when.precision}, {age}", "of a thing" if is_of_thing(root) else "of no thing"]
    facts.append("opens" if span.start - span.sent.start < GAP_STEP else "inside")
    return Point(mention, when, root, own_verb(root), sentence, age, tuple(facts))


def _age(when: When, near: dt.date | None) -> str:
    """How long before publication the time ends."""
    if near is None or when.end is None:
        return "unknown" if near is None else "open"
    days = (near - dt.date.fromisoformat(when.end)).days
    return next((name for least, name in AGES if days <= least), "years")


def _preposition(span: Span) -> str:
    head = span.root.head
    return head.lower_ if head.pos_ == "ADP" else span[0].lower_ if span[0].pos_ == "ADP" else NONE
