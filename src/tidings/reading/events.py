"""Find the words that tell of an event, and which kind of event they mean there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from tidings.knowledge import Knowledge
from tidings.knowledge.events import Sense
from tidings.model import Kind, Method
from tidings.reading.arguments import doers, is_passive, prep_objects, sufferers
from tidings.reading.classes import Classes

PARTICLE_REACH = 3  # words between a verb and its particle or preposition
NEAR_DEPTH = 3  # how far below its head the rest of a phrase may hang: "fall - into - hands"
PHRASE_PARTS = frozenset("prep pobj dobj prt compound amod nsubjpass acomp oprd advmod xcomp".split())
WIDEST_TRIGGER = 4  # tokens; a phrase spread wider is quoted by its head alone


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell of one event at one place of the text, with the sense that fits them."""

    token: Token
    start: int
    end: int
    sense: Sense

    @property
    def kind(self) -> Kind:
        """The kind the sense tells of."""
        return self.sense.kind

    @property
    def method(self) -> Method | None:
        """The method the word itself implies."""
        return self.sense.method


def triggers(doc: Doc, classes: Classes, know: Knowledge) -> list[Trigger]:
    """Return the triggers in text order, at most one a token; a phrase takes the words it is made of."""
    found: list[Trigger] = []
    taken: set[int] = set()
    words = frozenset(t.lemma_.lower() for t in doc)
    candidates = [(sense, token, parts) for token in doc for sense, parts in _fitting(token, classes, know, words)]
    candidates.sort(key=lambda c: (-len(c[2]), -c[0].exactness, c[1].i))
    for sense, token, parts in candidates:
        if taken & {p.i for p in parts}:
            continue
        taken |= {p.i for p in parts}
        start, end = _extent(token, parts)
        found.append(Trigger(token, start, end, sense))
    return sorted(found, key=lambda t: t.start)


def _fitting(
    token: Token, classes: Classes, know: Knowledge, words: frozenset[str]
) -> Iterable[tuple[Sense, tuple[Token, ...]]]:
    senses = [s for form in _forms(token) for s in know.events.of_head(form)]
    for sense in senses:
        parts = _parts(token, sense)
        if parts and (not sense.story or sense.story & words) and _holds(token, sense, classes):
            yield sense, parts


def _forms(token: Token) -> list[str]:
    """Forms under which a sense's head may stand: lemma, word, and for verbs the stems a lemmatizer may miss."""
    forms = [token.lemma_.lower(), token.lower_]
    if token.tag_ in ("VBD", "VBN"):
        forms += [token.lower_.removesuffix("d"), token.lower_.removesuffix("ed")]
    elif token.tag_ == "VBG":
        forms += [token.lower_.removesuffix("ing"), token.lower_.removesuffix("ing") + "e"]
    return list(dict.fromkeys(forms))


def _parts(token: Token, sense: Sense) -> tuple[Token, ...]:
    """The tokens that make up the sense's words around its head `token`, or () where one is missing."""
    if sense.part == "v" and token.pos_ not in ("VERB", "AUX"):
        if not (token.pos_ == "ADJ" and token.tag_ == "VBN"):
            return ()
    if sense.part == "a" and token.pos_ not in ("ADJ", "VERB"):
        return ()
    if sense.part in ("n", "np") and token.pos_ not in ("NOUN", "PROPN"):
        return ()
    if sense.part == "n" and token.dep_ == "compound" and token.head.pos_ in ("NOUN", "PROPN"):
        return ()
    rest = sense.words[:-1] if sense.part == "np" else sense.words[1:]
    parts = [token]
    for word in rest:
        match = next(
            (t for t in _below(token, NEAR_DEPTH) if word in (t.lemma_.lower(), t.lower_) and _joins(t, token)), None
        )
        if match is None:
            return ()
        parts.append(match)
    return tuple(parts)


