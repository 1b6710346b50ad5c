"""Whether a deed happened or was only tried, planned, feared or denied: read off the words around its trigger."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from tidings.knowledge import Knowledge
from tidings.knowledge.grammar import words
from tidings.model import Status
from tidings.reading.events import Trigger

TEMPORAL = words("temporal preposition")
PURPOSE = "status.purpose/1"
CLIMB = 5  # how many steps up the parse a deciding word may stand
# a hedge outside these says nothing of the deed inside
BARRIERS = ("relcl", "nsubj", "agent", "appos")


@dataclass(frozen=True, slots=True)
class Decided:
    """A status, the token that decided it (None: nothing spoke against `happened`), and the rule."""

    status: Status
    by: Token | None
    rule: str


def status_of(trigger: Trigger, know: Knowledge) -> Decided:
    """Return what the text commits to: the nearest deciding word wins, a denial over a hedge."""
    token = trigger.token
    if trigger.sense.status:
        return Decided(trigger.sense.status, token, "status.sense/1")
    own = _own_words(token, know)
    if own:
        return own
    decided = _climb(token, know)
    is_word = know.events.kinds[trigger.kind].family == "words"
    if decided is None or (is_word and decided.rule == PURPOSE):  # who marches to demand something demands it
        return Decided("happened", None, "status.asserted/1")
    return decided


def _own_words(token: Token, know: Knowledge) -> Decided | None:
    table = know.status
    for child in token.children:
        if child.dep_ == "neg" or (child.dep_ == "det" and child.lower_ == "no"):
            return Decided("denied", child, "status.negated/1")
        if child.dep_ in ("nsubj", "nsubjpass") and any(c.dep_ == "det" and c.lower_ == "no" for c in child.children):
            return Decided("denied", child, "status.negated/1")
        if child.dep_ == "det" and child.lower_ == "any":
            return Decided("hypothetical", child, "status.any/1")
        if child.dep_ == "mark" and (s := table.says("mark", child.lower_)):
            return Decided(s, child, "status.mark/1")
        if child.dep_ in ("amod", "compound", "nmod") and (s := table.says("modifier", child.lower_)):
            return Decided(s, child, "status.modifier/1")
        if child.dep_ == "advmod" and (s := table.says("adverb", child.lower_)):
            return Decided(s, child, "status.adverb/1")
    return _auxiliary(token, know)


def _auxiliary(token: Token, know: Knowledge) -> Decided | None:
    has_perfect = any(c.dep_ == "aux" and c.lower_ == "have" for c in token.children)
    for child in token.children:
        if child.dep_ == "aux" and (s := know.status.says("auxiliary", child.lower_)):
            if child.lower_ in ("would", "should") and has_perfect:
                return Decided("hypothetical", child, "status.counterfactual/1")
            return Decided(s, child, "status.auxiliary/1")
    return None


def _climb(token: Token, know: Knowledge) -> Decided | None:
    child, steps = token, 0
    while child.head.i != child.i and steps < CLIMB:
        head, relation = child.head, child.dep_
        if (relation in BARRIERS and child.i != token.i) or (relation == "acl" and child.tag_ == "VBN"):
            return None
        if relation == "prep" and child.lower_ in TEMPORAL:
            return None
        found = _governed(child, head, token, know)
        if found:
            return found
        is_subject = relation in ("nsubj", "nsubjpass") and child.pos_ in ("NOUN", "PROPN")
        if relation in ("relcl", "appos", "agent") or is_subject:
            return _through_subject(child, head, know) if child.i == token.i else None
        child, steps = head, steps + 1
    return None


def _through_subject(child: Token, head: Token, know: Knowledge) -> Decided | None:
    """A deed named as the subject of a hedged verb: "the attack may have killed", "an attack is feared"."""
    if child.dep_ == "nsubjpass" and (s := know.status.says("object", head.lemma_.lower())):
        return Decided(s, head, "status.object/1")
    if child.dep_ in ("nsubj", "nsubjpass"):
        return _auxiliary(head, know)
    return None


def _governed(child: Token, head: Token, token: Token, know: Knowledge) -> Decided | None:
    table, lemma = know.status, head.lemma_.lower()
    relation = child.dep_
    if head.pos_ in ("VERB", "AUX", "ADJ"):
        is_object_clause = (
            relation == "prep" and token.pos_ == "VERB"
        )  # "stopped from smuggling", "suspected of bombing"
        if (
            relation in ("xcomp", "ccomp", "pcomp")
            or is_object_clause
            or (relation == "advcl" and _is_infinitive(child))
        ):
            if s := table.says("governs", lemma):
                return Decided(s, head, "status.governs/1")
        if relation in ("xcomp", "ccomp") and head.lemma_ == "be" and _is_infinitive(child):
            return Decided("planned", head, "status.is_to/1")
        if (
            relation == "dobj"
            and know.speech.has("noun", child.lemma_.lower())
            and table.says("governs", lemma) == "denied"
        ):
            return Decided("denied", head, "status.governs/1")
        if relation in ("dobj", "pobj", "prep") and child.i != head.i and (s := table.says("object", lemma)):
            if token.pos_ in ("NOUN", "PROPN"):
                return Decided(s, head, "status.object/1")
        if relation == "advcl" and _is_infinitive(child) and child.i == token.i:
            return Decided("planned", child, PURPOSE)
        if relation in ("dobj", "xcomp", "prep", "pobj", "advcl") and (own := _head_words(head, know)):
            return own
    if head.pos_ == "NOUN" and relation in ("acl", "prep", "compound", "ccomp", "nmod"):
        if s := table.says("noun", lemma):
            return Decided(s, head, "status.noun/1")
    return None


def _head_words(head: Token, know: Knowledge) -> Decided | None:
    for c in head.children:
        if c.dep_ == "neg":
            return Decided("denied", c, "status.negated/1")
        if c.dep_ == "mark" and (s := know.status.says("mark", c.lower_)):
            return Decided(s, c, "status.mark/1")
    return _auxiliary(head, know)


def _is_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
