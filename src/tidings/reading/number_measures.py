"""What a number measures: told by a sign, the noun that it counts, the verb over it, or the words beside it."""

from __future__ import annotations

from spacy.tokens import Span, Token

from tidings.knowledge import Knowledge
from tidings.knowledge.numerals import Numerals
from tidings.model.values import Measure

NOUNS = ("NOUN", "PROPN")
COMPLEMENTS = ("acomp", "oprd", "ccomp", "xcomp", "attr", "npadvmod")
NEAR = 4  # tokens to each side in which a word of measure decides where the parse does not


def measure_of(figure: Span, head: Token | None, words: Numerals, know: Knowledge) -> Measure:
    """What the number measures: told by a sign, the noun it counts, the verb over it, or the words beside it."""
    before = figure.doc[figure.start - 1].lower_ if figure.start else ""
    sign = words.measure("before", before) or words.measure("before", figure.text[:1])
    if sign is not None:
        return sign
    bearer = head if head is not None else figure.root
    for token in dict.fromkeys((bearer, figure.root)):
        told = by_noun(token, words) or by_verb(token, words)
        if told is not None:
            return told
    told = _nearby(figure, bearer, words)
    if told is not None:
        return told
    if head is not None and know.items.resolve(head.text.lower()) is not None:
        return "quantity"
    return "other"


def by_noun(bearer: Token, words: Numerals) -> Measure | None:
    """By the counted noun itself or an adjective of it: "two deaths", "three wounded", "12 detained men"."""
    lemma = bearer.lemma_.lower()
    own = words.measure("noun", lemma) or words.measure("adjective", bearer.lower_)
    if own is not None:
        return own
    for child in bearer.children:
        if child.dep_ in ("amod", "acl") and (told := words.measure("adjective", child.lower_)):
            return told
        if child.dep_ == "acl" and child.tag_ == "VBN" and (told := words.measure("object", child.lemma_)):
            return told
    return None


def by_verb(bearer: Token, words: Numerals) -> Measure | None:
    """By the verb whose subject or object the counted noun is, also through coordination."""
    link, verb = bearer.dep_, bearer.head
    while link in ("conj", "appos") and verb.pos_ in (*NOUNS, "NUM", "ADJ"):
        link, verb = verb.dep_, verb.head
    if link in ("nsubjpass", "dobj"):
        return _as_object(verb, words) or (_later(verb, words) if link == "nsubjpass" else None)
    if link == "nsubj":
        suffered = (
            _later(verb, words)
            or words.measure("subject", verb.lemma_)
            or _by_complement(verb, words)
            or _by_injury(verb, words)
        )
        return suffered or (_as_object(verb, words) if verb.tag_ == "VBN" and not _acts(verb) else None)
    if link == "pobj":
        over = verb.head
        return _by_toll(verb, words) or (words.measure("noun", over.lemma_.lower()) if over.pos_ == "NOUN" else None)
    if link == "attr":
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        return words.measure("subject of", subject.lemma_.lower()) if subject is not None else None
    return None


def _by_toll(preposition: Token, words: Numerals) -> Measure | None:
    """By the toll that a verb brings to the number: "the toll rose to 30", "brought the number of dead to 45"."""
    over = preposition.head
    over = over.head if over.pos_ == "ADP" else over
    links = ("nsubj", "nsubjpass", "dobj") if preposition.lower_ in ("to", "at") else ("nsubj", "nsubjpass")
    tolls = (_toll(child, words) for child in over.children if child.dep_ in links)
    return next((told for told in tolls if told is not None), None)


def is_toll(figure: Token, words: Numerals) -> bool:
    """Whether a toll is brought to the figure, whatever else it may look like: "rose from 30 to 45"."""
    over = figure.head
    return figure.dep_ == "pobj" and over.lower_ in ("to", "at") and _by_toll(over, words) is not None


