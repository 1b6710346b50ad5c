"""The weights by which the network's word and that of the rules are pooled, fitted one decision after the other.

Decisions are fitted in the order in which a reading takes them, each on what the ones before it lead to.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from gathering import as_incident
from network_voices import Asked, Choices, Listening, Questions, Ruled, Voices, Weights
from roles_fit import marks, role_of
from spacy.tokens import Token

from tidings.evaluate.accounts import pairs
from tidings.evaluate.fields import place_earns, same_name, time_earns
from tidings.evaluate.normal import Incident
from tidings.knowledge import Knowledge
from tidings.model import METHODS, Place, Role, Span, When
from tidings.reading.accounts import HEARSAY, by_fullness, kind_of, method_of
from tidings.reading.attribution import standing
from tidings.reading.casting import Cast
from tidings.reading.classes import Classes
from tidings.reading.dateline import dateline_end
from tidings.reading.events import Trigger
from tidings.reading.gathering import gather
from tidings.reading.likelihood import likelihood
from tidings.reading.moments import Moments
from tidings.reading.naming import Naming, names_of
from tidings.reading.network.opinion import NAMING, ROLES_ELSEWHERE, NetworkOpinion
from tidings.reading.network.signals import Deeds
from tidings.reading.pairing import pair_facts
from tidings.reading.status import status_of
from tidings.reading.telling import Told, deeds, tell
from tidings.reading.times import reference_day
from tidings.reading.whereabouts import Whereabouts

UNHEARD = -6.0  # log odds of the network below which a word that no rule knows is not asked about
UNHEARD_PART = -3.0  # the same for a part played by a word of another sentence
CAST: tuple[Role, ...] = ("actor", "target", "item")  # parts that the rules weigh inside a deed's own sentence
# Log odds that the network's, held within LEAST, cannot outweigh: it names a method only where the rules know none.
# Fitted weights were right more often on 49 held-out stories (.750 for .733), less often on 44 others (.757 for .821).
NEVER_OUTVOTED = 10.0
# Log odds added to what fits best: what is found too much may still be left out later, what is not found is lost.
LEANS = {"deed": 1.0, "part": 0.5, "source": 0.5}


@dataclass
class Heard:
    """A story with its deeds as network and rules together hear them."""

    asked: Asked
    opinion: NetworkOpinion
    weigh: Listening
    ruled: dict[int, Trigger]  # by the rules alone, by word
    found: list[Trigger]
    classes: Classes
    names: dict[int, str]
    naming: Naming

    def annotated(self) -> Iterator[tuple[Trigger, Incident]]:
        """Deeds that an annotator marked with the same kind."""
        for trigger in self.found:
            marked = (r for r in self.asked.records if r.kind == trigger.kind and marks(r, trigger))
            if (record := next(marked, None)) is not None:
                yield trigger, record


@dataclass
class Grouped:
    """The gathered incidents of one story."""

    heard: Heard
    told: list[Told]
    groups: list[list[Told]]

    def paired(self) -> list[tuple[int, list[Told]]]:
        """Number of the annotated record, and the group that is paired with it."""
        asked = self.heard.asked
        said = [as_incident(asked.read.gold, group) for group in self.groups]
        return [(n, self.groups[m]) for n, m in pairs(asked.read.gold, asked.records, said)]


class Pool:
    """Fits the weights on some stories; `know` holds the rules' own weights, fitted on other stories."""

    def __init__(self, asked: Sequence[Asked], know: Knowledge) -> None:
        self._asked, self._know = asked, know
        self._weights: Weights = defaultdict(float)

    def fit(self) -> Weights:
        """Return the weight of every voice in every decision."""
        self._fit_deeds([self._heard(one) for one in self._asked])
        self._fit_parts([self._heard(one) for one in self._asked])
        heard = [self._heard(one) for one in self._asked]
        told = [(one, tell(one.asked.read.doc, one.asked.read.found, self._know, one.opinion)) for one in heard]
        self._fit_same(told)
        grouped = [Grouped(one, all_, gather(all_, self._know, one.opinion)) for one, all_ in told]
        self._fit_likely(grouped)
        self._fit_settings(grouped)
        self._fit_sources(grouped)
        self._fit_methods(grouped)
        return dict(self._weights)

    def _heard(self, asked: Asked) -> Heard:
        weigh, doc = Listening(self._weights), asked.read.doc
        opinion, classes = NetworkOpinion(doc, asked.signals, weigh), Classes(doc, asked.read.found, self._know)
        ruled = deeds(doc, classes, self._know)
        found = opinion.deeds(ruled, classes, dateline_end(doc.text))
        names, naming = names_of(doc, asked.read.found), Naming(doc, asked.read.found)
        return Heard(asked, opinion, weigh, {t.token.i: t for t in ruled}, found, classes, names, naming)

    def _take(self, decision: str, fitted: Voices) -> None:
        for voice, weight in fitted.items():
            lean = LEANS.get(decision, 0.0) if voice == "bias" else 0.0
            self._weights[decision, voice] = weight + lean

    def _fit_deeds(self, heard: Sequence[Heard]) -> None:
        """Whether a word tells of a deed."""
        is_deed = Questions()
        for one in heard:
            signals, right = one.asked.signals, _kinds_at(one.asked)
            for token in one.asked.read.doc:
                if token.is_space or token.is_punct or token.idx < dateline_end(token.doc.text):
                    continue
                ruled = one.ruled.get(token.i)
                if ruled is not None or signals.deed(token.i) >= UNHEARD:
                    is_deed.add(one.weigh.hear(partial(one.opinion.heard, token))[0], token.i in right)
        self._take("deed", is_deed.fit())

    def _fit_parts(self, heard: Sequence[Heard]) -> None:
        """Status and parts of deeds that are annotated too."""
        status, part, elsewhere = Ruled(), Questions(), Questions()
        for one in heard:
            cast = Cast(one.found, one.classes, self._know, one.names)
            known = one.asked.signals.join([(t.token.i, t.kind) for t in one.found]) if one.found else None
            for trigger, record in one.annotated():
                assert known is not None
                if trigger.token.i not in one.ruled:  # else that of the rules stands
                    status.add(known.status(trigger.token.i), status_of(trigger, self._know).status, record.status)
                roles = self._know.events.kinds[trigger.kind].roles
                parts = Parts(one, trigger, record, known)
                parts.own(cast.candidates(trigger), [r for r in CAST if r in roles], self._know, part)
                parts.elsewhere([r for r in ROLES_ELSEWHERE if r in roles], elsewhere)
        for name, fitted in (("status", status), ("part", part), ("part elsewhere", elsewhere)):
            self._take(name, fitted.fit())

    def _fit_same(self, told: Sequence[tuple[Heard, list[Told]]]) -> None:
        """Whether two mentions of a kind tell one incident."""
        same = Questions()
        for heard, mentions in told:
            known = [(one, records) for one in mentions if (records := _records(one, heard.asked))]
            known.sort(key=lambda k: (k[0].sentence, k[0].trigger.start))
            for n, (one, mine) in enumerate(known):
                for other, theirs in known[:n]:
                    if one.kind == other.kind:
                        odds = self._know.gather_weights.odds(pair_facts(one, other))
                        voices = heard.weigh.hear(partial(heard.opinion.same, one, other, odds))[0]
                        same.add(voices, bool(mine & theirs))
        self._take("same", same.fit())

    def _fit_likely(self, grouped: Sequence[Grouped]) -> None:
        """Whether a group is an incident that the annotator recorded."""
        likely = Questions()
        for one in grouped:
            right = {id(group) for _, group in one.paired()}
            for group in one.groups:
                ask = partial(likelihood, group, one.told, self._know, one.heard.opinion)
                likely.add(one.heard.weigh.hear(ask)[0], id(group) in right)
        self._take("likely", likely.fit())

    def _fit_settings(self, grouped: Sequence[Grouped]) -> None:
        """Where and when a rightly found incident was."""
        place, time = Choices(), Choices()
        for one in grouped:
            asked, heard = one.heard.asked, one.heard
            given = (asked.read.doc, asked.read.found, one.told, self._know)
            around = Whereabouts(*given, heard.opinion)
            moments = Moments(*given, near=reference_day(asked.read.story.published), opinion=heard.opinion)
            for n, group in one.paired():
                ranked, kind, gold = by_fullness(group), kind_of(group), asked.records[n].place
                placing = self._know.events.kinds[kind.kind].place
                earns = [place_earns(gold, None)]
                earns += [
                    place_earns(gold, asdict(m.value))
                    for m, _ in around.candidates(ranked, placing)
                    if isinstance(m.value, Place)
                ]
                none = self._know.where_weights.odds(around.none_facts(ranked, placing))
                place.add(none, heard.weigh.hear(partial(around.place, ranked, kind)), earns)
                for when in _times(asked, n):
                    earns = [time_earns(when, None)]
                    earns += [time_earns(when, (p.when.start, p.when.end)) for p, _ in moments.candidates(ranked)]
                    none = self._know.when_weights.odds(moments.none_facts(ranked, kind))
                    time.add(none, heard.weigh.hear(partial(moments.time, ranked, kind)), earns)
        self._take("place", place.fit())
        self._take("time", time.fit())

    def _fit_sources(self, grouped: Sequence[Grouped]) -> None:
        """Whether the incident stands on what somebody said, of those that the rules name."""
        source = Questions()
        for one in grouped:
            asked, opinion = one.heard.asked, one.heard.opinion
            naming = Naming(asked.read.doc, asked.read.found)
            for n, group in one.paired():
                gold = asked.records[n].sources
                for saying in standing([told.said for told in sorted(group, key=lambda t: t.trigger.start)]):
                    name = HEARSAY if saying.is_unnamed else naming.name(saying.speaker)
                    voices = one.heard.weigh.hear(partial(opinion.source, by_fullness(group), saying))[0]
                    source.add(voices, any(same_name(name or "", known.name) for known in gold))
        self._take("source", source.fit())

    def _fit_methods(self, grouped: Sequence[Grouped]) -> None:
        """How an attack was carried out, by all its mentions."""
        method = Ruled(unknown="other")
        for one in grouped:
            known = one.heard.asked.signals.join([(t.token.i, t.kind) for t in one.told]) if one.told else None
            for n, group in one.paired():
                right = one.heard.asked.records[n]
                if right.kind == "attack" and right.method and known is not None:
                    heard = [known.method(told.token.i) for told in group]
                    said = {name: sum(h[name] for h in heard) / len(heard) for name in METHODS}
                    method.add(said, method_of(group, self._know), right.method)
        self._take("method", method.fit() | {"rules": NEVER_OUTVOTED})


