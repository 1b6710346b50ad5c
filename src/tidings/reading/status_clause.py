"""What the words of a deed's own clause say of it: negation, condition, modality, question, command."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from tidings.knowledge.status import Outcome, StatusWords
from tidings.model import Status

VERBS = ("VERB", "AUX")
NOUNS = ("NOUN", "PROPN", "PRON", "NUM")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
HAVE = frozenset({"have", "'ve"})
PAST_AUXILIARIES = frozenset({"had", "was", "were", "has", "have", "'ve"})
CERTAIN = frozenset({"will", "wo", "'ll", "shall"})  # of what the speaker takes for settled
QUESTION_TAIL = 3  # tokens at the end of a sentence among which its question mark stands
WH = ("WP", "WDT", "WRB", "WP$")


@dataclass(frozen=True, slots=True)
class Decided:
    """A status, the token that decided it (None: nothing spoke against `happened`), and the rule.

    `is_failed`: it was tried in vain, so it did not happen.
    """

    status: Status
    by: Token | None
    rule: str
    is_failed: bool = False

    @property
    def words(self) -> tuple[Token, ...]:
        """The deciding word with its auxiliaries and negation, first to last: "may be assumed"."""
        if self.by is None:
            return ()
        if self.by.pos_ not in VERBS or not self.rule.startswith("status.governs"):
            return (self.by,)
        beside = [c for c in self.by.children if c.dep_ in ("aux", "auxpass", "neg") and c.i < self.by.i]
        return (*beside, self.by)


def decided(outcome: Outcome, by: Token, rule: str) -> Decided:
    """What an outcome of the tables amounts to."""
    if outcome == "fact":
        return Decided("happened", by, rule)
    if outcome == "failed":
        return Decided("attempted", by, rule, is_failed=True)
    return Decided(outcome, by, rule)


def own_words(deed: Token, table: StatusWords) -> Decided | None:
    """Return what determiner, modifiers and the deed's own clause say of it."""
    for child in deed.children:
        if child.dep_ == "det" and (s := table.says("determiner", child.lower_)) == "denied":
            return Decided(s, child, "status.negated/1")
        if child.dep_ in ("amod", "compound", "nmod") and (s := table.says("modifier", child.lower_)):
            return Decided(s, child, "status.modifier/1")
    return clause_words(deed, table)


def clause_words(head: Token, table: StatusWords) -> Decided | None:
    """Return what negation, condition, mood, adverbs, a question or a command say of the clause of `head`."""
    verb = sharing(head)
    mood, condition, negation = _mood(verb, table), condition_of(verb, table), negation_of(head, table)
    if negation is None and verb.i != head.i:
        negation = negation_of(verb, table)
    if mood and _comes_too_late(verb, mood):
        return Decided("attempted", mood.by, "status.before_it_could/1", is_failed=True)
    if negation is not None and condition is None and not (mood and mood.status == "hypothetical"):
        return Decided("denied", negation, "status.negated/1")
    if negation is None and (adverb := _adverb(head, verb, table)):
        return adverb
    if condition is not None:
        return Decided("hypothetical", condition, "status.mark/1")
    return mood or _question(verb) or _command(verb)


def sharing(head: Token) -> Token:
    """The verb whose auxiliaries this one shares: "will" of "will bomb and shell"; else the head itself."""
    verb = head
    while verb.dep_ == "conj" and verb.head.pos_ in VERBS and verb.pos_ in VERBS and verb.head.tag_ == verb.tag_:
        if any(c.dep_ in (*SUBJECTS, "aux", "auxpass") for c in verb.children):
            break
        verb = verb.head
    return verb


def negation_of(head: Token, table: StatusWords) -> Token | None:
    """Return the word that negates this word; "not only" does not."""
    for child in head.children:
        if child.dep_ == "neg" or (child.dep_ in ("advmod", "preconj", "cc") and table.says("negation", child.lower_)):
            if not _is_only(child) and (child.lower_ != "nor" or child.i < head.i):
                return child
        if child.dep_ == "advmod" and child.lower_ == "longer" and any(g.lower_ == "no" for g in child.children):
            return child
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "prep") and (found := _nobody(child, table)) is not None:
            return found
    return _nor(head, table)


def _nor(head: Token, table: StatusWords) -> Token | None:
    """The "nor" before a second clause; the parse hangs it on the first."""
    if head.dep_ != "conj":
        return None
    between = (c for c in head.head.children if c.dep_ == "cc" and head.head.i < c.i < head.i and c.lower_ == "nor")
    return next((c for c in between if table.says("negation", c.lower_)), None)


