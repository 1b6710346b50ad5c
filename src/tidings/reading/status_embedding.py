"""What the words above a deed say of it: the verbs, adjectives and nouns that embed its clause."""

from __future__ import annotations

from spacy.tokens import Token

from tidings.knowledge import Knowledge
from tidings.knowledge.grammar import words
from tidings.knowledge.status import StatusWords
from tidings.reading.status_clause import (
    SUBJECTS,
    WH,
    Decided,
    clause_words,
    decided,
    is_infinitive,
    is_past,
    negation_of,
    sharing,
)
from tidings.reading.status_nouns import Stop, argument, noun, or_stop, prepositional

PURPOSE = "status.purpose/1"
CLIMB = 8  # how many steps up the parse a deciding word may stand
GERUND_PREPOSITIONS = frozenset("from of for in at on against about to with into out".split())
CLAUSAL = ("csubj", "csubjpass", "advcl", "acl")
PREDICATING = words("predicating")
BEFOREHAND = frozenset({"after", "before", "when", "until", "till", "once"})
MEANS = frozenset({"use", "help", "combine", "team"})  # who used drones to strike a base struck it


def climb(deed: Token, know: Knowledge) -> Decided | None:
    """Return what the nearest deciding word above the deed says of it, or None."""
    child = deed
    for _ in range(CLIMB):
        if child.head.i == child.i:
            return None
        try:
            found = _step(child, deed, know)
        except Stop:
            return None
        if found:
            return found
        child = child.head
    return None


def _step(child: Token, deed: Token, know: Knowledge) -> Decided | None:
    head, relation, table = child.head, child.dep_, know.status
    if found := _rejected_report(child, know) or _feared(child, table):
        return found
    if relation == "ccomp" and child.i < head.i and _is_paratactic(child, head):
        raise Stop
    if relation == "conj":
        if _is_cut(head, child):
            raise Stop
        return None
    if relation in ("xcomp", "ccomp", "csubj", "csubjpass", "oprd"):
        return _clause(child, head, table)
    if relation == "advcl":
        return _adverbial(child, head, table)
    if relation == "acl":
        return _adnominal(child, head, table)
    if relation == "pcomp":
        return _taught(child) or _gerund(child, head, table)
    if relation == "pobj":
        return _hidden_gerund(child, head, table) or prepositional(child, head, deed, table)
    if relation in ("dobj", "attr", "dative", "nsubj", "nsubjpass"):
        return argument(child, head, deed, table)
    if relation in ("compound", "nmod", "npadvmod"):
        if child.tag_ == "VBG" and head.dep_ == "pobj":  # "from smuggling rifles", read as a kind of rifle
            return _gerund(child, head.head, table)
        found = noun(head, "noun", table)
        if child.i == deed.i and not found:
            return None
        return or_stop(found if child.i == deed.i else None)
    if relation in ("relcl", "appos", "amod", "poss", "parataxis", "dep", "intj"):
        raise Stop
    return None


def _taught(child: Token) -> Decided | None:
    """What is told as a way to do it is not done yet: "lessons in how to storm a house"."""
    asked = next((c for c in child.children if c.dep_ == "advmod" and c.tag_ in WH), None)
    return Decided("planned", asked, "status.how_to/1") if asked and is_infinitive(child) else None


def _is_paratactic(child: Token, head: Token) -> bool:
    """Whether a clause only stands beside the verb it was hung on: "Deserters arrived; the ministry denies it"."""
    return any(c.dep_ == "dobj" for c in head.children) or _is_cut(child, head)


def _is_cut(left: Token, right: Token) -> bool:
    return any(t.text == ";" for t in left.doc[left.i : right.i])


