"""Whether a story tells of incidents at all, or is news of sport, markets, arts or everyday life."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from tidings.knowledge import Knowledge
from tidings.reading.classes import Classes
from tidings.reading.events import Trigger

ARMED = frozenset({"armed", "police", "weapon", "military"})
DEED = 3.0  # a strong word of a hard kind weighs as much as three armed people
# Per hundred words. On the 260 training stories 15 of the 20 without an incident lie at or below it, and one story with
# incidents (4 of 2,259) does; at 0 it is 13 and one, at 1.0 it is 16 and three (15 incidents).
RELEVANT = 0.35
BRIEF = 120  # words; a shorter text may tell of talks or aid without naming anybody armed


def is_relevant(doc: Doc, found: Sequence[Trigger], classes: Classes, know: Knowledge) -> bool:
    """Whether armed people, weapons and deeds outweigh the words of ordinary news; a brief has the benefit of doubt."""
    outweighs = weight(doc, found, classes, know)
    return outweighs > RELEVANT or (len(doc) < BRIEF and outweighs >= 0)


def weight(doc: Doc, found: Sequence[Trigger], classes: Classes, know: Knowledge) -> float:
    """Armed people and weapons, plus DEED times the deeds, less the words of ordinary news, a hundred words."""
    armed = sum(1 for token in doc if classes.of(token) & ARMED)
    deeds = sum(1 for t in found if know.events.kinds[t.kind].is_hard and not t.sense.weak)
    ordinary = sum(1 for token in doc if know.events.is_ordinary(token.lemma_.lower(), token.lower_))
    return 100 * (armed + DEED * deeds - ordinary) / max(1, len(doc))
