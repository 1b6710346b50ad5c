"""The network's opinion: what it reads in a story, pooled with what the rules read, decision by decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from spacy.tokens import Doc, Token

from tidings.knowledge.events import Sense
from tidings.model import KINDS, Kind, Mention, Method, Role, Status
from tidings.reading.attribution import Saying
from tidings.reading.classes import Classes
from tidings.reading.events import Trigger
from tidings.reading.likelihood import LIKELY
from tidings.reading.network.signals import Deeds, Signals
from tidings.reading.network.weighing import Weighing
from tidings.reading.opinion import Field, Opinion
from tidings.reading.status_clause import Decided
from tidings.reading.telling import Told

READER = "network/1"
EXAMPLE = "read by the network"
NETWORK_RULE = "network.deed/1"
NAMING = frozenset({"NOUN", "PROPN", "NUM"})  # words of other sentences that may name who takes part
# Likelihood from which on a group becomes an account: pooled ones are sharper than those of the rules, whose threshold
# finds less. Found F1 of the stories held out: .657 on those of gold/train and .619 on the other news.
LIKELY_POOLED = 0.3


class NetworkOpinion(Opinion):
    """What the network says of one document; each answer is pooled with that of the rules."""

    name = READER

    def __init__(self, doc: Doc, signals: Signals, weighing: Weighing) -> None:
        self._doc, self._signals, self._weigh = doc, signals, weighing
        self._deeds: Deeds | None = None
        self._by_rule: dict[int, Trigger] = {}
        self._is_relevant = True

    def rule(self, trigger: Trigger) -> str:
        """Return the name of what took the words for a deed: the row of the table, or the network alone."""
        return super().rule(trigger) if trigger.token.i in self._by_rule else NETWORK_RULE

    def relevant(self, doc: Doc, is_relevant: bool) -> bool:
        """Every story may tell something; that the rules take it for ordinary news counts against each incident."""
        self._is_relevant = is_relevant
        return True

    def deeds(self, found: list[Trigger], classes: Classes, filed: int) -> list[Trigger]:
        """Return the words that either hears tell of an incident, unless the other is sure that they do not."""
        self._by_rule = {trigger.token.i: trigger for trigger in found}
        heard = [t for t in self._doc if self._is_heard(t, classes, filed)]
        kept: list[Trigger] = []
        for token in sorted(heard, key=lambda t: (-self.heard(t), t.i)):
            trigger = self._as_kind(token)
            if not any(_repeats(trigger, other) for other in kept):
                kept.append(trigger)
        self._deeds = self._signals.join([(t.token.i, t.kind) for t in kept]) if kept else None
        return sorted(kept, key=lambda t: t.start)

    def _is_heard(self, token: Token, classes: Classes, filed: int) -> bool:
        ruled = self._by_rule.get(token.i)
        if ruled is None and (token.is_space or token.is_punct or token.idx < filed or classes.in_name(token)):
            return False
        return (ruled is not None and ruled.kind not in KINDS) or self.heard(token) > 0

    def heard(self, token: Token) -> float:
        """Pooled log odds that the word tells of a deed."""
        ruled = self._by_rule.get(token.i)
        weak = ruled is not None and ruled.sense.weak
        return self._weigh.pooled(
            "deed", network=self._signals.deed(token.i), strong=ruled is not None and not weak, weak=weak
        )

    def _as_kind(self, token: Token) -> Trigger:
        """The rules' own trigger where they know the word, else one of the kind that the network thinks likeliest.

        The network's kind changed with the names of those who take part (bench/robust.py), and found no more.
        """
        if (ruled := self._by_rule.get(token.i)) is not None:
            return ruled
        said = self._signals.kinds(token.i)
        kind: Kind = max(said, key=said.__getitem__)
        part = "v" if token.pos_ in ("VERB", "AUX") else "n"
        sense = Sense(kind=kind, words=(token.lemma_.lower(),), part=part, example=EXAMPLE)  # type: ignore[arg-type]
        return Trigger(token, token.idx, token.idx + len(token), sense)

    def part(self, trigger: Trigger, token: Token, odds: dict[Role, float]) -> dict[Role, float]:
        """Return the log odds of each part of `token` in the deed against none."""
        return {role: self._part(trigger, token, role, value) for role, value in odds.items()}

    def _part(self, trigger: Trigger, token: Token, role: Role, odds: float) -> float:
        return self._weigh.pooled("part", rules=odds, network=self._known.arc(trigger.token.i, [token.i], role))

    def parts_elsewhere(self, trigger: Trigger) -> list[tuple[float, Role, Token]]:
        """Return the parts that nouns of other sentences play in the deed, with their log odds."""
        return [found for role in ROLES_ELSEWHERE for found in self._elsewhere(trigger, role)]

    def _elsewhere(self, trigger: Trigger, role: Role) -> Iterator[tuple[float, Role, Token]]:
        sent = trigger.token.sent
        pooled = self._weigh.pooled_each("part elsewhere", network=self._known.arcs(trigger.token.i, role))
        for n in np.flatnonzero(pooled > 0).tolist():
            token = self._doc[n]
            if token.pos_ in NAMING and not sent.start <= n < sent.end and token.dep_ != "compound":
                yield float(pooled[n]), role, token

    def status(self, trigger: Trigger, decided: Decided) -> Decided:
        """Return what the text commits to; a status that only the network gives has no deciding words.

        Where the rules know the word, theirs stands: the network's changed with the names of those who take part
        (bench/robust.py) and was right no more often.
        """
        if trigger.token.i in self._by_rule:
            return decided
        said = self._known.status(trigger.token.i)
        said[decided.status] += self._weigh.pooled("status", rules=1.0)
        status: Status = max(said, key=said.__getitem__)
        return decided if status == decided.status else Decided(status, None, "network.status/1")

    def same(self, one: Told, other: Told, odds: float) -> float:
        """Return the log odds that two mentions tell one incident."""
        return self._weigh.pooled("same", rules=odds, network=self._known.same(one.token.i, other.token.i))

    def likely(self, group: Sequence[Told], odds: float) -> float:
        """Return the log odds that the mentions are of an incident that an analyst would record.

        Of a kind that a user has added the network was never shown any, so the rules' word stands.
        """
        if group[0].kind not in KINDS:
            return odds
        heard = [self._signals.deed(t.token.i) for t in group]
        ruled = any(t.token.i in self._by_rule for t in group)
        return self._weigh.pooled(
            "likely",
            rules=odds,
            most=max(heard),
            mean=sum(heard) / len(heard),
            unruled=not ruled,
            ordinary=not self._is_relevant,
        )

    def least(self, ruled: float) -> float:
        """Return the likelihood from which on a group becomes an account; in a brief text it is that of the rules."""
        return max(ruled, LIKELY_POOLED) if ruled >= LIKELY else ruled

    def setting(self, field: Field, group: Sequence[Told], mention: Mention, odds: float) -> float:
        """Return the log odds that the time or place that `mention` names is that of the incident."""
        span = self._doc.char_span(mention.quote.start, mention.quote.end, alignment_mode="expand")
        words = [t.i for t in span] if span is not None else []
        if span is not None and span.root.head.pos_ == "ADP":
            words.append(span.root.head.i)  # annotators mark "on Friday", whose head is "on", and readers "Friday"
        heard = max(self._known.arc(t.token.i, words, field) for t in group)
        return self._weigh.pooled(field, rules=odds, network=heard)

    def chain(self, group: Sequence[Told], ruled: list[Saying]) -> list[Saying]:
        """Return the sayings that the incident stands on: those of the rules that the network does not rule out."""
        return [saying for saying in ruled if self.source(group, saying) > 0]

    def source(self, group: Sequence[Told], saying: Saying) -> float:
        """Pooled log odds that the incident stands on what somebody said."""
        words = [t.i for t in (saying.words or saying.speaker)] + [t.i for t in saying.speaker]
        heard = max(self._known.arc(t.token.i, words, "source") for t in group)
        return self._weigh.pooled("source", network=heard, unnamed=saying.is_unnamed)

    def method(self, group: Sequence[Told], ruled: Method) -> Method:
        """Return how an attack was carried out."""
        said = dict.fromkeys(self._known.method(group[0].token.i), 0.0)
        for one in group:
            for method, value in self._known.method(one.token.i).items():
                said[method] += value / len(group)
        said[ruled] += self._weigh.pooled("method", rules=ruled != "other", other=ruled == "other")
        return max(said, key=said.__getitem__)

    @property
    def _known(self) -> Deeds:
        if self._deeds is None:
            raise AssertionError("asked about a deed before the deeds were heard")
        return self._deeds


ROLES_ELSEWHERE: tuple[Role, ...] = ("actor", "target", "item", "supplier", "recipient", "origin", "destination")


def _repeats(trigger: Trigger, other: Trigger) -> bool:
    """Whether the word beside already tells the same deed: "carried out an attack"."""
    one, two = trigger.token, other.token
    return trigger.kind == other.kind and abs(one.i - two.i) == 1 and (one.head.i == two.i or two.head.i == one.i)