def _nobody(child: Token, table: StatusWords) -> Token | None:
    if child.dep_ == "prep":
        return next((g for g in child.children if table.says("nobody", g.lower_)), None)
    if table.says("nobody", child.lower_):
        return child
    if child.dep_ == "dobj":
        return None
    return next((g for g in child.children if g.dep_ == "det" and table.says("determiner", g.lower_) == "denied"), None)


def _is_only(word: Token) -> bool:
    follows = word.nbor().lower_ if word.i + 1 < len(word.doc) else ""
    return follows in ("only", "just", "necessarily") or any(g.lower_ == "only" for g in word.children)


def _comes_too_late(verb: Token, mood: Decided) -> bool:
    """Whether the clause tells what was cut short: "before it could go off"."""
    is_cut = mood.by is not None and mood.by.lower_ == "could"
    return is_cut and any(c.dep_ == "mark" and c.lower_ == "before" for c in verb.children)


def _adverb(head: Token, verb: Token, table: StatusWords) -> Decided | None:
    for one in dict.fromkeys((head, verb)):
        for child in one.children:
            if child.dep_ in ("advmod", "amod") and (s := table.says("adverb", child.lower_)):
                return Decided(s, child, "status.adverb/1")
    return None


def condition_of(verb: Token, table: StatusWords) -> Token | None:
    """Return the word that makes the clause of `verb` a condition: "if", or the auxiliary of "should they succeed"."""
    if verb.dep_ == "advcl" and (inverted := _inverted(verb)) is not None:
        return inverted
    marks = (c for c in verb.children if c.dep_ == "mark" and table.says("mark", c.lower_))
    return None if verb.dep_ == "ccomp" else next(marks, None)


def _inverted(verb: Token) -> Token | None:
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    first = next(iter(verb.subtree))
    if subject is None or first.lower_ not in ("should", "had", "were"):
        return None
    return first if first.i < subject.i and (first.head.i == verb.i or first.i == verb.i) else None


def _mood(verb: Token, table: StatusWords) -> Decided | None:
    is_perfect = any(c.dep_ == "aux" and c.lower_ in HAVE for c in verb.children)
    for child in verb.children:
        if child.dep_ != "aux" or not (s := table.says("auxiliary", child.lower_)):
            continue
        if is_perfect and child.lower_ in ("would", "should"):
            return Decided("hypothetical", child, "status.counterfactual/1")
        if is_perfect and child.lower_ == "must":
            return Decided("possible", child, "status.auxiliary/1")
        if s == "planned" and (condition := _condition_below(verb, table)) is not None:
            return Decided("hypothetical", condition, "status.conditional/1")
        return Decided(s, child, "status.will/1" if child.lower_ in CERTAIN else "status.auxiliary/1")
    return None


def _condition_below(verb: Token, table: StatusWords) -> Token | None:
    clauses = (c for c in verb.children if c.dep_ == "advcl")
    return next((c for clause in clauses if (c := condition_of(clause, table)) is not None), None)


def _question(verb: Token) -> Decided | None:
    """A question that yes or no would answer; what a question with "who" or "why" asks about is taken for granted."""
    if verb.dep_ != "ROOT" or any(w.tag_ in WH for w in list(verb.sent)[:3]):
        return None
    mark = next((w for w in list(verb.sent)[-QUESTION_TAIL:] if w.lower_ == "?"), None)
    return Decided("possible", mark, "status.question/1") if mark is not None else None


def _command(verb: Token) -> Decided | None:
    """A command ("surrender"), or the infinitive of a headline ("envoy to visit capital")."""
    if verb.dep_ != "ROOT" or verb.tag_ != "VB":
        return None
    if is_infinitive(verb):
        return Decided("planned", verb, "status.headline/1")
    has_subject = any(c.dep_ in (*SUBJECTS, "aux") for c in verb.children)
    return None if has_subject else Decided("planned", verb, "status.imperative/1")


def is_infinitive(verb: Token) -> bool:
    """Whether "to" stands before the verb."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def is_past(verb: Token) -> bool:
    """Whether the verb is finite and tells of the past."""
    if verb.tag_ == "VBD":
        return True
    if is_infinitive(verb) or any(c.tag_ == "MD" for c in verb.children):
        return False
    return any(c.dep_ in ("aux", "auxpass") and c.lower_ in PAST_AUXILIARIES for c in verb.children)