@dataclass
class Parts:
    """One deed, to be asked which words play a part in it."""

    heard: Heard
    trigger: Trigger
    record: Incident
    known: Deeds

    def own(
        self, words: Iterable[tuple[Token, list[str]]], roles: Sequence[Role], know: Knowledge, to: Questions
    ) -> None:
        """Ask about the words of the deed's own sentence."""
        for token, facts in words:
            odds, label = know.role_weights.odds(facts), self._label(token)
            for role in roles:
                ask = partial(self.heard.opinion.part, self.trigger, token, {role: odds[role]})
                to.add(self.heard.weigh.hear(ask)[0], label == role)

    def elsewhere(self, roles: Sequence[Role], to: Questions) -> None:
        """Ask about the nouns of other sentences."""
        sent = self.trigger.token.sent
        for role in roles:
            for token, odds in zip(sent.doc, self.known.arcs(self.trigger.token.i, role), strict=True):
                is_asked = odds >= UNHEARD_PART and token.pos_ in NAMING and token.dep_ != "compound"
                if is_asked and not sent.start <= token.i < sent.end:
                    to.add({"network": float(odds)}, self._label(token) == role)

    def _label(self, token: Token) -> str:
        filler = self.heard.naming.filler(token, "actor") if token.i in self.heard.names else None
        return role_of(self.record, token, filler.name if filler else None)


def _kinds_at(asked: Asked) -> dict[int, set[str]]:
    """The kinds of the deeds that each word is annotated to tell of."""
    out: dict[int, set[str]] = {}
    for record in asked.records:
        for span in record.at:
            for token in asked.read.doc.char_span(span.start, span.end, alignment_mode="expand") or ():
                out.setdefault(token.i, set()).add(record.kind)
    return out


def _times(asked: Asked, n: int) -> list[tuple[str | None, str | None] | None]:
    """The annotated time of a record; nothing where it is only words and the program reads no day in them."""
    given = asked.read.records[n].get("time") or {}
    if not given.get("quote") or "start" in given:
        return [asked.records[n].time]
    start = asked.read.gold["text"].find(given["quote"], *asked.read.gold["sentences"][given["s"]])
    span = Span(start, start + len(given["quote"]))
    times = [(m.quote.span, m.value) for m in asked.read.found if isinstance(m.value, When) and m.value.is_known]
    return [(when.start, when.end) for at, when in times if at.overlaps(span)][:1]


def _records(told: Told, asked: Asked) -> set[int]:
    return {n for n, record in enumerate(asked.records) if marks(record, told.trigger)}
