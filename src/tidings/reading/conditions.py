"""In what state an item is: the words beside it, or of what was done to it, that say so.

Only what was done counts: a plan to seize rifles leaves them where they are.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from tidings.knowledge.conditions import CONDITIONS, Stands, condition_of
from tidings.knowledge.grammar import words
from tidings.model import Item, Quote, State
from tidings.model.values import Condition

MEASURES = words("measure")
BESIDE = ("amod", "acl", "compound", "nmod", "advmod")
SAID_OF = ("acomp", "oprd", "attr", "advcl")
PAST = ("VBD", "VBN")
NOT_DONE = ("to", "if", "unless", "not", "never", "no", "non", "longer", "un", "half")
PAPER = ("document", "money", "drug")  # an operational document is no working one; all of these can be seized
Found = tuple[Condition, list[Token]]


def state(item: Span, of: Item, text: str) -> State | None:
    """The state of the item by its words; of several, what was taken comes before what still works."""
    found = [*_qualities(item), *_deeds(item.root), *_remains(item.root)]
    if (of.category or "").split(".")[0] in PAPER:
        found = [one for one in found if one[0] == "seized"]
    best = max(found, key=lambda one: CONDITIONS.index(one[0]), default=None)
    if best is None:
        return None
    condition, said = best
    return State(condition, Quote.at(text, said[0].idx, said[-1].idx + len(said[-1])))


def _qualities(item: Span) -> Iterator[Found]:
    """Words beside the item or inside its name ("an unexploded shell"), or said of it ("was found intact")."""
    root = item.root
    beside = [t for t in root.children if t.dep_ in BESIDE] + [t for t in item if t.i != root.i]
    if root.dep_ in ("nsubj", "nsubjpass") and not _is_undone(root.head):
        beside += [t for t in root.head.children if t.dep_ in SAID_OF]
    for token in sorted(set(beside), key=lambda t: t.i):
        for said in ([*token.subtree], _phrase(token), [token]):
            condition = condition_of("".join(t.text_with_ws for t in said).strip().lower(), "quality")
            if condition and (len(said) > 1 or not _is_undone(token)):
                yield condition, said
                break


def _phrase(token: Token) -> list[Token]:
    """The words that a hyphen joins to the token: "burnt-out", "home-made"."""
    doc, first, last = token.doc, token.i, token.i
    while first > 1 and doc[first - 1].text == "-" and not doc[first - 2].whitespace_:
        first -= 2
    while last + 2 < len(doc) and doc[last + 1].text == "-" and not doc[last].whitespace_:
        last += 2
    return [*doc[first : last + 1]]


def _deeds(root: Token) -> Iterator[Found]:
    """What was done to the item ("seized 20 rifles", "the drone was shot down") or by it ("the drone crashed")."""
    noun = _counted(root)
    while noun.dep_ in ("conj", "appos") and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = _counted(noun.head)
    verb = noun.head
    if noun.dep_ in ("dobj", "nsubjpass"):
        yield from _deed(verb, "done to")
    elif noun.dep_ == "nsubj":
        yield from _deed(verb, "done by")
    for child in root.children:
        if child.dep_ in ("acl", "relcl") and child.tag_ == "VBN" and not _has_subject(child):
            yield from _deed(child, "done to")


def _deed(verb: Token, sort: Stands) -> Iterator[Found]:
    if verb.tag_ not in PAST or _is_undone(verb):
        return
    lemma = verb.lemma_.lower()
    for particle in (c for c in verb.children if c.dep_ in ("prt", "advmod") and c.i > verb.i):
        if condition := condition_of(f"{lemma} {particle.lower_}", sort):
            yield condition, [verb, particle] if particle.i == verb.i + 1 else [verb]
            return
    if condition := condition_of(lemma, sort):
        yield condition, [verb]


def _remains(root: Token) -> Iterator[Found]:
    """ "the wreckage of a drone"."""
    of = root.head
    if root.dep_ == "pobj" and of.lower_ == "of" and (condition := condition_of(of.head.lemma_.lower(), "of")):
        yield condition, [of.head]


def _counted(noun: Token) -> Token:
    """The measure that counts the item, if any: "a consignment of rifles"."""
    of = noun.head
    is_counted = noun.dep_ == "pobj" and of.lower_ == "of" and of.head.lemma_.lower() in MEASURES
    return of.head if is_counted else noun


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ == "nsubj" for child in verb.children)


def _is_undone(word: Token) -> bool:
    """Whether the deed is denied, only meant or only possible: "was not seized", "may have been destroyed"."""
    return any(c.dep_ == "neg" or c.tag_ == "MD" or c.lower_ in NOT_DONE for c in word.children)