def _joins(word: Token, head: Token) -> bool:
    """Whether a particle stands near enough to its verb to be part of it: "close in", not "close the deal in"."""
    return word.pos_ not in ("ADP", "ADV") or word.dep_ == "prt" or abs(word.i - head.i) <= PARTICLE_REACH


def _below(token: Token, depth: int) -> Iterable[Token]:
    for child in token.children:
        yield child
        if depth > 1 and child.dep_ in PHRASE_PARTS:
            yield from _below(child, depth - 1)


def _extent(token: Token, parts: tuple[Token, ...]) -> tuple[int, int]:
    first, last = min(parts, key=lambda t: t.i), max(parts, key=lambda t: t.i)
    if last.i - first.i >= WIDEST_TRIGGER:
        first = last = token
    return first.idx, last.idx + len(last)


def _holds(token: Token, sense: Sense, classes: Classes) -> bool:
    if sense.unless and sense.unless & _around(token):
        return False
    if sense.mod and not sense.mod & _modifiers(token):
        return False
    if sense.no_mod and sense.no_mod & _modifiers(token):
        return False
    return _form_holds(token, sense) and _arguments_hold(token, sense, classes)


def _form_holds(token: Token, sense: Sense) -> bool:
    if sense.passive and not is_passive(token):
        return False
    if sense.proper and token.pos_ != "PROPN":
        return False
    if sense.no_object and any(c.dep_ == "dobj" for c in token.children):
        return False
    return not sense.near or any(t.lemma_.lower() in sense.near for t in token.subtree)


def _arguments_hold(token: Token, sense: Sense, classes: Classes) -> bool:
    if sense.obj and not _any_class(sufferers(token), sense.obj, classes):
        return False
    if sense.no_obj and _any_class(sufferers(token), sense.no_obj, classes):
        return False
    subjects = _subjects(token) if sense.subj else []
    if subjects and not _any_class(subjects, sense.subj, classes):
        return False
    if sense.of and not _of(token, sense.of, classes):
        return False
    if sense.to_place and not _leads_somewhere(token, classes):
        return False
    return not sense.to_inf or any(c.dep_ in ("xcomp", "ccomp") for c in token.children)


def _subjects(token: Token) -> list[Token]:
    return doers(token) or [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")]


def _any_class(tokens: Iterable[Token], wanted: frozenset[str], classes: Classes) -> bool:
    return any(classes.of(t) & wanted or "any" in wanted or t.lemma_.lower() in wanted for t in tokens)


def _of(token: Token, wanted: frozenset[str], classes: Classes) -> bool:
    """Whether what the noun is about (of X, X's, X as modifier) has a wanted class or is a wanted word."""
    about = prep_objects(token, ("of", "for", "over"))
    about += [c for c in token.children if c.dep_ in ("poss", "compound", "amod", "nmod")]
    return any(classes.of(t) & wanted or t.lemma_.lower() in wanted for t in about)


def _leads_somewhere(token: Token, classes: Classes) -> bool:
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("to", "into", "from", "across", "for", "toward", "towards"):
            if any("place" in classes.of(t) for t in child.children):
                return True
        if child.dep_ == "advmod" and child.lower_ in ("home", "there", "abroad"):
            return True
    return False


def _modifiers(token: Token) -> set[str]:
    beside = (c for c in token.children if c.dep_ in ("amod", "compound", "nmod", "poss", "prep"))
    out = {t.lemma_.lower() for c in beside for t in c.subtree}
    return out | {t.lower_ for t in token.children}


def _around(token: Token) -> set[str]:
    near = [*token.children, *(g for c in token.children for g in c.children)]
    if token.dep_ in ("compound", "amod", "prep", "dobj", "pobj", "nsubj", "nsubjpass"):
        near.append(token.head)
        near += [token.head.head] if token.head.pos_ == "ADP" else []
    return {t.lemma_.lower() for t in near} | {t.lower_ for t in near}
