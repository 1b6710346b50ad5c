"""Whether a deed happened or was only tried, planned, feared or denied: read off the words around its trigger."""

from __future__ import annotations

from spacy.tokens import Token

from tidings.knowledge import Knowledge
from tidings.knowledge.status import StatusWords
from tidings.model import Kind
from tidings.reading.events import Trigger
from tidings.reading.status_clause import NOUNS, VERBS, Decided, own_words
from tidings.reading.status_embedding import PURPOSE, climb

__all__ = ["Decided", "status_at", "status_of"]

HAPPENED = Decided("happened", None, "status.asserted/1")
SAID: tuple[Kind, ...] = ("demand", "threaten", "accuse", "claim", "deny")
DUTIES = frozenset({"should", "must"})
PRESENT = ("VB", "VBP", "VBZ", "VBG")
EMBEDDERS = ("VERB", "NOUN", "ADJ")


def status_of(trigger: Trigger, know: Knowledge) -> Decided:
    """Return what the text commits to for a trigger: its own sense, else the words around it."""
    if trigger.sense.status:
        return Decided(trigger.sense.status, trigger.token, "status.sense/1")
    found = status_at(trigger.token, know)
    if know.events.kinds[trigger.kind].family == "words" and _is_saying(found, trigger.kind):
        return HAPPENED
    return found


def status_at(deed: Token, know: Knowledge) -> Decided:
    """Return what the text commits to for the deed that `deed` names: the nearest deciding word wins.

    A plan or try that stands inside a denial or a belief is denied or possible: "feared they would attack".
    """
    found = own_words(deed, know.status) or climb(deed, know) or _later(deed, know.status)
    if found is None:
        return HAPPENED
    if found.status in ("planned", "possible") and (any_ := _any(deed, know.status)):
        return any_
    if found.status in ("planned", "attempted") and found.by is not None:
        start = found.by if found.by.pos_ in EMBEDDERS and found.rule.startswith("status.governs") else deed
        outer = climb(start, know)
        if outer and outer.rule.startswith("status.governs") and outer.status in ("possible", "denied"):
            return outer
    return found


def _is_saying(found: Decided, kind: Kind) -> bool:
    """Whether the saying itself was done: who marches to demand something demands it, a rejected demand was made."""
    if kind in SAID and found.rule.startswith("status.object") and found.status == "planned":
        return True
    return found.rule == PURPOSE or (found.by is not None and found.by.lower_ in DUTIES)


def _any(deed: Token, table: StatusWords) -> Decided | None:
    for child in deed.children:
        if child.dep_ == "det" and deed.pos_ in NOUNS and table.says("determiner", child.lower_) == "hypothetical":
            return Decided("hypothetical", child, "status.any/1")
    return None


def _later(deed: Token, table: StatusWords) -> Decided | None:
    """A deed of any sort ("any attack"), or one that a coming day dates: "talks next month"."""
    if any_ := _any(deed, table):
        return any_
    if deed.pos_ in VERBS and deed.tag_ not in PRESENT:
        return None
    for child in deed.children:
        for word in child.children if child.dep_ == "prep" else (child,):
            is_next = any(table.says("next", g.lower_) for g in word.children) and table.says("unit", word.lower_)
            if child.dep_ in ("npadvmod", "advmod", "prep") and (is_next or table.says("day", word.lower_)):
                return Decided("planned", word, "status.future_day/1")
    return None