def _toll(noun: Token, words: Numerals) -> Measure | None:
    """What a noun that stands for a count tells of: "the toll", "the total number of dead"."""
    if noun.lemma_.lower() not in words.beside["count"]:
        return words.measure("subject of", noun.lemma_.lower())
    of = [t for child in noun.children if child.lower_ == "of" for t in child.children if t.dep_ == "pobj"]
    return next((told for t in of if (told := by_noun(t, words))), None)


def _later(verb: Token, words: Numerals) -> Measure | None:
    """By a passive that shares the subject: "sneaked over the border and was arrested"."""
    passives = (c for c in verb.conjuncts if any(t.dep_ == "auxpass" for t in c.children))
    shared = (c for c in passives if not any(t.dep_ in ("nsubj", "nsubjpass") for t in c.children))
    return next((told for c in shared if (told := words.measure("object", c.lemma_))), None)


def _as_object(verb: Token, words: Numerals) -> Measure | None:
    """By the verb done to the counted, its complement, or a verb beside it ("shot and killed", "stabbed to death")."""
    told = words.measure("object", verb.lemma_) or _by_complement(verb, words) or _from_home(verb, words)
    if told is not None:
        return told
    beside = (c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB" and not _acts(c))
    joined = next((m for c in beside if (m := words.measure("object", c.lemma_))), None)
    return joined or words.measure("object weakly", verb.lemma_)


def _from_home(verb: Token, words: Numerals) -> Measure | None:
    """By where the counted are made to leave: "forced 5,000 families from their homes", "drove 300 out of the town"."""
    told = words.measure("object from home", verb.lemma_)
    leaving = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("from", "out")] if told else []
    leaving += [c for prep in leaving for c in prep.children if c.lower_ == "of"]
    places = (t.lemma_.lower() for prep in leaving for t in prep.children if t.dep_ == "pobj")
    return told if any(place in words.beside["home"] for place in places) else None


def _by_injury(verb: Token, words: Numerals) -> Measure | None:
    """By what the subject suffers: "10 persons sustained injuries"."""
    told = words.measure("with injury", verb.lemma_)
    return (
        told
        if told and any(c.dep_ == "dobj" and words.measure("noun", c.lemma_) == told for c in verb.children)
        else None
    )


def _acts(verb: Token) -> bool:
    return any(c.dep_ == "dobj" or (c.dep_ == "aux" and c.lemma_ == "have") for c in verb.children)


def _by_complement(verb: Token, words: Numerals) -> Measure | None:
    """By an adjective or participle after the verb: "left two dead", "were wounded", "are missing"."""
    for child in verb.children:
        if child.dep_ in COMPLEMENTS and child.i > verb.i:
            told = words.measure("adjective", child.lower_) or words.measure("noun", child.lemma_.lower())
            told = told or (_as_object(child, words) if child.tag_ == "VBN" and not _acts(child) else None)
            if told is not None:
                return told
        ends = [c for c in child.children if c.dep_ == "pobj"] if child.dep_ == "prep" and child.lower_ == "to" else []
        if any(words.measure("noun", end.lemma_) == "killed" for end in ends):
            return "killed"
    return None


def _nearby(figure: Span, bearer: Token, words: Numerals) -> Measure | None:
    """By the nearest participle or adjective right after: "40 people dead", "12 killed", "30 others injured"."""
    if bearer.dep_ == "nsubj" and bearer.head.tag_ in ("VBD", "VBZ", "VBP") and bearer.head.i > bearer.i:
        plain = bearer.head.lemma_
        return (
            None
            if words.measure("object", plain) and _acts(bearer.head)
            else words.measure("adjective", bearer.head.lower_)
        )
    end = min(max(figure.end, bearer.i + 1) + NEAR, len(figure.doc))
    for token in figure.doc[figure.end : end]:
        if token.is_punct or token.pos_ in ("SCONJ",):
            break
        told = words.measure("adjective", token.lower_)
        told = told or (words.measure("object", token.lemma_) if token.tag_ == "VBN" else None)
        if told is not None:
            return told
    return None
