"""How likely a gathered group of mentions is an incident an analyst would record, from what its mentions show.

Words alone do not settle it ("fire", "operation", "support"): who takes part, how the word stands in its sentence and
what sort of story it is in decide. The weights are in likely_weights.tsv; their sum is the account's confidence.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Token

from tidings.knowledge import Knowledge
from tidings.model import Role
from tidings.reading.opinion import ALONE, Opinion
from tidings.reading.telling import Told

# Likelihood from which on a group becomes an account. Found F1 of stories not fitted on (bench/likely_fit.py): 0 .606,
# .20 .609, .25 .611, .30 .610, .40 .607; the lowest that gains most, since a lost incident is seen by nobody.
LIKELY = 0.25
# A text of a few words tells little that could speak for an incident, though it may tell nothing else: "A fire at the
# depot." has a likelihood of .17. No annotated story is so short, so this is a choice, not a measurement.
BRIEF, LIKELY_IN_BRIEF = 40, 0.15
COMPARED: tuple[Role, ...] = ("actor", "target", "item")
MODIFIERS = frozenset({"amod", "compound", "nmod", "neg", "aux", "advmod", "prt"})
QUOTES = frozenset("\"“”'‘’")
MOST_ROLES, MOST_MENTIONS, LATEST, MOST_TOLD = 4, 5, 4, 6
TOLD_STEP = 4  # mentions of deeds in the story, counted by fours


def likelihood(group: Sequence[Told], told: Sequence[Told], know: Knowledge, opinion: Opinion = ALONE) -> float:
    """0..1: how likely the group is an incident; `told` are all mentions of the story."""
    odds = know.likely_weights.odds(group_facts(group, len(told)))
    return 1 / (1 + math.exp(-opinion.likely(group, odds)))


def threshold(n_words: int) -> float:
    """The likelihood from which on a group of a text of so many words becomes an account."""
    return LIKELY if n_words >= BRIEF else LIKELY_IN_BRIEF


def group_facts(group: Sequence[Told], n_told: int) -> frozenset[str]:
    """Names of all that the mentions show, each once."""
    out = {f"mentions {min(MOST_MENTIONS, len(group))}", f"story tells {min(MOST_TOLD, n_told // TOLD_STEP)}"}
    if all(t.trigger.sense.toll or t.trigger.sense.echo for t in group):
        out.add("tolls only")
    if all(t.trigger.sense.weak for t in group):
        out.add("weak words only")
    for one in group:
        out.update(_word(one))
        out.update(_stance(one.token))
        out.update(_shown(one))
    return frozenset(out | {"bias"})


def _word(one: Told) -> Iterator[str]:
    sense, kind = one.trigger.sense, one.kind
    yield from (f"kind {kind}", f"word {' '.join(sense.words)}, {kind}")
    yield from (f"weak {sense.weak}", f"toll {sense.toll}", f"echo {sense.echo}")
    yield from (f"status {one.status.status}", f"status {one.status.status}, {kind}")
    yield from (f"dep {one.token.dep_}", f"dep {one.token.dep_}, {kind}", f"tag {one.token.tag_}")


def _stance(token: Token) -> Iterator[str]:
    """How the word stands in its sentence."""
    head = token.head
    yield f"under {head.lemma_.lower()}, {token.dep_}" if head.i != token.i else "root"
    determiner = next((c.lower_ for c in token.children if c.dep_ == "det"), "none")
    yield f"determiner {determiner}, {token.tag_}"
    for child in token.children:
        if child.dep_ in MODIFIERS:
            yield f"{child.dep_} {child.lemma_.lower()}"
        elif child.dep_ == "prep":
            yield f"prep {child.lower_}"


def _shown(one: Told) -> Iterator[str]:
    """Who takes part, and whether time, place, numbers and a source are told."""
    for role in COMPARED:
        tokens = one.roles.get(role, ())
        yield from (f"{role} {bool(tokens)}", f"{role} {bool(tokens)}, {one.kind}")
        yield from _filled(role, tokens)
    yield f"roles {min(MOST_ROLES, sum(map(len, one.roles.values())))}"
    yield from (f"numbers {bool(one.numbers)}", f"time {bool(one.time)}", f"place {bool(one.place)}")
    yield from (f"sources {min(2, len(one.said))}", f"sentence {min(LATEST, one.sentence)}")
    yield f"quoted {any(t.text in QUOTES for t in one.token.sent)}"


def _filled(role: Role, tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        yield from (f"{role} is {token.pos_}", f"{role} is {token.lemma_.lower()}")
