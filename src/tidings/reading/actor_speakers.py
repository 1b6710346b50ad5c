"""Whom "I" and "we" mean: whoever speaks, by the nearest reporting verb around or before the words."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from tidings.knowledge import Knowledge
from tidings.model import Actor
from tidings.reading.actor_names import Found, tokens_of

SUBJECTS = ("nsubj",)
REACH = 150  # tokens after a reporting verb in which a quotation may run on; some five sentences


def speaking(doc: Doc, know: Knowledge, actors: Sequence[Found]) -> list[Found]:
    """The actors with first persons added where the speaker is an actor."""
    out = list(actors)
    by_head = {f.head: f for f in actors}
    for token in tokens_of(doc, "LOWER", know.actors.words("i") | know.actors.words("we")):
        if token.tag_ not in ("PRP", "PRP$"):
            continue
        speaker = _around(token, know, by_head) or _before(token, know, by_head)
        if speaker is None:
            continue
        if token.lower_ in know.actors.words("we"):
            side = _side(doc[speaker.head], speaker, actors, know)
            out.append(Found(token.i, token.i, token.i, side, "actors.speaking_for/1"))
        elif speaker.actor.type == "person":
            out.append(Found(token.i, token.i, token.i, speaker.actor, "actors.speaker/1"))
    return out


def _side(head: Token, speaker: Found, actors: Sequence[Found], know: Knowledge) -> Actor:
    """For whom somebody says "we": the body that his name or office names, else his state, else himself."""
    if speaker.actor.type != "person":
        return speaker.actor
    around = [f.actor for f in actors if head.left_edge.i <= f.first and f.last <= head.right_edge.i]
    body = next((a for a in around if a.type not in ("person", "group", "state") or a.id), None)
    country = next((a.country for a in around if a.country), None)
    return body or know.actors.named((country or "").lower()) or speaker.actor


def _around(token: Token, know: Knowledge, by_head: dict[int, Found]) -> Found | None:
    """The subject of a reporting verb whose clause the word stands in."""
    for verb in token.ancestors:
        speaker = _speaker(verb, know, by_head)
        if speaker is not None and verb.i != token.head.i:
            return speaker
    return None


def _before(token: Token, know: Knowledge, by_head: dict[int, Found]) -> Found | None:
    """The subject of the nearest reporting verb before the word."""
    doc = token.doc
    for i in range(token.i - 1, max(-1, token.i - REACH), -1):
        if doc[i].pos_ == "VERB":
            speaker = _speaker(doc[i], know, by_head)
            if speaker is not None:
                return speaker
    return None


def _speaker(verb: Token, know: Knowledge, by_head: dict[int, Found]) -> Found | None:
    if not know.speech.has("verb", verb.lemma_):
        return None
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    return by_head.get(subject.i) if subject is not None else None