def _rejected_report(child: Token, know: Knowledge) -> Decided | None:
    """A clause or noun inside a report that is denied: "dismissed reports that troops had withdrawn", "of a raid"."""
    noun = child.head
    if child.dep_ == "pobj" and noun.lower_ == "of":
        noun = noun.head
    elif child.dep_ not in ("acl", "ccomp", "relcl", "appos", "dep") or is_infinitive(child) or _is_reduced(child):
        return None
    if noun.pos_ != "NOUN" or not know.speech.has("noun", noun.lemma_.lower()):
        return None
    if child.dep_ == "relcl" and any(c.tag_ in WH and c.dep_ in ("nsubj", "dobj", "nsubjpass") for c in child.children):
        return None
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    signature = know.status.embeds("that", verb.lemma_.lower())
    if noun.dep_ not in ("dobj", "pobj", "nsubjpass") or signature is None or signature.does != "denied":
        return None
    is_negated = negation_of(verb, know.status) is not None
    return decided(signature.negated if is_negated else "denied", verb, "status.governs/2")


def _feared(child: Token, table: StatusWords) -> Decided | None:
    """A clause as subject of what it is taken for: "missiles falling into their hands is a worst-case scenario"."""
    over = child.head if child.dep_ in ("csubj", "csubjpass", "advcl") else child.head.head
    has_subject = child.dep_ != "advcl" or any(c.dep_ in SUBJECTS for c in child.children)
    is_subject = has_subject and (child.dep_ != "acl" or child.head.dep_ in SUBJECTS)
    if child.tag_ != "VBG" or child.dep_ not in CLAUSAL or not is_subject:
        return None
    if over.lemma_ not in PREDICATING or over.i < child.i or is_past(over):
        return None
    below = [c for c in over.children if c.i > over.i and c.dep_ in ("attr", "oprd", "dobj", "prep")]
    nouns = (t for c in below for t in c.subtree if t.pos_ == "NOUN")
    return next((d for t in nouns if (d := noun(t, "noun", table)) and d.status == "possible"), None)


def governed(head: Token, frame: str, table: StatusWords) -> Decided | bool:
    """What the embedding word says: a decision, True where the deed is as sure as the word itself, False if unknown."""
    signature = table.embeds(frame, head.lemma_.lower()) or table.embeds(frame, head.lower_)
    if signature is None:
        return False
    negation = negation_of(head, table) or (negation_of(sharing(head), table) if head.pos_ == "VERB" else None)
    outcome = signature.does if negation is None else signature.negated
    if outcome == "happened" and negation is None:
        return True
    return decided(outcome, head, "status.factive/1" if outcome == "fact" else "status.governs/2")


def _clause(child: Token, head: Token, table: StatusWords) -> Decided | None:
    """A clause as complement or subject of its head."""
    if asked := next((c for c in child.children if c.dep_ == "mark" and c.lower_ in ("whether", "if")), None):
        return Decided("possible", asked, "status.whether/1")
    if any(c.dep_ == "advmod" and c.tag_ in WH for c in child.children) and not is_infinitive(child):
        raise Stop  # "why", "how" and "when" take the deed for granted
    if is_infinitive(child):
        return _infinitive(child, head, table)
    frame = _frame(child, head, table)
    if head.lemma_ == "be" and frame == "that":  # "it is unlikely that"
        head = next((c for c in head.children if c.dep_ == "acomp"), head)
    found = governed(head, frame, table) if frame else False
    if isinstance(found, Decided):
        return found
    if not found and child.dep_ == "ccomp":
        return None
    return clause_words(head, table)


def _frame(child: Token, head: Token, table: StatusWords) -> str | None:
    word = head.lemma_.lower()
    if child.dep_ not in ("xcomp", "ccomp"):
        return None
    if child.tag_ == "VBG" and child.dep_ == "xcomp":
        return "ing"
    is_bare = child.tag_ == "VB" and not any(c.dep_ == "aux" for c in child.children)
    for_clause = any(c.dep_ == "mark" and c.lower_ == "for" for c in child.children)
    if for_clause or (is_bare and (child.dep_ == "xcomp" or table.embeds("inf", word))):
        return "inf"
    return "that"


