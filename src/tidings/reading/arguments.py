"""Who does what to whom, read off the parse: deep subjects and objects of verbs and of nouns that name deeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from tidings.knowledge.grammar import words

SUBJECTS = ("nsubj", "csubj")
PASSIVE = ("nsubjpass", "csubjpass")
OBJECTS = ("dobj", "dative", "attr", "oprd")
NOUNS = ("NOUN", "PROPN", "PRON", "NUM")
# verbs that lend a noun their subject ("launched an offensive"), and those whose subject suffers the noun's deed
LIGHT = words("light")
SUFFERING = words("suffering")
OBJECT_CONTROL = words("object control")
MEASURES = words("measure")
TOLL_VERBS = words("toll verb")
UNDERTAKING = words("undertaking")  # nouns that an infinitive fills: "efforts to buy"
DASHES = frozenset({"-", "–", "—", "--"})
PART_PREPS = ("of", "from", "for")  # what may stand inside a noun phrase that names somebody
AGENT_PREPS = frozenset({"by"})
TARGET_PREPS = words("target preposition")


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive, also as a bare participle after its noun or after another passive."""
    if any(child.dep_ in (*PASSIVE, "auxpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN" or _has_aux(verb):
        return False
    return verb.dep_ in ("acl", "amod", "relcl", "advcl") or _goes_on_passive(verb)


def _goes_on_passive(verb: Token) -> bool:
    """Whether a participle shares the auxiliary of the passive that it is joined to: "were rounded up and shot"."""
    head = verb.head
    if verb.dep_ != "conj" or head.pos_ != "VERB" or any(c.dep_ in (*SUBJECTS, *OBJECTS) for c in verb.children):
        return False
    return is_passive(head)


def _has_aux(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in ("have", "has", "had", "having") for child in verb.children)


def prep_objects(token: Token, preps: Iterable[str]) -> list[Token]:
    """Objects of the prepositions `preps` below `token`, coordinated ones included."""
    wanted = set(preps)
    out: list[Token] = []
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in wanted:
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    out.extend(with_conjuncts(inner))
    return out


def with_conjuncts(token: Token) -> list[Token]:
    """The token and the nouns coordinated with it, in text order."""
    return [token, *(c for c in token.conjuncts if c.i > token.i and c.pos_ in NOUNS)]


def subject(verb: Token, depth: int = 0) -> list[Token]:
    """The words that stand as grammatical subject, also where the verb shares another's subject."""
    direct = [c for c in verb.children if c.dep_ in (*SUBJECTS, *PASSIVE)]
    if direct:
        return [_antecedent(verb, t) for d in direct for t in with_conjuncts(d)]
    if depth > 3:
        return []
    head = verb.head
    if verb.dep_ == "acl" and head.pos_ == "NOUN" and head.lemma_ in UNDERTAKING:
        return _noun_doers(head)
    if verb.dep_ == "relcl" or (verb.dep_ == "acl" and head.pos_ in NOUNS):
        return with_conjuncts(head)
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return subject(head, depth + 1)
    if verb.dep_ in ("xcomp", "advcl", "pcomp", "ccomp") and head.pos_ in (
        "VERB",
        "AUX",
        "ADP",
        "NOUN",
        "ADJ",
        "SCONJ",
    ):
        return _controlled(verb, head, depth)
    return []


def _controlled(verb: Token, head: Token, depth: int) -> list[Token]:
    if head.pos_ in ("ADP", "SCONJ", "ADJ", "NOUN"):
        head = head.head
        if head.pos_ not in ("VERB", "AUX"):
            return []
    if verb.dep_ in ("xcomp", "ccomp") and head.lemma_ in OBJECT_CONTROL:
        objects = [c for c in head.children if c.dep_ == "dobj"]
        if objects:
            return with_conjuncts(objects[0])
    if verb.dep_ == "ccomp" and not any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children):
        return []
    return subject(head, depth + 1)


def _antecedent(verb: Token, token: Token) -> Token:
    if token.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
        return verb.head
    return token


def doers(token: Token) -> list[Token]:
    """Who does it: the deep subject of a verb, or of a noun that names a deed."""
    return _verb_doers(token) if token.pos_ in ("VERB", "AUX") else _noun_doers(token)


def sufferers(token: Token) -> list[Token]:
    """To whom or what it is done: the deep object of a verb, or of a noun that names a deed."""
    found = _verb_sufferers(token) if token.pos_ in ("VERB", "AUX") else _noun_sufferers(token)
    return [inner for t in found for inner in _measured(t)]


def _measured(token: Token) -> list[Token]:
    """What a noun of measure measures: "a volume of equipment" is equipment."""
    return (token.lemma_.lower() in MEASURES and prep_objects(token, ("of",))) or [token]


def _verb_doers(verb: Token) -> list[Token]:
    if is_passive(verb):
        return prep_objects(verb, AGENT_PREPS)
    return subject(verb)


def _verb_sufferers(verb: Token) -> list[Token]:
    if is_passive(verb):
        if verb.dep_ in ("acl", "amod") and not any(c.dep_ in PASSIVE for c in verb.children):
            return with_conjuncts(verb.head)
        return subject(verb)
    out = [t for c in verb.children if c.dep_ in OBJECTS for t in with_conjuncts(c)]
    if not out and verb.dep_ == "relcl":
        pronoun = next((c for c in verb.children if c.dep_ == "dobj"), None)
        if pronoun is None and any(
            c.dep_ in SUBJECTS and c.lower_ not in ("who", "which", "that") for c in verb.children
        ):
            out = with_conjuncts(verb.head)
    return [_antecedent(verb, t) for t in out]


def _noun_doers(noun: Token) -> list[Token]:
    out = prep_objects(noun, AGENT_PREPS)
    out += [t for c in noun.children if c.dep_ == "poss" for t in with_conjuncts(c)]
    out += [
        c for c in noun.children if c.dep_ in ("compound", "amod", "nmod") and (c.ent_type_ in ("NORP", "GPE", "ORG"))
    ]
    head = light_verb(noun)
    if not out and head is not None and head.lemma_ not in SUFFERING:
        out = _verb_doers(head)
    return out


def light_verb(noun: Token) -> Token | None:
    """The verb that only carries the noun ("launched an offensive"), or None."""
    head = noun.head
    if noun.dep_ in ("dobj", "nsubjpass") and head.pos_ == "VERB" and head.lemma_ in LIGHT:
        return head
    if noun.dep_ == "pobj" and head.dep_ == "prep" and head.head.lemma_ in ("carry", "involve", "take"):
        return head.head
    return None


def _noun_sufferers(noun: Token) -> list[Token]:
    out = prep_objects(noun, TARGET_PREPS)
    takes_toll = noun.dep_ == "nsubj" and (not out or noun.head.lemma_ in TOLL_VERBS)
    if takes_toll and noun.head.pos_ == "VERB" and not is_passive(noun.head):
        out += [t for t in _verb_sufferers(noun.head) if t.i != noun.i and t.head == noun.head]
    head = noun.head
    if not out and noun.dep_ in ("dobj", "pobj"):
        verb = head if head.pos_ == "VERB" else head.head
        if verb.pos_ == "VERB" and (verb.lemma_ in SUFFERING or (noun.dep_ == "pobj" and is_passive(verb))):
            out = subject(verb)
    return out


def phrase(head: Token) -> Span:
    """The noun phrase around `head`, with `of` and `from` phrases but without clauses and appositions."""
    doc: Doc = head.doc
    left, right = head.i, head.i
    for token in _core(head):
        left, right = min(left, token.i), max(right, token.i)
    left = max([left, *(n + 1 for n in range(left, head.i) if is_spaced_dash(doc[n]))])
    while left < head.i and (doc[left].is_space or (doc[left].is_punct and doc[left].text not in "\"“‘'(")):
        left += 1
    return doc[left : right + 1]


def is_spaced_dash(token: Token) -> bool:
    """Whether a dash stands between blanks: it ends a dateline or an aside, and no phrase runs over it."""
    return token.text in DASHES and bool(token.whitespace_) and token.i > 0 and bool(token.nbor(-1).whitespace_)


def _core(head: Token) -> Iterator[Token]:
    yield head
    for child in head.children:
        if child.dep_ in ("det", "amod", "compound", "poss", "nummod", "quantmod", "nmod", "advmod", "predet"):
            if child.i < head.i:
                yield from (t for t in child.subtree if not t.is_space)
        elif child.dep_ == "case":
            continue
        elif child.dep_ == "prep" and child.lower_ in PART_PREPS and child.i - head.i <= 2:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield child
                    yield from _core(inner)
