"""Links of a chain beside the speaker: through whom a speaker is heard, and whom the speaker quotes."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from tidings.knowledge import Knowledge
from tidings.reading.arguments import phrase, prep_objects
from tidings.reading.attribution_speakers import NOUNS, author


def carriers(head: Token, verb: Token, know: Knowledge) -> list[Token]:
    """Through whom the speaker is heard: "told the Crier", "quoted by the Crier", "cited by the minister"."""
    told = [c for c in verb.children if c.dep_ in ("dobj", "dative", "iobj")] if verb.lemma_ == "tell" else []
    told += [
        o
        for c in verb.children
        if c.lower_ == "to" and verb.lemma_ in ("say", "speak")
        for o in c.children
        if o.dep_ == "pobj"
    ]
    papers = [t for t in told[:1] if _carries(t, know)]
    return papers or [o for c in _citing(head, know) for o in prep_objects(c, ("by", "in")) if o.pos_ in NOUNS][:1]


def _carries(token: Token, know: Knowledge) -> bool:
    beside = (c for c in token.children if token.pos_ == "PROPN" and c.dep_ in ("amod", "compound"))
    if any(know.speech.has("carrier", t.lemma_.lower()) for t in (token, *beside)):
        return True  # "told the newspaper", "told the daily La Orsa"
    return know.outlets.resolve(phrase(token).text.removeprefix("the ")) is not None


def cited(verb: Token, heads: list[Token], know: Knowledge) -> list[Token]:
    """Whom the speaker quotes: the object of a citing verb that hangs on the reporting verb or on the speaker."""
    citing = [c for c in verb.children if c.dep_ in ("advcl", "acl", "xcomp") and know.speech.has("citing", c.lemma_)]
    citing += [c for head in heads for c in _citing(head, know) if c.tag_ == "VBG"]
    if know.speech.has("citing", verb.lemma_) and any(c.lower_ == "as" for c in verb.children):
        citing.append(verb)  # "the paper quoted a mediator as saying"
    return [author(o, know) or o for c in citing for o in c.children if o.dep_ == "dobj" and not _is_none(o)]


def _is_none(token: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ == "no" for c in token.children)


def _citing(head: Token, know: Knowledge) -> Iterator[Token]:
    return (c for c in head.children if c.dep_ == "acl" and know.speech.has("citing", c.lemma_))