def _infinitive(child: Token, head: Token, table: StatusWords) -> Decided | None:
    if head.lemma_ == "be":
        negation = negation_of(head, table)
        return (
            Decided("denied", negation, "status.negated/1") if negation else Decided("planned", head, "status.is_to/1")
        )
    if head.lemma_ == "have":
        if is_past(head):
            return clause_words(head, table)
        return clause_words(head, table) or Decided("planned", head, "status.have_to/1")
    if head.lemma_ == "go" and head.tag_ == "VBG":
        negation = negation_of(head, table)
        if negation is not None:
            return Decided("denied", negation, "status.negated/1")
        return Decided("planned", head, "status.going_to/1")
    found = governed(head, "inf", table)
    return found if isinstance(found, Decided) else clause_words(head, table)


def _adverbial(child: Token, head: Token, table: StatusWords) -> Decided | None:
    if is_infinitive(child):
        found = governed(head, "inf", table)
        if isinstance(found, Decided):
            return found
        if any(c.lower_ == "only" and c.dep_ == "advmod" for c in child.children):
            raise Stop  # "only to be jailed" tells what came of it
        if found or (head.lemma_.lower() in MEANS and is_past(head)):
            return clause_words(head, table)
        return Decided("planned", child, PURPOSE)
    if child.tag_ == "VBG" and not any(c.dep_ == "mark" for c in child.children):
        return clause_words(head, table)
    mark = next((c for c in child.children if c.dep_ in ("mark", "advmod") and c.lower_ in BEFOREHAND), None)
    if mark is not None and child.tag_ in ("VBP", "VBZ", "VB") and not is_past(child):
        above = clause_words(head, table)  # "until the militia withdraws" is as future as what waits for it
        if above and above.status in ("planned", "hypothetical"):
            return Decided(above.status, above.by, "status.until/1")
    raise Stop


def _is_reduced(verb: Token) -> bool:
    """Whether a participle stands for a relative clause: "rockets fired at the town"."""
    return verb.tag_ in ("VBN", "VBG") and not any(c.dep_ in ("aux", "auxpass", "mark") for c in verb.children)


def _adnominal(child: Token, head: Token, table: StatusWords) -> Decided | None:
    if _is_reduced(child):
        raise Stop
    return noun(head, "noun", table)


def _governed_gerund(verb: Token, table: StatusWords) -> Decided | None:
    found = governed(verb, "ing", table)
    return found if isinstance(found, Decided) else or_stop(clause_words(verb, table) if found else None)


def _hidden_gerund(noun: Token, preposition: Token, table: StatusWords) -> Decided | None:
    """A gerund that is read as an adjective of its own object: "devoted to launching attacks"."""
    first = noun.doc[preposition.i + 1] if preposition.i + 1 < noun.i else None
    if first is None or first.tag_ != "VBG" or first.head != noun or preposition.lower_ not in GERUND_PREPOSITIONS:
        return None
    found = governed(preposition.head, "ing", table) if preposition.head.pos_ in ("VERB", "ADJ") else False
    return found if isinstance(found, Decided) else None


def _gerund(child: Token, preposition: Token, table: StatusWords) -> Decided | None:
    """A gerund below a preposition: "stopped from smuggling", "suspected of bombing", "without firing"."""
    head, word = preposition.head, preposition.lower_
    for one in (preposition, *preposition.children, preposition.head):  # "instead of striking"
        if s := table.says("preposition", one.lower_):
            return Decided(s, one, "status.preposition/1")
    if head.pos_ in ("NOUN", "PROPN"):
        said = noun(head, "noun", table)
        if said is None and head.dep_ in ("dobj", "nsubjpass") and word in ("of", "from"):
            return _governed_gerund(head.head, table)  # the parse hung on the object what the verb governs
        return or_stop(said)
    if head.pos_ not in ("VERB", "AUX", "ADJ"):
        return None
    if any(c.dep_ == "prt" and c.lower_ == "out" for c in head.children) and head.lemma_ == "rule":
        return Decided("denied", head, "status.governs/2")
    found = governed(head, "ing", table) if word in GERUND_PREPOSITIONS else False
    if isinstance(found, Decided):
        return found
    if found or word in ("before", "until", "till"):
        return None
    return or_stop(clause_words(head, table) if word == "by" else None)
