"""Two deeds of one sentence of which the words say that one came after the other."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from tidings.knowledge.grammar import words

ONE_MORE = words("one more")
LATER_THAN = words("later than")
COPULAS = frozenset({"be", "come", "mark", "happen", "occur"})  # verbs that only say that the deed was


def are_told_in_turn(one: Token, other: Token) -> bool:
    """Whether the sentence tells one of two deeds as the earlier: "the second attack, after a grenade was thrown".

    "He was shot after he drew a gun" tells one deed or two; so what is asked for is a word for one more, or what came
    of a later deed ("hours after the bombing, jets struck a clinic, leaving six dead").
    """
    if one.sent.start != other.sent.start:
        return False
    return any(_follows(late, early) for late, early in ((one, other), (other, one)))


def _follows(late: Token, early: Token) -> bool:
    turn = next(_turns(early), None)
    if turn is None or late in turn.subtree:
        return False
    if any(child.lower_ in ONE_MORE for child in late.children):
        over = turn.head.head if turn.dep_ == "pobj" else turn.head
        return over == late or over.lemma_ in COPULAS  # "a second attack killed two after gunmen fired" tells one deed
    return _is_left_by_main(late, turn)


def _turns(token: Token) -> Iterator[Token]:
    """The head of each "after" clause or phrase that the token stands in, from the inside out."""
    for above in (token, *token.ancestors):
        if above.dep_ == "pobj" and above.head.lower_ in LATER_THAN:
            yield above
        elif any(c.dep_ == "mark" and c.lower_ in LATER_THAN for c in above.children):
            yield above


def _is_left_by_main(toll: Token, turn: Token) -> bool:
    """Whether the toll is what the main verb left: "leaving six dead" of "jets struck", before which "after" stands."""
    left = toll if toll.dep_ == "advcl" else toll.head
    if left.dep_ != "advcl" or left.tag_ != "VBG" or left.i < turn.i:
        return False
    return left.head in turn.ancestors
