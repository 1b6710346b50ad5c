"""What a deed's place in the sentence says of it where a noun names the deed: "fears of an attack", "foiled a raid"."""

from __future__ import annotations

from spacy.tokens import Token

from tidings.knowledge.grammar import words
from tidings.knowledge.status import StatusWords
from tidings.model import Status
from tidings.reading.status_clause import NOUNS, VERBS, Decided, clause_words, decided, negation_of, sharing

TEMPORAL = words("temporal preposition")
OBJECT_PREPOSITIONS = frozenset("of for on against to from in about".split())
CALLED_FOR = frozenset({"call", "appeal"})  # a plan only with "for": who calls a meeting holds it
WEIGHED = frozenset({"discuss", "oppose", "face", "debate", "weigh"})  # with "the", of a deed that is done
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
PAST_MODIFIERS = frozenset("last recent previous earlier past deadly latest ongoing deadliest first".split())


class Stop(Exception):
    """Nothing that stands higher says anything of the deed."""


def or_stop(found: Decided | None) -> Decided:
    """Return the decision. Raises Stop where there is none."""
    if found is None:
        raise Stop
    return found


def noun(head: Token, frame: str, table: StatusWords) -> Decided | None:
    """Return what a noun says of the deed that hangs on it: "the plan to strike", "fears of an attack"."""
    word = head.lemma_.lower()
    signature = table.embeds(frame, word) or table.embeds("noun", word)
    return decided(signature.does, head, "status.noun/2") if signature and head.pos_ not in VERBS else None


def argument(child: Token, head: Token, deed: Token, table: StatusWords) -> Decided | None:
    """A noun that names the deed, as subject or object of its head."""
    if head.pos_ not in ("VERB", "AUX", "ADJ"):
        return None
    if child.i != deed.i or deed.pos_ not in NOUNS:
        raise Stop
    if child.dep_ in ("nsubj", "nsubjpass"):
        return _subject(child, head, table)
    word = head.lemma_.lower()
    if word not in CALLED_FOR and (found := _object(head, table)):
        if _is_known(deed, head, found):
            raise Stop
        return found if found.status != "happened" else None
    if table.says("occurrence", word) or not _is_definite(deed):
        return clause_words(head, table)
    raise Stop


def _subject(child: Token, head: Token, table: StatusWords) -> Decided:
    """A deed as subject: "an attack is feared", "the attack failed", "an attack could come"."""
    word = head.lemma_.lower()
    if child.dep_ == "nsubjpass" and (found := _object(head, table)):
        return or_stop(None if _is_known(child, head, found) else found)
    if child.dep_ == "nsubj" and word == "fail":
        return Decided("attempted", head, "status.subject/1", is_failed=True)
    for c in head.children:
        if c.dep_ == "acomp" and (s := _predicate(c, table)):
            return Decided(s, c, "status.predicate/1")
    above = clause_words(head, table)
    if _is_definite(child) and not table.says("occurrence", word):
        raise Stop
    is_perfect = any(c.dep_ == "aux" and c.lower_ == "have" for c in sharing(head).children)
    if _is_definite(child) and is_perfect:
        raise Stop
    return or_stop(above)


def _predicate(adjective: Token, table: StatusWords) -> Status | None:
    signature = table.embeds("that", adjective.lemma_.lower())
    if signature is not None and signature.does == "possible":
        return "possible"
    return table.says("modifier", adjective.lower_)


def _object(verb: Token, table: StatusWords) -> Decided | None:
    signature = table.embeds("object", verb.lemma_.lower())
    if signature is None:
        return None
    negation = negation_of(verb, table)
    return decided(signature.does if negation is None else signature.negated, negation or verb, "status.object/2")


def prepositional(child: Token, preposition: Token, deed: Token, table: StatusWords) -> Decided | None:
    """A noun below a preposition: "fears of an attack", "called for a raid", "could die in a clash"."""
    head, word = preposition.head, preposition.lower_
    if preposition.dep_ == "agent":
        return or_stop(None if _is_definite(deed) else clause_words(head, table))
    if child.i != deed.i:
        raise Stop
    if head.pos_ in ("NOUN", "PROPN"):
        return or_stop(noun(head, "noun for" if word == "for" else "noun of", table))
    if head.pos_ == "ADP":
        return None
    if head.pos_ not in ("VERB", "AUX", "ADJ") or word in TEMPORAL:
        raise Stop
    if s := table.says("preposition", word):
        return Decided(s, preposition, "status.preposition/1")
    found = _object(head, table) if word in OBJECT_PREPOSITIONS else None
    if found and (word == "for" or not _is_definite(deed)):
        return found
    if _is_definite(deed):
        raise Stop
    return clause_words(head, table)


def _is_known(deed: Token, verb: Token, said: Decided) -> bool:
    """Whether a verb weighs a deed that the words take for done: "investigated the attack"."""
    return _is_definite(deed) and (said.status == "possible" or verb.lemma_.lower() in WEIGHED)


def _is_definite(noun: Token) -> bool:
    """Whether the words take the deed for known: "the attack", "Turkey's attack", "last month's raid"."""
    for child in noun.children:
        if child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ in DEFINITE):
            return True
        if child.dep_ in ("amod", "nummod") and child.lower_ in PAST_MODIFIERS:
            return True
    return False
